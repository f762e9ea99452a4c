package web

import (
	"net/http"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// showPrivacy is the home of the privacy office: what waits, and until when.
func (p *pages) showPrivacy(a *ask) error {
	return p.inOffice(a, false, formErrors{}, http.StatusOK, func(tx *postgres.Tx, o office) (officeView, error) {
		view := officeView{Heading: o.T("privacy.title"), Lead: o.T("privacy.lead")}
		if !o.officer {
			view.Notes = []officeNote{{"ask", "info", o.T("privacy.administrator")}}
		}
		for _, part := range []func(*ask, *postgres.Tx, office) (officeSection, error){
			p.waitingRequests, p.waitingTasks, p.waitingBreaches, p.waitingSignals, p.waitingEmergencies,
		} {
			section, err := part(a, tx, o)
			if err != nil {
				return view, err
			}
			if section.Heading != "" {
				view.Sections = append(view.Sections, section)
			}
		}
		if o.officer {
			view.Sections = append(view.Sections, officeSection{Heading: o.T("privacy.look_back"), Lead: o.T("privacy.look_back_lead"), Links: []Action{
				{Label: o.T("saw.title"), Href: "/privacy/saw"}, {Label: o.T("privacy.audit"), Href: "/privacy/audit"},
			}})
		}
		return view, nil
	})
}

func (p *pages) waitingRequests(a *ask, tx *postgres.Tx, o office) (officeSection, error) {
	section := officeSection{Heading: o.T("privacy.requests"), None: o.T("privacy.no_requests"), Links: []Action{
		{Label: o.T("request.new"), Href: "/privacy/requests/new"}, {Label: o.T("request.closed_list"), Href: "/privacy/requests"},
	}}
	list, err := tx.PrivacyRequests(a.r.Context(), o.holder.ID, false)
	if err != nil {
		return section, err
	}
	section.Rows, err = p.requestRows(a, tx, o, list)
	return section, err
}

// waitingTasks are what consents that were taken back leave to be done; who coaches and who filmed do it.
func (p *pages) waitingTasks(a *ask, tx *postgres.Tx, o office) (officeSection, error) {
	if !o.officer {
		return officeSection{}, nil
	}
	section := officeSection{Heading: o.T("privacy.tasks"), Lead: o.T("privacy.tasks_lead"), None: o.T("privacy.no_tasks"), Links: []Action{
		{Label: o.T("tasks.title"), Href: "/consent-tasks"},
	}}
	tasks, err := tx.OfficeTasks(a.r.Context(), o.holder.ID)
	if err != nil {
		return section, err
	}
	var ids []coaching.PersonID
	for _, task := range tasks {
		ids = append(ids, task.OwnerID)
	}
	people, err := castOf(a.r.Context(), tx, ids...)
	for _, task := range tasks {
		row := officeRow{Main: o.T("privacy.task", "Child", task.Child, "Name", people.Full(task.OwnerID)), Meta: o.T("privacy.task_since", "Day", o.Day(task.MadeAt).Text)}
		row.Badge, row.Tone = o.leftBadge(o.day().Until(task.DueOn))
		section.Rows = append(section.Rows, row)
	}
	return section, err
}

func (p *pages) waitingBreaches(a *ask, tx *postgres.Tx, o office) (officeSection, error) {
	section := officeSection{Heading: o.T("privacy.breaches"), None: o.T("privacy.no_breaches"), Links: []Action{
		{Label: o.T("breach.new"), Href: "/privacy/breaches/new"},
	}}
	list, err := tx.Breaches(a.r.Context(), o.holder.ID)
	for _, b := range list {
		row := officeRow{Href: breachPath(b.BreachID), Main: firstLine(b.What), Meta: o.T("breach.noticed_meta", "Moment", o.Moment(b.NoticedAt).Text)}
		switch {
		case b.Closed:
			row.Badge, row.Tone = o.T("breach.closed"), "teal"
		case b.Waits():
			row.Badge, row.Tone = o.hoursBadge(b.TellBy())
		default:
			row.Badge, row.Tone = o.T("breach.open"), "slate"
		}
		section.Rows = append(section.Rows, row)
	}
	return section, err
}

// hoursBadge says how many hours are left until an instant; hours that began count.
func (o office) hoursBadge(until time.Time) (text, tone string) {
	left := until.Sub(o.now)
	hours := int((left + time.Hour - 1) / time.Hour)
	switch {
	case left <= 0:
		return o.T("breach.late"), "red"
	case hours <= 24:
		return o.N("breach.hours_left", hours), "red"
	}
	return o.N("breach.hours_left", hours), "warm"
}

func (p *pages) waitingSignals(a *ask, tx *postgres.Tx, o office) (officeSection, error) {
	section := officeSection{Heading: o.T("privacy.signals"), None: o.T("privacy.no_signals"), Links: []Action{
		{Label: o.T("signal.raise"), Href: "/signals/new"},
	}}
	list, err := tx.Signals(a.r.Context())
	for _, s := range list {
		section.Rows = append(section.Rows, o.signalRow(s))
	}
	return section, err
}

func (p *pages) waitingEmergencies(a *ask, tx *postgres.Tx, o office) (officeSection, error) {
	section := officeSection{Heading: o.T("privacy.emergencies"), Lead: o.T("privacy.emergencies_lead"), None: o.T("privacy.no_emergencies"), Links: []Action{
		{Label: o.T("emergency.ask"), Href: "/privacy/emergencies/new"},
	}}
	list, err := tx.Emergencies(a.r.Context(), o.holder.ID)
	if err != nil {
		return section, err
	}
	var ids []coaching.PersonID
	for _, e := range list {
		ids = append(ids, e.OwnerID, e.AskedBy)
	}
	people, err := castOf(a.r.Context(), tx, ids...)
	for _, e := range list {
		section.Rows = append(section.Rows, officeRow{
			Href: emergencyPath(e.ID), Main: o.T("emergency.line", "Name", people.Full(e.OwnerID), "Day", o.longDate(string(e.OnDay))),
			Meta:  o.T("emergency.asked_by", "Name", people.Full(e.AskedBy), "Moment", o.Moment(e.AskedAt).Text),
			Badge: o.T("emergency.state_" + string(e.State(o.now))), Tone: map[coaching.EmergencyState]string{coaching.EmergencyAsked: "warm", coaching.EmergencyOpen: "red"}[e.State(o.now)],
		})
	}
	return section, err
}

// firstLine shortens what somebody wrote to a line of a list.
func firstLine(text string) string {
	line := []rune(coaching.TidyLine(text))
	if len(line) > 80 {
		return string(line[:79]) + "…"
	}
	return string(line)
}
