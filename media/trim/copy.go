package trim

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"terugblik/media"
	"terugblik/media/av"
)

func (c *cutter) copy(path string) (err error) {
	var out *av.Remux
	err = c.walk(func(src *av.Source, p av.Packet, gone bool) (err error) {
		if out == nil {
			if out, err = av.CreateRemux(path, src, c.tracks); err != nil {
				return err
			}
		}
		if gone {
			return out.Blank(src, p)
		}
		return out.Copy(src, p)
	})
	if out != nil {
		err = errors.Join(err, out.Close())
	}
	return err
}

// compare reads the new file to its end: it must hold what stays, each packet at its time, and nothing else.
func (c *cutter) compare(path string) error {
	src, err := av.OpenFile(path)
	if err != nil {
		return err
	}
	defer func() { _ = src.Close() }()
	want := make([][]packet, len(c.tracks))
	for _, p := range c.kept {
		want[p.track] = append(want[p.track], p)
	}
	got := &cutter{ctx: c.ctx, exact: c.exact, picture: 0, tracks: nil}
	for i := range src.Streams() {
		got.tracks = append(got.tracks, i)
	}
	if len(got.tracks) != len(c.tracks) {
		return fmt.Errorf("%d tracks became %d: %w", len(c.tracks), len(got.tracks), media.ErrUnsupported)
	}
	have := make([][]packet, len(c.tracks))
	if err := got.each(src, func(p av.Packet) error {
		have[p.Track] = append(have[p.Track], got.known(src, p, p.Track))
		return nil
	}); err != nil {
		return err
	}
	for i := range src.Streams() {
		if isSamples(src, i) { // packets are what the reader makes of them
			continue
		}
		if err := same(want[i], have[i]); err != nil {
			return fmt.Errorf("track %d: %w: %w", i, err, media.ErrUnsupported)
		}
	}
	return nil
}

// slip is how far the time of a packet may be from what it was: the rounding of a container.
const slip = time.Millisecond

func same(want, have []packet) error {
	if len(want) != len(have) {
		return fmt.Errorf("%d packets became %d", len(want), len(have))
	}
	for i, w := range want {
		h := have[i]
		if (w.at-h.at).Abs() > slip || w.sum != h.sum || w.hidden != h.hidden {
			return fmt.Errorf("packet %d at %s is not the one at %s", i, h.at, w.at)
		}
	}
	return nil
}

func removed(path string) error {
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
