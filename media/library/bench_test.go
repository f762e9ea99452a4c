package library

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// BenchmarkSealedRead reads a sealed file in order; x-plain is its time as a multiple of the plain file's in this run.
func BenchmarkSealedRead(b *testing.B) {
	l, plain := openLibrary(b), noise(64<<20)
	put(b, l, recA, "takes/001.mp4", plain)
	local := filepath.Join(b.TempDir(), "plain.mp4")
	require.NoError(b, os.WriteFile(local, plain, fileMode))
	read := func(open func() (io.ReadCloser, error)) time.Duration {
		start := time.Now()
		f, err := open()
		require.NoError(b, err)
		// Only the two interfaces, so that neither side takes a way past Read.
		n, err := io.Copy(struct{ io.Writer }{io.Discard}, struct{ io.Reader }{f})
		require.NoError(b, err)
		require.EqualValues(b, len(plain), n)
		require.NoError(b, f.Close())
		return time.Since(start)
	}
	var sealedTime, plainTime time.Duration
	b.SetBytes(int64(len(plain)))
	for b.Loop() {
		sealedTime += read(func() (io.ReadCloser, error) { return l.Open(context.Background(), recA, "takes/001.mp4") })
		b.StopTimer()
		plainTime += read(func() (io.ReadCloser, error) { return os.Open(local) })
		b.StartTimer()
	}
	b.ReportMetric(float64(sealedTime)/float64(plainTime), "x-plain")
}

func BenchmarkSealedReadAt(b *testing.B) {
	l := openLibrary(b)
	put(b, l, recA, "takes/001.mp4", noise(64<<20))
	f, err := l.Open(context.Background(), recA, "takes/001.mp4")
	require.NoError(b, err)
	defer f.Close()
	p := make([]byte, 4096)
	at := int64(0)
	for b.Loop() {
		at = (at + 7919*4096) % (f.Size() - 4096)
		_, err := f.ReadAt(p, at)
		require.NoError(b, err)
	}
}

func BenchmarkAppend(b *testing.B) {
	l := openLibrary(b)
	log, err := l.Append(context.Background(), recA, "001.log")
	require.NoError(b, err)
	defer log.Close()
	block := noise(100_000)
	b.SetBytes(int64(len(block)))
	b.ReportAllocs()
	for b.Loop() {
		if err := log.Append(block); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadLog(b *testing.B) {
	head, own, err := newHead(logMagic, recA, "001.log", Key{5})
	require.NoError(b, err)
	log, raw := Log{own: own}, bytes.Clone(head)
	for range 300 {
		raw = append(raw, log.seal(noise(100_000))...)
		log.next++
	}
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		n := 0
		for _, err := range ReadLog(bytes.NewReader(raw), Key{5}) {
			require.NoError(b, err)
			n++
		}
		require.Equal(b, 300, n)
	}
}

// BenchmarkPutFolder takes in a folder like that of an hour of film: 100 segments per iteration, each synced.
func BenchmarkPutFolder(b *testing.B) {
	l, dir := openLibrary(b), b.TempDir()
	segment := noise(400_000)
	for i := range 100 {
		name := filepath.Join(dir, string(rune('a'+i/10))+string(rune('a'+i%10))+".m4s")
		require.NoError(b, os.WriteFile(name, segment, fileMode))
	}
	b.SetBytes(100 * int64(len(segment)))
	for b.Loop() {
		_, _, err := l.PutFolder(context.Background(), recA, "watch/1", dir)
		require.NoError(b, err)
	}
}
