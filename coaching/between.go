package coaching

import (
	"cmp"
	"slices"
)

// BetweenTakes is the reason of a gap that no take covers: the connection was lost, or she paused.
const BetweenTakes = "between_takes"

// Between is where no take covers the clock of the recording, once for each kind of track that any take has, by position.
func Between(takes []Take) (gaps []Gap) {
	whole := slices.DeleteFunc(slices.Clone(takes), func(t Take) bool { return t.DurationMS <= 0 })
	slices.SortFunc(whole, func(a, b Take) int { return cmp.Compare(a.StartMS, b.StartMS) })
	var tracks []string
	if slices.ContainsFunc(whole, func(t Take) bool { return len(t.Video) > 0 }) {
		tracks = append(tracks, "video")
	}
	if slices.ContainsFunc(whole, func(t Take) bool { return len(t.Audio) > 0 }) {
		tracks = append(tracks, "audio")
	}
	covered := int64(0)
	for _, t := range whole {
		if t.StartMS-covered > shortestBetween {
			for _, track := range tracks {
				gaps = append(gaps, Gap{Take: t.Number, StartMS: covered, EndMS: t.StartMS, Track: track, Reason: BetweenTakes})
			}
		}
		covered = max(covered, t.StartMS+t.DurationMS)
	}
	return gaps
}

// shortestBetween is less than anybody sees, in milliseconds.
const shortestBetween = 100
