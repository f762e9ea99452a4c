package library

import (
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"

	"terugblik/media"
)

// A partial file is a file that comes in pieces, by more than one request and perhaps more than one process. Unlike a log
// it is continued; so that a piece which a crash tore off can be written again, each piece has a nonce drawn at random
// and not one that counts. A piece on disk: 4 bytes length of what is sealed, 8 bytes where it begins in the plain file,
// the nonce, the sealed bytes with their tag. Length and place are sealed along, so that no piece can be moved.
const (
	partialMagic = "TBPART01"
	pieceFixed   = 12
	nonceSize    = 12
	pieceHead    = pieceFixed + nonceSize
)

// MaxPiece is the most a partial file takes at once, in bytes.
const MaxPiece = 256 << 10

// maxPieces bounds what whoever sends byte by byte can make us remember. Whole pieces make 256 GiB of it.
const maxPieces = 1 << 20

// ErrPieces says that a partial file came in more pieces than are kept.
var ErrPieces = errors.New("too many pieces")

// Partial is a sealed file under construction. What Sync has seen survives a power cut. For one goroutine at a time.
type Partial struct {
	file   *os.File
	own    cipher.AEAD
	at     mark
	buf    []byte
	broken error
	keep   func(mark)
}

// mark is how far a partial file is known to be whole.
type mark struct {
	disk   int64 // bytes on disk
	plain  int64 // bytes of content
	pieces int
}

// Size is how many bytes of content there are.
func (p *Partial) Size() int64 { return p.at.plain }

// Append seals one piece of 1 to MaxPiece bytes. After a failed write (media.ErrDiskFull, for one) it takes no more, and
// what it took before stays.
func (p *Partial) Append(piece []byte) error {
	switch {
	case p.broken != nil:
		return p.broken
	case len(piece) == 0 || len(piece) > MaxPiece:
		return fmt.Errorf("append a piece of %d bytes to %s", len(piece), p.file.Name())
	case p.at.pieces >= maxPieces:
		return fmt.Errorf("append to %s: %w", p.file.Name(), ErrPieces)
	}
	sealed := p.seal(piece)
	if _, err := p.file.WriteAt(sealed, p.at.disk); err != nil {
		p.broken = fmt.Errorf("append to %s: %w", p.file.Name(), diskError(err))
		return errors.Join(p.broken, p.file.Truncate(p.at.disk))
	}
	p.at.disk += int64(len(sealed))
	p.at.plain += int64(len(piece))
	p.at.pieces++
	return nil
}

func (p *Partial) seal(piece []byte) []byte {
	if p.buf == nil {
		p.buf = make([]byte, pieceHead, pieceHead+MaxPiece+tagSize)
	}
	head := p.buf[:pieceHead]
	binary.BigEndian.PutUint32(head, uint32(len(piece)+tagSize))
	binary.BigEndian.PutUint64(head[4:], uint64(p.at.plain))
	_, _ = rand.Read(head[pieceFixed:]) // never fails: crypto/rand ends the process instead
	return p.own.Seal(head, head[pieceFixed:], piece, head[:pieceFixed])
}

// Sync returns when all that was appended is on the disk.
func (p *Partial) Sync() error {
	if p.broken != nil {
		return p.broken
	}
	if err := p.file.Sync(); err != nil {
		p.broken = fmt.Errorf("sync %s: %w", p.file.Name(), diskError(err))
		return p.broken
	}
	p.keep(p.at)
	return nil
}

// Close closes without a Sync: what was not synced was promised to nobody.
func (p *Partial) Close() error { return p.file.Close() }

// pieceAt reads the head of the piece at m and says how long what is sealed is; false where no whole piece stands.
func pieceAt(file io.ReaderAt, size int64, m mark) (head [pieceHead]byte, sealed int, ok bool) {
	if size-m.disk < pieceHead+tagSize {
		return head, 0, false
	}
	if n, _ := file.ReadAt(head[:], m.disk); n < len(head) {
		return head, 0, false
	}
	length := binary.BigEndian.Uint32(head[:])
	begins := binary.BigEndian.Uint64(head[4:])
	whole := length > tagSize && length <= MaxPiece+tagSize && begins == uint64(m.plain) && m.pieces < maxPieces
	return head, int(length), whole && m.disk+pieceHead+int64(length) <= size
}

func (m mark) after(sealed int) mark {
	return mark{m.disk + pieceHead + int64(sealed), m.plain + int64(sealed) - tagSize, m.pieces + 1}
}

// openPartial reads the head of a partial file.
func openPartial(file *os.File, key Key, id media.RecordingID, name string) (cipher.AEAD, mark, error) {
	own, made, head, err := readHead(partialMagic, atStart(file), key)
	if err == nil && made != string(id)+"/"+name {
		err = fmt.Errorf("it was made as %s: %w", made, ErrWrongKey)
	}
	if err != nil {
		return nil, mark{}, fmt.Errorf("open partial file %s of recording %s: %w", name, id, err)
	}
	return own, mark{disk: int64(head)}, nil
}
