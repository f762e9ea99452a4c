package align

import "math"

// agree looks for the line, lag over time, on which most votes lie. Its slope is the difference of
// the two clocks; over a short overlap it is taken for none.
func agree(votes []vote, middle float64, length int) (best found) {
	if len(votes) < 2 {
		return found{lag: single(votes)}
	}
	tries := 0
	try := func(lag, drift float64) {
		tries++
		if n := count(votes, middle, lag, drift); n > int(best.evidence) {
			best = found{lag: lag, drift: drift, evidence: float64(n)}
		}
	}
	for i, v := range votes {
		try(v.lag, 0)
		for _, w := range votes[:i] {
			if drift := (v.lag - w.lag) / (v.at - w.at); length > 60*Rate && math.Abs(v.at-w.at) > 20*Rate && math.Abs(drift) < maxDrift {
				try(v.lag-(v.at-middle)*drift, drift)
			}
		}
	}
	together := int(best.evidence)
	best.lag, best.drift = fit(votes, middle, best)
	best.share = float64(together) / float64(len(votes))
	best.evidence = surprise(len(votes), together, tries)
	return best
}

func single(votes []vote) float64 {
	if len(votes) == 0 {
		return 0
	}
	return votes[0].lag
}

func on(v vote, middle, lag, drift float64) bool {
	return math.Abs(v.lag-lag-(v.at-middle)*drift) <= tolerance
}

func count(votes []vote, middle, lag, drift float64) (n int) {
	for _, v := range votes {
		if on(v, middle, lag, drift) {
			n++
		}
	}
	return n
}

// fit is the line of least squares through the votes on the line of f.
func fit(votes []vote, middle float64, f found) (lag, drift float64) {
	var n, t, l, tt, tl float64
	for _, v := range votes {
		if on(v, middle, f.lag, f.drift) {
			x := v.at - middle
			n, t, l, tt, tl = n+1, t+x, l+v.lag, tt+x*x, tl+x*v.lag
		}
	}
	if f.drift == 0 {
		return l / n, 0
	}
	drift = (n*tl - t*l) / (n*tt - t*t)
	return (l - drift*t) / n, drift
}

// surprise is minus the power of ten of the chance that, among n votes that say anything within
// reach, as many lie together on one of the lines that were tried.
func surprise(n, together, tries int) float64 {
	const chance = 2.0 * tolerance / (2 * reach)
	var p float64
	for k := max(1, together-1); k < n; k++ {
		more, _ := math.Lgamma(float64(n))
		less, _ := math.Lgamma(float64(k + 1))
		rest, _ := math.Lgamma(float64(n - k))
		p += math.Exp(more - less - rest + float64(k)*math.Log(chance) + float64(n-1-k)*math.Log1p(-chance))
	}
	return max(0, -math.Log10(p*float64(tries)*most+1e-300))
}

// match weighs what was found against the next best place: a sound that repeats itself fits at many.
func (f found) match(second found, a, b int) Match {
	const enough = 5 // one in a hundred thousand
	if f.evidence == 0 {
		return Match{Offset: duration(f.lag)}
	}
	from, to := overlap(a, b, int(f.lag))
	sure := min(1, f.evidence/enough) * (0.4 + 0.6*min(1, f.share*1.25))
	sure *= min(1, 2*(f.evidence-second.evidence)/f.evidence)
	return Match{Offset: duration(f.lag), Confidence: sure, Drift: f.drift, Overlap: duration(float64(max(0, to-from)))}
}
