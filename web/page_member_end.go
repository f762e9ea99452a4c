package web

import (
	"net/http"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type memberEndView struct {
	Frame
	Problem   string
	Given     string
	Full      string
	Days      int // for which she still comes to her own dossier
	Employee  bool
	Coach     bool
	Self      bool
	LastDay   string
	LastWrong string
	Back      string
}

func (p *pages) showMemberEnd(a *ask) error { return p.renderMemberEnd(a, http.StatusOK, formErrors{}) }

// renderMemberEnd says in words what an end does, before anybody does it.
func (p *pages) renderMemberEnd(a *ask, status int, wrong formErrors) error {
	holder, err := p.administrator(a)
	if err != nil {
		return err
	}
	view := memberEndView{Back: memberPath(memberID(a)), LastDay: a.r.PostFormValue("last_day"), LastWrong: wrong.of("last_day"), Days: coaching.LeavingDays}
	if view.LastWrong == "" {
		view.Problem = wrong.summary
	}
	err = p.as(a, func(tx *postgres.Tx) error {
		k, err := p.keeping(a, tx, holder)
		if err != nil {
			return err
		}
		m, err := tx.Member(a.r.Context(), holder, memberID(a))
		if err == nil && m.Ended(a.now) {
			err = coaching.Conflict("person_ended")
		}
		for _, t := range m.Roles {
			view.Employee = view.Employee || t.Role == coaching.Employee && !t.Over(a.now)
			view.Coach = view.Coach || t.Role == coaching.Coach && !t.Over(a.now)
		}
		view.Given, view.Full, view.Self = m.Name.Given, m.Name.Full(), m.ID == a.actor.ID
		if view.LastDay == "" {
			view.LastDay = k.Today()
		}
		return err
	})
	if err != nil {
		return err
	}
	view.Frame = p.frame(a, "member_end", a.say.T("member_end.title", "Name", view.Full))
	return p.render(a, status, "member_end", view)
}

func (p *pages) endMember(a *ask) error {
	if _, err := p.administrator(a); err != nil {
		return err
	}
	_, err := p.DB.EndMember(a.r.Context(), a.actor, memberID(a), a.r.PostFormValue("last_day"), a.now)
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderMemberEnd(a, statusOf(err), wrong)
	}
	return p.finish(a, err, memberPath(memberID(a)), "person_ended")
}
