package web

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

const (
	auditLines = 100
	// auditAtOnce is how long a log may be that is checked each time somebody looks; a longer one is checked when asked.
	auditAtOnce = 20_000
	auditPath   = "/privacy/audit"
)

type auditView struct {
	Frame
	Problem string
	Whole   string // "klopt tot en met nummer 12"; "" where it was not looked at
	Broken  string
	Check   string // where it is looked at; "" when it was
	Acts    []Option
	From    dateField
	Until   dateField
	Spans   []spanLink // the year, its months, and the years beside it
	Person  string     // whose lines alone are shown
	Only    string     // her id
	Clear   string
	Lines   []auditLine
	CSV     string
	More    string
}

type spanLink struct {
	Label, Href string
	Current     bool
}

type auditLine struct {
	Number int64
	At     Stamp
	Act    string
	Who    auditPerson
	Whom   auditPerson
	Thing  string
}

type auditPerson struct{ Name, Href string }

// auditQuery is what the officer asks for.
type auditQuery struct {
	coaching.AuditFilter
	span   coaching.Span
	before int64
}

// officer is the holder whose log the actor reads as its data protection officer.
func officerOf(actor coaching.Actor) (coaching.HolderID, error) {
	holder, err := actor.HolderAs(coaching.DataProtectionOfficer)
	if err != nil {
		return "", coaching.ErrNotFound
	}
	return holder, nil
}

// showAudit is the log of everything that was done, for the data protection officer: without content.
func (p *pages) showAudit(a *ask) error {
	id, err := officerOf(a.actor)
	if err != nil {
		return err
	}
	var view auditView
	status := http.StatusOK
	if err := p.as(a, func(tx *postgres.Tx) error {
		holder, err := tx.Holder(a.r.Context(), id)
		if err != nil {
			return err
		}
		w := a.words(holder)
		q, err := auditQueryOf(a.r.URL.Query(), w)
		wrong, refused := p.formErrors(a, err)
		if err != nil && !refused {
			return err
		}
		view = w.auditView(a.r.URL.Query(), q, wrong)
		if refused {
			status = statusOf(err)
		} else if err := view.read(a, tx, w, id, q); err != nil {
			return err
		}
		acts, err := tx.AuditActs(a.r.Context(), id)
		for _, act := range acts {
			view.Acts = append(view.Acts, Option{Value: act, Label: auditAct(a.say, act), Chosen: act == q.Act})
		}
		if err != nil {
			return err
		}
		return view.check(a, tx, id)
	}); err != nil {
		return err
	}
	view.Frame = p.frame(a, "audit", a.say.T("audit.title"))
	return p.render(a, status, "audit", view)
}

// auditView is the form, with what was typed into it.
func (w words) auditView(typed url.Values, q auditQuery, wrong formErrors) auditView {
	this := w.now.In(w.zone).Year()
	first, last := string(coaching.LeastSpanDay), string(coaching.YearSpan(this).Until)
	day := func(name, label string, read coaching.Day) dateField {
		value := string(read)
		if wrong.summary != "" {
			value = typed.Get(name)
		}
		return newDateField(name, name, label, value, wrong.of(name)).Optional().Between(first, last)
	}
	view := auditView{
		Problem: wrong.summary, From: day("from", w.T("audit.from"), q.span.From), Until: day("until", w.T("audit.until"), q.span.Until), Only: string(q.PersonID),
		CSV: auditPath + ".csv?" + q.encode(0), Clear: auditPath + "?" + q.of("").encode(0),
	}
	year := this
	if wrong.summary == "" {
		year, _ = strconv.Atoi(string(q.span.From[:4]))
	}
	link := func(label string, span coaching.Span) {
		there := q
		there.span = span
		view.Spans = append(view.Spans, spanLink{label, auditPath + "?" + there.encode(0), wrong.summary == "" && span == q.span})
	}
	for y := year - 1; y <= min(year+1, this); y++ {
		if span := coaching.YearSpan(y); span.From >= coaching.LeastSpanDay {
			link(strconv.Itoa(y), span)
		}
	}
	for i, month := range coaching.MonthsOf(year, coaching.Day(w.Today())) {
		link(w.months[i], month)
	}
	return view
}

// read takes the newest lines of those that are asked for.
func (v *auditView) read(a *ask, tx *postgres.Tx, w words, id coaching.HolderID, q auditQuery) error {
	lines, next, err := tx.AuditLog(a.r.Context(), id, q.AuditFilter, q.before, auditLines)
	if err != nil {
		return err
	}
	people, err := auditCast(a, tx, lines, q.PersonID)
	if err != nil {
		return err
	}
	if q.PersonID != "" {
		v.Person = people.Full(q.PersonID)
		if v.Person == "" {
			v.Person = string(q.PersonID)
		}
	}
	for _, line := range lines {
		v.Lines = append(v.Lines, auditLineOf(w, line, people, q))
	}
	if next > 0 {
		v.More = auditPath + "?" + q.encode(next)
	}
	return nil
}

