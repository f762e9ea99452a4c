package av

import (
	"encoding/binary"
	"math"
)

// Turn is how the pictures of a camera are to be turned before they are shown: phones keep them as the sensor lies.
type Turn string

// The ways to turn and to mirror by quarters, in the words of FFmpeg's filters.
const (
	Upright      Turn = ""
	HalfTurn     Turn = "hflip,vflip"
	Mirrored     Turn = "hflip"
	UpsideDown   Turn = "vflip"
	Clockwise    Turn = "transpose=clock"
	CounterClock Turn = "transpose=cclock"
	Transposed   Turn = "transpose=cclock_flip"
	AntiPosed    Turn = "transpose=clock_flip"
)

// Sideways tells that width and height change places.
func (t Turn) Sideways() bool {
	switch t {
	case Clockwise, CounterClock, Transposed, AntiPosed:
		return true
	}
	return false
}

// Rolled is the turn by so many degrees counter-clockwise, of which whole quarters count.
func Rolled(degrees int) Turn {
	return [4]Turn{Upright, CounterClock, HalfTurn, Clockwise}[(degrees/90%4+4)%4]
}

// turnOf reads a display matrix (libavutil/display.h): nine numbers in rows, of which a point (x, y) becomes
// (ax+cy, bx+dy). An angle between quarters is taken for the nearest one.
func turnOf(matrix []byte) Turn {
	if len(matrix) < 36 {
		return Upright
	}
	number := func(i int) float64 { return float64(int32(binary.LittleEndian.Uint32(matrix[4*i:]))) }
	a, b, c, d := number(0), number(1), number(3), number(4)
	if math.Abs(a)+math.Abs(d) >= math.Abs(b)+math.Abs(c) {
		return map[[2]bool]Turn{
			{false, false}: Upright, {true, true}: HalfTurn, {true, false}: Mirrored, {false, true}: UpsideDown,
		}[[2]bool{a < 0, d < 0}]
	}
	return map[[2]bool]Turn{
		{false, true}: Clockwise, {true, false}: CounterClock, {false, false}: Transposed, {true, true}: AntiPosed,
	}[[2]bool{b < 0, c < 0}]
}
