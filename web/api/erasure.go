package api

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
)

// Receipt is what remains of an erased recording.
type Receipt struct {
	RecordingID    string     `json:"recording_id"`
	Reason         string     `json:"reason" enum:"owner,retention"`
	Why            *string    `json:"why" enum:"reviewed,cap,extended" doc:"With reason retention"`
	RequestedAt    time.Time  `json:"requested_at"`
	KeyDestroyedAt *time.Time `json:"key_destroyed_at" doc:"From then on nobody can read the files"`
	CompletedAt    *time.Time `json:"completed_at"`
	Files          int        `json:"files"`
	Bytes          int64      `json:"bytes"`
}

func receiptOf(r coaching.Receipt) Receipt {
	return Receipt{
		RecordingID: string(r.RecordingID), Reason: r.Reason, Why: maybe(string(r.Why)), RequestedAt: instant(r.RequestedAt),
		KeyDestroyedAt: perhaps(r.KeyDestroyedAt), CompletedAt: perhaps(r.CompletedAt), Files: r.Files, Bytes: r.Bytes,
	}
}

// erased shows what remains of a recording: no title, no film, a receipt.
func (p people) erased(r coaching.Receipt) Recording {
	receipt := receiptOf(r)
	return Recording{
		ID: string(r.RecordingID), CycleID: string(r.CycleID), Owner: p.of(r.OwnerID), PlannedBy: p.of(r.OwnerID),
		State: string(coaching.Failed), Reason: maybe("erased"), CreatedAt: receipt.RequestedAt,
		DeletedAt: &receipt.RequestedAt, Takes: []Take{}, Gaps: []Gap{}, Receipt: &receipt,
	}
}

// remains are the erased recordings of a cycle.
func remains(ctx context.Context, tx *postgres.Tx, cycle coaching.CycleID) ([]Recording, error) {
	receipts, err := tx.Receipts(ctx, cycle)
	if err != nil {
		return nil, err
	}
	var owners []coaching.PersonID
	for _, r := range receipts {
		owners = append(owners, r.OwnerID)
	}
	named, err := names(ctx, tx, owners...)
	return each(receipts, named.erased), err
}

// EraseRecording throws a recording away: a session that publishes into it ends, key and files go.
func (a *API) EraseRecording() Operation {
	return Do(a, "erase-recording", "Throw a recording away for good", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[Receipt], error) {
		var receipt coaching.Receipt
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			receipt, err = tx.RequestErasure(ctx, actor, coaching.RecordingID(in.ID), a.Now())
			return err
		})
		if err != nil {
			return nil, err
		}
		// It is gone for everybody from here on; what still comes in is ended, and the job clears up.
		a.Publisher.StopRecording(media.RecordingID(in.ID), true)
		a.Changed()
		return of(receiptOf(receipt), nil)
	})
}
