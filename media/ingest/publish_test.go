package ingest_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pion/rtp"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"terugblik/media"
	"terugblik/media/av"
	"terugblik/media/film"
	"terugblik/media/ingest"
	"terugblik/media/library"
	"terugblik/media/record"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const recording media.RecordingID = "0190a000-0000-7000-8000-000000000001"

// vault keeps keys in memory.
type vault struct{ keys sync.Map }

func (v *vault) PutKey(_ context.Context, id string, wrapped []byte) error {
	v.keys.LoadOrStore(id, wrapped)
	return nil
}

func (v *vault) Key(_ context.Context, id string) ([]byte, error) {
	if k, ok := v.keys.Load(id); ok {
		return k.([]byte), nil
	}
	return nil, library.ErrNoKey
}

func (v *vault) DestroyKey(_ context.Context, id string) error {
	v.keys.Delete(id)
	return nil
}

// studio is a server with everything behind it, in a folder of its own.
type studio struct {
	*ingest.Server
	library *library.Library
	root    string

	mu     sync.Mutex
	takes  int
	events []ingest.Event
	ended  chan ingest.Event
}

func newStudio(t testing.TB) *studio { return newStudioAt(t, t.TempDir()) }

func newStudioAt(t testing.TB, root string) *studio {
	t.Helper()
	x := &studio{root: root, ended: make(chan ingest.Event, 10)}
	var err error
	x.library, err = library.Open(library.Config{Root: root, Master: library.Key{7}, Vault: &vault{}})
	require.NoError(t, err)
	require.NoError(t, x.library.Create(t.Context(), recording))
	x.Server = &ingest.Server{UDPAddr: "127.0.0.1:0", Sink: x, OnEvent: x.note}
	return x
}

func (x *studio) start(t testing.TB) *studio {
	t.Helper()
	require.NoError(t, x.Start())
	t.Cleanup(x.Stop)
	return x
}

// Open makes the studio an ingest.Sink.
func (x *studio) Open(ctx context.Context, id media.RecordingID) (ingest.Writer, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.takes++
	w, err := record.Create(ctx, x.library, id, x.takes)
	if err != nil {
		return nil, err
	}
	return w, nil
}

func (x *studio) note(e ingest.Event) {
	x.mu.Lock()
	x.events = append(x.events, e)
	x.mu.Unlock()
	if e.Kind == ingest.EventEnded {
		x.ended <- e
	}
}

// seen is the first event of a kind, or the zero event.
func (x *studio) seen(kind ingest.EventKind) ingest.Event {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, e := range x.events {
		if e.Kind == kind {
			return e
		}
	}
	return ingest.Event{}
}

// end waits until a take is closed.
func (x *studio) end(t testing.TB) ingest.Event {
	t.Helper()
	select {
	case e := <-x.ended:
		return e
	case <-time.After(20 * time.Second):
		t.Fatal("the session did not end")
		return ingest.Event{}
	}
}

func (x *studio) finalise(t testing.TB, take int, zero *time.Time) record.Finalised {
	t.Helper()
	file, key, err := x.library.OpenLog(t.Context(), recording, record.LogName(take))
	require.NoError(t, err)
	defer func() { _ = file.Close() }()
	f, err := record.Finalise(t.Context(), record.Input{Journal: file, Key: key, Take: take, Zero: zero}, t.TempDir())
	require.NoError(t, err)
	return f
}

func probe(t testing.TB, f record.Finalised) (video, audio *av.Probed) {
	t.Helper()
	streams, err := av.ProbeFile(f.Path)
	require.NoError(t, err)
	for i := range streams {
		if streams[i].Kind == media.Video {
			video = &streams[i]
		} else {
			audio = &streams[i]
		}
	}
	return video, audio
}

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

func readFile(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	return b
}

// waitSafe waits until so much is on the disk.
func waitSafe(t testing.TB, x *studio, want time.Duration) {
	t.Helper()
	require.Eventually(t, func() bool {
		x.mu.Lock()
		defer x.mu.Unlock()
		for _, e := range x.events {
			if e.Safe.Duration() >= want {
				return true
			}
		}
		return false
	}, 10*time.Second, 20*time.Millisecond)
}

