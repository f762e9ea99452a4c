package film

import "math"

// The colours of the house, a little muted: they are background to what the coach looks for.
const (
	wall      = 0xe9dfce
	floor     = 0xcbbb9e
	skirting  = 0xdccfb8
	pane      = 0xf6f1e8
	sky       = 0xdfe9ea
	boardGrey = 0xbfcabd
	wood      = 0xd5ab7a
	woodEdge  = 0xb98d5e
	paper     = 0xfbf8f3
	inkBlack  = 0x22262b
	shadow    = 0x5a4632
	teal      = 0x0f6b66
	amber     = 0xc9822b
	slate     = 0x41628f
)

type dress struct{ body, sleeve, skin, hair uint32 }

func dressOf(w Who) dress {
	return [...]dress{
		{0x8fb5ac, 0x7ca79d, 0xc98f79, 0x5a4438},
		{0xdfa75f, 0xcd944c, 0xd6a188, 0x7d5134},
		{0x7494ad, 0x62839d, 0xb98468, 0x3c332f},
	}[w]
}

// room draws what never moves.
func (t *Table) room() {
	b := &t.brush
	whole := func(x, y, w, h float64, c uint32) {
		b.fill(outline{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}, inkOf(c), 1)
	}
	whole(0, 0, tableWidth, tableHeight, wall)
	whole(0, 478, tableWidth, 242, floor)
	whole(0, 466, tableWidth, 14, skirting)
	b.fill(rounded(86, 52, 228, 196, 12), inkOf(paper), 1)
	b.fill(rounded(932, 58, 262, 208, 14), inkOf(boardGrey), 1)
	b.fill(ellipse(point{1004, 128}, 32, 32), inkOf(0xd9ad72), 1)
	b.fill(rounded(1062, 100, 84, 56, 6), inkOf(0x8ba3b8), 1)
	b.fill(rounded(972, 196, 182, 12, 6), inkOf(0xe6ebe2), 1)
	b.fill(rounded(972, 222, 118, 12, 6), inkOf(0xe6ebe2), 1)
	// A shelf with a plant's pot; its leaves move.
	b.fill(rounded(640, 236, 150, 12, 6), inkOf(woodEdge), 1)
	b.fill(outline{{748, 196}, {784, 196}, {778, 236}, {754, 236}}, inkOf(0xc4775c), 1)
	for i, c := range []uint32{0x8ba3b8, 0xd9ad72, 0x8fb5ac, 0xbf8f83} {
		b.fill(rounded(656+float64(i)*19, 192+float64(i%2)*6, 16, 44-float64(i%2)*6, 3), inkOf(c), 1)
	}
}

// outside draws what moves in the room without anybody: a cloud in the window, leaves.
func (t *Table) outside(at float64) {
	b := &t.brush
	panes := []outline{rounded(96, 62, 100, 84, 6), rounded(204, 62, 100, 84, 6), rounded(96, 154, 100, 84, 6), rounded(204, 154, 100, 84, 6)}
	for _, p := range panes {
		b.fill(p, inkOf(sky), 1)
	}
	x := 96 + math.Mod(at*3.5, 330) - 60
	b.fill(clip(ellipse(point{x, 116}, 46, 15), 98, 302), inkOf(paper), 0.9)
	b.fill(clip(ellipse(point{x + 22, 106}, 26, 16), 98, 302), inkOf(paper), 0.9)
	b.fill(rounded(194, 58, 12, 184, 2), inkOf(paper), 1)
	b.fill(rounded(92, 146, 216, 8, 2), inkOf(paper), 1)
	for i := range 5 {
		a := -math.Pi/2 + (float64(i)-2)*0.42 + 0.05*math.Sin(at*0.9+float64(i))
		root := point{766, 200}
		top := point{root.x + 52*math.Cos(a), root.y + 58*math.Sin(a)}
		side := point{9 * math.Sin(a), -9 * math.Cos(a)}
		middle := root.between(top, 0.5)
		b.fill(outline{root}.curve(middle.add(side), middle.add(side), top).curve(middle.add(point{-side.x, -side.y}), middle.add(point{-side.x, -side.y}), root), inkOf(0x7f9f86), 1)
	}
}

// clip keeps an outline between two heights of the window's sides.
func clip(o outline, left, right float64) outline {
	for i := range o {
		o[i].x = math.Max(left, math.Min(right, o[i].x))
	}
	return o
}

// figure draws body, neck and head. A head has no face; the hair tells where it is turned.
func (t *Table) figure(f figure) {
	b, d, r := &t.brush, dressOf(f.who), f.radius
	top := point{f.base.x + (f.head.x-f.base.x)*0.8, f.head.y + r*0.98}
	half := f.width / 2
	body := outline{{f.base.x - half, f.base.y}}.
		curve(point{f.base.x - half, f.base.y - 150}, point{top.x - half*0.86, top.y + 4}, point{top.x - half*0.2, top.y}).
		curve(point{top.x - half*0.1, top.y - 3}, point{top.x + half*0.1, top.y - 3}, point{top.x + half*0.2, top.y}).
		curve(point{top.x + half*0.86, top.y + 4}, point{f.base.x + half, f.base.y - 150}, point{f.base.x + half, f.base.y})
	b.fill(limb(point{top.x, top.y + 10}, point{f.head.x, f.head.y + r*0.4}, r*0.3, r*0.3), inkOf(d.skin), 1)
	b.fill(body, inkOf(d.body), 1)
	b.fill(ellipse(point{top.x, top.y + 1}, half*0.3, r*0.13), inkOf(d.skin), 1)
	t.head(f, d)
}

