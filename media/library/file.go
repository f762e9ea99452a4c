package library

import (
	"crypto/cipher"
	"errors"
	"fmt"
	"io"
	"sync"

	"terugblik/media"
)

// ErrDamaged says that a sealed file was changed, cut or lengthened.
var ErrDamaged = errors.New("media file damaged")

// File reads a sealed file as if it were plain. ReadAt is safe for several goroutines, Read and Seek are not.
type File struct {
	r    io.ReaderAt
	c    io.Closer // nil where the caller owns r
	own  cipher.AEAD
	name string
	head int64 // bytes of the sealed file before the first chunk
	size int64 // bytes of plain text
	pos  int64

	mu     sync.Mutex // over the one chunk that is kept open
	sealed []byte
	plain  []byte
	held   int64 // number of the chunk in plain, or -1
}

// Unseal opens sealed bytes, sealedSize of them, with the data key of their recording. The head and the last chunk are
// checked here, so that a file that was cut or belongs elsewhere never opens; the rest is checked as it is read.
// Errors: ErrWrongKey, ErrDamaged. The caller keeps r and closes it.
func Unseal(r io.ReaderAt, sealedSize int64, key Key) (*File, error) {
	own, name, head, err := readHead(fileMagic, io.NewSectionReader(r, 0, sealedSize), key)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fmt.Errorf("unseal: %d bytes hold no head: %w", sealedSize, ErrDamaged)
	}
	if err != nil {
		return nil, fmt.Errorf("unseal: %w", err)
	}
	f := &File{r: r, own: own, name: name, head: int64(head), held: -1}
	sealed := sealedSize - f.head
	chunks := (sealed + chunkSize + tagSize - 1) / (chunkSize + tagSize)
	f.size = sealed - chunks*tagSize
	if chunks == 0 || chunks != max(1, (f.size+chunkSize-1)/chunkSize) {
		return nil, fmt.Errorf("unseal %s: %d bytes end within a chunk: %w", name, sealedSize, ErrDamaged)
	}
	f.sealed = make([]byte, min(sealed, chunkSize+tagSize))
	if err := f.load(chunks - 1); err != nil {
		return nil, err
	}
	return f, nil
}

// Size is the length of the plain text in bytes.
func (f *File) Size() int64 { return f.size }

// Recording is whose file it is.
func (f *File) Recording() media.RecordingID { id, _ := splitName(f.name); return id }

// Path is its place in the recording, for example "takes/001.mp4".
func (f *File) Path() string { _, path := splitName(f.name); return path }

// ReadAt follows io.ReaderAt.
func (f *File) ReadAt(p []byte, off int64) (n int, err error) {
	if off < 0 {
		return 0, fmt.Errorf("read %s at %d: negative offset", f.name, off)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for n < len(p) {
		at := off + int64(n)
		if at >= f.size {
			return n, io.EOF
		}
		if err := f.load(at / chunkSize); err != nil {
			return n, err
		}
		n += copy(p[n:], f.plain[at%chunkSize:])
	}
	return n, nil
}

// load opens one chunk; it is kept, because most reads are small and in order.
func (f *File) load(chunk int64) error {
	if f.held == chunk {
		return nil
	}
	f.held = -1
	length, kind := min(f.size-chunk*chunkSize, chunkSize)+tagSize, byte(middleChunk)
	if (chunk+1)*chunkSize >= f.size {
		kind = lastChunk
	}
	sealed := f.sealed[:length]
	n, err := f.r.ReadAt(sealed, f.head+chunk*(chunkSize+tagSize))
	if n < len(sealed) {
		return fmt.Errorf("read %s at %d: %w", f.name, chunk*chunkSize, errors.Join(ErrDamaged, err))
	}
	number := nonce(uint64(chunk), kind)
	if f.plain, err = f.own.Open(sealed[:0], number[:], sealed, nil); err != nil {
		return fmt.Errorf("read %s at %d: %w", f.name, chunk*chunkSize, ErrDamaged)
	}
	f.held = chunk
	return nil
}

// Read follows io.Reader.
func (f *File) Read(p []byte) (int, error) {
	n, err := f.ReadAt(p, f.pos)
	f.pos += int64(n)
	if n > 0 && err == io.EOF {
		err = nil
	}
	return n, err
}

// Seek follows io.Seeker.
func (f *File) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekStart:
	case io.SeekCurrent:
		offset += f.pos
	case io.SeekEnd:
		offset += f.size
	default:
		return f.pos, fmt.Errorf("seek %s: whence %d", f.name, whence)
	}
	if offset < 0 {
		return f.pos, fmt.Errorf("seek %s to %d: before the start", f.name, offset)
	}
	f.pos = offset
	return offset, nil
}

// Close closes what the library opened. A second Close does nothing.
func (f *File) Close() error {
	if f.c == nil {
		return nil
	}
	c := f.c
	f.c = nil
	return c.Close()
}
