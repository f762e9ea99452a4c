package movie

import (
	"fmt"
	"math"
	"strings"
	"time"

	"terugblik/media"
)

// Elements of RFC 9559 that matter here.
const (
	idEBML, idDocType, idVoid, idCRC = 0x1a45dfa3, 0x4282, 0xec, 0xbf

	idSegment, idSeekHead, idInfo, idTracks, idCluster, idCues = 0x18538067, 0x114d9b74, 0x1549a966, 0x1654ae6b, 0x1f43b675, 0x1c53bb6b
	idTags, idAttachments, idChapters                          = 0x1254c367, 0x1941a469, 0x1043a770

	idScale, idDuration, idDate = 0x2ad7b1, 0x4489, 0x4461

	idTrackEntry, idTrackType, idTrackName, idVideo, idProjection, idProjectionType, idRoll = 0xae, 0x83, 0x536e, 0xe0, 0x7670, 0x7671, 0x7675
)

// matroska reads MKV and WebM.
type matroska struct {
	tree
	Movie
	tracks int // of the list of tracks
	kept   int // those of picture and sound
	buf    []byte
}

func (p *matroska) file() error {
	p.Format, p.Ext = Matroska, "mkv"
	head, err := p.next(0, p.size)
	if err != nil {
		return err
	}
	if err := p.children(head, p.docType); err != nil {
		return err
	}
	segment, err := p.next(head.end(), p.size)
	for err == nil && segment.id == idVoid {
		segment, err = p.next(segment.end(), p.size)
	}
	if err != nil || segment.id != idSegment {
		return fmt.Errorf("no segment: %w", media.ErrUnreadable)
	}
	if err := p.segment(segment); err != nil {
		return err
	}
	if rest := p.size - segment.end(); rest >= 2 { // a second film, or something that is none
		p.void(element{at: segment.end(), size: rest})
	}
	if p.kept == 0 {
		return fmt.Errorf("no track of picture or sound: %w", media.ErrUnreadable)
	}
	return nil
}

func (p *matroska) docType(e element) error {
	if e.id != idDocType {
		return nil
	}
	raw := make([]byte, min(e.size-e.head, 16))
	if err := p.read(raw, e.body(), e.end()); err != nil {
		return err
	}
	switch strings.TrimRight(string(raw), "\x00") {
	case "webm":
		p.Ext = "webm"
	case "matroska":
	default:
		return fmt.Errorf("document type %q: %w", raw, media.ErrNotFilm)
	}
	return nil
}

func (p *matroska) void(e element) {
	p.Blanks = append(p.Blanks, Blank{At: e.at, Size: e.size, Form: void})
}

// segment walks the elements of the film. Where the file is damaged it goes on at the next that is known, as players do.
func (p *matroska) segment(s element) error {
	for at := s.body(); at < s.end(); {
		e, err := p.next(at, s.end())
		if err != nil || !known(e.id) {
			if p.seen > maxElements {
				return err
			}
			if at, err = p.find(at+1, s.end()); err != nil {
				return err
			}
			continue
		}
		next, err := p.part(e)
		if err != nil {
			return err
		}
		at = next
	}
	return nil
}

// known says whether an element may stand in a segment, or in a cluster that does not say where it ends.
func known(id uint32) bool {
	switch id {
	case idSeekHead, idInfo, idTracks, idCluster, idCues, idTags, idAttachments, idChapters, idVoid, idCRC:
		return true
	case 0xe7, 0xa3, 0xa0, 0xab, 0xa7, 0x5854, 0xaf: // Timestamp, SimpleBlock, BlockGroup, PrevSize, Position, SilentTracks, EncryptedBlock
		return true
	}
	return false
}

// part reads one element and tells where the next begins.
func (p *matroska) part(e element) (next int64, err error) {
	switch e.id {
	case idCluster:
		if e.open { // its end shows by what follows
			return e.body(), nil
		}
	case idTags, idAttachments, idChapters:
		p.void(e)
	case idInfo:
		err = p.children(e, p.info)
	case idTracks:
		if p.tracks > 0 {
			p.void(e)
			break
		}
		err = p.children(e, p.track)
	}
	return e.end(), err
}

// epoch2001 is that of dates in Matroska (RFC 8794, section 7.6).
var epoch2001 = time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)

// info keeps how times are counted and when the film was made, and nothing else: neither its title nor other files that
// it says belong to it.
func (p *matroska) info(e element) error {
	switch e.id {
	case idScale, idDuration, idVoid:
	case idDate:
		n, err := p.number(e)
		if err == nil && n != 0 && p.CreatedAt.IsZero() {
			p.CreatedAt = epoch2001.Add(time.Duration(n))
		}
		return err
	default:
		p.void(e)
	}
	return nil
}

func (p *matroska) track(e element) error {
	if e.id != idTrackEntry {
		if e.id != idVoid {
			p.void(e)
		}
		return nil
	}
	if p.tracks++; p.tracks > maxTracks {
		return fmt.Errorf("more than %d tracks: %w", maxTracks, media.ErrUnsupported)
	}
	kind := uint64(0)
	var extra []element
	err := p.children(e, func(e element) (err error) {
		switch e.id {
		case idTrackType:
			kind, err = p.number(e)
		case idTrackName, idCRC:
			extra = append(extra, e)
		case idVideo:
			err = p.children(e, p.video)
		}
		return err
	})
	if err != nil {
		return err
	}
	if kind == 1 || kind == 2 { // picture, sound
		p.kept++
	} else {
		extra = []element{e}
	}
	for _, e := range extra {
		p.void(e)
	}
	return nil
}

func (p *matroska) video(e element) error {
	if e.id != idProjection {
		return nil
	}
	flat, roll := true, 0.0
	err := p.children(e, func(e element) (err error) {
		switch e.id {
		case idProjectionType:
			n, err := p.number(e)
			flat = n == 0
			return err
		case idRoll:
			roll, err = p.float(e)
		}
		return err
	})
	if flat && math.Abs(roll) <= 360 {
		p.Roll = int(math.Round(roll/90)) * 90 % 360
	}
	return err
}

// find looks for the next element of the segment that cannot be anything else: those whose names have four bytes.
func (p *matroska) find(at, end int64) (int64, error) {
	if p.buf == nil {
		p.buf = make([]byte, 4<<10)
	}
	buf := p.buf
	for at < end {
		n, err := p.r.ReadAt(buf[:min(int64(len(buf)), end-at)], at)
		if n < 4 {
			return end, nil
		}
		for i := range n - 3 {
			id := uint32(buf[i])<<24 | uint32(buf[i+1])<<16 | uint32(buf[i+2])<<8 | uint32(buf[i+3])
			if id>>28 == 1 && known(id) {
				return at + int64(i), nil
			}
		}
		if err != nil {
			return end, nil
		}
		at += int64(n - 3)
	}
	return end, nil
}
