package web

import "terugblik/coaching"

// cycleSteps are the steps of a round that are drawn, in order.
var cycleSteps = []coaching.Step{
	coaching.StepRecord, coaching.StepShare, coaching.StepAnalyse, coaching.StepLook, coaching.StepPractise,
}

// StepLine draws where a round stands.
type StepLine struct {
	Items    []StepItem
	Sentence string
}

// StepItem is one piece of the line; its state is "done", "now" or "next".
type StepItem struct {
	Label string
	State string
}

// stepLine places a cycle on the line. A closed one has every step behind it.
func stepLine(say *speech, cycle coaching.Cycle) StepLine {
	line := StepLine{Sentence: say.T("cycle.now", "Number", cycle.Number, "Step", say.T("step."+string(cycle.Step())))}
	state := "done"
	for _, step := range cycleSteps {
		item := StepItem{Label: say.T("step." + string(step)), State: state}
		if step == cycle.Step() {
			item.State, state = "now", "next"
		}
		line.Items = append(line.Items, item)
	}
	return line
}
