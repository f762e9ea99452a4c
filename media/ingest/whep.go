package ingest

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/pion/interceptor"
	"github.com/pion/interceptor/pkg/nack"
	"github.com/pion/interceptor/pkg/report"
	"github.com/pion/webrtc/v4"

	"terugblik/media"
)

// What can go wrong for a viewer beside ErrTooLarge, ErrBadOffer and ErrShuttingDown.
var (
	ErrNotLive        = errors.New("nothing is being filmed")
	ErrTooManyViewers = errors.New("too many viewers")
	ErrCannotShow     = errors.New("the viewer cannot take what is filmed")
)

// repairsKept is how many packets of a track can be sent again to a viewer: some two seconds.
const repairsKept = 1024

// Watch answers the offer of somebody who watches what is published into a recording now (draft-ietf-wish-whep, WHIP's
// mirror). The session ends with the publisher's. What a viewer cannot take in is left out for her; the recording knows
// nothing of her.
func (s *Server) Watch(ctx context.Context, recording media.RecordingID, guest Guest, offer string) (Answer, error) {
	s.mu.Lock()
	source, stopping := s.holders[recording], s.stopping
	s.mu.Unlock()
	switch {
	case stopping:
		return Answer{}, fmt.Errorf("watch %s: %w", recording, ErrShuttingDown)
	case source == nil || !source.opened():
		return Answer{}, fmt.Errorf("watch %s: %w", recording, ErrNotLive)
	}
	c, err := chooseFor(source.choice, offer)
	if err != nil {
		return Answer{}, fmt.Errorf("watch %s: %w", recording, err)
	}
	v := newViewer(s, source, guest)
	sdp, err := v.answer(ctx, c, offer)
	if err == nil {
		err = source.audience.join(v)
	}
	if err != nil {
		if v.pc != nil {
			err = errors.Join(err, v.pc.GracefulClose())
		}
		v.readers.Wait()
		return Answer{}, fmt.Errorf("watch %s: %w", recording, err)
	}
	s.remember(v)
	s.tellViewer(v.Viewer, true)
	go v.run()
	return Answer{Session: v.Session, SDP: sdp, ETag: v.etag}, nil
}

// answer builds the connection up to the point where film may go out.
func (v *viewer) answer(ctx context.Context, c choice, offer string) (string, error) {
	engine, err := c.outward()
	if err != nil {
		return "", err
	}
	around, err := outwardInterceptors()
	if err != nil {
		return "", err
	}
	api := webrtc.NewAPI(webrtc.WithMediaEngine(engine), webrtc.WithSettingEngine(v.server.settings), webrtc.WithInterceptorRegistry(around))
	if v.pc, err = api.NewPeerConnection(webrtc.Configuration{}); err != nil {
		return "", fmt.Errorf("make a connection: %w", err)
	}
	v.pc.OnConnectionStateChange(v.changed)
	for kind, coding := range map[media.Kind]*coding{media.Video: c.video, media.Audio: c.audio} {
		if coding == nil {
			continue
		}
		if err := v.add(kind, coding); err != nil {
			return "", err
		}
	}
	if err := v.pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: offer}); err != nil {
		return "", fmt.Errorf("%w: %w", ErrBadOffer, err)
	}
	answer, err := v.pc.CreateAnswer(nil)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrBadOffer, err)
	}
	gathered := webrtc.GatheringCompletePromise(v.pc)
	if err := v.pc.SetLocalDescription(answer); err != nil {
		return "", fmt.Errorf("%w: %w", ErrBadOffer, err)
	}
	select {
	case <-gathered:
		return v.pc.LocalDescription().SDP, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func (v *viewer) add(kind media.Kind, coding *coding) error {
	track, err := webrtc.NewTrackLocalStaticRTP(coding.main.RTPCodecCapability, string(kind), string(v.Recording))
	if err != nil {
		return fmt.Errorf("make a track: %w", err)
	}
	transceiver, err := v.pc.AddTransceiverFromTrack(track, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
	if err != nil {
		return fmt.Errorf("add a track: %w", err)
	}
	v.outlets[kind] = &outlet{gate: gate{codec: coding.codec}, track: track}
	v.readers.Go(func() { v.hear(transceiver.Sender()) })
	return nil
}

// outwardInterceptors send again what a viewer lost, and tell her how the clocks of picture and sound lie.
func outwardInterceptors() (*interceptor.Registry, error) {
	r := &interceptor.Registry{}
	again, err := nack.NewResponderInterceptor(nack.ResponderSize(repairsKept))
	if err != nil {
		return nil, err
	}
	r.Add(again)
	reports, err := report.NewSenderInterceptor()
	if err != nil {
		return nil, err
	}
	r.Add(reports)
	return r, nil
}

// PatchViewer takes more candidates of a viewer, whose ICE session never restarts. Errors: ErrNoSession, ErrNoMatch,
// ErrStaleMatch, ErrTooLarge, ErrTooMany, ErrBadOffer.
func (s *Server) PatchViewer(id SessionID, ifMatch, body string) error {
	v, err := s.viewer(id)
	if err == nil {
		err = v.patch(ifMatch, body)
	}
	if err != nil {
		return fmt.Errorf("patch viewer %s: %w", id, err)
	}
	return nil
}

func (v *viewer) patch(ifMatch, body string) error {
	f, err := parseFragment(body)
	if err != nil {
		return err
	}
	switch matches(ifMatch, v.etag) {
	case matchNone:
		return ErrNoMatch
	case matchOther:
		return ErrStaleMatch
	}
	if v.trickled.Add(int32(len(f.candidates))) > maxTrickled {
		return fmt.Errorf("more than %d candidates: %w", maxTrickled, ErrTooMany)
	}
	for _, c := range f.candidates {
		if err := v.pc.AddICECandidate(c); err != nil {
			return fmt.Errorf("%w: %w", ErrBadOffer, err)
		}
	}
	return nil
}

// EndViewer ends a WHEP session and returns when nothing goes out any more.
func (s *Server) EndViewer(id SessionID) error {
	v, err := s.viewer(id)
	if err != nil {
		return err
	}
	v.end()
	<-v.done
	return nil
}

// LookupViewer is who watches in a session.
func (s *Server) LookupViewer(id SessionID) (Viewer, error) {
	v, err := s.viewer(id)
	if err != nil {
		return Viewer{}, err
	}
	return v.Viewer, nil
}

// Viewers lists all who watch now, the earliest first; only those of one recording unless that is "".
func (s *Server) Viewers(recording media.RecordingID) []Viewer {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []Viewer
	for _, v := range s.viewers {
		if recording == "" || v.Recording == recording {
			list = append(list, v.Viewer)
		}
	}
	slices.SortFunc(list, func(a, b Viewer) int { return a.Since.Compare(b.Since) })
	return list
}

func (s *Server) viewer(id SessionID) (*viewer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if v := s.viewers[id]; v != nil {
		return v, nil
	}
	return nil, fmt.Errorf("viewer %s: %w", id, ErrNoSession)
}

func (s *Server) remember(v *viewer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.viewers == nil {
		s.viewers = map[SessionID]*viewer{}
	}
	s.viewers[v.Session] = v
}

func (s *Server) forget(v *viewer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.viewers, v.Session)
}

func (s *Server) tellViewer(v Viewer, began bool) {
	if s.OnViewer != nil {
		s.OnViewer(v, began)
	}
}
