package red

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
)

// two is a packet with one block of 3 bytes that is 960 ticks older, and its own of 2.
var two = []byte{0x80 | 111, 960 >> 6, 960 & 63 << 2, 3, 111, 'o', 'l', 'd', 'n', 'o'}

func TestBlocksComeOutOldestFirst(t *testing.T) {
	t.Parallel()
	blocks, err := Unpack(two)
	require.NoError(t, err)
	require.Equal(t, []Block{{[]byte("old"), 111, 960}, {[]byte("no"), 111, 0}}, blocks)

	blocks, err = Unpack([]byte{111, 'n', 'o'})
	require.NoError(t, err)
	require.Equal(t, []Block{{[]byte("no"), 111, 0}}, blocks)

	blocks, err = Unpack([]byte{0x80 | 111, 0, 0, 0, 111, 'n'})
	require.NoError(t, err)
	require.Equal(t, []Block{{[]byte("n"), 111, 0}}, blocks, "an empty block says nothing")
}

func TestWhatIsCutShortIsRefused(t *testing.T) {
	t.Parallel()
	for n := range 8 { // up to the end of the older block
		_, err := Unpack(two[:n])
		require.ErrorIs(t, err, ErrMalformed, n)
	}
	_, err := Unpack(bytes.Repeat([]byte{0x80, 0, 0, 0}, 200))
	require.ErrorIs(t, err, ErrMalformed)
}

func TestOnlyOneCodecMayBeInside(t *testing.T) {
	t.Parallel()
	for fmtp, want := range map[string]bool{
		"111/111": true, "111/111/111": true, " 96/96 ": true, "111": false, "": false, "111/0": false, "200/200": false, "minptime=10": false, "a/a": false,
	} {
		_, ok := Inside(fmtp)
		require.Equal(t, want, ok, fmtp)
	}
	inside, _ := Inside("111/111")
	require.Equal(t, uint8(111), inside)
}

// FuzzUnpack reads anything; what it gives is never more than what it got.
func FuzzUnpack(f *testing.F) {
	f.Add(two)
	f.Add(two[:5])
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, payload []byte) {
		blocks, err := Unpack(payload)
		if err != nil {
			require.Empty(t, blocks)
			return
		}
		size := 0
		for _, b := range blocks {
			require.NotEmpty(t, b.Payload)
			require.Less(t, b.Before, uint32(1<<14))
			size += len(b.Payload)
		}
		require.Less(t, size, len(payload))
	})
}
