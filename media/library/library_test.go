package library

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"terugblik/media"
)

func put(t testing.TB, l *Library, id media.RecordingID, path string, plain []byte) {
	t.Helper()
	require.NoError(t, l.Put(context.Background(), id, path, bytes.NewReader(plain)))
}

func get(l *Library, id media.RecordingID, path string) ([]byte, error) {
	f, err := l.Open(context.Background(), id, path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

func TestWhatIsPutIsOpenedAndReplacedWhole(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	put(t, l, recA, "takes/001.mp4", noise(100_000))
	got, err := get(l, recA, "takes/001.mp4")
	require.NoError(t, err)
	require.Equal(t, noise(100_000), got)

	put(t, l, recA, "takes/001.mp4", noise(50))
	got, err = get(l, recA, "takes/001.mp4")
	require.NoError(t, err)
	require.Equal(t, noise(50), got)

	failing := io.MultiReader(bytes.NewReader(noise(99_000)), iotest.ErrReader(io.ErrClosedPipe))
	require.ErrorIs(t, l.Put(context.Background(), recA, "takes/001.mp4", failing), io.ErrClosedPipe)
	got, err = get(l, recA, "takes/001.mp4")
	require.NoError(t, err)
	require.Equal(t, noise(50), got, "a failed write leaves the earlier file")
	require.Empty(t, names(t, filepath.Join(l.root, incomingFolder)))
}

func names(t testing.TB, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestCancelledWriteLeavesNothing(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	require.ErrorIs(t, l.Put(ctx, recA, "takes/001.mp4", bytes.NewReader(noise(9))), context.Canceled)
	_, err := get(l, recA, "takes/001.mp4")
	require.ErrorIs(t, err, media.ErrNotFound)
	require.Empty(t, names(t, filepath.Join(l.root, incomingFolder)))
}

func TestFileDoesNotOpenUnderAnotherNameOrRecording(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	put(t, l, recA, "takes/001.mp4", noise(100))
	raw, err := os.ReadFile(l.path(mediaFolder, recA, "takes/001.mp4"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(l.path(mediaFolder, recA, "takes/002.mp4"), raw, fileMode))
	_, err = get(l, recA, "takes/002.mp4")
	require.ErrorIs(t, err, ErrWrongKey)
	_, _, err = l.Fetch(context.Background(), recA, "takes/002.mp4")
	require.ErrorIs(t, err, ErrWrongKey)

	put(t, l, recB, "takes/001.mp4", noise(100))
	require.NoError(t, os.WriteFile(l.path(mediaFolder, recB, "takes/001.mp4"), raw, fileMode))
	_, err = get(l, recB, "takes/001.mp4")
	require.ErrorIs(t, err, ErrWrongKey)

	shelf := l.vault.(*shelf) // an operator who copies the wrapped key gets no further
	shelf.keys[string(recB)] = shelf.keys[string(recA)]
	_, err = get(l, recB, "takes/001.mp4")
	require.ErrorIs(t, err, ErrWrongKey)
}

func TestFetchHandsAChildWhatUnsealNeeds(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	put(t, l, recA, "takes/001.mp4", noise(70_000))
	file, key, err := l.Fetch(context.Background(), recA, "takes/001.mp4")
	require.NoError(t, err)
	defer file.Close()
	at, err := file.Seek(0, io.SeekCurrent)
	require.NoError(t, err)
	require.Zero(t, at)
	raw, err := io.ReadAll(file)
	require.NoError(t, err)
	got, err := unsealAll(raw, key)
	require.NoError(t, err)
	require.Equal(t, noise(70_000), got)
}

func TestAnotherMasterKeyOpensNothing(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	put(t, l, recA, "takes/001.mp4", noise(100))
	other, err := Open(Config{Root: l.root, Master: Key{4}, Vault: l.vault})
	require.NoError(t, err)
	_, err = get(other, recA, "takes/001.mp4")
	require.ErrorIs(t, err, ErrWrongKey)
	require.ErrorIs(t, other.Create(context.Background(), recA), ErrWrongKey)
}

func TestCreateKeepsTheKeyThatIsThere(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	before := dataKey(t, l, recA)
	require.NoError(t, l.Create(context.Background(), recA))
	require.True(t, before == dataKey(t, l, recA))
	require.False(t, before == dataKey(t, l, recB))
	require.NotContains(t, string(l.vault.(*shelf).keys[string(recA)]), string(before[:]))
}

func TestMissingFileIsNotFound(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	put(t, l, recA, "takes/001.mp4", nil)
	for _, path := range []string{"takes/002.mp4", "takes", "takes/001.mp4/x", "../x", "", "Takes/001.mp4"} {
		_, err := get(l, recA, path)
		require.ErrorIs(t, err, media.ErrNotFound, path)
	}
	got, err := get(l, recA, "takes/001.mp4")
	require.NoError(t, err)
	require.Empty(t, got)
}

func TestFinishedFolderIsTakenInWhole(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	dir, remove, err := l.TempFolder("transcode-1")
	require.NoError(t, err)
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "720p"), folderMode))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "master.m3u8"), noise(10), fileMode))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "720p", "0001.m4s"), noise(20), fileMode))
	files, size, err := l.PutFolder(context.Background(), recA, "watch/1", dir)
	require.NoError(t, err)
	require.Equal(t, 2, files)
	require.EqualValues(t, 30, size)
	got, err := get(l, recA, "watch/1/720p/0001.m4s")
	require.NoError(t, err)
	require.Equal(t, noise(20), got)
	remove()
	remove()
	require.NoDirExists(t, dir)

	require.NoError(t, l.Remove(recA, "watch/1"))
	require.NoError(t, l.Remove(recA, "watch/1"))
	_, err = get(l, recA, "watch/1/master.m3u8")
	require.ErrorIs(t, err, media.ErrNotFound)
}

