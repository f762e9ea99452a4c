package master

import (
	"slices"
	"time"

	"terugblik/media"
)

// placing gathers where a file of a device lies, one live take after the other.
type placing struct {
	dev    *sight
	guess  time.Duration
	points []media.Point
	drop   []int64  // pictures to skip, µs in the file
	sound  []anchor // with jumps where one live take ends and the next begins
	fills  []media.Span
	by     string
}

func place(dev *sight, lives []*sight, guess time.Duration) (media.Timing, string) {
	p := &placing{dev: dev, guess: guess, by: "clock"}
	slices.SortStableFunc(lives, func(a, b *sight) int { return int(a.origin - b.origin) })
	for _, live := range lives {
		p.live(live)
	}
	t := media.Timing{Pictures: p.points, Skip: p.drop, Fills: p.fills}
	for _, a := range p.sound {
		t.Sound = append(t.Sound, point(a.at, a.at+a.off))
	}
	if len(p.points) == 0 {
		first := point(0, guess)
		if len(p.sound) > 0 {
			first = t.Sound[0]
		}
		t.Pictures = []media.Point{first}
	}
	if len(t.Sound) == 0 {
		t.Sound = []media.Point{t.Pictures[0]}
	}
	return t, p.by
}

func point(file, clock time.Duration) media.Point {
	return media.Point{file.Microseconds(), clock.Microseconds()}
}

// live places the file beside one live take: by the sound roughly or well, by the pictures exactly.
func (p *placing) live(live *sight) {
	start, end := live.span()
	heard := bySound(p.dev, live, p.guess, unsure)
	seen := byPicture(p.dev, live, p.guess, heard)
	anchors := seen
	switch {
	case len(seen) > 0:
		p.by = "picture"
		if len(heard) == 0 { // what repeats, as steps or music do, is known once it is known about where
			heard = bySound(p.dev, live, seen[0].off, wobble)
		}
	case len(heard) > 0:
		anchors = heard
		if p.by == "clock" {
			p.by = "sound"
		}
	default:
		if p.dev.end+p.guess > start && p.guess < end {
			p.fills = append(p.fills, media.Span{Start: media.MillisOf(start), End: media.MillisOf(end) + 1})
		}
		return
	}
	p.guess = anchors[len(anchors)-1].off
	if len(heard) == 0 {
		heard = anchors
	}
	from, to := common(p.dev, live, anchors[0].off, 0)
	p.hear(heard, from, to)
	p.twins(live, anchors)
}

// apart is by how much two live takes may differ before sound jumps from the one to the other.
const apart = 10 * time.Millisecond

// hear adds the anchors of one live take, that lies from one time in the file to another.
func (p *placing) hear(anchors []anchor, from, to time.Duration) {
	first, last := anchor{from, offAt(anchors, from)}, anchor{to, offAt(anchors, to)}
	if n := len(p.sound); n > 0 {
		before := p.sound[n-1]
		if jump := (before.off - first.off).Abs(); jump > apart && first.at > before.at+2*time.Millisecond {
			middle := (before.at + first.at) / 2
			p.sound = append(p.sound, anchor{middle, before.off}, anchor{middle + time.Millisecond, first.off})
		}
	}
	for _, a := range slices.Concat([]anchor{first}, anchors, []anchor{last}) {
		if n := len(p.sound); n == 0 || a.at > p.sound[n-1].at {
			p.sound = append(p.sound, a)
		}
	}
}

// nearby is how near a picture may come to one that was seen live before it would push that from its place.
const nearby = 24 * time.Millisecond

// twins gives each picture of the device that was also seen live exactly the time that it has there. One that was not,
// beside one that was, is skipped: marks lie on what was seen.
func (p *placing) twins(live *sight, anchors []anchor) {
	if len(live.times) == 0 {
		return
	}
	reach := max(live.every/2, 8*time.Millisecond)
	of := map[int]int{} // picture of the live take to that of the device
	distance := func(i, j int) time.Duration {
		return (p.dev.times[i] + offAt(anchors, p.dev.times[i]) - live.origin - live.times[j]).Abs()
	}
	for i, at := range p.dev.times {
		j := nearest(live.times, at+offAt(anchors, at)-live.origin)
		if distance(i, j) > reach {
			continue
		}
		if other, taken := of[j]; !taken || distance(i, j) < distance(other, j) {
			of[j] = i
		}
	}
	matched := map[int]bool{}
	var clocks []time.Duration
	for j, at := range live.times {
		i, ok := of[j]
		if !ok {
			continue
		}
		next := point(p.dev.times[i], at+live.origin)
		if n := len(p.points); n > 0 && (next[0] <= p.points[n-1][0] || next[1] <= p.points[n-1][1]) {
			continue
		}
		matched[i] = true
		p.points, clocks = append(p.points, next), append(clocks, at+live.origin)
	}
	p.skip(anchors, clocks, matched)
}

func (p *placing) skip(anchors []anchor, clocks []time.Duration, matched map[int]bool) {
	if len(clocks) == 0 {
		return
	}
	for i, at := range p.dev.times {
		clock := at + offAt(anchors, at)
		if matched[i] || clock < clocks[0]-nearby || clock > clocks[len(clocks)-1]+nearby {
			continue
		}
		if (clocks[nearest(clocks, clock)] - clock).Abs() < nearby {
			if n := len(p.drop); n == 0 || at.Microseconds() > p.drop[n-1] {
				p.drop = append(p.drop, at.Microseconds())
			}
		}
	}
}
