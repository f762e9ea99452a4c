package record

import (
	"errors"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/bench/calm"
	"terugblik/media"
)

func TestMain(m *testing.M) { calm.Main(m) }

// memory is a log without a disk.
type memory struct {
	mu     sync.Mutex
	blocks [][]byte
	synced int // blocks
	closed bool
	fail   error
	stuck  chan struct{} // Append waits for it
}

func (m *memory) Append(b []byte) error {
	if m.stuck != nil {
		<-m.stuck
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fail != nil {
		return m.fail
	}
	m.blocks = append(m.blocks, append([]byte(nil), b...))
	return nil
}

func (m *memory) Sync() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.synced = len(m.blocks)
	return nil
}

func (m *memory) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = true
	return nil
}

func (m *memory) state() (blocks, synced int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.blocks), m.synced
}

func (m *memory) records(t *testing.T) (out []Record) {
	t.Helper()
	for r, err := range Read(func(yield func([]byte, error) bool) {
		for _, b := range m.blocks {
			if !yield(b, nil) {
				return
			}
		}
	}) {
		require.NoError(t, err)
		out = append(out, r)
	}
	return out
}

var packetOfTrack = media.Track{Kind: media.Video, Codec: media.H264, ClockRate: 90000}

func TestEveryRecordReadsBackAsItWasWritten(t *testing.T) {
	t.Parallel()
	log := &memory{}
	start := time.Now()
	w := NewWriter(log, nil, 3, start)
	sound := media.Track{Kind: media.Audio, Codec: media.Opus, ClockRate: 48000, Channels: 2}
	n, err := w.AddTrack(sound, 77, 111, "minptime=10")
	require.NoError(t, err)
	require.Zero(t, n)
	n, err = w.AddTrack(packetOfTrack, 78, 96, "")
	require.NoError(t, err)
	require.Equal(t, 1, n)
	require.NoError(t, w.WriteRTP(1, start.Add(5*time.Millisecond), []byte("packet")))
	require.NoError(t, w.WriteReport(start.Add(time.Second), 77, 1<<63, 4, 5, 6))
	require.NoError(t, w.WriteNote(start.Add(2*time.Second), "connection lost"))
	require.NoError(t, w.WriteRTP(1, start.Add(-time.Second), nil))
	require.NoError(t, w.Close("ended"))
	require.NoError(t, w.Close("again"))
	require.Error(t, w.WriteRTP(1, start, []byte("late")))
	require.True(t, log.closed)

	got := log.records(t)
	require.Len(t, got, 8)
	require.Equal(t, 3, got[0].Start.Take)
	require.Equal(t, start.UnixNano(), got[0].Start.Wall.UnixNano())
	require.Equal(t, Stream{Number: 0, Track: sound, PayloadType: 111, SSRC: 77, Fmtp: "minptime=10"}, got[1].Stream)
	require.Equal(t, Stream{Number: 1, Track: packetOfTrack, PayloadType: 96, SSRC: 78}, got[2].Stream)
	require.Equal(t, Record{Kind: KindRTP, Track: 1, Arrival: 5 * time.Millisecond, Packet: []byte("packet")}, got[3])
	require.Equal(t, Record{Kind: KindReport, Arrival: time.Second, Report: Report{77, 1 << 63, 4, 5, 6}}, got[4])
	require.Equal(t, Record{Kind: KindNote, Arrival: 2 * time.Second, Text: "connection lost"}, got[5])
	require.Zero(t, got[6].Arrival)
	require.Equal(t, "ended", got[7].Text)
}

func TestPacketsLeaveTheProcessSoonAndReachTheDiskEachSecond(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		log := &memory{}
		w := NewWriter(log, nil, 1, time.Now())
		time.Sleep(1010 * time.Millisecond) // on the clock of the bubble
		synctest.Wait()
		before, _ := log.state()
		at := time.Now()
		require.NoError(t, w.WriteRTP(0, at, []byte("packet")))
		time.Sleep(400 * time.Millisecond)
		synctest.Wait()
		after, _ := log.state()
		require.Greater(t, after, before, "appended within 0.4 s")
		time.Sleep(time.Second - 400*time.Millisecond)
		synctest.Wait()
		all, synced := log.state()
		require.Equal(t, all, synced, "synced within a second")
		require.Equal(t, at, w.Synced())
		require.NoError(t, w.Close("ended"))
	})
}

