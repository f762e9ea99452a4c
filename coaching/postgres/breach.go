package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

const selectBreach = `
		SELECT b.breach_id,
		       b.holder_id,
		       b.number,
		       b.noticed_at,
		       b.what,
		       b.kinds,
		       b.affected,
		       b.measures,
		       b.authority,
		       b.authority_at,
		       b.authority_why,
		       b.people,
		       b.people_at,
		       b.people_why,
		       b.closed,
		       b.written_by,
		       b.written_at
		FROM breach_entry b`

// Breaches lists the register of a holder as it stands: the open ones first, then the newest.
func (tx *Tx) Breaches(ctx context.Context, holder coaching.HolderID) ([]coaching.Breach, error) {
	var list []coaching.Breach
	err := tx.many(ctx, "list breaches", &list, selectBreach+`
		WHERE b.holder_id = $1
		  AND b.number = (SELECT max(m.number) FROM breach_entry m WHERE m.breach_id = b.breach_id)
		ORDER BY b.closed, b.noticed_at DESC, b.breach_id
		LIMIT 200`, holder)
	return list, err
}

// BreachHistory is everything that was written about a breach, the last first; ErrNotFound where there is none.
func (tx *Tx) BreachHistory(ctx context.Context, id coaching.BreachID) ([]coaching.Breach, error) {
	var list []coaching.Breach
	err := tx.many(ctx, "read breach", &list, selectBreach+`
		WHERE b.breach_id = $1
		ORDER BY b.number DESC`, id)
	_, err = first("read breach", list, err)
	return list, err
}

// WriteBreach writes about a breach: a new one where BreachID is "", else after Number, which is what the writer read.
// Of two who write at the same moment the second is told ErrStale. Nothing is written over.
func (tx *Tx) WriteBreach(ctx context.Context, actor coaching.Actor, b coaching.Breach, now time.Time) (coaching.Breach, error) {
	if !actor.IsFor(b.HolderID, coaching.Administrator, coaching.DataProtectionOfficer) {
		return b, coaching.ErrNotFound
	}
	if err := coaching.CheckBreach(b, now); err != nil {
		return b, err
	}
	act := coaching.ActBreachChanged
	if b.BreachID == "" {
		b.BreachID, b.Number, act = NewID[coaching.BreachID](), 0, coaching.ActBreachNoted
	} else if history, err := tx.BreachHistory(ctx, b.BreachID); err != nil {
		return b, err
	} else if history[0].Number != b.Number || history[0].HolderID != b.HolderID {
		return b, coaching.ErrStale
	}
	b.Number, b.WrittenBy, b.WrittenAt = b.Number+1, actor.ID, now
	if _, err := tx.run(ctx, "write about a breach", `
		INSERT INTO breach_entry (id, holder_id, breach_id, number, noticed_at, what, kinds, affected, measures, authority,
		                          authority_at, authority_why, people, people_at, people_why, closed, written_by, written_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
		NewID[string](), b.HolderID, b.BreachID, b.Number, b.NoticedAt, b.What, b.Kinds, b.Affected, b.Measures, b.Authority,
		b.AuthorityAt, b.AuthorityWhy, b.People, b.PeopleAt, b.PeopleWhy, b.Closed, actor.ID, now); err != nil {
		return b, err
	}
	return b, tx.noteOffice(ctx, actor, b.HolderID, act, "", now)
}
