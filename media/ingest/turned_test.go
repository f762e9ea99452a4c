package ingest_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	_ "image/jpeg"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/av"
	"terugblik/media/film"
	"terugblik/media/ingest"
	"terugblik/media/transcode"
)

const turnEvery = 2 * time.Second

// later is a pattern that begins with another picture of its own.
type later struct {
	film.Pattern
	first int
}

func (l later) Draw(n int, img *image.YCbCr) { l.Pattern.Draw(n+l.first, img) }

// turnedUnits is a clip on one clock whose pictures change their size every turnEvery, as those of a browser do when
// the device is turned: with a key frame of another size and nothing else.
func turnedUnits(t testing.TB, codec media.Codec, sizes ...image.Point) (units []film.Unit) {
	t.Helper()
	for i, size := range sizes {
		begin := turnEvery * time.Duration(i)
		clip := later{film.Pattern{Width: size.X, Height: size.Y}, int(begin.Seconds() * film.Rate)}
		length := media.MillisOf(turnEvery)
		if i == 0 {
			length = media.MillisOf(turnEvery * time.Duration(len(sizes))) // its sound is that of all of them
		}
		err := film.Encode(t.Context(), clip, length, film.Coding{Video: codec, Bits: 500_000}, func(u film.Unit) error {
			switch {
			case u.Kind == media.Audio && i == 0:
				units = append(units, u)
			case u.Kind == media.Video && u.At < turnEvery:
				u.At += begin
				units = append(units, u)
			}
			return nil
		})
		require.NoError(t, err)
	}
	slices.SortStableFunc(units, func(a, b film.Unit) int { return int(a.At - b.At) })
	return units
}

func TestADeviceThatIsTurnedGivesOneFilmThatIsNotBent(t *testing.T) {
	lying, upright := image.Pt(640, 360), image.Pt(360, 640)
	for _, codec := range []media.Codec{media.H264, media.VP8} { // alone: it codes and decodes while others count packets in time
		t.Run(string(codec), func(t *testing.T) {
			x := newStudio(t).start(t)
			p := newPublisher(t, publishOptions{codec: codec})
			answer := p.publish(t, x.Server, recording)
			p.send(t, turnedUnits(t, codec, lying, upright, lying), 3*turnEvery)
			waitSafe(t, x, 3*turnEvery-time.Second)
			waitTaken(t, x, p)
			require.NoError(t, x.Delete(answer.Session))
			require.Equal(t, ingest.Ended, x.end(t).Reason)

			f := x.finalise(t, 1, nil)
			require.Equal(t, 180, f.Frames)
			require.Zero(t, f.DamagedFrames)
			require.Empty(t, f.Gaps)
			require.InDelta(t, 6000, int64(f.Take.Duration), 80)

			film := watchable(t, f.Path, f.Take)
			require.Equal(t, lying, film.size, "the size that lasts longest")
			require.InDelta(t, 180, film.frames, 2)
			// 360x640 becomes 202x360 in the middle, between bars.
			middle := image.Rect(218, 0, 218+202, 360)
			for n := range 180 {
				crop := image.Rectangle{Max: lying}
				if n >= 60 && n < 120 {
					crop = middle
				}
				require.Equal(t, n, film.number(n, crop), "picture %d", n)
			}
			for _, bar := range []image.Rectangle{image.Rect(0, 0, 216, 360), image.Rect(422, 0, 640, 360)} {
				require.True(t, film.black(90, bar), "nothing of the picture lies beside it: it is not bent")
			}
			film.requireInSync(t, 20*time.Millisecond)
		})
	}
}

func TestHeldUprightFromTheBeginningTheFilmIsUpright(t *testing.T) {
	t.Parallel()
	x := newStudio(t).start(t)
	p := newPublisher(t, publishOptions{codec: media.H264})
	answer := p.publish(t, x.Server, recording)
	upright := image.Pt(360, 640)
	p.send(t, turnedUnits(t, media.H264, upright, image.Pt(640, 360), upright), 3*turnEvery)
	waitSafe(t, x, 3*turnEvery-time.Second)
	waitTaken(t, x, p)
	require.NoError(t, x.Delete(answer.Session))
	x.end(t)
	f := x.finalise(t, 1, nil)
	film := watchable(t, f.Path, f.Take)
	require.Equal(t, upright, film.size)
	require.Equal(t, upright, film.poster)
	require.Contains(t, film.sprites, "#xywh=0,0,160,284", "a preview as upright as the film")
	for n := range 180 {
		crop := image.Rectangle{Max: upright}
		if n >= 60 && n < 120 {
			crop = image.Rect(0, 218, 360, 218+202)
		}
		require.Equal(t, n, film.number(n, crop), "picture %d", n)
	}
	film.requireInSync(t, 20*time.Millisecond)
}

// shown is the largest watchable version of a take, decoded as a player does.
type shown struct {
	size, poster image.Point
	sprites      string
	frames       int
	pictures     []*image.YCbCr
	flashes      []int
	beeps        []time.Duration
	rate         media.FrameRate
}

