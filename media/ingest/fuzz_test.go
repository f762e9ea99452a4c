package ingest

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/pion/rtp"
	"github.com/stretchr/testify/require"

	"terugblik/media"
)

func FuzzIfMatch(f *testing.F) {
	for _, header := range []string{"", "*", `"*"`, `"a"`, `W/"a"`, `"b", "a"`, `"b"`, ",,", `"a`} {
		f.Add(header)
	}
	f.Fuzz(func(t *testing.T, header string) {
		got := matches(header, `"a"`)
		empty := strings.TrimFunc(header, func(r rune) bool { return r == ',' || unicode.IsSpace(r) }) == ""
		require.Equal(t, empty, got == matchNone)
		if got == matchThis {
			require.Contains(t, header, `"a"`)
		}
		if got == matchAny {
			require.Contains(t, header, "*")
		}
	})
}

// FuzzFirstPacket looks at anything as the packets that may begin a take.
func FuzzFirstPacket(f *testing.F) {
	f.Add([]byte{0x80, 0xe0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0x65, 0x88}, true)
	f.Add([]byte{0x80, 0xe0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 24, 0, 2, 0x67, 1, 0, 2, 0x65, 1}, true)
	f.Add([]byte{0x80, 0xe0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0x7c, 0x85, 1}, true)
	f.Add([]byte{0x80, 0xe0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0x90, 0xf0, 0x80, 1, 1, 1, 0}, false)
	f.Fuzz(func(t *testing.T, packet []byte, h264 bool) {
		codec := media.VP8
		if h264 {
			codec = media.H264
		}
		var h rtp.Header
		n, err := h.Unmarshal(packet)
		if err != nil {
			return
		}
		var o opening
		at := time.Unix(1, 0)
		first, ok := o.see(codec, h, packet[n:], at)
		require.True(t, !ok || first.Equal(at))
		h.Timestamp++
		o.see(codec, h, packet[n:], at.Add(time.Second))
		require.LessOrEqual(t, len(o.frames), maxCandidates)
	})
}

func FuzzFragment(f *testing.F) {
	f.Add("a=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\nm=video 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\na=candidate:1 1 udp 1 127.0.0.1 9 typ host\r\n")
	f.Add("a=end-of-candidates")
	f.Add("a=candidate\nm=\na=mid")
	f.Fuzz(func(t *testing.T, body string) {
		fragment, err := parseFragment(body)
		if err != nil {
			return
		}
		require.LessOrEqual(t, len(fragment.candidates), maxTrickled)
		if fragment.newCredentials() == nil {
			require.NotContains(t, fragment.ufrag+fragment.password, " ")
		}
	})
}
