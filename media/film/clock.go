package film

import (
	"fmt"
	"image"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gomonobold"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// clock writes minutes, seconds and the number of the picture on a card on the wall.
type clock struct {
	glyphs map[rune]*image.Alpha
	wide   int // of one figure
	high   int
}

const clockSize = 34 // pixels

func newClock() (clock, error) {
	parsed, err := opentype.Parse(gomonobold.TTF)
	if err != nil {
		return clock{}, fmt.Errorf("read the font of the clock: %w", err)
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: clockSize, DPI: 72, Hinting: font.HintingFull})
	if err != nil {
		return clock{}, fmt.Errorf("read the font of the clock: %w", err)
	}
	advance, _ := face.GlyphAdvance('0')
	c := clock{glyphs: map[rune]*image.Alpha{}, wide: advance.Round(), high: clockSize}
	for _, r := range "0123456789:" {
		m := image.NewAlpha(image.Rect(0, 0, (c.wide+1)&^1, c.high))
		d := font.Drawer{Dst: m, Src: image.Opaque, Face: face, Dot: fixed.P(0, clockSize*4/5)}
		d.DrawString(string(r))
		c.glyphs[r] = m
	}
	return c, nil
}

func (c clock) draw(b *brush, frame int) {
	const left, top = 500, 64
	b.fill(rounded(left-26, top-14, 300, 60, 14), inkOf(inkBlack), 0.82)
	seconds := frame / Rate
	c.write(b, left, top, fmt.Sprintf("%02d:%02d", seconds/60, seconds%60), inkOf(paper))
	c.write(b, left+134, top, fmt.Sprintf("%5d", frame), inkOf(0xe0a862))
}

func (c clock) write(b *brush, x, y int, text string, colour ink) {
	for i, r := range text {
		if m := c.glyphs[r]; m != nil {
			at := image.Pt((x+i*c.wide)&^1, y&^1)
			b.blend(m, m.Rect.Add(at), colour, 256)
		}
	}
}
