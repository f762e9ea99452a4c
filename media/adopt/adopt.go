package adopt

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"terugblik/media"
	"terugblik/media/av"
	"terugblik/media/movie"
)

// Film looks through a film of that many bytes and decodes its first picture. Errors: media.ErrNotFilm,
// media.ErrUnreadable (damaged or cut off), media.ErrNoMedia, media.ErrTooLong, media.ErrTooLarge,
// media.ErrUnsupported, or that of ctx.
func Film(ctx context.Context, r io.ReaderAt, size int64) (Adopted, error) {
	m, err := movie.Read(r, size)
	if err != nil {
		return Adopted{}, err
	}
	kept, err := movie.Without(r, size, m.Blanks)
	if err != nil {
		return Adopted{}, err
	}
	src, err := av.OpenFilm(kept, size, string(m.Format))
	if err != nil {
		return Adopted{}, err
	}
	defer func() { _ = src.Close() }()
	l := look{src: src, lasting: m.Format.Lasting(), roll: m.Roll, video: src.First(media.Video)}
	defer l.close()
	if err := l.tracks(); err != nil {
		return Adopted{}, err
	}
	if err := l.read(ctx); err != nil {
		return Adopted{}, err
	}
	take, err := l.take()
	return Adopted{Format: m.Format, Ext: m.Ext, Blanks: m.Blanks, CreatedAt: m.CreatedAt, Take: take}, err
}

// look is one reading of a film.
type look struct {
	src      *av.Source
	lasting  bool // what comes before damage counts
	roll     int
	video    int // track, or -1
	ears     []*ear
	of       int           // tracks of sound
	unusable []string      // codecs of those that cannot be decoded
	packets  [2]int        // of picture and of sound
	first    time.Duration // when the first picture that can be decoded is shown, or the first sound is heard
	found    bool
	end      time.Duration // where the last picture ends, and in the end what is chosen of the sound
	last     time.Duration // where anything ends
}

func (l *look) close() {
	for _, e := range l.ears {
		e.close()
	}
}

func (l *look) tracks() error {
	l.ears, l.of, l.unusable = ears(l.src)
	switch {
	case l.video < 0 && l.of == 0:
		return fmt.Errorf("neither picture nor sound: %w", media.ErrNoMedia)
	case l.video < 0 && len(l.ears) == 0:
		return fmt.Errorf("sound in %q: %w", l.unusable, media.ErrUnsupported)
	case l.video < 0:
		return nil
	case !av.Decodes(l.src.Streams()[l.video].Codec):
		return fmt.Errorf("picture in %q: %w", l.src.Streams()[l.video].Codec, media.ErrUnsupported)
	}
	return sane(l.src.Streams()[l.video])
}

const longestSide = 8192 // pixels

func sane(s av.Stream) error {
	switch {
	case s.Width < 16 || s.Height < 16:
		return fmt.Errorf("pictures of %dx%d: %w", s.Width, s.Height, media.ErrUnreadable)
	case s.Width > longestSide || s.Height > longestSide || s.Width*s.Height > av.MaxPixels:
		return fmt.Errorf("pictures of %dx%d: %w", s.Width, s.Height, media.ErrTooLarge)
	}
	return nil
}