// check says whether the chain is whole, at once where it is short or that was asked.
func (v *auditView) check(a *ask, tx *postgres.Tx, id coaching.HolderID) error {
	head, err := tx.AuditHead(a.r.Context(), id)
	if err != nil || head.Number == 0 {
		return err
	}
	if head.Number > auditAtOnce && a.r.URL.Query().Get("check") != "1" {
		v.Check = auditPath + "?check=1"
		return nil
	}
	chain, err := tx.CheckAudit(a.r.Context(), id)
	if broken, ok := errors.AsType[*coaching.AuditBreak](err); ok {
		v.Broken = a.say.T("audit.broken", "Number", broken.Number, "Good", chain.Number())
		return nil
	}
	v.Whole = a.say.T("audit.whole", "Number", chain.Number())
	return err
}

// auditQueryOf reads what is asked for; Invalid as coaching.ReadSpan.
func auditQueryOf(query url.Values, w words) (q auditQuery, err error) {
	if act := query.Get("act"); strings.Trim(act, "abcdefghijklmnopqrstuvwxyz_") == "" {
		q.Act = act
	}
	if id := query.Get("person"); uuid.Validate(id) == nil {
		q.PersonID = coaching.PersonID(strings.ToLower(id))
	}
	q.before, _ = strconv.ParseInt(query.Get("before"), 10, 64)
	q.before = max(q.before, 0)
	if q.span, err = coaching.ReadSpan(query.Get("from"), query.Get("until"), coaching.Day(w.Today())); err != nil {
		return q, err
	}
	q.From, q.Until = q.span.Within(w.zone)
	return q, nil
}

// of is the same span of somebody's lines, "" for everybody's.
func (q auditQuery) of(person coaching.PersonID) auditQuery {
	return auditQuery{AuditFilter: coaching.AuditFilter{PersonID: person}, span: q.span}
}

func (q auditQuery) encode(before int64) string {
	query := url.Values{"from": {string(q.span.From)}, "until": {string(q.span.Until)}}
	for name, value := range map[string]string{"act": q.Act, "person": string(q.PersonID)} {
		if value != "" {
			query.Set(name, value)
		}
	}
	if before > 0 {
		query.Set("before", strconv.FormatInt(before, 10))
	}
	return query.Encode()
}

func auditCast(a *ask, tx *postgres.Tx, lines []coaching.AuditEntry, also coaching.PersonID) (cast, error) {
	var ids []coaching.PersonID
	for _, line := range lines {
		if uuid.Validate(line.Actor) == nil {
			ids = append(ids, coaching.PersonID(line.Actor))
		}
		if line.PersonID != "" {
			ids = append(ids, line.PersonID)
		}
	}
	if also != "" {
		ids = append(ids, also)
	}
	return castOf(a.r.Context(), tx, ids...)
}

func auditLineOf(w words, line coaching.AuditEntry, people cast, q auditQuery) auditLine {
	at := line.At.In(w.zone)
	shown := auditLine{
		Number: line.Number, At: Stamp{ISO: at.Format(time.RFC3339), Text: w.fullDate(line.At) + " " + at.Format("15:04:05")},
		Act: auditAct(w.speech, line.Act), Who: auditPersonOf(w.speech, line.Actor, people, q),
	}
	if line.PersonID != "" && string(line.PersonID) != line.Actor {
		shown.Whom = auditPersonOf(w.speech, string(line.PersonID), people, q)
	}
	if line.ThingID != "" {
		kind := "audit.thing." + line.ThingKind
		if w.Has(kind) {
			shown.Thing = w.T(kind) + " "
		}
		shown.Thing += line.ThingID[len(line.ThingID)-8:]
	}
	return shown
}

// auditPersonOf names somebody whom the officer may see; others are an id.
func auditPersonOf(say *speech, id string, people cast, q auditQuery) auditPerson {
	switch {
	case strings.HasPrefix(id, "system:"):
		return auditPerson{Name: say.T("log.system")}
	case id == "operator":
		return auditPerson{Name: say.T("log.operator")}
	case uuid.Validate(id) != nil:
		return auditPerson{Name: id}
	}
	name := people.Full(coaching.PersonID(id))
	if name == "" {
		name = id
	}
	return auditPerson{Name: name, Href: auditPath + "?" + q.of(coaching.PersonID(id)).encode(0)}
}

func auditAct(say *speech, act string) string {
	if key := "audit.act." + act; say.Has(key) {
		return say.T(key)
	}
	return strings.ReplaceAll(act, "_", " ")
}
