package ingest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v4"

	"terugblik/media"
)

// chooseFor reads the offer of a viewer: of what the publisher sends, what the viewer can take. Errors: ErrTooLarge,
// ErrBadOffer, and ErrCannotShow where she cannot take all of the picture and sound that she asks for.
func chooseFor(sent choice, offer string) (choice, error) {
	var c choice
	d, err := readOffer(offer)
	if err != nil {
		return c, err
	}
	for i, m := range d.MediaDescriptions {
		if err := c.addFor(sent, m); err != nil {
			return c, fmt.Errorf("media line %d (%s): %w", i+1, m.MediaName.Media, err)
		}
	}
	if c.video == nil && c.audio == nil {
		return c, fmt.Errorf("offer for neither the picture nor the sound that is sent: %w", ErrCannotShow)
	}
	return c, nil
}

func readOffer(offer string) (d sdp.SessionDescription, err error) {
	if len(offer) > maxOffer {
		return d, fmt.Errorf("offer of %d bytes: %w", len(offer), ErrTooLarge)
	}
	if strings.TrimSpace(offer) == "" {
		return d, fmt.Errorf("empty offer: %w", ErrBadOffer)
	}
	if err := d.UnmarshalString(offer); err != nil {
		return d, fmt.Errorf("%w: %w", ErrBadOffer, err)
	}
	return d, nil
}

func (c *choice) addFor(sent choice, m *sdp.MediaDescription) error {
	_, bundled := m.Attribute("bundle-only")
	if m.MediaName.Port.Value == 0 && !bundled {
		return nil
	}
	slot, from := &c.video, sent.video
	switch m.MediaName.Media {
	case "video":
	case "audio":
		slot, from = &c.audio, sent.audio
	default:
		return fmt.Errorf("only picture and sound are sent: %w", ErrCannotShow)
	}
	if *slot != nil {
		return fmt.Errorf("a second track of its kind: %w", ErrCannotShow)
	}
	if _, receives := m.Attribute(sdp.AttrKeyRecvOnly); !receives {
		return fmt.Errorf("a viewer only receives (recvonly): %w", ErrCannotShow)
	}
	if from == nil {
		return nil // the publisher sends none: its line is answered as rejected
	}
	*slot = matching(*from, m)
	if *slot == nil {
		return fmt.Errorf("what is sent is %s: %w", from.codec, ErrCannotShow)
	}
	return nil
}

// matching is how the viewer names the codec of the publisher, with a profile of H.264 that decodes it.
func matching(sent coding, m *sdp.MediaDescription) *coding {
	var best *coding
	var repairs []webrtc.RTPCodecParameters
	for _, p := range codecs(m) {
		if strings.EqualFold(name(p), "rtx") {
			repairs = append(repairs, p)
			continue
		}
		codec, ok := recordable(m.MediaName.Media, p)
		if !ok || codec != sent.codec || !decodes(sent, p) {
			continue
		}
		if best == nil || profile(p) == profile(sent.main) && profile(best.main) != profile(p) {
			best = &coding{codec: codec, main: p}
		}
	}
	if best == nil {
		return nil
	}
	for _, r := range repairs {
		if params(r.SDPFmtpLine)["apt"] == strconv.Itoa(int(best.main.PayloadType)) {
			best.rtx = &r
			break
		}
	}
	return best
}

// profile is the first four digits of profile-level-id (RFC 6184 section 8.1); what a viewer says of levels is no limit.
func profile(p webrtc.RTPCodecParameters) string {
	id := strings.ToLower(params(p.SDPFmtpLine)["profile-level-id"])
	return id[:min(4, len(id))]
}

// decodes says whether a decoder of profile p shows what is sent: baseline is part of main, and main of high.
func decodes(sent coding, p webrtc.RTPCodecParameters) bool {
	if sent.codec != media.H264 {
		return true
	}
	order := []string{"42", "4d", "64"}
	return slices.Index(order, profile(p)[:2]) >= slices.Index(order, profile(sent.main)[:2])
}

// outward is an engine that knows exactly the codecs of a viewer.
func (c choice) outward() (*webrtc.MediaEngine, error) {
	e := &webrtc.MediaEngine{}
	for _, k := range []struct {
		kind   webrtc.RTPCodecType
		coding *coding
	}{{webrtc.RTPCodecTypeVideo, c.video}, {webrtc.RTPCodecTypeAudio, c.audio}} {
		if k.coding == nil {
			continue
		}
		main := k.coding.main
		if k.kind == webrtc.RTPCodecTypeVideo {
			main.RTCPFeedback = []webrtc.RTCPFeedback{{Type: "nack"}, {Type: "nack", Parameter: "pli"}, {Type: "ccm", Parameter: "fir"}}
		}
		if err := e.RegisterCodec(main, k.kind); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrBadOffer, err)
		}
		if k.coding.rtx == nil {
			continue
		}
		if err := e.RegisterCodec(*k.coding.rtx, k.kind); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrBadOffer, err)
		}
	}
	return e, nil
}
