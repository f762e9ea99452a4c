package transcode

import (
	"context"
	"encoding/json"
	"errors"
	"image"
	"image/jpeg"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/media"
)

// counted requires picture i to show number want(i).
func counted(t *testing.T, got seen, want func(i int) int) {
	t.Helper()
	for i, n := range got.numbers {
		require.Equal(t, want(i), n, "picture %d", i)
	}
}

func TestAGapBetweenTakesKeepsItsLengthWithTheLastPictureAndSilence(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	takes := []media.Take{
		record(t, folder, 1, 0, shot{size: [2]int{640, 360}, sound: true, length: 3000}),
		record(t, folder, 2, 5000, shot{size: [2]int{640, 360}, sound: true, length: 3000, from: 150}),
	}
	out, plan, result := make1(t, takes, nil)
	require.Equal(t, media.Millis(8000), result.Duration)
	got := watch(t, out, "360p", plan.Rate, image.Rectangle{})
	require.Len(t, got.numbers, 240)
	counted(t, got, func(i int) int {
		if i >= 90 && i < 150 {
			return 89
		}
		return i
	})
	require.Equal(t, []int{0, 30, 60, 150, 180, 210}, got.flashes)
	sound := listen(t, out)
	inSync(t, got.flashes, beeps(sound), plan.Rate, 3*time.Millisecond)
	for i, v := range sound[3010*48 : 4990*48] {
		require.InDelta(t, 0, v, 0.02, "sample %d of the gap", i)
	}
}

func TestSoundThatStartsLateOrEndsEarlyStaysInPlace(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	one := record(t, folder, 1, 0, shot{size: [2]int{320, 180}, sound: true, length: 6000, soundLate: 1900 * time.Millisecond, soundEarly: 4500 * time.Millisecond})
	out, plan, _ := make1(t, []media.Take{one}, nil)
	sound := listen(t, out)
	require.InDelta(t, 6*soundRate, len(sound), 1024)
	got := watch(t, out, "180p", plan.Rate, image.Rectangle{})
	require.Len(t, got.flashes, 6)
	inSync(t, got.flashes[2:5], beeps(sound), plan.Rate, 3*time.Millisecond)
}

func TestAHoleInThePictureHoldsTheLastOneAndSoundGoesOn(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	// The pictures from 60 to 119 are missing: up to the next key frame.
	one := record(t, folder, 1, 0, shot{size: [2]int{320, 180}, sound: true, length: 6000, dropVideoFrom: 60, dropVideoTo: 120})
	out, plan, _ := make1(t, []media.Take{one}, []media.Gap{{Start: 2000, End: 4000, Track: media.Video, Reason: "stall"}})
	got := watch(t, out, "180p", plan.Rate, image.Rectangle{})
	counted(t, got, func(i int) int {
		if i >= 60 && i < 120 {
			return 59
		}
		return i
	})
	require.Len(t, beeps(listen(t, out)), 6)
}

func TestADamagedStretchIsHeld(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	one := record(t, folder, 1, 0, shot{size: [2]int{320, 180}, length: 3000})
	out, plan, result := make1(t, []media.Take{one}, []media.Gap{{Start: 1000, End: 2000, Track: media.Video, Reason: "damaged"}})
	require.False(t, result.HasAudio)
	counted(t, watch(t, out, "180p", plan.Rate, image.Rectangle{}), func(i int) int {
		if i >= 30 && i < 60 {
			return 29
		}
		return i
	})
}

func TestSoundOfASlowClockStaysWithThePicture(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	// The clock of the microphone is off by 5000 ppm; the packets carry their true times.
	one := record(t, folder, 1, 0, shot{size: [2]int{320, 180}, sound: true, length: 20000, stretch: 0.005})
	out, _, _ := make1(t, []media.Take{one}, nil)
	heard := beeps(listen(t, out))
	require.GreaterOrEqual(t, len(heard), 19)
	for i, at := range heard[:19] {
		want := time.Duration(float64(i) * 1.005 * float64(time.Second))
		require.InDelta(t, float64(want), float64(at), float64(20*time.Millisecond), "beep %d", i)
	}
}

func TestAnotherSizeIsFittedIntoTheOneThatLastsLongest(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	takes := []media.Take{
		record(t, folder, 1, 0, shot{size: [2]int{320, 180}, length: 1000}),
		record(t, folder, 2, 1000, shot{size: [2]int{640, 360}, length: 3000, from: 30}),
		record(t, folder, 3, 4000, shot{size: [2]int{360, 640}, length: 2000, from: 120}), // portrait
	}
	out, plan, result := make1(t, takes, nil)
	require.Len(t, result.Renditions, 1)
	require.Equal(t, 640, result.Renditions[0].Width)
	whole := watch(t, out, "360p", plan.Rate, image.Rectangle{})
	require.Len(t, whole.numbers, 180)
	for i, n := range whole.numbers[:120] {
		require.Equal(t, i, n)
	}
	// 360x640 becomes 202x360 in the middle.
	middle := watch(t, out, "360p", plan.Rate, image.Rect(218, 0, 218+202, 360))
	for i := 120; i < 180; i++ {
		require.Equal(t, i, middle.numbers[i])
	}
}

