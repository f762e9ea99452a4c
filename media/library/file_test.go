package library

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"
)

func noise(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.NewChaCha8([32]byte{byte(n), byte(n >> 8)}).Read(b)
	return b
}

func sealed(t testing.TB, plain []byte, key Key) []byte {
	t.Helper()
	var out bytes.Buffer
	n, err := seal(context.Background(), &out, bytes.NewReader(plain), recA, "takes/001.mp4", key)
	require.NoError(t, err)
	require.EqualValues(t, len(plain), n)
	return out.Bytes()
}

// unsealAll opens and reads everything.
func unsealAll(raw []byte, key Key) ([]byte, error) {
	f, err := Unseal(bytes.NewReader(raw), int64(len(raw)), key)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(f)
}

var edgeSizes = []int{0, 1, 15, 16, 17, chunkSize - 1, chunkSize, chunkSize + 1, 2 * chunkSize, 3*chunkSize + 100}

func TestSealedFileReadsAsPlain(t *testing.T) {
	t.Parallel()
	for _, size := range edgeSizes {
		plain := noise(size)
		raw := sealed(t, plain, Key{9})
		f, err := Unseal(bytes.NewReader(raw), int64(len(raw)), Key{9})
		require.NoError(t, err, size)
		require.EqualValues(t, size, f.Size())
		require.Equal(t, recA, f.Recording())
		require.Equal(t, "takes/001.mp4", f.Path())
		require.NoError(t, iotest.TestReader(f, plain), size)
		if size >= 15 { // shorter needles turn up by chance
			require.NotContains(t, string(raw), string(plain[:15]))
		}
	}
}

func TestRandomAccessEqualsPlain(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 2))
	for _, size := range edgeSizes {
		plain := noise(size)
		raw := sealed(t, plain, Key{9})
		f, err := Unseal(bytes.NewReader(raw), int64(len(raw)), Key{9})
		require.NoError(t, err)
		for range 400 {
			off, length := rng.Int64N(int64(size)+20), rng.IntN(size+chunkSize)
			got, want := make([]byte, length), make([]byte, length)
			n, err := f.ReadAt(got, off)
			wantN, wantErr := bytes.NewReader(plain).ReadAt(want, off)
			if length == 0 { // bytes.Reader says EOF here past the end; the contract leaves it open
				continue
			}
			require.Equal(t, wantN, n, "%d at %d of %d", length, off, size)
			require.Equal(t, wantErr, err)
			require.True(t, bytes.Equal(want, got))
		}
	}
}

func TestEveryFlippedByteIsNoticed(t *testing.T) {
	t.Parallel()
	raw := sealed(t, noise(300), Key{9})
	for i := range raw {
		broken := bytes.Clone(raw)
		broken[i] ^= 0x40
		_, err := unsealAll(broken, Key{9})
		require.Error(t, err, "byte %d", i)
	}
	raw = sealed(t, noise(3*chunkSize+100), Key{9})
	for i := 0; i < len(raw); i += 4999 {
		broken := bytes.Clone(raw)
		broken[i] ^= 0x01
		_, err := unsealAll(broken, Key{9})
		require.Error(t, err, "byte %d", i)
	}
}

func TestEveryTruncationIsNoticedAtOpen(t *testing.T) {
	t.Parallel()
	for _, size := range []int{0, 300, chunkSize, 2*chunkSize + 40} {
		raw := sealed(t, noise(size), Key{9})
		step := 1 + size/1000
		for cut := 1; cut <= len(raw); cut += step {
			_, err := Unseal(bytes.NewReader(raw[:len(raw)-cut]), int64(len(raw)-cut), Key{9})
			require.Error(t, err, "%d of %d cut", cut, len(raw))
		}
		for _, whole := range []int{1, 2} { // exactly on the border of a chunk
			if short := len(raw) - (size-1)%chunkSize - 1 - tagSize - (whole-1)*(chunkSize+tagSize); size > whole*chunkSize {
				_, err := Unseal(bytes.NewReader(raw[:short]), int64(short), Key{9})
				require.ErrorIs(t, err, ErrDamaged)
			}
		}
		_, err := unsealAll(append(raw, 0), Key{9})
		require.Error(t, err, "one byte more")
	}
}

