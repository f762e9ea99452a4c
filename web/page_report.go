package web

import (
	"net/http"
	"strconv"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// reportView is the report: a form until both have approved it, then what it says.
type reportView struct {
	Frame
	Self, Question, QuestionHref, Evaluation string
	Problem                                  string
	Status                                   string
	Approved                                 bool
	Facts                                    []paperFact
	Sections                                 []answerView
	Form                                     *reportForm
	Approve                                  bool // the reader has not approved this version
	Version                                  int
	Shown                                    string // what the two agreed on about showing it
	PDF, Print, NextQuestion                 string
}

// reportForm is the text as either of the two edits it.
type reportForm struct {
	Open   bool
	Fields []answerView
}

// report finds the one that the page is about: the newest, or the one of the evaluation that ?number names.
func (f *evaluationFacts) report(a *ask) (coaching.Report, error) {
	number := a.r.URL.Query().Get("number")
	for _, evaluation := range f.evaluations {
		if number == "" || number == strconv.Itoa(evaluation.Number) {
			if evaluation.Report != nil {
				return *evaluation.Report, nil
			}
			if number != "" {
				break
			}
		}
	}
	return coaching.Report{}, coaching.ErrNotFound
}

func (p *pages) showReport(a *ask) error {
	return p.renderReport(a, http.StatusOK, nil, 0, formErrors{})
}

func (p *pages) renderReport(a *ask, status int, typed *coaching.ReportText, version int, wrong formErrors) error {
	var f evaluationFacts
	var agreement coaching.Agreement
	err := p.as(a, func(tx *postgres.Tx) (err error) {
		if err = f.load(a, tx); err != nil {
			return err
		}
		agreement, err = tx.Agreement(a.r.Context(), f.question.Trajectory)
		return err
	})
	if err != nil {
		return err
	}
	report, err := f.report(a)
	if err != nil {
		return err
	}
	view := f.reportView(a, report, agreement)
	view.Problem = wrong.summary
	if typed != nil && view.Form != nil {
		view.Form.Open = true
		retypeReport(view.Form.Fields, *typed, report, version, wrong)
	}
	view.Frame = p.frame(a, "report", a.say.T("report.title"))
	return p.render(a, status, "report", view)
}

func (f *evaluationFacts) reportView(a *ask, report coaching.Report, agreement coaching.Agreement) reportView {
	home := "/questions/" + string(f.question.ID)
	view := reportView{
		Self: home + "/report", Question: wordingOf(f.question), QuestionHref: home, Evaluation: home + "/evaluation",
		Approved: report.ApprovedAt() != nil, Version: report.Version, Print: home + "/report/print",
		Facts: reportFacts(a, f.holder, report), Status: f.reportStatus(a, report),
	}
	fields := reportFields(a.say, report)
	view.Sections = opened(a.say, answered(fields), report)
	if number := a.r.URL.Query().Get("number"); number != "" {
		view.Print += "?number=" + number
	}
	if !view.Approved {
		view.Form, view.Approve = &reportForm{Fields: fields}, !report.ApprovedBy(a.actor.ID)
		return view
	}
	view.PDF, view.Shown = home+"/report.pdf", f.shown(a, agreement)
	if number := a.r.URL.Query().Get("number"); number != "" {
		view.PDF += "?number=" + number
	}
	if a.actor.ID == f.question.EmployeeID && report.NextQuestion != "" {
		view.NextQuestion = "/questions/new?after=" + string(f.question.ID)
	}
	return view
}

// shown says whether the two agreed that she may show the report.
func (f *evaluationFacts) shown(a *ask, agreement coaching.Agreement) string {
	for _, sharing := range agreement.Allowed() {
		if sharing == coaching.ShareReport {
			return a.say.T("report.may_show", "Name", f.people.Given(f.question.EmployeeID))
		}
	}
	return a.say.T("report.stays")
}

func (f *evaluationFacts) reportStatus(a *ask, report coaching.Report) string {
	switch {
	case report.ApprovedAt() != nil:
		return a.say.T("report.status_approved", "Day", a.words(f.holder).Day(*report.ApprovedAt()).Text)
	case report.ApprovedBy(a.actor.ID):
		return a.say.T("report.status_waits", "Name", f.other(a))
	case len(report.Approvals) > 0:
		return a.say.T("report.status_asked", "Name", f.other(a))
	}
	return a.say.T("report.status_draft", "Name", f.other(a))
}

// reportFields are all texts of a report in the order in which they are read.
func reportFields(say *speech, report coaching.Report) []answerView {
	fields := []answerView{
		{Name: "question", Label: say.T("report.question"), Text: report.Question, Rows: 2},
		{Name: "work_points", Label: say.T("report.work_points"), Hint: say.T("report.work_points_hint"), Text: report.WorkPoints, Rows: 3},
	}
	answers := answersFields(say, report.Answers)
	for i := range answers {
		answers[i].Hint = ""
	}
	next := answers[hersCount-1]
	fields = append(fields, answers[:hersCount-1]...)
	fields = append(fields, answers[hersCount:]...)
	return append(fields, next)
}

// opened says before the first answer of each of the two who speaks.
func opened(say *speech, fields []answerView, report coaching.Report) []answerView {
	hers := map[string]bool{"answered": true, "best_moment": true, "keep": true}
	coachs := map[string]bool{"growth": true, "helped": true, "wish": true}
	for _, side := range []struct {
		names map[string]bool
		who   string
	}{{hers, report.Employee}, {coachs, report.Coach}, {map[string]bool{"next_question": true}, ""}} {
		for i := range fields {
			if side.names[fields[i].Name] {
				fields[i].Opens = say.T("report.together")
				if side.who != "" {
					fields[i].Opens = say.T("report.says", "Name", side.who)
				}
				break
			}
		}
	}
	return fields
}

// retypeReport puts back what was typed, with what the other stored meanwhile beside it.
func retypeReport(fields []answerView, typed coaching.ReportText, report coaching.Report, version int, wrong formErrors) {
	texts, stored := answerTexts(typed.Answers), answerTexts(report.Answers)
	texts["question"], stored["question"] = typed.Question, report.Question
	texts["work_points"], stored["work_points"] = typed.WorkPoints, report.WorkPoints
	retype(fields, texts, stored, version != report.Version, wrong)
}

func (p *pages) editReport(a *ask) error {
	text := coaching.ReportText{Question: formText(a.r, "question"), WorkPoints: formText(a.r, "work_points"), Answers: readAnswers(a.r)}
	version := wholeNumber(a.r.PostFormValue("version"))
	err := p.onTrajectory(a, func(tx *postgres.Tx, t coaching.Trajectory) error {
		_, err := tx.EditReport(a.r.Context(), a.actor, t.ID, text, version, a.now)
		return err
	})
	return p.reportDone(a, err, &text, version, "report_saved")
}

func (p *pages) approveReport(a *ask) error {
	version := wholeNumber(a.r.PostFormValue("version"))
	err := p.onTrajectory(a, func(tx *postgres.Tx, t coaching.Trajectory) error {
		_, err := tx.ApproveReport(a.r.Context(), a.actor, t.ID, version, a.now)
		return err
	})
	return p.reportDone(a, err, nil, version, "report_approved")
}

func (p *pages) reportDone(a *ask, err error, text *coaching.ReportText, version int, code string) error {
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderReport(a, http.StatusUnprocessableEntity, text, version, wrong)
	}
	if err != nil {
		return err
	}
	return p.done(a, "/questions/"+a.r.PathValue("id")+"/report", code)
}
