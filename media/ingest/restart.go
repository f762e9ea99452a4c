package ingest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v4"

	"terugblik/media"
)

// Patched is the answer to a fragment.
type Patched struct {
	Fragment string // of the server after a restart of ICE; "" when candidates were taken
	ETag     string // quoted, of the ICE session that runs now
}

// Patch takes a trickle ICE fragment (RFC 9725 section 4.3): more candidates, or with ifMatch "*" and another name and
// password a restart of ICE, in which the take goes on. Errors: ErrNoSession, ErrNoMatch, ErrStaleMatch, ErrTooLarge,
// ErrTooMany, ErrBadOffer, and media.ErrUnsupported where only a new session can go on.
func (s *Server) Patch(ctx context.Context, id SessionID, ifMatch, body string) (Patched, error) {
	x, err := s.session(id)
	if err != nil {
		return Patched{}, err
	}
	x.signal.Lock()
	defer x.signal.Unlock()
	p, err := x.patch(ctx, ifMatch, body)
	if err != nil {
		return Patched{}, fmt.Errorf("patch session %s: %w", id, err)
	}
	return p, nil
}

func (x *session) patch(ctx context.Context, ifMatch, body string) (Patched, error) {
	f, err := parseFragment(body)
	if err != nil {
		return Patched{}, err
	}
	found := matches(ifMatch, x.etag)
	other := f.ufrag != "" && f.ufrag != x.ufrag
	switch {
	case found == matchNone:
		return Patched{}, ErrNoMatch
	case found == matchOther, other && found != matchAny: // a late candidate of an ICE session that is over
		return Patched{}, ErrStaleMatch
	}
	var p Patched
	if other {
		if p.Fragment, err = x.restart(ctx, f); err != nil {
			return Patched{}, fmt.Errorf("restart ICE: %w", err)
		}
	}
	p.ETag = x.etag
	return p, x.trickle(f.candidates)
}

func (x *session) trickle(candidates []webrtc.ICECandidateInit) error {
	if x.trickled += len(candidates); x.trickled > maxTrickled {
		return fmt.Errorf("more than %d candidates: %w", maxTrickled, ErrTooMany)
	}
	for _, c := range candidates {
		if err := x.pc.AddICECandidate(c); err != nil {
			return fmt.Errorf("%w: %w", ErrBadOffer, err)
		}
	}
	return nil
}

// restart gives both sides new names and passwords; everything else stays as it was offered and answered.
func (x *session) restart(ctx context.Context, f fragment) (string, error) {
	if err := f.newCredentials(); err != nil {
		return "", err
	}
	offer, err := x.renewed(f)
	if err != nil {
		return "", err
	}
	if err := x.pc.SetRemoteDescription(offer); err != nil {
		return "", wrong(err)
	}
	answer, err := x.pc.CreateAnswer(nil)
	if err != nil {
		return "", wrong(err)
	}
	whole, err := x.gather(ctx, answer)
	if err != nil {
		return "", err
	}
	_ = x.writer.WriteNote(time.Now(), "ice restart")
	x.offer, x.ufrag, x.trickled = offer.SDP, f.ufrag, 0
	x.etag = newETag()
	d, err := whole.Unmarshal()
	if err != nil {
		return "", fmt.Errorf("read own answer: %w", err)
	}
	return fragmentOf(d), nil
}

// wrong is ErrBadOffer, or ErrNoSession when the session has ended meanwhile.
func wrong(err error) error {
	if errors.Is(err, webrtc.ErrConnectionClosed) {
		return fmt.Errorf("%w: %w", ErrNoSession, err)
	}
	return fmt.Errorf("%w: %w", ErrBadOffer, err)
}

// gather makes an answer the local description and waits until it holds all candidates.
func (x *session) gather(ctx context.Context, answer webrtc.SessionDescription) (*webrtc.SessionDescription, error) {
	gathered := webrtc.GatheringCompletePromise(x.pc)
	if err := x.pc.SetLocalDescription(answer); err != nil {
		return nil, wrong(err)
	}
	select {
	case <-gathered:
		return x.pc.LocalDescription(), nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// renewed is the offer of the session with the credentials of a fragment. It names every stream that is being received:
// pion stops what an offer does not name, and a publisher need not name any. A stream that tells its line neither in the
// offer nor in its packets cannot be named; media.ErrUnsupported then.
func (x *session) renewed(f fragment) (webrtc.SessionDescription, error) {
	for _, t := range x.pc.GetTransceivers() {
		if t.Mid() == "" {
			return webrtc.SessionDescription{}, fmt.Errorf("packets without a line: %w", media.ErrUnsupported)
		}
	}
	var d sdp.SessionDescription
	if err := d.UnmarshalString(x.offer); err != nil {
		return webrtc.SessionDescription{}, fmt.Errorf("read the offer again: %w", err)
	}
	d.Attributes = renew(d.Attributes, f)
	for _, m := range d.MediaDescriptions {
		m.Attributes = renew(m.Attributes, f)
		if mid, ok := m.Attribute("mid"); ok {
			x.declare(m, mid)
		}
	}
	text, err := d.Marshal()
	if err != nil {
		return webrtc.SessionDescription{}, fmt.Errorf("write the offer again: %w", err)
	}
	return webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: string(text)}, nil
}

func renew(attributes []sdp.Attribute, f fragment) []sdp.Attribute {
	kept := slices.DeleteFunc(attributes, func(a sdp.Attribute) bool { return a.Key == "candidate" || a.Key == "end-of-candidates" })
	for i, a := range kept {
		switch a.Key {
		case "ice-ufrag":
			kept[i].Value = f.ufrag
		case "ice-pwd":
			kept[i].Value = f.password
		}
	}
	return kept
}

func (x *session) declare(m *sdp.MediaDescription, mid string) {
	for _, t := range x.pc.GetTransceivers() {
		if t.Mid() != mid || t.Receiver() == nil {
			continue
		}
		for _, track := range t.Receiver().Tracks() {
			ssrc := strconv.FormatUint(uint64(track.SSRC()), 10)
			named := slices.ContainsFunc(m.Attributes, func(a sdp.Attribute) bool {
				return a.Key == "ssrc" && strings.HasPrefix(a.Value, ssrc+" ")
			})
			if !named && track.SSRC() != 0 {
				m.Attributes = append(m.Attributes, sdp.Attribute{Key: "ssrc", Value: ssrc + " cname:publisher"})
			}
		}
	}
}

// ufragOf is the ICE name that an offer gives.
func ufragOf(d *sdp.SessionDescription) string {
	if v, ok := d.Attribute("ice-ufrag"); ok {
		return v
	}
	for _, m := range d.MediaDescriptions {
		if v, ok := m.Attribute("ice-ufrag"); ok {
			return v
		}
	}
	return ""
}

func newETag() string { return `"` + rand.Text() + `"` }
