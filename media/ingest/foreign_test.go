package ingest_test

import (
	"bytes"
	"os"
	"testing"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"
	"github.com/stretchr/testify/require"

	"terugblik/media"
)

// foreign reads an offer written after the documentation of a program that publishes over WHIP. None was recorded.
func foreign(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile("testdata/synthetic-" + name + ".sdp")
	require.NoError(t, err)
	return crlf(string(b))
}

func TestOffersInTheStyleOfOtherProgramsAreAnswered(t *testing.T) {
	t.Parallel()
	for name, lines := range map[string][]string{
		"obs": {
			`m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n`, `a=rtpmap:111 opus/48000/2\r\n`, `m=video 9 UDP/TLS/RTP/SAVPF 96\r\n`, `a=rtpmap:96 H264/90000\r\n`,
			`a=group:BUNDLE 0 1\r\n`, `a=rtcp-fb:96 nack pli\r\n`,
		},
		"gstreamer": {
			`m=video 9 UDP/TLS/RTP/SAVPF 96 99\r\n`, `a=fmtp:96 [^\r]*profile-level-id=64001f`, `a=fmtp:99 apt=96\r\n`,
			`m=audio 9 UDP/TLS/RTP/SAVPF 100\r\n`, `(?i)a=rtpmap:100 opus/48000/2\r\n`, `a=group:BUNDLE video0 audio1\r\n`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			x := newStudio(t).start(t)
			answer, err := x.Publish(t.Context(), recording, foreign(t, name))
			require.NoError(t, err)
			for _, line := range append(lines, `a=setup:active\r\n`, `a=recvonly\r\n`, `a=end-of-candidates\r\n`) {
				require.Regexp(t, line, answer.SDP)
			}
			require.NotContains(t, answer.SDP, "a=inactive")
			require.NotContains(t, answer.SDP, "a=ice-lite")
			require.NoError(t, x.Delete(answer.Session))
		})
	}
}

// alone sends each unit of H.264 in packets of its own, parameter sets too, as some encoders do.
func alone(units []byte, sequence *uint16, timestamp uint32, send func(*rtp.Packet) error) error {
	parts := bytes.Split(bytes.ReplaceAll(units, []byte{0, 0, 0, 1}, []byte{0, 0, 1}), []byte{0, 0, 1})[1:]
	var payloads [][]byte
	for _, unit := range parts {
		if len(unit) <= 1100 {
			payloads = append(payloads, unit)
			continue
		}
		for at := 1; at < len(unit); at += 1100 { // FU-A (RFC 6184 section 5.8)
			end := min(at+1100, len(unit))
			head := unit[0] & 31
			if at == 1 {
				head |= 0x80
			}
			if end == len(unit) {
				head |= 0x40
			}
			payloads = append(payloads, append([]byte{unit[0]&0xe0 | 28, head}, unit[at:end]...))
		}
	}
	for i, payload := range payloads {
		p := &rtp.Packet{Header: rtp.Header{Version: 2, SequenceNumber: *sequence, Timestamp: timestamp, Marker: i == len(payloads)-1}, Payload: payload}
		*sequence++
		if err := send(p); err != nil {
			return err
		}
	}
	return nil
}

func TestParameterSetsInPacketsOfTheirOwnMakeAWholeFilm(t *testing.T) {
	t.Parallel()
	x := newStudio(t).start(t)
	p := newPublisher(t, publishOptions{codec: media.H264, noFilm: true})
	video, err := webrtc.NewTrackLocalStaticRTP(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeH264, ClockRate: 90000}, "video", "stream")
	require.NoError(t, err)
	_, err = p.pc.AddTransceiverFromTrack(video, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
	require.NoError(t, err)
	answer := p.publish(t, x.Server, recording)
	began, sequence, sent := time.Now(), uint16(65500), 0
	for _, u := range unitsOf(t, media.H264) {
		if u.Kind != media.Video || u.At >= 3*time.Second {
			continue
		}
		<-time.After(time.Until(began.Add(u.At)))
		p.captured.Store(int64(u.At))
		require.NoError(t, alone(u.Data, &sequence, uint32(u.At.Seconds()*90000+0.5), video.WriteRTP))
		sent++
	}
	waitTaken(t, x, p)
	require.NoError(t, x.Delete(answer.Session))
	x.end(t)
	f := x.finalise(t, 1, nil)
	require.Equal(t, sent, f.Frames)
	requireDecodes(t, f)
}
