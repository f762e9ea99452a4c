package web

import (
	"net/http"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type reviewView struct {
	Frame
	End     *endingLine // of the first recording that goes
	Empty   bool
	Back    string
	Element Element
}

// reviewBlock is what the review begins with; moments and marks come from the API as she goes.
type reviewBlock struct {
	CycleID  string `json:"cycle_id"`
	Question string `json:"question"`
	Round    int    `json:"round"`
	Coach    string `json:"coach"`
	Me       string `json:"me"`
}

// showReview lets the employee look herself before the coach's marks open.
func (p *pages) showReview(a *ask) error {
	var f cycleFacts
	id := coaching.CycleID(a.r.PathValue("id"))
	err := p.as(a, func(tx *postgres.Tx) error {
		if err := f.loadQuestion(a, tx, id); err != nil {
			return err
		}
		releases, err := tx.Releases(a.r.Context(), id)
		if err != nil {
			return err
		}
		f.releases = releases
		if f.endings, err = tx.Endings(a.r.Context(), filmsOf(releases)...); err != nil {
			return err
		}
		f.people, err = castOf(a.r.Context(), tx, f.everybody()...)
		return err
	})
	if err != nil {
		return err
	}
	if f.question.EmployeeID != a.actor.ID {
		return coaching.ErrNotFound
	}
	view := reviewView{Empty: f.cycle.Facts.Moments == 0, Back: "/cycles/" + string(id)}
	view.End = f.firstEnd(a.words(f.holder))
	var bundle []string
	if !view.Empty {
		bundle = []string{"review"}
		view.Element = a.element(reviewBlock{
			CycleID: string(id), Question: wordingOf(f.question), Round: f.cycle.Number,
			Coach: f.people.Given(f.releases[0].CoachID), Me: string(a.actor.ID),
		}, "review", "player")
	}
	view.Frame = p.frame(a, "review", a.say.T("review.title"), bundle...)
	return p.render(a, http.StatusOK, "review", view)
}

// filmsOf are the recordings whose moments were released.
func filmsOf(releases []coaching.Release) []coaching.RecordingID {
	var ids []coaching.RecordingID
	for _, release := range releases {
		for _, moment := range release.Moments {
			ids = append(ids, moment.RecordingID)
		}
	}
	return ids
}

// firstEnd is of the recording that goes first; nil without any.
func (f *cycleFacts) firstEnd(w words) *endingLine {
	var first postgres.Ending
	for _, ending := range f.endings {
		if ending.Shown() && (!first.Shown() || ending.End.On < first.End.On) {
			first = ending
		}
	}
	return w.end(first)
}
