package transcode

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

// Measure reads the takes without decoding more than their key frames. A file that cannot be
// read gives media.ErrUnreadable.
func Measure(ctx context.Context, takes []media.Take, open Opener) (Shape, error) {
	m := measurement{sizes: map[[2]int]time.Duration{}}
	takes = usable(takes)
	for _, t := range takes {
		if t.Video == nil || outdone(t, takes) {
			continue
		}
		if err := m.take(ctx, t, open); err != nil {
			return Shape{}, fmt.Errorf("measure take %d: %w", t.Number, err)
		}
	}
	return m.shape(), nil
}

// outdone says that most of a take gives way to what the device kept itself.
func outdone(t media.Take, takes []media.Take) bool {
	left := []Span{{Start: t.Start, End: t.End()}}
	for _, d := range takes {
		if t.Timing == nil && d.Timing != nil && d.Video != nil {
			left = without(left, without([]Span{{d.Start, d.End()}}, spansOf(d.Timing.Fills)))
		}
	}
	var sum media.Millis
	for _, s := range left {
		sum += s.End - s.Start
	}
	return sum*2 < t.Duration
}

type measurement struct {
	sizes map[[2]int]time.Duration // how long each size was seen
	steps []time.Duration          // from picture to picture
	times []time.Duration          // of the pictures of the take that is read, in the order of the file
}

func (m *measurement) take(ctx context.Context, t media.Take, open Opener) error {
	r, size, err := open(t.File)
	if err != nil {
		return fmt.Errorf("open %s: %w", t.File, err)
	}
	defer closeReader(r)
	s, err := av.Open(r, size)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	track := s.First(media.Video)
	if track < 0 {
		return nil
	}
	d, err := s.Decoder(track, true)
	if err != nil {
		return err
	}
	defer d.Close()
	return m.read(ctx, s, track, d, s.Streams()[track].Turn.Sideways() || t.Video.Roll%180 != 0)
}

func (m *measurement) read(ctx context.Context, s *av.Source, track int, d *av.Decoder, sideways bool) error {
	var current [2]int
	last := time.Duration(-1)
	keep := func(f *av.Frame) error {
		current = shown(f)
		if sideways {
			current[0], current[1] = current[1], current[0]
		}
		return nil
	}
	for ctx.Err() == nil {
		p, err := s.Next()
		if errors.Is(err, io.EOF) || errors.Is(err, media.ErrUnreadable) { // damage is found when the picture is made
			_ = d.Flush(keep)
			m.sizes[current] += p.Duration
			m.count()
			return nil
		}
		if err != nil {
			return err
		}
		if p.Track != track {
			continue
		}
		// Damage is found and reported when the picture is made, not here.
		if err := d.Decode(s, keep); err != nil && !errors.Is(err, media.ErrUnreadable) {
			return err
		}
		if step := p.PTS - last; last >= 0 && step > 0 {
			m.sizes[current] += min(step, time.Second)
		}
		last = p.PTS
		if !p.Hidden {
			m.times = append(m.times, p.PTS)
		}
	}
	return ctx.Err()
}

// shown is the size of a picture when its pixels are square.
func shown(f *av.Frame) [2]int {
	w, h := f.Size()
	if wide := float64(w) * f.Aspect(); wide >= 16 && wide <= 8192 {
		w = int(wide/2+0.5) * 2
	}
	return [2]int{w, h}
}

// count turns the times of one take into steps. Cameras write pictures in the order in which they are decoded.
func (m *measurement) count() {
	slices.Sort(m.times)
	for i := 1; i < len(m.times); i++ {
		if step := m.times[i] - m.times[i-1]; step > 0 {
			m.steps = append(m.steps, step)
		}
	}
	m.times = nil
}

func (m *measurement) shape() Shape {
	var out Shape
	longest := time.Duration(-1)
	for size, seen := range m.sizes {
		if size[0] > 0 && (seen > longest || seen == longest && size[0] > out.Width) {
			longest, out.Width, out.Height = seen, size[0], size[1]
		}
	}
	out.Rate = m.rate()
	return out
}

// rate is the mean over the usual steps: neither a hole nor a picture that came twice says how
// fast the camera was.
func (m *measurement) rate() float64 {
	if len(m.steps) == 0 {
		return 0
	}
	slices.Sort(m.steps)
	median := m.steps[len(m.steps)/2]
	var sum, n time.Duration
	for _, step := range m.steps {
		if step*10 > median && step*5 < median*9 {
			sum, n = sum+step, n+1
		}
	}
	return float64(time.Second) * float64(n) / float64(sum)
}
