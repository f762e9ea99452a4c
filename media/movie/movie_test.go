package movie

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/media"
)

func TestBlanksReachNoFurtherThanTheFile(t *testing.T) {
	t.Parallel()
	raw := bytes.Repeat([]byte{7}, 100)
	for _, blanks := range [][]Blank{
		{{At: 90, Head: 8, Size: 11}}, {{At: -1, Head: 8, Size: 8}}, {{At: 0, Head: 8, Size: 20}, {At: 10, Head: 8, Size: 20}},
		{{At: 0, Head: 4, Size: 8}}, {{At: 0, Head: 16, Size: 8}}, {{At: 0, Head: 8, Size: 1 << 62}}, {{At: 1 << 62, Head: 8, Size: 1 << 62}},
	} {
		_, err := Without(bytes.NewReader(raw), 100, blanks)
		require.ErrorIs(t, err, media.ErrUnreadable, blanks)
	}
}

func TestABlankedBoxIsEmptyWhereverItIsRead(t *testing.T) {
	t.Parallel()
	raw := append([]byte{0, 0, 0, 20, 'u', 'd', 't', 'a'}, bytes.Repeat([]byte{9}, 32)...)
	want := append([]byte{0, 0, 0, 20, 'f', 'r', 'e', 'e'}, make([]byte, 12)...)
	want = append(want, raw[20:]...)
	kept, err := Without(bytes.NewReader(raw), 40, []Blank{{At: 0, Head: 8, Size: 20}})
	require.NoError(t, err)
	for from := range 40 {
		for to := from + 1; to <= 40; to++ {
			part := make([]byte, to-from)
			_, err := kept.ReadAt(part, int64(from))
			require.NoError(t, err)
			require.Equal(t, want[from:to], part)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  \x00\x00\x00\x08wide\x00\x00\x00\x10moov\x00\x00\x00\x08udta\x00\x00\x00\x08mdat"))
	f.Add([]byte("\x00\x00\x00\x01ftyp\x00\x00\x00\x00\x00\x00\x00\x20mp42\x00\x00\x00\x00mp42iso2\x00\x00\x00\x00mdat"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, err := Read(bytes.NewReader(raw), int64(len(raw)))
		if err != nil {
			return
		}
		kept, err := Without(bytes.NewReader(raw), int64(len(raw)), m.Blanks)
		require.NoError(t, err)
		out := make([]byte, len(raw))
		_, err = kept.ReadAt(out, 0)
		require.NoError(t, err)
		again, err := Read(bytes.NewReader(out), int64(len(out)))
		require.NoError(t, err, "what is kept is still a film")
		require.Equal(t, m.CreatedAt, again.CreatedAt)
	})
}
