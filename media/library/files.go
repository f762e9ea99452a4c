package library

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"

	"terugblik/media"
)

func openFile(path string) (*os.File, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("open %s: %w", path, media.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("open media: %w", err)
	}
	return file, nil
}

// atStart reads a file from its start without moving the offset that a child inherits.
func atStart(r io.ReaderAt) io.Reader { return io.NewSectionReader(r, 0, math.MaxInt64) }
