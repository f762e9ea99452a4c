package library

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"terugblik/media"
)

// readAll goes on after damage, as finalising does.
func readAll(r io.Reader, key Key) (blocks [][]byte, damages []Damage, cut int64, err error) {
	reader := NewLogReader(r, key)
	for block, e := range reader.Blocks() {
		var damage *Damage
		switch {
		case errors.As(e, &damage):
			damages = append(damages, *damage)
		case e != nil:
			err = e
		default:
			blocks = append(blocks, block)
		}
	}
	return blocks, damages, reader.Cut(), err
}

func TestTornTailIsCutToTheLastWholeBlock(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	raw, want, ends := writeTestLog(t, l, "001.log", 4)
	key := dataKey(t, l, recA)
	for size := range len(raw) + 1 {
		whole := 0
		for whole < len(want) && ends[whole+1] <= int64(size) {
			whole++
		}
		blocks, damages, cut, err := readAll(bytes.NewReader(raw[:size]), key)
		require.NoError(t, err, size)
		require.Len(t, blocks, whole, size)
		require.Empty(t, damages, size)
		if int64(size) >= ends[0] {
			require.Equal(t, int64(size)-ends[whole], cut, size)
		} else {
			require.Equal(t, int64(size), cut, size)
		}
	}
}

func TestTailOfZerosAfterAPowerCutIsCut(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	raw, want, ends := writeTestLog(t, l, "001.log", 3)
	key := dataKey(t, l, recA)
	blocks, damages, cut, err := readAll(bytes.NewReader(append(raw[:ends[2]:ends[2]], make([]byte, 9000)...)), key)
	require.NoError(t, err)
	require.Equal(t, want[:2], blocks)
	require.Empty(t, damages)
	require.EqualValues(t, 9000, cut)

	blocks, _, cut, err = readAll(bytes.NewReader(make([]byte, 4096)), key)
	require.NoError(t, err)
	require.Empty(t, blocks)
	require.EqualValues(t, 4096, cut)
}

func TestDamageInTheMiddleIsReportedAndReadingGoesOn(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	raw, want, ends := writeTestLog(t, l, "001.log", 6)
	key := dataKey(t, l, recA)
	for _, at := range []int64{0, 3, 4, 11, 12, 500} { // length, number, sealed bytes of block 2
		broken := bytes.Clone(raw)
		broken[ends[2]+at] ^= 0x20
		blocks, damages, cut, err := readAll(bytes.NewReader(broken), key)
		require.NoError(t, err)
		require.Equal(t, append(append([][]byte{}, want[:2]...), want[3:]...), blocks, "byte %d", at)
		require.Equal(t, []Damage{{Offset: ends[2], Bytes: ends[3] - ends[2], Blocks: 1}}, damages)
		require.Zero(t, cut)
	}
}

func TestWhoStopsAtDamageGetsNothingAfterIt(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	raw, _, ends := writeTestLog(t, l, "001.log", 4)
	raw[ends[1]+20] ^= 1
	seen := 0
	for _, err := range ReadLog(bytes.NewReader(raw), dataKey(t, l, recA)) {
		if err != nil {
			break
		}
		seen++
	}
	require.Equal(t, 1, seen)
}

func TestRemovedSwappedAndRepeatedBlocksShow(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	raw, want, ends := writeTestLog(t, l, "001.log", 5)
	key := dataKey(t, l, recA)
	part := func(i int) []byte { return raw[ends[i]:ends[i+1]] }
	head := raw[:ends[0]]

	blocks, damages, _, err := readAll(bytes.NewReader(bytes.Join([][]byte{head, part(0), part(3), part(4)}, nil)), key)
	require.NoError(t, err)
	require.Equal(t, [][]byte{want[0], want[3], want[4]}, blocks)
	require.Equal(t, []Damage{{Offset: ends[1], Bytes: 0, Blocks: 2}}, damages)

	blocks, damages, _, err = readAll(bytes.NewReader(bytes.Join([][]byte{head, part(0), part(2), part(1), part(3)}, nil)), key)
	require.NoError(t, err)
	require.Equal(t, [][]byte{want[0], want[2], want[3]}, blocks)
	require.Len(t, damages, 2)

	blocks, damages, _, err = readAll(bytes.NewReader(bytes.Join([][]byte{head, part(0), part(1), part(0), part(2)}, nil)), key)
	require.NoError(t, err)
	require.Equal(t, want[:3], blocks)
	require.Equal(t, uint64(0), damages[0].Blocks)
}

