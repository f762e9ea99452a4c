package av

import (
	"errors"
	"io"
	"time"
)

// Probed is what a whole read of a file, without decoding, tells about one stream.
type Probed struct {
	Stream
	Packets  int
	Keys     int           // packets that are key frames
	Bytes    int64         // of coded data
	FirstKey bool          // the first packet is a key frame
	Start    time.Duration // PTS of the earliest packet
	End      time.Duration // PTS plus duration of the latest
	Header   time.Duration // length of the whole file as its header states it, 0 for none
}

// Probe reads every packet of the media in r, which is size bytes long.
func Probe(r io.ReaderAt, size int64) ([]Probed, error) {
	s, err := Open(r, size)
	if err != nil {
		return nil, err
	}
	defer func() { _ = s.Close() }()
	return s.probe()
}

// ProbeFile reads every packet of the file at path.
func ProbeFile(path string) ([]Probed, error) {
	s, err := OpenFile(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = s.Close() }()
	return s.probe()
}

func (s *Source) probe() ([]Probed, error) {
	out := make([]Probed, len(s.streams))
	for i := range out {
		out[i].Stream, out[i].Header = s.streams[i], s.Duration()
	}
	for {
		p, err := s.Next()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		out[p.Track].count(p, int64(s.pkt.Size()))
	}
}

func (o *Probed) count(p Packet, size int64) {
	if o.Packets == 0 {
		o.FirstKey, o.Start, o.End = p.Key, p.PTS, p.PTS
	}
	o.Packets++
	o.Bytes += size
	if p.Key {
		o.Keys++
	}
	o.Start = min(o.Start, p.PTS)
	o.End = max(o.End, p.PTS+p.Duration)
}
