package movie

import (
	"encoding/binary"
	"fmt"
	"strings"
	"time"

	"terugblik/media"
)

// chunk is the place of one RIFF chunk in the file.
type chunk struct {
	kind string // of a LIST or RIFF that of the list, "LIST:hdrl"
	at   int64
	head int64 // 8, or 12 for lists
	size int64 // of the whole without the byte that makes it even; to the end of its parent where it says more
	open bool  // it said more than there is, or nothing
}

func (c chunk) body() int64 { return c.at + c.head }
func (c chunk) end() int64  { return c.at + c.size }

// avi reads an AVI file with the extensions of OpenDML.
type avi struct {
	reader
	Movie
	tracks int
	movi   bool
}

// next reads the header of the chunk at a place that ends before end.
func (p *avi) next(at, end int64) (chunk, error) {
	if p.seen++; p.seen > maxBoxes {
		return chunk{}, fmt.Errorf("more than %d chunks: %w", maxBoxes, media.ErrUnsupported)
	}
	var head [12]byte
	if err := p.read(head[:8], at, end); err != nil {
		return chunk{}, err
	}
	c := chunk{kind: string(head[:4]), at: at, head: 8, size: 8 + int64(binary.LittleEndian.Uint32(head[4:]))}
	if c.kind == "LIST" || c.kind == "RIFF" {
		if err := p.read(head[8:], at+8, end); err != nil {
			return chunk{}, err
		}
		c.head, c.kind = 12, c.kind+":"+string(head[8:])
	}
	if c.size < c.head || c.size > end-at {
		c.size, c.open = end-at, true
	}
	return c, nil
}

func (p *avi) children(at, end int64, each func(chunk) error) error {
	for end-at >= 8 {
		c, err := p.next(at, end)
		if err != nil {
			return err
		}
		if err := each(c); err != nil {
			return err
		}
		at = c.end() + c.size%2
	}
	return nil
}

func (p *avi) file() error {
	p.Format, p.Ext = AVI, "avi"
	at := int64(0)
	for p.size-at >= 12 {
		c, err := p.next(at, p.size)
		if err != nil {
			return err
		}
		if c.kind != "RIFF:AVI " && c.kind != "RIFF:AVIX" {
			break
		}
		if err := p.children(c.body(), c.end(), p.part); err != nil {
			return err
		}
		at = c.end() + c.size%2
	}
	if at < p.size {
		p.Blanks = append(p.Blanks, Blank{At: at, Size: p.size - at, Form: junk})
	}
	if p.tracks == 0 || !p.movi {
		return fmt.Errorf("no tracks: %w", media.ErrUnreadable)
	}
	return nil
}

// junk is said of a chunk that is not kept.
func (p *avi) junk(c chunk) {
	p.Blanks = append(p.Blanks, Blank{At: c.at, Head: 8, Size: c.size, Form: junk})
}

func (p *avi) part(c chunk) error {
	switch c.kind {
	case "LIST:movi":
		p.movi = true
	case "LIST:hdrl":
		if c.open {
			return fmt.Errorf("header cut off: %w", media.ErrUnreadable)
		}
		return p.children(c.body(), c.end(), p.header)
	case "idx1", "JUNK":
	default: // who made it, where, with what
		p.junk(c)
	}
	return nil
}

func (p *avi) header(c chunk) error {
	switch c.kind {
	case "avih", "LIST:odml", "JUNK":
		return nil
	case "LIST:strl":
		if p.tracks++; p.tracks > maxTracks {
			return fmt.Errorf("more than %d tracks: %w", maxTracks, media.ErrUnsupported)
		}
		return p.children(c.body(), c.end(), p.track)
	case "IDIT":
		if kept, err := p.date(c); kept || err != nil {
			return err
		}
	}
	p.junk(c)
	return nil
}

// longestDate bounds a date: what is longer says more than that.
const longestDate = 64

// date reads when the film was made. It is kept when it says that and nothing else, and only once.
func (p *avi) date(c chunk) (kept bool, err error) {
	if !p.CreatedAt.IsZero() || c.size-c.head > longestDate {
		return false, nil
	}
	raw := make([]byte, c.size-c.head)
	if err := p.read(raw, c.body(), c.end()); err != nil {
		return false, err
	}
	p.CreatedAt = wallClock(string(raw))
	return !p.CreatedAt.IsZero(), nil
}

func (p *avi) track(c chunk) error {
	switch c.kind {
	case "strh", "strf", "indx", "vprp", "JUNK":
	default: // its name, and what the camera says of itself
		p.junk(c)
	}
	return nil
}

// wallClock reads the time of a camera, which says no zone: it hangs in the Netherlands. Zero where it makes no sense.
func wallClock(said string) time.Time {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		return time.Time{}
	}
	said = strings.Join(strings.Fields(strings.Trim(said, "\x00\r\n ")), " ")
	for _, layout := range []string{"Mon Jan 2 15:04:05 2006", "2006:01:02 15:04:05", "2006-01-02 15:04:05", "2006/01/02 15:04:05"} {
		if at, err := time.ParseInLocation(layout, said, zone); err == nil {
			return at.UTC()
		}
	}
	return time.Time{}
}
