package align

import (
	"math"
	"math/cmplx"
	"slices"

	"gonum.org/v1/gonum/dsp/fourier"
)

const (
	pieces    = 40              // at most
	longest   = 4 * Rate        // of a piece
	least     = Rate / 2        // of a piece
	reach     = Rate * 3 / 10   // how far off a piece may say the place is, either way
	tolerance = Rate * 3 / 1000 // within which pieces say the same
	maxDrift  = 1e-3            // no clock is worse
)

// vote is what one piece says.
type vote struct {
	at  float64 // middle of the piece on a's clock, in samples
	lag float64 // where b's zero lies for it
}

// found is one place with what speaks for it.
type found struct {
	lag, drift float64 // in the middle of the overlap
	evidence   float64 // how improbable by chance, as a power of ten
	share      float64 // of the pieces that agree
}

// listen lets pieces round the lag say where b lies exactly.
func listen(a, b []float32, lag, low, high int) found {
	from, to := overlap(len(a), len(b), lag)
	length := max(least, min(longest, (to-from)/8))
	var votes []vote
	p := newPiece(length)
	for _, start := range loudest(a, b, lag, from, to, length) {
		off := p.compare(a[start:start+length], b, start-lag)
		if l := float64(lag) + off; l >= float64(low)-tolerance && l <= float64(high)+tolerance {
			votes = append(votes, vote{float64(start + length/2), l})
		}
	}
	return agree(votes, float64(from+to)/2, to-from)
}

// loudest are the starts of the pieces in which both have most to hear.
func loudest(a, b []float32, lag, from, to, length int) (starts []int) {
	type part struct {
		start int
		loud  float64
	}
	var parts []part
	for s := from; s+length <= to; s += length {
		loud := min(busy(a[s:s+length]), busy(b[s-lag:s-lag+length]))
		if loud > 0 {
			parts = append(parts, part{s, loud})
		}
	}
	slices.SortFunc(parts, func(x, y part) int {
		if x.loud > y.loud {
			return -1
		}
		return 1
	})
	for _, p := range parts[:min(len(parts), pieces)] {
		starts = append(starts, p.start)
	}
	return starts
}

// busy is how much a sound changes from sample to sample, which hum does not.
func busy(x []float32) (sum float64) {
	for i := 1; i < len(x); i++ {
		d := float64(x[i] - x[i-1])
		sum += d * d
	}
	return sum
}

// piece compares stretches of one length.
type piece struct {
	fft  *fourier.FFT
	x, y []float64
	u, v []complex128
}

func newPiece(length int) *piece {
	size := power(length + 2*reach)
	return &piece{fft: fourier.NewFFT(size), x: make([]float64, size), y: make([]float64, size),
		u: make([]complex128, size/2+1), v: make([]complex128, size/2+1)}
}

// compare says how many samples later than at the stretch x of a is heard in b, negated: what must
// be added to the lag.
func (p *piece) compare(x, b []float32, at int) float64 {
	clear(p.x)
	clear(p.y)
	for i, s := range x {
		p.x[i+reach] = float64(s)
	}
	for i := range len(x) + 2*reach {
		if k := at - reach + i; k >= 0 && k < len(b) {
			p.y[i] = float64(b[k])
		}
	}
	p.fft.Coefficients(p.u, p.x)
	p.fft.Coefficients(p.v, p.y)
	size := len(p.x)
	for i := range p.u {
		hertz := float64(i) * Rate / float64(size)
		c := p.u[i] * cmplx.Conj(p.v[i])
		// Mostly the phase counts: a loud band says no more than a soft one.
		if m := cmplx.Abs(c); m > 0 && hertz > 150 && hertz < 3600 {
			p.u[i] = c / complex(math.Pow(m, 0.8), 0)
		} else {
			p.u[i] = 0
		}
	}
	p.fft.Sequence(p.x, p.u)
	best := 0
	for off := -reach; off <= reach; off++ {
		// A microphone may be wired the other way round.
		if math.Abs(p.x[(off+size)%size]) > math.Abs(p.x[(best+size)%size]) {
			best = off
		}
	}
	return float64(best) + vertex(p.x[(best-1+size)%size], p.x[(best+size)%size], p.x[(best+1+size)%size])
}

// vertex is where the parabola through three neighbours has its top, beside the middle one.
func vertex(l, m, r float64) float64 {
	bend := l - 2*m + r
	if bend == 0 {
		return 0
	}
	return max(-0.5, min(0.5, (l-r)/2/bend))
}
