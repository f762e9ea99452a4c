package master

import (
	"terugblik/media/av"
)

// A look is the brightness of a picture in a few cells, whatever its size: enough to tell two moments apart.
const (
	wide, high = 32, 18
	samples    = 6 // per cell and side
)

type look [wide * high]byte

func lookOf(f *av.Frame) (look, error) {
	var l look
	pix, stride, err := f.Plane(0)
	if err == nil {
		w, h := f.Size()
		l.fill(pix, stride, w, h)
		return l, nil
	}
	g, err := av.NewGraph(f, "[in]scale=320:180,format=yuv420p[out]", "out")
	if err != nil {
		return l, err
	}
	defer g.Close()
	return l, g.Push(f, func(_ int, small *av.Frame) error {
		pix, stride, err := small.Plane(0)
		if err == nil {
			l.fill(pix, stride, 320, 180)
		}
		return err
	})
}

func (l *look) fill(pix []byte, stride, w, h int) {
	for cy := range high {
		for cx := range wide {
			sum := 0
			for sy := range samples {
				y := ((cy*samples + sy) * h) / (high * samples)
				for sx := range samples {
					sum += int(pix[y*stride+((cx*samples+sx)*w)/(wide*samples)])
				}
			}
			l[cy*wide+cx] = byte(sum / (samples * samples))
		}
	}
}

// apart is how much two looks differ per cell, from 0 to 255.
func (l *look) apart(o *look) float64 {
	sum := 0
	for i := range l {
		d := int(l[i]) - int(o[i])
		sum += max(d, -d)
	}
	return float64(sum) / float64(len(l))
}
