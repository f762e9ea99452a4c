package record

import "bytes"

// sizeH264 reads the picture size in pixels, cropping taken off, from a sequence parameter set
// (ITU-T H.264 section 7.3.2.1.1).
func sizeH264(sps []byte) (width, height int, ok bool) {
	if len(sps) < 5 {
		return 0, 0, false
	}
	b := bits{data: bytes.ReplaceAll(sps[1:], []byte{0, 0, 3}, []byte{0, 0})}
	profile := b.read(8)
	b.read(16)
	b.ue()
	chroma := 1
	switch profile {
	case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135:
		chroma = b.highProfile()
	}
	b.ue() // log2_max_frame_num_minus4
	b.orderCount()
	b.ue() // max_num_ref_frames
	b.read(1)
	columns, rows := b.ue()+1, b.ue()+1
	frameOnly := b.read(1)
	if frameOnly == 0 {
		b.read(1)
	}
	b.read(1)
	width, height = columns*16, rows*16*(2-frameOnly)
	if b.read(1) == 1 {
		unitX, unitY := 1, 2-frameOnly
		if chroma == 1 || chroma == 2 {
			unitX = 2
		}
		if chroma == 1 {
			unitY *= 2
		}
		width -= unitX * (b.ue() + b.ue())
		height -= unitY * (b.ue() + b.ue())
	}
	const largest = 16384
	return width, height, !b.short && width > 0 && height > 0 && width <= largest && height <= largest
}

func (b *bits) highProfile() (chroma int) {
	if chroma = b.ue(); chroma == 3 {
		b.read(1)
	}
	b.ue()
	b.ue()
	b.read(1)
	if b.read(1) == 0 {
		return chroma
	}
	lists := 8
	if chroma == 3 {
		lists = 12
	}
	for i := range lists {
		if b.read(1) == 1 {
			b.scalingList(16 + 48*(i/6))
		}
	}
	return chroma
}

func (b *bits) scalingList(size int) {
	last, next := 8, 8
	for range min(size, 64) {
		if next != 0 {
			next = (last + b.se() + 256) % 256
		}
		if next != 0 {
			last = next
		}
	}
}

func (b *bits) orderCount() {
	switch b.ue() {
	case 0:
		b.ue()
	case 1:
		b.read(1)
		b.ue()
		b.ue()
		for range min(b.ue(), 255) {
			b.ue()
		}
	}
}

// bits reads a bit string with Exp-Golomb numbers (ITU-T H.264 section 9.1).
type bits struct {
	data  []byte
	at    int
	short bool
}

func (b *bits) read(n int) (v int) {
	for range n {
		if b.at >= 8*len(b.data) {
			b.short = true
			return 0
		}
		v = v<<1 | int(b.data[b.at/8]>>(7-b.at%8))&1
		b.at++
	}
	return v
}

func (b *bits) ue() int {
	zeros := 0
	for b.read(1) == 0 {
		if zeros++; zeros > 24 || b.short {
			b.short = true
			return 0
		}
	}
	return 1<<zeros - 1 + b.read(zeros)
}

func (b *bits) se() int {
	v := b.ue()
	if v%2 == 0 {
		return -v / 2
	}
	return (v + 1) / 2
}
