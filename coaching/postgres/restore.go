package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

// Restored settles a database that was put back from a backup: everybody logs in again, tokens, codes, one-time links,
// tablets, invitations to watch live and what the office had open end, for what was used, revoked or replaced since the
// backup would work once more; what was erased since the backup is hidden with its further cameras and loses its key (the
// job of the door Erase then removes the rest); nothing is shared any more, and every recording is locked until somebody
// of its holder has looked; and the moment of the backup is kept. It returns how many recordings were erased once more.
// Only the owner of the tables can; the door is Erase.
func (tx *Tx) Restored(ctx context.Context, erased []coaching.RecordingID, backup, now time.Time) (int64, error) {
	for _, end := range []string{
		`DELETE FROM login_session`,
		`DELETE FROM ingest_token`,
		`DELETE FROM join_code`,
		`DELETE FROM watch_token`,
		`DELETE FROM access_token`,
		`UPDATE tablet
		SET forgotten_at = GREATEST(made_at, now())
		WHERE forgotten_at IS NULL`,
		`UPDATE invitation
		SET replaced_at = GREATEST(made_at, now())
		WHERE used_at IS NULL
		  AND replaced_at IS NULL`,
		`UPDATE engagement
		SET token_hash = NULL
		WHERE accepted_at IS NULL`,
		`UPDATE live_invitation
		SET ended_at = GREATEST(invited_at, now())
		WHERE ended_at IS NULL`,
		`UPDATE viewing
		SET ended_at = GREATEST(planned_at, now()),
		    ended_by = officer_id
		WHERE ended_at IS NULL
		  AND closes_at > now()`,
		`UPDATE emergency_access
		SET ended_at = GREATEST(asked_at, now()),
		    ended_by = asked_by
		WHERE ended_at IS NULL`,
	} {
		if _, err := tx.run(ctx, "end what was open", end); err != nil {
			return 0, err
		}
	}
	if _, err := tx.run(ctx, "keep the moment of the backup", `
		INSERT INTO server_state (key, value, at)
		VALUES ('restored', $1, $2)
		ON CONFLICT (key) DO UPDATE
		SET value = EXCLUDED.value,
		    at = EXCLUDED.at`, backup.UTC().Format(time.RFC3339), now); err != nil {
		return 0, err
	}
	again, err := tx.eraseAgain(ctx, erased, now)
	if err != nil {
		return 0, err
	}
	return again, tx.holdRestored(ctx, backup, now)
}

