package library

import (
	"bytes"
	"context"
	"errors"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/media"
)

// fill gives recording A two files and a log.
func fill(t *testing.T, l *Library) {
	put(t, l, recA, "takes/001.mp4", noise(200_000))
	put(t, l, recA, "watch/1/master.m3u8", noise(100))
	writeTestLog(t, l, "001.log", 2)
}

// keyless are what lies on disk without a key.
func keyless(ctx context.Context, l *Library) (found []media.RecordingID, err error) {
	all, err := l.Survey(ctx)
	for _, held := range all {
		if !held.Key {
			found = append(found, held.Recording)
		}
	}
	return found, err
}

func requireNothingReadable(t *testing.T, l *Library) {
	t.Helper()
	ctx := context.Background()
	for _, path := range []string{"takes/001.mp4", "watch/1/master.m3u8", "never/there.mp4"} {
		_, err := l.Open(ctx, recA, path)
		require.ErrorIs(t, err, media.ErrErased)
		_, _, err = l.Fetch(ctx, recA, path)
		require.ErrorIs(t, err, media.ErrErased)
	}
	_, _, err := l.OpenLog(ctx, recA, "001.log")
	require.ErrorIs(t, err, media.ErrErased)
	_, err = l.Append(ctx, recA, "002.log")
	require.ErrorIs(t, err, media.ErrErased)
	require.ErrorIs(t, l.Put(ctx, recA, "takes/002.mp4", bytes.NewReader(nil)), media.ErrErased)
}

func TestErasedRecordingIsGoneAndTheOtherStays(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	fill(t, l)
	put(t, l, recB, "takes/001.mp4", noise(10))
	done, err := l.Erase(context.Background(), recA)
	require.NoError(t, err)
	require.Equal(t, 3, done.Files)
	require.Greater(t, done.Bytes, int64(200_100))
	requireNothingReadable(t, l)
	require.NoDirExists(t, l.path(mediaFolder, recA, ""))
	require.NoDirExists(t, l.path(journalFolder, recA, ""))
	_, err = get(l, recB, "takes/001.mp4")
	require.NoError(t, err)

	again, err := l.Erase(context.Background(), recA)
	require.NoError(t, err)
	require.Equal(t, Erased{}, again)
}

func TestWithoutItsKeyNothingOpensThoughFilesRemain(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	fill(t, l)
	require.NoError(t, l.vault.DestroyKey(context.Background(), string(recA)))
	require.FileExists(t, l.path(mediaFolder, recA, "takes/001.mp4"))
	requireNothingReadable(t, l)

	orphans, err := keyless(context.Background(), l)
	require.NoError(t, err)
	require.Equal(t, []media.RecordingID{recA}, orphans)

	require.NoError(t, l.Create(context.Background(), recA)) // a new key does not bring the old files back
	_, err = get(l, recA, "takes/001.mp4")
	require.ErrorIs(t, err, ErrWrongKey)
}

// losing destroys the key and then loses the answer, as a connection may after the commit.
type losing struct {
	*shelf
	lose bool
}

var errLost = errors.New("connection lost")

func (v *losing) DestroyKey(ctx context.Context, recording string) error {
	if err := v.shelf.DestroyKey(ctx, recording); err != nil || !v.lose {
		return err
	}
	return errLost
}

