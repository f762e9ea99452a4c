package record

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/pion/rtp"

	"terugblik/media"
	"terugblik/media/library"
	"terugblik/media/red"
)

// scan reads a journal from its start and gives the frames of each stream in order of sending. It holds no more than
// what waits for a repair. Two scans of one journal give the same frames in the same order.
type scan struct {
	start   Start
	started bool
	reason  string // why the session ended, empty after a crash
	lanes   []*lane
	out     func(lane int, f frame) error
	failed  error
}

// lane is what is known of one stream while scanning.
type lane struct {
	stream  Stream
	seq, ts extender
	order   order
	frames  interface {
		push(p packet, lost int64)
		flush()
	}
	shaper  shaper
	reports []reportAt
	stereo  bool
	lost    int64
	inside  int // payload type within RED; -1: there is none
}

// sealed reads a sealed journal. It may be called once.
func (s *scan) sealed(ctx context.Context, journal io.ReaderAt, key library.Key) error {
	blocks := library.ReadLog(io.NewSectionReader(journal, 0, math.MaxInt64), key)
	if err := s.read(ctx, Read(blocks)); err != nil {
		return fmt.Errorf("read journal: %w", err)
	}
	return nil
}

func (s *scan) read(ctx context.Context, records func(func(Record, error) bool)) error {
	for r, err := range records {
		var damage *library.Damage
		switch {
		case errors.As(err, &damage): // what is missing shows as lost packets
			continue
		case err != nil:
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		}
		if s.record(r); s.failed != nil {
			return s.failed
		}
	}
	for _, l := range s.lanes {
		l.order.flush()
		l.frames.flush()
	}
	return s.failed
}

func (s *scan) record(r Record) {
	switch r.Kind {
	case KindStart:
		if !s.started {
			s.started, s.start = true, r.Start
		}
	case KindTrack:
		s.addLane(r.Stream)
	case KindRTP:
		for _, l := range s.lanes {
			if l.stream.Number == r.Track {
				l.packet(r)
			}
		}
	case KindReport:
		for _, l := range s.lanes {
			if l.stream.SSRC == r.Report.SSRC {
				l.reports = append(l.reports, reportAt{r.Report, r.Arrival})
			}
		}
	case KindEnd:
		s.reason = r.Text
	}
}

func (s *scan) addLane(stream Stream) {
	l := &lane{stream: stream, seq: extender{bits: 16}, ts: extender{bits: 32}, shaper: shaperFor(stream.Track.Codec)}
	l.inside = -1
	if within, ok := red.Inside(stream.Fmtp); ok {
		l.inside = int(within)
	}
	index := len(s.lanes)
	out := func(f frame) {
		if s.failed == nil {
			s.failed = s.out(index, f)
		}
	}
	switch {
	case stream.Track.ClockRate == 0:
		return
	case stream.Track.Codec == media.Opus:
		l.frames = &opusStream{out: func(f frame) {
			l.stereo = l.stereo || opusChannels(f.data) == 2
			out(f)
		}}
	case l.shaper != nil:
		l.frames = &assembler{shaper: l.shaper, out: out}
	default:
		return
	}
	l.order.out = func(p packet, lost int64) {
		l.lost += lost
		l.frames.push(p, lost)
	}
	s.lanes = append(s.lanes, l)
}

func (l *lane) packet(r Record) {
	var p rtp.Packet
	if p.Unmarshal(r.Packet) != nil || p.SSRC != l.stream.SSRC {
		return
	}
	if p.PayloadType != l.stream.PayloadType && int(p.PayloadType) != l.inside {
		return
	}
	l.order.add(packet{
		seq: l.seq.next(uint32(p.SequenceNumber)), ts: l.ts.next(p.Timestamp),
		arrival: r.Arrival, marker: p.Marker, payload: p.Payload,
		twice: l.inside >= 0 && int(p.PayloadType) != l.inside,
	})
}

// track is the stream as it turned out to be.
func (l *lane) track() media.Track {
	t := l.stream.Track
	switch s := l.shaper.(type) {
	case *h264Shaper:
		t.Width, t.Height = s.width, s.height
	case *vp8Shaper:
		t.Width, t.Height = s.width, s.height
	case nil:
		t.Channels = 1
		if l.stereo {
			t.Channels = 2
		}
	}
	return t
}

// outline is a first scan: everything about the frames but their bytes.
type outline struct {
	scan    *scan
	streams []heard
	heads   []head
}

// head is a stream at its first key frame.
type head struct {
	track media.Track
	extra []byte
	known bool
}

func readOutline(ctx context.Context, journal io.ReaderAt, key library.Key) (*outline, error) {
	o := &outline{}
	var samples [][]sample
	s := &scan{}
	s.out = func(i int, f frame) error {
		for len(samples) <= i {
			samples = append(samples, nil)
			o.heads = append(o.heads, head{})
		}
		samples[i] = append(samples[i], f.sample)
		if f.key && !f.broken && !o.heads[i].known {
			o.heads[i] = head{track: s.lanes[i].track(), known: true}
			if h, ok := s.lanes[i].shaper.(*h264Shaper); ok {
				o.heads[i].extra = h.extra()
			}
		}
		return nil
	}
	o.scan = s
	if err := s.sealed(ctx, journal, key); err != nil {
		return nil, err
	}
	for i, l := range s.lanes {
		h := heard{stream: l.stream, reports: l.reports}
		if i < len(samples) {
			h.samples = samples[i]
			if l.stream.Track.Kind == media.Audio {
				o.heads[i].track = l.track() // stereo may show later than in the first packet
			}
		} else {
			o.heads = append(o.heads, head{})
		}
		o.streams = append(o.streams, h)
	}
	return o, nil
}
