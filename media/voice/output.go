package voice

import (
	"fmt"
	"time"

	"terugblik/media"
	"terugblik/media/av"
)

// output codes decoded sound as AAC in an MP4.
type output struct {
	path  string
	most  int64 // samples
	enc   *av.Encoder
	mux   *av.Mux
	graph *av.Graph
	shape string
	block []float32
	at    int64 // samples that were coded
	heard int64 // samples that came
}

func newOutput(path string, longest time.Duration) (*output, error) {
	enc, err := av.NewEncoder(av.Encoding{Codec: "aac", SampleRate: rate, Channels: 1, Bits: bits, Headers: true})
	if err != nil {
		return nil, err
	}
	track := av.MuxTrack{Track: media.Track{Kind: media.Audio, Codec: media.AAC, ClockRate: rate, Channels: 1}, Extra: enc.Extra()}
	mux, err := av.CreateMux(path, av.MP4, []av.MuxTrack{track})
	if err != nil {
		enc.Close()
		return nil, err
	}
	return &output{path: path, most: int64(longest * rate / time.Second), enc: enc, mux: mux}, nil
}

const filters = "[in]aresample=48000,aformat=sample_fmts=fltp:channel_layouts=mono[out]"

// put takes one decoded frame. Sound of another shape than before needs another filter.
func (o *output) put(f *av.Frame) error {
	if n, hz := f.Samples(); n == 0 || hz == 0 {
		return nil
	}
	if shape := f.Shape(); o.graph == nil || shape != o.shape {
		if err := o.drain(); err != nil {
			return err
		}
		graph, err := av.NewGraph(f, filters, "out")
		if err != nil {
			return err
		}
		o.graph, o.shape = graph, shape
	}
	return o.graph.Push(f, o.take)
}

// drain takes what the filter still holds.
func (o *output) drain() error {
	if o.graph == nil {
		return nil
	}
	defer func() {
		o.graph.Close()
		o.graph = nil
	}()
	return o.graph.Push(nil, o.take)
}

func (o *output) take(_ int, f *av.Frame) error {
	samples, err := f.Channel(0)
	if err != nil {
		return err
	}
	o.heard += int64(len(samples))
	if o.heard > o.most {
		return fmt.Errorf("more than %d s of sound: %w", o.most/rate, media.ErrTooLong)
	}
	o.block = append(o.block, samples...)
	for size := o.enc.FrameSize(); len(o.block) >= size; {
		if err := o.code(size); err != nil {
			return err
		}
	}
	return nil
}

func (o *output) code(size int) error {
	f, err := o.enc.Sound(o.at, o.block[:size])
	if err != nil {
		return err
	}
	defer f.Free()
	o.block = o.block[:copy(o.block, o.block[size:])]
	o.at += int64(size)
	return o.enc.Encode(f, o.write)
}

// write leaves out the packets that only get a decoder going: their time lies before zero.
func (o *output) write(c av.Coded) error {
	if c.Index() < 0 {
		return nil
	}
	return o.mux.Write(av.Packet{PTS: c.Time(), DTS: c.Time(), Key: true, Data: c.Data(), Duration: time.Second * 1024 / rate})
}

// finish makes the last packet whole and closes the file.
func (o *output) finish() (Spoken, error) {
	if err := o.drain(); err != nil {
		return Spoken{}, err
	}
	if o.heard == 0 {
		return Spoken{}, fmt.Errorf("no sound: %w", media.ErrNoMedia)
	}
	if size := o.enc.FrameSize(); len(o.block) > 0 {
		o.block = append(o.block, make([]float32, size-len(o.block))...)
		if err := o.code(size); err != nil {
			return Spoken{}, err
		}
	}
	if err := o.enc.Encode(nil, o.write); err != nil {
		return Spoken{}, err
	}
	duration := max(media.Millis(o.heard*1000/rate), 1)
	return Spoken{File: name, Duration: duration}, o.mux.Close()
}

func (o *output) close() {
	o.graph.Close()
	o.enc.Close()
	_ = o.mux.Close()
}
