package library

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"terugblik/media"
)

// writeTestLog makes a log of recording A with n blocks of growing size; ends[i] is where block i ends.
func writeTestLog(t testing.TB, l *Library, name string, n int) (raw []byte, blocks [][]byte, ends []int64) {
	t.Helper()
	log, err := l.Append(context.Background(), recA, name)
	require.NoError(t, err)
	ends = []int64{log.Size()}
	for i := range n {
		block := bytes.Repeat([]byte{byte('a' + i)}, 1000*i+5)
		require.NoError(t, log.Append(block))
		blocks, ends = append(blocks, block), append(ends, log.Size())
	}
	require.NoError(t, log.Close())
	raw, err = os.ReadFile(l.path(journalFolder, recA, name))
	require.NoError(t, err)
	return raw, blocks, ends
}

func dataKey(t testing.TB, l *Library, id media.RecordingID) Key {
	t.Helper()
	key, err := l.key(context.Background(), id)
	require.NoError(t, err)
	return key
}

func TestLogGivesBackItsBlocksInOrder(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	_, want, _ := writeTestLog(t, l, "001.log", 5)
	file, key, err := l.OpenLog(context.Background(), recA, "001.log")
	require.NoError(t, err)
	defer file.Close()
	for name, r := range map[string]io.Reader{"whole": file, "bytewise": iotest.OneByteReader(atStart(file))} {
		blocks, damages, cut, err := readAll(r, key)
		require.NoError(t, err, name)
		require.Equal(t, want, blocks, name)
		require.Empty(t, damages, name)
		require.Zero(t, cut, name)
	}
}

func TestLogIsNeverContinued(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	writeTestLog(t, l, "001.log", 1)
	_, err := l.Append(context.Background(), recA, "001.log")
	require.ErrorIs(t, err, fs.ErrExist)
}

func TestClosedLogTakesNoMore(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	log, err := l.Append(context.Background(), recA, "001.log")
	require.NoError(t, err)
	require.NoError(t, log.Close())
	require.NoError(t, log.Close())
	require.ErrorIs(t, log.Append([]byte("late")), os.ErrClosed)
	require.ErrorIs(t, log.Sync(), os.ErrClosed)
}

func TestBlockThatIsTooLargeIsRefusedAndTheLogGoesOn(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	log, err := l.Append(context.Background(), recA, "001.log")
	require.NoError(t, err)
	require.Error(t, log.Append(make([]byte, MaxBlock+1)))
	require.NoError(t, log.Append(make([]byte, MaxBlock)))
	require.NoError(t, log.Append(nil))
	require.NoError(t, log.Close())
	file, key, err := l.OpenLog(context.Background(), recA, "001.log")
	require.NoError(t, err)
	defer file.Close()
	blocks, damages, _, err := readAll(file, key)
	require.NoError(t, err)
	require.Empty(t, damages)
	require.Len(t, blocks, 2)
	require.Len(t, blocks[0], MaxBlock)
	require.Empty(t, blocks[1])
}

func TestLogsAreListedWithTheirSizeUntilRemoved(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	for i := range 2 {
		writeTestLog(t, l, fmt.Sprintf("%03d.log", i+1), 2)
	}
	refs, err := l.Logs()
	require.NoError(t, err)
	require.Len(t, refs, 2)
	info, err := os.Stat(l.path(journalFolder, recA, "001.log"))
	require.NoError(t, err)
	require.Equal(t, LogRef{Recording: recA, Name: "001.log", Size: info.Size()}, refs[0])
	require.NoError(t, l.RemoveLog(recA, "001.log"))
	require.NoError(t, l.RemoveLog(recA, "001.log"))
	refs, err = l.Logs()
	require.NoError(t, err)
	require.Len(t, refs, 1)
}

func TestAppendKeepsNothingAndAllocatesNothing(t *testing.T) {
	l := openLibrary(t)
	log, err := l.Append(context.Background(), recA, "001.log")
	require.NoError(t, err)
	defer log.Close()
	block := bytes.Repeat([]byte("x"), 100_000)
	require.NoError(t, log.Append(block))
	require.Zero(t, testing.AllocsPerRun(20, func() { require.NoError(t, log.Append(block)) }))
}
