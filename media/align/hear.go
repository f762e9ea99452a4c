package align

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"terugblik/media"
	"terugblik/media/av"
)

// longestHeard is how much of a recording is listened to: more than any lasts, and 230 MB.
const longestHeard = 2 * time.Hour

// Opener opens a file of a take by its name.
type Opener func(file string) (r io.ReaderAt, size int64, err error)

// Hear is the sound of takes on the clock of their recording, mono at Rate, with silence where there is none; nil when
// no take has sound. Where takes overlap the later one is heard. Damage costs a moment of sound.
func Hear(ctx context.Context, takes []media.Take, open Opener) ([]float32, error) {
	takes = slices.Clone(takes)
	slices.SortStableFunc(takes, func(a, b media.Take) int { return int(a.Start - b.Start) })
	var heard []float32
	for _, t := range takes {
		if t.Audio == nil || t.Duration <= 0 || t.Start.Duration() >= longestHeard {
			continue
		}
		end := samples(min(longestHeard, t.End().Duration()))
		heard = append(heard, make([]float32, max(0, end-len(heard)))...)
		if err := hearTake(ctx, t, open, heard[samples(t.Start.Duration()):end]); err != nil {
			return nil, fmt.Errorf("hear take %d: %w", t.Number, err)
		}
	}
	return heard, nil
}

// hearTake fills out, which begins where the take begins.
func hearTake(ctx context.Context, t media.Take, open Opener, out []float32) error {
	r, size, err := open(t.File)
	if err != nil {
		return fmt.Errorf("open %s: %w", t.File, err)
	}
	if c, ok := r.(io.Closer); ok {
		defer func() { _ = c.Close() }()
	}
	s, err := av.Open(r, size)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	e := &ear{out: out, shift: -samples(t.Lead.Duration())}
	if e.track = s.First(media.Audio); e.track < 0 {
		return nil
	}
	if s.Streams()[e.track].Codec == "opus" {
		e.shift -= av.OpusPreSkip * Rate / 48000 // takes carry the time at which sound went into the encoder
	}
	if e.decoder, err = s.Decoder(e.track, false); err != nil {
		return err
	}
	defer e.close()
	return e.listen(ctx, s)
}

// ear puts decoded sound where it belongs.
type ear struct {
	out     []float32
	shift   int // of file time, in samples
	track   int
	decoder *av.Decoder
	graph   *av.Graph
	shape   string
	expect  time.Duration
}

func (e *ear) listen(ctx context.Context, s *av.Source) error {
	for ctx.Err() == nil {
		p, err := s.Next()
		if errors.Is(err, io.EOF) {
			if err := e.decoder.Flush(e.frame); err != nil && !errors.Is(err, media.ErrUnreadable) {
				return err
			}
			return e.endRun()
		}
		if err != nil {
			return err
		}
		if p.Track != e.track {
			continue
		}
		if err := e.decoder.Decode(s, e.frame); err != nil && !errors.Is(err, media.ErrUnreadable) {
			return err
		}
	}
	return ctx.Err()
}

// jump is how far apart frames may be before their times are read anew.
const jump = 16 * time.Millisecond

func (e *ear) frame(f *av.Frame) error {
	n, rate := f.Samples()
	if !f.Timed() || n == 0 || rate == 0 {
		return nil
	}
	off := f.Time() - e.expect
	if shape := f.Shape(); e.graph == nil || shape != e.shape || off > jump || off < -jump {
		if err := e.endRun(); err != nil {
			return err
		}
		graph, err := av.NewGraph(f, "[in]aresample=8000:async=1000,aformat=sample_fmts=fltp:channel_layouts=mono[out]", "out")
		if err != nil {
			return err
		}
		e.graph, e.shape = graph, shape
	}
	e.expect = f.Time() + time.Duration(n)*time.Second/time.Duration(rate)
	return e.graph.Push(f, e.take)
}

func (e *ear) take(_ int, f *av.Frame) error {
	mono, err := f.Channel(0)
	if err != nil {
		return err
	}
	at := int(f.Index(media.FrameRate{Num: Rate, Den: 1})) + e.shift
	for i, v := range mono {
		if k := at + i; k >= 0 && k < len(e.out) {
			e.out[k] = v
		}
	}
	return nil
}

func (e *ear) endRun() error {
	if e.graph == nil {
		return nil
	}
	defer func() {
		e.graph.Close()
		e.graph = nil
	}()
	return e.graph.Push(nil, e.take)
}

func (e *ear) close() {
	if e.graph != nil {
		e.graph.Close()
	}
	e.decoder.Close()
}