func TestErasingCompletesAfterACrashBetweenAnyTwoSteps(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	steps := map[string]func(t *testing.T, l *Library, v *losing){
		"after the key": func(t *testing.T, l *Library, v *losing) {
			v.lose = true
			_, err := l.Erase(ctx, recA)
			require.ErrorIs(t, err, errLost)
			require.FileExists(t, l.path(mediaFolder, recA, "takes/001.mp4"))
			v.lose = false
		},
		"after one file": func(t *testing.T, l *Library, v *losing) {
			require.NoError(t, v.DestroyKey(ctx, string(recA)))
			require.NoError(t, os.Remove(l.path(mediaFolder, recA, "takes/001.mp4")))
		},
		"after all files": func(t *testing.T, l *Library, v *losing) {
			require.NoError(t, v.DestroyKey(ctx, string(recA)))
			require.NoError(t, os.RemoveAll(l.path(mediaFolder, recA, "")))
		},
	}
	for name, crash := range steps {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			vault := &losing{shelf: &shelf{keys: map[string][]byte{}}}
			l := openLibraryAt(t, t.TempDir(), vault, 0)
			fill(t, l)
			crash(t, l, vault)
			requireNothingReadable(t, l)
			orphans, err := keyless(ctx, l)
			require.NoError(t, err)
			require.Equal(t, []media.RecordingID{recA}, orphans)

			_, err = l.Erase(ctx, recA)
			require.NoError(t, err)
			orphans, err = keyless(ctx, l)
			require.NoError(t, err)
			require.Empty(t, orphans)
			require.NoDirExists(t, l.path(mediaFolder, recA, ""))
			require.NoDirExists(t, l.path(journalFolder, recA, ""))
		})
	}
}

// erasing runs an erasure just before the key is asked for the second time.
type erasing struct {
	*shelf
	asked int
	now   func()
}

func (v *erasing) Key(ctx context.Context, recording string) ([]byte, error) {
	if v.asked++; v.asked == 2 && v.now != nil {
		v.now()
	}
	return v.shelf.Key(ctx, recording)
}

func TestFileThatIsPutDuringAnErasureDoesNotStay(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	vault := &erasing{shelf: &shelf{keys: map[string][]byte{}}}
	l := openLibraryAt(t, t.TempDir(), vault, 0)
	for name, write := range map[string]func() error{
		"put":    func() error { return l.Put(ctx, recA, "takes/001.mp4", bytes.NewReader(noise(10))) },
		"append": func() error { _, err := l.Append(ctx, recA, "001.log"); return err },
	} {
		require.NoError(t, l.Create(ctx, recA))
		vault.asked, vault.now = 0, func() { require.NoError(t, vault.DestroyKey(ctx, string(recA))) }
		require.ErrorIs(t, write(), media.ErrErased, name)
		vault.now = nil
		for _, folder := range []string{mediaFolder, journalFolder} {
			files, _, err := measure(l.path(folder, recA, ""))
			require.NoError(t, err)
			require.Zero(t, files, name)
		}
	}
}

func TestVaultThatFailsStopsAnErasureBeforeItsFiles(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	fill(t, l)
	down := errors.New("database gone")
	broken := *l
	broken.vault = downVault{down}
	_, err := broken.Erase(context.Background(), recA)
	require.ErrorIs(t, err, down)
	_, err = broken.Survey(context.Background())
	require.ErrorIs(t, err, down)
	_, err = get(l, recA, "takes/001.mp4")
	require.NoError(t, err, "an erasure that was not begun leaves the recording as it was")
}

func TestASurveyCountsWhatLiesOnDisk(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	ctx := context.Background()
	fill(t, l)
	require.NoError(t, os.MkdirAll(l.path(mediaFolder, "Not Ours", ""), 0o700))
	require.NoError(t, os.WriteFile(l.path(mediaFolder, "Not Ours", "x"), []byte("12345"), 0o600))
	dir, remove, err := l.TempFolder("job")
	require.NoError(t, err)
	defer remove()
	require.NoError(t, os.WriteFile(dir+"/plain", []byte("a job's own"), 0o600))
	all, err := l.Survey(ctx)
	require.NoError(t, err)
	require.Len(t, all, 2)
	require.Equal(t, recA, all[0].Recording)
	require.Equal(t, 3, all[0].Files, "files and its journal")
	require.True(t, all[0].Key)
	require.Equal(t, Holding{Recording: "Not Ours", Files: 1, Bytes: 5}, all[1])
	for path, want := range map[string]bool{"takes/001.mp4": true, "takes/002.mp4": false} {
		has, err := l.Has(recA, path)
		require.NoError(t, err)
		require.Equal(t, want, has, path)
	}
	_, err = l.Has(recA, "../journal")
	require.ErrorIs(t, err, ErrPath)
}