func TestASizeThatChangesInsideATakeIsOnePicture(t *testing.T) {
	t.Parallel()
	for _, codec := range []media.Codec{media.H264, media.VP8} {
		one := record(t, t.TempDir(), 1, 0, shot{size: [2]int{320, 180}, second: [2]int{640, 360}, sound: true, length: 4000, codec: codec})
		out, plan, result := make1(t, []media.Take{one}, nil)
		require.Contains(t, []int{320, 640}, result.Renditions[0].Width)
		got := watch(t, out, plan.Ladder[0].Name, plan.Rate, image.Rectangle{})
		require.Len(t, got.numbers, 120)
		counted(t, got, func(i int) int { return i })
		inSync(t, got.flashes, beeps(listen(t, out)), plan.Rate, 3*time.Millisecond)
	}
}

func TestPicturesThatComeALittleEarlyOrLateAreAllShown(t *testing.T) {
	t.Parallel()
	one := record(t, t.TempDir(), 1, 0, shot{size: [2]int{320, 180}, length: 6000, jitter: 12 * time.Millisecond})
	out, plan, _ := make1(t, []media.Take{one}, nil)
	require.EqualValues(t, 30, plan.Rate.Num)
	counted(t, watch(t, out, "180p", plan.Rate, image.Rectangle{}), func(i int) int { return i })
}

func TestPortraitStaysPortrait(t *testing.T) {
	t.Parallel()
	one := record(t, t.TempDir(), 1, 0, shot{size: [2]int{360, 640}, length: 2000})
	out, plan, result := make1(t, []media.Take{one}, nil)
	require.Equal(t, 360, result.Renditions[0].Width)
	require.Equal(t, 640, result.Renditions[0].Height)
	counted(t, watch(t, out, "360p", plan.Rate, image.Rectangle{}), func(i int) int { return i })
}

func TestSoundAloneHasAStillPicture(t *testing.T) {
	t.Parallel()
	one := record(t, t.TempDir(), 1, 0, shot{sound: true, length: 5000})
	out, plan, result := make1(t, []media.Take{one}, nil)
	require.False(t, result.HasVideo)
	require.True(t, result.HasAudio)
	require.Len(t, watch(t, out, "360p", plan.Rate, image.Rectangle{}).numbers, 150)
	require.Len(t, beeps(listen(t, out)), 5)
	require.FileExists(t, filepath.Join(out, "poster.jpg"))
}

func TestPictureAloneHasNoSoundTrack(t *testing.T) {
	t.Parallel()
	one := record(t, t.TempDir(), 1, 0, shot{size: [2]int{320, 180}, length: 3000})
	out, plan, result := make1(t, []media.Take{one}, nil)
	require.False(t, result.HasAudio)
	require.NoFileExists(t, filepath.Join(out, "audio.m3u8"))
	master, err := os.ReadFile(filepath.Join(out, "master.m3u8"))
	require.NoError(t, err)
	require.NotContains(t, string(master), "mp4a")
	counted(t, watch(t, out, "180p", plan.Rate, image.Rectangle{}), func(i int) int { return i })
}

func TestWhatStandsBesideThePlaylists(t *testing.T) {
	t.Parallel()
	one := record(t, t.TempDir(), 1, 0, shot{size: [2]int{1280, 720}, sound: true, length: 5000})
	out, _, result := make1(t, []media.Take{one}, nil)
	require.Equal(t, "720p", result.Renditions[0].Name)

	poster := decodeJPEG(t, filepath.Join(out, "poster.jpg"))
	require.Equal(t, image.Pt(1280, 720), poster.Size())
	require.Equal(t, image.Pt(1600, 900), decodeJPEG(t, filepath.Join(out, "sprites_000.jpg")).Size())
	vtt, err := os.ReadFile(filepath.Join(out, "sprites.vtt"))
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(string(vtt), "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nsprites_000.jpg#xywh=0,0,160,90\n"))
	require.Equal(t, 3, strings.Count(string(vtt), "-->"))

	var wave waveform
	raw, err := os.ReadFile(filepath.Join(out, "waveform.json"))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(raw, &wave))
	require.Equal(t, 1, wave.Version)
	require.Len(t, wave.Peaks, 50)
	require.InDelta(t, 60, wave.Peaks[10], 5)
	require.Zero(t, wave.Peaks[15])

	master, err := os.ReadFile(filepath.Join(out, "master.m3u8"))
	require.NoError(t, err)
	require.Contains(t, string(master), `CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=30.000,AUDIO="sound"`)
	require.NotContains(t, string(master), "/", "all names are relative")
}

