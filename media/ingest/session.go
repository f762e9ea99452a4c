package ingest

import (
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/webrtc/v4"

	"terugblik/media"
)

const (
	beatEvery   = time.Second
	silentAfter = 2 * time.Second // without a packet a publisher may be replaced
)

// session is one publisher. Its run goroutine owns everything that is not marked as shared.
type session struct {
	id        SessionID
	recording media.RecordingID
	choice    choice
	server    *Server
	pc        *webrtc.PeerConnection
	writer    Writer
	since     time.Time

	// Shared with pion's goroutines and the readers of the tracks.
	ending  chan ending
	done    chan struct{}
	states  chan webrtc.PeerConnectionState
	firsts  chan time.Time
	needKey chan struct{}
	state   atomic.Int32 // webrtc.PeerConnectionState
	heard   atomic.Int64 // unix nanoseconds of the last packet
	lastKey atomic.Int64 // and of the last key frame
	ssrc    atomic.Uint32
	tally   tally
	hasty   atomic.Bool // the end is near: readers do not wait for the next packet
	repairs *repairs
	readers readers

	audience audience
	pace     pace

	// Owned by whoever holds signal.
	signal   sync.Mutex
	etag     string // of the ICE session
	offer    string // the one that holds now
	ufrag    string // of the publisher
	trickled int    // candidates of this ICE session

	// Owned by run.
	first   time.Time
	asked   time.Time // when a key frame was last asked for
	pending bool      // one more is wanted
}

type ending struct {
	reason Reason
	err    error
}

// readers counts the goroutines that write into the journal.
type readers struct {
	mu     sync.Mutex
	closed bool
	wg     sync.WaitGroup
}

func (r *readers) start(f func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.closed {
		r.wg.Go(f)
	}
}

func (r *readers) wait() {
	r.mu.Lock()
	r.closed = true
	r.mu.Unlock()
	r.wg.Wait()
}

// alive tells whether the publisher is there, or may still be on its way.
func (x *session) alive(now time.Time) bool {
	last := x.since
	if heard := x.heard.Load(); heard != 0 {
		last = time.Unix(0, heard)
	} else if webrtc.PeerConnectionState(x.state.Load()) < webrtc.PeerConnectionStateConnected {
		return now.Sub(x.since) < connectWithin/3
	}
	return now.Sub(last) < silentAfter
}

func (x *session) connected() bool {
	return webrtc.PeerConnectionState(x.state.Load()) == webrtc.PeerConnectionStateConnected
}

// end asks the session to end; the first reason counts.
func (x *session) end(reason Reason, err error) {
	select {
	case x.ending <- ending{reason, err}:
	default:
	}
}

func (x *session) changed(state webrtc.PeerConnectionState) {
	x.state.Store(int32(state))
	select {
	case x.states <- state:
	case <-x.done:
	default:
	}
}

func (x *session) run() {
	beat := time.NewTicker(beatEvery)
	defer beat.Stop()
	late := time.NewTimer(connectWithin)
	defer late.Stop()
	for {
		select {
		case e := <-x.ending:
			x.finish(e)
			return
		case state := <-x.states:
			x.moved(state)
			if state == webrtc.PeerConnectionStateConnected {
				late.Stop()
			}
		case at := <-x.firsts:
			x.begun(at)
		case <-x.needKey:
			x.pending = true
			x.askKey(time.Now())
		case now := <-beat.C:
			x.askKey(now)
			x.measure()
			x.server.emit(x.event(EventSafe))
		case <-late.C:
			x.end(NotConnected, nil)
		}
	}
}

// moved turns a change of the connection into an event, a note, and the end where it is one.
func (x *session) moved(state webrtc.PeerConnectionState) {
	_ = x.writer.WriteNote(time.Now(), "connection "+state.String())
	switch state {
	case webrtc.PeerConnectionStateFailed:
		x.end(Vanished, nil)
	case webrtc.PeerConnectionStateClosed:
		x.end(Ended, nil) // the publisher has closed DTLS
		return
	case webrtc.PeerConnectionStateConnected: // also after a break
		x.pending = true
		x.askKey(time.Now())
	}
	e := x.event(EventState)
	e.State = state.String()
	x.server.emit(e)
}

func (x *session) begun(at time.Time) {
	if !x.first.IsZero() {
		return
	}
	x.first = at
	e := x.event(EventFirst)
	e.At = at
	x.server.emit(e)
}

func (x *session) event(kind EventKind) Event {
	e := Event{Kind: kind, Session: x.id, Recording: x.recording, At: time.Now(), Loss: x.tally.loss()}
	e.Mark, e.Marked = x.pace.now()
	if synced := x.writer.Synced(); !x.first.IsZero() && synced.After(x.first) {
		e.Safe = media.MillisOf(synced.Sub(x.first))
	}
	return e
}

// finish closes the connection first, so that the take gets everything that came.
func (x *session) finish(e ending) {
	if e.reason == Ended {
		x.lastCall()
	}
	close(x.repairs.stop)
	x.audience.close()
	_ = x.pc.GracefulClose()
	x.readers.wait()
	select {
	case at := <-x.firsts:
		x.begun(at)
	default:
	}
	if err := x.writer.Close(string(e.reason)); err != nil && e.err == nil {
		e.err = err
		if e.reason != Discarded {
			e.reason = reasonOf(err)
		}
	}
	ended := x.event(EventEnded)
	ended.Reason, ended.Err = e.reason, e.err
	x.server.release(x)
	x.server.emit(ended)
	close(x.done)
}

func reasonOf(err error) Reason {
	if errors.Is(err, media.ErrDiskFull) {
		return DiskFull
	}
	if errors.Is(err, media.ErrReadOnly) {
		return ReadOnly
	}
	return Failed
}
