package ingest_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/ingest"
)

// browserOffer is shortened after what Chromium sends (synthetic: keys and addresses are made up).
const browserOffer = `v=0
o=- 4611731400430051336 2 IN IP4 127.0.0.1
s=-
t=0 0
a=group:BUNDLE 0 1
a=extmap-allow-mixed
a=msid-semantic: WMS stream
m=video 9 UDP/TLS/RTP/SAVPF 96 97 102 103 104 105 108 109 45 98
c=IN IP4 0.0.0.0
a=rtcp:9 IN IP4 0.0.0.0
a=ice-ufrag:abcd
a=ice-pwd:abcdefghijklmnopqrstuvwx
a=fingerprint:sha-256 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF
a=setup:actpass
a=mid:0
a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
a=extmap:4 urn:3gpp:video-orientation
a=extmap:9 urn:ietf:params:rtp-hdrext:sdes:mid
a=sendonly
a=rtcp-mux
a=rtcp-rsize
a=rtpmap:96 VP8/90000
a=rtcp-fb:96 nack
a=rtcp-fb:96 nack pli
a=rtpmap:97 rtx/90000
a=fmtp:97 apt=96
a=rtpmap:102 H264/90000
a=rtcp-fb:102 nack
a=rtcp-fb:102 nack pli
a=rtcp-fb:102 transport-cc
a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42001f
a=rtpmap:103 rtx/90000
a=fmtp:103 apt=102
a=rtpmap:104 H264/90000
a=fmtp:104 level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42001f
a=rtpmap:105 rtx/90000
a=fmtp:105 apt=104
a=rtpmap:108 H264/90000
a=rtcp-fb:108 nack
a=rtcp-fb:108 nack pli
a=rtcp-fb:108 transport-cc
a=fmtp:108 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f
a=rtpmap:109 rtx/90000
a=fmtp:109 apt=108
a=rtpmap:45 AV1/90000
a=rtpmap:98 VP9/90000
a=ssrc-group:FID 1001 1002
a=ssrc:1001 cname:x
a=ssrc:1002 cname:x
m=audio 9 UDP/TLS/RTP/SAVPF 111 63 0
c=IN IP4 0.0.0.0
a=rtcp:9 IN IP4 0.0.0.0
a=ice-ufrag:abcd
a=ice-pwd:abcdefghijklmnopqrstuvwx
a=fingerprint:sha-256 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF
a=setup:actpass
a=mid:1
a=sendonly
a=rtcp-mux
a=rtpmap:111 opus/48000/2
a=rtcp-fb:111 transport-cc
a=fmtp:111 minptime=10;useinbandfec=1
a=rtpmap:63 red/48000/2
a=rtpmap:0 PCMU/8000
a=ssrc:2001 cname:x
`

func crlf(sdp string) string { return strings.ReplaceAll(sdp, "\n", "\r\n") }

func TestAnswerTakesExactlyOneCodecForEachTrack(t *testing.T) {
	t.Parallel()
	x := newStudio(t).start(t)
	answer, err := x.Publish(t.Context(), recording, crlf(browserOffer))
	require.NoError(t, err)
	maps := regexp.MustCompile(`a=rtpmap:(.*)\r\n`).FindAllStringSubmatch(answer.SDP, -1)
	var names []string
	for _, m := range maps {
		names = append(names, m[1])
	}
	require.Equal(t, []string{"108 H264/90000", "109 rtx/90000", "111 opus/48000/2"}, names)
	require.Contains(t, answer.SDP, "profile-level-id=42e01f;x-google-start-bitrate=2500;x-google-min-bitrate=1250\r\n")
	require.Contains(t, answer.SDP, "a=fmtp:111 minptime=10;useinbandfec=1;stereo=1\r\n")
	require.Contains(t, answer.SDP, "a=fmtp:109 apt=108\r\n")
	require.Contains(t, answer.SDP, "a=rtcp-fb:108 nack pli\r\n")
	require.Contains(t, answer.SDP, "transport-wide-cc")
	require.NotContains(t, answer.SDP, "video-orientation")
	require.Contains(t, answer.SDP, "127.0.0.1", "a candidate of the loopback that is listened on")
	require.Regexp(t, `^"[^"]+"$`, answer.ETag)
}

