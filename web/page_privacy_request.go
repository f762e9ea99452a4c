package web

import (
	"net/http"
	"net/url"
	"strings"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

func requestPath(id coaching.PrivacyRequestID) string {
	return "/privacy/requests/" + url.PathEscape(string(id))
}

// about says what a request is about: a child by its name, or an employee.
func (o office) about(r coaching.PrivacyRequest, children map[coaching.ChildID]postgres.OfficeChild, people cast) string {
	if r.ChildID != "" {
		return o.T("request.child", "Name", children[r.ChildID].Name)
	}
	return o.T("request.person", "Name", people.Full(r.PersonID))
}

func (p *pages) requestRows(a *ask, tx *postgres.Tx, o office, list []coaching.PrivacyRequest) ([]officeRow, error) {
	var ids []coaching.PersonID
	var kids []coaching.ChildID
	for _, r := range list {
		ids = append(ids, r.PersonID)
		if r.ChildID != "" {
			kids = append(kids, r.ChildID)
		}
	}
	children, err := tx.TheseChildren(a.r.Context(), kids...)
	if err != nil {
		return nil, err
	}
	people, err := castOf(a.r.Context(), tx, ids...)
	var rows []officeRow
	for _, r := range list {
		row := officeRow{Href: requestPath(r.ID), Main: o.T("request.kind_"+string(r.Kind)) + " · " + o.about(r, children, people),
			Meta: o.T("request.meta", "Received", o.longDate(string(r.ReceivedOn)), "Due", o.longDate(string(r.Due())))}
		if r.ClosedAt != nil {
			row.Badge, row.Tone = o.T("request.outcome_"+string(r.Outcome)), "teal"
		} else {
			row.Badge, row.Tone = o.leftBadge(r.DaysLeft(o.now, o.zone))
		}
		rows = append(rows, row)
	}
	return rows, err
}

// showRequests lists what was closed.
func (p *pages) showRequests(a *ask) error {
	return p.inOffice(a, false, formErrors{}, http.StatusOK, func(tx *postgres.Tx, o office) (officeView, error) {
		list, err := tx.PrivacyRequests(a.r.Context(), o.holder.ID, true)
		if err != nil {
			return officeView{}, err
		}
		rows, err := p.requestRows(a, tx, o, list)
		return officeView{Heading: o.T("request.closed_list"), Sections: []officeSection{{Rows: rows, None: o.T("request.none_closed")}}}, err
	})
}

func (p *pages) showNewRequest(a *ask) error { return p.newRequest(a, formErrors{}, http.StatusOK) }

// newRequest asks whom a request is about, and then the rest.
func (p *pages) newRequest(a *ask, wrong formErrors, status int) error {
	return p.inOffice(a, false, wrong, status, func(tx *postgres.Tx, o office) (officeView, error) {
		view := officeView{Heading: o.T("request.new"), Lead: o.T("request.new_lead")}
		about, name, search, err := p.chosen(a, tx, o, choosing{
			page: "/privacy/requests/new", field: "about", kinds: []string{"child", "person"}, role: coaching.Employee,
		})
		if search != nil || err != nil {
			view.Sections, view.Chooser = []officeSection{{Heading: o.T("request.about"), Lead: o.T("request.about_hint")}}, search
			return view, err
		}
		var kinds []Option
		for _, kind := range coaching.RequestKinds() {
			kinds = append(kinds, Option{string(kind), o.T("request.kind_" + string(kind)), false})
		}
		view.Facts = []paperFact{{Label: o.T("request.about"), Text: name}}
		view.Sections = []officeSection{
			{Links: []Action{{Label: o.T("choose.other"), Href: "/privacy/requests/new"}}},
			{Forms: []officeForm{{
				Action: "/privacy/requests", Button: o.T("request.register"), Hidden: []Option{{Value: about, Label: "about"}},
				Fields: a.typed(wrong, []formField{
					{ID: "kind", Name: "kind", Label: o.T("request.kind"), Kind: "select", Options: kinds},
					{ID: "asked-by", Name: "asked_by", Label: o.T("request.asked_by"), Kind: "text", Most: 100, Hint: o.T("request.asked_by_hint")},
					{ID: "received-on", Name: "received_on", Label: o.T("request.received_on"), Kind: "date", Value: string(o.day())},
				}),
			}}},
		}
		return view, nil
	})
}

func (p *pages) registerRequest(a *ask) error {
	return p.doOffice(a, false, func(tx *postgres.Tx, o office) (string, error) {
		r := coaching.PrivacyRequest{
			HolderID: o.holder.ID, Kind: coaching.RequestKind(a.r.PostFormValue("kind")), AskedBy: a.r.PostFormValue("asked_by"),
			ReceivedOn: coaching.Day(a.r.PostFormValue("received_on")),
		}
		switch kind, id, _ := strings.Cut(a.r.PostFormValue("about"), ":"); kind {
		case "child":
			r.ChildID = coaching.ChildID(id)
		case "person":
			r.PersonID = coaching.PersonID(id)
		}
		made, err := tx.RegisterRequest(a.r.Context(), a.actor, r, o.day(), a.now)
		return requestPath(made.ID), err
	}, "request_registered", func(wrong formErrors, status int) error { return p.newRequest(a, wrong, status) })
}

func requestID(a *ask) coaching.PrivacyRequestID {
	return coaching.PrivacyRequestID(a.r.PathValue("id"))
}

// onRequest does something to the request of the path, or shows its page again.
func (p *pages) onRequest(a *ask, said string, do func(*postgres.Tx, office, coaching.PrivacyRequestID) error) error {
	id := requestID(a)
	return p.doOffice(a, true, func(tx *postgres.Tx, o office) (string, error) {
		return requestPath(id), do(tx, o, id)
	}, said, func(wrong formErrors, status int) error { return p.request(a, wrong, status) })
}

func (p *pages) lockFindings(a *ask) error {
	return p.onRequest(a, "request_locked", func(tx *postgres.Tx, _ office, id coaching.PrivacyRequestID) error {
		_, err := tx.LockFindings(a.r.Context(), a.actor, id, a.now)
		return err
	})
}

func (p *pages) extendRequest(a *ask) error {
	return p.onRequest(a, "request_extended", func(tx *postgres.Tx, o office, id coaching.PrivacyRequestID) error {
		return tx.ExtendRequest(a.r.Context(), a.actor, id, a.r.PostFormValue("reason"), wholeNumber(a.r.PostFormValue("version")), o.zone, a.now)
	})
}

func (p *pages) closeRequest(a *ask) error {
	return p.onRequest(a, "request_closed", func(tx *postgres.Tx, _ office, id coaching.PrivacyRequestID) error {
		return tx.CloseRequest(a.r.Context(), a.actor, id, coaching.RequestOutcome(a.r.PostFormValue("outcome")), a.r.PostFormValue("answer"),
			wholeNumber(a.r.PostFormValue("version")), a.now)
	})
}

// decideFinding says what becomes of one recording. What is to be erased goes at once.
func (p *pages) decideFinding(a *ask) error {
	if _, err := a.officeHolder(true); err != nil {
		return err
	}
	id, decision := requestID(a), coaching.FindingDecision(a.r.PostFormValue("decision"))
	err := p.as(a, func(tx *postgres.Tx) error {
		return tx.Decide(a.r.Context(), a.actor, id, coaching.PrivacyFindingID(a.r.PathValue("finding")), decision, a.r.PostFormValue("reason"), a.now)
	})
	if wrong, ok := p.formErrors(a, err); ok {
		return p.request(a, wrong, statusOf(err))
	}
	if err == nil && decision == coaching.FindingErase {
		err = p.EraseDecided(a.r.Context())
	}
	return p.finish(a, err, requestPath(id), "finding_decided")
}
