package adopt

import (
	"errors"
	"slices"
	"time"

	"terugblik/media"
	"terugblik/media/av"
)

// ear listens to one track of sound until something is heard.
type ear struct {
	track   int // of the file
	number  int // among the tracks of sound, counted from 0
	stream  av.Stream
	packets int
	end     time.Duration
	heard   bool
	decoder *av.Decoder // nil when it need not listen
	graph   *av.Graph
	shape   string
}

const (
	mostEars   = 16    // tracks of sound that are listened to
	silence    = 0.001 // of full scale: what a track on which nothing was plugged in stays below
	listenedTo = "[in]aformat=sample_fmts=fltp:channel_layouts=mono[out]"
)

// ears are those for all tracks of sound that can be decoded; where there is one it counts whatever is heard. unusable are
// the codecs of the others.
func ears(src *av.Source) (all []*ear, of int, unusable []string) {
	for i, s := range src.Streams() {
		if s.Kind != media.Audio {
			continue
		}
		of++
		switch {
		case !av.Decodes(s.Codec) || s.Rate <= 0 || s.Channels <= 0:
			unusable = append(unusable, s.Codec)
		case len(all) < mostEars:
			all = append(all, &ear{track: i, number: of - 1, stream: s})
		}
	}
	return all, of, unusable
}

// listen decodes the packet that src read last, as long as nothing was heard. Damage is silence.
func (e *ear) listen(src *av.Source) error {
	e.packets++
	if e.heard {
		return nil
	}
	if e.decoder == nil {
		d, err := src.Decoder(e.track, false)
		if errors.Is(err, media.ErrUnreadable) {
			return nil
		}
		if err != nil {
			return err
		}
		e.decoder = d
	}
	if err := e.decoder.Decode(src, e.hear); err != nil && !errors.Is(err, media.ErrUnreadable) {
		return err
	}
	if e.heard {
		e.close()
	}
	return nil
}

func (e *ear) hear(f *av.Frame) (err error) {
	if n, rate := f.Samples(); n == 0 || rate == 0 {
		return nil
	}
	if shape := f.Shape(); shape != e.shape {
		e.graph.Close()
		if e.graph, err = av.NewGraph(f, listenedTo, "out"); err != nil {
			return err
		}
		e.shape = shape
	}
	return e.graph.Push(f, func(_ int, out *av.Frame) error {
		samples, err := out.Channel(0)
		e.heard = e.heard || slices.ContainsFunc(samples, func(v float32) bool { return v > silence || v < -silence })
		return err
	})
}

func (e *ear) close() {
	if e.decoder != nil {
		e.decoder.Close()
		e.decoder = nil
	}
	e.graph.Close()
	e.graph, e.shape = nil, ""
}

// chosen are the tracks that make the sound of the film: the first on which something is heard. Two tracks of one channel
// each, as camcorders with two microphones write them, are left and right.
func chosen(all []*ear) []*ear {
	all = slices.DeleteFunc(slices.Clone(all), func(e *ear) bool { return e.packets == 0 })
	if len(all) == 0 {
		return nil
	}
	i := max(0, slices.IndexFunc(all, func(e *ear) bool { return e.heard }))
	if i+1 < len(all) && pair(all[i], all[i+1]) {
		return all[i : i+2]
	}
	return all[i : i+1]
}

func pair(a, b *ear) bool {
	return a.heard && b.heard && a.number+1 == b.number && a.stream.Channels == 1 && b.stream.Channels == 1 &&
		a.stream.Codec == b.stream.Codec && a.stream.Rate == b.stream.Rate
}
