package transcode

import (
	"fmt"
	"image"
	"math"
	"time"

	"terugblik/media/av"
)

// pictures puts decoded pictures on the constant clock and writes every size of them.
type pictures struct {
	plan   Plan
	rungs  []*rung
	extras *extras
	next   int64 // number of the picture to write next
	ready  bool  // there is something to show
	graph  *av.Graph
	shape  string // of the frames that graph takes
	turn   av.Turn
}

func openPictures(folder string, plan Plan) (*pictures, error) {
	p := &pictures{plan: plan}
	for _, r := range plan.Ladder {
		opened, err := openRung(folder, r, plan.Rate)
		if err != nil {
			p.close()
			return nil, err
		}
		p.rungs = append(p.rungs, opened)
	}
	var err error
	if p.extras, err = openExtras(folder, plan); err != nil {
		p.close()
		return nil, err
	}
	if !plan.Picture {
		return p, p.still()
	}
	return p, nil
}

// slack is how far, in pictures, a picture may be moved from its time to save it when the one
// before took its place; half is what rounding does to every picture.
const slack = 0.6

// put shows f from its place in step on, at being its time on the clock of the recording.
func (p *pictures) put(s Step, f *av.Frame, at time.Duration) error {
	ideal := at.Seconds() * float64(p.plan.Rate.Num) / float64(p.plan.Rate.Den)
	n := int64(math.Round(ideal))
	if n < p.next && float64(p.next)-ideal <= slack {
		n = p.next
	}
	if n < p.next || n < p.plan.slot(s.Start.Duration()) || n >= p.plan.slot(s.End.Duration()) {
		return nil
	}
	if p.ready && held(s.Hold, at) {
		return nil
	}
	if err := p.before(n, f); err != nil {
		return err
	}
	if err := p.scale(f); err != nil {
		return err
	}
	return p.fill(n + 1)
}

func held(spans []Span, at time.Duration) bool {
	for _, h := range spans {
		if at >= h.Start.Duration() && at < h.End.Duration() {
			return true
		}
	}
	return false
}

// before fills the clock up to picture n: with what is shown, or at the very beginning with f
// itself when it comes soon, else with a still picture.
func (p *pictures) before(n int64, f *av.Frame) error {
	if !p.ready && n > p.plan.slot(time.Second) {
		if err := p.still(); err != nil {
			return err
		}
	}
	if !p.ready {
		if err := p.scale(f); err != nil {
			return err
		}
	}
	return p.fill(n)
}

// hold shows what is shown up to at, as long as there is something.
func (p *pictures) hold(at time.Duration) error {
	if !p.ready {
		return nil
	}
	return p.fill(p.plan.slot(at))
}

func (p *pictures) fill(end int64) error {
	for ; p.next < end; p.next++ {
		for _, r := range p.rungs {
			if err := r.show(p.next, p.plan.Rate); err != nil {
				return err
			}
		}
		if err := p.extras.see(p.next, p.rungs[0].last, p.rungs[len(p.rungs)-1].last); err != nil {
			return err
		}
	}
	return nil
}

func (p *pictures) scale(f *av.Frame) error {
	if shape := f.Shape() + string(p.turn); shape != p.shape {
		p.graph.Close()
		var outs []string
		for i := range p.rungs {
			outs = append(outs, fmt.Sprintf("o%d", i))
		}
		var err error
		if p.graph, err = av.NewGraph(f, scaling(cameraOf(f, p.turn), p.plan.Ladder), outs...); err != nil {
			return err
		}
		p.shape = shape
	}
	return p.graph.Push(f, func(i int, out *av.Frame) error {
		p.rungs[i].replace(out)
		p.ready = true
		return nil
	})
}

// still shows a picture of our own from now on.
func (p *pictures) still() error {
	top := p.plan.Ladder[0]
	f, err := av.PictureOf(stillImage(image.Rect(0, 0, top.Width, top.Height)))
	if err != nil {
		return err
	}
	defer f.Free()
	f.SetIndex(0, p.plan.Rate)
	return p.scale(f)
}

// finish holds the last picture to the end of the plan.
func (p *pictures) finish() error {
	if p.ready {
		if err := p.fill(p.plan.Frames()); err != nil {
			return err
		}
	}
	for _, r := range p.rungs {
		if err := r.finish(); err != nil {
			return err
		}
	}
	return p.extras.finish()
}

func (p *pictures) close() {
	p.graph.Close()
	for _, r := range p.rungs {
		r.close()
	}
	p.extras.close()
}
