package av

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// FuzzOpen feeds damaged files to the demuxers and decoders: an error is fine, a crash is not.
func FuzzOpen(f *testing.F) {
	for _, b := range samples(f) {
		f.Add(b)
		f.Add(b[:len(b)/2])
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := Open(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return
		}
		defer func() { _ = s.Close() }()
		for i := range s.Streams() {
			d, err := s.Decoder(i, false)
			if err != nil {
				continue
			}
			defer d.Close()
		}
		d, err := s.Decoder(0, false)
		if err != nil {
			return
		}
		defer d.Close()
		for range 200 {
			p, err := s.Next()
			if err != nil {
				return
			}
			if p.Track == 0 {
				_ = d.Decode(s, func(*Frame) error { return nil })
			}
		}
	})
}

func samples(f *testing.F) (out [][]byte) {
	names, err := filepath.Glob("testdata/*.seed")
	if err != nil || len(names) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, n := range names {
		b, err := os.ReadFile(n)
		if err != nil {
			f.Fatal(err)
		}
		out = append(out, b)
	}
	return out
}
