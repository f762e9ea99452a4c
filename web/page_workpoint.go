package web

import (
	"net/http"
	"strconv"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// workPointForm is the work point as she writes it.
type workPointForm struct {
	Open           bool
	Label          string
	Href           string
	Version        int // 0 for a first one
	Text           string
	TextWrong      string
	TryWhen        string
	TryWhenWrong   string
	NoticedBy      string
	NoticedByWrong string
}

func workPointFormOf(point *coaching.WorkPoint) *workPointForm {
	if point == nil {
		return &workPointForm{}
	}
	return &workPointForm{Version: point.Version, Text: point.Text, TryWhen: point.TryWhen, NoticedBy: point.NoticedBy}
}

// writeWorkPoint keeps her one small thing to try.
func (p *pages) writeWorkPoint(a *ask) error {
	id := coaching.CycleID(a.r.PathValue("id"))
	form := workPointForm{
		Open: true, Text: a.r.PostFormValue("text"), TryWhen: a.r.PostFormValue("try_when"), NoticedBy: a.r.PostFormValue("noticed_by"),
	}
	form.Version, _ = strconv.Atoi(a.r.PostFormValue("version"))
	point := coaching.WorkPoint{CycleID: id, Text: form.Text, TryWhen: form.TryWhen, NoticedBy: form.NoticedBy, UpdatedAt: a.now}
	err := p.as(a, func(tx *postgres.Tx) error {
		_, err := tx.SetWorkPoint(a.r.Context(), a.actor, id, point, form.Version)
		return err
	})
	if wrong, ok := p.formErrors(a, err); ok {
		form.TextWrong, form.TryWhenWrong, form.NoticedByWrong = wrong.of("text"), wrong.of("try_when"), wrong.of("noticed_by")
		return p.renderCycle(a, http.StatusUnprocessableEntity, cycleForms{problem: wrong.summary, workPoint: &form})
	}
	if err != nil {
		return err
	}
	return p.done(a, "/cycles/"+string(id)+"#work-point", "work_point_saved")
}
