package ingest_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pion/rtp"
	"github.com/stretchr/testify/require"

	"terugblik/bench/calm"
	"terugblik/media"
	"terugblik/media/ingest"
	"terugblik/media/record"
)

func TestMain(m *testing.M) { calm.Main(m) }

func TestWhatIsPublishedIsInTheFileWhole(t *testing.T) {
	t.Parallel()
	for _, codec := range []media.Codec{media.H264, media.VP8} {
		t.Run(string(codec), func(t *testing.T) {
			t.Parallel()
			x := newStudio(t).start(t)
			p := newPublisher(t, publishOptions{codec: codec})
			answer := p.publish(t, x.Server, recording)
			p.send(t, unitsOf(t, codec), 4*time.Second)
			waitSafe(t, x, 3*time.Second)
			waitTaken(t, x, p)
			require.NoError(t, x.Delete(answer.Session))
			ended := x.end(t)
			require.Equal(t, ingest.Ended, ended.Reason)
			require.NoError(t, ended.Err)

			first := x.seen(ingest.EventFirst)
			require.False(t, first.At.IsZero())
			f := x.finalise(t, 1, &first.At)
			require.Equal(t, media.Millis(0), f.Take.Start)
			require.Equal(t, 120, f.Frames)
			require.Zero(t, f.DamagedFrames)
			require.Empty(t, f.Gaps)
			require.Equal(t, codec, f.Take.Video.Codec)
			require.Equal(t, 320, f.Take.Video.Width)
			require.Equal(t, 180, f.Take.Video.Height)
			require.InDelta(t, 4000, int64(f.Take.Duration), 80)
			require.Equal(t, "ended", f.Reason)

			video, audio := probe(t, f)
			require.True(t, video.FirstKey)
			require.Equal(t, 120, video.Packets)
			require.InDelta(t, 4.0, video.Header.Seconds(), 0.08)
			require.InDelta(t, 200, audio.Packets, 3)
			require.InDelta(t, video.End.Seconds(), audio.End.Seconds(), 0.06)

			requireDecodes(t, f)

			again := x.finalise(t, 1, nil)
			require.Equal(t, f.Take, again.Take, "a second finalise gives the same")
			require.Equal(t, f.Bytes, again.Bytes)
			if codec == media.H264 { // a WebM holds random track numbers
				require.True(t, bytes.Equal(readFile(t, f.Path), readFile(t, again.Path)))
			}
			require.WithinDuration(t, first.At, again.ZeroAt, time.Millisecond, "the zero stored live is the one of the journal")
		})
	}
}

func TestSoundAloneIsATake(t *testing.T) {
	t.Parallel()
	x := newStudio(t).start(t)
	p := newPublisher(t, publishOptions{noFilm: true})
	answer := p.publish(t, x.Server, recording)
	p.send(t, unitsOf(t, media.H264), 2*time.Second)
	waitTaken(t, x, p)
	require.NoError(t, x.Delete(answer.Session))
	x.end(t)
	f := x.finalise(t, 1, nil)
	require.Nil(t, f.Take.Video)
	require.InDelta(t, 2000, int64(f.Take.Duration), 60)
	require.WithinDuration(t, x.seen(ingest.EventFirst).At, f.ZeroAt, time.Millisecond)
	_, audio := probe(t, f)
	require.InDelta(t, 100, audio.Packets, 2)
}

