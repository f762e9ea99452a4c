package ingest

import (
	"sync"
	"sync/atomic"
	"time"

	"terugblik/media"
)

// mostViewers is how many may watch one recording at a time.
const mostViewers = 4

// viewersKeyEvery is how often viewers together may have a key frame asked for: what they need must not cost the recording
// its bits.
const viewersKeyEvery = 2 * time.Second

// audience is who watches one publisher. Readers of tracks hand it every packet; it never makes them wait. The zero value
// is empty.
type audience struct {
	viewers atomic.Pointer[[]*viewer] // replaced whole, nil for nobody

	mu    sync.Mutex
	over  bool
	asked time.Time // when a key frame was last asked for
}

// copied is one packet for all viewers; nobody changes it.
type copied struct {
	kind media.Kind
	raw  []byte
}

// packet passes a packet on. raw is the caller's again afterwards.
func (a *audience) packet(kind media.Kind, raw []byte) {
	viewers := a.viewers.Load()
	if viewers == nil {
		return
	}
	c := copied{kind: kind, raw: append(make([]byte, 0, len(raw)), raw...)}
	for _, v := range *viewers {
		v.take(c)
	}
}

// show passes a packet on as a viewer takes it: sound once.
func (x *session) show(kind media.Kind, raw []byte) {
	if x.audience.viewers.Load() == nil {
		return
	}
	if kind == media.Audio {
		if raw = x.choice.audio.plain(raw); raw == nil {
			return
		}
	}
	x.audience.packet(kind, raw)
}

// join adds a viewer. Errors: ErrNotLive when the publisher has just gone, ErrTooManyViewers.
func (a *audience) join(v *viewer) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.over {
		return ErrNotLive
	}
	var now []*viewer
	if there := a.viewers.Load(); there != nil {
		now = append(now, *there...)
	}
	if len(now) >= mostViewers {
		return ErrTooManyViewers
	}
	now = append(now, v)
	a.viewers.Store(&now)
	return nil
}

func (a *audience) leave(v *viewer) {
	a.mu.Lock()
	defer a.mu.Unlock()
	there := a.viewers.Load()
	if there == nil {
		return
	}
	var now []*viewer
	for _, other := range *there {
		if other != v {
			now = append(now, other)
		}
	}
	if len(now) == 0 {
		a.viewers.Store(nil)
		return
	}
	a.viewers.Store(&now)
}

// close ends every viewer: the next publisher of the recording is another stream, with clocks of its own.
func (a *audience) close() {
	a.mu.Lock()
	a.over = true
	there := a.viewers.Load()
	a.mu.Unlock()
	if there == nil {
		return
	}
	for _, v := range *there {
		v.end()
	}
}

// mayAsk says whether a key frame may be asked for now, and counts it.
func (a *audience) mayAsk(now time.Time) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if now.Sub(a.asked) < viewersKeyEvery {
		return false
	}
	a.asked = now
	return true
}

// opened says whether the publisher has been answered: before that its choice of codecs may yet be refused.
func (x *session) opened() bool {
	x.server.mu.Lock()
	defer x.server.mu.Unlock()
	return x.server.sessions[x.id] == x
}
