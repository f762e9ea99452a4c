package library

import "io"

const windowStep = 64 << 10

// window is the part of a reader that is held in memory: enough to try one block at any place.
type window struct {
	r    io.Reader
	data []byte // from off on
	off  int64  // bytes from the start of r to data[0]
	err  error  // never io.EOF
	eof  bool
}

// need makes at least n bytes of data available, and says whether there are as many.
func (w *window) need(n int) bool {
	for len(w.data) < n && !w.eof && w.err == nil {
		w.grow(max(n, windowStep))
		got, err := w.r.Read(w.data[len(w.data):cap(w.data)])
		w.data = w.data[:len(w.data)+got]
		if err == io.EOF {
			w.eof = true
		} else {
			w.err = err
		}
	}
	return len(w.data) >= n
}

// grow leaves room behind data without moving it for every block.
func (w *window) grow(n int) {
	if cap(w.data)-len(w.data) > 0 && cap(w.data) >= n {
		return
	}
	bigger := make([]byte, len(w.data), 2*n)
	copy(bigger, w.data)
	w.data = bigger
}

func (w *window) drop(n int) {
	w.data = w.data[n:]
	w.off += int64(n)
}
