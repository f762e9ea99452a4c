package ingest

import (
	"fmt"
	"strings"

	"github.com/pion/webrtc/v4"
)

// fragment is a trickle ICE fragment (RFC 8840 section 9).
type fragment struct {
	ufrag      string
	candidates []webrtc.ICECandidateInit
}

const maxTrickled = 100

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
