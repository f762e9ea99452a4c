package web

import (
	"encoding/csv"
	"encoding/hex"
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
	Whole  string // "klopt tot en met nummer 12"; "" where it was not looked at
	Broken string
	Check  string // where it is looked at; "" when it was
	Acts   []Option
	Day    string
	Person string // whose lines alone are shown
	Clear  string
	Lines  []auditLine
	CSV    string
	More   string
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
	day    string
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
	if err := p.as(a, func(tx *postgres.Tx) error {
		holder, err := tx.Holder(a.r.Context(), id)
		if err != nil {
			return err
		}
		w := a.words(holder)
		q := auditQueryOf(a.r.URL.Query(), w.zone)
		lines, next, err := tx.AuditLog(a.r.Context(), id, q.AuditFilter, q.before, auditLines)
		if err != nil {
			return err
		}
		people, err := auditCast(a, tx, lines, q.PersonID)
		if err != nil {
			return err
		}
		view = auditView{Day: q.day, CSV: auditPath + ".csv?" + q.encode(0), Clear: auditPath}
		if q.PersonID != "" {
			view.Person = people.Full(q.PersonID)
			if view.Person == "" {
				view.Person = string(q.PersonID)
			}
		}
		for _, line := range lines {
			view.Lines = append(view.Lines, auditLineOf(w, line, people))
		}
		if next > 0 {
			view.More = auditPath + "?" + q.encode(next)
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
	return p.render(a, http.StatusOK, "audit", view)
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

func auditQueryOf(query url.Values, zone *time.Location) (q auditQuery) {
	if act := query.Get("act"); strings.Trim(act, "abcdefghijklmnopqrstuvwxyz_") == "" {
		q.Act = act
	}
	if id := query.Get("person"); uuid.Validate(id) == nil {
		q.PersonID = coaching.PersonID(strings.ToLower(id))
	}
	if day, err := time.ParseInLocation(time.DateOnly, query.Get("day"), zone); err == nil {
		q.day, q.From, q.Until = query.Get("day"), day, day.AddDate(0, 0, 1) // 23 or 25 hours twice a year
	}
	q.before, _ = strconv.ParseInt(query.Get("before"), 10, 64)
	q.before = max(q.before, 0)
	return q
}

func (q auditQuery) encode(before int64) string {
	query := url.Values{}
	for name, value := range map[string]string{"act": q.Act, "person": string(q.PersonID), "day": q.day} {
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

func auditLineOf(w words, line coaching.AuditEntry, people cast) auditLine {
	at := line.At.In(w.zone)
	shown := auditLine{
		Number: line.Number, At: Stamp{ISO: at.Format(time.RFC3339), Text: w.fullDate(line.At) + " " + at.Format("15:04:05")},
		Act: auditAct(w.speech, line.Act), Who: auditPersonOf(w.speech, line.Actor, people),
	}
	if line.PersonID != "" && string(line.PersonID) != line.Actor {
		shown.Whom = auditPersonOf(w.speech, string(line.PersonID), people)
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
func auditPersonOf(say *speech, id string, people cast) auditPerson {
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
	return auditPerson{Name: name, Href: auditPath + "?person=" + id}
}

func auditAct(say *speech, act string) string {
	if key := "audit.act." + act; say.Has(key) {
		return say.T(key)
	}
	return strings.ReplaceAll(act, "_", " ")
}

// auditCSV is the log as a file, with what was asked for; it is written page by page, each in a transaction of its own.
func (p *pages) auditCSV(a *ask) error {
	id, err := officerOf(a.actor)
	if err != nil {
		return err
	}
	var zone *time.Location
	if err := p.as(a, func(tx *postgres.Tx) error {
		holder, err := tx.Holder(a.r.Context(), id)
		zone = zoneOf(holder)
		return err
	}); err != nil {
		return err
	}
	q := auditQueryOf(a.r.URL.Query(), zone)
	a.w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	a.w.Header().Set("Content-Disposition", `attachment; filename="audit-`+a.now.In(zone).Format(time.DateOnly)+`.csv"`)
	out := csv.NewWriter(a.w)
	_ = out.Write([]string{"number", "at", "written_at", "act", "actor", "actor_name", "person", "person_name", "thing_kind", "thing", "source", "line", "hash"})
	for before := int64(0); ; {
		if before, err = p.auditPage(a, out, id, q, before); err != nil {
			panic(http.ErrAbortHandler) // the head is out: a file that looks whole must be whole
		}
		if before == 0 {
			out.Flush()
			return out.Error()
		}
	}
}

func (p *pages) auditPage(a *ask, out *csv.Writer, id coaching.HolderID, q auditQuery, before int64) (next int64, err error) {
	err = p.as(a, func(tx *postgres.Tx) error {
		var lines []coaching.AuditEntry
		if lines, next, err = tx.AuditLog(a.r.Context(), id, q.AuditFilter, before, 500); err != nil {
			return err
		}
		people, err := auditCast(a, tx, lines, "")
		for _, l := range lines {
			_ = out.Write([]string{
				strconv.FormatInt(l.Number, 10), l.At.UTC().Format(time.RFC3339Nano), l.WrittenAt.UTC().Format(time.RFC3339Nano), l.Act,
				l.Actor, plainCell(people.Full(coaching.PersonID(l.Actor))), string(l.PersonID), plainCell(people.Full(l.PersonID)),
				l.ThingKind, l.ThingID, l.Source, l.LineID, hex.EncodeToString(l.Hash),
			})
		}
		return err
	})
	if err != nil {
		p.Log.ErrorContext(a.r.Context(), "an audit file broke off", "request_id", visitOf(a.r.Context()).id, "error", err)
	}
	return next, err
}
