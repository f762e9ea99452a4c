package record

import (
	"math"
	"slices"
)

// point pairs the RTP time of a stream with a time in seconds: the sender's clock, or the time of arrival.
type point struct {
	ts int64
	at float64
}

// line maps RTP time to seconds: at + slope*(ts-from).
type line struct {
	from  int64
	at    float64
	slope float64 // seconds per tick
}

func (l line) value(ts int64) float64 { return l.at + l.slope*float64(ts-l.from) }

const (
	enough     = 4    // points, before a slope is believed
	kept       = 20   // points in one fit
	rebuild    = 5    // rejected points in a row start a new run
	sigmas     = 3.0  // standard deviations, beyond which a point is rejected
	floor      = 0.03 // seconds; what is nearer to the line is never rejected
	looseFloor = 0.2  // seconds, while there are too few points for a line
	longSpan   = 10.0 // seconds, over which a small deviation of the rate is believed
	clearDrift = 0.04 // seconds over the span of the points: so much drift is believed at once
)

// fit is a line through the points that forgets outliers. slope is the nominal one; it is kept where the points are
// too few or too near to each other to know better.
func fit(points []point, slope float64) (l line, sigma float64) {
	l, sigma = fitAll(points, slope)
	good := make([]point, 0, len(points))
	for _, p := range points {
		if math.Abs(p.at-l.value(p.ts)) <= max(sigmas*sigma, floor) {
			good = append(good, p)
		}
	}
	if len(good) >= enough && len(good) < len(points) {
		return fitAll(good, slope)
	}
	return l, sigma
}

func fitAll(points []point, slope float64) (l line, sigma float64) {
	l = line{from: points[0].ts, at: points[0].at, slope: slope}
	if len(points) < enough {
		offsets := make([]float64, len(points))
		for i, p := range points {
			offsets[i] = p.at - l.value(p.ts)
		}
		slices.Sort(offsets)
		l.at += (offsets[(len(offsets)-1)/2] + offsets[len(offsets)/2]) / 2
		return l, 0
	}
	l = leastSquares(points, slope)
	span := float64(points[len(points)-1].ts-points[0].ts) * slope
	if drift := math.Abs(l.slope/slope-1) * span; span < longSpan && drift < clearDrift {
		l.slope = slope // the line goes through the middle of the points, whatever its slope
	}
	for _, p := range points {
		d := p.at - l.value(p.ts)
		sigma += d * d
	}
	return l, math.Sqrt(sigma / float64(len(points)))
}

func leastSquares(points []point, slope float64) line {
	n := float64(len(points))
	var x, y float64
	for _, p := range points {
		x += float64(p.ts-points[0].ts) / n
		y += (p.at - points[0].at) / n
	}
	var xx, xy float64
	for _, p := range points {
		dx := float64(p.ts-points[0].ts) - x
		xx += dx * dx
		xy += dx * (p.at - points[0].at - y)
	}
	l := line{from: points[0].ts + int64(math.Round(x)), at: points[0].at + y, slope: slope}
	if xx > 0 && xy > 0 {
		l.slope = xy / xx
	}
	return l
}

// runs sorts points into stretches that lie on one line each. A point off the line is left out; five in a row mean that
// the clock itself has jumped, and start a new run.
func runs(points []point, slope float64) [][]point {
	var out [][]point
	var run, rejects []point
	for _, p := range points {
		if len(run) == 0 || fits(run, p, slope) {
			run, rejects = append(run, p), nil
			continue
		}
		if rejects = append(rejects, p); len(rejects) < rebuild {
			continue
		}
		out = append(out, run)
		run, rejects = rejects, nil
	}
	out = append(out, run)
	// Where the first points were wrong, they made a run that nothing confirms.
	lonely := func(r []point) bool { return len(out) > 1 && len(r) < enough }
	if rest := slices.DeleteFunc(slices.Clone(out), lonely); len(rest) > 0 {
		return rest
	}
	return out
}

func fits(run []point, p point, slope float64) bool {
	if len(run) > kept {
		run = run[len(run)-kept:]
	}
	l, sigma := fit(run, slope)
	limit := looseFloor
	if len(run) >= enough {
		limit = max(sigmas*sigma, floor)
		// A line through few points is not known well far from them.
		if reach := float64(p.ts-run[0].ts) * slope; reach > 0 {
			span := max(float64(run[len(run)-1].ts-run[0].ts)*slope, 0.1)
			limit *= max(1, reach/span)
		}
	}
	return math.Abs(p.at-l.value(p.ts)) <= limit
}

// curve is a run of points smoothed: between its knots it is straight, beyond them the outermost line goes on.
type curve struct {
	knots       []point
	first, last line
}

func smooth(run []point, slope float64) curve {
	var c curve
	for i, p := range run {
		low := min(max(0, i-kept/2), max(0, len(run)-kept))
		l, _ := fit(run[low:min(len(run), low+kept)], slope)
		if i == 0 {
			c.first = l
		}
		c.last = l
		k := point{ts: p.ts, at: l.value(p.ts)}
		if n := len(c.knots); n > 0 && !plausible(c.knots[n-1], k, slope) {
			continue
		}
		c.knots = append(c.knots, k)
	}
	return c
}

// plausible keeps the curve rising at about the rate of the clock.
func plausible(a, b point, slope float64) bool {
	want := float64(b.ts-a.ts) * slope
	return b.ts > a.ts && b.at-a.at > want*0.8 && b.at-a.at < want*1.25
}

func (c curve) value(ts int64) float64 {
	i, _ := slices.BinarySearchFunc(c.knots, ts, func(p point, ts int64) int {
		switch {
		case p.ts < ts:
			return -1
		case p.ts > ts:
			return 1
		}
		return 0
	})
	switch {
	case i == 0:
		return c.knots[0].at + c.first.slope*float64(ts-c.knots[0].ts)
	case i == len(c.knots):
		k := c.knots[i-1]
		return k.at + c.last.slope*float64(ts-k.ts)
	}
	a, b := c.knots[i-1], c.knots[i]
	return a.at + (b.at-a.at)*float64(ts-a.ts)/float64(b.ts-a.ts)
}
