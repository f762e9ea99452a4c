package web

import (
	"net/http"
	"strconv"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type hoursLineOneView struct {
	Frame
	Problem string
	Line    hoursLineView
	Form    lineForm
	Back    string
}

func (p *pages) showHoursLine(a *ask) error {
	return p.renderHoursLine(a, http.StatusOK, formErrors{})
}

func (p *pages) renderHoursLine(a *ask, status int, wrong formErrors) error {
	view := hoursLineOneView{Problem: wrong.summary}
	err := p.as(a, func(tx *postgres.Tx) error {
		line, err := p.keptLine(a, tx)
		if err != nil {
			return err
		}
		year, _ := strconv.Atoi(string(line.HeldOn[:4]))
		y, err := tx.HoursYear(a.r.Context(), a.actor, line.HolderID, year)
		if err != nil {
			return err
		}
		w := a.words(y.Holder)
		views, err := p.hoursLines(a, tx, w, y, []coaching.HoursLine{line})
		if err != nil {
			return err
		}
		view.Line, view.Back = views[0], yearPath(hoursPath+"/lines", year)
		view.Form = w.lineForm(a, y, line, wrong)
		view.Form.Action = hoursPath + "/lines/" + string(line.ID) + "/correct"
		return nil
	})
	if err != nil {
		return err
	}
	view.Frame = p.frame(a, "hours_line", a.say.T("hours.correct_title"))
	return p.render(a, status, "hours_line", view)
}

// keptLine is the line of the address, for whoever may correct it or could once; for others it does not exist.
func (p *pages) keptLine(a *ask, tx *postgres.Tx) (coaching.HoursLine, error) {
	line, err := tx.HoursLine(a.r.Context(), coaching.EntryID(a.r.PathValue("id")))
	if err != nil {
		return line, err
	}
	kept := line
	kept.ReplacedAt = nil
	if kept.MayCorrect(a.actor) != nil {
		return line, coaching.ErrNotFound
	}
	return line, nil
}

func (p *pages) correctHours(a *ask) error {
	minutes, err := readLength(a)
	var year int
	if err == nil {
		err = p.as(a, func(tx *postgres.Tx) error {
			line, err := p.keptLine(a, tx)
			if err != nil {
				return err
			}
			next, err := tx.CorrectHours(a.r.Context(), a.actor, line.ID, coaching.Correction{
				HeldOn: coaching.Day(a.r.PostFormValue("date")), Kind: coaching.HoursKind(a.r.PostFormValue("kind")), Minutes: minutes,
				InRatio: a.r.PostFormValue("in_ratio") != "", CentreID: coaching.CentreID(a.r.PostFormValue("centre")),
				Reason: a.r.PostFormValue("reason"),
			}, a.now)
			if err == nil {
				year, _ = strconv.Atoi(string(next.HeldOn[:4]))
			}
			return err
		})
	}
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderHoursLine(a, statusOf(err), wrong)
	}
	if err != nil {
		return err
	}
	return p.done(a, yearPath(hoursPath+"/lines", year), "hours_corrected")
}

func (p *pages) confirmHours(a *ask) error {
	var year int
	err := p.as(a, func(tx *postgres.Tx) error {
		line, err := p.keptLine(a, tx)
		if err != nil {
			return err
		}
		year, _ = strconv.Atoi(string(line.HeldOn[:4]))
		_, err = tx.ConfirmHours(a.r.Context(), a.actor, line.ID, a.now)
		return err
	})
	return p.finish(a, err, yearPath(hoursPath+"/lines", year), "hours_confirmed")
}
