package av

import (
	"errors"
	"fmt"
	"io"

	"github.com/asticode/go-astiav"

	"terugblik/media"
)

// input answers FFmpeg's read and seek callbacks.
type input struct {
	r      io.ReaderAt
	size   int64
	at     int64
	failed error // what the reader said; FFmpeg passes on a number only
}

func (in *input) read(b []byte) (int, error) {
	if in.r == nil || in.at >= in.size {
		return 0, astiav.ErrEof
	}
	n, err := in.r.ReadAt(b[:min(int64(len(b)), in.size-in.at)], in.at)
	in.at += int64(n)
	if n > 0 {
		return n, nil
	}
	if err == nil || errors.Is(err, io.EOF) {
		return 0, astiav.ErrEof
	}
	in.failed = err
	return 0, astiav.ErrEio
}

// seekSize is FFmpeg's AVSEEK_SIZE: tell the size instead of moving.
const seekSize = 0x10000

func (in *input) seek(offset int64, whence int) (int64, error) {
	const force = 0x20000 // AVSEEK_FORCE may be added to whence
	switch whence &^ force {
	case seekSize:
		return in.size, nil
	case io.SeekCurrent:
		offset += in.at
	case io.SeekEnd:
		offset += in.size
	}
	if offset < 0 {
		return 0, astiav.Error(-22) // EINVAL
	}
	in.at = offset
	return offset, nil
}

// cause adds what the reader said to FFmpeg's error.
func (in *input) cause(err error) error {
	if in.failed != nil {
		return fmt.Errorf("%w: %w", err, in.failed)
	}
	return err
}

// end tells an honest end from one that a failing reader made.
func (in *input) end() error {
	if in.failed != nil {
		return fmt.Errorf("read media: %w: %w", media.ErrUnreadable, in.failed)
	}
	return io.EOF
}