func (t *Table) head(f figure, d dress) {
	b, r := &t.brush, f.radius
	turn, tip := f.turn*r, f.tip*r
	hair := point{f.head.x - turn*0.12, f.head.y - r*0.06 + tip*0.08}
	switch f.who {
	case Adult: // a bun
		b.fill(ellipse(point{f.head.x - turn*0.72, f.head.y - r*(0.86-0.3*math.Abs(f.turn))}, r*0.36, r*0.34), inkOf(d.hair), 1)
	case Amber: // two tails
		for _, side := range []float64{-1, 1} {
			x := f.head.x + side*r*0.95*(1-0.25*math.Abs(f.turn)) - turn*0.25
			b.fill(ellipse(point{x, f.head.y + r*0.22}, r*0.24, r*0.44), inkOf(d.hair), 1)
		}
	}
	b.fill(ellipse(hair, r*1.02, r*1.02), inkOf(d.hair), 1)
	// The face lies lower and to the side that is turned to; its edge is the line of the hair.
	face := point{f.head.x + turn*0.2, f.head.y + r*0.16 + tip*0.14}
	width := r * (0.84 - 0.06*math.Abs(f.turn))
	b.fill(ellipse(face, width, r*0.82), inkOf(d.skin), 1)
	// One ear, on the side that can be seen.
	if ear := face.x - turn*0.86; math.Abs(f.turn) > 0.25 {
		b.fill(ellipse(point{ear, face.y + r*0.02}, r*0.13, r*0.18), inkOf(d.skin), 1)
	}
}

// tableTop draws the table over the bodies.
func (t *Table) tableTop() {
	b := &t.brush
	b.fill(ellipse(point{704, 668}, 566, 118), inkOf(woodEdge), 1)
	b.fill(ellipse(point{704, 648}, 566, 118), inkOf(wood), 1)
	b.fill(ellipse(point{704, 642}, 500, 92), inkOf(0xdbb485), 0.5)
}

// things draws what lies on the table.
func (t *Table) things(m moment) {
	b := &t.brush
	b.fill(ellipse(point{690, 664}, 92, 22), inkOf(shadow), 0.16)
	b.fill(ellipse(point{690, 656}, 90, 23), inkOf(paper), 1)
	b.fill(ellipse(point{690, 655}, 66, 15), inkOf(0xece5d8), 1)
	for i, c := range []uint32{0xd98b4f, 0xc9644f, 0xe0b65c, 0x9fb27a} {
		b.fill(ellipse(point{652 + float64(i)*25, 646 - float64(i%2)*5}, 15, 12), inkOf(c), 1)
	}
	p := m.ball
	b.fill(ellipse(point{p.x + 4, p.y + ballRadius - 2}, ballRadius, 8), inkOf(shadow), 0.2)
	b.fill(ellipse(p, ballRadius, ballRadius), inkOf(slate), 1)
	for i := range 3 {
		a := m.spin + float64(i)*2*math.Pi/3
		b.fill(ellipse(point{p.x + 13*math.Cos(a), p.y + 13*math.Sin(a)}, 6, 6), inkOf(0xe3eaf4), 0.9)
	}
	colours := [3]uint32{paper, 0xe8b873, 0x9db4c8}
	for i, c := range m.cups {
		rest := cupPlace(Who(i))
		b.fill(ellipse(point{rest.x + 3, rest.y + 33}, 26, 7), inkOf(shadow), 0.2*math.Max(0, 1-(rest.y-c.y)/80))
		b.fill(ring(point{c.x + 23, c.y + 6}, 11, 6, -math.Pi/2, math.Pi/2), inkOf(colours[i]), 1)
		b.fill(rounded(c.x-23, c.y-20, 46, 52, 9), inkOf(colours[i]), 1)
		b.fill(ellipse(point{c.x, c.y - 17}, 20, 5), inkOf(0x8a6a4c), 0.55)
	}
}

// arms draws both arms, from the shoulder over the edge of the table to the hand.
func (t *Table) arms(f figure) {
	b, d := &t.brush, dressOf(f.who)
	thick := f.width * 0.105
	for _, side := range []float64{-1, 1} {
		hand := f.left
		if side > 0 {
			hand = f.right
		}
		shoulder := point{f.base.x + (f.head.x-f.base.x)*0.6 + side*f.width*0.36, f.head.y + f.radius*1.75}
		elbow := shoulder.between(hand, 0.5).add(point{side * f.width * 0.14, f.width * 0.12})
		wrist := elbow.between(hand, 0.82)
		b.fill(limb(shoulder, elbow, thick*1.15, thick), inkOf(d.sleeve), 1)
		b.fill(limb(elbow, wrist, thick, thick*0.8), inkOf(d.sleeve), 1)
		b.fill(limb(wrist, hand, thick*0.66, thick*0.78), inkOf(d.skin), 1)
	}
}

// ripples shows a voice: three soft arcs beside the head, as strong as it is loud.
func (t *Table) ripples(f figure) {
	side := 0.0
	if f.turn < 0 {
		side = math.Pi
	}
	c := [...]uint32{teal, amber, slate}[f.who]
	for i := range 3 {
		r := f.radius*1.28 + float64(i)*17 + 7*f.loud
		wide := 0.36 + 0.05*float64(i)
		t.brush.fill(ring(f.head, r, 5, side-wide, side+wide), inkOf(c), f.loud*(0.75-0.2*float64(i)))
	}
}
