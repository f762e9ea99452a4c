package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/web/api"
	"terugblik/web/paper"
)

// mostDossierWords is how many of her words go on paper; the JSON file has all.
const mostDossierWords = 3000

type dossierView struct {
	Frame
	Left      string // until when it is there, for somebody who left
	Questions []string
	Hours     []paper.Fact
	JSON      string
}

// showDossier is what is hers and stays with her, also after she left.
func (p *pages) showDossier(a *ask) error {
	if !a.actor.Leaver && !a.actor.Is(coaching.Employee) {
		return coaching.ErrNotFound
	}
	view := dossierView{JSON: api.DossierPath}
	err := p.as(a, func(tx *postgres.Tx) error {
		hours, err := tx.DossierHours(a.r.Context())
		if err != nil {
			return err
		}
		view.Hours = dossierHours(a.say, hours)
		questions, err := tx.DossierWordings(a.r.Context())
		for _, question := range questions {
			view.Questions = append(view.Questions, wordingOf(question))
		}
		return err
	})
	if err != nil {
		return err
	}
	if a.actor.Leaver {
		view.Left = a.say.T("dossier.left", "Days", coaching.LeavingDays)
	}
	view.Frame = p.frame(a, "dossier", a.say.T("dossier.title"))
	return p.render(a, http.StatusOK, "dossier", view)
}

// dossierHours says minutes by year and kind.
func dossierHours(say *speech, hours []coaching.DossierHours) (facts []paper.Fact) {
	for _, h := range hours {
		kind := "entry.kind." + h.Kind
		if !say.Has(kind) {
			kind = "entry.kind.other"
		}
		facts = append(facts, paper.Fact{
			Label: strconv.Itoa(h.Year), Text: say.T("dossier.minutes", "Kind", say.T(kind), "Hours", h.Minutes/60, "Minutes", h.Minutes%60),
		})
	}
	return facts
}

// dossierPDF is the dossier on paper.
func (p *pages) dossierPDF(a *ask) error {
	if !a.actor.Leaver && !a.actor.Is(coaching.Employee) {
		return coaching.ErrNotFound
	}
	var d dossierPaper
	if err := p.as(a, func(tx *postgres.Tx) error { return d.load(a, tx) }); err != nil {
		return err
	}
	file, err := paper.PDF(d.Document)
	if err != nil {
		return err
	}
	a.w.Header().Set("Content-Type", "application/pdf")
	a.w.Header().Set("Content-Length", strconv.Itoa(len(file)))
	a.w.Header().Set("Content-Disposition", `attachment; filename="dossier-`+a.now.In(d.zone).Format(time.DateOnly)+`.pdf"`)
	_, err = a.w.Write(file)
	return err
}

// dossierPaper gathers the dossier as a document.
type dossierPaper struct {
	paper.Document
	words words
	zone  *time.Location
	from  time.Time
}

// errEnough ends the reading of words.
var errEnough = errors.New("enough for paper")

func (d *dossierPaper) load(a *ask, tx *postgres.Tx) error {
	holder, err := tx.Holder(a.r.Context(), a.actor.At())
	if err != nil {
		return err
	}
	say := a.words(holder)
	d.words, d.zone, d.from = say, say.zone, a.now
	d.Document = paper.Document{
		Language: a.say.Language, Title: a.say.T("dossier.title"), Author: a.actor.Name.Full(), Kicker: holder.Name, At: a.now,
		Foot: a.say.T("dossier.foot"), PageOf: a.say.T("report.page_of", "Page", "%s", "Pages", "%s"),
	}
	number := 0
	if err := tx.DossierQuestions(a.r.Context(), func(q coaching.DossierQuestion) error {
		number++
		d.question(a, number, q)
		return nil
	}); err != nil {
		return err
	}
	if err := d.written(a, tx); err != nil {
		return err
	}
	hours, err := tx.DossierHours(a.r.Context())
	section := paper.Section{Heading: a.say.T("dossier.hours"), Large: true}
	for _, fact := range dossierHours(a.say, hours) {
		section.Items = append(section.Items, fact.Label+": "+fact.Text)
	}
	if len(section.Items) > 0 {
		d.Sections = append(d.Sections, section)
	}
	d.Facts = []paper.Fact{
		{Label: a.say.T("report.employee"), Text: a.actor.Name.Full()},
		{Label: a.say.T("report.holder"), Text: holder.Name},
		{Label: a.say.T("report.period"), Text: a.say.T("report.from_to", "From", say.fullDate(d.from), "To", say.fullDate(a.now))},
	}
	return err
}

