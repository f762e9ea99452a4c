package film

import (
	"image"
	"math"
	"slices"

	"terugblik/media"
)

// Table is the demo: an adult and two children without faces at a table, who speak in tones.
// Its picture repeats after Loop, but for the clock in it. Draw and Sound are not for two
// goroutines at once.
type Table struct {
	cues  []cue
	back  *image.YCbCr // what never moves
	brush brush
	clock clock
}

const (
	tableWidth  = 1280
	tableHeight = 720
)

// NewTable draws what never moves and loads the figures of the clock.
func NewTable() (*Table, error) {
	t := &Table{cues: cues()}
	t.back = NewImage(t)
	t.brush.img = t.back
	t.room()
	var err error
	t.clock, err = newClock()
	return t, err
}

// Size is 1280 by 720.
func (*Table) Size() (width, height int) { return tableWidth, tableHeight }

// Draw draws picture number frame.
func (t *Table) Draw(frame int, img *image.YCbCr) {
	copy(img.Y, t.back.Y)
	copy(img.Cb, t.back.Cb)
	copy(img.Cr, t.back.Cr)
	t.brush.img = img
	at := math.Mod(float64(frame)/Rate, float64(Loop)/1000)
	s := t.scene(at)
	t.outside(float64(frame) / Rate)
	for _, f := range s.figures {
		t.figure(f)
	}
	t.tableTop()
	t.things(s)
	for _, f := range s.figures {
		t.arms(f)
	}
	for _, f := range s.figures {
		t.ripples(f)
	}
	t.clock.draw(&t.brush, frame)
}

// Sound fills out with the voices.
func (t *Table) Sound(at int, out []float32) {
	loop := int(Loop) * SoundRate / 1000
	from := float64(at%loop) / SoundRate
	to := from + float64(len(out))/SoundRate
	var heard []cue
	for _, c := range t.cues {
		if c.act == speak && c.start < to && c.end > from {
			heard = append(heard, c)
		}
	}
	for i := range out {
		s := float64((at+i)%loop) / SoundRate
		v := hum(s)
		for _, c := range heard {
			v += 0.22 * c.tone(s)
		}
		out[i] = float32(v)
	}
}

// figure is how one figure sits at one moment.
type figure struct {
	who        Who
	head, base point
	radius     float64
	width      float64 // of the body
	turn       float64 // of the head: -1 to the left, 1 to the right
	tip        float64 // of the head downwards, 0 to 1
	loud       float64 // of the voice
	left       point   // hands
	right      point
	lifted     float64 // the own cup, 0 to 1
}

type moment struct {
	figures []figure
	cups    [3]point
	ball    point
	spin    float64
}

// scene works out everything that moves at second at of the loop.
func (t *Table) scene(at float64) moment {
	var m moment
	for _, w := range []Who{Adult, Amber, Blue} {
		m.figures = append(m.figures, t.pose(w, at))
	}
	for i, f := range m.figures {
		m.cups[i] = cupPlace(f.who)
		if f.lifted > 0 {
			hand := f.right
			m.cups[i] = m.cups[i].between(hand.add(point{-17, -2}), math.Min(1, f.lifted*3))
		}
	}
	m.ball, m.spin = t.rolling(at)
	return m
}

// seat is where a figure sits: the middle of the head and the radius of it.
func seat(w Who) (head point, radius, width float64) {
	switch w {
	case Adult:
		return point{430, 205}, 82, 268
	case Amber:
		return point{830, 318}, 60, 182
	}
	return point{1065, 352}, 56, 170
}

// spot is where something is that can be looked at or reached for.
func spot(w Who) point {
	switch w {
	case board:
		return point{1062, 170}
	case everyone:
		return point{900, 340}
	case ball, cup:
		return point{660, 560}
	}
	head, _, _ := seat(w)
	return head
}

func cupPlace(w Who) point { return [...]point{{560, 556}, {770, 572}, {1120, 566}}[w] }

// hands is where the hands rest on the table.
func hands(w Who) (left, right point) {
	switch w {
	case Adult:
		return point{330, 560}, point{508, 572}
	case Amber:
		return point{742, 590}, point{872, 596}
	}
	return point{1000, 590}, point{1112, 580}
}

