package movie

import (
	"fmt"
	"io"
	"slices"

	"terugblik/media"
)

// Blank is a box that is not kept: where the film was made, by which phone, with what around it. In its place stands one
// of the same size that says nothing ("free"), so that no other byte moves and all times stay what they are.
type Blank struct {
	At   int64 `json:"at"`   // of its header, from the start of the file
	Head int64 `json:"head"` // bytes of its header: 8, 16, or 0 for bytes that are no box
	Size int64 `json:"size"` // of the whole
}

// maxBlanks bounds what a reader has to look through.
const maxBlanks = 4096

func (p *parse) blank(b box) {
	p.Blanks = append(p.Blanks, Blank{At: b.at, Head: b.head, Size: b.size})
}

// blankRest makes what follows a whole film one empty box.
func (p *parse) blankRest(at int64) {
	p.Blanks = append(p.Blanks, Blank{At: at, Size: p.size - at})
}

// Without reads a file of that many bytes without its blanks. They may come from another process: what lies outside the
// file or over another is media.ErrUnreadable.
func Without(r io.ReaderAt, size int64, blanks []Blank) (io.ReaderAt, error) {
	blanks = slices.Clone(blanks)
	slices.SortFunc(blanks, func(a, b Blank) int { return int(min(max(a.At-b.At, -1), 1)) })
	end := int64(0)
	for _, b := range blanks {
		fits := b.Head == 0 || (b.Head == 8 || b.Head == 16) && b.Size >= b.Head
		if b.At < end || b.Size < 0 || b.Size > size-b.At || !fits {
			return nil, fmt.Errorf("a blank of %d bytes at %d of %d: %w", b.Size, b.At, size, media.ErrUnreadable)
		}
		end = b.At + b.Size
	}
	return &blanked{r, blanks}, nil
}

type blanked struct {
	r      io.ReaderAt
	blanks []Blank
}

// ReadAt follows io.ReaderAt.
func (f *blanked) ReadAt(p []byte, off int64) (int, error) {
	n, err := f.r.ReadAt(p, off)
	i, _ := slices.BinarySearchFunc(f.blanks, off, func(b Blank, at int64) int {
		if b.At+b.Size <= at {
			return -1
		}
		return 1
	})
	for ; i < len(f.blanks) && f.blanks[i].At < off+int64(n); i++ {
		f.blanks[i].over(p[:n], off)
	}
	return n, err
}

// over puts the blank over what was read at off.
func (b Blank) over(p []byte, off int64) {
	word, kind := "free", b.At+4
	if b.Head == 0 { // no header to keep: eight bytes make a box to the end of the file
		word, kind = "\x00\x00\x00\x00free", b.At
		if b.Size < 8 {
			word = ""
		}
	}
	keep := b.At + b.Head
	for i := max(keep, off); i < min(b.At+b.Size, off+int64(len(p))); i++ {
		p[i-off] = 0
	}
	for i := range len(word) {
		if at := kind + int64(i) - off; at >= 0 && at < int64(len(p)) {
			p[at] = word[i]
		}
	}
}
