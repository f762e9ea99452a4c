package transcode

import (
	"context"
	"errors"
	"image"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/av"
	"terugblik/media/film"
)

// shot says how a take of the pattern is made.
type shot struct {
	size          [2]int // 0: no picture
	sound         bool
	length        media.Millis
	from          int // number of the first picture; sound goes with it
	codec         media.Codec
	soundLate     time.Duration // nothing of the sound before
	soundEarly    time.Duration // nothing of the sound after, 0 for all of it
	stretch       float64       // sound runs this much too slow; 0 for none
	jitter        time.Duration // pictures come up to this much early or late
	second        [2]int        // size from the middle on, 0 for the same
	dropVideoFrom int           // pictures from here to dropVideoTo never arrived
	dropVideoTo   int
}

// later is a clip that begins with another picture of its own.
type later struct {
	film.Pattern
	first int
}

func (l later) Draw(n int, img *image.YCbCr) { l.Pattern.Draw(n+l.first, img) }
func (l later) Sound(at int, out []float32) {
	l.Pattern.Sound(at+l.first*film.SoundRate/film.Rate, out)
}

// record writes a take as finalising does and returns what the record of it says.
func record(t testing.TB, folder string, number int, start media.Millis, s shot) media.Take {
	t.Helper()
	size := s.size
	if size[0] == 0 {
		size = [2]int{64, 64}
	}
	var units []film.Unit
	clip := later{film.Pattern{Width: size[0], Height: size[1]}, s.from}
	err := film.Encode(context.Background(), clip, s.length, film.Coding{Video: s.codec}, func(u film.Unit) error {
		units = append(units, u)
		return nil
	})
	require.NoError(t, err)
	if s.second[0] > 0 {
		units = turnInto(t, units, s)
	}
	out := media.Take{Number: number, Start: start, Duration: s.length}
	var tracks []av.MuxTrack
	if s.size[0] > 0 {
		codec := s.codec
		if codec == "" {
			codec = media.H264
		}
		out.Video = &media.Track{Kind: media.Video, Codec: codec, ClockRate: 90000, Width: size[0], Height: size[1]}
		track := av.MuxTrack{Track: *out.Video}
		for _, u := range units {
			if u.Kind == media.Video && codec == media.H264 {
				track.Extra = u.Data
				break
			}
		}
		tracks = append(tracks, track)
	}
	if s.sound {
		out.Audio = &media.Track{Kind: media.Audio, Codec: media.Opus, ClockRate: 48000, Channels: 2}
		tracks = append(tracks, av.MuxTrack{Track: *out.Audio})
	}
	format := av.MP4
	if s.codec == media.VP8 {
		format = av.WebM
	}
	out.File = filepath.Join(folder, string(rune('0'+number))+"."+string(format))
	m, err := av.CreateMux(out.File, format, tracks)
	require.NoError(t, err)
	pictures := 0
	for _, u := range units {
		p := av.Packet{PTS: u.At, DTS: u.At, Duration: u.Duration, Key: u.Key, Data: u.Data}
		if u.Kind == media.Video {
			pictures++
			if s.size[0] == 0 || (pictures > s.dropVideoFrom && pictures <= s.dropVideoTo) {
				continue
			}
			if s.jitter > 0 && pictures > 1 {
				p.PTS += s.jitter * time.Duration(pictures*7%5-2) / 2
				p.DTS = p.PTS
			}
		} else {
			if !s.sound || u.At < s.soundLate || (s.soundEarly > 0 && u.At >= s.soundEarly) {
				continue
			}
			if s.stretch > 0 {
				p.PTS = time.Duration(float64(p.PTS) * (1 + s.stretch))
				p.DTS = p.PTS
			}
			p.Track = len(tracks) - 1
		}
		require.NoError(t, m.Write(p))
	}
	require.NoError(t, m.Close())
	return out
}

// turnInto gives the second half of the pictures another size, as a browser does in mid-stream.
func turnInto(t testing.TB, units []film.Unit, s shot) []film.Unit {
	t.Helper()
	half := s.length / 2
	first := s.from + int(half)*film.Rate/1000
	units = slices.DeleteFunc(units, func(u film.Unit) bool { return u.Kind == media.Video && u.At >= half.Duration() })
	clip := later{film.Pattern{Width: s.second[0], Height: s.second[1]}, first}
	err := film.Encode(context.Background(), clip, s.length-half, film.Coding{Video: s.codec}, func(u film.Unit) error {
		if u.Kind == media.Video {
			u.At += half.Duration()
			units = append(units, u)
		}
		return nil
	})
	require.NoError(t, err)
	slices.SortStableFunc(units, func(a, b film.Unit) int { return int(a.At - b.At) })
	return units
}

func openFile(file string) (io.ReaderAt, int64, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	return f, info.Size(), err
}

