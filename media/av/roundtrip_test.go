package av

import (
	"bytes"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/media"
)

var thirty = media.FrameRate{Num: 30, Den: 1}

// pictures encodes n grey pictures of rising brightness.
func pictures(t *testing.T, e Encoding, n int) (out []Packet) {
	t.Helper()
	x, err := NewEncoder(e)
	require.NoError(t, err)
	defer x.Close()
	take := func(c Coded) error {
		out = append(out, Packet{PTS: c.Time(), DTS: c.Time(), Duration: time.Second / 30, Key: c.Key(), Data: c.Data()})
		return nil
	}
	for i := range n {
		f, err := NewPicture(e.Width, e.Height)
		require.NoError(t, err)
		for p := range 3 {
			pix, _, err := f.Plane(p)
			require.NoError(t, err)
			for j := range pix {
				pix[j] = byte(128 + i%2*p)
			}
		}
		f.SetIndex(int64(i), thirty)
		require.NoError(t, x.Encode(f, take))
		f.Free()
	}
	require.NoError(t, x.Encode(nil, take))
	return out
}

// tone encodes n frames of 20 ms of a sine as Opus.
func tone(t *testing.T, n int) (out []Packet) {
	t.Helper()
	x, err := NewEncoder(Encoding{Codec: "libopus", SampleRate: 48000, Channels: 2, Bits: 64000})
	require.NoError(t, err)
	defer x.Close()
	take := func(c Coded) error {
		at := time.Duration(len(out)) * 20 * time.Millisecond
		out = append(out, Packet{Track: 1, PTS: at, DTS: at, Duration: 20 * time.Millisecond, Data: c.Data()})
		return nil
	}
	samples := make([]float32, x.FrameSize())
	for i := range n {
		for j := range samples {
			samples[j] = float32(math.Sin(2*math.Pi*440*float64(i*len(samples)+j)/48000)) / 2
		}
		f, err := x.Sound(int64(i*len(samples)), samples, samples)
		require.NoError(t, err)
		require.NoError(t, x.Encode(f, take))
		f.Free()
	}
	return out
}

func x264(width, height int) Encoding {
	return Encoding{Codec: "libx264", Width: width, Height: height, Rate: thirty, Threads: 1,
		Options: map[string]string{"preset": "ultrafast", "g": "30", "bf": "0"}}
}

// h264Track takes the parameter sets from the first key frame, as a recorder does.
func h264Track(width, height int, first []byte) MuxTrack {
	return MuxTrack{Extra: first, Track: media.Track{Kind: media.Video, Codec: media.H264, ClockRate: 90000, Width: width, Height: height}}
}

func write(t *testing.T, path string, format Format, tracks []MuxTrack, packets ...[]Packet) {
	t.Helper()
	m, err := CreateMux(path, format, tracks)
	require.NoError(t, err)
	next := make([]int, len(packets))
	for {
		pick := -1
		for i, n := range next {
			if n < len(packets[i]) && (pick < 0 || packets[i][n].DTS < packets[pick][next[pick]].DTS) {
				pick = i
			}
		}
		if pick < 0 {
			break
		}
		require.NoError(t, m.Write(packets[pick][next[pick]]))
		next[pick]++
	}
	require.NoError(t, m.Close())
}

func TestMP4IsIndexedUpFrontAndExactlyAsLongAsItsPackets(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a:b.mp4")
	video, audio := pictures(t, x264(320, 180), 90), tone(t, 150)
	write(t, path, MP4, []MuxTrack{h264Track(320, 180, video[0].Data), {Track: soundTrack}}, video, audio)

	raw, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Less(t, bytes.Index(raw, []byte("moov")), bytes.Index(raw, []byte("mdat")), "index first")
	got, err := ProbeFile(path)
	require.NoError(t, err)
	require.Len(t, got, 2)
	require.Equal(t, "h264", got[0].Codec)
	require.Equal(t, 90, got[0].Packets)
	require.Equal(t, 3, got[0].Keys)
	require.True(t, got[0].FirstKey)
	require.Zero(t, got[0].Start)
	require.InDelta(t, 3*time.Second, got[0].End, float64(time.Millisecond))
	require.Equal(t, "opus", got[1].Codec)
	require.Equal(t, 150, got[1].Packets)
	require.Zero(t, got[1].Start)
	require.Equal(t, 3*time.Second, got[1].End)
	require.InDelta(t, 3*time.Second, got[0].Header, float64(time.Millisecond))
}

func TestWebMHasDurationAndCues(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a.webm")
	vp8 := Encoding{Codec: "libvpx", Width: 320, Height: 180, Rate: thirty, Threads: 1,
		Options: map[string]string{"deadline": "realtime", "cpu-used": "8", "g": "30"}}
	video, audio := pictures(t, vp8, 90), tone(t, 150)
	write(t, path, WebM, []MuxTrack{{Track: videoTrack}, {Track: soundTrack}}, video, audio)

	raw, err := os.ReadFile(path)
	require.NoError(t, err)
	cues, cluster := []byte{0x1c, 0x53, 0xbb, 0x6b}, []byte{0x1f, 0x43, 0xb6, 0x75}
	require.Positive(t, bytes.Index(raw, cues))
	require.Less(t, bytes.LastIndex(raw, cues), bytes.Index(raw, cluster), "cues first")
	got, err := ProbeFile(path)
	require.NoError(t, err)
	require.Equal(t, "vp8", got[0].Codec)
	require.Equal(t, 90, got[0].Packets)
	require.InDelta(t, 3*time.Second, got[0].End, float64(2*time.Millisecond))
	require.InDelta(t, 3*time.Second, got[0].Header, float64(8*time.Millisecond))
	require.Zero(t, got[1].Start)
}

