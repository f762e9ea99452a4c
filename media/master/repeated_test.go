package master_test

import (
	"bytes"
	"fmt"
	"image"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/film"
	"terugblik/media/master"
)

// beeping is a room in which nothing changes but a beep each second, exactly the same each time.
type beeping struct {
	film.Pattern
	still  bool
	silent bool
}

func (b beeping) Draw(frame int, img *image.YCbCr) {
	if b.still {
		frame = 7
	}
	b.Pattern.Draw(frame, img)
}

func (b beeping) Sound(at int, out []float32) {
	if b.silent {
		clear(out)
		return
	}
	b.Pattern.Sound(at, out)
}

func TestNothingThatCameLiveMovesWhereTheMomentsLookAndSoundAlike(t *testing.T) {
	t.Parallel()
	for name, room := range map[string]beeping{
		"a still picture and the same beep": {still: true},
		"a still picture and silence":       {still: true, silent: true},
		"pictures that move and beeps":      {},
		"pictures that move and silence":    {silent: true},
	} {
		room.Pattern = film.Pattern{Width: 320, Height: 180}
		var units []film.Unit
		require.NoError(t, film.Encode(t.Context(), room, 9000, film.Coding{Video: media.VP8, Bits: 300_000}, func(u film.Unit) error {
			u.Data = bytes.Clone(u.Data)
			units = append(units, u)
			return nil
		}))
		one := live(t, 1, units, 2*time.Second, 8*time.Second, 0, nothing)
		for _, wrong := range []time.Duration{1300 * time.Millisecond, -2 * time.Second, 0} {
			of := fmt.Sprintf("%s, %s off", name, wrong)
			guess := -2*time.Second + wrong
			kept, err := master.Check(t.Context(), input(t, device(t, units, 0, 9*time.Second), &guess, one))
			require.NoError(t, err, of)
			if kept.By == "clock" {
				require.Len(t, kept.Timing.Fills, 1, "%s: it only fills", of)
				require.Zero(t, kept.Timing.Fills[0].Start, of)
				require.GreaterOrEqual(t, kept.Timing.Fills[0].End, one.End()-40, of)
				continue
			}
			for at := 3 * time.Second; at < 8*time.Second; at += time.Second {
				shown := kept.Timing.Heard(at)
				require.InDelta(t, float64(at-2*time.Second), float64(shown), float64(20*time.Millisecond), "%s: sound, placed by %s", of, kept.By)
			}
			require.InDelta(t, 0, int64(kept.Take.Start), 40, of)
			t.Log(of, kept.By)
		}
	}
}

func TestSoundThatRepeatsIsPlacedAsItCameLiveOnceThePicturesAre(t *testing.T) {
	t.Parallel()
	var units []film.Unit
	room := film.Pattern{Width: 320, Height: 180}
	require.NoError(t, film.Encode(t.Context(), room, 10_000, film.Coding{Video: media.VP8, Bits: 300_000}, func(u film.Unit) error {
		u.Data = bytes.Clone(u.Data)
		units = append(units, u)
		return nil
	}))
	one := live(t, 1, units, 0, 10*time.Second, 0, nothing)
	for _, late := range []time.Duration{0, 30 * time.Millisecond, 70 * time.Millisecond} { // as recorders of browsers have it
		var out bytes.Buffer
		r, err := film.NewRecorder(&out, 320, 180)
		require.NoError(t, err)
		for _, u := range units {
			at := u.At
			if u.Kind == media.Audio {
				at += late
			}
			require.NoError(t, r.Write(u, at))
		}
		guess := 700 * time.Millisecond
		kept, err := master.Check(t.Context(), input(t, out.Bytes(), &guess, one))
		require.NoError(t, err)
		require.Equal(t, "picture", kept.By)
		for at := time.Second; at < 9*time.Second; at += time.Second {
			require.InDelta(t, float64(at-late), float64(kept.Timing.Heard(at)), float64(10*time.Millisecond), "late by %s, at %s", late, at)
		}
	}
}
