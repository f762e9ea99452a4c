package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

const selectTerms = `
		SELECT id,
		       holder_id,
		       review_days,
		       cap_days,
		       hours_years,
		       reason,
		       COALESCE(set_by::text, '') AS set_by,
		       set_at,
		       valid_from
		FROM retention_terms`

// TermsHistory are all versions of the terms of a holder, the first decided first; none where the defaults hold.
func (tx *Tx) TermsHistory(ctx context.Context, holder coaching.HolderID) (coaching.TermsHistory, error) {
	var history coaching.TermsHistory
	err := tx.many(ctx, "read terms", &history, selectTerms+`
		WHERE holder_id = $1
		ORDER BY set_at, id`, holder)
	return history, err
}

func (tx *Tx) termsHistories(ctx context.Context, spans []coaching.Lifespan) (map[coaching.HolderID]coaching.TermsHistory, error) {
	histories := map[coaching.HolderID]coaching.TermsHistory{}
	var holders []coaching.HolderID
	for _, span := range spans {
		holders = append(holders, span.HolderID)
	}
	var all coaching.TermsHistory
	err := tx.many(ctx, "read terms of holders", &all, selectTerms+`
		WHERE holder_id = ANY ($1::uuid[])
		ORDER BY set_at, id`, list(holders))
	for _, terms := range all {
		histories[terms.HolderID] = append(histories[terms.HolderID], terms)
	}
	return histories, err
}

// SetTerms decides new terms for the actor's holder and says what they become: from when they hold.
func (tx *Tx) SetTerms(ctx context.Context, actor coaching.Actor, next coaching.Terms, now time.Time) (coaching.Terms, error) {
	holder, err := coaching.MaySetTerms(actor)
	if err != nil {
		return coaching.Terms{}, err
	}
	if err := tx.alone(ctx, "terms of "+string(holder)); err != nil {
		return coaching.Terms{}, err
	}
	history, err := tx.TermsHistory(ctx, holder)
	if err != nil {
		return coaching.Terms{}, err
	}
	if err := next.Check(history.At(now)); err != nil {
		return coaching.Terms{}, err
	}
	next = history.Begin(next, now)
	next.ID, next.HolderID, next.SetBy = NewID[coaching.TermsID](), holder, actor.ID
	_, err = tx.run(ctx, "set terms", `
		INSERT INTO retention_terms (id, holder_id, review_days, cap_days, hours_years, reason, set_by, set_at, valid_from)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		next.ID, holder, next.ReviewDays, next.CapDays, next.HoursYears, next.Reason, actor.ID, next.SetAt, next.ValidFrom)
	return next, err
}
