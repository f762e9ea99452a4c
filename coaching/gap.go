package coaching

import (
	"cmp"
	"slices"
)

// Gap is a stretch of which a track has nothing.
type Gap struct {
	Take    int
	StartMS int64
	EndMS   int64
	Track   string // "video" or "audio"
	Reason  string
}

// TrueGaps is what a recording misses: of what its live takes miss what no device kept either, and of what a device
// misses what did not come live. By position.
func TrueGaps(takes []Take, gaps []Gap) []Gap {
	var left []Gap
	for _, g := range gaps {
		pieces := []Gap{g}
		for _, t := range takes {
			if t.Number != g.Take && (t.Source == Device) != isDevice(takes, g.Take) && t.has(g.Track) {
				pieces = cover(pieces, t, gaps)
			}
		}
		left = append(left, pieces...)
	}
	slices.SortStableFunc(left, func(a, b Gap) int {
		return cmp.Or(cmp.Compare(a.StartMS, b.StartMS), cmp.Compare(a.EndMS, b.EndMS), cmp.Compare(a.Track, b.Track))
	})
	return left
}

func isDevice(takes []Take, number int) bool {
	return slices.ContainsFunc(takes, func(t Take) bool { return t.Number == number && t.Source == Device })
}

func (t Take) has(track string) bool {
	if t.FinalisedAt == nil || t.File == "" {
		return false
	}
	return track == "video" && len(t.Video) > 0 || track == "audio" && len(t.Audio) > 0
}

// cover takes out of the pieces what a take has: its length without what it misses itself.
func cover(pieces []Gap, t Take, gaps []Gap) []Gap {
	from := t.StartMS
	for _, own := range gaps {
		if own.Take == t.Number && len(pieces) > 0 && own.Track == pieces[0].Track {
			pieces = cut(pieces, from, own.StartMS)
			from = max(from, own.EndMS)
		}
	}
	return cut(pieces, from, t.StartMS+t.DurationMS)
}

// cut takes the stretch from start to end out of the pieces.
func cut(pieces []Gap, start, end int64) []Gap {
	if end <= start {
		return pieces
	}
	var left []Gap
	for _, p := range pieces {
		if end <= p.StartMS || start >= p.EndMS {
			left = append(left, p)
			continue
		}
		before, after := p, p
		before.EndMS, after.StartMS = start, end
		for _, rest := range []Gap{before, after} {
			if rest.EndMS > rest.StartMS {
				left = append(left, rest)
			}
		}
	}
	return left
}