func TestLostPacketsAreRepaired(t *testing.T) {
	t.Parallel()
	x := newStudio(t).start(t)
	var seen sync.Map
	var dropped atomic.Int64
	var begun atomic.Bool // before a beginning that is lost more may be missing, and is asked for: see below
	p := newPublisher(t, publishOptions{codec: media.H264, drop: func(h *rtp.Header) bool {
		_, again := seen.LoadOrStore(fmt.Sprint(h.SSRC, h.SequenceNumber), true)
		drop := !again && h.PayloadType != 111 && !begun.CompareAndSwap(false, true) && h.SequenceNumber%12 == 3
		if drop {
			dropped.Add(1)
		}
		return drop
	}})
	answer := p.publish(t, x.Server, recording)
	p.send(t, unitsOf(t, media.H264), 4*time.Second)
	waitSafe(t, x, 3*time.Second)
	waitTaken(t, x, p)
	open := x.Stats()
	require.Len(t, open, 1)
	require.True(t, open[0].Connected)
	require.Positive(t, open[0].RoundTrip)
	require.Positive(t, open[0].Keys)
	require.Positive(t, open[0].Bytes)
	require.Less(t, open[0].Behind, 5*time.Second)
	require.NoError(t, x.Delete(answer.Session))
	ended := x.end(t)
	require.Positive(t, ended.Loss.Repaired)
	require.Empty(t, x.Stats())
	total := x.Total()
	require.Equal(t, ended.Loss, ingest.Loss{Received: total.Received, Repaired: total.Repaired, Lost: total.Lost})
	require.GreaterOrEqual(t, open[0].Asked, open[0].Repaired)
	require.LessOrEqual(t, open[0].Asked, 7*dropped.Load(), "no hole is asked for more often than it may be, on a slow machine too")
	require.GreaterOrEqual(t, total.Asked, open[0].Asked)
	f := x.finalise(t, 1, nil)
	require.LessOrEqual(t, f.DamagedFrames, 2, "only what was lost just before the end: %+v", f.Gaps)
	for _, gap := range f.Gaps {
		require.Greater(t, gap.Start, media.Millis(3800))
	}
	require.InDelta(t, 120, f.Frames, 2)
}

func TestABeginningThatIsLostIsRepaired(t *testing.T) {
	t.Parallel()
	x := newStudio(t).start(t)
	var lost atomic.Bool
	p := newPublisher(t, publishOptions{codec: media.H264, drop: func(h *rtp.Header) bool {
		return h.PayloadType != 111 && lost.CompareAndSwap(false, true)
	}})
	answer := p.publish(t, x.Server, recording)
	p.send(t, unitsOf(t, media.H264), 2*time.Second)
	waitSafe(t, x, time.Second)
	waitTaken(t, x, p)
	require.NoError(t, x.Delete(answer.Session))
	require.Positive(t, x.end(t).Loss.Repaired)
	f := x.finalise(t, 1, nil)
	require.Zero(t, f.DamagedFrames)
	require.Equal(t, 60, f.Frames, "the first picture too")
}

func TestWhatCannotBeRepairedIsAGapAndNeverABrokenPicture(t *testing.T) {
	t.Parallel()
	x := newStudio(t).start(t)
	var from atomic.Uint32 // RTP time of the first picture
	p := newPublisher(t, publishOptions{codec: media.H264, drop: func(h *rtp.Header) bool {
		if h.PayloadType == 111 {
			return false
		}
		from.CompareAndSwap(0, h.Timestamp)
		at := time.Duration(h.Timestamp-from.Load()) * time.Second / 90000
		return at >= 2500*time.Millisecond && at < 2800*time.Millisecond // and every repair of it
	}})
	answer := p.publish(t, x.Server, recording)
	p.send(t, unitsOf(t, media.H264), 7*time.Second)
	waitTaken(t, x, p)
	require.NoError(t, x.Delete(answer.Session))
	ended := x.end(t)
	f := x.finalise(t, 1, nil)
	require.Positive(t, f.MissingPackets)
	require.Positive(t, ended.Loss.Lost)
	require.InDelta(t, 75+90, f.Frames, 1, "up to the loss, and again from the next key frame: %+v", f.Gaps)
	require.Len(t, f.Gaps, 2)
	require.Equal(t, []string{record.ReasonLoss, record.ReasonDamaged}, []string{f.Gaps[0].Reason, f.Gaps[1].Reason})
	require.InDelta(t, 2500, int64(f.Gaps[0].Start), 40)
	require.InDelta(t, 2800, int64(f.Gaps[0].End), 40)
	require.InDelta(t, 4000, int64(f.Gaps[1].End), 40)
	requireDecodes(t, f)
	require.GreaterOrEqual(t, p.pictures.Load(), int64(3), "key frames are asked for at the start and every two seconds")
}

