package master

import (
	"time"

	"terugblik/media/align"
	"terugblik/media/av"
)

// hearing is the sound of a file, mono at align.Rate, silence where there is none.
type hearing struct {
	late   time.Duration // how much later than it went in sound comes out of the decoder
	sound  []int16       // from the file's zero on
	graph  *av.Graph
	base   time.Duration // where what graph has taken began
	out    int           // samples that came out of graph
	expect time.Duration
	quiet  [][2]time.Duration // where the file has no sound for longer than missing, up to its last
}

// hole is how far apart decoded frames may be before silence goes between them, as when it is made watchable.
const hole = 16 * time.Millisecond

func (h *hearing) put(f *av.Frame) error {
	n, rate := f.Samples()
	if n == 0 || rate == 0 {
		return nil
	}
	at := f.Time()
	if at-h.expect > missing {
		h.quiet = append(h.quiet, [2]time.Duration{h.expect, at})
	}
	if off := at - h.expect; h.graph == nil || off > hole || off < -hole {
		if err := h.flush(); err != nil {
			return err
		}
		var err error
		if h.graph, err = av.NewGraph(f, "[in]aresample=8000,aformat=sample_fmts=fltp:channel_layouts=mono[out]", "out"); err != nil {
			return err
		}
		h.base, h.out = at-h.late, 0
	}
	h.expect = at + time.Duration(n)*time.Second/time.Duration(rate)
	return h.graph.Push(f, h.take)
}

func (h *hearing) flush() error {
	if h.graph == nil {
		return nil
	}
	err := h.graph.Push(nil, h.take)
	h.graph.Close()
	h.graph = nil
	return err
}

func (h *hearing) take(_ int, f *av.Frame) error {
	c, err := f.Channel(0)
	if err != nil {
		return err
	}
	from := int(h.base.Seconds()*align.Rate) + h.out
	h.out += len(c)
	if need := from + len(c); need > len(h.sound) && need < int(Longest.Seconds())*align.Rate {
		h.sound = append(h.sound, make([]int16, need-len(h.sound))...)
	}
	for i, v := range c {
		if at := from + i; at >= 0 && at < len(h.sound) {
			h.sound[at] = int16(max(-1, min(1, v)) * 32767)
		}
	}
	return nil
}

// between is the sound from one time in the file to another, silence beyond it.
func (h *hearing) between(from, to time.Duration) []float32 {
	first := int(from.Seconds() * align.Rate)
	out := make([]float32, max(0, int((to-from).Seconds()*align.Rate)))
	for i := range out {
		if at := first + i; at >= 0 && at < len(h.sound) {
			out[i] = float32(h.sound[at]) / 32768
		}
	}
	return out
}

// length is how long there is sound.
func (h *hearing) length() time.Duration {
	return time.Duration(len(h.sound)) * time.Second / align.Rate
}