func TestSwappedChunksAreNoticed(t *testing.T) {
	t.Parallel()
	raw := sealed(t, noise(4*chunkSize), Key{9})
	const step = chunkSize + tagSize
	head := len(raw) - 4*step
	part := func(i int) []byte { return raw[head+i*step : head+(i+1)*step] }
	swapped := bytes.Join([][]byte{raw[:head], part(1), part(0), part(2), part(3)}, nil)
	_, err := unsealAll(swapped, Key{9})
	require.ErrorIs(t, err, ErrDamaged)

	other := sealed(t, noise(4*chunkSize), Key{9}) // the same path and key, an earlier version
	mixed := bytes.Join([][]byte{raw[:head], part(0), other[head+step : head+2*step], part(2), part(3)}, nil)
	_, err = unsealAll(mixed, Key{9})
	require.ErrorIs(t, err, ErrDamaged)
}

func TestAnotherKeyDoesNotOpen(t *testing.T) {
	t.Parallel()
	raw := sealed(t, noise(300), Key{9})
	_, err := unsealAll(raw, Key{8})
	require.ErrorIs(t, err, ErrWrongKey)
}

func TestLogIsNoFileAndFileIsNoLog(t *testing.T) {
	t.Parallel()
	l := openLibrary(t)
	key := dataKey(t, l, recA)
	raw, _, _ := writeTestLog(t, l, "001.log", 2)
	_, err := unsealAll(raw, key)
	require.ErrorIs(t, err, ErrWrongKey)
	_, _, _, err = readAll(bytes.NewReader(sealed(t, noise(300), key)), key)
	require.ErrorIs(t, err, ErrWrongKey)
}

func TestManyReadersShareOneFile(t *testing.T) {
	t.Parallel()
	plain := noise(5*chunkSize + 77)
	raw := sealed(t, plain, Key{9})
	f, err := Unseal(bytes.NewReader(raw), int64(len(raw)), Key{9})
	require.NoError(t, err)
	wrong := make(chan string, 8)
	var wg sync.WaitGroup
	for seed := range uint64(8) {
		wg.Go(func() {
			rng := rand.New(rand.NewPCG(seed, 0))
			for range 200 {
				off, p := rng.IntN(len(plain)-5000), make([]byte, 5000)
				if n, err := f.ReadAt(p, int64(off)); err != nil || !bytes.Equal(p[:n], plain[off:off+5000]) {
					wrong <- fmt.Sprintf("at %d: %d, %v", off, n, err)
					return
				}
			}
		})
	}
	wg.Wait()
	require.Empty(t, wrong)
}

func TestSeekRefusesWhatIsBeforeTheStart(t *testing.T) {
	t.Parallel()
	raw := sealed(t, noise(100), Key{9})
	f, err := Unseal(bytes.NewReader(raw), int64(len(raw)), Key{9})
	require.NoError(t, err)
	_, err = f.Seek(-1, io.SeekStart)
	require.Error(t, err)
	_, err = f.Seek(0, 7)
	require.Error(t, err)
	_, err = f.ReadAt(make([]byte, 1), -1)
	require.Error(t, err)
	at, err := f.Seek(-10, io.SeekEnd)
	require.NoError(t, err)
	require.EqualValues(t, 90, at)
}

func TestFailingSourceSealsNothing(t *testing.T) {
	t.Parallel()
	for _, r := range []io.Reader{
		iotest.ErrReader(io.ErrClosedPipe),
		io.MultiReader(bytes.NewReader(noise(chunkSize)), iotest.ErrReader(io.ErrClosedPipe)),
		io.MultiReader(bytes.NewReader(noise(10)), iotest.ErrReader(io.ErrClosedPipe)),
	} {
		_, err := seal(context.Background(), io.Discard, r, recA, "x", Key{9})
		require.ErrorIs(t, err, io.ErrClosedPipe)
	}
}
