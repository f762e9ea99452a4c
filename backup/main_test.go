package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// The test binary starts itself again, as a child with a small disk of its own or as one that is killed.
const childTask = "BACKUP_TEST_CHILD"

func TestMain(m *testing.M) {
	dir := os.Args[len(os.Args)-1]
	var err error
	switch os.Getenv(childTask) {
	case "":
		os.Exit(m.Run())
	case "full":
		err = fillSmallDisk(dir)
	case "killed":
		err = hang(dir)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func child(task, dir string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], dir)
	cmd.Env = append(os.Environ(), childTask+"="+task)
	cmd.Stderr = os.Stderr
	return cmd
}

const (
	recA = "0195a1b2-0000-7000-8000-00000000000a"
	recB = "0195a1b2-0000-7000-8000-00000000000b"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func place(dir, path, content string) error {
	to := filepath.Join(dir, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	return os.WriteFile(to, []byte(content), 0o600)
}

// dataFolder is one as a server leaves it.
func dataFolder(t *testing.T) string {
	t.Helper()
	data := t.TempDir()
	for path, content := range map[string]string{
		"media/" + recA + "/takes/001.mp4":     strings.Repeat("a", 3000),
		"media/" + recA + "/watch/1/0_000.m4s": strings.Repeat("b", 2000),
		"media/" + recB + "/takes/001.mp4":     strings.Repeat("c", 1000),
		"media/.incoming/123":                  "half",
		"journal/" + recB + "/002":             "journal",
		"keys/master.key":                      "secret",
		"tls/ca.key":                           "secret too",
		"node":                                 "0123456789ab\n",
		"erased.log":                           "",
		"postgres/PG_VERSION":                  "15",
		"run/.s.PGSQL.5432.lock":               "1",
		"tmp/job/x":                            "plain film",
		"terugblik.lock":                       "1",
	} {
		require.NoError(t, place(data, path, content))
	}
	return data
}

func about(at time.Time) Manifest {
	return Manifest{Program: "test", Node: "0123456789ab", At: at, PostgreSQL: 15, Schema: 8, Tables: map[string]Table{"holder": {Rows: 2, Digest: "7"}}}
}

func dumped(_ context.Context, to io.Writer) error {
	_, err := io.WriteString(to, "PGDMP")
	return err
}

func makeOne(t *testing.T, data, shelf string, at time.Time, change ...func(*Making)) Made {
	t.Helper()
	s, err := OpenShelf(shelf)
	require.NoError(t, err)
	defer func() { require.NoError(t, s.Close()) }()
	m := Making{Data: data, Shelf: s, Dump: dumped, About: about(at)}
	for _, c := range change {
		c(&m)
	}
	made, err := Make(t.Context(), m)
	require.NoError(t, err)
	return made
}

// hang is in the middle of a backup until it is killed.
func hang(dir string) error {
	s, err := OpenShelf(filepath.Join(dir, "shelf"))
	if err != nil {
		return err
	}
	release, err := Lock(context.Background(), filepath.Join(dir, "data"))
	if err != nil {
		return err
	}
	defer func() { _ = release() }()
	_, err = Make(context.Background(), Making{Data: filepath.Join(dir, "data"), Shelf: s, About: about(noon), Dump: func(ctx context.Context, to io.Writer) error {
		if err := dumped(ctx, to); err != nil {
			return err
		}
		fmt.Println("under way")
		select {}
	}})
	return err
}

// noMount is how the child says that it met no full disk because it could not make one.
const noMount = 77

func fillSmallDisk(dir string) error {
	err := errors.Join(
		syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""),
		syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1m,mode=0700"))
	if err != nil {
		fmt.Fprintln(os.Stderr, "mount:", err)
		os.Exit(noMount)
	}
	data, err := os.MkdirTemp("", "data")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(data) }()
	s, err := OpenShelf(filepath.Join(dir, "shelf"))
	if err != nil {
		return err
	}
	try := func(film int, dump func(context.Context, io.Writer) error) error {
		if err := place(data, "media/"+recA+"/takes/001.mp4", strings.Repeat("x", film)); err != nil {
			return err
		}
		_, err := Make(context.Background(), Making{Data: data, Shelf: s, About: about(noon), Dump: dump})
		entries, readErr := os.ReadDir(s.Path)
		if readErr != nil || len(entries) != 0 {
			return fmt.Errorf("%d entries are left: %w", len(entries), readErr)
		}
		if !errors.Is(err, ErrFull) {
			return fmt.Errorf("on a full disk: %w", err)
		}
		return nil
	}
	return errors.Join(
		try(4<<20, dumped), // seen before the work
		try(10, func(_ context.Context, to io.Writer) error { // seen while the database is written
			_, err := to.Write(make([]byte, 2<<20))
			return err
		}))
}
