package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"terugblik/media"
	"terugblik/media/ingest"
	"terugblik/media/library"
	"terugblik/media/record"
)

const oursVar = "TERUGBLIK_BENCH_RECEIVER" // set in the child that is our receiver: its folder

func TestMain(m *testing.M) {
	if root := os.Getenv(oursVar); root != "" {
		if err := serve(root); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// kept is what became of one stream.
type kept struct {
	Frames, Damaged, Missing int
}

// serve is our receiver with the same doors as the baseline. When standard input ends it tells what it kept.
func serve(root string) error {
	lib, err := library.Open(library.Config{Root: root, Master: library.Key{1}, Vault: &vault{}})
	if err != nil {
		return err
	}
	server := &ingest.Server{UDPAddr: "127.0.0.1:0", Sink: sink{lib}}
	if err := server.Start(); err != nil {
		return err
	}
	defer server.Stop()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	var streams atomic.Int64
	http.HandleFunc("POST /whip", func(w http.ResponseWriter, r *http.Request) {
		offer, _ := io.ReadAll(r.Body)
		answer, err := server.Publish(r.Context(), recording(streams.Add(1)), string(offer))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		w.WriteHeader(http.StatusCreated)
		_, _ = io.WriteString(w, answer.SDP)
	})
	fmt.Printf("http://%s/whip\n", listener.Addr())
	go func() { _ = http.Serve(listener, profiled()) }()
	_, _ = io.Copy(io.Discard, os.Stdin)
	server.Stop()
	return tell(lib, streams.Load(), root)
}

func recording(n int64) media.RecordingID {
	return media.RecordingID(fmt.Sprintf("0190a000-0000-7000-8000-%012x", n))
}

// tell finalises every stream and writes what it found.
func tell(lib *library.Library, streams int64, root string) error {
	all := make([]kept, 0, streams)
	for n := int64(1); n <= streams; n++ {
		f, err := finalise(lib, recording(n), root)
		if err != nil {
			return err
		}
		all = append(all, kept{f.Frames, f.DamagedFrames, f.MissingPackets})
	}
	return json.NewEncoder(os.Stdout).Encode(all)
}

func finalise(lib *library.Library, id media.RecordingID, root string) (record.Finalised, error) {
	folder := filepath.Join(root, "finalised", string(id))
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return record.Finalised{}, err
	}
	file, key, err := lib.OpenLog(context.Background(), id, record.LogName(1))
	if err != nil {
		return record.Finalised{}, err
	}
	defer func() { _ = file.Close() }()
	return record.Finalise(context.Background(), record.Input{Journal: file, Key: key, Take: 1}, folder)
}

type sink struct{ library *library.Library }

func (s sink) Open(ctx context.Context, id media.RecordingID) (ingest.Writer, error) {
	if err := s.library.Create(ctx, id); err != nil {
		return nil, err
	}
	w, err := record.Create(ctx, s.library, id, 1, time.Now())
	if err != nil {
		return nil, err
	}
	return w, nil
}

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
