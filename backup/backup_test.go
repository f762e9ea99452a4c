package backup

import (
	"bufio"
	"context"
	"errors"
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

func TestABackupHoldsAllButTheDatabaseFolderAndWhatIsOfTheMoment(t *testing.T) {
	t.Parallel()
	data := dataFolder(t)
	made := makeOne(t, data, filepath.Join(t.TempDir(), "shelf"), noon)
	var paths []string
	for _, f := range made.Files {
		paths = append(paths, strings.TrimPrefix(f.Path, "files/"))
	}
	require.ElementsMatch(t, []string{
		"media/" + recA + "/takes/001.mp4", "media/" + recA + "/watch/1/0_000.m4s", "media/" + recB + "/takes/001.mp4",
		"journal/" + recB + "/002", "keys/master.key", "tls/ca.key", "node", "erased.log",
	}, paths)
	require.Equal(t, "erased.log", paths[len(paths)-1], "what is erased meanwhile is in it")
	require.Equal(t, "20261122T120000Z", filepath.Base(made.Folder))
	info, err := os.Stat(made.Folder)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o700), info.Mode().Perm())

	read, err := Read(made.Folder)
	require.NoError(t, err)
	require.NoError(t, Check(t.Context(), made.Folder, read))
	require.Equal(t, 2, read.Recordings())
}

func TestABackupPutBackIsTheSame(t *testing.T) {
	t.Parallel()
	data := dataFolder(t)
	made := makeOne(t, data, filepath.Join(t.TempDir(), "shelf"), noon)
	fresh := t.TempDir()
	files, _, err := Put(t.Context(), made.Folder, made.Manifest, fresh, map[string]bool{recB: true})
	require.NoError(t, err)
	require.Equal(t, 6, files)
	for _, same := range []string{"media/" + recA + "/takes/001.mp4", "keys/master.key", "node"} {
		was, err := os.ReadFile(filepath.Join(data, same))
		require.NoError(t, err)
		is, err := os.ReadFile(filepath.Join(fresh, same))
		require.NoError(t, err)
		require.Equal(t, was, is)
	}
	info, err := os.Stat(filepath.Join(fresh, "keys/master.key"))
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	require.NoDirExists(t, filepath.Join(fresh, "media", recB), "an erased recording does not come back")
	require.NoDirExists(t, filepath.Join(fresh, "journal", recB))
}

func TestWhatTheLastBackupHoldsTakesNoRoomAgain(t *testing.T) {
	t.Parallel()
	data, shelf := dataFolder(t), filepath.Join(t.TempDir(), "shelf")
	first := makeOne(t, data, shelf, noon)
	require.Zero(t, first.Linked)
	require.NoError(t, os.WriteFile(filepath.Join(data, "media", recB, "takes/001.mp4"), []byte("changed"), 0o600))
	second := makeOne(t, data, shelf, noon.Add(time.Hour))
	require.EqualValues(t, 3000+2000+len("journal"), second.Linked)
	require.NoError(t, Check(t.Context(), second.Folder, second.Manifest))
	full := makeOne(t, data, shelf, noon.Add(2*time.Hour), func(m *Making) { m.Full = true })
	require.Zero(t, full.Linked)

	s, err := OpenShelf(shelf)
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() })
	removed, err := s.Forget(noon.Add(90*time.Minute), time.Hour)
	require.NoError(t, err)
	require.Equal(t, 1, removed)
	require.NoDirExists(t, first.Folder)
	require.NoError(t, Check(t.Context(), second.Folder, second.Manifest), "what was shared stays")
	removed, err = s.Forget(noon.AddDate(1, 0, 0), time.Hour)
	require.NoError(t, err)
	require.Equal(t, 1, removed)
	require.DirExists(t, full.Folder, "the newest stays")
}

func TestARecordingErasedMeanwhileIsNotInTheBackup(t *testing.T) {
	t.Parallel()
	data := dataFolder(t)
	erase := func() {
		require.NoError(t, os.RemoveAll(filepath.Join(data, "media", recB)))
		require.NoError(t, os.RemoveAll(filepath.Join(data, "journal", recB)))
	}
	made := makeOne(t, data, filepath.Join(t.TempDir(), "shelf"), noon)
	w := &writer{ctx: t.Context(), folder: made.Folder, made: made}
	erase() // after its film was copied
	require.NoError(t, w.dropErased(data))
	require.Equal(t, []string{recB}, w.made.Gone)
	require.NoDirExists(t, filepath.Join(made.Folder, "files/media", recB))
	require.NoDirExists(t, filepath.Join(made.Folder, "files/journal", recB))
	require.NoError(t, Check(t.Context(), made.Folder, w.made.Manifest))
}