func TestACodecThatWasNeverAgreedOnEndsTheTakeAndSaysSo(t *testing.T) {
	t.Parallel()
	x := newStudio(t).start(t)
	var pictures atomic.Int64
	p := newPublisher(t, publishOptions{codec: media.H264, drop: func(h *rtp.Header) bool {
		if h.PayloadType != 111 && pictures.Add(1) > 45 {
			h.PayloadType = 120
		}
		return false
	}})
	p.publish(t, x.Server, recording)
	p.send(t, unitsOf(t, media.H264), 7*time.Second)
	ended := x.end(t)
	require.Equal(t, ingest.Failed, ended.Reason)
	require.ErrorIs(t, ended.Err, media.ErrUnsupported)
	f := x.finalise(t, 1, nil)
	require.Greater(t, f.Frames, 20, "what came before is kept")
	requireDecodes(t, f)
}

func TestPictureAloneIsATake(t *testing.T) {
	t.Parallel()
	x := newStudio(t).start(t)
	p := newPublisher(t, publishOptions{codec: media.H264, noSound: true})
	answer := p.publish(t, x.Server, recording)
	p.send(t, unitsOf(t, media.H264), time.Second)
	waitTaken(t, x, p)
	require.NoError(t, x.Delete(answer.Session))
	x.end(t)
	f := x.finalise(t, 1, nil)
	require.Nil(t, f.Take.Audio)
	require.Equal(t, 30, f.Frames)
	require.Empty(t, f.Gaps)
}

func TestASecondPublisherIsRefusedWhileTheFirstIsThere(t *testing.T) {
	t.Parallel()
	x := newStudio(t).start(t)
	first := newPublisher(t, publishOptions{codec: media.H264})
	answer := first.publish(t, x.Server, recording)
	first.send(t, unitsOf(t, media.H264), 300*time.Millisecond)
	second := newPublisher(t, publishOptions{codec: media.H264})
	_, err := x.Publish(t.Context(), recording, second.offer(t))
	require.ErrorIs(t, err, media.ErrBusy)
	id, err := x.Lookup(answer.Session)
	require.NoError(t, err)
	require.Equal(t, recording, id)
	require.True(t, x.Publishing(recording))
}

func TestANewSessionReplacesADeadOneAndStandsAtItsTime(t *testing.T) {
	t.Parallel()
	x := newStudio(t).start(t)
	first := newPublisher(t, publishOptions{codec: media.H264})
	first.publish(t, x.Server, recording)
	second := newPublisher(t, publishOptions{codec: media.H264})
	offer := second.offer(t)
	first.send(t, unitsOf(t, media.H264), 1500*time.Millisecond)
	waitTaken(t, x, first)
	first.net.cut.Store(true)
	var answer ingest.Answer
	require.Eventually(t, func() bool {
		var err error
		answer, err = x.Publish(t.Context(), recording, offer)
		return err == nil
	}, time.Minute, 100*time.Millisecond)
	second.connect(t, answer)
	require.Equal(t, ingest.Replaced, x.end(t).Reason)
	second.send(t, unitsOf(t, media.H264), 1500*time.Millisecond)
	require.Eventually(t, func() bool { return x.count(ingest.EventFirst) == 2 }, time.Minute, 20*time.Millisecond)
	waitTaken(t, x, second)
	require.NoError(t, x.Delete(answer.Session))
	x.end(t)
	one := x.finalise(t, 1, nil)
	two := x.finalise(t, 2, &one.ZeroAt)
	require.Greater(t, two.Take.Start, one.Take.End())
	require.WithinDuration(t, x.last(ingest.EventFirst).At, one.ZeroAt.Add(two.Take.Start.Duration()), 100*time.Millisecond)
}

