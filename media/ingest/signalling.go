package ingest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"github.com/pion/webrtc/v4"

	"terugblik/media"
)

// Answer is what a publisher gets for its offer.
type Answer struct {
	Session SessionID
	SDP     string
	ETag    string // quoted, of the ICE session (RFC 9725 section 4.3.1)
}

// Publish answers the offer of a publisher and begins a take of the recording. Errors: ErrTooLarge, ErrBadOffer,
// media.ErrUnsupported (with a word on what cannot be recorded whole), media.ErrBusy (someone publishes already),
// ErrShuttingDown, and those of Sink.Open.
func (s *Server) Publish(ctx context.Context, recording media.RecordingID, offer string) (Answer, error) {
	c, err := choose(offer)
	if err != nil {
		return Answer{}, fmt.Errorf("publish into %s: %w", recording, err)
	}
	x := newSession(s, recording, c)
	if err := s.claim(ctx, x); err != nil {
		return Answer{}, fmt.Errorf("publish: %w", err)
	}
	sdp, err := x.answer(ctx, offer)
	if err != nil {
		return Answer{}, fmt.Errorf("publish into %s: %w", recording, errors.Join(err, x.abandon()))
	}
	s.mu.Lock()
	s.sessions[x.id] = x
	s.mu.Unlock()
	x.readers.start(func() { x.repairs.run(x.pc.WriteRTCP) })
	go x.run()
	return Answer{Session: x.id, SDP: c.sweeten(sdp), ETag: x.etag}, nil
}

// answer builds the connection up to the point where the publisher may send.
func (x *session) answer(ctx context.Context, offer string) (string, error) {
	engine, err := x.choice.engine()
	if err != nil {
		return "", err
	}
	api := webrtc.NewAPI(
		webrtc.WithMediaEngine(engine), webrtc.WithSettingEngine(x.server.settings),
		webrtc.WithInterceptorRegistry(x.server.around),
	)
	if x.pc, err = api.NewPeerConnection(webrtc.Configuration{}); err != nil {
		return "", fmt.Errorf("make a connection: %w", err)
	}
	x.pc.OnConnectionStateChange(x.changed)
	x.pc.OnTrack(x.track)
	err = x.pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: offer})
	if err != nil {
		return "", wrong(err)
	}
	if err := x.choice.prefer(x.pc.GetTransceivers()); err != nil {
		return "", err
	}
	answer, err := x.pc.CreateAnswer(nil)
	if err != nil {
		return "", wrong(err)
	}
	if err := x.covers(answer); err != nil {
		return "", err
	}
	if x.writer, err = x.server.Sink.Open(ctx, x.recording); err != nil {
		return "", fmt.Errorf("open a take: %w", err)
	}
	whole, err := x.gather(ctx, answer)
	if err != nil {
		return "", err
	}
	x.offer, x.ufrag = offer, x.choice.ufrag
	return whole.SDP, nil
}

// covers refuses an answer in which a chosen line came out rejected: then only half would be recorded.
func (x *session) covers(answer webrtc.SessionDescription) error {
	d, err := answer.Unmarshal()
	if err != nil {
		return fmt.Errorf("read own answer: %w", err)
	}
	open := map[string]bool{}
	for _, m := range d.MediaDescriptions {
		_, receives := m.Attribute("recvonly")
		open[m.MediaName.Media] = open[m.MediaName.Media] || m.MediaName.Port.Value != 0 && receives
	}
	for kind, c := range map[string]*coding{"video": x.choice.video, "audio": x.choice.audio} {
		if c != nil && !open[kind] {
			return fmt.Errorf("the %s line cannot be received as it was offered: %w", kind, media.ErrUnsupported)
		}
	}
	return nil
}

// abandon undoes a session that never ran. Whoever has opened a take for it hears of its end.
func (x *session) abandon() (err error) {
	if x.pc != nil {
		err = x.pc.GracefulClose()
	}
	x.server.release(x)
	if x.writer != nil {
		err = errors.Join(err, x.writer.Close(string(Failed)))
		e := x.event(EventEnded)
		e.Reason, e.Err = Failed, err
		x.server.emit(e)
	}
	close(x.done)
	return err
}

func newSession(s *Server, recording media.RecordingID, c choice) *session {
	return &session{
		id: SessionID(rand.Text()), etag: newETag(), recording: recording, choice: c, server: s,
		since: time.Now(), ending: make(chan ending, 1), done: make(chan struct{}),
		states: make(chan webrtc.PeerConnectionState, 16), firsts: make(chan time.Time, 2), needKey: make(chan struct{}, 1),
		repairs: newRepairs(),
	}
}
