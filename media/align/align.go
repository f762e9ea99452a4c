package align

import (
	"math"
	"time"
)

// Rate is how many samples per second all sounds here have.
const Rate = 8000

// Sure is the Confidence from which a match may be used without somebody looking at it.
const Sure = 0.6

// Match says how b lies on the clock of a.
type Match struct {
	Offset     time.Duration // b's zero on a's clock, exact in the middle of the overlap
	Confidence float64       // 0 (nothing in common, or nothing to hear) to 1
	Overlap    time.Duration // how long both have sound there
	Drift      float64       // how much slower b's clock goes: seconds that it falls behind in each second of a
}

// Sound finds b on the clock of a. Both are mono at Rate. Where nothing fits, Confidence is low
// and the rest says what fits best.
func Sound(a, b []float32) Match {
	return match(a, b, -len(b), len(a))
}

// SoundNear is Sound for a b whose offset is known to lie between guess-within and guess+within.
func SoundNear(a, b []float32, guess, within time.Duration) Match {
	return match(a, b, max(-len(b), samples(guess-within)), min(len(a), samples(guess+within)))
}

// match searches the lags from low to high, in samples.
func match(a, b []float32, low, high int) Match {
	if low > high {
		return Match{}
	}
	var best, second found
	for _, lag := range candidates(a, b, low, high) {
		f := listen(a, b, lag, low, high)
		switch {
		case f.evidence > best.evidence:
			if apart(f, best) {
				second = best
			}
			best = f
		case f.evidence > second.evidence && apart(f, best):
			second = f
		}
	}
	return best.match(second, len(a), len(b))
}

// apart tells two places from one that was found twice.
func apart(f, g found) bool { return math.Abs(f.lag-g.lag) > Rate/25 }

func samples(d time.Duration) int { return int(math.Round(d.Seconds() * Rate)) }

func duration(samples float64) time.Duration {
	return time.Duration(math.Round(samples / Rate * float64(time.Second)))
}

// overlap is from which sample of a to which both sound when b's zero lies at lag.
func overlap(a, b, lag int) (from, to int) { return max(0, lag), min(a, lag+b) }
