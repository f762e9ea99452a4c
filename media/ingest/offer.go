package ingest

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v4"

	"terugblik/media"
	"terugblik/media/red"
)

const (
	maxOffer    = 64 << 10 // bytes; Chromium's is 7 KiB
	maxFragment = 16 << 10

	maxOffered = 2 * maxTrickled // candidates in an offer, which may repeat them for each line
)

// choice is what will be recorded of an offer: at most one picture and one sound, each in one codec, so that a sender
// has nothing to change to that we could not keep.
type choice struct {
	video, audio *coding
	ufrag        string // of the publisher
}

// coding is one codec as it was offered.
type coding struct {
	codec media.Codec
	main  webrtc.RTPCodecParameters
	rtx   *webrtc.RTPCodecParameters
	twice *webrtc.RTPCodecParameters // sound in RED (RFC 2198), each packet with the one before it
}

// outer is what packets come as: sound within RED where that is offered.
func (c *coding) outer() webrtc.RTPCodecParameters {
	if c.twice != nil {
		return *c.twice
	}
	return c.main
}

// carries tells whether packets of that type are of this codec.
func (c *coding) carries(payloadType webrtc.PayloadType) bool {
	return payloadType == c.main.PayloadType || c.twice != nil && payloadType == c.twice.PayloadType
}

// choose reads an offer. Errors: ErrTooLarge, ErrBadOffer, and media.ErrUnsupported for what cannot be recorded whole.
func choose(offer string) (choice, error) {
	var c choice
	d, err := readOffer(offer)
	if err != nil {
		return c, err
	}
	if n := strings.Count(offer, "a=candidate:"); n > maxOffered {
		return c, fmt.Errorf("offer with %d candidates: %w", n, ErrTooLarge)
	}
	c.ufrag = ufragOf(&d)
	for i, m := range d.MediaDescriptions {
		if err := c.add(m); err != nil {
			return c, fmt.Errorf("media line %d (%s): %w", i+1, m.MediaName.Media, err)
		}
	}
	if c.video == nil && c.audio == nil {
		return c, fmt.Errorf("offer without picture and sound: %w", media.ErrUnsupported)
	}
	return c, nil
}

func (c *choice) add(m *sdp.MediaDescription) error {
	_, bundled := m.Attribute("bundle-only")
	if m.MediaName.Port.Value == 0 && !bundled {
		return nil // switched off by the publisher (RFC 8829 section 5.2.2)
	}
	slot := &c.video
	switch m.MediaName.Media {
	case "video":
	case "audio":
		slot = &c.audio
	default:
		return fmt.Errorf("only picture and sound are recorded: %w", media.ErrUnsupported)
	}
	if *slot != nil {
		return fmt.Errorf("a second track of its kind: %w", media.ErrUnsupported)
	}
	for _, a := range m.Attributes {
		switch a.Key {
		case sdp.AttrKeyRecvOnly, sdp.AttrKeyInactive:
			return fmt.Errorf("it does not send (%s): %w", a.Key, media.ErrUnsupported)
		case "simulcast", "rid":
			return fmt.Errorf("simulcast: %w", media.ErrUnsupported)
		}
	}
	coding, err := pick(m)
	*slot = coding
	return err
}

// pick takes the codec that suits recording best, whatever the order in the offer: H.264 needs no new encoding.
func pick(m *sdp.MediaDescription) (*coding, error) {
	var all []coding
	var repairs, doubles []webrtc.RTPCodecParameters
	for _, p := range codecs(m) {
		if strings.EqualFold(name(p), "rtx") {
			repairs = append(repairs, p)
		} else if strings.EqualFold(name(p), "red") && m.MediaName.Media == "audio" {
			doubles = append(doubles, p)
		} else if codec, ok := recordable(m.MediaName.Media, p); ok {
			all = append(all, coding{codec: codec, main: p})
		}
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("none of its codecs can be recorded (H.264 in packetization mode 1, VP8, Opus): %w", media.ErrUnsupported)
	}
	slices.SortStableFunc(all, func(a, b coding) int { return cmp.Compare(rank(a), rank(b)) })
	best := all[0]
	for _, r := range repairs {
		if params(r.SDPFmtpLine)["apt"] == strconv.Itoa(int(best.main.PayloadType)) {
			best.rtx = &r
			break
		}
	}
	for _, r := range doubles {
		inside, ok := red.Inside(r.SDPFmtpLine)
		if ok && inside == uint8(best.main.PayloadType) && r.ClockRate == best.main.ClockRate {
			best.twice = &r
			break
		}
	}
	return &best, nil
}

func recordable(kind string, p webrtc.RTPCodecParameters) (media.Codec, bool) {
	switch {
	case kind == "video" && strings.EqualFold(name(p), "H264") && p.ClockRate == 90000:
		f := params(p.SDPFmtpLine)
		profile := strings.ToLower(f["profile-level-id"])
		known := len(profile) == 6 && slices.Contains([]string{"42", "4d", "64"}, profile[:2])
		return media.H264, f["packetization-mode"] == "1" && known
	case kind == "video" && strings.EqualFold(name(p), "VP8") && p.ClockRate == 90000:
		return media.VP8, true
	case kind == "audio" && strings.EqualFold(name(p), "opus") && p.ClockRate == 48000:
		return media.Opus, true
	}
	return "", false
}

