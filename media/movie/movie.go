package movie

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"terugblik/media"
)

// Movie is what the container of a film says.
type Movie struct {
	Format    Format
	Ext       string    // of a file that holds it: "mp4", "mov", "mkv", "webm", "avi", "ts" or "mts"
	CreatedAt time.Time // as the camera's clock had it; zero where nothing is said
	Roll      int       // degrees counter-clockwise that FFmpeg does not know of: 0, 90, 180, 270 or the negative of these
	Blanks    []Blank   // what is not kept, by place
}

// Read looks through the container of a file of that many bytes. It is media.ErrNotFilm for anything that is not of one
// of the formats, whatever it is called; media.ErrUnreadable for one that is damaged, or has no index; media.ErrUnsupported
// for one that leads to other files or hides its index. One that is cut off is ErrUnreadable unless its format is Lasting.
func Read(r io.ReaderAt, size int64) (m Movie, err error) {
	from := reader{r: io.NewSectionReader(r, 0, size), size: size}
	switch sniff(from.r) {
	case Matroska:
		p := matroska{tree: tree{from}}
		err = p.file()
		m = p.Movie
	case AVI:
		p := avi{reader: from}
		err = p.file()
		m = p.Movie
	case Transport:
		m = transport(from.r)
	default: // also a first box so broken that it is no sign of a film
		p := parse{reader: from}
		err = p.file()
		m = p.Movie
	}
	if err == nil && len(m.Blanks) > maxBlanks {
		err = fmt.Errorf("%d places that are not kept: %w", len(m.Blanks), media.ErrUnsupported)
	}
	if err != nil {
		return Movie{}, fmt.Errorf("read the container of a film: %w", err)
	}
	return m, nil
}

// transport is a film in packets: they say nothing of how it was made, and no index has to be there.
func transport(r io.ReaderAt) Movie {
	head := make([]byte, enough)
	n, _ := r.ReadAt(head, 0)
	if size, _ := packets(head[:n]); size == longPacket {
		return Movie{Format: Transport, Ext: "mts"}
	}
	return Movie{Format: Transport, Ext: "ts"}
}

type parse struct {
	reader
	Movie
	moov, mdat bool
}

// Boxes that a film file may begin with; what begins otherwise is something else.
const openers = "ftyp moov mdat free skip wide pnot"

// Boxes at the outermost level that are needed to play the film.
const outer = "ftyp moov mdat moof mfra sidx styp"

func (p *parse) file() error {
	first, err := p.next(0, p.size)
	if err != nil && !errors.Is(err, media.ErrUnreadable) {
		return err
	}
	if err := p.opening(first); err != nil {
		return err
	}
	for at := int64(0); at < p.size; {
		b, err := p.next(at, p.size)
		if err != nil && p.moov && p.mdat && !p.begins(at, "mdat moof moov") {
			p.blankRest(at) // some phones add a trailer of their own making
			break
		}
		if err != nil {
			return err
		}
		if err := p.outermost(b); err != nil {
			return err
		}
		at = b.end()
	}
	if !p.moov {
		return fmt.Errorf("no index: %w", media.ErrUnreadable)
	}
	return nil
}

// opening tells a film from other files. A broken first box may still name itself.
func (p *parse) opening(first box) error {
	var head [8]byte
	if p.read(head[:], 0, p.size) != nil || !has(openers, string(head[4:8])) {
		return fmt.Errorf("begins with %q: %w", head[4:8], media.ErrNotFilm)
	}
	p.Format, p.Ext = Boxes, "mov"
	if first.kind != "ftyp" {
		return nil
	}
	return p.brands(first)
}

// Brands of ftyp that films of cameras have. Pictures (heic, avif) and books of sound name others.
var brands = []string{"qt  ", "mp4", "isom", "iso", "avc1", "hvc1", "hev1", "M4V", "M4A", "3gp", "3g2", "mmp4", "MSNV", "dash", "XAVC", "av01", "CAEP", "f4v"}

func (p *parse) brands(ftyp box) error {
	raw := make([]byte, min(ftyp.size-ftyp.head, 256))
	if err := p.read(raw, ftyp.body(), ftyp.end()); err != nil {
		return err
	}
	for i := 0; i+4 <= len(raw); i += 4 {
		for _, brand := range brands {
			if i != 4 && strings.HasPrefix(string(raw[i:i+4]), brand) { // the second is a version
				if string(raw[:4]) != "qt  " {
					p.Ext = "mp4"
				}
				return nil
			}
		}
	}
	return fmt.Errorf("brand %q: %w", raw[:min(4, len(raw))], media.ErrNotFilm)
}

func (p *parse) begins(at int64, kinds string) bool {
	var head [8]byte
	return p.read(head[:], at, p.size) == nil && has(kinds, string(head[4:8]))
}

func (p *parse) outermost(b box) error {
	switch b.kind {
	case "moov":
		if p.moov {
			return fmt.Errorf("a second index: %w", media.ErrUnreadable)
		}
		p.moov = true
		return p.index(b)
	case "mdat":
		p.mdat = true
	}
	if !has(outer, b.kind) {
		p.blank(b)
	}
	return nil
}

// index reads moov (ISO/IEC 14496-12, section 8.2.1).
func (p *parse) index(moov box) error {
	if moov.size > maxIndex {
		return fmt.Errorf("an index of %d bytes: %w", moov.size, media.ErrUnsupported)
	}
	var tracks []box
	fragments := false
	err := p.children(moov, func(b box) error {
		switch b.kind {
		case "mvhd":
			return p.header(b)
		case "trak":
			tracks = append(tracks, b)
		case "mvex":
			fragments = true
		case "cmov", "rmra": // a packed index, a list of other files
			return fmt.Errorf("box %q: %w", b.kind, media.ErrUnsupported)
		default:
			p.blank(b)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(tracks) > maxTracks {
		return fmt.Errorf("%d tracks: %w", len(tracks), media.ErrUnsupported)
	}
	for _, t := range tracks {
		if err := p.track(t, fragments); err != nil {
			return err
		}
	}
	return nil
}

const (
	maxIndex  = 256 << 20
	maxTracks = 64
)

// epoch is that of all times in the file (ISO/IEC 14496-12, section 8.2.2.3).
var epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)

func (p *parse) header(mvhd box) error {
	var raw [12]byte
	if err := p.read(raw[:], mvhd.body(), mvhd.end()); err != nil {
		return err
	}
	seconds := uint64(binary.BigEndian.Uint32(raw[4:]))
	if raw[0] == 1 {
		seconds = binary.BigEndian.Uint64(raw[4:])
	}
	if seconds > 0 && seconds < 1<<33 {
		p.CreatedAt = epoch.Add(time.Duration(seconds) * time.Second)
	}
	return nil
}

func has(list, kind string) bool {
	return len(kind) == 4 && !strings.Contains(kind, " ") && strings.Contains(list, kind)
}
