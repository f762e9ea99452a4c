package transcode

import (
	"fmt"
	"math"
	"slices"
	"time"

	"terugblik/media"
)

// Plan says how to make the watchable version. Steps follow each other without a hole from
// zero on, and a step depends on nothing that comes after it: a recording that still grows is
// planned again, and only the new steps are done.
type Plan struct {
	Rate    media.FrameRate
	Ladder  []Rung // the largest first, one at least
	Picture bool   // false: no take has a picture, so a still one is shown
	Sound   bool   // false: no take has sound, so there is no sound track
	Steps   []Step
}

// Rung is one size of the ladder.
type Rung struct {
	Name          string // "720p"
	Width, Height int    // both even
	MaxBits       int    // per second, what the encoder must not exceed for long
}

// Step is one stretch of the clock that comes from one file, or from none.
type Step struct {
	Span
	File         string        // "" where nothing arrived: the last picture held, and silence
	Origin       media.Millis  // where the file's own zero lies on the clock of the recording
	Length       media.Millis  // how long the file ought to be
	Video, Audio bool          // what to take from the file
	Hold         []Span        // where the picture is not to be used
	Sounds       []int         // which tracks of sound, counted from 0: none is the first, two are left and right
	Roll         int           // degrees counter-clockwise to turn the picture, in place of what the file says
	Timing       *media.Timing // what its times are on the clock of the recording, instead of Origin; nil for most
	Card         bool          // it was cut out for good: an empty card and silence
}

// longest is a guard against a clock gone mad: a gap keeps its real length and costs as much.
const longest = media.Millis(12 * time.Hour / time.Millisecond)

// Make plans the watchable version of takes. Takes without tracks are passed over; when none is
// left it returns media.ErrNoMedia. Which take feeds which stretch is what choose says. Of the gaps of live takes
// those of a picture that is there but damaged or torn are held at the last good one.
func Make(takes []media.Take, gaps []media.Gap, shape Shape) (Plan, error) {
	takes = usable(takes)
	if len(takes) == 0 {
		return Plan{}, fmt.Errorf("plan: %w", media.ErrNoMedia)
	}
	p := Plan{Rate: rateFor(shape.Rate)}
	if shape.Kept.Num > 0 {
		p.Rate = shape.Kept
	}
	for _, t := range takes {
		if t.Start < 0 || t.End() > longest {
			return Plan{}, fmt.Errorf("plan take %d from %s to %s: %w", t.Number, t.Start, t.End(), media.ErrUnsupported)
		}
	}
	for _, piece := range choose(takes, gaps) {
		p.add(takes[piece.take], piece.Span, gaps)
	}
	if len(p.Steps) == 0 {
		return Plan{}, fmt.Errorf("plan: %w", media.ErrNoMedia)
	}
	p.trim(spansOf(shape.Trimmed))
	if !p.Picture || shape.Width < 2 || shape.Height < 2 {
		shape.Width, shape.Height = 640, 360
	}
	p.Ladder = ladder(shape.Width, shape.Height, p.Rate)
	return p, nil
}

func usable(takes []media.Take) (out []media.Take) {
	for _, t := range takes {
		if (t.Video != nil || t.Audio != nil) && t.Duration > 0 {
			out = append(out, t)
		}
	}
	slices.SortStableFunc(out, func(a, b media.Take) int { return int(a.Start - b.Start) })
	return out
}

func (p *Plan) add(t media.Take, span Span, gaps []media.Gap) {
	if span.Start > p.End() {
		p.Steps = append(p.Steps, Step{Span: Span{Start: p.End(), End: span.Start}})
	}
	s := Step{
		Span: span, File: t.File, Origin: t.Start - t.Lead, Length: t.Lead + t.Duration, Timing: t.Timing,
		Video: t.Video != nil, Audio: t.Audio != nil,
	}
	if s.Audio {
		s.Sounds = t.Audio.Streams
	}
	if s.Video {
		s.Roll = t.Video.Roll
	}
	for _, g := range gaps {
		if t.Timing == nil && g.Track == media.Video && (g.Reason == "damaged" || g.Reason == "loss") && g.Start < span.End && g.End > span.Start {
			s.Hold = append(s.Hold, Span{Start: max(g.Start, span.Start), End: min(g.End, span.End)})
		}
	}
	p.Picture = p.Picture || s.Video
	p.Sound = p.Sound || s.Audio
	p.Steps = append(p.Steps, s)
}

// End is how long the watchable version is.
func (p Plan) End() media.Millis {
	if len(p.Steps) == 0 {
		return 0
	}
	return p.Steps[len(p.Steps)-1].End
}

// Frames is how many pictures the watchable version has: they cover the whole of it, so that a player that goes to the
// last one, by the same rule (frameCount in timebase.ts), finds it.
func (p Plan) Frames() int64 {
	second := 1000 * p.Rate.Den
	return (int64(p.End())*p.Rate.Num + second - 1) / second
}

// shown is how long the pictures last: up to a picture longer than the recording, which ends within the last one.
func (p Plan) shown() time.Duration {
	return time.Duration(p.Frames()) * time.Second * time.Duration(p.Rate.Den) / time.Duration(p.Rate.Num)
}

// slot is the number of the picture that begins nearest to at.
func (p Plan) slot(at time.Duration) int64 {
	return int64(math.Round(at.Seconds() * float64(p.Rate.Num) / float64(p.Rate.Den)))
}

// rateFor picks the constant rate that shows pictures of a measured rate most evenly: the
// nearest to it, its half or its double. A camera in a dark room often gives 15.
func rateFor(measured float64) media.FrameRate {
	best, distance := int64(30), math.Inf(1)
	for _, times := range []float64{1, 2, 0.5} {
		for _, rate := range []int64{30, 25} {
			if d := math.Abs(measured*times-float64(rate)) / times; measured > 0 && d < distance {
				best, distance = rate, d
			}
		}
	}
	return media.FrameRate{Num: best, Den: 1}
}

// ladder gives the sizes for pictures of width by height, named after the shorter side. None is
// larger than the source.
func ladder(width, height int, rate media.FrameRate) []Rung {
	short := min(width, height)
	sides := []int{min(short, 720)}
	if sides[0] >= 480 {
		sides = append(sides, 360)
	}
	var out []Rung
	for _, side := range sides {
		w, h := even(width*side/short), even(height*side/short)
		// 0.11 bits per pixel: what veryfast needs for a room with people that move.
		out = append(out, Rung{fmt.Sprintf("%dp", side), w, h, int(float64(w*h) * 0.11 * float64(rate.Num) / float64(rate.Den))})
	}
	return out
}

func even(n int) int { return max(2, n&^1) }
