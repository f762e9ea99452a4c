package library

import (
	"bufio"
	"context"
	"errors"
	"io"

	"terugblik/media"
)

// chunkSize is how much plain text is sealed at once, in bytes: what one read at any place has to open at most.
const chunkSize = 64 << 10

// seal writes r to w as a sealed file: head, then chunks of which only the last is marked as last.
func seal(ctx context.Context, w io.Writer, r io.Reader, id media.RecordingID, path string, data Key) (plain int64, err error) {
	head, own, err := newHead(fileMagic, id, path, data)
	if err != nil {
		return 0, err
	}
	if _, err := w.Write(head); err != nil {
		return 0, diskError(err)
	}
	in := bufio.NewReaderSize(r, chunkSize)
	buf := make([]byte, chunkSize, chunkSize+tagSize)
	for i, kind := uint64(0), byte(middleChunk); kind != lastChunk; i++ {
		if err := ctx.Err(); err != nil {
			return plain, err
		}
		n, err := io.ReadFull(in, buf[:chunkSize])
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return plain, err
		}
		if kind, err = kindOf(in); err != nil {
			return plain, err
		}
		plain += int64(n)
		number := nonce(i, kind)
		if _, err := w.Write(own.Seal(buf[:0], number[:], buf[:n], nil)); err != nil {
			return plain, diskError(err)
		}
	}
	return plain, nil
}

// kindOf looks whether anything follows.
func kindOf(in *bufio.Reader) (byte, error) {
	_, err := in.Peek(1)
	if errors.Is(err, io.EOF) {
		return lastChunk, nil
	}
	return middleChunk, err
}
