package ingest_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/webrtc/v4"
	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/ingest"
)

// busy is a server that comes to the repairs of a stream only when it is told.
type busy struct {
	interceptor.NoOp
	until <-chan struct{}
}

func (b *busy) NewInterceptor(string) (interceptor.Interceptor, error) { return b, nil }

func (b *busy) BindRemoteStream(info *interceptor.StreamInfo, r interceptor.RTPReader) interceptor.RTPReader {
	if info.MimeType == webrtc.MimeTypeRTX {
		<-b.until
	}
	return r
}

func TestARepairThatOvertakesTheFirstPictureDoesNotCostThePicture(t *testing.T) {
	t.Parallel()
	for i := range 6 { // which of two goroutines comes first is chance
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			x := newStudio(t).start(t)
			sent := make(chan struct{})
			x.Around(&busy{until: sent})
			p := newPublisher(t, publishOptions{codec: media.H264, probing: true})
			answer := p.publish(t, x.Server, recording)
			p.send(t, unitsOf(t, media.H264), 500*time.Millisecond)
			close(sent)
			waitFirst(t, x)
			waitTaken(t, x, p)
			require.NoError(t, x.Delete(answer.Session))
			require.Equal(t, ingest.Ended, x.end(t).Reason)
			f := x.finalise(t, 1, nil)
			require.Equal(t, 15, f.Frames)
			require.Zero(t, f.DamagedFrames)
		})
	}
}

func waitFirst(t *testing.T, x *studio) {
	t.Helper()
	require.Eventually(t, func() bool { return x.count(ingest.EventFirst) > 0 }, time.Minute, 10*time.Millisecond, "no picture has come")
}
