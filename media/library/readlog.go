package library

import (
	"bytes"
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"

	"terugblik/media"
)

// Damage is a stretch in the middle of a log that could not be read while whole blocks follow it.
type Damage struct {
	Offset int64  // bytes from the start of the log
	Bytes  int64  // bytes that belong to no whole block; 0 where blocks were taken out neatly
	Blocks uint64 // how many blocks are missing here; 0 where something was only put in
}

func (d *Damage) Error() string {
	return fmt.Sprintf("log damaged at byte %d: %d bytes unreadable, %d blocks missing", d.Offset, d.Bytes, d.Blocks)
}

// LogReader reads a log from its start, also while it is still being written.
type LogReader struct {
	w    window
	key  Key
	own  cipher.AEAD
	name string
	next uint64
	cut  int64
}

// NewLogReader reads the log in r with the data key of its recording.
func NewLogReader(r io.Reader, key Key) *LogReader { return &LogReader{w: window{r: r}, key: key} }

// ReadLog yields the blocks of a log in order; each slice is the caller's. A torn or damaged tail ends the sequence
// without an error (LogReader.Cut tells how much). In the middle a *Damage comes in the place of what is lost, and the
// next whole block after it for whoever goes on. ErrWrongKey or an error of r comes last.
func ReadLog(r io.Reader, key Key) iter.Seq2[[]byte, error] { return NewLogReader(r, key).Blocks() }

// Cut is how many bytes at the end belong to no whole block, once Blocks has come to its end.
func (l *LogReader) Cut() int64 { return l.cut }

// Recording and Name are what the log was made for, once Blocks has begun.
func (l *LogReader) Recording() media.RecordingID { id, _ := splitName(l.name); return id }

// Name is the name of the log within its recording, once Blocks has begun.
func (l *LogReader) Name() string { _, name := splitName(l.name); return name }

// Blocks may be ranged over once; see ReadLog.
func (l *LogReader) Blocks() iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		if err := l.open(); err != nil {
			yield(nil, err)
			return
		}
		for l.own != nil {
			block, damage := l.block()
			switch {
			case l.w.err != nil:
				yield(nil, fmt.Errorf("read a log at byte %d: %w", l.w.off, l.w.err))
				return
			case damage != nil && block == nil:
				l.cut = damage.Bytes
				return
			case damage != nil && !yield(nil, damage):
				return
			case !yield(block, nil):
				return
			}
		}
	}
}

// open reads the head. Where the writer died before the head was whole, own stays nil and there is nothing to read.
func (l *LogReader) open() error {
	l.w.need(maxHead)
	if l.w.err != nil {
		return fmt.Errorf("read the head of a log: %w", l.w.err)
	}
	own, name, size, err := readHead(logMagic, bytes.NewReader(l.w.data), l.key)
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), err != nil && l.allZero():
		l.cut = int64(len(l.w.data))
		return nil
	case err != nil:
		return fmt.Errorf("read the head of a log: %w", err)
	}
	l.w.drop(size)
	l.own, l.name = own, name
	return nil
}

// allZero is how a power cut leaves a file whose length came to the disk before its content.
func (l *LogReader) allZero() bool { return len(bytes.Trim(l.w.data, "\x00")) == 0 }

// block is the next whole block, and what lies damaged before it. Without a block, damage is the torn tail.
func (l *LogReader) block() ([]byte, *Damage) {
	start := l.w.off
	if block, size := l.try(0, l.next, l.next); block != nil {
		l.w.drop(size)
		l.next++
		return block, nil
	}
	for at := 0; ; at++ {
		if at == windowStep {
			l.w.drop(at)
			at = 0
		}
		if !l.w.need(at + blockHead) {
			return nil, &Damage{Offset: start, Bytes: l.w.off + int64(len(l.w.data)) - start}
		}
		if block, size := l.try(at, l.next, l.next+maxGap); block != nil {
			seq := binary.BigEndian.Uint64(l.w.data[at+4:])
			damage := &Damage{Offset: start, Bytes: l.w.off + int64(at) - start, Blocks: seq - l.next}
			l.w.drop(at + size)
			l.next = seq + 1
			return block, damage
		}
	}
}

// maxGap bounds which sequence numbers are tried after damage: more blocks than a year of recording has.
const maxGap = 1 << 28

// try opens the block at that place in the window if its number is from low to high. The block is never nil then.
func (l *LogReader) try(at int, low, high uint64) (block []byte, size int) {
	if !l.w.need(at + blockHead) {
		return nil, 0
	}
	head := l.w.data[at:]
	length, seq := int(binary.BigEndian.Uint32(head)), binary.BigEndian.Uint64(head[4:])
	if seq < low || seq > high || length < tagSize || length > MaxBlock+tagSize {
		return nil, 0
	}
	size = blockHead + length
	if !l.w.need(at + size) {
		return nil, 0
	}
	n := nonce(seq, middleChunk)
	block, err := l.own.Open(make([]byte, 0, length), n[:], l.w.data[at+blockHead:at+size], nil)
	if err != nil {
		return nil, 0
	}
	return block, size
}
