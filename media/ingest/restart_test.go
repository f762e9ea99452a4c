package ingest_test

import (
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pion/webrtc/v4"
	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/ingest"
)

// iceLines are those of a description that a fragment holds, without its candidates.
var iceLines = regexp.MustCompile(`(?m)^a=(ice-ufrag|ice-pwd|candidate|end-of-candidates)[^\r\n]*\r\n`)

// restart asks for new credentials as a browser does: it offers anew, sends what of the offer is ICE, and puts what of
// the answer is ICE into the answer that it has.
func (p *publisher) restart(t testing.TB, s *ingest.Server, a *ingest.Answer) {
	t.Helper()
	offer, err := p.pc.CreateOffer(&webrtc.OfferOptions{ICERestart: true})
	require.NoError(t, err)
	gathered := webrtc.GatheringCompletePromise(p.pc)
	require.NoError(t, p.pc.SetLocalDescription(offer))
	<-gathered
	again := make(chan struct{})
	var once sync.Once
	p.pc.OnICEConnectionStateChange(func(state webrtc.ICEConnectionState) {
		if state == webrtc.ICEConnectionStateConnected {
			once.Do(func() { close(again) })
		}
	})
	fragment := strings.Join(iceLines.FindAllString(p.pc.LocalDescription().SDP, -1), "")
	got, err := s.Patch(t.Context(), a.Session, "*", "m=video 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\n"+fragment)
	require.NoError(t, err)
	require.NotEqual(t, a.ETag, got.ETag)
	ice := strings.Join(iceLines.FindAllString(got.Fragment, -1), "")
	require.Contains(t, ice, "a=candidate:")
	require.Contains(t, got.Fragment, "a=group:BUNDLE 0")
	a.ETag, a.SDP = got.ETag, withICE(a.SDP, ice)
	require.NoError(t, p.pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: a.SDP}))
	select {
	case <-again:
	case <-time.After(time.Minute):
		t.Fatal("no connection after the restart")
	}
}

// withICE puts the ICE lines of a fragment in the place of those of an answer.
func withICE(answer, ice string) string {
	one := regexp.MustCompile(`a=ice-ufrag:[^\r\n]*\r\na=ice-pwd:[^\r\n]*\r\n`).FindString(ice)
	rest := strings.ReplaceAll(ice, one, "")
	parts := strings.SplitAfter(iceLines.ReplaceAllString(answer, ""), "\r\n")
	for i, line := range parts {
		if strings.HasPrefix(line, "a=mid:") {
			parts[i] += one
		}
		if strings.HasPrefix(line, "a=mid:0") {
			parts[i] += rest
		}
	}
	return strings.Join(parts, "")
}

func TestARestartOfICEGoesOnInTheSameTake(t *testing.T) {
	t.Parallel()
	x := newStudio(t)
	x.SetPatience(time.Second, 20*time.Second)
	x.start(t)
	p := newPublisher(t, publishOptions{codec: media.H264})
	answer := p.publish(t, x.Server, recording)
	old := answer.ETag
	done := make(chan struct{})
	go func() {
		defer close(done)
		p.send(t, unitsOf(t, media.H264), clipLength*time.Millisecond) // long enough for all that follows
	}()
	waitSafe(t, x, 1500*time.Millisecond)
	p.net.cut.Store(true) // the network is away until the publisher is told of another one
	require.Eventually(t, func() bool { return x.last(ingest.EventState).State == "disconnected" }, time.Minute, 20*time.Millisecond)
	p.net.cut.Store(false)
	p.restart(t, x.Server, &answer)
	<-done
	waitSafe(t, x, (clipLength-50)*time.Millisecond)
	_, err := x.Patch(t.Context(), answer.Session, old, "a=candidate:1 1 udp 1 127.0.0.1 9 typ host\r\n")
	require.ErrorIs(t, err, ingest.ErrStaleMatch, "candidates of the ICE session before")
	_, err = x.Patch(t.Context(), answer.Session, answer.ETag, "a=candidate:1 1 udp 1 127.0.0.1 9 typ host\r\n")
	require.NoError(t, err)
	require.NoError(t, x.Delete(answer.Session))
	require.Equal(t, ingest.Ended, x.end(t).Reason)
	require.Equal(t, 1, x.takes)
	require.Equal(t, 1, x.count(ingest.EventFirst))
	f := x.finalise(t, 1, nil)
	require.InDelta(t, clipLength, int64(f.Take.Duration), 100, "one take from the first picture to the last: %+v", f.Gaps)
	requireDecodes(t, f)
}

func TestAPublisherThatCannotRestartIsToldAndItsTakeGoesOn(t *testing.T) {
	t.Parallel()
	x := newStudio(t).start(t)
	p := newPublisher(t, publishOptions{codec: media.H264, noSound: true})
	nameless := regexp.MustCompile(`(?m)^a=(ssrc|ssrc-group|msid):[^\r\n]*\r\n`).ReplaceAllString(p.offer(t), "")
	answer, err := x.Publish(t.Context(), recording, nameless)
	require.NoError(t, err)
	p.connect(t, answer)
	done := make(chan struct{})
	go func() {
		defer close(done)
		p.send(t, unitsOf(t, media.H264), 3*time.Second)
	}()
	waitSafe(t, x, time.Second)
	_, err = x.Patch(t.Context(), answer.Session, "*", "a=ice-ufrag:newer\r\na=ice-pwd:newnewnewnewnewnewnewnew\r\n")
	require.ErrorIs(t, err, media.ErrUnsupported)
	<-done
	waitTaken(t, x, p)
	require.NoError(t, x.Delete(answer.Session))
	x.end(t)
	require.InDelta(t, 90, x.finalise(t, 1, nil).Frames, 1)
}

func TestASessionTakesNoMoreThanAHundredCandidates(t *testing.T) {
	t.Parallel()
	x := newStudio(t).start(t)
	p := newPublisher(t, publishOptions{codec: media.H264})
	answer, err := x.Publish(t.Context(), recording, p.offer(t))
	require.NoError(t, err)
	forty := strings.Repeat("a=candidate:1 1 udp 1 127.0.0.1 9 typ host\r\n", 40)
	for range 2 {
		_, err = x.Patch(t.Context(), answer.Session, answer.ETag, forty)
		require.NoError(t, err)
	}
	_, err = x.Patch(t.Context(), answer.Session, answer.ETag, forty)
	require.ErrorIs(t, err, ingest.ErrTooMany)
	p = newPublisher(t, publishOptions{codec: media.H264})
	_, err = x.Publish(t.Context(), recording, p.offer(t)+strings.Repeat(forty, 6))
	require.ErrorIs(t, err, ingest.ErrTooLarge)
}
