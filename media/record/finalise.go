package record

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"terugblik/media"
	"terugblik/media/av"
	"terugblik/media/library"
)

// Input is one journal to finalise.
type Input struct {
	Journal io.ReaderAt // the sealed log
	Key     library.Key
	Take    int        // counted from 1
	Zero    *time.Time // zero of the recording by the wall clock of the server; nil: this take sets it
}

// Finalised is what became of a journal.
type Finalised struct {
	Take   media.Take
	Gaps   []media.Gap // on the clock of the recording, by start
	ZeroAt time.Time   // Input.Zero, or the arrival of the first packet of what is at zero
	Path   string      // the file, in the folder that was given
	Bytes  int64
	Reason string // why the session ended; empty when the journal has no end

	Frames         int // pictures in the file
	DamagedFrames  int // pictures left out because something before them, or of them, was lost
	MissingPackets int // packets of all tracks that never came
}

// Finalise makes an indexed file of a journal without touching the coded media: MP4 for H.264 and for sound alone, WebM
// for VP8. It reads the journal twice and holds the times of the frames (some 60 bytes each) but not the frames. It may
// be repeated and gives the same file. A journal without anything decodable is media.ErrNoMedia.
func Finalise(ctx context.Context, in Input, outDir string) (Finalised, error) {
	o, err := readOutline(ctx, in.Journal, in.Key)
	if err != nil {
		return Finalised{}, fmt.Errorf("finalise take %d: %w", in.Take, err)
	}
	l := lay(o.streams, in.notBefore(o.scan.start))
	if len(l.video)+len(l.audio) == 0 {
		return Finalised{}, fmt.Errorf("finalise take %d: %w", in.Take, media.ErrNoMedia)
	}
	f := describe(in, o, l)
	f.Path = filepath.Join(outDir, filepath.Base(f.Take.File))
	if err := writeFile(ctx, in, o, l, f); err != nil {
		return Finalised{}, fmt.Errorf("finalise take %d: %w", in.Take, err)
	}
	info, err := os.Stat(f.Path)
	if err != nil {
		return Finalised{}, fmt.Errorf("finalise take %d: %w", in.Take, err)
	}
	f.Bytes = info.Size()
	return f, nil
}

// notBefore is the arrival of the zero of the recording on the clock of this session, 0 when it lies before it. A
// repair that came after the zero was stored may have made an earlier picture whole; zero does not move for it.
func (in Input) notBefore(start Start) time.Duration {
	if in.Zero == nil {
		return 0
	}
	return max(0, in.Zero.Sub(start.Wall)-zeroSlack)
}

// zeroSlack is what the wall clock may be slewed by between the start of a session and its first picture.
const zeroSlack = 5 * time.Millisecond

func describe(in Input, o *outline, l layout) Finalised {
	first := o.scan.start.Wall.Add(l.zero)
	f := Finalised{
		ZeroAt: first, Reason: o.scan.reason,
		Frames: len(l.video), DamagedFrames: l.damagedFrames, MissingPackets: l.missingPackets,
	}
	var start time.Duration
	if in.Zero != nil {
		f.ZeroAt = *in.Zero
		start = max(0, first.Sub(*in.Zero))
	}
	f.Take = media.Take{
		Number: in.Take, File: fmt.Sprintf("takes/%03d.%s", in.Take, format(o, l)),
		Start: media.MillisOf(start), Duration: media.MillisOf(l.duration + time.Millisecond/2),
		Video: trackOf(o, l.video), Audio: trackOf(o, l.audio),
	}
	for _, gap := range l.gaps {
		gap.Start += f.Take.Start
		gap.End += f.Take.Start
		f.Gaps = append(f.Gaps, gap)
	}
	return f
}

func trackOf(o *outline, track []placed) *media.Track {
	if len(track) == 0 {
		return nil
	}
	t := o.heads[track[0].lane].track
	return &t
}

func format(o *outline, l layout) av.Format {
	if len(l.video) > 0 && o.heads[l.video[0].lane].track.Codec == media.VP8 {
		return av.WebM
	}
	return av.MP4
}

// writeFile leaves no file behind when it fails.
func writeFile(ctx context.Context, in Input, o *outline, l layout, f Finalised) (err error) {
	var tracks []av.MuxTrack
	var lists [][]placed
	for _, list := range [][]placed{l.video, l.audio} {
		if len(list) > 0 {
			head := o.heads[list[0].lane]
			tracks = append(tracks, av.MuxTrack{Track: head.track, Extra: head.extra})
			lists = append(lists, list)
		}
	}
	w := newInterleaver(o.streams, lists...)
	w.mux, err = av.CreateMux(f.Path, format(o, l), tracks)
	if err != nil {
		return err
	}
	again := &scan{out: w.frame}
	if err = again.sealed(ctx, in.Journal, in.Key); err == nil {
		err = w.drain(true)
	}
	if cerr := w.mux.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		_ = os.Remove(f.Path)
	}
	return err
}
