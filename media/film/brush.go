package film

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/vector"
)

// ink is a colour in video levels (BT.601, 16 to 235).
type ink struct{ y, cb, cr byte }

func inkOf(rgb uint32) ink {
	y, cb, cr := color.RGBToYCbCr(byte(rgb>>16), byte(rgb>>8), byte(rgb))
	return ink{byte(16 + int(y)*219/255), byte(128 + (int(cb)-128)*224/255), byte(128 + (int(cr)-128)*224/255)}
}

// brush fills outlines on an image, smooth at the edges.
type brush struct {
	img    *image.YCbCr
	raster vector.Rasterizer
	mask   image.Alpha
}

type point struct{ x, y float64 }

func (p point) add(q point) point { return point{p.x + q.x, p.y + q.y} }

// between is the point at part t of the way from p to q.
func (p point) between(q point, t float64) point {
	return point{p.x + (q.x-p.x)*t, p.y + (q.y-p.y)*t}
}

// outline is a closed line of points; curves are cut into short straight pieces.
type outline []point

func (o outline) curve(a, b, end point) outline {
	from := o[len(o)-1]
	const pieces = 20
	for i := 1; i <= pieces; i++ {
		t := float64(i) / pieces
		u := 1 - t
		o = append(o, point{
			u*u*u*from.x + 3*u*u*t*a.x + 3*u*t*t*b.x + t*t*t*end.x,
			u*u*u*from.y + 3*u*u*t*a.y + 3*u*t*t*b.y + t*t*t*end.y,
		})
	}
	return o
}

func arc(o outline, c point, rx, ry, from, to float64) outline {
	pieces := max(8, int(math.Abs(to-from)*math.Max(rx, ry)/4))
	for i := range pieces + 1 {
		a := from + (to-from)*float64(i)/float64(pieces)
		o = append(o, point{c.x + rx*math.Cos(a), c.y + ry*math.Sin(a)})
	}
	return o
}

func ellipse(c point, rx, ry float64) outline { return arc(nil, c, rx, ry, 0, 2*math.Pi) }

// rounded is a rectangle with round corners.
func rounded(x, y, w, h, r float64) outline {
	var o outline
	for i, c := range []point{{x + w - r, y + r}, {x + w - r, y + h - r}, {x + r, y + h - r}, {x + r, y + r}} {
		from := math.Pi/2*float64(i) - math.Pi/2
		o = arc(o, c, r, r, from, from+math.Pi/2)
	}
	return o
}

// limb is a thick line with round ends, of another thickness at each.
func limb(a, b point, ra, rb float64) outline {
	angle := math.Atan2(b.y-a.y, b.x-a.x)
	o := arc(nil, a, ra, ra, angle+math.Pi/2, angle+3*math.Pi/2)
	return arc(o, b, rb, rb, angle-math.Pi/2, angle+math.Pi/2)
}

// ring is a piece of a circle line, thick pixels wide.
func ring(c point, r, thick, from, to float64) outline {
	o := arc(nil, c, r+thick/2, r+thick/2, from, to)
	return arc(o, c, r-thick/2, r-thick/2, to, from)
}

// fill colours the inside of o; alpha is 0 (nothing) to 1.
func (b *brush) fill(o outline, c ink, alpha float64) {
	box := o.bounds().Intersect(b.img.Rect)
	if box.Empty() || alpha <= 0 {
		return
	}
	w, h := box.Dx(), box.Dy()
	b.raster.Reset(w, h)
	x, y := float64(box.Min.X), float64(box.Min.Y)
	b.raster.MoveTo(float32(o[0].x-x), float32(o[0].y-y))
	for _, p := range o[1:] {
		b.raster.LineTo(float32(p.x-x), float32(p.y-y))
	}
	b.raster.ClosePath()
	if cap(b.mask.Pix) < w*h {
		b.mask.Pix = make([]byte, w*h)
	}
	b.mask = image.Alpha{Pix: b.mask.Pix[:w*h], Stride: w, Rect: image.Rect(0, 0, w, h)}
	clear(b.mask.Pix)
	b.raster.Draw(&b.mask, b.mask.Rect, image.Opaque, image.Point{})
	b.blend(&b.mask, box, c, int(alpha*256))
}

// bounds is the box around o, on even pixels so that colour planes fit it.
func (o outline) bounds() image.Rectangle {
	lo, hi := o[0], o[0]
	for _, p := range o {
		lo = point{math.Min(lo.x, p.x), math.Min(lo.y, p.y)}
		hi = point{math.Max(hi.x, p.x), math.Max(hi.y, p.y)}
	}
	return image.Rect(int(math.Floor(lo.x))&^1, int(math.Floor(lo.y))&^1, (int(math.Ceil(hi.x))+2)&^1, (int(math.Ceil(hi.y))+2)&^1)
}

// blend lays c over box as far as mask (whose origin is the corner of box) and alpha say.
func (b *brush) blend(mask *image.Alpha, box image.Rectangle, c ink, alpha int) {
	img, w := b.img, box.Dx()
	for y := range box.Dy() {
		m := mask.Pix[y*mask.Stride:][:w]
		mix(img.Y[img.YOffset(box.Min.X, box.Min.Y+y):][:w], m, c.y, alpha)
		if y%2 != 0 {
			continue
		}
		at := img.COffset(box.Min.X, box.Min.Y+y)
		cb, cr := img.Cb[at:][:w/2], img.Cr[at:][:w/2]
		below := mask.Pix[min(y+1, box.Dy()-1)*mask.Stride:][:w]
		for x := range cb {
			a := (int(m[2*x]) + int(m[2*x+1]) + int(below[2*x]) + int(below[2*x+1])) * alpha / 1020
			if a == 0 {
				continue
			}
			cb[x] += byte((int(c.cb) - int(cb[x])) * a >> 8)
			cr[x] += byte((int(c.cr) - int(cr[x])) * a >> 8)
		}
	}
}

func mix(row, mask []byte, level byte, alpha int) {
	for x, m := range mask {
		switch {
		case m == 0:
		case m == 255 && alpha == 256:
			row[x] = level
		default:
			row[x] += byte((int(level) - int(row[x])) * (int(m) * alpha / 255) >> 8)
		}
	}
}
