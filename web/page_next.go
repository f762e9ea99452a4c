package web

import "terugblik/coaching"

// Action is the next thing to do: one sentence why, and one button when there is something to press.
type Action struct {
	Why   string
	Label string
	Href  string
	Post  bool // a form, not a link
}

// situation is all that the next step depends on.
type situation struct {
	question  coaching.Question
	cycle     *coaching.Cycle // the open one; nil while there is none
	film      *coaching.Recording
	unwatched int    // released moments that she has not looked at
	coach     string // given name; "" while there is none
	lost      string // how she came to have none without choosing so, in words
	workPoint bool
	mayRecord bool
}

// proposal is the newest wording when it waits for her, else nil.
func proposal(q coaching.Question) *coaching.QuestionVersion {
	if len(q.Versions) == 0 {
		return nil
	}
	newest := &q.Versions[len(q.Versions)-1]
	if newest.AcceptedAt != nil || newest.AuthorID == q.EmployeeID {
		return nil
	}
	return newest
}

// wordingOf is the accepted wording, else the newest one.
func wordingOf(q coaching.Question) string {
	text := ""
	for _, version := range q.Versions {
		if version.AcceptedAt != nil {
			text = version.Text
		}
	}
	if text == "" && len(q.Versions) > 0 {
		text = q.Versions[len(q.Versions)-1].Text
	}
	return text
}

// nextForEmployee is what she can do now.
func nextForEmployee(say *speech, s situation) Action {
	if s.question.ID == "" {
		return Action{Why: say.T("next.first_question"), Label: say.T("next.first_question_button"), Href: "/questions/new"}
	}
	questionHref := "/questions/" + string(s.question.ID)
	if s.lost != "" {
		return Action{Why: s.lost, Label: say.T("coach_lost.button"), Href: questionHref + "/coach"}
	}
	switch t := s.question.Trajectory; {
	case proposal(s.question) != nil:
		return Action{Why: say.T("next.proposal", "Name", s.coach), Label: say.T("next.proposal_button"), Href: questionHref}
	case t.EndedAt != nil:
		return Action{Why: say.T("next.ended"), Label: say.T("next.ended_button"), Href: "/questions/new"}
	case t.StartedAt == nil:
		return Action{Why: say.T("next.wording", "Name", s.coach), Label: say.T("next.wording_button"), Href: questionHref}
	case t.PausedAt != nil:
		return Action{Why: say.T("next.paused"), Label: say.T("next.paused_button"), Href: questionHref + "/resume", Post: true}
	case s.cycle == nil:
		return Action{Why: say.T("next.ended"), Label: say.T("next.ended_button"), Href: "/questions/new"}
	}
	return nextInCycle(say, s)
}

func nextInCycle(say *speech, s situation) Action {
	href := "/cycles/" + string(s.cycle.ID)
	if talk := nextInTalk(say, s, href+"/talk"); talk != nil {
		return *talk
	}
	if s.unwatched > 0 {
		return Action{Why: say.N("next.look", s.unwatched, "Name", s.coach), Label: say.T("next.look_button"), Href: href + "/review"}
	}
	switch s.cycle.Step() {
	case coaching.StepRecord:
		if !s.mayRecord {
			return Action{Why: say.T("next.record_off"), Label: say.T("next.to_cycle"), Href: href}
		}
		return Action{Why: say.T("next.record"), Label: say.T("next.record_button"), Href: href + "/record", Post: true}
	case coaching.StepShare:
		if s.coach == "" {
			return Action{Why: say.T("next.share_nobody"), Label: say.T("next.share_nobody_button"), Href: "/questions/" + string(s.question.ID) + "/coach"}
		}
		return Action{Why: say.T("next.share", "Name", s.coach), Label: say.T("next.share_button", "Name", s.coach), Href: href + "#recordings"}
	case coaching.StepAnalyse:
		why := say.T("next.analyse", "Name", s.coach)
		if s.film != nil && s.film.State == coaching.Ready {
			return Action{Why: why, Label: say.T("next.analyse_button"), Href: "/recordings/" + string(s.film.ID)}
		}
		return Action{Why: why, Label: say.T("next.to_cycle"), Href: href}
	case coaching.StepPractise:
		if !s.workPoint && s.coach != "" && s.cycle.Facts.Talked == 0 {
			return Action{Why: say.T("next.talk", "Name", s.coach), Label: say.T("next.talk_button", "Name", s.coach), Href: href + "/talk"}
		}
		if !s.workPoint {
			return Action{Why: say.T("next.work_point"), Label: say.T("next.work_point_button"), Href: href + "#work-point"}
		}
		return Action{Why: say.T("next.close"), Label: say.T("next.close_button"), Href: href + "#close-round"}
	default:
		return Action{Why: say.T("next.ended"), Label: say.T("next.to_cycle"), Href: href}
	}
}

// nextInTalk is what a talk asks of her now: to come in, or to say whether it was said so. nil while it asks nothing.
func nextInTalk(say *speech, s situation, href string) *Action {
	switch facts := s.cycle.Facts; {
	case facts.Talking > 0:
		return &Action{Why: say.T("next.talking", "Name", s.coach), Label: say.T("next.talking_button"), Href: href}
	case facts.ToApprove > 0:
		return &Action{Why: say.N("next.approve", facts.ToApprove, "Name", s.coach), Label: say.T("next.approve_button"), Href: href + "#notes"}
	}
	return nil
}

// nextForCoach says in one line what the coach can do now, and whether it waits for her.
func nextForCoach(say *speech, q coaching.Question, cycle *coaching.Cycle) (string, bool) {
	switch t := q.Trajectory; {
	case t.EndedAt != nil:
		return say.T("coach.next_ended"), false
	case t.StartedAt == nil && proposal(q) == nil:
		return say.T("coach.next_word"), true
	case t.StartedAt == nil:
		return say.T("coach.next_accept"), false
	case t.PausedAt != nil:
		return say.T("coach.next_paused"), false
	case cycle == nil:
		return say.T("coach.next_closed"), false
	}
	step := cycle.Step()
	switch facts := cycle.Facts; {
	case facts.Talking > 0:
		return say.T("coach.next_talking"), true
	case facts.Talked == 0 && step == coaching.StepPractise && facts.WorkPoints == 0:
		return say.T("coach.next_talk"), true
	}
	return say.T("coach.next_" + string(step)), step == coaching.StepAnalyse
}
