package web

import (
	"fmt"
	"slices"

	"terugblik/coaching"
)

// view turns the facts of an employee's home into words.
func (f *homeFacts) view(a *ask) homeView {
	w, question := a.words(f.holder), f.current()
	view := homeView{Given: a.actor.Name.Given, Started: question.Trajectory.StartedAt != nil || len(f.films) > 0}
	for _, release := range f.unwatched {
		view.ForYou = append(view.ForYou, f.releaseCard(w, release))
	}
	f.addFilms(w, &view)
	f.addEnding(w, &view)
	view.Tasks = f.tasks
	for _, mark := range f.proud {
		view.Proud = append(view.Proud, proudCard(w, mark))
	}
	for _, word := range f.keptProud {
		view.Proud = append(view.Proud, keptProudCard(w, word))
	}
	for _, other := range f.questions {
		if other.ID != question.ID {
			view.Others = append(view.Others, homeQuestion{Href: "/questions/" + string(other.ID), Text: wordingOf(other), State: trajectoryState(w.speech, other.Trajectory)})
		}
	}
	for _, receipt := range f.receipts {
		view.Receipts = append(view.Receipts, receiptText(w, receipt))
	}
	if question.ID != "" {
		view.Question = &homeQuestion{Href: "/questions/" + string(question.ID), Text: wordingOf(question)}
		if f.cycle != nil {
			line := stepLine(w.speech, *f.cycle)
			view.Question.Steps = &line
		}
	}
	view.Try, view.News = f.try(w, question), f.newsViews(w)
	situation := f.situation()
	situation.lost = w.lost(question.Trajectory, f.people)
	view.Asks = f.together.asks(w.speech, a.actor, question, situation.coach)
	view.Next = nextForEmployee(w.speech, situation)
	view.Record = f.recordButton()
	return view
}

// try is what she tries out now; nothing when her question has ended.
func (f *homeFacts) try(w words, question coaching.Question) *tryView {
	if f.point == nil || question.Trajectory.EndedAt != nil {
		return nil
	}
	view := tryView{Text: f.point.Text, Href: "/cycles/" + string(f.point.CycleID) + "#work-point"}
	if f.due != nil && question.Trajectory.PausedAt == nil {
		view.Today = "/cycles/" + string(f.point.CycleID)
	}
	if f.point.TryWhen != "" {
		view.When = w.T("home.try_when", "When", f.point.TryWhen)
	}
	if f.point.NoticedBy != "" {
		view.Sign = w.T("home.noticed_by", "Sign", f.point.NoticedBy)
	}
	return &view
}

func (f *homeFacts) newsViews(w words) []newsView {
	list := make([]newsView, len(f.news))
	for i, news := range f.news {
		list[i] = newsView{
			Sentence: w.T("home.news_reply", "Name", f.people.Given(news.Reply.AuthorID), "At", clock(news.AtMS), "Title", news.Title),
			Text:     news.Reply.Text, Day: w.Day(news.Reply.CreatedAt),
			Href: fmt.Sprintf("/recordings/%s?at=%d", news.Film, news.AtMS),
		}
	}
	return list
}

func (f *homeFacts) situation() situation {
	s := situation{question: f.current(), cycle: f.cycle, workPoint: f.workPoint, mayRecord: f.holder.MayRecord()}
	if coaches := s.question.Trajectory.CoachIDs; len(coaches) > 0 {
		s.coach = f.people.Given(coaches[0])
	}
	for _, release := range f.unwatched {
		if f.cycle != nil && release.CycleID == f.cycle.ID {
			s.unwatched += unwatched(release)
		}
	}
	for i, film := range f.films {
		if f.cycle != nil && film.CycleID == f.cycle.ID && film.State == coaching.Ready {
			s.film = &f.films[i]
		}
	}
	return s
}

// addFilms sorts her recordings: a coach's plan asks for an answer, what was begun can be watched.
func (f *homeFacts) addFilms(w words, view *homeView) {
	for _, plan := range f.plans {
		view.Plans = append(view.Plans, f.plan(w, plan))
	}
	for _, film := range f.films {
		if film.State != coaching.Planned {
			view.Watching = append(view.Watching, filmCard(w, film))
		}
	}
}

func (f *homeFacts) plan(w words, film coaching.Recording) planView {
	href := "/recordings/" + string(film.ID)
	return planView{
		Sentence: w.T("plan.sentence", "Name", f.people.Given(film.PlannedBy)), Title: film.Title,
		Detail: planDetail(w, film), Accept: href + "/accept", Decline: href + "/decline",
	}
}

// addEnding points out what ends within days, and what her coach asks to keep longer.
func (f *homeFacts) addEnding(w words, view *homeView) {
	for _, film := range f.films {
		end := w.end(f.endings[film.ID])
		if end == nil {
			continue
		}
		if asked := f.asked[film.ID]; asked.ID != "" {
			view.Ending = append(view.Ending, endingView{
				Title: film.Title, Href: end.Href, Button: w.T("home.answer"), Asked: true,
				Sentence: w.T("keep.asks", "Name", f.people.Given(asked.AskedBy), "Day", w.Date(string(asked.Until))),
			})
			continue
		}
		if end.Soon {
			view.Ending = append(view.Ending, endingView{Title: film.Title, Sentence: end.Text, Href: end.Href, Button: w.T("keep.title")})
		}
	}
}

