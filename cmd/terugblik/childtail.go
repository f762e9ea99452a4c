package main

import (
	"bytes"
	"strings"
	"sync"
	"unicode"
)

// maxTail is how much of what a child says last is kept, in bytes.
const maxTail = 2 << 10

// tail keeps the end of what is written to it, up to the stacks that Go prints after a fault: they would push out
// what FFmpeg said before it.
type tail struct {
	mu   sync.Mutex
	last []byte
	full bool
}

// Write never fails.
func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.full {
		return len(p), nil
	}
	t.last = append(t.last, p...)
	for _, stacks := range []string{"\nruntime stack:", "\ngoroutine "} {
		if at := bytes.Index(t.last, []byte(stacks)); at >= 0 {
			t.last, t.full = t.last[:at], true
		}
	}
	if cut := len(t.last) - maxTail; cut > 0 {
		t.last = append([]byte(nil), t.last[cut:]...)
	}
	return len(p), nil
}

// String is the end as one printable line.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	text := strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' {
			return ' '
		}
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(string(t.last), ""))
	return strings.TrimSpace(text)
}
