package movie

import (
	"encoding/binary"
	"fmt"

	"terugblik/media"
)

// track reads one trak (ISO/IEC 14496-12, section 8.3.1). Of a film in one piece only tracks of picture and sound are
// kept: beside them phones write where they were and what they measured. Fragments refer to tracks by number, so there
// all stay.
func (p *parse) track(trak box, fragments bool) error {
	kind, err := "", error(nil)
	var extra []box
	err = p.children(trak, func(b box) error {
		switch b.kind {
		case "tkhd", "edts", "tref", "tapt":
			return nil
		case "mdia":
			kind, err = p.media(b)
			return err
		}
		extra = append(extra, b)
		return nil
	})
	if err != nil {
		return err
	}
	if kind != "vide" && kind != "soun" && !fragments {
		p.blank(trak)
		return nil
	}
	for _, b := range extra {
		p.blank(b)
	}
	return nil
}

// media reads mdia and tells its handler: "vide", "soun" or another.
func (p *parse) media(mdia box) (handler string, err error) {
	err = p.children(mdia, func(b box) error {
		switch b.kind {
		case "hdlr":
			var raw [12]byte
			if err := p.read(raw[:], b.body(), b.end()); err != nil {
				return err
			}
			handler = string(raw[8:])
		case "minf":
			return p.children(b, p.mediaInfo)
		}
		return nil
	})
	return handler, err
}

func (p *parse) mediaInfo(b box) error {
	if b.kind != "dinf" {
		return nil
	}
	return p.children(b, func(b box) error {
		if b.kind != "dref" {
			return nil
		}
		return p.references(b)
	})
}

// references refuses a track whose samples lie elsewhere (ISO/IEC 14496-12, section 8.7.2).
func (p *parse) references(dref box) error {
	var raw [8]byte
	if err := p.read(raw[:], dref.body(), dref.end()); err != nil {
		return err
	}
	left := binary.BigEndian.Uint32(raw[4:])
	return p.walk(dref.body()+8, dref.end(), func(b box) error {
		if left--; left > maxTracks {
			return fmt.Errorf("more references than said: %w", media.ErrUnreadable)
		}
		var flags [4]byte
		if err := p.read(flags[:], b.body(), b.end()); err != nil {
			return err
		}
		if flags[3]&1 == 0 {
			return fmt.Errorf("samples in another file: %w", media.ErrUnsupported)
		}
		return nil
	})
}