func TestLinkInAFinishedFolderIsRefused(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	dir := t.TempDir()
	require.NoError(t, os.Symlink("/etc/hostname", filepath.Join(dir, "master.m3u8")))
	_, _, err := l.PutFolder(context.Background(), recA, "watch/1", dir)
	require.ErrorContains(t, err, "not a plain file")
	_, err = openPlain(filepath.Join(dir, "master.m3u8"))
	require.Error(t, err)
	_, _, err = l.PutFolder(context.Background(), recA, "watch/1", filepath.Join(dir, "gone"))
	require.ErrorIs(t, err, fs.ErrNotExist)
}

func TestEverythingOnDiskIsPrivate(t *testing.T) {
	t.Parallel()
	root := filepath.Join(t.TempDir(), "data")
	l := openLibraryAt(t, root, &shelf{keys: map[string][]byte{}}, 0)
	put(t, l, recA, "watch/1/master.m3u8", noise(10))
	writeTestLog(t, l, "001.log", 1)
	_, _, err := l.TempFolder("job")
	require.NoError(t, err)
	_, err = MasterKey(filepath.Join(root, "keys", "master.key"))
	require.NoError(t, err)
	require.NoError(t, filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		require.NoError(t, err)
		info, err := d.Info()
		require.NoError(t, err)
		want := os.FileMode(fileMode)
		if d.IsDir() {
			want = folderMode
		}
		require.Equal(t, want, info.Mode().Perm(), path)
		return nil
	}))
}

func TestCleanTempRemovesWhatACrashLeft(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	put(t, l, recA, "takes/001.mp4", noise(10))
	dir, _, err := l.TempFolder("job")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "half.mp4"), noise(10), fileMode))
	require.NoError(t, os.WriteFile(filepath.Join(l.root, incomingFolder, "123"), noise(10), fileMode))
	require.NoError(t, l.CleanTemp())
	require.Empty(t, names(t, filepath.Join(l.root, tempFolder)))
	require.Empty(t, names(t, filepath.Join(l.root, incomingFolder)))
	_, err = get(l, recA, "takes/001.mp4")
	require.NoError(t, err)
}

func TestOpenNamesWhatIsMissing(t *testing.T) {
	t.Parallel()
	for _, c := range []Config{{Root: t.TempDir()}, {Master: Key{1}, Vault: &shelf{}}, {Root: t.TempDir(), Vault: &shelf{}}} {
		_, err := Open(c)
		require.ErrorContains(t, err, "needed")
	}
}

func TestVaultThatFailsIsNoErasure(t *testing.T) {
	t.Parallel()
	down := errors.New("database gone")
	l, err := Open(Config{Root: t.TempDir(), Master: Key{1}, Vault: downVault{down}})
	require.NoError(t, err)
	_, err = get(l, recA, "takes/001.mp4")
	require.ErrorIs(t, err, down)
	require.NotErrorIs(t, err, media.ErrErased)
	require.ErrorIs(t, l.Create(context.Background(), recA), down)
}

type downVault struct{ err error }

func (v downVault) PutKey(context.Context, string, []byte) error { return v.err }
func (v downVault) Key(context.Context, string) ([]byte, error)  { return nil, v.err }
func (v downVault) DestroyKey(context.Context, string) error     { return v.err }
