package master

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"time"

	"terugblik/media"
)

// Check reads the file to its end, with the live takes beside it, and says what of it counts and where it lies. A torn
// end is cut. Errors: media.ErrNotFilm, media.ErrNoMedia, media.ErrTooLong, media.ErrUnsupported, or that of ctx.
func Check(ctx context.Context, in Input) (Kept, error) {
	dev, err := see(ctx, in.File, in.Size)
	if err != nil {
		return Kept{}, err
	}
	var lives []*sight
	for _, l := range in.Live {
		live, err := see(ctx, l.File, l.Size)
		if ctx.Err() != nil {
			return Kept{}, ctx.Err()
		}
		if err != nil {
			continue // it cannot be watched either
		}
		live.origin = (l.Take.Start - l.Take.Lead).Duration()
		lives = append(lives, live)
	}
	kept := Kept{Ext: extension(in.File)}
	if in.Guess == nil {
		first := dev.first()
		kept.Timing = media.Timing{Pictures: []media.Point{point(first, 0)}, Sound: []media.Point{point(first, 0)}}
		kept.By = "clock"
	} else {
		kept.Timing, kept.By = place(dev, lives, *in.Guess)
	}
	if err := kept.describe(dev); err != nil {
		return Kept{}, err
	}
	return kept, nil
}

// first is when the first picture is shown, or the first sound is heard where there is none.
func (s *sight) first() time.Duration {
	if len(s.times) > 0 {
		return s.times[0]
	}
	return 0
}

// extension tells the two containers apart by how they begin: EBML, or a box.
func extension(r io.ReaderAt) string {
	var head [4]byte
	_, _ = r.ReadAt(head[:], 0)
	if bytes.Equal(head[:], []byte{0x1a, 0x45, 0xdf, 0xa3}) {
		return "webm"
	}
	return "mp4"
}

// missing is how long a track must have nothing for it to be a hole.
const missing = 500 * time.Millisecond

func (k *Kept) describe(dev *sight) error {
	start, end := time.Duration(-1), time.Duration(0)
	last := time.Duration(-1)
	for _, at := range dev.times {
		clock, shown := k.Timing.Shown(at)
		if !shown || clock < 0 {
			continue
		}
		if start < 0 {
			start = clock
			k.Take.Lead = media.MillisOf(at)
		} else if clock-last > missing {
			k.hole(media.Video, last+dev.every, clock)
		}
		last, end = clock, clock+dev.every
	}
	if len(dev.times) > 0 && start < 0 {
		return fmt.Errorf("all pictures lie before the recording began: %w", media.ErrNoMedia)
	}
	if n := dev.heard.length(); n > 0 {
		end = max(end, k.Timing.Heard(n))
		if start < 0 {
			start = max(0, k.Timing.Heard(0))
			k.Take.Lead = media.MillisOf(max(0, -k.Timing.Heard(0)))
		}
	}
	if len(dev.times) > 0 && end-last > missing {
		k.hole(media.Video, last, end)
	}
	k.quiet(dev, start, end)
	k.Take.Start = media.MillisOf(start)
	k.Take.Duration = media.MillisOf(end) - k.Take.Start
	if k.Take.Duration < 1 {
		return fmt.Errorf("lasts %s: %w", k.Take.Duration, media.ErrNoMedia)
	}
	k.tracks(dev)
	return nil
}

// quiet notes where the file has pictures from start to end and no sound.
func (k *Kept) quiet(dev *sight, start, end time.Duration) {
	n := dev.heard.length()
	if n == 0 {
		return
	}
	for _, q := range append(dev.heard.quiet, [2]time.Duration{n, n + Longest}) {
		from, to := max(start, k.Timing.Heard(q[0])), min(end, k.Timing.Heard(q[1]))
		if to-from > missing {
			k.hole(media.Audio, from, to)
		}
	}
}

func (k *Kept) hole(track media.Kind, from, to time.Duration) {
	span := media.Span{Start: media.MillisOf(from), End: media.MillisOf(to)}
	k.Timing.Holes = append(k.Timing.Holes, span)
	k.Gaps = append(k.Gaps, media.Gap{Start: span.Start, End: span.End, Track: track, Reason: "stall"})
}

func (k *Kept) tracks(dev *sight) {
	if len(dev.times) > 0 {
		k.Take.Video = &media.Track{
			Kind: media.Video, Codec: media.Codec(dev.streams[dev.video].Codec), ClockRate: 90000, Width: dev.size[0], Height: dev.size[1],
		}
	}
	if dev.heard.length() > 0 {
		s := dev.streams[dev.audio]
		k.Take.Audio = &media.Track{Kind: media.Audio, Codec: media.Codec(s.Codec), ClockRate: uint32(s.Rate), Channels: s.Channels}
	}
}
