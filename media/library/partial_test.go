package library

import (
	"bytes"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/media"
)

const partName = "upload"

// pieceOf is n bytes that no two tests confuse.
func pieceOf(seed uint64, n int) []byte {
	out := make([]byte, n)
	source := rand.NewChaCha8([32]byte{byte(seed)})
	_, _ = source.Read(out)
	return out
}

func partPath(l *Library) string {
	return filepath.Join(l.root, journalFolder, string(recA), partName)
}

// forget makes the library a new process's.
func forget(l *Library) { l.marks = &sync.Map{} }

func appendPart(t testing.TB, l *Library, pieces ...[]byte) {
	t.Helper()
	p, err := l.ContinuePartial(t.Context(), recA, partName)
	require.NoError(t, err)
	for _, piece := range pieces {
		require.NoError(t, p.Append(piece))
	}
	require.NoError(t, p.Sync())
	require.NoError(t, p.Close())
}

func readPart(t testing.TB, l *Library) []byte {
	t.Helper()
	file, key, err := l.OpenPartial(t.Context(), recA, partName)
	require.NoError(t, err)
	defer file.Close()
	info, err := file.Stat()
	require.NoError(t, err)
	plain, err := UnsealPartial(file, info.Size(), key)
	require.NoError(t, err)
	content, err := io.ReadAll(io.NewSectionReader(plain, 0, plain.Size()))
	require.NoError(t, err)
	return content
}

func TestAPartialFileGoesOnWhereItStopped(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	require.NoError(t, l.StartPartial(t.Context(), recA, partName))
	require.ErrorIs(t, l.StartPartial(t.Context(), recA, partName), fs.ErrExist)
	one, two, three := pieceOf(1, MaxPiece), pieceOf(2, 1), pieceOf(3, 70_001)
	appendPart(t, l, one, two)
	forget(l)
	appendPart(t, l, three)
	size, err := l.PartialSize(t.Context(), recA, partName)
	require.NoError(t, err)
	want := bytes.Join([][]byte{one, two, three}, nil)
	require.EqualValues(t, len(want), size)
	require.Equal(t, want, readPart(t, l))
	sealed, err := os.ReadFile(partPath(l))
	require.NoError(t, err)
	require.NotContains(t, string(sealed), string(three[:32]))
}

func TestATornPieceOfAPartialFileIsCutOffAndWrittenAnewWithAnotherNonce(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	require.NoError(t, l.StartPartial(t.Context(), recA, partName))
	one, two := pieceOf(1, 5000), pieceOf(2, 5000)
	appendPart(t, l, one)
	whole, err := os.ReadFile(partPath(l))
	require.NoError(t, err)
	appendPart(t, l, two)
	full, err := os.ReadFile(partPath(l))
	require.NoError(t, err)
	for _, torn := range []int{1, pieceHead - 1, pieceHead, 2000, len(full) - len(whole) - 1} {
		require.NoError(t, os.WriteFile(partPath(l), full[:len(whole)+torn], 0o600))
		forget(l)
		size, err := l.PartialSize(t.Context(), recA, partName)
		require.NoError(t, err)
		require.EqualValues(t, 5000, size)
		appendPart(t, l, two)
		require.Equal(t, append(bytes.Clone(one), two...), readPart(t, l))
		again, err := os.ReadFile(partPath(l))
		require.NoError(t, err)
		require.NotEqual(t, full[len(whole)+pieceFixed:], again[len(whole)+pieceFixed:])
	}
}

func TestADamagedPieceEndsWhatIsWhole(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	require.NoError(t, l.StartPartial(t.Context(), recA, partName))
	appendPart(t, l, pieceOf(1, 1000), pieceOf(2, 1000), pieceOf(3, 1000))
	sealed, err := os.ReadFile(partPath(l))
	require.NoError(t, err)
	sealed[len(sealed)-1500] ^= 1
	require.NoError(t, os.WriteFile(partPath(l), sealed, 0o600))
	forget(l)
	size, err := l.PartialSize(t.Context(), recA, partName)
	require.NoError(t, err)
	require.EqualValues(t, 1000, size)
}

func TestAPartialFileOpensUnderItsOwnNameAndRecordingOnly(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	require.NoError(t, l.StartPartial(t.Context(), recA, partName))
	appendPart(t, l, pieceOf(1, 10))
	require.NoError(t, os.Rename(partPath(l), partPath(l)+"2"))
	_, err := l.PartialSize(t.Context(), recA, partName+"2")
	require.ErrorIs(t, err, ErrWrongKey)
	_, err = l.PartialSize(t.Context(), recA, partName)
	require.ErrorIs(t, err, media.ErrNotFound)
}

func TestErasingTakesAPartialFileAlong(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	require.NoError(t, l.StartPartial(t.Context(), recA, partName))
	appendPart(t, l, pieceOf(1, 10))
	erased, err := l.Erase(t.Context(), recA)
	require.NoError(t, err)
	require.Equal(t, 1, erased.Files)
	_, err = l.ContinuePartial(t.Context(), recA, partName)
	require.ErrorIs(t, err, media.ErrErased)
	require.NoFileExists(t, partPath(l))
}

func TestAPieceOutsideItsBoundsIsRefused(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	require.NoError(t, l.StartPartial(t.Context(), recA, partName))
	p, err := l.ContinuePartial(t.Context(), recA, partName)
	require.NoError(t, err)
	defer p.Close()
	require.Error(t, p.Append(nil))
	require.Error(t, p.Append(make([]byte, MaxPiece+1)))
	p.at.pieces = maxPieces
	require.ErrorIs(t, p.Append([]byte{1}), ErrPieces)
}

func FuzzUnsealPartial(f *testing.F) {
	l := openLibrary(f)
	require.NoError(f, l.StartPartial(f.Context(), recA, partName))
	appendPart(f, l, pieceOf(1, 300), pieceOf(2, 20))
	sealed, err := os.ReadFile(partPath(l))
	require.NoError(f, err)
	key, err := l.key(f.Context(), recA)
	require.NoError(f, err)
	f.Add(sealed)
	f.Fuzz(func(t *testing.T, raw []byte) {
		file, err := UnsealPartial(bytes.NewReader(raw), int64(len(raw)), key)
		if err != nil {
			return
		}
		require.LessOrEqual(t, file.Size(), int64(len(raw)))
		_, _ = io.ReadAll(io.NewSectionReader(file, 0, file.Size()))
	})
}
