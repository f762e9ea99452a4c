package ingest

import (
	"crypto/rand"
	"errors"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"

	"terugblik/media"
)

// viewerQueue is how many packets a viewer may lie behind: two seconds and more of a good picture. What is beyond is left
// out for her alone.
const viewerQueue = 512

// Guest is who watches, as whoever lets her in names her.
type Guest struct {
	Person string
	Pass   []byte // what let her in
}

// Viewer is one WHEP session.
type Viewer struct {
	Guest
	Session   SessionID
	Recording media.RecordingID
	Since     time.Time
}

// viewer sends what one publisher brings to one person. Its run goroutine owns the gates.
type viewer struct {
	Viewer
	etag   string
	server *Server
	source *session
	pc     *webrtc.PeerConnection

	trickled atomic.Int32 // candidates

	outlets map[media.Kind]*outlet
	queue   chan copied
	behind  atomic.Bool // something was left out
	joined  chan struct{}
	ending  chan struct{}
	once    sync.Once
	done    chan struct{}
	readers sync.WaitGroup
}

// outlet is one track on its way out.
type outlet struct {
	gate  gate
	track *webrtc.TrackLocalStaticRTP
}

func newViewer(s *Server, source *session, guest Guest) *viewer {
	return &viewer{
		Viewer: Viewer{Guest: guest, Session: SessionID(rand.Text()), Recording: source.recording, Since: time.Now()},
		etag:   `"` + rand.Text() + `"`, server: s, source: source, outlets: map[media.Kind]*outlet{},
		queue: make(chan copied, viewerQueue), joined: make(chan struct{}, 1), ending: make(chan struct{}), done: make(chan struct{}),
	}
}

// take is called by the readers of the publisher and never waits.
func (v *viewer) take(c copied) {
	select {
	case v.queue <- c:
	default:
		v.behind.Store(true)
	}
}

func (v *viewer) end() { v.once.Do(func() { close(v.ending) }) }

func (v *viewer) changed(state webrtc.PeerConnectionState) {
	switch state {
	case webrtc.PeerConnectionStateConnected:
		select {
		case v.joined <- struct{}{}:
		default:
		}
	case webrtc.PeerConnectionStateFailed, webrtc.PeerConnectionStateClosed:
		v.end()
	}
}

// run sends until the viewer, the publisher or the server ends it.
func (v *viewer) run() {
	late := time.NewTimer(connectWithin)
	defer late.Stop()
	connected := false
	for {
		select {
		case <-v.ending:
			v.finish()
			return
		case <-late.C:
			if !connected {
				v.end()
			}
		case <-v.joined:
			connected = true
			v.askKey()
		case c := <-v.queue:
			if connected { // what goes out earlier is lost, the first picture with it
				v.send(c)
			}
		}
	}
}

func (v *viewer) send(c copied) {
	o := v.outlets[c.kind]
	if o == nil {
		return
	}
	if v.behind.CompareAndSwap(true, false) {
		for _, o := range v.outlets {
			o.gate.shut()
		}
		v.askKey()
	}
	var p rtp.Packet
	if p.Unmarshal(c.raw) != nil {
		return
	}
	p.Payload, p.PaddingSize = p.Payload[:len(p.Payload):len(p.Payload)], 0
	p.Header.Padding, p.Header.PaddingSize = false, 0
	p.Header.Extension, p.Header.Extensions = false, nil // they were agreed with the publisher
	if o.gate.pass(&p.Header, p.Payload) {
		_ = o.track.WriteRTP(&p) // a viewer who is gone is noticed by her connection
	}
}

// askKey has the publisher asked for a key frame, as often as viewers may.
func (v *viewer) askKey() {
	if v.source.audience.mayAsk(time.Now()) {
		v.source.wantKey()
	}
}

// hear reads what the viewer says about one track: that she needs a key frame. Lost packets are sent again on the way.
func (v *viewer) hear(sender *webrtc.RTPSender) {
	for bad := 0; bad < badReads; {
		packets, _, err := sender.ReadRTCP()
		switch {
		case errors.Is(err, io.EOF) || errors.Is(err, io.ErrClosedPipe):
			return
		case err != nil:
			bad++
			continue
		}
		bad = 0
		for _, p := range packets {
			switch p.(type) {
			case *rtcp.PictureLossIndication, *rtcp.FullIntraRequest:
				v.askKey()
			}
		}
	}
}

func (v *viewer) finish() {
	v.source.audience.leave(v)
	_ = v.pc.GracefulClose()
	v.readers.Wait()
	v.server.forget(v)
	v.server.tellViewer(v.Viewer, false)
	close(v.done)
}