func (d *dossierPaper) question(a *ask, number int, q coaching.DossierQuestion) {
	if q.Question.CreatedAt.Before(d.from) {
		d.from = q.Question.CreatedAt
	}
	d.Sections = append(d.Sections, paper.Section{
		Heading: a.say.T("dossier.question", "Number", number), Large: true, Paragraphs: []string{wordingOf(q.Question)},
	}, paper.Section{Heading: a.say.T("dossier.wordings"), Items: d.wordings(a, q.Question)})
	if items := d.rounds(a, q); len(items) > 0 {
		d.Sections = append(d.Sections, paper.Section{Heading: a.say.T("dossier.rounds"), Items: items})
	}
	if items := d.agreements(a, q.Agreement); len(items) > 0 {
		d.Sections = append(d.Sections, paper.Section{Heading: a.say.T("dossier.agreements"), Items: items})
	}
	for i := len(q.Evaluations) - 1; i >= 0; i-- {
		d.evaluation(a, q.Evaluations[i], q.Question.EmployeeID)
	}
}

func (d *dossierPaper) wordings(a *ask, q coaching.Question) (items []string) {
	for _, v := range q.Versions {
		who := "dossier.wording_yours"
		if v.AuthorID != q.EmployeeID {
			who = "dossier.wording_coach"
		}
		line := a.say.T(who, "Text", v.Text, "Day", d.words.fullDate(v.CreatedAt))
		if v.Situation != "" {
			line += " " + a.say.T("dossier.situation", "Text", v.Situation)
		}
		items = append(items, line)
	}
	return items
}

func (d *dossierPaper) rounds(a *ask, q coaching.DossierQuestion) (items []string) {
	points := make(map[coaching.CycleID]coaching.WorkPoint, len(q.WorkPoints))
	for _, point := range q.WorkPoints {
		points[point.CycleID] = point
	}
	for _, cycle := range q.Cycles {
		line := a.say.T("dossier.round", "Number", cycle.Number, "Day", d.words.fullDate(cycle.OpenedAt))
		if point, ok := points[cycle.ID]; ok {
			line += " " + a.say.T("dossier.point", "Text", stopped(point.Text))
			if point.TryWhen != "" {
				line += " " + a.say.T("dossier.try", "Text", stopped(point.TryWhen))
			}
			if point.NoticedBy != "" {
				line += " " + a.say.T("dossier.noticed", "Text", stopped(point.NoticedBy))
			}
		}
		items = append(items, line)
	}
	return items
}

func (d *dossierPaper) agreements(a *ask, agreement coaching.Agreement) (items []string) {
	for _, v := range agreement.Versions {
		line := a.say.T("dossier.agreement", "Number", v.Number, "Day", d.words.fullDate(v.CreatedAt))
		for _, allowed := range v.Allowed {
			line += " " + a.say.T("dossier.sharing_"+string(allowed))
		}
		if v.Note != "" {
			line += " " + v.Note
		}
		items = append(items, line)
	}
	return items
}

func (d *dossierPaper) evaluation(a *ask, e coaching.Evaluation, employee coaching.PersonID) {
	heading, fields := a.say.T("dossier.evaluation", "Number", e.Number), []answerView(nil)
	switch part := e.PartOf(employee); {
	case e.Done():
		heading = a.say.T("dossier.report", "Number", e.Number, "Day", d.words.fullDate(*e.Report.ApprovedAt()))
		fields = answered(reportFields(a.say, *e.Report))
	case part != nil && part.HandedInAt != nil:
		fields = answered(answersFields(a.say, part.Answers))
	}
	if len(fields) == 0 {
		return
	}
	section := paper.Section{Heading: heading}
	for _, field := range fields {
		section.Items = append(section.Items, field.Label+": "+field.Text)
	}
	d.Sections = append(d.Sections, section)
}

// written is what she wrote, and what of her coach has opened to her, by day.
func (d *dossierPaper) written(a *ask, tx *postgres.Tx) error {
	section := paper.Section{Heading: a.say.T("dossier.words"), Large: true, Paragraphs: []string{a.say.T("dossier.words_hint")}}
	err := tx.DossierWords(a.r.Context(), func(batch []coaching.DossierWord) error {
		for _, word := range batch {
			if len(section.Items) == mostDossierWords {
				return errEnough
			}
			section.Items = append(section.Items, d.word(a, word))
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
		section.Items = append(section.Items, a.say.T("dossier.more"))
	}
	if len(section.Items) > 0 {
		d.Sections = append(d.Sections, section)
	}
	return err
}

func (d *dossierPaper) word(a *ask, word coaching.DossierWord) string {
	key := "dossier.word_" + word.Kind
	if !a.say.Has(key) {
		key = "dossier.word_observation"
	}
	if word.Hers {
		return a.say.T("dossier.word_yours", "Day", d.words.fullDate(word.At), "Kind", a.say.T(key), "Text", word.Text)
	}
	return a.say.T("dossier.word_coach", "Day", d.words.fullDate(word.At), "Kind", a.say.T(key), "Text", word.Text)
}

// stopped ends what somebody wrote as a sentence ends, once.
func stopped(text string) string {
	if text == "" || strings.ContainsAny(text[len(text)-1:], ".!?") {
		return text
	}
	return text + "."
}
