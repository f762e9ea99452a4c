package postgres

import (
	"context"
	"encoding/hex"

	"terugblik/coaching"
)

const selectAudit = `
		SELECT holder_id,
		       number,
		       at,
		       written_at,
		       actor,
		       act,
		       COALESCE(person_id::text, '') AS person_id,
		       thing_kind,
		       COALESCE(thing_id::text, '') AS thing_id,
		       source,
		       COALESCE(line_id::text, '') AS line_id,
		       previous,
		       hash
		FROM audit_entry`

// auditBatch is how many lines are in memory at once while a chain is checked or written to a file.
const auditBatch = 2000

// AuditHolders lists the holders with a chain, or whose account is here. Door Audit.
func (tx *Tx) AuditHolders(ctx context.Context) ([]coaching.HolderID, error) {
	var ids []coaching.HolderID
	err := tx.many(ctx, "list chains", &ids, `
		SELECT id
		FROM holder
		UNION
		SELECT holder_id
		FROM audit_entry
		ORDER BY 1`)
	return ids, err
}

// AuditHeads is the last line of each chain there is. Door Audit.
func (tx *Tx) AuditHeads(ctx context.Context) ([]coaching.AuditHead, error) {
	holders, err := tx.AuditHolders(ctx)
	if err != nil {
		return nil, err
	}
	heads := []coaching.AuditHead{}
	for _, holder := range holders {
		head, err := tx.AuditHead(ctx, holder)
		if err != nil {
			return nil, err
		}
		if head.Number > 0 {
			heads = append(heads, head)
		}
	}
	return heads, nil
}

// AuditHead is the last line of a holder's chain as the actor may see it; number 0 where there is none.
func (tx *Tx) AuditHead(ctx context.Context, holder coaching.HolderID) (coaching.AuditHead, error) {
	var last []coaching.AuditEntry
	if err := tx.many(ctx, "read end of audit log", &last, selectAudit+`
		WHERE holder_id = $1
		ORDER BY number DESC
		LIMIT 1`, holder); err != nil {
		return coaching.AuditHead{}, err
	}
	head := coaching.AuditHead{HolderID: holder}
	for _, e := range last {
		head.Number, head.Hash, head.At = e.Number, hex.EncodeToString(e.Hash), e.WrittenAt
	}
	return head, nil
}

// CheckAudit reads a chain from its first line to its last; the error is an *coaching.AuditBreak at the first line that
// is wrong. heads are what is known of it from elsewhere. For the data protection officer, and door Audit.
func (tx *Tx) CheckAudit(ctx context.Context, holder coaching.HolderID, heads ...coaching.AuditHead) (*coaching.AuditChain, error) {
	chain := coaching.NewAuditChain(holder, heads...)
	for {
		var lines []coaching.AuditEntry
		if err := tx.many(ctx, "read audit log", &lines, selectAudit+`
			WHERE holder_id = $1
			  AND number > $2
			ORDER BY number
			LIMIT $3`, holder, chain.Number(), auditBatch); err != nil {
			return chain, err
		}
		for _, line := range lines {
			if err := chain.Next(line); err != nil {
				return chain, err
			}
		}
		if len(lines) < auditBatch {
			return chain, chain.End()
		}
	}
}

// AuditMismatch is a line of a log without its entry in the chain (Number 0), or an entry without its line.
type AuditMismatch struct {
	HolderID coaching.HolderID
	Number   int64
	Source   string
	LineID   string
}

// AuditMismatches lists at most limit places where the logs and the chain do not say the same. Door Audit.
func (tx *Tx) AuditMismatches(ctx context.Context, limit int) ([]AuditMismatch, error) {
	var list []AuditMismatch
	err := tx.many(ctx, "compare logs with chain", &list, `
		SELECT holder_id,
		       number,
		       source,
		       COALESCE(line_id::text, '') AS line_id
		FROM access.audit_mismatches()
		LIMIT $1`, limit)
	return list, err
}

// AuditLog lists lines of a holder, newest first, before the line with the number before (0: from the newest). For the
// data protection officer. A page is at most 500 lines.
func (tx *Tx) AuditLog(ctx context.Context, holder coaching.HolderID, f coaching.AuditFilter, before int64, limit int) ([]coaching.AuditEntry, int64, error) {
	limit = pageSize(limit)
	var lines []coaching.AuditEntry
	if err := tx.many(ctx, "list audit log", &lines, selectAudit+`
		WHERE holder_id = $1
		  AND ($2 = 0 OR number < $2)
		  AND ($3 = '' OR act = $3)
		  AND ($4 = '' OR person_id = NULLIF($4, '')::uuid OR actor = $4)
		  AND ($5::timestamptz IS NULL OR at >= $5)
		  AND ($6::timestamptz IS NULL OR at < $6)
		ORDER BY number DESC
		LIMIT $7`, holder, before, f.Act, f.PersonID, orNow(f.From), orNow(f.Until), limit+1); err != nil {
		return nil, 0, err
	}
	if len(lines) <= limit {
		return lines, 0, nil
	}
	return lines[:limit], lines[limit-1].Number, nil
}

// AuditPart reads lines of a holder in the order of their numbers, from the one after a number on, and so many that a file
// can be written of them; fewer than auditBatch are the last. For the data protection officer.
func (tx *Tx) AuditPart(ctx context.Context, holder coaching.HolderID, f coaching.AuditFilter, after int64) (lines []coaching.AuditEntry, last bool, err error) {
	err = tx.many(ctx, "read part of audit log", &lines, selectAudit+`
		WHERE holder_id = $1
		  AND number > $2
		  AND ($3 = '' OR act = $3)
		  AND ($4 = '' OR person_id = NULLIF($4, '')::uuid OR actor = $4)
		  AND at >= $5
		  AND at < $6
		ORDER BY number
		LIMIT $7`, holder, after, f.Act, f.PersonID, f.From, f.Until, auditBatch)
	return lines, len(lines) < auditBatch, err
}

// AuditActs lists the acts that occur in a holder's log. For the data protection officer.
func (tx *Tx) AuditActs(ctx context.Context, holder coaching.HolderID) ([]string, error) {
	var acts []string
	err := tx.many(ctx, "list acts", &acts, `
		WITH RECURSIVE act AS (
		    (SELECT act FROM audit_entry WHERE holder_id = $1 ORDER BY act LIMIT 1)
		    UNION ALL
		    SELECT (SELECT e.act FROM audit_entry e WHERE e.holder_id = $1 AND e.act > act.act ORDER BY e.act LIMIT 1)
		    FROM act
		    WHERE act.act IS NOT NULL
		)
		SELECT act
		FROM act
		WHERE act IS NOT NULL`, holder)
	return acts, err
}
