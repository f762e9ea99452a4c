package ingest

import (
	"fmt"
	"strings"

	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v4"
)

// fragment is a trickle ICE fragment (RFC 8840 section 9).
type fragment struct {
	ufrag, password string
	candidates      []webrtc.ICECandidateInit
}

const maxTrickled = 100 // candidates of one ICE session

func parseFragment(body string) (fragment, error) {
	var f fragment
	if len(body) > maxFragment {
		return f, fmt.Errorf("fragment of %d bytes: %w", len(body), ErrTooLarge)
	}
	line, mid := -1, (*string)(nil)
	for raw := range strings.SplitSeq(body, "\n") {
		text := strings.TrimRight(raw, "\r")
		key, value, _ := strings.Cut(text, ":")
		switch {
		case strings.HasPrefix(text, "m="):
			line++
			mid = nil
		case key == "a=mid":
			mid = &value
		case key == "a=ice-ufrag":
			f.ufrag = value
		case key == "a=ice-pwd":
			f.password = value
		case key == "a=candidate":
			index := uint16(max(line, 0))
			f.candidates = append(f.candidates, webrtc.ICECandidateInit{
				Candidate: "candidate:" + value, SDPMid: mid, SDPMLineIndex: &index,
			})
		case text != "" && (len(text) < 2 || text[1] != '='):
			return f, fmt.Errorf("line %q of a trickle fragment: %w", text, ErrBadOffer)
		}
		if len(f.candidates) > maxTrickled {
			return f, fmt.Errorf("more than %d candidates: %w", maxTrickled, ErrTooLarge)
		}
	}
	return f, nil
}

// newCredentials says whether name and password can begin an ICE session (RFC 8839 section 5.4).
func (f fragment) newCredentials() error {
	if !credential(f.ufrag, 4) || !credential(f.password, 22) {
		return fmt.Errorf("restart of ICE without a proper name and password: %w", ErrBadOffer)
	}
	return nil
}

func credential(text string, shortest int) bool {
	foreign := strings.Trim(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/")
	return len(text) >= shortest && len(text) <= 256 && foreign == ""
}

// fragmentOf is what of a whole description a trickle fragment may hold: ICE, and which lines it is for.
func fragmentOf(d *sdp.SessionDescription) string {
	var b strings.Builder
	for _, key := range []string{"ice-lite", "ice-options", "group"} {
		for _, a := range d.Attributes {
			if a.Key == key {
				writeAttribute(&b, a)
			}
		}
	}
	for _, m := range d.MediaDescriptions {
		if m.MediaName.Port.Value == 0 {
			continue
		}
		fmt.Fprintf(&b, "m=%s\r\n", m.MediaName.String())
		for _, key := range []string{"mid", "ice-ufrag", "ice-pwd", "candidate", "end-of-candidates"} {
			for _, a := range m.Attributes {
				if a.Key == key {
					writeAttribute(&b, a)
				}
			}
		}
	}
	return b.String()
}

func writeAttribute(b *strings.Builder, a sdp.Attribute) {
	b.WriteString("a=" + a.Key)
	if a.Value != "" {
		b.WriteString(":" + a.Value)
	}
	b.WriteString("\r\n")
}