func TestADamagedBackupIsSaidByTheNameOfTheFile(t *testing.T) {
	t.Parallel()
	film := "files/media/" + recA + "/takes/001.mp4"
	change := func(path string, do func([]byte) []byte) func(*testing.T, string) {
		return func(t *testing.T, folder string) {
			t.Helper()
			content, err := os.ReadFile(filepath.Join(folder, path))
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(filepath.Join(folder, path), do(content), 0o600))
		}
	}
	flip := func(b []byte) []byte { b[len(b)/2] ^= 1; return b }
	cut := func(b []byte) []byte { return b[:len(b)-1] }
	remove := func(path string) func(*testing.T, string) {
		return func(t *testing.T, folder string) {
			t.Helper()
			require.NoError(t, os.Remove(filepath.Join(folder, path)))
		}
	}
	for name, c := range map[string]struct {
		damage func(*testing.T, string)
		want   string
	}{
		"one bit of film":         {change(film, flip), film + " has changed"},
		"a cut film":              {change(film, cut), film + " has 2999 bytes where 3000 were written"},
		"a missing film":          {remove(film), film + " is missing"},
		"one bit of the database": {change(DatabaseName, flip), DatabaseName + " has changed"},
		"an empty database":       {change(DatabaseName, func([]byte) []byte { return nil }), DatabaseName + " has 0 bytes"},
		"one bit of the list":     {change(ManifestName, flip), ManifestName + " does not fit"},
		"no sum":                  {remove(sumName), ManifestName + " does not fit"},
		"no list":                 {remove(ManifestName), "not a finished backup"},
		"no key":                  {remove("files/keys/master.key"), "master.key is missing"},
		"a link instead of a film": {func(t *testing.T, folder string) {
			remove(film)(t, folder)
			require.NoError(t, os.Symlink("/etc/passwd", filepath.Join(folder, film)))
		}, film + " cannot be read"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			made := makeOne(t, dataFolder(t), filepath.Join(t.TempDir(), "shelf"), noon)
			c.damage(t, made.Folder)
			m, err := Read(made.Folder)
			if err == nil {
				err = Check(t.Context(), made.Folder, m)
			}
			require.ErrorContains(t, err, c.want)
		})
	}
}

func TestAListThatLeadsOutOfTheBackupIsRefused(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"../../etc/passwd", "/etc/passwd", "files/../../x", "files/../x", "files//x", ""} {
		folder := t.TempDir()
		m := about(noon)
		m.Database = File{Path: DatabaseName}
		m.Files = []File{{Path: path}}
		require.NoError(t, m.write(folder))
		_, err := Read(folder)
		require.ErrorIs(t, err, ErrDamaged, path)
	}
}

func TestAFailureLeavesNothing(t *testing.T) {
	t.Parallel()
	shelf := filepath.Join(t.TempDir(), "shelf")
	s, err := OpenShelf(shelf)
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() })
	ctx, cancel := context.WithCancel(t.Context())
	for name, dump := range map[string]func(context.Context, io.Writer) error{
		"the database fails": func(context.Context, io.Writer) error { return errors.New("gone") },
		"it is called off": func(_ context.Context, to io.Writer) error {
			cancel()
			_, err := to.Write([]byte("x"))
			return err
		},
	} {
		_, err := Make(ctx, Making{Data: dataFolder(t), Shelf: s, Dump: dump, About: about(noon)})
		require.Error(t, err, name)
		entries, err := os.ReadDir(shelf)
		require.NoError(t, err)
		require.Empty(t, entries, name)
	}
}

func TestTwoBackupsAtOnceAreRefusedAndAKilledOneIsCleared(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	data, shelf := filepath.Join(dir, "data"), filepath.Join(dir, "shelf")
	require.NoError(t, place(data, "node", "0123456789ab\n"))
	cmd := child("killed", dir)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	require.True(t, bufio.NewScanner(out).Scan())

	_, err = OpenShelf(shelf)
	require.ErrorIs(t, err, ErrBusy)
	may, release, err := Removing(data)
	require.NoError(t, err)
	require.False(t, may, "nothing is tidied away from under a backup")
	require.NoError(t, release())

	require.NoError(t, cmd.Process.Kill())
	require.Error(t, cmd.Wait())
	halves, err := filepath.Glob(filepath.Join(shelf, "*"+partial))
	require.NoError(t, err)
	require.Len(t, halves, 1)
	made := makeOne(t, data, shelf, noon)
	require.NoDirExists(t, halves[0])
	require.NoError(t, Check(t.Context(), made.Folder, made.Manifest))
	may, release, err = Removing(data)
	require.NoError(t, err)
	require.True(t, may)
	require.NoError(t, release())
}

// TestAFullDiskIsSaidAndNothingStays fills a real file system of 1 MiB in a child with name spaces of its own.
func TestAFullDiskIsSaidAndNothingStays(t *testing.T) {
	t.Parallel()
	cmd := child("full", t.TempDir())
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS}
	if os.Geteuid() != 0 {
		id := func(n int) []syscall.SysProcIDMap { return []syscall.SysProcIDMap{{HostID: n, Size: 1}} }
		cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings, cmd.SysProcAttr.GidMappings = id(os.Getuid()), id(os.Getgid())
	}
	err := cmd.Run()
	var ended *exec.ExitError
	if err != nil && (!errors.As(err, &ended) || ended.ExitCode() == noMount) {
		t.Skipf("no small file system can be mounted here (%v)", err)
	}
	require.NoError(t, err)
}

func TestARestoreBeginsInAnEmptyFolderOnly(t *testing.T) {
	t.Parallel()
	require.NoError(t, Empty(filepath.Join(t.TempDir(), "new")))
	data := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(data, "lost+found"), 0o700))
	require.NoError(t, Empty(data), "the root of a disk")
	unmark, err := Mark(data)
	require.NoError(t, err)
	require.ErrorContains(t, Empty(data), "broken off")
	require.NoError(t, unmark())
	require.NoError(t, Empty(data))
	require.NoError(t, place(data, "x", ""))
	require.ErrorIs(t, Empty(data), ErrNotEmpty)
}

func TestASecretIsNotOnTheCommandLine(t *testing.T) {
	t.Parallel()
	where, secret := target("postgres://owner:geheim@db.example/terugblik?sslmode=require&timezone=UTC")
	require.Equal(t, "postgres://owner@db.example/terugblik?sslmode=require", where)
	require.Equal(t, "geheim", secret)
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"form":1,"files":[{"path":"files/x","size":1}],"database":{"path":"database.dump"}}`))
	f.Add([]byte(`{"form":9}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		var m Manifest
		if err := m.parse(text, "x"); err != nil {
			return
		}
		for _, file := range m.all() {
			require.True(t, filepath.IsLocal(file.Path))
		}
	})
}
