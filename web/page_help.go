package web

import (
	"context"
	"strings"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// voiceBundle is the script of the element that records what she says.
const voiceBundle = "voice"

// loadHelped reads what goes with the wordings of a question.
func (f *questionFacts) loadHelped(ctx context.Context, tx *postgres.Tx) error {
	var err error
	if f.voices, err = tx.VoiceNotes(ctx, f.question.ID); err != nil {
		return err
	}
	if f.reopened, err = tx.Reopenings(ctx, f.question.Trajectory.ID); err != nil {
		return err
	}
	f.likes, err = tx.Preference(ctx, f.question.HolderID, f.question.EmployeeID)
	return err
}

// addHelp adds where the two stand, examples for who proposes a wording, and how she likes to learn.
func (f *questionFacts) addHelp(a *ask, view *questionView) error {
	w, t := a.words(f.holder), f.question.Trajectory
	mine := a.actor.ID == t.EmployeeID
	view.Where = f.where(a, w)
	asking := ""
	for _, coach := range t.CoachIDs {
		asking = f.people.Given(coach)
	}
	view.Reopen = reopenOf(w, string(f.question.ID), mine, t.MayReopen(a.actor), waiting(f.reopened, ""), asking, f.people.Given(t.EmployeeID))
	if view.Reopen.Label != "" {
		view.Reopen.Href = view.Self + "/reopen"
	}
	if mine {
		view.Wording.Element = a.voiceElement(f.unsent)
	}
	if !mine && view.MayWord {
		situations, err := coaching.Situations(a.say.Language)
		if err != nil {
			return err
		}
		view.Examples = examplesFor(situations, view.Wording.Situation+" "+newestSituation(f.question))
	}
	return f.addLikes(a, w, view, mine)
}

func (f *questionFacts) addLikes(a *ask, w words, view *questionView, mine bool) error {
	if mine {
		view.LikesHref = "/account#preference"
	}
	if f.likes == "" {
		return nil
	}
	texts, err := coaching.PreferenceTexts(a.say.Language)
	if err != nil {
		return err
	}
	view.Likes = w.T("preference.yours", "Label", texts[f.likes].Label)
	if !mine {
		view.Likes = w.T("preference.hers", "Name", f.people.Given(f.question.EmployeeID), "Label", texts[f.likes].Label)
	}
	return nil
}

func newestSituation(q coaching.Question) string {
	if len(q.Versions) == 0 {
		return ""
	}
	return q.Versions[len(q.Versions)-1].Situation
}

// examplesFor are those of the situation that she named, else of the first one of the day.
func examplesFor(situations []coaching.Situation, named string) []string {
	for _, s := range situations {
		if strings.Contains(strings.ToLower(named), strings.ToLower(s.Label)) {
			return s.Questions
		}
	}
	return situations[0].Questions
}

// likeView is one way to learn that she may choose.
type likeView struct {
	Value  string
	Label  string
	About  string
	Chosen bool
}

// likeViews are hers to choose from; none for who is no employee.
func likeViews(a *ask, tx *postgres.Tx) ([]likeView, error) {
	if !a.actor.Is(coaching.Employee) {
		return nil, nil
	}
	chosen, err := tx.Preference(a.r.Context(), a.actor.At(), a.actor.ID)
	if err != nil {
		return nil, err
	}
	texts, err := coaching.PreferenceTexts(a.say.Language)
	list := []likeView{{Label: a.say.T("preference.none"), Chosen: chosen == ""}}
	for _, p := range coaching.Preferences() {
		list = append(list, likeView{Value: string(p), Label: texts[p].Label, About: texts[p].About, Chosen: p == chosen})
	}
	return list, err
}

func (p *pages) choosePreference(a *ask) error {
	err := p.as(a, func(tx *postgres.Tx) error {
		return tx.SetPreference(a.r.Context(), a.actor, coaching.Preference(a.r.PostFormValue("preference")), a.now)
	})
	return p.finish(a, err, "/account#preference", "preference_saved")
}
