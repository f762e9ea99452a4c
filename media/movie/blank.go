package movie

import (
	"encoding/binary"
	"fmt"
	"io"
	"slices"

	"terugblik/media"
)

// Blank is a part that is not kept: where the film was made, by which phone, with what around it. In its place stands one
// of the same size that says nothing, so that no other byte moves and all times stay what they are.
type Blank struct {
	At   int64 `json:"at"`             // of its header, from the start of the file
	Head int64 `json:"head"`           // bytes of its header that stay: 8 or 16 of a box, 8 of a chunk, or 0
	Size int64 `json:"size"`           // of the whole
	Form Form  `json:"form,omitempty"` // what it becomes
}

// Form is what a part that is not kept becomes.
type Form string

// The forms.
const (
	free Form = ""     // a box "free"; bytes that were no box become one to the end of the file
	void Form = "void" // an EBML element Void (RFC 8794, section 11.3.2)
	junk Form = "junk" // a chunk "JUNK"; bytes that were no chunk become zeros
)

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
		if b.At < end || b.Size < 0 || b.Size > size-b.At || !b.fits() {
			return nil, fmt.Errorf("a blank of %d bytes at %d of %d: %w", b.Size, b.At, size, media.ErrUnreadable)
		}
		end = b.At + b.Size
	}
	return &blanked{r, blanks}, nil
}

func (b Blank) fits() bool {
	switch b.Form {
	case free:
		return b.Head == 0 || (b.Head == 8 || b.Head == 16) && b.Size >= b.Head
	case void:
		return b.Head == 0 && b.Size >= 2
	case junk:
		return b.Head == 0 || b.Head == 8 && b.Size >= b.Head
	}
	return false
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
	word, at := b.word()
	keep := b.At + b.Head
	for i := max(keep, off); i < min(b.At+b.Size, off+int64(len(p))); i++ {
		p[i-off] = 0
	}
	for i := range len(word) {
		if at := at + int64(i) - off; at >= 0 && at < int64(len(p)) {
			p[at] = word[i]
		}
	}
}

// word is what says that nothing is here, and its place.
func (b Blank) word() (word string, at int64) {
	switch {
	case b.Form == junk && b.Head > 0:
		return "JUNK", b.At
	case b.Form == void && b.Size-2 < 0x7f: // all ones would mean that it does not say
		return string([]byte{0xec, 0x80 | byte(b.Size-2)}), b.At
	case b.Form == void:
		return string(binary.BigEndian.AppendUint64([]byte{0xec}, 1<<56|uint64(b.Size-9))), b.At
	case b.Form == free && b.Head > 0:
		return "free", b.At + 4
	case b.Form == free && b.Size >= 8: // no header to keep: eight bytes make a box to the end of the file
		return "\x00\x00\x00\x00free", b.At
	}
	return "", b.At
}