// holdRestored makes wait what may have been taken back since the backup: every recording is locked and frozen, every share
// has ended, and her yes to what is not filmed yet is asked anew.
func (tx *Tx) holdRestored(ctx context.Context, backup, now time.Time) error {
	var holders []coaching.HolderID
	if err := tx.many(ctx, "list holders", &holders, `
		SELECT id
		FROM holder
		ORDER BY id`); err != nil {
		return err
	}
	for _, holder := range holders {
		if err := tx.holdHolder(ctx, holder, backup, now); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) holdHolder(ctx context.Context, holder coaching.HolderID, backup, now time.Time) error {
	id := NewID[coaching.RestoreID]()
	if _, err := tx.run(ctx, "note the restore", `
		INSERT INTO restore (id, holder_id, backup_at, restored_at)
		VALUES ($1, $2, LEAST($3::timestamptz, $4), $4)`, id, holder, backup, now); err != nil {
		return err
	}
	if _, err := tx.run(ctx, "lock recordings", `
		INSERT INTO recording_lock (id, recording_id, reason, cause_id, made_at, made_by)
		SELECT gen_random_uuid(), r.id, 'restore', $1, $3, $4
		FROM recording r
		WHERE r.holder_id = $2
		  AND r.angle_of IS NULL
		  AND r.deleted_at IS NULL`, id, holder, now, tx.name); err != nil {
		return err
	}
	if _, err := tx.run(ctx, "log that shares end", `
		INSERT INTO access_log (id, holder_id, at, actor, action, recording_id, owner_id, detail)
		SELECT gen_random_uuid(), r.holder_id, $2, $3, 'withdraw', r.id, r.owner_id, 'restore'
		FROM recording r
		JOIN recording_share s ON s.recording_id = r.id AND s.withdrawn_at IS NULL
		WHERE r.holder_id = $1`, holder, now, tx.name); err != nil {
		return err
	}
	if _, err := tx.run(ctx, "end shares", `
		UPDATE recording_share
		SET withdrawn_at = GREATEST(shared_at, $3),
		    restore_id = $1
		WHERE holder_id = $2
		  AND withdrawn_at IS NULL`, id, holder, now); err != nil {
		return err
	}
	var shown []coaching.RecordingID
	if err := tx.many(ctx, "list film in talks", &shown, `
		SELECT recording_id
		FROM talk
		WHERE holder_id = $1
		  AND ended_at IS NULL
		  AND recording_id IS NOT NULL`, holder); err != nil {
		return err
	}
	for _, recording := range shown {
		if err := tx.takeFromTalk(ctx, recording); err != nil {
			return err
		}
	}
	if _, err := tx.run(ctx, "ask anew for a yes to what is not filmed yet", `
		UPDATE recording_consent c
		SET withdrawn_at = GREATEST(c.given_at, $2)
		WHERE c.holder_id = $1
		  AND c.withdrawn_at IS NULL
		  AND NOT EXISTS (SELECT FROM recording r
		                  WHERE c.recording_id IN (r.id, r.angle_of)
		                    AND (EXISTS (SELECT FROM take t WHERE t.recording_id = r.id)
		                         OR EXISTS (SELECT FROM upload u WHERE u.recording_id = r.id AND u.ended_at IS NULL)))`,
		holder, now); err != nil {
		return err
	}
	return tx.note(ctx, coaching.AdministrationLine{HolderID: holder, Actor: tx.name, Act: coaching.ActRestored, At: now})
}

// eraseAgain asks for the erasure as the owner of each recording did. The list that it goes by may have ended before the
// further cameras.
func (tx *Tx) eraseAgain(ctx context.Context, erased []coaching.RecordingID, now time.Time) (int64, error) {
	var all []coaching.RecordingID
	if err := tx.many(ctx, "list what was erased", &all, `
		SELECT id
		FROM recording
		WHERE id = ANY ($1::uuid[])
		   OR angle_of = ANY ($1::uuid[])`, list(erased)); err != nil {
		return 0, err
	}
	ids := list(all)
	// What kept it when the backup was made had been lifted when it was erased.
	if _, err := tx.run(ctx, "lift locks", `
		UPDATE recording_lock
		SET lifted_at = GREATEST(made_at, $2),
		    lifted_by = $3
		WHERE recording_id IN (SELECT COALESCE(r.angle_of, r.id) FROM recording r WHERE r.id = ANY ($1::uuid[]))
		  AND (reason = 'safety_signal' OR recording_id = ANY ($1::uuid[]))
		  AND lifted_at IS NULL`, ids, now, tx.name); err != nil {
		return 0, err
	}
	if _, err := tx.run(ctx, "write receipts", `
		INSERT INTO erasure_receipt (recording_id, holder_id, cycle_id, owner_id, was_shared, reason, requested_by, requested_at, angle_of)
		SELECT r.id, r.holder_id, r.cycle_id, r.owner_id,
		       EXISTS (SELECT FROM recording_share s WHERE s.recording_id = CASE WHEN r.angle_of IS NULL THEN r.id ELSE r.angle_of END),
		       'owner', r.owner_id, $2, r.angle_of
		FROM recording r
		WHERE r.id = ANY ($1::uuid[])
		ON CONFLICT DO NOTHING`, ids, now); err != nil {
		return 0, err
	}
	if _, err := tx.run(ctx, "end shares", `
		UPDATE recording_share
		SET withdrawn_at = GREATEST(shared_at, $2)
		WHERE recording_id = ANY ($1::uuid[])
		  AND withdrawn_at IS NULL`, ids, now); err != nil {
		return 0, err
	}
	if _, err := tx.run(ctx, "remove voice notes", `
		DELETE FROM voice_note
		WHERE id = ANY ($1::uuid[])`, list(erased)); err != nil {
		return 0, err
	}
	if _, err := tx.run(ctx, "destroy keys", `
		DELETE FROM recording_key
		WHERE recording_id = ANY ($1::uuid[])`, ids); err != nil {
		return 0, err
	}
	return tx.run(ctx, "hide recordings", `
		UPDATE recording
		SET deleted_at = $2,
		    title = '',
		    version = version + 1
		WHERE id = ANY ($1::uuid[])
		  AND deleted_at IS NULL`, ids, now)
}

// TrimAgain has cut out once more what had been cut out after the backup that was put back. Until that is done nobody sees
// anything of such a recording. It returns how many cuts there are. Only the owner of the tables can; the door is Erase.
func (tx *Tx) TrimAgain(ctx context.Context, cuts []coaching.Trim) (again int64, err error) {
	for _, c := range cuts {
		rows, err := tx.run(ctx, "ask for a cut once more", `
			INSERT INTO trim (id, holder_id, recording_id, asked_by, asked_at, reason, start_ms, end_ms)
			SELECT $1, r.holder_id, r.id, r.owner_id, $3, 'restored', $4, $5
			FROM recording r
			WHERE r.id = $2
			  AND r.deleted_at IS NULL
			  AND NOT EXISTS (SELECT FROM trim c
			                  WHERE c.recording_id = r.id AND c.asked_at = $3 AND c.start_ms = $4 AND c.end_ms = $5
			                    AND (c.switched_at IS NOT NULL OR c.reason = 'restored'))`,
			NewID[coaching.TrimID](), c.RecordingID, c.AskedAt, c.StartMS, c.EndMS)
		if err != nil {
			return again, err
		}
		again += rows
	}
	for _, settle := range []string{
		`DELETE FROM trim c
		WHERE c.reason <> 'restored'
		  AND c.switched_at IS NULL
		  AND EXISTS (SELECT FROM trim o
		              WHERE o.recording_id = c.recording_id AND o.reason = 'restored' AND o.asked_at = c.asked_at)`,
		`UPDATE recording r
		SET state = 'processing',
		    generation = 0,
		    watchable_takes = 0
		WHERE EXISTS (SELECT FROM trim c WHERE c.recording_id = r.id AND c.reason = 'restored' AND c.switched_at IS NULL)`,
	} {
		if _, err := tx.run(ctx, "hide what is to be cut once more", settle); err != nil {
			return again, err
		}
	}
	return again, nil
}

// RestoredAt is when this database was last put back from a backup; ErrNotFound when it never was. Door Erase.
func (tx *Tx) RestoredAt(ctx context.Context) (at time.Time, err error) {
	err = tx.one(ctx, "look for a restore", &at, `
		SELECT at
		FROM server_state
		WHERE key = 'restored'`)
	return at, err
}