// rank orders codecs, the most wanted first.
func rank(c coding) int {
	if c.codec != media.H264 {
		return 100
	}
	profile := strings.ToLower(params(c.main.SDPFmtpLine)["profile-level-id"])
	wanted := []string{"42e0", "4200", "4d00", "640c"}
	if i := slices.Index(wanted, profile[:4]); i >= 0 {
		return i
	}
	return len(wanted)
}

func name(p webrtc.RTPCodecParameters) string {
	_, after, _ := strings.Cut(p.MimeType, "/")
	return after
}

// codecs lists what an m-line offers, in its order.
func codecs(m *sdp.MediaDescription) (out []webrtc.RTPCodecParameters) {
	maps, fmtps := map[string]string{}, map[string]string{}
	for _, a := range m.Attributes {
		payload, rest, _ := strings.Cut(a.Value, " ")
		switch a.Key {
		case "rtpmap":
			maps[payload] = rest
		case "fmtp":
			fmtps[payload] = rest
		}
	}
	for _, payload := range m.MediaName.Formats {
		number, err := strconv.ParseUint(payload, 10, 7)
		parts := strings.Split(maps[payload], "/")
		if err != nil || len(parts) < 2 {
			continue
		}
		rate, err := strconv.ParseUint(parts[1], 10, 32)
		if err != nil {
			continue
		}
		p := webrtc.RTPCodecParameters{PayloadType: webrtc.PayloadType(number)}
		p.MimeType, p.ClockRate, p.SDPFmtpLine = m.MediaName.Media+"/"+parts[0], uint32(rate), fmtps[payload]
		if len(parts) > 2 && parts[2] == "2" {
			p.Channels = 2
		}
		out = append(out, p)
	}
	return out
}

func params(fmtp string) map[string]string {
	out := map[string]string{}
	for part := range strings.SplitSeq(fmtp, ";") {
		key, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		out[strings.ToLower(key)] = value
	}
	return out
}

// engine knows exactly the codecs that were chosen.
func (c choice) engine() (*webrtc.MediaEngine, error) {
	e := &webrtc.MediaEngine{}
	for _, k := range []struct {
		kind   webrtc.RTPCodecType
		coding *coding
	}{{webrtc.RTPCodecTypeVideo, c.video}, {webrtc.RTPCodecTypeAudio, c.audio}} {
		if k.coding == nil {
			continue
		}
		if err := k.coding.register(e, k.kind); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrBadOffer, err)
		}
		// No video-orientation: without it browsers turn the picture before they encode it.
		for _, uri := range []string{sdp.SDESMidURI, sdp.TransportCCURI} {
			if err := e.RegisterHeaderExtension(webrtc.RTPHeaderExtensionCapability{URI: uri}, k.kind); err != nil {
				return nil, fmt.Errorf("register %s: %w", uri, err)
			}
		}
	}
	return e, nil
}

// feedback is what any track may be told.
func feedback() []webrtc.RTCPFeedback {
	return []webrtc.RTCPFeedback{{Type: "transport-cc"}, {Type: webrtc.TypeRTCPFBNACK}}
}

func (c *coding) register(e *webrtc.MediaEngine, kind webrtc.RTPCodecType) error {
	main := c.main
	main.RTCPFeedback = feedback()
	if kind == webrtc.RTPCodecTypeVideo {
		main.RTCPFeedback = append(main.RTCPFeedback, webrtc.RTCPFeedback{Type: "nack", Parameter: "pli"})
	}
	if c.twice != nil {
		twice := *c.twice
		twice.RTCPFeedback = main.RTCPFeedback
		if err := e.RegisterCodec(twice, kind); err != nil {
			return err
		}
	}
	if err := e.RegisterCodec(main, kind); err != nil {
		return err
	}
	if c.rtx == nil {
		return nil
	}
	return e.RegisterCodec(*c.rtx, kind)
}

// prefer lets RED come before Opus in the answer: browsers send what comes first.
func (c choice) prefer(transceivers []*webrtc.RTPTransceiver) error {
	if c.audio == nil || c.audio.twice == nil {
		return nil
	}
	for _, t := range transceivers {
		if t.Kind() != webrtc.RTPCodecTypeAudio {
			continue
		}
		twice, once := *c.audio.twice, c.audio.main
		twice.RTCPFeedback, once.RTCPFeedback = feedback(), feedback()
		if err := t.SetCodecPreferences([]webrtc.RTPCodecParameters{twice, once}); err != nil {
			return fmt.Errorf("prefer redundant sound: %w", err)
		}
	}
	return nil
}

// startRate makes Chromium start with a good picture instead of creeping up to it (kbit/s).
const startRate = "x-google-start-bitrate=2500;x-google-min-bitrate=1250"

// sweeten adds to an answer what pion does not say itself: the start rate of H.264, and that stereo is welcome.
func (c choice) sweeten(answer string) string {
	more := map[string]string{}
	if c.video != nil && c.video.codec == media.H264 {
		more[fmt.Sprintf("a=fmtp:%d ", c.video.main.PayloadType)] = startRate
	}
	if c.audio != nil && params(c.audio.main.SDPFmtpLine)["stereo"] == "" {
		more[fmt.Sprintf("a=fmtp:%d ", c.audio.main.PayloadType)] = "stereo=1"
	}
	lines := strings.SplitAfter(answer, "\r\n")
	for i, line := range lines {
		for prefix, parameter := range more {
			if strings.HasPrefix(line, prefix) {
				lines[i] = strings.TrimSuffix(line, "\r\n") + ";" + parameter + "\r\n"
			}
		}
	}
	return strings.Join(lines, "")
}
