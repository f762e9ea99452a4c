package transcode

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"terugblik/media"
	"terugblik/media/av"
)

// Sprites: one picture per segment, 160 pixels wide, in sheets of 10 by 10.
const (
	spriteWidth = 160
	spriteSide  = 10
)

// extras makes the sprites and the poster from the pictures that are written anyway.
type extras struct {
	folder string
	plan   Plan
	height int // of one sprite
	graph  *av.Graph
	sheets int
	count  int64 // sprites
	poster bool  // there is one
}

func openExtras(folder string, plan Plan) (*extras, error) {
	top := plan.Ladder[0]
	return &extras{folder: folder, plan: plan, height: even(spriteWidth * top.Height / top.Width)}, nil
}

func (e *extras) every() int64 { return SegmentSeconds * e.plan.Rate.Num / e.plan.Rate.Den }

// see looks at picture number n in the largest and the smallest size.
func (e *extras) see(n int64, large, small *av.Frame) error {
	if err := e.makePoster(n, large); err != nil {
		return err
	}
	if n%e.every() != 0 {
		return nil
	}
	if e.graph == nil {
		spec := fmt.Sprintf("[in]scale=%d:%d:out_range=full,format=yuvj420p,tile=%dx%d[out]", spriteWidth, e.height, spriteSide, spriteSide)
		var err error
		if e.graph, err = av.NewGraph(small, spec, "out"); err != nil {
			return err
		}
	}
	e.count++
	return e.graph.Push(small, e.sheet)
}

func (e *extras) sheet(_ int, f *av.Frame) error {
	name := fmt.Sprintf("sprites_%03d.jpg", e.sheets)
	e.sheets++
	return writeJPEG(filepath.Join(e.folder, name), f)
}

// makePoster takes the first picture that shows something: pictures are tried every third of a
// second for ten seconds, and the first of all is taken when none is better.
func (e *extras) makePoster(n int64, f *av.Frame) error {
	every := e.plan.Rate.Num / e.plan.Rate.Den / 3
	last := n > 10*e.plan.Rate.Num/e.plan.Rate.Den
	if e.poster || last || n%every != 0 {
		return nil
	}
	good, err := showsSomething(f)
	if err != nil || (!good && n > 0) {
		return err
	}
	e.poster = good
	g, err := av.NewGraph(f, "[in]scale=iw:ih:out_range=full,format=yuvj420p[out]", "out")
	if err != nil {
		return err
	}
	defer g.Close()
	path := filepath.Join(e.folder, "poster.jpg")
	return g.Push(f, func(_ int, f *av.Frame) error { return writeJPEG(path, f) })
}

// showsSomething tells a picture from an empty or a dark one by its brightness and contrast.
func showsSomething(f *av.Frame) (bool, error) {
	img, err := f.Image()
	if err != nil {
		return false, err
	}
	var sum, squares, n float64
	for y := 0; y < img.Rect.Dy(); y += 8 {
		for x := 0; x < img.Rect.Dx(); x += 8 {
			v := float64(img.Y[y*img.YStride+x])
			sum, squares, n = sum+v, squares+v*v, n+1
		}
	}
	mean := sum / n
	return mean > 32 && squares/n-mean*mean > 8*8, nil
}

func writeJPEG(path string, f *av.Frame) error {
	w, h := f.Size()
	x, err := av.NewEncoder(av.Encoding{Codec: "mjpeg", Width: w, Height: h, Rate: media.FrameRate{Num: 1, Den: 1},
		Threads: 1, Options: map[string]string{"flags": "+qscale", "global_quality": "472"}}) // quality 4 of 31
	if err != nil {
		return err
	}
	defer x.Close()
	f.SetIndex(0, media.FrameRate{Num: 1, Den: 1})
	write := func(c av.Coded) error { return os.WriteFile(path, c.Data(), 0o600) }
	if err := x.Encode(f, write); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return x.Encode(nil, write)
}

// finish writes the last sheet and the list of sprites (WebVTT with #xywh).
func (e *extras) finish() error {
	if e.graph != nil {
		if err := e.graph.Push(nil, e.sheet); err != nil {
			return err
		}
	}
	var b strings.Builder
	b.WriteString("WEBVTT\n")
	for i := range e.count {
		from := media.Millis(i * SegmentSeconds * 1000)
		to := min(from+SegmentSeconds*1000, e.plan.End())
		at := i % (spriteSide * spriteSide)
		fmt.Fprintf(&b, "\n%s --> %s\nsprites_%03d.jpg#xywh=%d,%d,%d,%d\n", vttTime(from), vttTime(to),
			i/(spriteSide*spriteSide), at%spriteSide*spriteWidth, at/spriteSide*int64(e.height), spriteWidth, e.height)
	}
	return os.WriteFile(filepath.Join(e.folder, "sprites.vtt"), []byte(b.String()), 0o600)
}

// vttTime always has hours: WebVTT allows no more than 59 minutes (W3C WebVTT section 3.3).
func vttTime(m media.Millis) string {
	return fmt.Sprintf("%02d:%02d:%02d.%03d", m/3600000, m/60000%60, m/1000%60, m%1000)
}

func (e *extras) close() {
	if e != nil {
		e.graph.Close()
	}
}
