package transcode

import (
	"terugblik/media/av"
)

// pair makes one sound of two tracks of one channel each: left and right of a camcorder with two microphones.
type pair struct {
	sides [2]side
	make  func(at int64, channels ...[]float32) (*av.Frame, error)
}

// side is one of them, in samples of our rate.
type side struct {
	graph *av.Graph
	shape string
	begun bool
	at    int64 // number of the first sample that waits
	wait  []float32
}

// patience is how many samples one side waits for the other, which may have a hole.
const patience = 2 * soundRate

const oneSide = "[in]aresample=48000,aformat=sample_fmts=fltp:channel_layouts=mono[out]"

// put takes a frame of one side and hands on what is there of both.
func (p *pair) put(i int, f *av.Frame, each func(*av.Frame) error) error {
	if err := p.sides[i].put(f); err != nil {
		return err
	}
	for n := range p.sides {
		if other := &p.sides[1-n]; len(p.sides[n].wait) > patience {
			other.reach(p.sides[n].at + int64(len(p.sides[n].wait)))
		}
	}
	return p.emit(each)
}

func (s *side) put(f *av.Frame) (err error) {
	if shape := f.Shape(); shape != s.shape {
		s.graph.Close()
		if s.graph, err = av.NewGraph(f, oneSide, "out"); err != nil {
			return err
		}
		s.shape = shape
	}
	return s.graph.Push(f, s.take)
}

func (s *side) take(_ int, f *av.Frame) error {
	samples, err := f.Channel(0)
	if err != nil {
		return err
	}
	at := f.Index(soundClock)
	if !s.begun {
		s.begun, s.at = true, at
	}
	end := s.at + int64(len(s.wait))
	if at > end+soundRate/50 { // a hole; less is rounding
		s.reach(at)
	}
	if end-at > int64(len(samples)) { // it was given up waiting for
		return nil
	}
	if end > at+soundRate/50 {
		samples = samples[end-at:]
	}
	s.wait = append(s.wait, samples...)
	return nil
}

// reach fills with silence up to a sample.
func (s *side) reach(end int64) {
	if !s.begun {
		s.begun, s.at = true, end
		return
	}
	if missing := end - s.at - int64(len(s.wait)); missing > 0 {
		s.wait = append(s.wait, make([]float32, missing)...)
	}
}

func (p *pair) emit(each func(*av.Frame) error) error {
	l, r := &p.sides[0], &p.sides[1]
	if !l.begun || !r.begun {
		return nil
	}
	l.from(min(l.at, r.at))
	r.from(min(l.at, r.at))
	n := min(len(l.wait), len(r.wait))
	if n == 0 {
		return nil
	}
	f, err := p.make(l.at, l.wait[:n], r.wait[:n])
	if err != nil {
		return err
	}
	defer f.Free()
	for _, s := range []*side{l, r} {
		s.wait, s.at = s.wait[:copy(s.wait, s.wait[n:])], s.at+int64(n)
	}
	return each(f)
}

// from puts silence before what waits.
func (s *side) from(at int64) {
	if at < s.at {
		s.wait, s.at = append(make([]float32, s.at-at), s.wait...), at
	}
}

// flush hands on what is left, with silence on the side that ended.
func (p *pair) flush(each func(*av.Frame) error) error {
	for i := range p.sides {
		if s := &p.sides[i]; s.graph != nil {
			if err := s.graph.Push(nil, s.take); err != nil {
				return err
			}
		}
	}
	end := max(p.sides[0].at+int64(len(p.sides[0].wait)), p.sides[1].at+int64(len(p.sides[1].wait)))
	p.sides[0].reach(end)
	p.sides[1].reach(end)
	return p.emit(each)
}

func (p *pair) close() {
	if p == nil {
		return
	}
	p.sides[0].graph.Close()
	p.sides[1].graph.Close()
}