// planDetail says when and how long: "morgen · 10 minuten".
func planDetail(w words, film coaching.Recording) string {
	detail := ""
	if film.PlannedFor != nil {
		detail = w.Day(*film.PlannedFor).Text
	}
	if film.PlannedMinutes > 0 {
		if detail != "" {
			detail += " · "
		}
		detail += w.N("common.minutes", film.PlannedMinutes)
	}
	return detail
}

func (f *homeFacts) releaseCard(w words, release coaching.Release) Card {
	card := Card{
		Href:  "/cycles/" + string(release.CycleID) + "/review",
		Title: w.N("home.moments_of", len(release.Moments), "Name", f.people.Given(release.CoachID)),
		Why:   w.T("home.look_first"), Badge: w.T("home.new"),
	}
	if len(release.Moments) > 0 {
		first := release.Moments[0]
		if f.locked(first.RecordingID) {
			card.Why, card.Badge = w.T("film.locked"), ""
		} else {
			card.Poster = posterOf(first.RecordingID)
		}
		card.Length = fmt.Sprintf("%d × %s", len(release.Moments), clock(first.EndMS-first.StartMS))
	}
	return card
}

func filmCard(w words, film coaching.Recording) Card {
	card := Card{Href: "/recordings/" + string(film.ID), Title: film.Title, Length: w.Length(film.DurationMS), Why: filmState(w, film)}
	if film.State == coaching.Ready && film.LockedAt == nil {
		card.Poster, card.Film = posterOf(film.ID), string(film.ID)
	}
	return card
}

func proudCard(w words, mark coaching.ProudMark) Card {
	text := mark.Mark.Text
	if text == "" {
		text = mark.Recording.Title
	}
	card := Card{
		Href: fmt.Sprintf("/recordings/%s?at=%d", mark.Recording.ID, mark.Mark.StartMS), Title: text,
		Why: mark.Recording.Title, Badge: w.T("home.proud_badge"), Length: clock(mark.Mark.StartMS),
	}
	if mark.Recording.LockedAt != nil {
		card.Why = w.T("film.locked")
	} else {
		card.Poster = posterOf(mark.Recording.ID)
	}
	return card
}

// keptProudCard is a moment whose film is gone: her words are not.
func keptProudCard(w words, word coaching.KeptWord) Card {
	text := word.Text
	if text == "" {
		text = w.T("home.proud_moment")
	}
	return Card{Href: "/cycles/" + string(word.CycleID) + "#recordings", Title: text, Why: w.T("home.proud_kept"), Badge: w.T("home.proud_badge")}
}

// locked says whether one of her films is, of those that her home reads.
func (f *homeFacts) locked(id coaching.RecordingID) bool {
	return slices.ContainsFunc(f.films, func(film coaching.Recording) bool { return film.ID == id && film.LockedAt != nil })
}

func posterOf(recording coaching.RecordingID) string {
	return "/media/" + string(recording) + "/poster.jpg"
}

// recordButton is nil when she may not record now.
func (f *homeFacts) recordButton() *Action {
	paused := f.current().Trajectory.PausedAt != nil
	if f.cycle == nil || paused || !f.holder.MayRecord() {
		return nil
	}
	return &Action{Href: "/cycles/" + string(f.cycle.ID) + "/record", Post: true}
}

func receiptText(w words, receipt coaching.Receipt) string {
	asked := w.Day(receipt.RequestedAt).Text
	if receipt.Reason == coaching.ErasedByRequest {
		receipt.Reason, receipt.Why = coaching.ErasedByRetention, coaching.EndRequest
	}
	switch byTerm := receipt.Reason == coaching.ErasedByRetention; {
	case byTerm && receipt.CompletedAt == nil:
		return w.T("receipt.term_busy", "Day", asked, "Why", w.T("receipt.why_"+string(receipt.Why)))
	case byTerm:
		return w.N("receipt.term_done", receipt.Files, "Day", asked, "Why", w.T("receipt.why_"+string(receipt.Why)))
	case receipt.CompletedAt == nil:
		return w.T("receipt.busy", "Day", asked)
	}
	return w.N("receipt.done", receipt.Files, "Day", asked)
}

// trajectoryState says in a few words how a trajectory stands.
func trajectoryState(say *speech, t coaching.Trajectory) string {
	switch {
	case t.EndedAt != nil:
		return say.T("trajectory.ended")
	case t.PausedAt != nil:
		return say.T("trajectory.paused")
	case t.StartedAt == nil:
		return say.T("trajectory.wording")
	default:
		return say.T("trajectory.running")
	}
}

// filmState says in a few words how a recording stands.
func filmState(w words, film coaching.Recording) string {
	switch {
	case film.LockedAt != nil:
		return w.T("film.locked")
	case film.State == coaching.Ready && film.SharedAt != nil:
		return w.T("film.shared", "Day", w.Day(*film.SharedAt).Text)
	case film.State == coaching.Ready:
		return w.T("film.own")
	case film.State == coaching.Failed:
		return w.oneOf("film.failed_"+film.Reason, "film.failed")
	case film.State == coaching.Planned && film.AcceptedAt == nil:
		return w.T("film.proposed")
	default:
		return w.T("film." + string(film.State))
	}
}