func watchable(t *testing.T, path string, take media.Take) *shown {
	t.Helper()
	take.File = path
	takes := []media.Take{take}
	open := func(string) (io.ReaderAt, int64, error) {
		b, err := os.ReadFile(path)
		return bytes.NewReader(b), int64(len(b)), err
	}
	ctx := context.Background()
	shape, err := transcode.Measure(ctx, takes, open)
	require.NoError(t, err)
	plan, err := transcode.Make(takes, nil, shape)
	require.NoError(t, err)
	folder := t.TempDir()
	_, err = transcode.Run(ctx, plan, open, folder, func(media.Millis) {})
	require.NoError(t, err)
	top := plan.Ladder[0]
	out := &shown{size: image.Pt(top.Width, top.Height), rate: plan.Rate}
	out.read(t, folder, top.Name)
	sprites, err := os.ReadFile(filepath.Join(folder, "sprites.vtt"))
	require.NoError(t, err)
	out.sprites = string(sprites)
	file, err := os.Open(filepath.Join(folder, "poster.jpg"))
	require.NoError(t, err)
	defer func() { _ = file.Close() }()
	poster, _, err := image.DecodeConfig(file)
	require.NoError(t, err)
	out.poster = image.Pt(poster.Width, poster.Height)
	return out
}

func (s *shown) read(t *testing.T, folder, name string) {
	t.Helper()
	decodeList(t, folder, name, func(f *av.Frame) {
		img, err := f.Image()
		require.NoError(t, err)
		require.EqualValues(t, s.frames, f.Index(s.rate), "picture n is shown at n/fps")
		// The flash fills the pattern below its counter, and the middle of the picture is never a bar.
		if v := img.Y[img.YOffset(img.Rect.Dx()/2, img.Rect.Dy()*9/16)]; v > 150 && (s.frames == 0 || len(s.flashes) == 0 || s.frames-s.flashes[len(s.flashes)-1] > 15) {
			s.flashes = append(s.flashes, s.frames)
		}
		kept := *img // the decoder takes its memory back
		kept.Y, kept.Cb, kept.Cr = bytes.Clone(img.Y), nil, nil
		s.pictures = append(s.pictures, &kept)
		s.frames++
	})
	quiet, at := film.SoundRate, 0
	decodeList(t, folder, "audio", func(f *av.Frame) {
		samples, err := f.Channel(0)
		require.NoError(t, err)
		for _, v := range samples {
			if v > -0.1 && v < 0.1 {
				quiet++
			} else {
				if quiet > film.SoundRate/10 {
					s.beeps = append(s.beeps, time.Duration(at)*time.Second/film.SoundRate)
				}
				quiet = 0
			}
			at++
		}
	})
}

func (s *shown) number(n int, crop image.Rectangle) int {
	part := *s.pictures[n]
	part.Rect = crop
	part.Y = part.Y[crop.Min.Y*part.YStride+crop.Min.X:]
	number, _, ok := film.ReadPattern(&part)
	if !ok {
		return -1
	}
	return number
}

func (s *shown) black(n int, part image.Rectangle) bool {
	img := s.pictures[n]
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			if img.Y[img.YOffset(x, y)] > 40 {
				return false
			}
		}
	}
	return true
}

// soundPacket is what one packet of sound holds. The one that begins before the first picture is not in the film, so
// that sound which begins with that picture is heard from the next packet on.
const soundPacket = 20 * time.Millisecond

func (s *shown) requireInSync(t *testing.T, limit time.Duration) {
	t.Helper()
	require.Len(t, s.flashes, 6)
	require.Len(t, s.beeps, 6)
	for i, n := range s.flashes {
		at := time.Duration(int64(n) * s.rate.Den * int64(time.Second) / s.rate.Num)
		t.Logf("second %d: sound after picture by %s", i, s.beeps[i]-at)
		most := limit
		if n == 0 {
			most += soundPacket
		}
		require.InDelta(t, float64(at), float64(s.beeps[i]), float64(most), "flash %d at %s", i, at)
	}
}

// decodeList decodes all of a playlist: its header and its segments in their order.
func decodeList(t *testing.T, folder, name string, each func(*av.Frame)) {
	t.Helper()
	list, err := os.ReadFile(filepath.Join(folder, name+".m3u8"))
	require.NoError(t, err)
	var whole []byte
	for line := range strings.Lines(string(list)) {
		line = strings.TrimSpace(line)
		if _, header, ok := strings.Cut(line, `#EXT-X-MAP:URI="`); ok {
			line, _, _ = strings.Cut(header, `"`)
		}
		if line != "" && !strings.HasPrefix(line, "#") {
			whole = append(whole, readFile(t, filepath.Join(folder, line))...)
		}
	}
	s, err := av.Open(bytes.NewReader(whole), int64(len(whole)))
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