func make1(t testing.TB, takes []media.Take, gaps []media.Gap) (string, Plan, Result) {
	t.Helper()
	shape, err := Measure(context.Background(), takes, openFile)
	require.NoError(t, err)
	plan, err := Make(takes, gaps, shape)
	require.NoError(t, err)
	folder := t.TempDir()
	var told []media.Millis
	result, err := Run(context.Background(), plan, openFile, folder, func(m media.Millis) { told = append(told, m) })
	require.NoError(t, err)
	require.IsNonDecreasing(t, told)
	require.Equal(t, plan.End(), told[len(told)-1])
	return folder, plan, result
}

// seen is what a player shows: the number and the flash of each picture, -1 where unreadable.
type seen struct {
	numbers []int
	flashes []int // which pictures flash
}

// watch decodes a rendition as a player does: by the times of the packets, in order. crop cuts
// the pattern out of bars.
func watch(t testing.TB, folder, name string, rate media.FrameRate, crop image.Rectangle) seen {
	t.Helper()
	var out seen
	decode(t, folder, name, func(f *av.Frame) {
		require.EqualValues(t, len(out.numbers), f.Index(rate), "picture n is shown at n/fps")
		img, err := f.Image()
		require.NoError(t, err)
		if !crop.Empty() {
			img = img.SubImage(crop).(*image.YCbCr)
		}
		n, flash, ok := film.ReadPattern(img)
		if !ok {
			n = -1
		}
		if flash {
			out.flashes = append(out.flashes, len(out.numbers))
		}
		out.numbers = append(out.numbers, n)
	})
	return out
}

// listen decodes the sound packet by packet and puts each at its own time, without any edit
// list, as players do.
func listen(t testing.TB, folder string) []float32 {
	t.Helper()
	var out []float32
	decode(t, folder, "audio", func(f *av.Frame) {
		c, err := f.Channel(0)
		require.NoError(t, err)
		require.EqualValues(t, len(out), f.Index(soundClock))
		out = append(out, c...)
	})
	return out
}

func decode(t testing.TB, folder, name string, each func(*av.Frame)) {
	t.Helper()
	w, err := readPlaylist(folder, name)
	require.NoError(t, err)
	j, err := openJoined(folder, w.files)
	require.NoError(t, err)
	defer j.close()
	s, err := av.Open(j, j.size)
	require.NoError(t, err)
	defer func() { _ = s.Close() }()
	d, err := s.Decoder(0, false)
	require.NoError(t, err)
	defer d.Close()
	take := func(f *av.Frame) error { each(f); return nil }
	for {
		if _, err := s.Next(); errors.Is(err, io.EOF) {
			break
		} else {
			require.NoError(t, err)
		}
		require.NoError(t, d.Decode(s, take))
	}
	require.NoError(t, d.Flush(take))
}

// beeps finds the moments at which a tone begins, after 100 ms or more of silence.
func beeps(samples []float32) (out []time.Duration) {
	quiet := math.MaxInt32
	for i, v := range samples {
		if v < 0.1 && v > -0.1 {
			quiet++
			continue
		}
		if quiet > soundRate/10 {
			out = append(out, time.Duration(i)*time.Second/soundRate)
		}
		quiet = 0
	}
	return out
}

// inSync requires a beep with each flash, within limit.
func inSync(t testing.TB, flashes []int, beeps []time.Duration, rate media.FrameRate, most time.Duration) {
	t.Helper()
	t.Log(beeps)
	require.Equal(t, len(flashes), len(beeps), "%v %v", flashes, beeps)
	for i, n := range flashes {
		limit := most
		at := time.Duration(int64(n) * rate.Den * int64(time.Second) / rate.Num)
		if at == 0 {
			limit = max(limit, 20*time.Millisecond) // AAC fades in over its first packet
		}
		require.InDelta(t, float64(at), float64(beeps[i]), float64(limit), "flash %d at %s, beep at %s", i, at, beeps[i])
	}
}

func TestPictureNumberNIsShownAtItsTimeAndTheBeepWithTheFlash(t *testing.T) {
	t.Parallel()
	for _, codec := range []media.Codec{media.H264, media.VP8} {
		folder := t.TempDir()
		one := record(t, folder, 1, 0, shot{size: [2]int{640, 480}, sound: true, length: 9000, codec: codec})
		out, plan, result := make1(t, []media.Take{one}, nil)
		require.Equal(t, media.FrameRate{Num: 30, Den: 1}, result.FrameRate)
		require.Len(t, result.Renditions, 2)
		sound := beeps(listen(t, out))
		for _, r := range plan.Ladder {
			got := watch(t, out, r.Name, plan.Rate, image.Rectangle{})
			require.Len(t, got.numbers, 270)
			for i, n := range got.numbers {
				require.Equal(t, i, n)
			}
			inSync(t, got.flashes, sound, plan.Rate, 3*time.Millisecond)
		}
	}
}
