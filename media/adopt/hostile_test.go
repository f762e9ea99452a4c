package adopt

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/movie"
)

// el is an EBML element.
func el(id uint32, parts ...[]byte) []byte {
	body := bytes.Join(parts, nil)
	name := binary.BigEndian.AppendUint32(nil, id)
	name = bytes.TrimLeft(name, "\x00")
	return append(binary.BigEndian.AppendUint64(name, 1<<56|uint64(len(body))), body...)
}

func num(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

// mkv is a synthetic film of elements: tracks of MJPEG of that size, and what follows them.
func mkv(width, height uint64, tracks int, after ...[]byte) []byte {
	var entries [][]byte
	for i := range tracks {
		entries = append(entries, el(0xae, el(0xd7, num(uint64(i+1))), el(0x73c5, num(uint64(i+1))), el(0x83, num(1)),
			el(0x86, []byte("V_MJPEG")), el(0xe0, el(0xb0, num(width)), el(0xba, num(height)))))
	}
	parts := [][]byte{el(0x1549a966, el(0x2ad7b1, num(1_000_000))), el(0x1654ae6b, entries...)}
	return append(el(0x1a45dfa3, el(0x4282, []byte("matroska"))), el(0x18538067, append(parts, after...)...)...)
}

// jpegs are one coded picture each, of 160 by 128.
func jpegs(t *testing.T) []byte {
	raw := made(t, "one.avi", "-f", "lavfi", "-i", "testsrc2=s=160x128:r=1:d=1", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p")
	at := bytes.Index(raw, []byte("movi"))
	require.Positive(t, at)
	at += bytes.Index(raw[at:], []byte("00dc"))
	return raw[at+8 : at+8+int(binary.LittleEndian.Uint32(raw[at+4:]))]
}

// cluster holds one picture in a block of the first track.
func cluster(at uint64, picture []byte) []byte {
	return el(0x1f43b675, el(0xe7, num(at)), el(0xa3, append([]byte{0x81, 0, 0, 0x80}, picture...)))
}

func nested(depth int) []byte {
	out := []byte{}
	for range depth {
		out = el(0x4dbb, out)
	}
	return out
}

func bomb(t *testing.T) []byte {
	var b bytes.Buffer
	w, err := zlib.NewWriterLevel(&b, zlib.BestCompression)
	require.NoError(t, err)
	for range 64 {
		_, err := w.Write(make([]byte, 1<<20))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return b.Bytes()
}

// put writes a number of four bytes, least first, at so many bytes after a word.
func put(raw []byte, word string, after int, n uint32) []byte {
	out := bytes.Clone(raw)
	binary.LittleEndian.PutUint32(out[bytes.Index(out, []byte(word))+4+after:], n)
	return out
}

// Each lies, or wants more than it should have. The test ends: that is half of it.
func TestHostileFilmsEndInAStateOfTheirOwn(t *testing.T) {
	t.Parallel()
	picture := jpegs(t)
	honest := mkv(160, 128, 1, cluster(0, picture), cluster(1000, picture), cluster(2000, picture))
	avi := filmAs(t, "film.avi", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-c:a", "pcm_s16le")
	ts := filmAs(t, "film.ts", "-c:v", "mpeg2video", "-c:a", "mp2", "-f", "mpegts")
	endless := bytes.Clone(honest)
	copy(endless[bytes.Index(endless, []byte("\x18\x53\x80\x67"))+4:], "\x01\xff\xff\xff\xff\xff\xff\xff")
	playlist := append([]byte("#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\nhttp://127.0.0.1:1/x.ts\n"), bytes.Repeat([]byte("G\n"), 600)...)
	inStep := bytes.Repeat(append([]byte("G#EXTM3U\nfile:///etc/passwd\n"), make([]byte, 188-28)...), 50)
	for name, c := range map[string]struct {
		raw  []byte
		want error // nil: a film
	}{
		"honest":                                {honest, nil},
		"a segment without an end":              {endless, nil},
		"two hundred hours by a lie":            {mkv(160, 128, 1, cluster(0, picture), cluster(720_000_000, picture)), media.ErrTooLong},
		"times at the end of what counts":       {mkv(160, 128, 1, cluster(0, picture), cluster(math.MaxInt64-1, picture)), media.ErrNoMedia},
		"a hundred thousand pixels wide":        {mkv(100_000, 100_000, 1, cluster(0, picture), cluster(40, picture)), nil},
		"no pixels":                             {mkv(0, 0, 1, cluster(0, []byte("nothing"))), media.ErrUnreadable},
		"two thousand tracks":                   {mkv(160, 128, 2000, cluster(0, picture)), media.ErrUnsupported},
		"no tracks":                             {mkv(160, 128, 0, cluster(0, picture)), media.ErrUnreadable},
		"nested ten thousand deep":              {mkv(160, 128, 1, el(0x1254c367, nested(3000)), el(0x114d9b74, nested(3000)), cluster(0, picture), cluster(40, picture)), nil},
		"an attachment of a terabyte":           {mkv(160, 128, 1, cluster(0, picture), cluster(40, picture), append([]byte{0x19, 0x41, 0xa4, 0x69, 0x01, 0, 1, 0, 0, 0, 0, 0}, make([]byte, 1000)...)), nil},
		"linked to other files":                 {mkv(160, 128, 1, el(0x1549a966, el(0x3e83bb, []byte("file:///etc/passwd"))), cluster(0, picture), cluster(40, picture)), nil},
		"a picture that unpacks to much":        {mkv(160, 128, 1, cluster(0, bomb(t)), cluster(40, bomb(t))), media.ErrUnreadable},
		"a document of another type":            {append(el(0x1a45dfa3, el(0x4282, []byte("passwords"))), make([]byte, 1000)...), media.ErrNotFilm},
		"an AVI of four billion pictures":       {put(put(avi, "avih", 4+16, math.MaxUint32), "vidsMJPG", 28, math.MaxUint32), nil},
		"an AVI of a picture a century":         {put(avi, "vidsMJPG", 16, math.MaxInt32), media.ErrTooLong},
		"an AVI of no rate":                     {put(put(avi, "vidsMJPG", 16, 0), "vidsMJPG", 20, 0), nil},
		"an AVI a hundred thousand pixels wide": {put(avi, "strf", 4+4, 100_000), nil},
		"an AVI that says it is larger":         {put(put(avi, "RIFF", 0, math.MaxUint32), "LIST", 0, 400), nil},
		"an AVI whose list holds the file":      {put(avi, "LIST", 0, math.MaxUint32), media.ErrUnreadable},
		"a playlist":                            {playlist, media.ErrUnreadable},
		"a playlist in step":                    {inStep, media.ErrUnreadable},
		"packets of nothing":                    {bytes.Repeat(append([]byte{0x47, 0x1f, 0xff, 0x10}, make([]byte, 184)...), 500), media.ErrUnreadable},
		"a transport stream in the middle":      {ts[188*40:], nil},
		"a wave":                                {append([]byte("RIFF\xff\xff\xff\xffWAVEfmt "), make([]byte, 1000)...), media.ErrNotFilm},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := judge(c.raw)
			if c.want == nil {
				require.NoError(t, err)
				require.LessOrEqual(t, got.Take.Duration, Longest)
				return
			}
			require.ErrorIs(t, err, c.want)
		})
	}
}

// What is not kept stays what it was told, whatever was put in its place.
func TestLinksToOtherFilesAreNotKept(t *testing.T) {
	t.Parallel()
	picture := jpegs(t)
	raw := mkv(160, 128, 1, el(0x1549a966, el(0x3e83bb, []byte("file:///etc/passwd"))), cluster(0, picture), cluster(40, picture))
	got, err := judge(raw)
	require.NoError(t, err)
	kept, err := movie.Without(bytes.NewReader(raw), int64(len(raw)), got.Blanks)
	require.NoError(t, err)
	out := make([]byte, len(raw))
	_, err = kept.ReadAt(out, 0)
	require.NoError(t, err)
	require.NotContains(t, string(out), "passwd")
}

func TestMutatedFilmsOfAllMakersEndInAFilmOrInAName(t *testing.T) {
	t.Parallel()
	for i, k := range []kind{kinds[0], kinds[3], kinds[5], kinds[9]} {
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			whole := k.film(t)
			r := rand.New(rand.NewPCG(uint64(i), 2))
			for range 60 {
				raw := bytes.Clone(whole)
				for range 1 + r.IntN(30) {
					at := r.IntN(len(raw))
					if r.IntN(2) == 0 {
						at = r.IntN(min(len(raw), 2000)) // where it says what it is
					}
					raw[at] = byte(r.IntN(256))
				}
				if _, err := Film(context.Background(), bytes.NewReader(raw), int64(len(raw))); err != nil {
					require.True(t, named(err), "%v", err)
				}
			}
		})
	}
}