// read goes through all packets, and decodes until the first picture, or the first sound of a film without pictures.
func (l *look) read(ctx context.Context) error {
	lead := l.video
	if lead < 0 {
		lead = l.ears[0].track
	}
	d, err := l.src.Decoder(lead, false)
	if err != nil {
		return err
	}
	defer d.Close()
	for ctx.Err() == nil {
		p, err := l.src.Next()
		if errors.Is(err, io.EOF) {
			return l.finish(d)
		}
		if errors.Is(err, media.ErrUnreadable) && l.lasting && l.src.Failed() == nil {
			return l.finish(d)
		}
		if err != nil {
			return err
		}
		if err := l.packet(p, lead, d); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (l *look) packet(p av.Packet, lead int, d *av.Decoder) error {
	if known, err := l.count(p); err != nil || !known {
		return err
	}
	if l.last > 2*Longest.Duration() {
		return fmt.Errorf("lasts more than %s: %w", l.last, media.ErrTooLong)
	}
	if l.found || p.Track != lead {
		return nil
	}
	if err := d.Decode(l.src, l.see); err != nil && !errors.Is(err, media.ErrUnreadable) {
		return err
	}
	if !l.found && l.packets[0]+l.packets[1] > patience {
		return fmt.Errorf("nothing decodes in %d packets: %w", patience, media.ErrUnreadable)
	}
	return nil
}

// count says whether a packet is of a track that counts.
func (l *look) count(p av.Packet) (known bool, err error) {
	end := p.PTS + p.Duration
	if p.Hidden {
		end = 0
	}
	if p.Track == l.video {
		l.packets[0]++
		l.end, l.last = max(l.end, end), max(l.last, end)
		return true, nil
	}
	for _, e := range l.ears {
		if e.track == p.Track {
			l.packets[1]++
			e.end, l.last = max(e.end, end), max(l.last, end)
			if len(l.ears) > 1 {
				return true, e.listen(l.src)
			}
			e.packets++
			return true, nil
		}
	}
	return false, nil
}

// patience is after how many packets nothing will decode any more: half a minute of film with sound.
const patience = 3000

func (l *look) see(f *av.Frame) error {
	if !l.found && f.Timed() {
		l.found, l.first = true, f.Time()
	}
	return nil
}

func (l *look) finish(d *av.Decoder) error {
	if l.found {
		return nil
	}
	if err := d.Flush(l.see); err != nil && !errors.Is(err, media.ErrUnreadable) {
		return err
	}
	switch {
	case l.packets == [2]int{}:
		return fmt.Errorf("empty tracks: %w", media.ErrNoMedia)
	case !l.found:
		return fmt.Errorf("nothing decodes: %w", media.ErrUnreadable)
	}
	return nil
}

func (l *look) take() (media.Take, error) {
	for _, e := range chosen(l.ears) {
		l.end = max(l.end, e.end)
	}
	take := media.Take{Number: 1, Lead: floor(l.first), Duration: media.MillisOf(l.end) - floor(l.first)}
	switch {
	case take.Duration > Longest:
		return take, fmt.Errorf("lasts %s: %w", take.Duration, media.ErrTooLong)
	case take.Duration < 1:
		return take, fmt.Errorf("lasts %s: %w", take.Duration, media.ErrNoMedia)
	}
	take.Video, take.Audio = l.picture(), l.sound()
	return take, nil
}

func (l *look) picture() *media.Track {
	if l.video < 0 {
		return nil
	}
	s := l.src.Streams()[l.video]
	track := &media.Track{
		Kind: media.Video, Codec: media.Codec(s.Codec), ClockRate: 90000, Width: s.Width, Height: s.Height, Roll: l.roll,
		Unusable: l.unusable, Torn: l.torn(),
	}
	if s.Turn.Sideways() || l.roll%180 != 0 {
		track.Width, track.Height = s.Height, s.Width
	}
	return track
}

// torn says that the film ends before its container says it does.
func (l *look) torn() bool { return l.lasting && l.src.Duration() > l.end+2*time.Second }

func (l *look) sound() *media.Track {
	ears := chosen(l.ears)
	if len(ears) == 0 {
		return nil
	}
	s := ears[0].stream
	track := &media.Track{Kind: media.Audio, Codec: media.Codec(s.Codec), ClockRate: uint32(s.Rate), Channels: s.Channels}
	if l.of > 1 {
		track.Of = l.of
		for _, e := range ears {
			track.Streams = append(track.Streams, e.number)
		}
		track.Channels *= len(ears)
	}
	return track
}

// floor is the whole millisecond at or before d, which may be negative.
func floor(d time.Duration) media.Millis {
	m := media.MillisOf(d)
	if m.Duration() > d {
		m--
	}
	return m
}
