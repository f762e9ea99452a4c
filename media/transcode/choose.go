package transcode

import (
	"slices"

	"terugblik/media"
)

// piece is a stretch of the clock that one take feeds.
type piece struct {
	Span
	take int // index
}

// choose says which take feeds which stretch; takes are by start. Of live takes the later one wins. What the device kept
// itself goes before what came over the network, except where it has nothing itself, lacks a track, or is only roughly
// placed: there it fills what the others miss.
func choose(takes []media.Take, gaps []media.Gap) []piece {
	var line []piece
	var devices []int
	last := -1
	for i, t := range takes {
		if t.Timing != nil {
			devices = append(devices, i)
			continue
		}
		line = over(line, piece{Span{t.Start, t.End()}, i})
		if last >= 0 {
			line = cut(line, last, t.Start)
		}
		last = i
	}
	live := slices.Clone(line)
	slices.SortStableFunc(devices, func(a, b int) int { return takes[a].Number - takes[b].Number })
	for _, i := range devices {
		line = overDevice(line, live, takes, i, gaps)
	}
	return slices.DeleteFunc(line, func(p piece) bool { return p.End-p.Start < 1 })
}

// cut lets a take end where the next one begins.
func cut(line []piece, take int, at media.Millis) []piece {
	for i, p := range line {
		if p.take == take && p.End > at {
			line[i].End = max(p.Start, at)
		}
	}
	return line
}

// leastFill is how long a hole must be to be filled by what is only roughly placed.
const leastFill = media.Millis(300)

func overDevice(line, live []piece, takes []media.Take, i int, gaps []media.Gap) []piece {
	t := takes[i]
	good := without([]Span{{t.Start, t.End()}}, spansOf(t.Timing.Holes))
	rough := spansOf(t.Timing.Fills)
	for _, p := range live {
		if o := takes[p.take]; o.Video != nil && t.Video == nil || o.Audio != nil && t.Audio == nil {
			rough = append(rough, p.Span)
		}
	}
	for _, s := range without(good, rough) {
		line = over(line, piece{s, i})
	}
	for _, s := range without(good, without(spans(live), holes(t, gaps))) {
		for _, s := range without([]Span{s}, without(good, rough)) { // not twice
			if s.End-s.Start >= leastFill {
				line = over(line, piece{s, i})
			}
		}
	}
	for _, s := range without([]Span{{t.Start, t.End()}}, spans(line)) { // the one track of it that goes on, where there is nothing else
		line = over(line, piece{s, i})
	}
	return line
}

// holes are where the live takes miss what leads: the picture, or the sound of a take without one.
func holes(t media.Take, gaps []media.Gap) (out []Span) {
	lead := media.Video
	if t.Video == nil {
		lead = media.Audio
	}
	for _, g := range gaps {
		if g.Track == lead && g.End-g.Start >= leastFill {
			out = append(out, Span{Start: g.Start, End: g.End})
		}
	}
	return out
}

func spansOf(stretches []media.Span) (out []Span) {
	for _, s := range stretches {
		out = append(out, Span(s))
	}
	return out
}

func spans(line []piece) (out []Span) {
	for _, p := range line {
		out = append(out, p.Span)
	}
	return out
}

// over lays p over the line, which stays in order and without overlaps.
func over(line []piece, p piece) []piece {
	var out []piece
	for _, old := range line {
		for _, s := range without([]Span{old.Span}, []Span{p.Span}) {
			out = append(out, piece{s, old.take})
		}
	}
	out = append(out, p)
	slices.SortStableFunc(out, func(a, b piece) int { return int(a.Start - b.Start) })
	return out
}

// without takes the second spans out of the first.
func without(from, out []Span) []Span {
	for _, hole := range out {
		var left []Span
		for _, s := range from {
			if hole.End <= s.Start || hole.Start >= s.End {
				left = append(left, s)
				continue
			}
			if hole.Start > s.Start {
				left = append(left, Span{Start: s.Start, End: hole.Start})
			}
			if hole.End < s.End {
				left = append(left, Span{Start: hole.End, End: s.End})
			}
		}
		from = left
	}
	return from
}
