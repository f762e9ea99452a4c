package record

import (
	"bytes"

	"terugblik/media/av"
)

// interleaver writes the frames of a second scan in order of time.
type interleaver struct {
	mux    *av.Mux
	tracks [][]placement // per lane, by sample
	seen   []int         // samples so far, per lane
	queues [][]av.Packet // per track of the file
	bytes  int
}

// placement is where a sample goes; track is -1 for one that is left out.
type placement struct {
	placed
	track int
}

// waiting bounds what one track holds back for another that brings nothing, in bytes.
const waiting = 4 << 20

func newInterleaver(streams []heard, tracks ...[]placed) *interleaver {
	w := &interleaver{seen: make([]int, len(streams)), queues: make([][]av.Packet, len(tracks))}
	for _, h := range streams {
		w.tracks = append(w.tracks, make([]placement, len(h.samples)))
		for i := range h.samples {
			w.tracks[len(w.tracks)-1][i].track = -1
		}
	}
	for i, list := range tracks {
		for _, p := range list {
			w.tracks[p.lane][p.sample] = placement{placed: p, track: i}
		}
	}
	return w
}

func (w *interleaver) frame(lane int, f frame) error {
	if lane >= len(w.tracks) || w.seen[lane] >= len(w.tracks[lane]) {
		return nil // the journal has grown since the first scan
	}
	p := w.tracks[lane][w.seen[lane]]
	w.seen[lane]++
	if p.track < 0 {
		return nil
	}
	w.bytes += len(f.data)
	w.queues[p.track] = append(w.queues[p.track], av.Packet{
		Track: p.track, PTS: p.pts, DTS: p.dts, Duration: p.dur, Key: f.key,
		Data: bytes.Clone(f.data), // else a packet of sound would keep its whole block of the journal
	})
	return w.drain(false)
}

// drain writes the earliest packet as long as every track has one, or too much waits, or nothing more will come.
func (w *interleaver) drain(all bool) error {
	for {
		first, complete := -1, true
		for i, q := range w.queues {
			if len(q) == 0 {
				complete = false
			} else if first < 0 || q[0].DTS < w.queues[first][0].DTS {
				first = i
			}
		}
		if first < 0 || !complete && !all && w.bytes < waiting {
			return nil
		}
		p := w.queues[first][0]
		w.queues[first] = w.queues[first][1:]
		w.bytes -= len(p.Data)
		if err := w.mux.Write(p); err != nil {
			return err
		}
	}
}