func TestDamageLargerThanTheWindowIsPassed(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	raw, want, ends := writeTestLog(t, l, "001.log", 3)
	junk := bytes.Repeat([]byte{0, 0, 0, 40}, 3*windowStep/4+1)
	broken := bytes.Join([][]byte{raw[:ends[1]], junk, raw[ends[1]:]}, nil)
	blocks, damages, _, err := readAll(bytes.NewReader(broken), dataKey(t, l, recA))
	require.NoError(t, err)
	require.Equal(t, want, blocks)
	require.Equal(t, []Damage{{Offset: ends[1], Bytes: int64(len(junk))}}, damages)
}

func TestLogDoesNotOpenWithAnotherKeyOrName(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	raw, _, _ := writeTestLog(t, l, "001.log", 3)
	_, _, _, err := readAll(bytes.NewReader(raw), dataKey(t, l, recB))
	require.ErrorIs(t, err, ErrWrongKey)

	for i := range headFixed + 10 { // nothing in the head can be changed
		if i == headFixed-2 || i == headFixed-1 {
			continue // the length of the name: some values make the head longer than the log, which is torn
		}
		broken := bytes.Clone(raw)
		broken[i] ^= 0x01
		_, _, _, err := readAll(bytes.NewReader(broken), dataKey(t, l, recA))
		require.ErrorIs(t, err, ErrWrongKey, "byte %d", i)
	}

	ctx := context.Background()
	require.NoError(t, os.Rename(l.path(journalFolder, recA, "001.log"), l.path(journalFolder, recA, "002.log")))
	_, _, err = l.OpenLog(ctx, recA, "002.log")
	require.ErrorIs(t, err, ErrWrongKey)
	_, _, err = l.OpenLog(ctx, recA, "001.log")
	require.ErrorIs(t, err, media.ErrNotFound)
	_, err = makeFolder(l.root, filepath.Join(journalFolder, string(recB)))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(l.path(journalFolder, recB, "001.log"), raw, fileMode))
	_, _, err = l.OpenLog(ctx, recB, "001.log")
	require.ErrorIs(t, err, ErrWrongKey)
}

func TestReadErrorOfTheDiskIsNoTornTail(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	raw, want, ends := writeTestLog(t, l, "001.log", 3)
	broken := errors.New("input/output error")
	r := io.MultiReader(bytes.NewReader(raw[:ends[2]+30]), iotest.ErrReader(broken))
	blocks, _, _, err := readAll(r, dataKey(t, l, recA))
	require.ErrorIs(t, err, broken)
	require.Equal(t, want[:2], blocks)
}

type ones struct{}

func (ones) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 0xff
	}
	return len(p), nil
}

func TestDamageOfAnyLengthIsReadInBoundedMemory(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	raw, want, _ := writeTestLog(t, l, "001.log", 3)
	huge := []byte{0x7f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3} // the head of a block of 2 GB with the right number
	const junk = 5 * MaxBlock
	reader := NewLogReader(io.MultiReader(bytes.NewReader(append(raw, huge...)), io.LimitReader(ones{}, junk)), dataKey(t, l, recA))
	var blocks [][]byte
	for block, err := range reader.Blocks() {
		require.NoError(t, err)
		blocks = append(blocks, block)
	}
	require.Equal(t, want, blocks)
	require.EqualValues(t, junk+len(huge), reader.Cut())
	require.Less(t, cap(reader.w.data), 3*MaxBlock)
}
