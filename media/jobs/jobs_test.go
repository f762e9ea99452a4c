package jobs

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/media"
)

var secret = Secret(bytes.Repeat([]byte{0xab}, 32))

func finaliseOrder() ChildOrder {
	zero := time.Date(2026, 3, 5, 9, 42, 0, 123456789, time.UTC)
	return ChildOrder{Kind: Finalise{}.Kind(), Recording: "rec", Take: 1, Zero: &zero, Files: []string{"001.log"}, Folder: "/tmp/x", Key: secret}
}

func transcodeOrder() ChildOrder {
	return ChildOrder{Kind: Transcode{}.Kind(), Recording: "rec", Generation: 2, Folder: "/tmp/x", Key: secret,
		Files: []string{"takes/001.mp4"},
		Takes: []media.Take{{Number: 1, File: "takes/001.mp4", Duration: 1000, Video: &media.Track{Kind: media.Video, Codec: media.H264}}},
		Gaps:  []media.Gap{{Start: 1, End: 2, Track: media.Audio, Reason: "loss"}}}
}

func TestKindsAndArgumentsStayWhatQueuesHold(t *testing.T) {
	t.Parallel()
	for want, job := range map[string]interface{ Kind() string }{
		`finalise {"recording":"r","take":2}`:        Finalise{"r", 2},
		`transcode {"recording":"r","generation":3}`: Transcode{"r", 3},
		`erase {"recording":"r"}`:                    Erase{"r"},
		`trim {"recording":"r","trim":"t"}`:          Trim{"r", "t"},
	} {
		raw, err := json.Marshal(job)
		require.NoError(t, err)
		require.Equal(t, want, job.Kind()+" "+string(raw))
	}
}

func TestOrderArrivesAsItWasGiven(t *testing.T) {
	t.Parallel()
	for _, order := range []ChildOrder{finaliseOrder(), transcodeOrder()} {
		var pipe bytes.Buffer
		require.NoError(t, WriteOrder(&pipe, order))
		require.Equal(t, 1, bytes.Count(pipe.Bytes(), []byte("\n")))
		got, err := ReadOrder(iotest.OneByteReader(&pipe))
		require.NoError(t, err)
		require.True(t, got.Key == secret)
		require.Equal(t, order, got)
	}
}

func TestOrderThatLacksSomethingIsRefusedOnBothSides(t *testing.T) {
	t.Parallel()
	spoil := map[string]func(*ChildOrder){
		"kind":      func(o *ChildOrder) { o.Kind = "erase" },
		"recording": func(o *ChildOrder) { o.Recording = "" },
		"number":    func(o *ChildOrder) { o.Take, o.Generation = 0, 0 },
		"files":     func(o *ChildOrder) { o.Files = nil },
		"folder":    func(o *ChildOrder) { o.Folder = "x" },
		"key":       func(o *ChildOrder) { o.Key = Secret{} },
	}
	for name, spoil := range spoil {
		for _, order := range []ChildOrder{finaliseOrder(), transcodeOrder()} {
			spoil(&order)
			require.ErrorIs(t, WriteOrder(io.Discard, order), ErrOrder, name)
			raw, err := json.Marshal(line{ChildOrder: order, Key: order.Key[:]})
			require.NoError(t, err)
			_, err = ReadOrder(bytes.NewReader(append(raw, '\n')))
			require.ErrorIs(t, err, ErrOrder, name)
		}
	}
	for _, text := range []string{"", "\n", "{}\n", `{"key":"aaaa"}` + "\n", `{"kind":"finalise"`, `{"key":7}` + "\n"} {
		_, err := ReadOrder(strings.NewReader(text))
		require.ErrorIs(t, err, ErrOrder, text)
	}
	_, err := ReadOrder(iotest.ErrReader(io.ErrClosedPipe))
	require.ErrorIs(t, err, io.ErrClosedPipe)
	require.ErrorIs(t, WriteOrder(broken{}, finaliseOrder()), io.ErrClosedPipe)
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestOrderIsReadWithoutWaitingForTheEndOfInput(t *testing.T) {
	t.Parallel()
	r, w := io.Pipe()
	defer w.Close()
	go func() { _ = WriteOrder(w, finaliseOrder()) }() // and the pipe stays open
	_, err := ReadOrder(r)
	require.NoError(t, err)
}

func TestKeyOfAnOrderDoesNotPrintLogOrEncode(t *testing.T) {
	t.Parallel()
	order := finaliseOrder()
	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%X", "%d", "%q"} {
		fmt.Fprintf(&out, verb+verb+verb+verb, secret, &secret, order, &order)
	}
	for _, h := range []slog.Handler{slog.NewJSONHandler(&out, nil), slog.NewTextHandler(&out, nil)} {
		slog.New(h).Info("x", "key", secret, "order", order, "pointer", &order)
	}
	require.NoError(t, json.NewEncoder(&out).Encode([]any{secret, order, &order}))
	text := out.String()
	part := secret[:4]
	for _, trace := range []string{string(part), hex.EncodeToString(part), "171 171", "171,171", "0xab", strings.ToLower(base64.StdEncoding.EncodeToString(part)[:4])} {
		require.NotContains(t, text, trace)
		require.NotContains(t, strings.ToLower(text), trace) // which is no good for raw bytes
	}

	require.Equal(t, redacted, secret.LogValue().String())

	var pipe bytes.Buffer // and a broken order does not come back in an error
	require.NoError(t, WriteOrder(&pipe, order))
	for cut := range pipe.Len() - 1 {
		_, err := ReadOrder(io.MultiReader(bytes.NewReader(pipe.Bytes()[:cut]), strings.NewReader("\n")))
		require.Error(t, err)
		require.NotContains(t, err.Error(), "q6ur")
	}
}

