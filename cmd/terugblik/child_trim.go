package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"terugblik/media"
	"terugblik/media/jobs"
	"terugblik/media/transcode"
	"terugblik/media/trim"
)

// Where a child leaves what is left of a recording.
const (
	recutTakes = "takes"
	recutWatch = "watch"
)

// recut is what a child made of a recording without a stretch.
type recut struct {
	Gone  media.Span       `json:"gone"`
	Takes []media.Take     `json:"takes"` // all of them; one of which nothing is left has no file
	Watch transcode.Result `json:"watch"`
}

// trimOrder cuts the stretch out of every take and makes the watchable version of what is left: that it can be made is
// also how the new files are seen to decode to their ends. media.ErrNoMedia where nothing is left at all.
func trimOrder(ctx context.Context, o jobs.ChildOrder, report *jobs.Reporter) (recut, error) {
	sealed := opener(o)
	for _, name := range []string{recutTakes, recutWatch} {
		if err := os.Mkdir(filepath.Join(o.Folder, name), 0o700); err != nil {
			return recut{}, fmt.Errorf("make a folder: %w", err)
		}
	}
	out := recut{Gone: *o.Trim}
	var left []media.Take
	for _, take := range o.Takes {
		if err := readTiming(&take, sealed); err != nil {
			return recut{}, err
		}
		cut, err := trimTake(ctx, o, &take, sealed)
		if err != nil {
			return recut{}, err
		}
		out.Gone.Start, out.Gone.End = min(out.Gone.Start, cut.Gone.Start), max(out.Gone.End, cut.Gone.End)
		out.Takes = append(out.Takes, take)
		if cut.Left > 0 {
			left = append(left, take)
		}
	}
	if len(left) == 0 {
		return recut{}, fmt.Errorf("cut everything: %w", media.ErrNoMedia)
	}
	o.Takes, o.Trimmed = left, append(o.Trimmed, out.Gone)
	var err error
	out.Watch, err = makeWatchable(ctx, o, plainIn(o.Folder), filepath.Join(o.Folder, recutWatch), report)
	return out, err
}

// trimTake gives the take the name of its new file.
func trimTake(ctx context.Context, o jobs.ChildOrder, take *media.Take, sealed transcode.Opener) (trim.Cut, error) {
	film, size, err := sealed(take.File)
	if err != nil {
		return trim.Cut{}, err
	}
	defer closeFilm(film)
	if take.End() <= o.Trim.Start-farAway || take.Start-take.Lead >= o.Trim.End+farAway {
		return trim.Cut{Gone: *o.Trim, Left: 1}, copyTake(o, take, film, size)
	}
	to := filepath.Join(o.Folder, recutTakes, "cut")
	cut, err := trim.Film(ctx, *take, film, size, o.Trim.Start, o.Trim.End, to)
	if err != nil {
		return cut, err
	}
	if cut.Left == 0 {
		take.File, take.TimingFile = "", ""
		return cut, nil
	}
	take.File = recutName(take.File, o.Generation, cut.Same)
	return cut, os.Rename(to, filepath.Join(o.Folder, take.File))
}

// farAway is how far a take must lie from the stretch to be left as it is.
const farAway = media.Millis(10_000)

func copyTake(o jobs.ChildOrder, take *media.Take, film io.ReaderAt, size int64) error {
	take.File = recutName(take.File, o.Generation, true)
	file, err := os.OpenFile(filepath.Join(o.Folder, take.File), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(file, io.NewSectionReader(film, 0, size)); err != nil {
		_ = file.Close()
		return fmt.Errorf("copy take %d: %w", take.Number, err)
	}
	return file.Close()
}

// recutName is a name that no file of the recording had before: takes/001.mp4 becomes takes/001-g7.mp4.
func recutName(file string, generation int, same bool) string {
	ext := path.Ext(file)
	stem, _, _ := strings.Cut(strings.TrimSuffix(file, ext), "-g")
	if !same {
		ext = ".mov"
	}
	return fmt.Sprintf("%s-g%d%s", stem, generation, ext)
}

// plainIn opens what this child made itself.
func plainIn(folder string) transcode.Opener {
	return func(name string) (io.ReaderAt, int64, error) {
		file, err := os.Open(filepath.Join(folder, name))
		if err != nil {
			return nil, 0, err
		}
		info, err := file.Stat()
		if err != nil {
			_ = file.Close()
			return nil, 0, err
		}
		return file, info.Size(), nil
	}
}

func closeFilm(film io.ReaderAt) {
	if c, ok := film.(io.Closer); ok {
		_ = c.Close()
	}
}
