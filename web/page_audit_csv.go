package web

import (
	"encoding/csv"
	"encoding/hex"
	"errors"
	"net/http"

	"github.com/google/uuid"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// auditFile is the log of a span as it is written: lines in the order of their numbers, each with all that is hashed of it,
// with the hash of the line before and its own. So each can be checked, and that they follow one another.
type auditFile struct {
	*csv.Writer
	holder coaching.HolderID
	auditQuery
	people cast
	asked  map[coaching.PersonID]bool // whose name was looked for
}

// auditCSV is the log as a file, with what was asked for; it is written part by part, each in a transaction of its own.
func (p *pages) auditCSV(a *ask) error {
	id, err := officerOf(a.actor)
	if err != nil {
		return err
	}
	f := auditFile{Writer: csv.NewWriter(a.w), holder: id, people: cast{}, asked: map[coaching.PersonID]bool{}}
	err = p.as(a, func(tx *postgres.Tx) error {
		holder, err := tx.Holder(a.r.Context(), id)
		if err == nil {
			f.auditQuery, err = auditQueryOf(a.r.URL.Query(), a.words(holder))
		}
		return err
	})
	if errors.Is(err, coaching.ErrInvalid) {
		return p.showAudit(a) // the form says what is wrong
	}
	if err != nil {
		return err
	}
	a.w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	a.w.Header().Set("Content-Disposition", `attachment; filename="audit-`+string(f.span.From)+"-"+string(f.span.Until)+`.csv"`)
	_ = f.Write([]string{
		"holder", "number", "at", "written_at", "actor", "act", "person", "thing_kind", "thing", "source", "line", "previous", "hash",
		"actor_name", "person_name",
	})
	for after, last := int64(0), false; !last; {
		if after, last, err = p.auditPart(a, f, after); err != nil {
			p.Log.ErrorContext(a.r.Context(), "an audit file broke off", "request_id", visitOf(a.r.Context()).id, "error", err)
			panic(http.ErrAbortHandler) // the head is out: a file that looks whole must be whole
		}
	}
	return nil
}

// auditPart writes the lines that follow a number, and says after which number the next part begins.
func (p *pages) auditPart(a *ask, f auditFile, after int64) (number int64, last bool, err error) {
	var lines []coaching.AuditEntry
	if err = p.as(a, func(tx *postgres.Tx) error {
		if lines, last, err = tx.AuditPart(a.r.Context(), f.holder, f.AuditFilter, after); err != nil {
			return err
		}
		return f.name(a, tx, lines)
	}); err != nil {
		return after, last, err
	}
	for _, l := range lines {
		row := append(l.Fields(), hex.EncodeToString(l.Previous), hex.EncodeToString(l.Hash),
			plainCell(f.people.Full(coaching.PersonID(l.Actor))), plainCell(f.people.Full(l.PersonID)))
		if err = f.Write(row); err != nil {
			return after, last, err
		}
		after = l.Number
	}
	f.Flush()
	return after, last, f.Error()
}

// name looks for the names that no part before has asked for.
func (f auditFile) name(a *ask, tx *postgres.Tx, lines []coaching.AuditEntry) error {
	var ids []coaching.PersonID
	for _, line := range lines {
		for _, id := range []coaching.PersonID{coaching.PersonID(line.Actor), line.PersonID} {
			if !f.asked[id] && uuid.Validate(string(id)) == nil {
				f.asked[id] = true
				ids = append(ids, id)
			}
		}
	}
	if len(ids) == 0 {
		return nil
	}
	found, err := castOf(a.r.Context(), tx, ids...)
	for id, person := range found {
		f.people[id] = person
	}
	return err
}