func TestSoundAloneIsATake(t *testing.T) {
	t.Parallel()
	x := newStudio(t).start(t)
	p := newPublisher(t, publishOptions{noFilm: true})
	answer := p.publish(t, x.Server, recording)
	p.send(t, unitsOf(t, media.H264), 2*time.Second)
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
	p := newPublisher(t, publishOptions{codec: media.H264, drop: func(h *rtp.Header) bool {
		_, again := seen.LoadOrStore(fmt.Sprint(h.SSRC, h.SequenceNumber), true)
		return !again && h.PayloadType != 111 && h.SequenceNumber%12 == 3
	}})
	answer := p.publish(t, x.Server, recording)
	p.send(t, unitsOf(t, media.H264), 4*time.Second)
	waitSafe(t, x, 3*time.Second)
	require.NoError(t, x.Delete(answer.Session))
	ended := x.end(t)
	require.Positive(t, ended.Loss.Repaired)
	f := x.finalise(t, 1, nil)
	require.LessOrEqual(t, f.DamagedFrames, 2, "only what was lost just before the end: %+v", f.Gaps)
	for _, gap := range f.Gaps {
		require.Greater(t, gap.Start, media.Millis(3800))
	}
	require.InDelta(t, 120, f.Frames, 2)
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

// requireDecodes decodes every picture of a file and reads its number off it: each is whole, and stands where it was
// captured.
func requireDecodes(t testing.TB, f record.Finalised) {
	t.Helper()
	s, err := av.OpenFile(f.Path)
	require.NoError(t, err)
	defer func() { _ = s.Close() }()
	stream := s.First(media.Video)
	d, err := s.Decoder(stream, false)
	require.NoError(t, err)
	defer d.Close()
	seen, first := 0, -1
	look := func(frame *av.Frame) error {
		img, err := frame.Image()
		require.NoError(t, err)
		number, _, ok := film.ReadPattern(img)
		require.True(t, ok, "a broken picture at %s", frame.Time())
		if first < 0 {
			first = number
		}
		require.InDelta(t, float64(number-first)/30, frame.Time().Seconds(), 0.03)
		seen++
		return nil
	}
	for {
		p, err := s.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		if p.Track == stream {
			require.NoError(t, d.Decode(s, look))
		}
	}
	require.NoError(t, d.Flush(look))
	require.Equal(t, f.Frames, seen)
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
	first.send(t, unitsOf(t, media.H264), 1500*time.Millisecond)
	first.net.cut.Store(true)
	second := newPublisher(t, publishOptions{codec: media.H264})
	offer := second.offer(t)
	var answer ingest.Answer
	require.Eventually(t, func() bool {
		var err error
		answer, err = x.Publish(t.Context(), recording, offer)
		return err == nil
	}, 10*time.Second, 100*time.Millisecond)
	second.connect(t, answer)
	require.Equal(t, ingest.Replaced, x.end(t).Reason)
	second.send(t, unitsOf(t, media.H264), 1500*time.Millisecond)
	require.Eventually(t, func() bool { return x.count(ingest.EventFirst) == 2 }, 5*time.Second, 20*time.Millisecond)
	require.NoError(t, x.Delete(answer.Session))
	x.end(t)
	one := x.finalise(t, 1, nil)
	two := x.finalise(t, 2, &one.ZeroAt)
	require.Greater(t, two.Take.Start, one.Take.End())
	require.WithinDuration(t, x.last(ingest.EventFirst).At, one.ZeroAt.Add(two.Take.Start.Duration()), 100*time.Millisecond)
}

func (x *studio) count(kind ingest.EventKind) (n int) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, e := range x.events {
		if e.Kind == kind {
			n++
		}
	}
	return n
}

func (x *studio) last(kind ingest.EventKind) (out ingest.Event) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, e := range x.events {
		if e.Kind == kind {
			out = e
		}
	}
	return out
}

func TestAVanishedPublisherIsGivenUpAndItsTakeIsGood(t *testing.T) {
	t.Parallel()
	require.Less(t, ingest.UsualPatience(), ingest.LongestAbsence)
	x := newStudio(t)
	x.SetPatience(time.Second, time.Second)
	x.start(t)
	p := newPublisher(t, publishOptions{codec: media.H264})
	p.publish(t, x.Server, recording)
	p.send(t, unitsOf(t, media.H264), 2*time.Second)
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
	x.Stop()
	x.Stop()
	require.Equal(t, ingest.Shutdown, x.end(t).Reason)
	require.InDelta(t, 30, x.finalise(t, 2, nil).Frames, 2)
	_, err := x.Publish(t.Context(), recording, again.pc.LocalDescription().SDP)
	require.ErrorIs(t, err, ingest.ErrShuttingDown)
}

func TestKilledServerLosesAtMostASecond(t *testing.T) {
	t.Parallel()
	x := newStudio(t).start(t)
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

func (x *studio) journal(take int) string {
	return filepath.Join(x.root, "journal", string(recording), record.LogName(take))
}