func TestAVanishedPublisherIsGivenUpAndItsTakeIsGood(t *testing.T) {
	t.Parallel()
	require.Less(t, ingest.UsualPatience(), ingest.LongestAbsence)
	x := newStudio(t)
	x.SetPatience(3*time.Second, 3*time.Second)
	x.start(t)
	p := newPublisher(t, publishOptions{codec: media.H264})
	p.publish(t, x.Server, recording)
	p.send(t, unitsOf(t, media.H264), 2*time.Second)
	waitTaken(t, x, p)
	p.net.cut.Store(true)
	ended := x.end(t)
	require.Equal(t, ingest.Vanished, ended.Reason)
	f := x.finalise(t, 1, nil)
	require.InDelta(t, 60, f.Frames, 1)
	require.Equal(t, "vanished", f.Reason)
}

func TestAPublisherThatHangsUpEndsItsTake(t *testing.T) {
	t.Parallel()
	x := newStudio(t).start(t)
	p := newPublisher(t, publishOptions{codec: media.H264})
	p.publish(t, x.Server, recording)
	p.send(t, unitsOf(t, media.H264), time.Second)
	require.NoError(t, p.pc.GracefulClose())
	require.Equal(t, ingest.Ended, x.end(t).Reason)
}

func TestStopClosesEveryTakeAndDiscardSaysSo(t *testing.T) {
	t.Parallel()
	x := newStudio(t).start(t)
	p := newPublisher(t, publishOptions{codec: media.H264})
	p.publish(t, x.Server, recording)
	p.send(t, unitsOf(t, media.H264), 500*time.Millisecond)
	x.StopRecording(recording, true)
	require.Equal(t, ingest.Discarded, x.end(t).Reason)
	x.StopRecording(recording, true) // nothing to stop: fine

	again := newPublisher(t, publishOptions{codec: media.H264})
	again.publish(t, x.Server, recording)
	again.send(t, unitsOf(t, media.H264), time.Second)
	waitTaken(t, x, again)
	x.Stop()
	x.Stop()
	require.Equal(t, ingest.Shutdown, x.end(t).Reason)
	require.InDelta(t, 30, x.finalise(t, 2, nil).Frames, 2)
	_, err := x.Publish(t.Context(), recording, again.pc.LocalDescription().SDP)
	require.ErrorIs(t, err, ingest.ErrShuttingDown)
}

func TestKilledServerLosesAtMostASecond(t *testing.T) {
	t.Parallel()
	x := newStudioAt(t, calm.Folder(t)).start(t) // a slow disk of the machine is not what is asked for here
	p := newPublisher(t, publishOptions{codec: media.H264})
	answer := p.publish(t, x.Server, recording)
	done := make(chan struct{})
	go func() {
		defer close(done)
		p.send(t, unitsOf(t, media.H264), 5*time.Second)
	}()
	// What a kill -9 leaves is what the file holds at that moment.
	type left struct {
		journal []byte
		sent    time.Duration
	}
	var moments []left
	tick := time.NewTicker(170 * time.Millisecond)
	defer tick.Stop()
	for open := true; open; {
		select {
		case <-done:
			open = false
		case <-tick.C:
			sent := time.Duration(p.sent.Load())
			moments = append(moments, left{readFile(t, x.journal(1)), sent})
		}
	}
	require.NoError(t, x.Delete(answer.Session))
	require.Greater(t, len(moments), 20)
	_, key, err := x.library.OpenLog(t.Context(), recording, record.LogName(1))
	require.NoError(t, err)
	for _, m := range moments {
		if m.sent < 1200*time.Millisecond {
			continue
		}
		path := filepath.Join(t.TempDir(), "journal")
		require.NoError(t, os.WriteFile(path, m.journal, 0o600))
		file, err := os.Open(path)
		require.NoError(t, err)
		f, err := record.Finalise(t.Context(), record.Input{Journal: file, Key: key, Take: 1}, t.TempDir())
		require.NoError(t, err)
		require.NoError(t, file.Close())
		require.GreaterOrEqual(t, f.Take.Duration.Duration(), m.sent-time.Second)
	}
}
