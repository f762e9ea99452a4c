package transcode

import (
	"context"
	"fmt"
	"image"
	"math"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/av"
	"terugblik/media/film"
)

// busy is a picture with as much movement and noise as a camera in a room gives.
type busy struct{ noise []byte }

func newBusy() busy {
	b := busy{noise: make([]byte, 1<<20)}
	seed := uint32(1)
	for i := range b.noise {
		seed = seed*1664525 + 1013904223
		b.noise[i] = byte(seed>>24) % 7
	}
	return b
}

func (busy) Size() (width, height int) { return 1280, 720 }

func (b busy) Draw(n int, img *image.YCbCr) {
	for y := range 720 {
		noise := b.noise[(n*7919+y*1283)%(len(b.noise)-1280):]
		wave := int(40 * math.Sin(float64(y+2*n)/37))
		row := img.Y[y*img.YStride:][:1280]
		for x := range row {
			row[x] = byte(90+wave+(x+n*3)>>3&63) + noise[x]
		}
	}
	for i := range img.Cb {
		img.Cb[i], img.Cr[i] = byte(118+i>>6%16), byte(136-i>>7%16)
	}
}

func (busy) Sound(at int, out []float32) {
	for i := range out {
		t := float64(at+i) / film.SoundRate
		out[i] = float32(0.3 * math.Sin(2*math.Pi*220*t) * math.Abs(math.Sin(3*t)))
	}
}

// BenchmarkTranscode compares a run with the ffmpeg command that makes the same files. Both
// take turns on the same machine; the metric "ratio" is the median of ours over theirs.
func BenchmarkTranscode(b *testing.B) {
	command, err := exec.LookPath("ffmpeg")
	require.NoError(b, err, "the ffmpeg command is the baseline (apt-get install ffmpeg)")
	in := busyTake(b, 20*1000)
	plan, err := Make([]media.Take{in}, nil, Shape{Width: 1280, Height: 720, Rate: 30})
	require.NoError(b, err)
	var ratios []float64
	for b.Loop() {
		for range 3 {
			start := time.Now()
			_, err := Run(context.Background(), plan, openFile, b.TempDir(), func(media.Millis) {})
			require.NoError(b, err)
			ours := time.Since(start)
			start = time.Now()
			out, err := baseline(command, in.File, b.TempDir(), plan).CombinedOutput()
			require.NoError(b, err, string(out))
			theirs := time.Since(start)
			b.Logf("ours %s, ffmpeg %s", ours, theirs)
			ratios = append(ratios, float64(ours)/float64(theirs))
		}
	}
	slices.Sort(ratios)
	b.ReportMetric(ratios[len(ratios)/2], "ratio")
	b.ReportMetric(0, "ns/op")
}

func busyTake(b *testing.B, length media.Millis) media.Take {
	b.Helper()
	track := media.Track{Kind: media.Video, Codec: media.H264, ClockRate: 90000, Width: 1280, Height: 720}
	sound := media.Track{Kind: media.Audio, Codec: media.Opus, ClockRate: 48000, Channels: 2}
	path := filepath.Join(b.TempDir(), "in.mp4")
	var m *av.Mux
	var early []av.Packet
	err := film.Encode(context.Background(), newBusy(), length, film.Coding{}, func(u film.Unit) (err error) {
		p := av.Packet{PTS: u.At, DTS: u.At, Duration: u.Duration, Key: u.Key, Data: u.Data}
		if u.Kind == media.Audio {
			p.Track = 1
		} else if m == nil {
			m, err = av.CreateMux(path, av.MP4, []av.MuxTrack{{Track: track, Extra: u.Data}, {Track: sound}})
			require.NoError(b, err)
		}
		early = append(early, p)
		for m != nil && len(early) > 0 {
			require.NoError(b, m.Write(early[0]))
			early = early[1:]
		}
		return nil
	})
	require.NoError(b, err)
	require.NoError(b, m.Close())
	return media.Take{Number: 1, File: path, Duration: length, Video: &track, Audio: &sound}
}

// baseline is the ffmpeg command with the same filters and encoders.
func baseline(command, in, folder string, p Plan) *exec.Cmd {
	args := []string{"-v", "error", "-nostdin", "-i", in, "-filter_complex",
		"[0:v]fps=30,format=yuv420p,split=2[a][s];[s]scale=640:360,split=2[b][c];" +
			"[c]fps=1/2,scale=160:90:out_range=full,format=yuvj420p,tile=10x10[t];[0:a]aresample=48000:async=1000[w]",
		"-map", "[a]", "-map", "[b]", "-map", "[w]"}
	for i, r := range p.Ladder {
		args = append(args, fmt.Sprintf("-c:v:%d", i), "libx264", fmt.Sprintf("-maxrate:v:%d", i), fmt.Sprint(r.MaxBits),
			fmt.Sprintf("-bufsize:v:%d", i), fmt.Sprint(2*r.MaxBits))
	}
	args = append(args, "-preset", "veryfast", "-crf", "23", "-bf", "0", "-g", "60", "-keyint_min", "60", "-sc_threshold", "0",
		"-c:a", "aac", "-b:a", "128k", "-f", "hls", "-hls_segment_type", "fmp4", "-hls_time", "2", "-hls_playlist_type", "vod",
		"-master_pl_name", "master.m3u8", "-var_stream_map", "v:0,agroup:s,name:720p v:1,agroup:s,name:360p a:0,agroup:s,name:audio",
		"-hls_segment_filename", filepath.Join(folder, "%v_%03d.m4s"), filepath.Join(folder, "%v.m3u8"),
		"-map", "[t]", "-c:v", "mjpeg", "-q:v", "4", filepath.Join(folder, "sprites_%03d.jpg"))
	return exec.Command(command, args...)
}
