package film

import "math"

// Room is a Pattern whose sound never comes twice: noise in bursts, to be found again in another file.
type Room struct{ Pattern }

const (
	burst = 4801 // samples of one
	grain = 3    // samples that are alike
)

// Sound fills out with the bursts.
func (Room) Sound(at int, out []float32) {
	for i := range out {
		n := at + i
		loud := math.Max(0, murmur(1_000_000+n/burst)) * math.Sin(math.Pi*float64(n%burst)/burst)
		out[i] = float32(0.7 * loud * murmur(n/grain))
	}
}

// murmur is the same for the same n, from -1 to 1 (a mixing step as of SplitMix64).
func murmur(n int) float64 {
	x := uint64(n) * 0x9e3779b97f4a7c15
	x ^= x >> 31
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 29
	return float64(int64(x)) / math.MaxInt64
}
