package record

import (
	"cmp"
	"math"
	"slices"
	"time"

	"terugblik/media"
)

// The reasons of a gap within a take.
const (
	ReasonLoss    = "loss"     // packets never came
	ReasonDamaged = "damaged"  // what came cannot be shown without what did not come
	ReasonStall   = "stall"    // the sender captured nothing
	ReasonNoTrack = "no_track" // the track began later or ended earlier than the take
)

const (
	shortGap  = 100 * time.Millisecond // shorter is no gap of sound
	shortEdge = 500 * time.Millisecond // nor is less than this at either end of a track
	longFrame = time.Second            // a picture that stands longer means that the camera gave none
	noFrame   = 40 * time.Millisecond  // length of a lone picture
	leastStep = time.Millisecond       // steps of the coarsest container
)

// placed says where a sample of a stream goes in the file.
type placed struct {
	lane, sample  int
	pts, dts, dur time.Duration // since the zero of the take
}

// layout is a take on its own clock, whose zero is its first picture that can be shown, or its first sound.
type layout struct {
	video, audio   []placed
	gaps           []media.Gap   // since the zero of the take
	zero           time.Duration // arrival of what is at zero, since the start of the session
	duration       time.Duration
	damagedFrames  int
	missingPackets int
}

// span is one kept sample with what happened before it.
type span struct {
	placed
	at      time.Duration // on the clock of arrival
	length  time.Duration // as the codec says, 0 when it does not
	ticksAt time.Duration // RTP time as a duration
	lost    int64         // packets missing since the kept one before
	dropped time.Duration // when the first of the samples that had to be dropped before this one was captured, or -1
}

// lay places the samples. Where the zero of the recording is already known to lie within this take, nothing that
// arrived before it counts; notBefore is then its arrival, else 0.
func lay(streams []heard, notBefore time.Duration) layout {
	var out layout
	times := capture(streams)
	video, tail := gather(streams, times, media.Video)
	audio, _ := gather(streams, times, media.Audio)
	if video = after(streams, video, notBefore); len(video) == 0 { // else sound is cut by capture, not by arrival
		audio = after(streams, audio, notBefore)
	}
	for _, h := range streams {
		for _, s := range h.samples {
			out.missingPackets += int(s.lost)
		}
	}
	first := video
	if len(video) == 0 {
		first = audio
	}
	if len(first) == 0 {
		return out
	}
	origin := slices.MinFunc(first, func(a, b span) int { return cmp.Compare(a.at, b.at) }).at
	out.zero = streams[first[0].lane].samples[first[0].sample].arrival
	out.damagedFrames = count(streams, media.Video) - len(video)
	video, audio = since(video, origin), since(audio, origin)
	typical := usualLength(video)
	end := max(finish(video, typical), finish(audio, 0))
	out.duration = end
	out.gaps = append(videoGaps(video, tail-origin, typical), audioGaps(audio)...)
	damaged := time.Duration(0)
	if tail >= 0 {
		damaged = tail - origin + typical
	}
	out.gaps = append(out.gaps, edges(video, media.Video, damaged, end)...)
	out.gaps = append(out.gaps, edges(audio, media.Audio, 0, end)...)
	slices.SortStableFunc(out.gaps, func(a, b media.Gap) int { return cmp.Compare(a.Start, b.Start) })
	out.video, out.audio = keep(video), keep(audio)
	return out
}

// after drops what arrived before that moment, and then up to a sample that can be shown without another.
func after(streams []heard, spans []span, moment time.Duration) []span {
	i := slices.IndexFunc(spans, func(s span) bool {
		sample := streams[s.lane].samples[s.sample]
		return sample.arrival >= moment && sample.key
	})
	if i < 0 {
		return nil
	}
	return spans[i:]
}

func count(streams []heard, kind media.Kind) (n int) {
	for _, h := range streams {
		if h.stream.Track.Kind == kind {
			n += len(h.samples)
		}
	}
	return n
}

// gather takes the samples of one kind that can be shown: after a loss nothing is until the next key frame. All come
// from streams of one codec. tail is when the last dropped sample after the last kept one was captured, or negative.
func gather(streams []heard, times [][]float64, kind media.Kind) (kept []span, tail time.Duration) {
	var codec media.Codec
	tail = -1
	for i, h := range streams {
		if h.stream.Track.Kind != kind || (codec != "" && h.stream.Track.Codec != codec) {
			continue
		}
		needKey, lost, dropped := true, int64(0), time.Duration(-1)
		for k, s := range h.samples {
			at := time.Duration(math.Round(times[i][k]*1e6)) * time.Microsecond
			lost += s.lost
			needKey = (needKey || s.broken || (s.lost > 0 && kind == media.Video)) && (!s.key || s.broken)
			if needKey {
				if dropped < 0 {
					dropped = at
				}
				tail = at
				continue
			}
			rate := time.Duration(h.stream.Track.ClockRate)
			codec = h.stream.Track.Codec
			kept = append(kept, span{
				placed: placed{lane: i, sample: k}, at: at, lost: lost, dropped: dropped,
				length:  time.Duration(s.ticks) * time.Second / rate,
				ticksAt: time.Duration(float64(s.ts) / float64(rate) * float64(time.Second)),
			})
			lost, dropped, tail = 0, -1, -1
		}
	}
	return kept, tail
}

