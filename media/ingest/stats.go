package ingest

import (
	"sync/atomic"
	"time"
)

// Counts are what sessions have counted since they began.
type Counts struct {
	Received int64 // packets, repairs among them
	Repaired int64 // packets that came late, mostly because they were asked for
	Lost     int64 // packets given up after two seconds
	Asked    int64 // packets asked for again (NACK), each time
	Keys     int64 // key frames asked for (PLI)
	Bytes    int64 // of RTP packets
}

// SessionStats are the numbers of one open session.
type SessionStats struct {
	Counts
	Connected bool
	Age       time.Duration
	Behind    time.Duration // what a power cut would take of what has come: usually below a second
	RoundTrip time.Duration
}

// Stats tells how the open sessions do.
func (s *Server) Stats() []SessionStats {
	s.mu.Lock()
	all := make([]*session, 0, len(s.sessions))
	for _, x := range s.sessions {
		all = append(all, x)
	}
	s.mu.Unlock()
	out := make([]SessionStats, 0, len(all))
	for _, x := range all {
		out = append(out, x.stats(time.Now()))
	}
	return out
}

// Total adds up all sessions since the server started, ended ones too.
func (s *Server) Total() Counts {
	s.mu.Lock()
	defer s.mu.Unlock()
	total := s.ended
	for _, x := range s.sessions {
		total.add(x.tally.counts())
	}
	return total
}

func (c *Counts) add(o Counts) {
	c.Received += o.Received
	c.Repaired += o.Repaired
	c.Lost += o.Lost
	c.Asked += o.Asked
	c.Keys += o.Keys
	c.Bytes += o.Bytes
}

func (x *session) stats(now time.Time) SessionStats {
	s := SessionStats{
		Counts: x.tally.counts(), Age: now.Sub(x.since), RoundTrip: time.Duration(x.repairs.roundTrip.Load()),
		Connected: x.connected(),
	}
	if heard := x.heard.Load(); heard != 0 {
		s.Behind = max(0, time.Unix(0, heard).Sub(x.writer.Synced()))
	}
	return s
}

// tally counts while others read.
type tally struct{ received, repaired, lost, asked, keys, bytes atomic.Int64 }

func (t *tally) counts() Counts {
	return Counts{
		Received: t.received.Load(), Repaired: t.repaired.Load(), Lost: t.lost.Load(),
		Asked: t.asked.Load(), Keys: t.keys.Load(), Bytes: t.bytes.Load(),
	}
}

func (t *tally) loss() Loss {
	return Loss{Received: t.received.Load(), Repaired: t.repaired.Load(), Lost: t.lost.Load()}
}
