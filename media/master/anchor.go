package master

import (
	"cmp"
	"math"
	"slices"
	"time"

	"terugblik/media/align"
)

// anchor says by how much a time in the file of the device differs from the clock of the recording, around at.
type anchor struct {
	at, off time.Duration
}

const (
	unsure = 15 * time.Second       // how far off the guess may be: a clock that was set, a request that waited
	surer  = 500 * time.Millisecond // how far off the next place may be from the one before
	chunk  = 20 * time.Second       // of sound that is compared at a time
	often  = 30 * time.Second       // from one chunk to the next
	tries  = 12                     // chunks that are looked for within unsure
)

// common is from when to when, in the file of the device, a live take may have the same.
func common(dev, live *sight, off, within time.Duration) (from, to time.Duration) {
	start, end := live.span()
	return max(0, start-off-within), min(dev.end, end-off+within)
}

// span is from when to when a live take lies on the clock of the recording.
func (s *sight) span() (start, end time.Duration) {
	start = s.origin
	if len(s.times) > 0 {
		start += s.times[0]
	}
	return start, s.origin + s.end
}

// bySound finds where chunks of a live take's sound lie in that of the device, which has all of it; the first within so
// much of the guess.
func bySound(dev, live *sight, guess, within time.Duration) (found []anchor) {
	wide := within
	left := tries
	start, end := live.span()
	for at := start; at < end && left > 0; at += often {
		length := min(chunk, end-at)
		if length < 2*time.Second {
			break
		}
		b := live.heard.between(at-live.origin, at-live.origin+length)
		if !loud(b) {
			continue
		}
		begin := at - guess - within // in the file of the device
		m := align.SoundNear(dev.heard.between(begin, begin+length+2*within), b, within, within)
		if m.Confidence < align.Sure {
			if within == wide {
				left--
			}
			continue
		}
		guess, within = at-begin-m.Offset, min(wide, surer)
		found = append(found, anchor{at + length/2 - guess, guess})
	}
	return settled(found)
}

func loud(x []float32) bool {
	var sum float64
	for _, v := range x {
		sum += float64(v) * float64(v)
	}
	return len(x) > 0 && math.Sqrt(sum/float64(len(x))) > 0.0005
}

const (
	window  = 4 * time.Second        // of pictures that are compared at a time
	wobble  = 120 * time.Millisecond // by how much picture and sound may lie apart
	windows = 60                     // at most, over one take
)

// byPicture finds where windows of a live take's pictures lie in those of the device; near are places that are known from
// the sound, if any.
func byPicture(dev, live *sight, guess time.Duration, near []anchor) (found []anchor) {
	if len(dev.times) == 0 || len(live.times) == 0 {
		return nil
	}
	within := unsure
	if len(near) > 0 {
		within = wobble
	}
	start, end := live.span()
	step := max(window, (end-start)/windows)
	for at := start; at < end; at += step {
		o := guess
		if len(near) > 0 {
			o = offAt(near, at-near[0].off)
		}
		if off, sure := compare(dev, live, at, o, within); sure {
			found = append(found, anchor{at + window/2 - off, off})
		}
	}
	if len(near) > 0 {
		return settled(found)
	}
	return together(found)
}

type fit struct {
	off  time.Duration
	cost float64
}

// compare slides the live pictures of a window over those of the device. It is sure when one place fits better than any
// that is further away than the neighbouring picture.
func compare(dev, live *sight, at, guess, within time.Duration) (time.Duration, bool) {
	i, _ := slices.BinarySearch(live.times, at-live.origin)
	j, _ := slices.BinarySearch(live.times, at-live.origin+window)
	if j-i < 8 {
		return 0, false
	}
	every := max(dev.every, 10*time.Millisecond)
	var fits []fit
	for off := guess - within; off <= guess+within; off += every / 4 {
		if cost, n := cost(dev, live, i, j, off, every); n*4 >= (j-i)*3 {
			fits = append(fits, fit{off, cost})
		}
	}
	if len(fits) == 0 {
		return 0, false
	}
	best := slices.MinFunc(fits, func(a, b fit) int { return cmp.Compare(a.cost, b.cost) })
	second := math.Inf(1)
	for _, f := range fits {
		if (f.off - best.off).Abs() > every*9/8 { // the same pictures fit all along one
			second = min(second, f.cost)
		}
	}
	if second-best.cost < max(0.4, second/10) {
		return 0, false
	}
	var sum, n time.Duration
	for _, f := range fits { // the middle of all that fit as well: pictures jump from one to the next
		if (f.off-best.off).Abs() <= every*9/8 && f.cost < best.cost+(second-best.cost)/4 {
			sum, n = sum+f.off, n+1
		}
	}
	return pairing(dev, live, i, j, sum/n, every), true
}

// cost is how much live pictures i to j differ from those of the device at off, and how many of them have one there.
func cost(dev, live *sight, i, j int, off, reach time.Duration) (float64, int) {
	var sum float64
	n := 0
	for k := i; k < j; k++ {
		at := live.times[k] + live.origin - off
		twin := nearest(dev.times, at)
		if (dev.times[twin] - at).Abs() > reach {
			continue
		}
		sum += live.looks[k].apart(&dev.looks[twin])
		n++
	}
	return sum / float64(max(1, n)), n
}

// pairing is by how much the pictures that are the same at off lie apart.
func pairing(dev, live *sight, i, j int, off, reach time.Duration) time.Duration {
	var apart []time.Duration
	for k := i; k < j; k++ {
		at := live.times[k] + live.origin
		if d := at - dev.times[nearest(dev.times, at-off)]; (d - off).Abs() < reach {
			apart = append(apart, d)
		}
	}
	if len(apart) == 0 {
		return off
	}
	return median(apart)
}

// nearest is the number of the time that is nearest to at; times is not empty.
func nearest(times []time.Duration, at time.Duration) int {
	i, _ := slices.BinarySearch(times, at)
	if i == len(times) || i > 0 && at-times[i-1] < times[i]-at {
		return i - 1
	}
	return i
}

func median(of []time.Duration) time.Duration {
	sorted := slices.Sorted(slices.Values(of))
	return sorted[len(sorted)/2]
}

// settled drops what does not lie with its neighbours.
func settled(found []anchor) []anchor {
	if len(found) < 3 {
		return found
	}
	var out []anchor
	for i, a := range found {
		first := min(max(0, i-1), len(found)-3)
		around := []time.Duration{found[first].off, found[first+1].off, found[first+2].off}
		if (a.off - median(around)).Abs() < 25*time.Millisecond {
			out = append(out, a)
		}
	}
	return out
}

// together is what agrees among places that were each looked for in the wide: two at least, and most of them.
func together(found []anchor) []anchor {
	var best []anchor
	for _, a := range found {
		var with []anchor
		for _, b := range found {
			if (a.off - b.off).Abs() < 50*time.Millisecond {
				with = append(with, b)
			}
		}
		if len(with) > len(best) {
			best = with
		}
	}
	if len(best) < 2 || len(best)*2 <= len(found) {
		return nil
	}
	return best
}

// offAt is the difference at a time between anchors: evenly between two, that of the last beyond.
func offAt(anchors []anchor, at time.Duration) time.Duration {
	i, _ := slices.BinarySearchFunc(anchors, at, func(a anchor, at time.Duration) int { return cmp.Compare(a.at, at) })
	if i == 0 || i == len(anchors) {
		return anchors[max(0, i-1)].off
	}
	a, b := anchors[i-1], anchors[i]
	return a.off + time.Duration(float64(b.off-a.off)*float64(at-a.at)/float64(b.at-a.at))
}