func TestRedundantSoundIsWantedFirst(t *testing.T) {
	t.Parallel()
	x := newStudio(t).start(t)
	twice := strings.ReplaceAll(browserOffer, "a=rtpmap:63 red/48000/2\n", "a=rtpmap:63 red/48000/2\na=fmtp:63 111/111\n")
	answer, err := x.Publish(t.Context(), recording, crlf(twice))
	require.NoError(t, err)
	require.Regexp(t, `m=audio \d+ UDP/TLS/RTP/SAVPF 63 111\r\n`, answer.SDP)
	require.Contains(t, answer.SDP, "a=fmtp:63 111/111\r\n")
	require.Contains(t, answer.SDP, "a=rtcp-fb:111 transport-cc\r\n")
	require.Contains(t, answer.SDP, "a=fmtp:111 minptime=10;useinbandfec=1;stereo=1\r\n")
	x.StopRecording(recording, false)
	other := strings.ReplaceAll(twice, "a=fmtp:63 111/111", "a=fmtp:63 111/0")
	answer, err = x.Publish(t.Context(), recording, crlf(other))
	require.NoError(t, err)
	require.Regexp(t, `m=audio \d+ UDP/TLS/RTP/SAVPF 111\r\n`, answer.SDP, "what is in it must be Opus alone")
}

func TestPublicAddressIsOffered(t *testing.T) {
	t.Parallel()
	x := newStudio(t)
	x.PublicIPs = []string{"203.0.113.7"}
	x.start(t)
	answer, err := x.Publish(t.Context(), recording, crlf(browserOffer))
	require.NoError(t, err)
	require.Contains(t, answer.SDP, "203.0.113.7")
}

func TestWhatCannotBeRecordedWholeIsRefused(t *testing.T) {
	t.Parallel()
	x := newStudio(t).start(t)
	audioAt := strings.Index(browserOffer, "m=audio")
	head, video, audio := browserOffer[:strings.Index(browserOffer, "m=video")], browserOffer[strings.Index(browserOffer, "m=video"):audioAt], browserOffer[audioAt:]
	drop := func(s string, lines ...string) string {
		for _, l := range lines {
			s = regexp.MustCompile(`(?m)^`+l+`.*\n`).ReplaceAllString(s, "")
		}
		return s
	}
	cases := []struct {
		name, offer string
		want        error
		word        string
	}{
		{"empty", "", ingest.ErrBadOffer, ""},
		{"text", "hello", ingest.ErrBadOffer, ""},
		{"truncated", browserOffer[:300], nil, ""},
		{"too large", browserOffer + strings.Repeat("a=x:y\n", 20000), ingest.ErrTooLarge, ""},
		{"no fingerprint", drop(browserOffer, "a=fingerprint"), ingest.ErrBadOffer, ""},
		{"no ice", drop(browserOffer, "a=ice-ufrag", "a=ice-pwd"), ingest.ErrBadOffer, ""},
		{"no media", head, media.ErrUnsupported, "without picture and sound"},
		{"only VP9 and AV1", head + drop(video, "a=rtpmap:96", "a=rtpmap:102", "a=rtpmap:108") + audio, media.ErrUnsupported, "H.264"},
		{"only H.264 in mode 0", head + drop(video, "a=rtpmap:96", "a=rtpmap:102", "a=rtpmap:108"), media.ErrUnsupported, "packetization mode 1"},
		{"no Opus", head + video + drop(audio, "a=rtpmap:111"), media.ErrUnsupported, "Opus"},
		{"two pictures", head + video + strings.ReplaceAll(video, "a=mid:0", "a=mid:2") + audio, media.ErrUnsupported, "second track"},
		{"receives only", head + strings.ReplaceAll(video, "sendonly", "recvonly") + audio, media.ErrUnsupported, "does not send"},
		{"inactive sound", head + video + strings.ReplaceAll(audio, "sendonly", "inactive"), media.ErrUnsupported, "does not send"},
		{"simulcast", head + strings.ReplaceAll(video, "a=sendonly\n", "a=sendonly\na=rid:h send\na=rid:l send\na=simulcast:send h;l\n") + audio, media.ErrUnsupported, "simulcast"},
		{"data channel", browserOffer + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\nc=IN IP4 0.0.0.0\na=mid:2\na=sctp-port:5000\n", media.ErrUnsupported, "only picture and sound"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := x.Publish(t.Context(), recording, crlf(c.offer))
			require.Error(t, err)
			if c.want != nil {
				require.ErrorIs(t, err, c.want)
			}
			require.Contains(t, err.Error(), c.word)
			require.False(t, x.Publishing(recording), "a refused offer leaves no session")
		})
	}
	require.Zero(t, x.takes, "a refused offer opens no take")
}

