package library

import (
	"crypto/cipher"
	"errors"
	"fmt"
	"io"
	"sort"
	"sync"
)

type aead = cipher.AEAD

// PartialFile reads the content of a partial file at any place. Safe for several goroutines.
type PartialFile struct {
	r      io.ReaderAt
	own    aead
	name   string
	pieces []mark // where each begins
	end    mark

	mu    sync.Mutex
	held  int // number of the piece in plain, or -1
	buf   []byte
	plain []byte
}

// UnsealPartial opens sealed bytes, sealedSize of them, with the data key of their recording. A torn end is left out; the
// pieces are checked as they are read. Errors: ErrWrongKey, ErrDamaged. The caller keeps r and closes it.
func UnsealPartial(r io.ReaderAt, sealedSize int64, key Key) (*PartialFile, error) {
	own, name, head, err := readHead(partialMagic, io.NewSectionReader(r, 0, sealedSize), key)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = ErrDamaged
	}
	if err != nil {
		return nil, fmt.Errorf("unseal a partial file: %w", err)
	}
	f := &PartialFile{r: r, own: own, name: name, held: -1, end: mark{disk: int64(head)}}
	for {
		_, sealed, ok := pieceAt(r, sealedSize, f.end)
		if !ok {
			return f, nil
		}
		f.pieces = append(f.pieces, f.end)
		f.end = f.end.after(sealed)
	}
}

// Size is the length of the content in bytes.
func (f *PartialFile) Size() int64 { return f.end.plain }

// ReadAt follows io.ReaderAt.
func (f *PartialFile) ReadAt(p []byte, off int64) (n int, err error) {
	if off < 0 {
		return 0, fmt.Errorf("read %s at %d: negative offset", f.name, off)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for n < len(p) {
		at := off + int64(n)
		if at >= f.end.plain {
			return n, io.EOF
		}
		i := sort.Search(len(f.pieces), func(i int) bool { return f.pieces[i].plain > at }) - 1
		if err := f.load(i); err != nil {
			return n, err
		}
		n += copy(p[n:], f.plain[at-f.pieces[i].plain:])
	}
	return n, nil
}

func (f *PartialFile) load(i int) error {
	if f.held == i {
		return nil
	}
	f.held = -1
	if f.buf == nil {
		f.buf = make([]byte, pieceHead+MaxPiece+tagSize)
	}
	next := f.end.disk
	if i+1 < len(f.pieces) {
		next = f.pieces[i+1].disk
	}
	sealed := f.buf[:next-f.pieces[i].disk]
	n, err := f.r.ReadAt(sealed, f.pieces[i].disk)
	if n < len(sealed) {
		return fmt.Errorf("read %s at %d: %w", f.name, f.pieces[i].plain, errors.Join(ErrDamaged, err))
	}
	head, body := sealed[:pieceHead], sealed[pieceHead:]
	if f.plain, err = f.own.Open(body[:0], head[pieceFixed:], body, head[:pieceFixed]); err != nil {
		return fmt.Errorf("read %s at %d: %w", f.name, f.pieces[i].plain, ErrDamaged)
	}
	f.held = i
	return nil
}
