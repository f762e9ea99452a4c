package master

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"terugblik/media"
	"terugblik/media/av"
)

// sight is all that is seen and heard in a file: of each picture when and a small look, and the sound. An hour takes
// some 120 MB.
type sight struct {
	streams      []av.Stream
	video, audio int             // tracks, or -1
	times        []time.Duration // of pictures, in the file, rising
	looks        []look          // of the same pictures
	heard        hearing
	end          time.Duration // where the last picture or sound ends, in the file
	size         [2]int        // of the first picture, as it is to be shown
	origin       time.Duration // live takes: added to a time in the file it is one on the clock of the recording
	every        time.Duration // the usual time from picture to picture
}

// codecs that recorders of browsers write; what else FFmpeg can decode is not let near a stranger's file.
const codecs = " vp8 vp9 av1 h264 hevc opus aac alac vorbis pcm_f32le pcm_s16le "

// see decodes the whole file. A damaged or torn file is read as far as it makes sense.
func see(ctx context.Context, r io.ReaderAt, size int64) (*sight, error) {
	src, err := av.Open(r, size)
	if err != nil {
		return nil, fmt.Errorf("%v: %w", err, media.ErrNotFilm) // which says more than unreadable
	}
	defer func() { _ = src.Close() }()
	s := &sight{streams: src.Streams(), video: src.First(media.Video), audio: src.First(media.Audio)}
	if s.video < 0 && s.audio < 0 {
		return nil, fmt.Errorf("neither picture nor sound: %w", media.ErrNoMedia)
	}
	d := &decoders{src: src, s: s}
	defer d.close()
	for i, track := range []int{s.video, s.audio} {
		if track < 0 {
			continue
		}
		if codec := s.streams[track].Codec; !strings.Contains(codecs, " "+codec+" ") {
			return nil, fmt.Errorf("codec %q: %w", codec, media.ErrUnsupported)
		}
		if d.of[i], err = src.Decoder(track, false); err != nil {
			return nil, err
		}
	}
	if s.audio >= 0 && s.streams[s.audio].Codec == "opus" {
		s.heard.late = time.Second * av.OpusPreSkip / 48000
	}
	if err := d.read(ctx); err != nil {
		return nil, err
	}
	if len(s.times) == 0 && len(s.heard.sound) == 0 {
		return nil, fmt.Errorf("nothing decodes: %w", media.ErrNoMedia)
	}
	s.pace()
	return s, nil
}

type decoders struct {
	src *av.Source
	s   *sight
	of  [2]*av.Decoder // of picture and of sound
}

func (d *decoders) read(ctx context.Context) error {
	for ctx.Err() == nil {
		p, err := d.src.Next()
		if err != nil {
			if errors.Is(err, io.EOF) || errors.Is(err, media.ErrUnreadable) && d.src.Failed() == nil { // a torn end: what decodes counts
				return d.flush()
			}
			return err
		}
		if p.PTS > Longest {
			return fmt.Errorf("goes on to %s: %w", p.PTS, media.ErrTooLong)
		}
		if err := d.packet(p); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (d *decoders) packet(p av.Packet) error {
	var err error
	switch p.Track {
	case d.s.video:
		err = d.of[0].Decode(d.src, d.picture)
	case d.s.audio:
		err = d.of[1].Decode(d.src, d.sound)
	default:
		return nil
	}
	if errors.Is(err, media.ErrUnreadable) {
		return nil // one damaged packet
	}
	if p.PTS+p.Duration > d.s.end {
		d.s.end = p.PTS + p.Duration
	}
	return err
}

func (d *decoders) flush() error {
	for i, each := range []func(*av.Frame) error{d.picture, d.sound} {
		if d.of[i] == nil {
			continue
		}
		if err := d.of[i].Flush(each); err != nil && !errors.Is(err, media.ErrUnreadable) {
			return err
		}
	}
	return d.s.heard.flush()
}

func (d *decoders) picture(f *av.Frame) error {
	s := d.s
	if !f.Timed() || f.Time() < 0 || len(s.times) > 0 && f.Time() <= s.times[len(s.times)-1] {
		return nil
	}
	if s.size == [2]int{} {
		s.size[0], s.size[1] = f.Size()
		if s.streams[s.video].Turn.Sideways() {
			s.size[0], s.size[1] = s.size[1], s.size[0]
		}
	}
	look, err := lookOf(f)
	if err != nil {
		return err
	}
	s.times, s.looks = append(s.times, f.Time()), append(s.looks, look)
	return nil
}

func (d *decoders) sound(f *av.Frame) error {
	if !f.Timed() {
		return nil
	}
	return d.s.heard.put(f)
}

func (d *decoders) close() {
	for _, dec := range d.of {
		if dec != nil {
			dec.Close()
		}
	}
	d.s.heard.graph.Close()
}

// pace keeps the usual time from picture to picture.
func (s *sight) pace() {
	var steps []time.Duration
	for i := 1; i < len(s.times); i++ {
		steps = append(steps, s.times[i]-s.times[i-1])
	}
	s.every = time.Second / 30
	if len(steps) > 0 {
		s.every = min(median(steps), time.Second)
	}
}