func TestACodecThatIsOfferedFirstButWorseIsNotTaken(t *testing.T) {
	t.Parallel()
	x := newStudio(t).start(t)
	only := regexp.MustCompile(`(?m)^a=(rtpmap|fmtp|rtcp-fb):10.*\n`).ReplaceAllString(browserOffer, "")
	only = strings.ReplaceAll(only, " 102 103 104 105 108 109", "")
	answer, err := x.Publish(t.Context(), recording, crlf(only))
	require.NoError(t, err)
	require.Contains(t, answer.SDP, "a=rtpmap:96 VP8/90000\r\n")
	require.NotContains(t, answer.SDP, "x-google")
	both := strings.ReplaceAll(browserOffer, "sendonly", "sendrecv") // allowed by RFC 9725; nothing is sent back
	x.StopRecording(recording, false)
	answer, err = x.Publish(t.Context(), recording, crlf(both))
	require.NoError(t, err)
	require.NotContains(t, answer.SDP, "sendrecv")
}

func TestCandidatesMayComeLater(t *testing.T) {
	t.Parallel()
	x := newStudio(t).start(t)
	p := newPublisher(t, publishOptions{codec: media.H264})
	full := p.offer(t)
	candidates := regexp.MustCompile(`a=candidate:.*\r\n`)
	answer, err := x.Publish(t.Context(), recording, candidates.ReplaceAllString(strings.ReplaceAll(full, "a=end-of-candidates\r\n", ""), ""))
	require.NoError(t, err)
	ufrag := regexp.MustCompile(`a=ice-ufrag:.*\r\n`).FindString(full)
	fragment := ufrag + "m=video 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\n" + candidates.FindString(full) + "a=end-of-candidates\r\n"

	ctx := t.Context()
	patch := func(id ingest.SessionID, ifMatch, body string) error {
		_, err := x.Patch(ctx, id, ifMatch, body)
		return err
	}
	require.ErrorIs(t, patch("nobody", answer.ETag, fragment), ingest.ErrNoSession)
	require.ErrorIs(t, patch(answer.Session, "", fragment), ingest.ErrNoMatch)
	require.ErrorIs(t, patch(answer.Session, `"other"`, fragment), ingest.ErrStaleMatch)
	require.ErrorIs(t, patch(answer.Session, "W/"+answer.ETag, fragment), ingest.ErrStaleMatch)
	require.ErrorIs(t, patch(answer.Session, answer.ETag, "a=ice-ufrag:newer\r\na=ice-pwd:newnewnewnewnewnewnewnew\r\n"), ingest.ErrStaleMatch)
	require.ErrorIs(t, patch(answer.Session, "*", "a=ice-ufrag:new\r\na=ice-pwd:newnewnewnewnewnewnewnew\r\n"), ingest.ErrBadOffer)
	require.ErrorIs(t, patch(answer.Session, answer.ETag, "nonsense"), ingest.ErrBadOffer)
	require.ErrorIs(t, patch(answer.Session, answer.ETag, "a=candidate:nonsense\r\n"), ingest.ErrBadOffer)
	require.ErrorIs(t, patch(answer.Session, answer.ETag, strings.Repeat("a=candidate:x\r\n", 101)), ingest.ErrTooLarge)
	require.NoError(t, patch(answer.Session, `"other", `+answer.ETag, fragment))
	p.connect(t, answer)
	require.NoError(t, x.Delete(answer.Session))
	require.ErrorIs(t, x.Delete(answer.Session), ingest.ErrNoSession)
}

func FuzzPublish(f *testing.F) {
	f.Add(crlf(browserOffer))
	f.Add("v=0\r\n")
	f.Add(strings.ReplaceAll(crlf(browserOffer), "a=mid:1", "a=mid:0"))
	f.Add(foreign(f, "obs"))
	f.Add(foreign(f, "gstreamer"))
	x := newStudio(f).start(f)
	f.Fuzz(func(t *testing.T, offer string) {
		answer, err := x.Publish(t.Context(), recording, offer)
		if err == nil {
			require.NotEmpty(t, answer.SDP)
			x.StopRecording(recording, false)
			for x.end(t).Session != answer.Session { // a take was opened for others too, before they failed
			}
		}
		require.False(t, x.Publishing(recording))
		for len(x.ended) > 0 { // nobody else takes them out
			<-x.ended
		}
	})
}

func FuzzPatch(f *testing.F) {
	f.Add("a=ice-ufrag:abcd\r\nm=video 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\na=candidate:1 1 udp 1 127.0.0.1 9 typ host\r\n")
	f.Add("a=candidate:1 1 udp 1 x.local 9 typ host\r\na=end-of-candidates\r\n")
	f.Add("a=ice-ufrag:fresh\r\na=ice-pwd:freshfreshfreshfreshfresh\r\nm=video 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\n")
	x := newStudio(f).start(f)
	answer, err := x.Publish(f.Context(), recording, crlf(browserOffer))
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, body string) {
		_, _ = x.Patch(t.Context(), answer.Session, "*", body)
	})
}
