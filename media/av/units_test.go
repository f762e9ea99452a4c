package av

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// Chromium writes H.264 into WebM with start codes, and what copies it writes lengths.
func TestAPictureIsTheSameWithStartCodesAndWithLengths(t *testing.T) {
	t.Parallel()
	coded := []byte{0, 0, 0, 1, 0x67, 1, 2, 0, 0, 1, 0x68, 3, 0, 0, 0, 0, 1, 0x65, 0, 0, 3, 1, 9}
	prefixed := []byte{0, 0, 0, 3, 0x67, 1, 2, 0, 0, 0, 2, 0x68, 3, 0, 0, 0, 6, 0x65, 0, 0, 3, 1, 9}
	units, ok := lengthPrefixed(prefixed, 4)
	require.True(t, ok)
	require.Equal(t, joined(units), joined(startCoded(coded)))
	coded[len(coded)-1]++
	require.NotEqual(t, joined(units), joined(startCoded(coded)))
	_, ok = lengthPrefixed(prefixed[:len(prefixed)-1], 4)
	require.False(t, ok, "torn")
	require.Equal(t, 4, lengthWidth("h264", []byte{1, 66, 0, 30, 0xff}))
	require.Zero(t, lengthWidth("h264", []byte{0, 0, 0, 1, 0x67}))
	require.Zero(t, lengthWidth("h264", nil))
}
