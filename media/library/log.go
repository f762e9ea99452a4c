package library

import (
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"syscall"
	"time"

	"terugblik/media"
)

// MaxBlock is the most a log takes in one block, in bytes: above any second of film that we receive.
const MaxBlock = 4 << 20

// A block on disk: 4 bytes length of what is sealed, 8 bytes sequence number, the sealed bytes with their tag.
const blockHead = 12

// Log is a sealed append-only log of blocks on the local disk. A block that Append has taken survives the death of
// the process; one that Sync has seen survives a power cut. Safe for several goroutines.
type Log struct {
	file   *os.File
	own    cipher.AEAD
	synced func(took time.Duration) // nil: nobody asks

	mu     sync.Mutex
	next   uint64
	size   int64
	buf    []byte   // kept between blocks, as is
	nonce  [12]byte // this, because a local one would be allocated each time
	broken error
}

// writeLog puts the head of a new log in an empty file.
func writeLog(file *os.File, id media.RecordingID, name string, data Key) (*Log, error) {
	head, own, err := newHead(logMagic, id, name, data)
	if err != nil {
		return nil, err
	}
	if _, err := file.Write(head); err != nil {
		return nil, diskError(err)
	}
	return &Log{file: file, own: own, size: int64(len(head))}, nil
}

// Append seals one block of at most MaxBlock bytes and writes it in one call to the system. After a failed write
// (media.ErrDiskFull, for one) the log takes no more; what it took before stays readable. The block is not kept.
func (l *Log) Append(block []byte) error {
	if len(block) > MaxBlock {
		return fmt.Errorf("append %d bytes to %s: more than a block of %d", len(block), l.file.Name(), MaxBlock)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.broken != nil {
		return l.broken
	}
	sealed := l.seal(block)
	if _, err := l.file.Write(sealed); err != nil {
		// A number is never used for two different blocks: GCM would give itself away. So this log ends here.
		l.broken = fmt.Errorf("append to %s: %w", l.file.Name(), diskError(err))
		return errors.Join(l.broken, l.file.Truncate(l.size))
	}
	l.next++
	l.size += int64(len(sealed))
	return nil
}

func (l *Log) seal(block []byte) []byte {
	if need := blockHead + len(block) + tagSize; cap(l.buf) < need {
		l.buf = make([]byte, 0, need)
	}
	head := l.buf[:blockHead]
	binary.BigEndian.PutUint32(head, uint32(len(block)+tagSize))
	binary.BigEndian.PutUint64(head[4:], l.next)
	l.nonce = nonce(l.next, middleChunk)
	return l.own.Seal(head, l.nonce[:], block, nil)
}

// Sync returns when all that was appended before the call is on the disk. It does not hold up Append.
func (l *Log) Sync() error {
	begun := time.Now()
	err := l.file.Sync()
	if err == nil {
		if l.synced != nil {
			l.synced(time.Since(begun))
		}
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if errors.Is(err, os.ErrClosed) {
		return fmt.Errorf("sync %s: %w", l.file.Name(), err)
	}
	// The system reports a lost write once and then forgets it; we do not.
	l.broken = fmt.Errorf("sync %s: %w", l.file.Name(), diskError(err))
	return l.broken
}

// Size is how many bytes the log takes on disk.
func (l *Log) Size() int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.size
}

// Close syncs and closes. A second Close does nothing.
func (l *Log) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	err := l.file.Sync()
	if errors.Is(err, os.ErrClosed) {
		return nil
	}
	l.broken = fmt.Errorf("append to %s: %w", l.file.Name(), os.ErrClosed)
	return errors.Join(diskError(err), l.file.Close())
}

var _ io.Closer = (*Log)(nil)

func diskError(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fmt.Errorf("%w: %w", media.ErrDiskFull, err)
	}
	if errors.Is(err, syscall.EROFS) {
		return fmt.Errorf("%w: %w", media.ErrReadOnly, err)
	}
	return err
}