func TestADiskThatFailsEndsTheJournalAndNotTheProcess(t *testing.T) {
	t.Parallel()
	for _, cause := range []error{syscall.EIO, errors.Join(media.ErrDiskFull, syscall.ENOSPC)} {
		synctest.Test(t, func(t *testing.T) {
			log := &memory{}
			w := NewWriter(log, nil, 1, time.Now())
			require.NoError(t, w.WriteRTP(0, time.Now(), []byte("kept")))
			time.Sleep(time.Second)
			synctest.Wait()
			log.mu.Lock()
			log.fail = cause
			log.mu.Unlock()
			require.NoError(t, w.WriteRTP(0, time.Now(), []byte("lost")))
			time.Sleep(time.Second)
			synctest.Wait()
			require.ErrorIs(t, w.WriteRTP(0, time.Now(), []byte("refused")), media.ErrDiskFull)
			require.ErrorIs(t, w.Close("disk_full"), media.ErrDiskFull)
			require.ErrorIs(t, w.Close("disk_full"), cause)
			records := log.records(t)
			require.Equal(t, "kept", string(records[len(records)-1].Packet))
		})
	}
}

func TestNoRoomEndsTheJournalBeforeTheDiskIsFull(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := NewWriter(&memory{}, func() error { return media.ErrDiskFull }, 1, time.Now())
		time.Sleep(2 * time.Second)
		synctest.Wait()
		require.ErrorIs(t, w.WriteRTP(0, time.Now(), nil), media.ErrDiskFull)
		require.ErrorIs(t, w.Close("disk_full"), media.ErrDiskFull)
	})
}

func TestASlowDiskTakesBoundedMemory(t *testing.T) {
	t.Parallel()
	log := &memory{stuck: make(chan struct{})}
	w := NewWriter(log, nil, 1, time.Now())
	packet := make([]byte, 1200)
	written := 0
	var err error
	for err == nil && written < 64<<20 {
		err = w.WriteRTP(0, time.Now(), packet)
		written += len(packet)
	}
	require.ErrorIs(t, err, media.ErrDiskFull)
	require.LessOrEqual(t, written, 2*maxBuffered+len(packet))
	close(log.stuck)
	require.ErrorIs(t, w.Close("disk_full"), media.ErrDiskFull)
}

func TestALongBufferIsCutBetweenRecords(t *testing.T) {
	t.Parallel()
	var b []byte
	for range 2000 {
		b = appendRTP(b, 0, time.Hour, make([]byte, 1200))
	}
	var whole []byte
	n := 0
	for block := range blocks(b) {
		require.LessOrEqual(t, len(block), fullBlock+1300)
		_, _, err := parse(block)
		require.NoError(t, err)
		whole = append(whole, block...)
		n++
	}
	require.Greater(t, n, 5)
	require.True(t, string(whole) == string(b))
}

func TestAReadOnlyDiskHasWordsOfItsOwn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := NewWriter(&memory{fail: errors.Join(media.ErrReadOnly, syscall.EROFS)}, nil, 1, time.Now())
		require.NoError(t, w.WriteRTP(0, time.Now(), []byte("a")))
		time.Sleep(2 * time.Second)
		err := w.WriteRTP(0, time.Now(), []byte("b"))
		require.ErrorIs(t, err, media.ErrReadOnly, "told within two seconds")
		require.NotErrorIs(t, err, media.ErrDiskFull)
		require.ErrorIs(t, w.Close("disk_read_only"), media.ErrReadOnly)
	})
}

// A film of ten seconds, and at each moment of it what a killed process and a power cut would leave: all that was
// appended, and all that was synced. What is left reads as a journal.
func TestAKillTakesASecondAtMostAndAPowerCutTwo(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		log, began := &memory{}, time.Now()
		w := NewWriter(log, nil, 1, began)
		newest := func(blocks [][]byte) (at time.Duration) {
			for _, r := range (&memory{blocks: blocks}).records(t) {
				at = max(at, r.Arrival)
			}
			return at
		}
		var worstKill, worstCut time.Duration
		for i := range 1000 { // a packet every 10 ms
			require.NoError(t, w.WriteRTP(0, time.Now(), make([]byte, 1000)))
			time.Sleep(10 * time.Millisecond)
			synctest.Wait()
			if i%7 != 0 { // often enough to meet each moment between two syncs
				continue
			}
			now := time.Since(began)
			blocks, synced := log.state()
			worstKill = max(worstKill, now-newest(log.blocks[:blocks]))
			worstCut = max(worstCut, now-newest(log.blocks[:synced]))
		}
		require.LessOrEqual(t, worstKill, time.Second)
		require.LessOrEqual(t, worstCut, 2*time.Second)
		require.Greater(t, worstCut, worstKill, "a sync is rarer than an append")
		require.NoError(t, w.Close("ended"))
	})
}
