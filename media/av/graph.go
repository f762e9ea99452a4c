package av

import (
	"fmt"
	"strconv"

	"github.com/asticode/go-astiav"
)

// Graph runs frames through a chain of FFmpeg filters, from one input named "in" to one or
// more named outputs.
type Graph struct {
	g     *astiav.FilterGraph
	in    *astiav.FilterContext
	outs  []*astiav.FilterContext
	bases []astiav.Rational
	frame *Frame
}

// NewGraph makes the filters of spec, which takes frames of the shape and the clock of like
// from [in] and gives frames to each of outs. A frame of another shape needs another graph.
func NewGraph(like *Frame, spec string, outs ...string) (*Graph, error) {
	g := &Graph{g: astiav.AllocFilterGraph(), frame: emptyFrame()}
	if err := g.build(like, spec, outs); err != nil {
		g.Close()
		return nil, fmt.Errorf("make filters %q: %w", spec, err)
	}
	return g, nil
}

func (g *Graph) build(like *Frame, spec string, outs []string) (err error) {
	source, sink, args := "buffer", "buffersink", pictureArgs(like)
	if like.isSound() {
		source, sink, args = "abuffer", "abuffersink", soundArgs(like)
	}
	if g.in, err = g.g.NewFilterContext(astiav.FindFilterByName(source), "in", args); err != nil {
		return err
	}
	// In the words of the parser the graph's input is an output of what lies outside it.
	out := inOut("in", g.in)
	defer out.Free()
	var head, tail *astiav.FilterInOut
	for _, name := range outs {
		c, err := g.g.NewFilterContext(astiav.FindFilterByName(sink), name, nil)
		if err != nil {
			return err
		}
		g.outs = append(g.outs, c)
		next := inOut(name, c)
		if head == nil {
			head = next
			defer head.Free() // frees the whole chain
		} else {
			tail.SetNext(next)
		}
		tail = next
	}
	if err := g.g.Parse(spec, head, out); err != nil {
		return err
	}
	if err := g.g.Configure(); err != nil {
		return err
	}
	for _, o := range g.outs {
		g.bases = append(g.bases, o.Inputs()[0].TimeBase())
	}
	return nil
}

func inOut(name string, c *astiav.FilterContext) *astiav.FilterInOut {
	i := astiav.AllocFilterInOut()
	i.SetName(name)
	i.SetFilterContext(c)
	i.SetPadIdx(0)
	return i
}

func pictureArgs(f *Frame) astiav.FilterArgs {
	return astiav.FilterArgs{
		"width":        strconv.Itoa(f.f.Width()),
		"height":       strconv.Itoa(f.f.Height()),
		"pix_fmt":      strconv.Itoa(int(f.f.PixelFormat())),
		"time_base":    fmt.Sprintf("%d/%d", f.base.Num(), f.base.Den()),
		"pixel_aspect": "1/1", // pixels that are not square are dealt with by the spec
	}
}

func soundArgs(f *Frame) astiav.FilterArgs {
	names := map[int]string{1: "mono", 2: "stereo"}
	l := f.f.ChannelLayout()
	name, ok := names[l.NbChannels()]
	if !ok {
		name = l.String()
	}
	return astiav.FilterArgs{
		"sample_rate":    strconv.Itoa(f.f.SampleRate()),
		"sample_fmt":     f.f.SampleFormat().Name(),
		"channel_layout": name,
		"time_base":      fmt.Sprintf("%d/%d", f.base.Num(), f.base.Den()),
	}
}

// Push sends a frame in, and nil for the end, and hands each frame that comes out of output
// number out to each.
func (g *Graph) Push(f *Frame, each func(out int, f *Frame) error) error {
	var in *astiav.Frame
	if f != nil {
		in = f.f
	}
	keep := astiav.NewBuffersrcFlags(astiav.BuffersrcFlagKeepRef)
	if err := g.in.BuffersrcAddFrame(in, keep); err != nil {
		return fmt.Errorf("filter frame: %w", err)
	}
	for i, o := range g.outs {
		if err := g.pull(i, o, each); err != nil {
			return err
		}
	}
	return nil
}

func (g *Graph) pull(i int, o *astiav.FilterContext, each func(int, *Frame) error) error {
	for {
		err := o.BuffersinkGetFrame(g.frame.f, astiav.NewBuffersinkFlags())
		if dry(err) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("take filtered frame: %w", err)
		}
		g.frame.base = g.bases[i]
		err = each(i, g.frame)
		g.frame.f.Unref()
		if err != nil {
			return err
		}
	}
}

// Close frees the filters and may be called again.
func (g *Graph) Close() {
	if g == nil || g.g == nil {
		return
	}
	// Filters before their graph, never after.
	for _, o := range g.outs {
		o.Free()
	}
	if g.in != nil {
		g.in.Free()
	}
	g.g.Free()
	g.g, g.in, g.outs = nil, nil, nil
	g.frame.Free()
}
