package trim

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"time"

	"terugblik/media"
	"terugblik/media/av"
)

// Cut is what became of a film.
type Cut struct {
	Gone media.Span // what is gone, on the clock of the recording: never less than was asked
	Left int        // packets that stay; 0 says that there is no film any more, and no file was made
	Same bool       // it is of the same container as before; else it is MOV
}

// Film copies the file of a take, size bytes of film, to the new file at path without the pictures and the sound that lie
// between from and to on the clock of the recording. What stays is the same, packet by packet, at the same time: the
// new file is read back and compared. A film of which that cannot be said is media.ErrUnsupported; then, and after any
// error, no file is left.
func Film(ctx context.Context, t media.Take, film io.ReaderAt, size int64, from, to media.Millis, path string) (Cut, error) {
	margin := marginOf(t, from, to)
	asked := stretch{from: (from - margin).Duration(), to: (to + margin).Duration()}
	c := &cutter{ctx: ctx, take: t, film: film, size: size, asked: asked}
	if err := c.survey(); err != nil {
		return Cut{}, fmt.Errorf("look through take %d: %w", t.Number, err)
	}
	cut := Cut{Gone: c.gone(), Left: len(c.kept), Same: c.exact}
	if len(c.kept) == 0 {
		return cut, nil
	}
	err := c.copy(path)
	if err == nil {
		err = c.compare(path)
	}
	if err != nil {
		return Cut{}, fmt.Errorf("cut take %d: %w", t.Number, errors.Join(err, removed(path)))
	}
	return cut, nil
}

func (c *cutter) gone() media.Span {
	if c.last <= c.to { // nothing is left after it
		c.to = max(c.to, c.take.End().Duration())
	}
	return media.Span{Start: max(0, media.MillisOf(c.from)), End: media.MillisOf(c.to + time.Millisecond - 1)}
}

// packet is how one that stays is known again.
type packet struct {
	track  int // of the new file
	at     time.Duration
	sum    uint32
	hidden bool
}

type cutter struct {
	ctx      context.Context // one cutter is one call
	take     media.Take
	film     io.ReaderAt
	size     int64
	asked    stretch
	from, to time.Duration // what goes
	tracks   []int         // of the film that are used: the picture first
	picture  int           // or -1
	exact    bool          // packets hold the same as before
	kept     []packet
	last     time.Duration // where the last of them ends
}

// survey finds what has to go with the stretch, and then what stays.
func (c *cutter) survey() error {
	src, err := av.Open(c.film, c.size)
	if err != nil {
		return err
	}
	defer func() { _ = src.Close() }()
	c.choose(src)
	c.exact = src.Stored()
	pictures := c.asked
	if err := c.each(src, func(p av.Packet) error {
		if p.Track == c.picture {
			pictures.keeps(p, c.at(p))
		}
		return nil
	}); err != nil {
		return err
	}
	c.from, c.to = pictures.span()
	if pictures.cutting { // no key picture comes any more
		c.to = max(c.to, c.take.End().Duration())
	}
	return c.walk(func(src *av.Source, p av.Packet, gone bool) error {
		if !gone {
			c.kept = append(c.kept, c.known(src, p, c.index(p.Track)))
			c.last = max(c.last, c.at(p)+p.Duration)
		}
		return nil
	})
}

// choose takes the picture and all sound. What else is in a file from outside stays behind.
func (c *cutter) choose(src *av.Source) {
	c.picture, c.tracks = -1, nil
	if c.take.Video != nil {
		if c.picture = src.First(media.Video); c.picture >= 0 {
			c.tracks = append(c.tracks, c.picture)
		}
	}
	if c.take.Audio == nil {
		return
	}
	for n := 0; ; n++ {
		track := src.Nth(media.Audio, n)
		if track < 0 {
			return
		}
		c.tracks = append(c.tracks, track)
	}
}

// walk reads the film once more and gives each packet that stays, and those of samples (PCM) that are gone too: they have
// no times but by what is before them. Sound goes where the pictures went; where one packet of sound reaches out of that,
// all of it goes.
func (c *cutter) walk(each func(src *av.Source, p av.Packet, gone bool) error) error {
	src, err := av.Open(c.film, c.size)
	if err != nil {
		return err
	}
	defer func() { _ = src.Close() }()
	c.choose(src)
	pictures := c.asked
	return c.each(src, func(p av.Packet) error {
		at, gone := c.at(p), false
		if p.Track == c.picture {
			gone = !pictures.keeps(p, at)
		} else {
			gone = at < c.to && at+p.Duration > c.from
		}
		if gone && !isSamples(src, p.Track) {
			return nil
		}
		return each(src, p, gone)
	})
}

func (c *cutter) at(p av.Packet) time.Duration {
	kind := media.Audio
	if p.Track == c.picture {
		kind = media.Video
	}
	return clockOf(c.take, kind, p.PTS)
}

func isSamples(src *av.Source, track int) bool {
	return strings.HasPrefix(src.Streams()[track].Codec, "pcm_")
}

func (c *cutter) index(track int) int {
	for i, t := range c.tracks {
		if t == track {
			return i
		}
	}
	return -1
}

// each gives the packets of the tracks that are used. A film that is torn ends where it tears.
func (c *cutter) each(src *av.Source, each func(av.Packet) error) error {
	for {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		p, err := src.Next()
		if errors.Is(err, io.EOF) || errors.Is(err, media.ErrUnreadable) && src.Failed() == nil {
			return nil
		}
		if err != nil {
			return err
		}
		if c.index(p.Track) < 0 {
			continue
		}
		if err := each(p); err != nil {
			return err
		}
	}
}

func (c *cutter) known(src *av.Source, p av.Packet, track int) packet {
	k := packet{track: track, at: p.PTS, hidden: p.Hidden}
	if c.exact {
		k.sum = crc32.ChecksumIEEE(src.Units())
	}
	return k
}
