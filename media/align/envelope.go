package align

import (
	"math"
	"math/cmplx"
	"slices"

	"gonum.org/v1/gonum/dsp/fourier"
)

const (
	hop    = Rate / 50 // 20 ms: a step of the envelope
	window = 512       // samples that each step looks at
	bands  = 6
)

// edges are the bands' borders in hertz: without the hum of the mains below and what codecs cut above.
var edges = [bands + 1]float64{200, 400, 700, 1100, 1700, 2500, 3500}

// envelope tells for each band how fast its loudness changes at each hop, in units of its own
// spread, so that neither gain nor a steady noise counts.
func envelope(x []float32) (out [bands][]float64) {
	n := len(x) / hop
	loud := loudness(x, n)
	for band := range out {
		out[band] = rises(loud[band])
	}
	return out
}

func loudness(x []float32, n int) (out [bands][]float64) {
	for band := range out {
		out[band] = make([]float64, n)
	}
	fft, in, spectrum := fourier.NewFFT(window), make([]float64, window), make([]complex128, window/2+1)
	for i := range n {
		clear(in)
		for k := range min(window, len(x)-i*hop) {
			in[k] = float64(x[i*hop+k]) * (0.5 - 0.5*math.Cos(2*math.Pi*float64(k)/window))
		}
		spectrum = fft.Coefficients(spectrum, in)
		for band := range out {
			for k := int(edges[band] * window / Rate); k < int(edges[band+1]*window/Rate); k++ {
				out[band][i] += real(spectrum[k])*real(spectrum[k]) + imag(spectrum[k])*imag(spectrum[k])
			}
		}
	}
	return out
}

// rises turns energies into changes of loudness, measured against the noise of the band.
func rises(energy []float64) []float64 {
	if len(energy) < 3 {
		return make([]float64, len(energy))
	}
	sorted := slices.Sorted(slices.Values(energy))
	floor := sorted[len(sorted)/4]*2 + sorted[len(sorted)-1]*1e-6 + 1e-12
	out := make([]float64, len(energy))
	var square float64
	for i := 1; i < len(energy)-1; i++ {
		out[i] = math.Log(energy[i+1]+floor) - math.Log(energy[i-1]+floor)
		square += out[i] * out[i]
	}
	spread := math.Sqrt(square / float64(len(energy)))
	if spread < 1e-6 {
		clear(out)
		return out
	}
	for i := range out {
		out[i] = max(-3, min(3, out[i]/spread))
	}
	return out
}

const (
	most      = 6  // places that are listened to
	shortest  = 50 // hops that must overlap: one second
	neighbour = 8  // hops within which two places are one
)

// candidates are the lags, in samples, at which the envelopes fit best, best first.
func candidates(a, b []float32, low, high int) (lags []int) {
	ea, eb := envelope(a), envelope(b)
	na, nb := len(ea[0]), len(eb[0])
	if min(na, nb) < shortest {
		return nil
	}
	// The score counts as a number of standard deviations: sums over a long overlap are not better for their length.
	score := correlate(ea, eb)
	first, last := max(-nb+shortest, floorDiv(low, hop)), min(na-shortest, -floorDiv(-high, hop))
	at := func(lag int) float64 {
		from, to := overlap(na, nb, lag)
		return score[(lag+len(score))%len(score)] / math.Sqrt(float64(to-from))
	}
	var peaks []int
	for lag := first; lag <= last; lag++ {
		if (lag == first || at(lag) > at(lag-1)) && (lag == last || at(lag) >= at(lag+1)) {
			peaks = append(peaks, lag)
		}
	}
	slices.SortFunc(peaks, func(x, y int) int {
		if at(x) > at(y) {
			return -1
		}
		return 1
	})
	for _, p := range peaks {
		near := func(lag int) bool { return max(lag-p*hop, p*hop-lag) < neighbour*hop }
		if !slices.ContainsFunc(lags, near) {
			lags = append(lags, p*hop)
		}
		if len(lags) == most {
			break
		}
	}
	return lags
}

// correlate sums over the bands what both have in common at each lag; lag -n stands at the end.
func correlate(a, b [bands][]float64) []float64 {
	size := power(len(a[0]) + len(b[0]))
	fft := fourier.NewFFT(size)
	sum := make([]complex128, size/2+1)
	for band := range a {
		x := fft.Coefficients(nil, padded(a[band], size))
		y := fft.Coefficients(nil, padded(b[band], size))
		for i := range sum {
			sum[i] += x[i] * cmplx.Conj(y[i])
		}
	}
	return fft.Sequence(nil, sum)
}

func padded(x []float64, size int) []float64 {
	out := make([]float64, size)
	copy(out, x)
	return out
}

// power is the first power of two that is not below n.
func power(n int) int {
	p := 1
	for p < n {
		p *= 2
	}
	return p
}

func floorDiv(a, b int) int { return int(math.Floor(float64(a) / float64(b))) }
