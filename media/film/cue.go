package film

import (
	"math"

	"terugblik/media"
)

// Who is one of the figures at the table.
type Who int

// The figures, from left to right, and what is not a figure but can be looked at.
const (
	Adult Who = iota
	Amber     // the child in amber
	Blue      // the child in blue
	everyone
	board
	cup
	ball
)

// act is what a cue makes a figure do.
type act int

const (
	speak act = iota
	look      // turn the head to At
	lean      // bend towards At
	reach     // stretch the hand out to At
	raise     // lift the own cup
	show      // point at At, arm high
	nod
	roll // send the ball to At
)

// cue is one thing that one figure does for a while.
type cue struct {
	start, end float64 // seconds in the loop
	who        Who
	act        act
	at         Who
}

// Scene is a moment in the first Loop of the demo that a coach would mark.
type Scene struct {
	Start, End media.Millis
	Kind       string // "initiative", "turning_to", "receiving", "answer", "turn" or "missed"
	Who        Who    // whom the moment shows
	To         Who    // whom it is meant for
	Answers    int    // the number in Scenes of the initiative that it follows up, -1 for none
}

// Loop is after how long the demo begins again.
const Loop = media.Millis(90000)

// story is one contact: what somebody begins and how far it is followed up.
type story struct {
	start    float64
	from, to Who
	how      act  // how it begins, beside speaking
	thing    Who  // what that is about
	received bool // to turns round and shows it
	answered bool // to answers in words
	replied  bool // from answers once more
}

func stories() []story {
	return []story{
		{4, Amber, Adult, raise, cup, true, true, true},
		{13, Blue, Adult, roll, Adult, true, true, true},
		{23, Amber, Adult, show, board, false, false, false},
		{29, Blue, Adult, show, board, true, true, true},
		{39, Adult, Amber, lean, Amber, true, true, true},
		{49, Amber, Blue, roll, Blue, true, true, true},
		{59, Adult, everyone, raise, cup, true, true, false},
		{69, Blue, Adult, reach, Adult, false, false, false},
		{76, Blue, Adult, reach, Adult, true, true, true},
	}
}

// Scenes lists the moments of contact in order of their start.
func Scenes() []Scene {
	var out []Scene
	for _, s := range stories() {
		first := len(out)
		add := func(from, to float64, kind string, who, whom Who, answers int) {
			out = append(out, Scene{media.Millis((s.start + from) * 1000), media.Millis((s.start + to) * 1000), kind, who, whom, answers})
		}
		kind := "initiative"
		if s.from == Adult {
			kind = "turn"
		}
		add(0, 1.8, kind, s.from, s.to, -1)
		if !s.received {
			add(1.2, 4, "missed", s.to, s.from, first)
			continue
		}
		add(1.2, 2.8, "turning_to", s.to, s.from, first)
		add(2, 2.8, "receiving", s.to, s.from, first)
		add(2.8, 5, "answer", s.to, s.from, first)
		if s.replied {
			add(5.4, 6.8, "answer", s.from, s.to, first)
		}
	}
	return out
}

// cues spells the stories out, figure by figure.
func cues() []cue {
	out := []cue{{0.4, 3.4, Adult, look, Blue}, {85, 89.4, Adult, look, Amber}, {86, 89, Blue, look, ball}}
	for _, s := range stories() {
		t := s.start
		out = append(out, cue{t, t + 1.8, s.from, speak, s.to}, cue{t - 0.4, t + 4.6, s.from, look, s.to},
			cue{t, t + 2.6, s.from, lean, s.to}, cue{t + 0.1, t + 3.2, s.from, s.how, s.thing})
		if s.how == show {
			out = append(out, cue{t + 0.2, t + 1.4, s.from, look, s.thing})
		}
		if !s.received {
			// The adult is with the other child.
			other := Amber + Blue - s.from
			out = append(out, cue{t - 1, t + 4.4, s.to, look, other}, cue{t + 0.6, t + 2.8, s.to, speak, other}, cue{t - 1, t + 4.2, other, look, s.to})
			continue
		}
		out = append(out, followUp(s)...)
	}
	return out
}

func followUp(s story) []cue {
	t := s.start
	var out []cue
	whom := []Who{s.to}
	if s.to == everyone {
		whom = []Who{Amber, Blue}
	}
	for i, w := range whom {
		late := 0.3 * float64(i)
		out = append(out, cue{t + 1.2 + late, t + 7, w, look, s.from}, cue{t + 1.5 + late, t + 5.2, w, lean, s.from},
			cue{t + 2 + late, t + 2.8 + late, w, nod, s.from}, cue{t + 2.8 + late, t + 5 - late, w, speak, s.from})
		if s.to == everyone {
			out = append(out, cue{t + 1.6 + late, t + 5.4, w, raise, cup})
		}
	}
	switch {
	case s.how == roll: // and back again
		out = append(out, cue{t + 4.2, t + 7.2, s.to, roll, s.from})
	case s.how == show:
		out = append(out, cue{t + 3, t + 4.2, s.to, look, s.thing})
	case s.how == reach:
		out = append(out, cue{t + 2.4, t + 5, s.to, reach, s.from})
	}
	if s.replied {
		out = append(out, cue{t + 5.4, t + 6.8, s.from, speak, s.to}, cue{t + 5.2, t + 7.2, s.from, look, s.to}, cue{t + 5.6, t + 6.4, s.from, nod, s.to})
	}
	return out
}

// weight is how far c is under way at t: 0 before and after, 1 in the middle, eased.
func (c cue) weight(t float64) float64 {
	ease := math.Min(0.55, (c.end-c.start)/2)
	return smooth((t-c.start)/ease) * smooth((c.end-t)/ease)
}

func smooth(x float64) float64 {
	x = math.Max(0, math.Min(1, x))
	return x * x * (3 - 2*x)
}
