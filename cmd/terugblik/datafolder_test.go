package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// openFolder is one that other accounts can get to, which t.TempDir is not under root.
func openFolder(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("/tmp", "tb")
	require.NoError(t, err)
	require.NoError(t, os.Chmod(folder, 0o755))
	t.Cleanup(func() { require.NoError(t, os.RemoveAll(folder)) })
	return folder
}

func TestTheDataFolderIsMadeWhereItWasAskedFor(t *testing.T) {
	t.Parallel()
	want := filepath.Join(openFolder(t), "a", "var")
	got, note, err := dataFolder(config{Data: want})
	require.NoError(t, err)
	require.Equal(t, want, got)
	require.Empty(t, note)
	info, err := os.Stat(want)
	require.NoError(t, err)
	if os.Geteuid() == 0 {
		require.EqualValues(t, 0o711, info.Mode().Perm(), "PostgreSQL passes through, nobody looks in")
		return
	}
	require.EqualValues(t, 0o700, info.Mode().Perm())
}

func TestRootTakesAnotherFolderWhereItsOwnIsClosed(t *testing.T) {
	t.Parallel()
	closed := openFolder(t)
	require.NoError(t, os.Chmod(closed, 0o700))
	asked := filepath.Join(closed, "clone", "var")
	got, note, err := dataFolder(config{Data: asked})
	require.NoError(t, err)
	if os.Geteuid() != 0 {
		require.Equal(t, asked, got, "an ordinary user runs everything as itself")
		return
	}
	require.Equal(t, sharedData, got)
	require.Contains(t, note, asked)
	require.Contains(t, note, sharedData)

	got, note, err = dataFolder(config{Data: asked, DatabaseURL: "postgres://a@h/d"})
	require.NoError(t, err)
	require.Equal(t, asked, got, "no PostgreSQL of its own, no need")
	require.Empty(t, note)
}

func TestAClosedFolderIsOpenedOnlyWhenItIsOurs(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		require.NoError(t, makeFolder(t.TempDir(), 0o700), "an ordinary user opens nothing")
		return
	}
	empty := openFolder(t)
	require.NoError(t, os.Chmod(empty, 0o700))
	got, _, err := dataFolder(config{Data: empty})
	require.NoError(t, err)
	require.Equal(t, empty, got)

	strange := openFolder(t)
	require.NoError(t, os.WriteFile(filepath.Join(strange, "diary"), nil, 0o600))
	require.NoError(t, os.Chmod(strange, 0o700))
	got, _, err = dataFolder(config{Data: strange})
	require.NoError(t, err)
	require.Equal(t, sharedData, got)
	info, err := os.Stat(strange)
	require.NoError(t, err)
	require.EqualValues(t, 0o700, info.Mode().Perm())
}

func TestOneProcessAtATimeWorksOnADataFolder(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	release, err := lockData(folder)
	require.NoError(t, err)
	_, err = lockData(folder)
	require.ErrorContains(t, err, "already works on the data folder "+folder)
	require.NoError(t, release())
	release, err = lockData(folder)
	require.NoError(t, err)
	require.NoError(t, release())
}

func TestANodeKeepsItsName(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	first, err := nodeID(folder)
	require.NoError(t, err)
	require.Regexp(t, `^[0-9a-f]{12}$`, first)
	again, err := nodeID(folder)
	require.NoError(t, err)
	require.Equal(t, first, again)
	require.NoError(t, os.WriteFile(filepath.Join(folder, "node"), []byte("../x"), 0o600))
	_, err = nodeID(folder)
	require.ErrorContains(t, err, "twelve hexadecimal digits")
}