func (t *Table) pose(w Who, at float64) figure {
	f := figure{who: w}
	f.head, f.radius, f.width = seat(w)
	f.base = point{f.head.x, 600}
	phase := float64(w) * 1.9
	// Breathing and a little swaying, so that nobody is ever quite still.
	f.head.y += 2.2 * math.Sin(2*math.Pi*at/3.6+phase)
	f.head.x += 3 * math.Sin(2*math.Pi*at/7.5+phase*2)
	f.left, f.right = hands(w)
	f.left.x += 5 * math.Sin(2*math.Pi*at/6+phase)
	for _, c := range t.cues {
		if c.who == w {
			f.obey(c, c.weight(at), at)
		}
	}
	f.head.y -= 5 * f.loud
	return f
}

// obey adds what c asks for, as far as weight says.
func (f *figure) obey(c cue, weight, at float64) {
	if weight <= 0 {
		return
	}
	to := spot(c.at)
	side := 1.0
	if to.x < f.head.x {
		side = -1
	}
	switch c.act {
	case speak:
		f.loud = math.Max(f.loud, c.loudness(at))
		f.left.y -= 14 * weight * math.Abs(math.Sin((at-c.start)*2.6)) // hands speak too
	case look:
		f.turn += (side*0.95 - f.turn) * weight
		if c.at == ball || c.at == cup {
			f.tip = math.Max(f.tip, weight)
		}
	case lean:
		f.head = f.head.add(point{side * 26 * weight, 9 * weight})
	case nod:
		f.tip = math.Max(f.tip, weight*math.Abs(math.Sin((at-c.start)*7)))
	case raise:
		f.lifted = math.Max(f.lifted, weight)
		f.right = f.right.between(point{f.head.x + 0.95*f.width/2, f.head.y + f.radius*0.9}, weight)
	case show:
		f.aim(to, 1.25*f.width, weight)
	case reach:
		f.aim(point{to.x, 540}, 1.1*f.width, weight)
	case roll:
		f.aim(point{to.x, 600}, 0.75*f.width, weight*smooth((c.start+1.4-at)/0.8))
	}
}

// aim stretches the hand that is nearer to it towards to, no farther than an arm is long.
func (f *figure) aim(to point, long, weight float64) {
	hand, shoulder := &f.right, point{f.head.x + f.width*0.3, f.head.y + f.radius*1.7}
	if to.x < f.head.x {
		hand, shoulder.x = &f.left, f.head.x-f.width*0.3
	}
	way := math.Hypot(to.x-shoulder.x, to.y-shoulder.y)
	*hand = hand.between(shoulder.between(to, math.Min(1, long/way)), weight)
}

// rolling is where the ball lies and how far it has turned.
func (t *Table) rolling(at float64) (p point, spin float64) {
	rest := func(w Who) point {
		switch w {
		case Adult:
			return point{600, 606}
		case Amber:
			return point{826, 622}
		}
		return point{1040, 612}
	}
	var rolls []cue
	for _, c := range t.cues {
		if c.act == roll {
			rolls = append(rolls, c)
		}
	}
	slices.SortFunc(rolls, func(a, b cue) int { return int((a.start - b.start) * 1000) })
	// The last roll of a loop leaves the ball where the first one takes it up.
	p = rest(rolls[0].who)
	for i, c := range rolls {
		// Between two stories the ball is quietly put where the next one needs it.
		if i > 0 && c.who != rolls[i-1].at {
			p = p.between(rest(c.who), smooth((at-c.start+3)/2.4))
		}
		part := smooth((at - c.start - 0.6) / 1.8)
		p = rest(c.who).between(rest(c.at), part).between(p, 1-math.Ceil(part))
	}
	last := rolls[len(rolls)-1]
	p = p.between(rest(rolls[0].who), smooth((at-last.end-6)/2.4))
	return p, p.x / ballRadius
}

const ballRadius = 27

// LoopFrames is how many pictures the demo has before it begins again.
const LoopFrames = int(Loop) * Rate / int(media.Millis(1000))
