package ingest_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/av"
	"terugblik/media/film"
	"terugblik/media/ingest"
	"terugblik/media/library"
	"terugblik/media/record"
)

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
	w, err := record.Create(ctx, x.library, id, x.takes, time.Now())
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
	case <-time.After(time.Minute):
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
	}, time.Minute, 20*time.Millisecond)
}

// waitTaken waits until everything has arrived that a publisher sent and did not lose on purpose: what is on its way when
// the sending ends comes late on a busy machine.
func waitTaken(t testing.TB, x *studio, p *publisher) {
	t.Helper()
	require.Eventually(t, func() bool {
		var received int64
		for _, open := range x.Stats() {
			received += open.Received
		}
		return received >= p.packets.Load()-p.lost.Load()
	}, time.Minute, 5*time.Millisecond, "packets are on their way still")
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

func (x *studio) journal(take int) string {
	return filepath.Join(x.root, "journal", string(recording), record.LogName(take))
}
