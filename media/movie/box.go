package movie

import (
	"encoding/binary"
	"fmt"
	"io"

	"terugblik/media"
)

// box is the place of one box in the file.
type box struct {
	kind string
	at   int64 // of its header
	head int64 // bytes of its header: 8, or 16 with a size of 64 bits
	size int64 // of the whole, header included
}

func (b box) body() int64 { return b.at + b.head }
func (b box) end() int64  { return b.at + b.size }

// The most boxes that are looked at: those of the longest film in fragments of a second, many times over.
const maxBoxes = 200_000

// reader walks boxes and counts them.
type reader struct {
	r    io.ReaderAt
	size int64
	seen int
}

// next reads the header of the box at a place that ends before end (ISO/IEC 14496-12, section 4.2).
// media.ErrUnreadable where no box can stand there.
func (f *reader) next(at, end int64) (box, error) {
	if f.seen++; f.seen > maxBoxes {
		return box{}, fmt.Errorf("more than %d boxes: %w", maxBoxes, media.ErrUnsupported)
	}
	var head [16]byte
	if err := f.read(head[:8], at, end); err != nil {
		return box{}, err
	}
	b := box{kind: string(head[4:8]), at: at, head: 8, size: int64(binary.BigEndian.Uint32(head[:]))}
	switch b.size {
	case 0: // to the end of the file
		b.size = end - at
	case 1:
		if err := f.read(head[8:], at+8, end); err != nil {
			return box{}, err
		}
		large := binary.BigEndian.Uint64(head[8:])
		b.head, b.size = 16, int64(min(large, 1<<62))
	}
	if b.size < b.head || b.size > end-at {
		return box{}, fmt.Errorf("box %q of %d bytes at %d of %d: %w", b.kind, b.size, at, end, media.ErrUnreadable)
	}
	return b, nil
}

func (f *reader) read(into []byte, at, end int64) error {
	if end-at < int64(len(into)) {
		return fmt.Errorf("cut off at %d: %w", end, media.ErrUnreadable)
	}
	if n, err := f.r.ReadAt(into, at); n < len(into) {
		return fmt.Errorf("read at %d: %w: %w", at, media.ErrUnreadable, err)
	}
	return nil
}

// children hands the boxes inside b to each.
func (f *reader) children(b box, each func(box) error) error {
	return f.walk(b.body(), b.end(), each)
}

func (f *reader) walk(at, end int64, each func(box) error) error {
	for at < end {
		if end-at == 4 { // QuickTime ends a list with four zero bytes
			return nil
		}
		inner, err := f.next(at, end)
		if err != nil {
			return err
		}
		if err := each(inner); err != nil {
			return err
		}
		at = inner.end()
	}
	return nil
}