func TestTracksKeepTheirPlaceWhenTheyStartLate(t *testing.T) {
	t.Parallel()
	for _, late := range []int{0, 1} {
		path := filepath.Join(t.TempDir(), "a.mp4")
		packets := [][]Packet{pictures(t, x264(320, 180), 60), tone(t, 100)}
		for i := range packets[late] {
			packets[late][i].PTS += 1500 * time.Millisecond
			packets[late][i].DTS += 1500 * time.Millisecond
		}
		write(t, path, MP4, []MuxTrack{h264Track(320, 180, packets[0][0].Data), {Track: soundTrack}}, packets...)
		got, err := ProbeFile(path)
		require.NoError(t, err)
		require.Zero(t, got[1-late].Start)
		require.InDelta(t, 1500*time.Millisecond, got[late].Start, float64(time.Millisecond))
	}
}

func TestWhatWasWrittenDecodesAtItsTimes(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a.mp4")
	video, audio := pictures(t, x264(320, 180), 30), tone(t, 50)
	write(t, path, MP4, []MuxTrack{h264Track(320, 180, video[0].Data), {Track: soundTrack}}, video, audio)
	s, err := OpenFile(path)
	require.NoError(t, err)
	defer func() { require.NoError(t, s.Close()) }()
	vd, err := s.Decoder(s.First(media.Video), false)
	require.NoError(t, err)
	defer vd.Close()
	ad, err := s.Decoder(s.First(media.Audio), false)
	require.NoError(t, err)
	defer ad.Close()
	var indices []int64
	var samples int
	var first time.Duration = -1
	picture := func(f *Frame) error { indices = append(indices, f.Index(thirty)); return nil }
	sound := func(f *Frame) error {
		c, err := f.Channel(0)
		samples += len(c)
		if first < 0 {
			first = f.Time()
		}
		return err
	}
	for {
		p, err := s.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		if p.Track == 0 {
			require.NoError(t, vd.Decode(s, picture))
		} else {
			require.NoError(t, ad.Decode(s, sound))
		}
	}
	require.NoError(t, vd.Flush(picture))
	require.NoError(t, ad.Flush(sound))
	require.Len(t, indices, 30)
	for i, n := range indices {
		require.Equal(t, int64(i), n)
	}
	// The decoder leaves out the encoder's look-ahead and moves the time by as much.
	require.Equal(t, 6500*time.Microsecond, first)
	require.Equal(t, 48000-OpusPreSkip, samples)
}

func TestHostileBytesAreAnErrorAndNeverACrash(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a.mp4")
	video, audio := pictures(t, x264(320, 180), 30), tone(t, 50)
	write(t, path, MP4, []MuxTrack{h264Track(320, 180, video[0].Data), {Track: soundTrack}}, video, audio)
	whole, err := os.ReadFile(path)
	require.NoError(t, err)
	for name, b := range map[string][]byte{
		"empty": {}, "one byte": {0}, "header only": whole[:40], "text": []byte("#EXTM3U\n/etc/passwd\n"),
		"zeros": make([]byte, 100000),
	} {
		_, err := Open(bytes.NewReader(b), int64(len(b)))
		require.ErrorIs(t, err, media.ErrUnreadable, name)
	}
	_, err = Open(failing{}, 1000)
	require.ErrorIs(t, err, errDisk)
	require.ErrorIs(t, err, media.ErrUnreadable)
}

var errDisk = errors.New("the disk said no")

type failing struct{}

func (failing) ReadAt([]byte, int64) (int, error) { return 0, errDisk }

func TestAFileWithLittleInItIsStillAFile(t *testing.T) {
	t.Parallel()
	video := pictures(t, x264(320, 180), 2)
	tracks := []MuxTrack{h264Track(320, 180, video[0].Data), {Track: soundTrack}}
	sound := tone(t, 3)
	hour := time.Hour
	far := video[1]
	far.PTS, far.DTS = hour, hour
	for name, packets := range map[string][][]Packet{
		"nothing":           {},
		"sound only":        {sound},
		"one picture":       {video[:1]},
		"an hour's silence": {{video[0], far}, sound},
	} {
		path := filepath.Join(t.TempDir(), "a.mp4")
		write(t, path, MP4, tracks, packets...)
		got, err := ProbeFile(path)
		if name == "nothing" {
			continue // whether it opens does not matter; that nothing crashes does
		}
		require.NoError(t, err, name)
		total := 0
		for _, g := range got {
			total += g.Packets
		}
		want := 0
		for _, p := range packets {
			want += len(p)
		}
		require.Equal(t, want, total, name)
		if name == "an hour's silence" {
			require.InDelta(t, hour, got[0].Header, float64(time.Second))
		}
	}
}

func TestColoursAreSaidAndReadBack(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{"smpte170m": false, "bt709": true} {
		path := filepath.Join(t.TempDir(), "a.mp4")
		e := x264(320, 180)
		e.Options["colorspace"] = name
		video := pictures(t, e, 3)
		write(t, path, MP4, []MuxTrack{h264Track(320, 180, video[0].Data)}, video)
		s, err := OpenFile(path)
		require.NoError(t, err)
		d, err := s.Decoder(0, true)
		require.NoError(t, err)
		_, err = s.Next()
		require.NoError(t, err)
		seen := 0
		check := func(f *Frame) error {
			seen++
			require.Equal(t, want, f.BT709(), name)
			return nil
		}
		require.NoError(t, d.Decode(s, check))
		require.NoError(t, d.Flush(check))
		require.Equal(t, 1, seen)
		d.Close()
		require.NoError(t, s.Close())
	}
}
