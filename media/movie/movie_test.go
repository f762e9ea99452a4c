package movie

import (
	"bytes"
	"testing"
	"time"

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

func TestAFilmThatWasTurnedInMatroskaIsTurned(t *testing.T) {
	t.Parallel()
	raw := func(kind byte, roll string) []byte {
		projection := "\x76\x70\x8b\x76\x71\x81" + string(kind) + "\x76\x75\x84" + roll
		return []byte("\x1a\x45\xdf\xa3\x87\x42\x82\x84webm\x18\x53\x80\x67\xff\x16\x54\xae\x6b\x95\xae\x93\x83\x81\x01\xe0\x8e" + projection)
	}
	for _, c := range []struct {
		raw  []byte
		want int
	}{
		{raw(0, "\x42\xb4\x00\x00"), 90}, {raw(0, "\xc2\xb4\x00\x00"), -90}, {raw(0, "\x43\x34\x00\x00"), 180},
		{raw(0, "\x41\xa0\x00\x00"), 0}, {raw(0, "\x7f\xc0\x00\x00"), 0}, {raw(1, "\x42\xb4\x00\x00"), 0},
	} {
		m, err := Read(bytes.NewReader(c.raw), int64(len(c.raw)))
		require.NoError(t, err)
		require.Equal(t, c.want, m.Roll, "%q", c.raw)
	}
}

func TestAFilmOfTextAloneIsNoneInMatroska(t *testing.T) {
	t.Parallel()
	raw := []byte("\x1a\x45\xdf\xa3\x87\x42\x82\x84webm\x18\x53\x80\x67\xff\x16\x54\xae\x6b\x85\xae\x83\x83\x81\x11")
	_, err := Read(bytes.NewReader(raw), int64(len(raw)))
	require.ErrorIs(t, err, media.ErrUnreadable)
}

func TestTheWallClockOfACameraHangsInTheNetherlands(t *testing.T) {
	t.Parallel()
	want := time.Date(2026, 3, 5, 8, 30, 0, 0, time.UTC)
	for _, said := range []string{"2026:03:05 09:30:00\n\x00", "THU MAR  5 09:30:00 2026", "Thu Mar 05 09:30:00 2026\n", "2026/03/05 09:30:00"} {
		require.Equal(t, want, wallClock(said), said)
	}
	require.Zero(t, wallClock("yesterday"))
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  \x00\x00\x00\x08wide\x00\x00\x00\x10moov\x00\x00\x00\x08udta\x00\x00\x00\x08mdat"))
	f.Add([]byte("\x00\x00\x00\x01ftyp\x00\x00\x00\x00\x00\x00\x00\x20mp42\x00\x00\x00\x00mp42iso2\x00\x00\x00\x00mdat"))
	// EBML: a type, then a segment with a title, a date, a track that is turned and one of text, tags, and a cluster without a size.
	f.Add([]byte("\x1a\x45\xdf\xa3\x87\x42\x82\x84webm\x18\x53\x80\x67\xff\x15\x49\xa9\x66\x91\x7b\xa9\x83abc\x44\x61\x88\x0b\x16\xb5\x8e\x06\x8c\xe0\x00" +
		"\x16\x54\xae\x6b\x9d\xae\x96\x83\x81\x01\xe0\x8e\x76\x70\x8b\x76\x71\x81\x00\x76\x75\x84\x42\xb4\x00\x00\x53\x6e\x80\xae\x83\x83\x81\x11" +
		"\x12\x54\xc3\x67\x84abcd\x1f\x43\xb6\x75\xff\xe7\x81\x00\xa3\x85\x81\x00\x00\x80x\x1f\x43\xb6\x75\x83\xe7\x81\x05"))
	f.Add([]byte("RIFF\xff\xff\xff\x7fAVI LIST\x3c\x00\x00\x00hdrlIDIT\x14\x00\x00\x002026:03:05 09:30:00\nLIST\x14\x00\x00\x00strlstrh\x00\x00\x00\x00strn\x00\x00\x00\x00LIST\x04\x00\x00\x00INFOLIST\x04\x00\x00\x00movi"))
	for _, size := range []int{shortPacket, longPacket} {
		f.Add(bytes.Repeat(append([]byte{syncByte}, make([]byte, size-1)...), 6))
	}
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