// since moves spans to the zero of the take, drops what lies before it, and fixes DTS.
func since(spans []span, origin time.Duration) []span {
	out := spans[:0]
	for _, s := range spans {
		s.pts = s.at - origin
		if s.dropped >= 0 {
			s.dropped -= origin
		}
		if s.pts >= 0 {
			out = append(out, s)
		}
	}
	decodeTimes(out)
	for len(out) > 0 && out[0].dts < 0 {
		out = out[1:]
		decodeTimes(out)
	}
	return out
}

// decodeTimes gives each span the latest DTS that is not after its PTS and rises strictly. Without pictures out of
// order that is the PTS itself.
func decodeTimes(spans []span) {
	latest := time.Duration(1<<63 - 1)
	for i := range spans {
		// Times that the clock gave twice are moved on; pictures out of order (B-frames) lie further back than that.
		if i > 0 && spans[i].pts >= spans[i-1].pts && spans[i].pts-spans[i-1].pts < leastStep {
			spans[i].pts = spans[i-1].pts + leastStep
		}
	}
	for i := len(spans) - 1; i >= 0; i-- {
		spans[i].dts = min(spans[i].pts, latest)
		latest = spans[i].dts - leastStep
	}
}

// usualLength is the median distance of pictures.
func usualLength(spans []span) time.Duration {
	if len(spans) < 2 {
		return noFrame
	}
	steps := make([]time.Duration, 0, len(spans))
	for i := 1; i < len(spans); i++ {
		steps = append(steps, spans[i].dts-spans[i-1].dts)
	}
	slices.Sort(steps)
	return min(max(steps[len(steps)/2], leastStep), longFrame)
}

// finish gives each span its length and returns where the last one ends.
func finish(spans []span, typical time.Duration) (end time.Duration) {
	for i := range spans {
		s := &spans[i]
		switch {
		case s.length > 0:
			s.dur = s.length
		case i+1 < len(spans) && spans[i+1].dropped < 0 && spans[i+1].lost == 0 && spans[i+1].dts > s.dts:
			s.dur = min(spans[i+1].dts-s.dts, longFrame)
		default:
			s.dur = typical
		}
		end = max(end, s.pts+s.dur)
	}
	return end
}

func videoGaps(spans []span, tail, typical time.Duration) (gaps []media.Gap) {
	add := func(from, to time.Duration, reason string) {
		gap := media.Gap{Start: media.MillisOf(from), End: media.MillisOf(to), Track: media.Video, Reason: reason}
		if gap.End > gap.Start {
			gaps = append(gaps, gap)
		}
	}
	for i := 1; i < len(spans); i++ {
		a, b := spans[i-1], spans[i]
		end, step := a.pts+typical, b.pts-a.pts
		switch {
		case b.dropped >= 0:
			came := max(b.dropped, end)
			if came-end > shortGap {
				add(end, came, ReasonLoss)
			} else {
				came = end
			}
			add(came, b.pts, ReasonDamaged)
		case b.lost > 0 && step > typical+typical/2:
			add(end, b.pts, ReasonLoss)
		case step > longFrame || step-(b.ticksAt-a.ticksAt) > shortGap && step > typical*2:
			add(end, b.pts, ReasonStall)
		}
	}
	if n := len(spans); n > 0 && tail >= 0 {
		add(spans[n-1].pts+typical, tail+typical, ReasonDamaged)
	}
	return gaps
}

func audioGaps(spans []span) (gaps []media.Gap) {
	for i := 1; i < len(spans); i++ {
		a, b := spans[i-1], spans[i]
		end := a.pts + a.dur
		gap := media.Gap{Start: media.MillisOf(end), End: media.MillisOf(b.pts), Track: media.Audio}
		switch {
		case b.pts-end < shortGap:
			continue
		case b.lost > 0:
			gap.Reason = ReasonLoss
		case b.pts-a.pts-(b.ticksAt-a.ticksAt) > shortGap:
			gap.Reason = ReasonStall
		default:
			continue // the sender was silent and said so (DTX)
		}
		gaps = append(gaps, gap)
	}
	return gaps
}

// edges are the stretches before a track begins and after it has ended; up to last something of it came, if only
// damaged.
func edges(spans []span, kind media.Kind, last, end time.Duration) (gaps []media.Gap) {
	if len(spans) == 0 {
		return nil
	}
	for _, s := range spans[max(0, len(spans)-20):] {
		last = max(last, s.pts+s.dur)
	}
	if first := spans[0].pts; first > shortEdge {
		gaps = append(gaps, media.Gap{End: media.MillisOf(first), Track: kind, Reason: ReasonNoTrack})
	}
	if end-last > shortEdge {
		gaps = append(gaps, media.Gap{Start: media.MillisOf(last), End: media.MillisOf(end), Track: kind, Reason: ReasonNoTrack})
	}
	return gaps
}

func keep(spans []span) []placed {
	out := make([]placed, len(spans))
	for i, s := range spans {
		out[i] = s.placed
	}
	return out
}
