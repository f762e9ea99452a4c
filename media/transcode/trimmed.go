package transcode

import (
	"image"
	"image/color"
	"slices"
	"time"

	"terugblik/media"
	"terugblik/media/av"
)

// trim puts an empty card where something was cut out for good. The last picture is not held there: it says that nothing
// is to be seen, not that nothing moves.
func (p *Plan) trim(gone []Span) {
	end := p.End()
	gone = without([]Span{{0, end}}, without([]Span{{0, end}}, gone)) // in order, without overlaps
	if len(gone) == 0 {
		return
	}
	var steps []Step
	for _, s := range p.Steps {
		for _, left := range without([]Span{s.Span}, gone) {
			piece := s
			piece.Span = left
			if left.End < s.End { // what follows in the file may not be there any more
				piece.Length = min(piece.Length, left.End-piece.Origin)
			}
			steps = append(steps, piece)
		}
	}
	for _, g := range gone {
		steps = append(steps, Step{Span: g, Card: true})
	}
	slices.SortStableFunc(steps, func(a, b Step) int { return int(a.Start - b.Start) })
	p.Steps = steps
}

// card shows an empty picture from a time on.
func (p *pictures) card(at time.Duration) error {
	if !p.plan.Picture { // a still picture stands there anyway
		return nil
	}
	if err := p.hold(at); err != nil {
		return err
	}
	p.turn = av.Upright
	top := p.plan.Ladder[0]
	f, err := av.PictureOf(cardImage(image.Rect(0, 0, top.Width, top.Height)))
	if err != nil {
		return err
	}
	defer f.Free()
	f.SetIndex(0, media.FrameRate{Num: 1, Den: 1})
	return p.scale(f)
}

// cardImage is warm paper with a broken line across: too quiet for a poster, and like nothing that is filmed.
func cardImage(r image.Rectangle) *image.YCbCr {
	img := image.NewYCbCr(r, image.YCbCrSubsampleRatio420)
	box(img, r, color.RGBA{0xe9, 0xe4, 0xdb, 0xff})
	dash, y := max(2, r.Dx()/40), r.Dy()/2
	for x := dash / 2; x+dash <= r.Dx(); x += 2 * dash {
		box(img, image.Rect(x, y, x+dash, y+max(2, r.Dy()/120)), color.RGBA{0xc9, 0xc1, 0xb4, 0xff})
	}
	return img
}
