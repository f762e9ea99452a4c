package ingest_test

import (
	"context"
	"errors"
	"os"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/ingest"
	"terugblik/media/record"
)

// failing is a disk that is full after so many appends.
type failing struct {
	record.Log
	left int
	with error
}

func (f *failing) Append(b []byte) error {
	if f.left--; f.left < 0 {
		return f.with
	}
	return f.Log.Append(b)
}

// sinkFunc makes a function a sink.
type sinkFunc func(context.Context, media.RecordingID) (ingest.Writer, error)

func (f sinkFunc) Open(ctx context.Context, id media.RecordingID) (ingest.Writer, error) {
	return f(ctx, id)
}

func TestADiskThatFailsEndsTheTakeAndKeepsWhatItTook(t *testing.T) {
	t.Parallel()
	for _, cause := range []error{syscall.ENOSPC, syscall.EIO} {
		t.Run(cause.Error(), func(t *testing.T) {
			t.Parallel()
			x := newStudio(t)
			x.Sink = sinkFunc(func(ctx context.Context, id media.RecordingID) (ingest.Writer, error) {
				log, err := x.library.Append(ctx, id, record.LogName(1))
				if err != nil {
					return nil, err
				}
				with := errors.Join(media.ErrDiskFull, cause)
				if cause == syscall.EIO {
					with = cause
				}
				return record.NewWriter(&failing{Log: log, left: 8, with: with}, nil, 1, time.Now()), nil
			})
			x.start(t)
			p := newPublisher(t, publishOptions{codec: media.H264})
			p.publish(t, x.Server, recording)
			p.send(t, unitsOf(t, media.H264), 3*time.Second)
			ended := x.end(t)
			require.Equal(t, ingest.DiskFull, ended.Reason)
			require.ErrorIs(t, ended.Err, media.ErrDiskFull)
			f := x.finalise(t, 1, nil)
			require.InDelta(t, 2000, int64(f.Take.Duration), 1000)
		})
	}
}

func TestAFullDiskRefusesAPublisherAndEndsARunningTake(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	if os.Getuid() != 0 {
		t.Log("not root: the failing disk above stands in for a small file system")
		return
	}
	if err := syscall.Mount("tmpfs", root, "tmpfs", 0, "size=200k"); err != nil {
		t.Logf("no small file system here (%v): the failing disk above stands in for it", err)
		return
	}
	t.Cleanup(func() { _ = syscall.Unmount(root, syscall.MNT_DETACH) })
	x := newStudioAt(t, root).start(t)
	p := newPublisher(t, publishOptions{codec: media.H264})
	_, err := x.Publish(t.Context(), recording, p.offer(t))
	require.ErrorIs(t, err, media.ErrDiskFull)
	require.False(t, x.Publishing(recording))

	x.Sink = sinkFunc(func(ctx context.Context, id media.RecordingID) (ingest.Writer, error) {
		log, err := x.library.Append(ctx, id, record.LogName(1))
		if err != nil {
			return nil, err
		}
		return record.NewWriter(log, nil, 1, time.Now()), nil // without the look at the room
	})
	p = newPublisher(t, publishOptions{codec: media.H264})
	p.publish(t, x.Server, recording)
	p.send(t, heavy(unitsOf(t, media.H264), 160_000), 9500*time.Millisecond) // a third more than there is room for
	ended := x.end(t)
	require.Equal(t, ingest.DiskFull, ended.Reason)
	require.ErrorIs(t, ended.Err, media.ErrDiskFull)
	require.ErrorIs(t, ended.Err, syscall.ENOSPC)
	require.Greater(t, x.finalise(t, 1, nil).Frames, 60)
}

func TestErrorsOfTheSinkReachThePublisher(t *testing.T) {
	t.Parallel()
	x := newStudio(t)
	x.Sink = sinkFunc(func(context.Context, media.RecordingID) (ingest.Writer, error) { return nil, media.ErrErased })
	x.start(t)
	_, err := x.Publish(t.Context(), recording, crlf(browserOffer))
	require.ErrorIs(t, err, media.ErrErased)
	require.False(t, x.Publishing(recording))
}

func TestAPublisherThatGivesUpAtTheDoorLeavesAClosedTake(t *testing.T) {
	t.Parallel()
	x := newStudio(t)
	ctx, cancel := context.WithCancel(t.Context())
	x.Sink = sinkFunc(func(c context.Context, id media.RecordingID) (ingest.Writer, error) {
		cancel()
		return x.Open(context.WithoutCancel(c), id)
	})
	x.start(t)
	for range 20 { // whether the answer or the end of the request comes first is a matter of luck
		_, err := x.Publish(ctx, recording, crlf(browserOffer))
		if err == nil {
			x.StopRecording(recording, false)
		}
		ended := x.end(t)
		require.Contains(t, []ingest.Reason{ingest.Failed, ingest.Stopped}, ended.Reason)
		require.False(t, x.Publishing(recording))
	}
}
