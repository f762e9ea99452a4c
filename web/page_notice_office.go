package web

import (
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// officeNoticeFor is how long an employee's home tells what the office did with a recording of hers.
const officeNoticeFor = 14 * 24 * time.Hour

// officeNoticesShown is how many of them stand there; that there is more is said after them.
const officeNoticesShown = 2

// officeNotices tell an employee at once that film of hers is opened to somebody, and by whom; and that it is kept because of
// a signal, for as long as it is.
func (p *pages) officeNotices(a *ask) []string {
	if !a.actor.Is(coaching.Employee) {
		return nil
	}
	var said []string
	err := p.as(a, func(tx *postgres.Tx) error {
		signals, err := tx.OwnSignals(a.r.Context())
		if len(signals) > 0 {
			said = append(said, a.say.T("office.notice_signal"))
		}
		if err != nil {
			return err
		}
		var f logFacts
		if f.lines, err = tx.OwnOfficeLines(a.r.Context(), a.now.Add(-officeNoticeFor)); err != nil || len(f.lines) == 0 {
			return err
		}
		return p.tellOffice(a, tx, &f, &said)
	})
	if err != nil && a.r.Context().Err() == nil { // the page itself is there all the same
		p.Log.ErrorContext(a.r.Context(), "what the office did could not be told of", "request_id", visitOf(a.r.Context()).id, "error", err)
	}
	return said
}

func (p *pages) tellOffice(a *ask, tx *postgres.Tx, f *logFacts, said *[]string) (err error) {
	ctx := a.r.Context()
	if f.holder, err = tx.Holder(ctx, a.actor.At()); err != nil {
		return err
	}
	var people []coaching.PersonID
	var recordings []coaching.RecordingID
	for _, line := range f.lines {
		people, recordings = append(people, peopleOf(line.Actor)...), append(recordings, line.RecordingID)
	}
	if f.people, err = castOf(ctx, tx, people...); err != nil {
		return err
	}
	if f.titles, err = tx.RecordingTitles(ctx, recordings); err != nil {
		return err
	}
	w := a.words(f.holder)
	for i, line := range f.lines { // the newest first
		if i == officeNoticesShown {
			*said = append(*said, a.say.T("office.notice_more"))
			break
		}
		*said = append(*said, a.say.T("office.notice", "Moment", w.Moment(line.At).Text, "Sentence", f.sentence(a, w, line), "What", f.titleOf(w, line)))
	}
	return nil
}