func collect(out string) (reports []ChildReport, err error) {
	for report, e := range ReadReports(strings.NewReader(out)) {
		if e != nil {
			return reports, e
		}
		reports = append(reports, report)
	}
	return reports, nil
}

func TestReportsArriveInOrderUpToTheResult(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	r := NewReporter(&out)
	require.NoError(t, r.Progress(0))
	require.NoError(t, r.Progress(1500))
	require.NoError(t, r.Result(media.Take{Number: 1}))
	out.WriteString("what a library prints at exit\n")
	reports, err := collect(out.String())
	require.NoError(t, err)
	require.Len(t, reports, 3)
	require.Equal(t, media.Millis(0), *reports[0].Done)
	require.Equal(t, media.Millis(1500), *reports[1].Done)
	var take media.Take
	require.NoError(t, json.Unmarshal(reports[2].Result, &take))
	require.Equal(t, 1, take.Number)
	require.Error(t, r.Result(make(chan int)))
	require.ErrorIs(t, NewReporter(broken{}).Progress(1), io.ErrClosedPipe)
}

func TestErrorKeepsItsMeaningAcrossProcesses(t *testing.T) {
	t.Parallel()
	for _, want := range []error{media.ErrNoMedia, media.ErrUnreadable, media.ErrUnsupported, media.ErrNotFound,
		media.ErrErased, media.ErrDiskFull, media.ErrBusy, context.Canceled} {
		var out bytes.Buffer
		require.NoError(t, NewReporter(&out).Fail(fmt.Errorf("decode take 1: %w", want)))
		reports, err := collect(out.String())
		require.NoError(t, err)
		require.ErrorIs(t, reports[0].Error, want)
		require.EqualError(t, reports[0].Error, "decode take 1: "+want.Error())
		require.NotEqual(t, internal, reports[0].Error.Code)
	}
	var out bytes.Buffer
	require.NoError(t, NewReporter(&out).Fail(errors.New(strings.Repeat("x", 1<<20))))
	reports, err := collect(out.String())
	require.NoError(t, err)
	require.Equal(t, internal, reports[0].Error.Code)
	require.Len(t, reports[0].Error.Text, maxText)
	require.NoError(t, reports[0].Error.Unwrap())
}

func TestChildThatDiesOrTalksNonsenseIsAnError(t *testing.T) {
	t.Parallel()
	for out, want := range map[string]error{
		"":                                 ErrNoResult,
		`{"done_ms":5}` + "\n":             ErrNoResult,
		`{"done_ms":5}` + "\n{\"res":       ErrReport,
		"panic: x\n":                       ErrReport,
		"{}\n":                             ErrReport,
		"null\n":                           ErrReport,
		`{"done_ms":-1}` + "\n":            ErrReport,
		`{"done_ms":1,"result":{}}` + "\n": ErrReport,
		strings.Repeat("x", MaxLine+1):     ErrReport,
		`{"error":{"code":"x","text":"y"},"done_ms":1}`: ErrReport,
	} {
		_, err := collect(out)
		require.ErrorIs(t, err, want, out[:min(len(out), 50)])
	}
	for _, err := range ReadReports(iotest.ErrReader(io.ErrClosedPipe)) {
		require.ErrorIs(t, err, io.ErrClosedPipe)
	}
}

func TestReportsOfManyGoroutinesDoNotMix(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	r := NewReporter(&out)
	var wg sync.WaitGroup
	for i := range 50 {
		wg.Go(func() { _ = r.Progress(media.Millis(i)) })
	}
	wg.Wait()
	require.NoError(t, r.Result(nil))
	reports, err := collect(out.String())
	require.NoError(t, err)
	require.Len(t, reports, 51)
}

func FuzzReadOrder(f *testing.F) {
	for _, order := range []ChildOrder{finaliseOrder(), transcodeOrder()} {
		var pipe bytes.Buffer
		if err := WriteOrder(&pipe, order); err != nil {
			f.Fatal(err)
		}
		f.Add(pipe.Bytes())
	}
	f.Add([]byte("{}\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		order, err := ReadOrder(bytes.NewReader(raw))
		if err != nil {
			if !errors.Is(err, ErrOrder) {
				t.Fatal(err)
			}
			return
		}
		if err := WriteOrder(io.Discard, order); err != nil {
			t.Fatal(err)
		}
	})
}

func FuzzReadReports(f *testing.F) {
	f.Add("{\"done_ms\":5}\n{\"result\":{}}\n")
	f.Add("{\"error\":{\"code\":\"no_media\",\"text\":\"x\"}}\n")
	f.Add("{\"done_ms\":null}\nnull\n\n")
	f.Fuzz(func(t *testing.T, out string) {
		reports, err := collect(out)
		if err != nil && !errors.Is(err, ErrReport) && !errors.Is(err, ErrNoResult) {
			t.Fatal(err)
		}
		for i, r := range reports {
			if r.Last() != (err == nil && i == len(reports)-1) {
				t.Fatalf("report %d of %d is last: %v", i, len(reports), r.Last())
			}
		}
	})
}