func decodeJPEG(t *testing.T, path string) image.Rectangle {
	t.Helper()
	f, err := os.Open(path)
	require.NoError(t, err)
	defer func() { _ = f.Close() }()
	img, err := jpeg.Decode(f)
	require.NoError(t, err)
	return img.Bounds()
}

func TestFilesThatMakeNoSenseAreUnreadable(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	good := record(t, folder, 1, 0, shot{size: [2]int{320, 180}, sound: true, length: 8000})
	whole, err := os.ReadFile(good.File)
	require.NoError(t, err)
	noise := make([]byte, len(whole))
	random := rand.New(rand.NewPCG(1, 2))
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	index := strings.Index(string(whole), "mdat") + 4
	for name, b := range map[string][]byte{
		"zero length":           {},
		"noise":                 noise,
		"cut in the index":      whole[:index/2],
		"cut in the middle":     whole[:index+(len(whole)-index)/2],
		"noise after the index": append(append([]byte{}, whole[:index]...), noise[index:]...),
		"zeros after the index": append(append([]byte{}, whole[:index]...), make([]byte, len(whole)-index)...),
	} {
		bad := good
		bad.File = filepath.Join(t.TempDir(), "bad")
		require.NoError(t, os.WriteFile(bad.File, b, 0o600))
		err := whole1([]media.Take{bad}, t.TempDir())
		require.ErrorIs(t, err, media.ErrUnreadable, name)
	}
	missing := good
	missing.Video, missing.File = nil, filepath.Join(folder, "none")
	require.ErrorIs(t, whole1([]media.Take{missing}, t.TempDir()), os.ErrNotExist)
}

func whole1(takes []media.Take, folder string) error {
	shape, err := Measure(context.Background(), takes, openFile)
	if err != nil {
		return err
	}
	plan, err := Make(takes, nil, shape)
	if err != nil {
		return err
	}
	_, err = Run(context.Background(), plan, openFile, folder, func(media.Millis) {})
	return err
}

func TestCancelEndsARunSoon(t *testing.T) {
	t.Parallel()
	one := record(t, t.TempDir(), 1, 0, shot{size: [2]int{320, 180}, sound: true, length: 4000})
	plan, err := Make([]media.Take{one}, nil, Shape{Width: 320, Height: 180, Rate: 30})
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	reads := 0
	open := func(file string) (io.ReaderAt, int64, error) {
		r, size, err := openFile(file)
		return readerFunc(func(b []byte, at int64) (int, error) {
			if reads++; reads == 20 {
				cancel()
			}
			return r.ReadAt(b[:min(len(b), 1024)], at)
		}), size, err
	}
	_, err = Run(ctx, plan, open, t.TempDir(), func(media.Millis) {})
	require.ErrorIs(t, err, context.Canceled)
}

type readerFunc func(b []byte, at int64) (int, error)

func (f readerFunc) ReadAt(b []byte, at int64) (int, error) { return f(b, at) }

func TestAReaderThatFailsIsNotAnEnd(t *testing.T) {
	t.Parallel()
	one := record(t, t.TempDir(), 1, 0, shot{size: [2]int{320, 180}, sound: true, length: 4000})
	broken := errors.New("sealed chunk 3 does not open")
	open := func(file string) (io.ReaderAt, int64, error) {
		r, size, err := openFile(file)
		return readerFunc(func(b []byte, at int64) (int, error) {
			if at > size/2 {
				return 0, broken
			}
			return r.ReadAt(b[:min(len(b), 1024)], at)
		}), size, err
	}
	plan, err := Make([]media.Take{one}, nil, Shape{Width: 320, Height: 180, Rate: 30})
	require.NoError(t, err)
	_, err = Run(context.Background(), plan, open, t.TempDir(), func(media.Millis) {})
	require.ErrorIs(t, err, broken)
	require.ErrorIs(t, err, media.ErrUnreadable)
}

// A player goes to the last picture only when there is sound for it too.
func TestSoundLastsAsLongAsTheLastPicture(t *testing.T) {
	t.Parallel()
	for _, length := range []media.Millis{1003, 1010, 1034, 1067} {
		t.Run(length.String(), func(t *testing.T) {
			t.Parallel()
			folder, plan, made := make1(t, []media.Take{record(t, t.TempDir(), 1, 0, shot{size: [2]int{320, 180}, sound: true, length: length})}, nil)
			sound, err := readPlaylist(folder, soundName)
			require.NoError(t, err)
			pictures := time.Duration(made.Frames) * time.Second / time.Duration(plan.Rate.Num)
			require.GreaterOrEqual(t, sound.length, pictures)
		})
	}
}
