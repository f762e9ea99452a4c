package library

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/media"
)

func TestWhatIsErasedIsListedOutsideTheDatabaseBeforeItsKeyGoes(t *testing.T) {
	t.Parallel()
	id := media.RecordingID("0195a1b2-0000-7000-8000-00000000000a")
	vault := &erasing{shelf: &shelf{keys: map[string][]byte{}}}
	l := openLibraryAt(t, t.TempDir(), vault, 0)
	require.NoError(t, l.Create(t.Context(), id))
	list := filepath.Join(l.root, erasedName)
	ids, err := ErasedIn(list)
	require.NoError(t, err)
	require.Empty(t, ids)

	broken := *l
	broken.vault = downVault{errLost}
	_, err = broken.Erase(t.Context(), id)
	require.ErrorIs(t, err, errLost)
	ids, err = ErasedIn(list)
	require.NoError(t, err)
	require.Equal(t, []media.RecordingID{id}, ids, "listed although the key is still there")

	file, err := os.OpenFile(list, os.O_APPEND|os.O_WRONLY, 0)
	require.NoError(t, err)
	_, err = file.WriteString("2026-11-22T12:00:00Z 0195a1b2-0000-7000-8000-0000")
	require.NoError(t, err)
	require.NoError(t, file.Close())
	ids, err = ErasedIn(list)
	require.NoError(t, err)
	require.Len(t, ids, 1, "half a line names nothing")

	other := media.RecordingID("0195a1b2-0000-7000-8000-00000000000b")
	require.NoError(t, l.Create(t.Context(), other))
	_, err = l.Empty(t.Context(), other)
	require.NoError(t, err)
	ids, err = ErasedIn(list)
	require.NoError(t, err)
	require.NotContains(t, ids, other, "a recording that goes on with another film is not erased")
}
