package library

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"terugblik/media"
)

func FuzzPathStaysInItsFolder(f *testing.F) {
	for _, seed := range []string{"takes/001.mp4", "watch/1/720p/0001.m4s", "..", "a/../b", "/a", "a//b", "a/", ".a", "a/.b",
		"A", "a\x00b", "a\\b", "é", "", strings.Repeat("a", maxPart+1), strings.Repeat("a/", maxPath)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, path string) {
		if err := checkPath(path); err != nil {
			if !errors.Is(err, ErrPath) || !errors.Is(err, media.ErrNotFound) {
				t.Fatalf("%q: %v", path, err)
			}
			return
		}
		local := filepath.Join("/root/media/id", filepath.FromSlash(path))
		if local != "/root/media/id/"+path || !filepath.IsLocal(path) {
			t.Fatalf("%q leads to %s", path, local)
		}
		for _, r := range path {
			if !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789-_./", r) {
				t.Fatalf("%q has %q", path, r)
			}
		}
		if strings.Contains(path, "/.") || path[0] == '.' {
			t.Fatalf("%q is hidden", path)
		}
		if strings.Contains(path, "/") == (checkName(path) == nil) && len(path) <= maxPart {
			t.Fatalf("%q as a name", path)
		}
	})
}

// testLog is a log of three blocks in memory.
func testLog(f *testing.F, key Key) (raw []byte, blocks [][]byte) {
	head, own, err := newHead(logMagic, recA, "001.log", key)
	if err != nil {
		f.Fatal(err)
	}
	log := Log{own: own}
	raw = head
	for _, block := range []string{"first", "", "the third block"} {
		raw = append(raw, log.seal([]byte(block))...)
		log.next++
		blocks = append(blocks, []byte(block))
	}
	return raw, blocks
}

// FuzzReadLog lays any bytes over a real log: what is yielded was written, in order, and every byte is accounted for.
func FuzzReadLog(f *testing.F) {
	key := Key{5}
	whole, written := testLog(f, key)
	f.Add(0, []byte{}, len(whole))
	f.Add(200, []byte{1, 2, 3}, len(whole))
	f.Add(len(whole), []byte("\x00\x00\x00\x10\x00\x00\x00\x00\x00\x00\x00\x03"), len(whole)+12)
	f.Add(0, make([]byte, 300), 300)
	f.Add(95, []byte("\xff\xff\xff\xff"), 120)
	f.Fuzz(func(t *testing.T, at int, over []byte, size int) {
		if at < 0 || at > len(whole)+1000 || size < 0 || size > len(whole)+len(over)+1000 {
			return
		}
		raw := make([]byte, max(len(whole), at+len(over), size))
		copy(raw, whole)
		copy(raw[at:], over)
		blocks, damages, cut, _ := readAll(bytes.NewReader(raw[:size]), key)
		next := 0
		for _, block := range blocks {
			for next < len(written) && !bytes.Equal(written[next], block) {
				next++
			}
			if next == len(written) {
				t.Fatalf("yielded %q, which was not written there", block)
			}
			next++
		}
		lost := int64(0)
		for _, d := range damages {
			lost += d.Bytes
		}
		if cut < 0 || cut+lost > int64(size) {
			t.Fatalf("%d cut and %d damaged of %d bytes", cut, lost, size)
		}
	})
}

// FuzzUnseal does the same to a sealed file: it reads exactly as it was, or not.
func FuzzUnseal(f *testing.F) {
	key, plain := Key{5}, bytes.Repeat([]byte("0123456789"), 14_000)
	var out bytes.Buffer
	if _, err := seal(context.Background(), &out, bytes.NewReader(plain), recA, "takes/001.mp4", key); err != nil {
		f.Fatal(err)
	}
	whole := out.Bytes()
	f.Add(0, []byte{}, len(whole))
	f.Add(40, []byte{0xff, 0xff}, len(whole))
	f.Add(100, []byte{1}, len(whole)-1)
	f.Add(chunkSize, []byte{1}, chunkSize+200)
	f.Fuzz(func(t *testing.T, at int, over []byte, size int) {
		if at < 0 || at > len(whole) || size < 0 || size > len(whole)+len(over) {
			return
		}
		raw := make([]byte, max(len(whole), at+len(over), size))
		copy(raw, whole)
		copy(raw[at:], over)
		file, err := Unseal(bytes.NewReader(raw[:size]), int64(size), key)
		if err != nil {
			return
		}
		got, err := io.ReadAll(file)
		if err == nil && !bytes.Equal(plain, got) || !bytes.HasPrefix(plain, got) {
			t.Fatalf("read %d bytes that were not written", len(got))
		}
	})
}

func FuzzParseMaster(f *testing.F) {
	f.Add(masterLine(Key{3}))
	f.Add(masterPrefix)
	f.Add("")
	f.Fuzz(func(t *testing.T, line string) {
		if key, ok := parseMaster(line); ok && masterLine(key) != line {
			t.Fatalf("%q is taken for a key", line)
		}
	})
}
