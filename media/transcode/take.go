package transcode

import (
	"errors"
	"fmt"
	"math"
	"time"

	"terugblik/media"
	"terugblik/media/av"
)

// take is the open file of one step with its decoders; a track that the step does not want or
// the file does not have is -1.
type take struct {
	step          Step
	video, audio  int
	vdec, adec    *av.Decoder
	whole         whole
	right         int // track of the right channel where it is one of its own, or -1
	rdec          *av.Decoder
	pair          *pair
	delay         int64         // of the sound, see sounds.put
	until         time.Duration // where the last packet ends, in the file
	packets, made [2]int        // of picture and of sound
	passed        [2]bool       // picture and sound have come to where the step ends
}

func openTake(src *av.Source, s Step) (*take, error) {
	t := &take{step: s, video: -1, audio: -1, right: -1}
	var err error
	if s.Video {
		if t.video, t.vdec, err = openTrack(src, media.Video, 0); err != nil {
			return nil, err
		}
	}
	if s.Audio {
		if err := t.openSound(src); err != nil {
			t.close()
			return nil, err
		}
		// Takes carry the time at which sound went into the encoder of the browser.
		if src.Streams()[t.audio].Codec == "opus" {
			t.delay = av.OpusPreSkip
		}
	}
	return t, nil
}

func (t *take) openSound(src *av.Source) (err error) {
	first := 0
	if len(t.step.Sounds) > 0 {
		first = t.step.Sounds[0]
	}
	if t.audio, t.adec, err = openTrack(src, media.Audio, first); err != nil || len(t.step.Sounds) < 2 {
		return err
	}
	t.pair = &pair{}
	t.right, t.rdec, err = openTrack(src, media.Audio, t.step.Sounds[1])
	return err
}

// turn is how the pictures of the take are to be turned.
func (t *take) turn(src *av.Source) av.Turn {
	if t.video < 0 {
		return av.Upright
	}
	if t.step.Roll != 0 {
		return av.Rolled(t.step.Roll)
	}
	return src.Streams()[t.video].Turn
}

// openTrack opens the nth track of a kind, counted from 0.
func openTrack(src *av.Source, kind media.Kind, n int) (int, *av.Decoder, error) {
	i := src.Nth(kind, n)
	if i < 0 {
		return -1, nil, fmt.Errorf("no %s in the file: %w", kind, media.ErrUnreadable)
	}
	d, err := src.Decoder(i, false)
	return i, d, err
}

// packet decodes the packet that src read last.
func (t *take) packet(r *run, src *av.Source, p av.Packet) error {
	var err error
	switch p.Track {
	case t.video:
		t.packets[0]++
		t.passed[0] = t.clock(p.PTS) > t.step.End.Duration()+past
		err = t.vdec.Decode(src, t.picture(r))
	case t.audio:
		t.packets[1]++
		t.passed[1] = t.clock(p.PTS) > t.step.End.Duration()+past
		err = t.adec.Decode(src, t.sound(r, 0))
	case t.right:
		err = t.rdec.Decode(src, t.sound(r, 1))
	default:
		return nil
	}
	t.until = max(t.until, p.PTS+p.Duration)
	// One damaged packet costs a picture or a moment of sound, not the recording.
	if errors.Is(err, media.ErrUnreadable) {
		return nil
	}
	return err
}

// past is how much is read beyond the end of a step: pictures and sound lie apart in a file by less.
const past = 2 * time.Second

// clock is where a time of the file lies on the clock of the recording, nearly.
func (t *take) clock(file time.Duration) time.Duration {
	if t.step.Timing != nil {
		return t.step.Timing.Heard(file)
	}
	return t.step.Origin.Duration() + file
}

// done says that what follows in the file is of no use to the step.
func (t *take) done() bool { return (t.video < 0 || t.passed[0]) && (t.audio < 0 || t.passed[1]) }

func (t *take) picture(r *run) func(*av.Frame) error {
	return func(f *av.Frame) error {
		if !f.Timed() {
			return nil
		}
		t.made[0]++
		return t.whole.put(f, t.show(r))
	}
}

func (t *take) show(r *run) func(*av.Frame) error {
	return func(f *av.Frame) error {
		at := t.step.Origin.Duration() + f.Time()
		if t.step.Timing != nil {
			shown := false
			if at, shown = t.step.Timing.Shown(f.Time()); !shown {
				return nil
			}
		}
		return r.pictures.put(t.step, f, at)
	}
}

// sound takes frames of the left or only track, or of the right one.
func (t *take) sound(r *run, side int) func(*av.Frame) error {
	put := func(f *av.Frame) error { return r.sounds.put(t.step, f, t.delay) }
	return func(f *av.Frame) error {
		if !f.Timed() {
			return nil
		}
		t.made[1]++
		if t.step.Timing != nil { // with the clock of the recording for its own, which the filter follows
			at := t.step.Timing.Heard(f.Time())
			f = f.Clone() // the decoder's own keeps the clock of the file
			defer f.Free()
			f.SetIndex(int64(math.Round(at.Seconds()*soundRate)), soundClock)
		}
		if t.pair != nil {
			t.pair.make = r.sounds.enc.Sound
			return t.pair.put(side, f, put)
		}
		return put(f)
	}
}

func (t *take) flush(r *run) error {
	if t.vdec != nil {
		if err := t.vdec.Flush(t.picture(r)); err != nil && !errors.Is(err, media.ErrUnreadable) {
			return err
		}
		if err := t.whole.flush(t.show(r)); err != nil {
			return err
		}
	}
	for side, d := range []*av.Decoder{t.adec, t.rdec} {
		if d == nil {
			continue
		}
		if err := d.Flush(t.sound(r, side)); err != nil && !errors.Is(err, media.ErrUnreadable) {
			return err
		}
	}
	if t.pair != nil && t.pair.make != nil {
		return t.pair.flush(func(f *av.Frame) error { return r.sounds.put(t.step, f, t.delay) })
	}
	return nil
}

// tolerance is how much of a file may be missing at its end before it counts as torn.
const tolerance = time.Second

// check tells a file that was read from one that was only opened.
func (t *take) check() error {
	kinds := [2]media.Kind{media.Video, media.Audio}
	for i, kind := range kinds {
		if t.packets[i] > 0 && t.made[i] == 0 {
			return fmt.Errorf("none of %d packets of %s decodes: %w", t.packets[i], kind, media.ErrUnreadable)
		}
	}
	if !t.done() && t.until+tolerance < t.step.Length.Duration() {
		return fmt.Errorf("the file ends at %s instead of %s: %w", media.MillisOf(t.until), t.step.Length, media.ErrUnreadable)
	}
	return nil
}

func (t *take) close() {
	t.whole.close()
	t.pair.close()
	if t.rdec != nil {
		t.rdec.Close()
	}
	if t.vdec != nil {
		t.vdec.Close()
	}
	if t.adec != nil {
		t.adec.Close()
	}
}
