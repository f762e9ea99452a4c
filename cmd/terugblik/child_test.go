package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/jobs"
)

// playChild is the media child of the tests below; the recording says which part it plays.
func playChild() int {
	if err := confine(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	order, err := jobs.ReadOrder(os.Stdin)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	report := jobs.NewReporter(os.Stdout)
	switch order.Recording {
	case "works":
		err = playWork(order, report)
	case "refuses":
		err = report.Fail(fmt.Errorf("take 1: %w", media.ErrUnreadable))
	case "crashes":
		fmt.Fprint(os.Stderr, strings.Repeat("x", 5000)+"\nmoov atom not found\n\x1b[0m")
		_ = report.Progress(10)
		_ = syscall.Kill(os.Getpid(), syscall.SIGSEGV)
		time.Sleep(time.Minute)
	case "babbles":
		fmt.Println("no report")
	case "hoards":
		err = errors.Join(os.WriteFile(filepath.Join(order.Folder, "plain"), []byte("film"), 0o600), report.Progress(1))
		time.Sleep(time.Minute)
	case "hangs":
		_ = report.Progress(1)
		_, _ = io.Copy(io.Discard, os.Stdin)
		time.Sleep(time.Minute)
	default: // of a real recording
		err = obey(context.Background(), order, report)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// playWork reads what it inherited and writes into its folder what it is.
func playWork(order jobs.ChildOrder, report *jobs.Reporter) error {
	in, err := inherited(order, 0)
	if err != nil {
		return err
	}
	content, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	var data syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_DATA, &data); err != nil {
		return err
	}
	nice, err := syscall.Getpriority(syscall.PRIO_PROCESS, 0)
	if err != nil {
		return err
	}
	environment := strings.Join(os.Environ(), " ")
	text := fmt.Sprintf("%s|uid %d|memory %d|nice %d|%s", content, os.Getuid(), data.Cur>>30, 20-nice, environment)
	if err := os.WriteFile(filepath.Join(order.Folder, "out"), []byte(text), 0o600); err != nil {
		return err
	}
	if err := errors.Join(report.Progress(40), report.Progress(90)); err != nil {
		return err
	}
	return report.Result(map[string]string{"made": "out"})
}

func orderFor(t *testing.T, part string) (jobs.ChildOrder, []*os.File) {
	t.Helper()
	outer := t.TempDir()
	require.NoError(t, os.Chmod(outer, 0o700)) // the way to the folder is closed to the child's account
	folder := filepath.Join(outer, "job")
	require.NoError(t, os.Mkdir(folder, 0o700))
	sealed, err := os.Create(filepath.Join(outer, "001.log"))
	require.NoError(t, err)
	_, err = sealed.WriteString("sealed")
	require.NoError(t, err)
	_, err = sealed.Seek(0, io.SeekStart)
	require.NoError(t, err)
	t.Cleanup(func() { _ = sealed.Close() })
	return jobs.ChildOrder{
		Kind: jobs.Finalise{}.Kind(), Recording: media.RecordingID(part), Take: 1,
		Files: []string{"001.log"}, Folder: folder, Key: jobs.Secret{1},
	}, []*os.File{sealed}
}

func runChild(t *testing.T, part string, progress func(media.Millis)) (order jobs.ChildOrder, result string, err error) {
	t.Helper()
	order, files := orderFor(t, part)
	raw, err := (&children{Log: slog.New(slog.DiscardHandler)}).Run(t.Context(), order, files, progress)
	return order, string(raw), err
}

func TestAChildWorksConfinedInItsFolder(t *testing.T) {
	t.Setenv("TERUGBLIK_DATABASE_OWNER_URL", "postgres://a:geheim@h/x")
	var seen []media.Millis
	order, result, err := runChild(t, "works", func(done media.Millis) { seen = append(seen, done) })
	require.NoError(t, err)
	require.JSONEq(t, `{"made": "out"}`, result)
	require.Equal(t, []media.Millis{40, 90}, seen)
	said, err := os.ReadFile(filepath.Join(order.Folder, "out"))
	require.NoError(t, err)
	uid := os.Getuid()
	if uid == 0 {
		uid = nobody
	}
	require.Contains(t, string(said), fmt.Sprintf("sealed|uid %d|memory 3|nice 10|", uid))
	require.NotContains(t, string(said), "geheim")
}

func TestWhatAChildReportsAsWrongKeepsItsName(t *testing.T) {
	t.Parallel()
	_, _, err := runChild(t, "refuses", nil)
	require.ErrorIs(t, err, media.ErrUnreadable)
	var reported *jobs.ChildError
	require.ErrorAs(t, err, &reported)
}

func TestAChildThatCrashesIsARetryableErrorWithItsLastWords(t *testing.T) {
	t.Parallel()
	_, _, err := runChild(t, "crashes", nil)
	require.ErrorIs(t, err, jobs.ErrNoResult)
	require.ErrorContains(t, err, "moov atom not found")
	require.Less(t, len(err.Error()), maxTail+500)
	require.NotContains(t, err.Error(), "\x1b")
}

func TestAChildThatBabblesIsAnError(t *testing.T) {
	t.Parallel()
	_, _, err := runChild(t, "babbles", nil)
	require.ErrorIs(t, err, jobs.ErrReport)
}

func TestTheEndOfTheJobKillsItsChild(t *testing.T) {
	t.Parallel()
	order, files := orderFor(t, "hangs")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	began := time.Now()
	_, err := (&children{Log: slog.New(slog.DiscardHandler)}).Run(ctx, order, files, func(media.Millis) { cancel() })
	require.ErrorIs(t, err, context.Canceled)
	require.Less(t, time.Since(began), 20*time.Second)
}

func TestAnOrderThatIsNoneStartsNothing(t *testing.T) {
	t.Parallel()
	order, files := orderFor(t, "works")
	order.Take = 0
	_, err := (&children{Log: slog.New(slog.DiscardHandler)}).Run(t.Context(), order, files, nil)
	require.ErrorIs(t, err, jobs.ErrOrder)
}
