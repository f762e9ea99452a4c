package transcode

import "terugblik/media/av"

// whole makes whole pictures of interlaced ones, one of each: half pictures of two moments show as a comb where something
// moves. Others pass as they are.
type whole struct {
	graph *av.Graph
	shape string // of the frames that graph takes
}

const deinterlacing = "[in]bwdif=mode=send_frame:deint=interlaced[out]"

// put hands on f, or what came before it: the filter looks one picture ahead.
func (w *whole) put(f *av.Frame, each func(*av.Frame) error) error {
	if w.graph == nil && !f.Interlaced() {
		return each(f)
	}
	if shape := f.Shape(); shape != w.shape {
		if err := w.flush(each); err != nil {
			return err
		}
		var err error
		if w.graph, err = av.NewGraph(f, deinterlacing, "out"); err != nil {
			return err
		}
		w.shape = shape
	}
	return w.graph.Push(f, func(_ int, out *av.Frame) error { return each(out) })
}

// flush hands on what the filter still holds.
func (w *whole) flush(each func(*av.Frame) error) error {
	if w.graph == nil {
		return nil
	}
	defer w.close()
	return w.graph.Push(nil, func(_ int, out *av.Frame) error { return each(out) })
}

func (w *whole) close() {
	w.graph.Close()
	w.graph, w.shape = nil, ""
}
