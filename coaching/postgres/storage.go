package postgres

import (
	"context"
	"time"

	"github.com/lib/pq"

	"terugblik/coaching"
)

// Holding is what the records say of a recording and the files it needs to be watched.
type Holding struct {
	RecordingID coaching.RecordingID
	Generation  int  // of the version that is shown; 0 for none
	Erased      bool // with a complete receipt
	Living      bool // not erased and no erasure asked for
	Watchable   bool // ready, or Lost
	Lost        bool // failed because its files were missing
	Here        bool // all its takes came in on this node
	Spoken      bool // a voice note, which is one file
}

// Holdings lists all recordings and voice notes as a node must know them. Door Retain.
func (tx *Tx) Holdings(ctx context.Context, node string) ([]Holding, error) {
	var holdings []Holding
	err := tx.many(ctx, "list what storage must hold", &holdings, `
		SELECT r.id AS recording_id,
		       r.generation,
		       e.completed_at IS NOT NULL AS erased,
		       r.deleted_at IS NULL AS living,
		       r.generation > 0 AND (r.state = 'ready' OR (r.state = 'failed' AND r.reason = $2)) AS watchable,
		       r.state = 'failed' AND r.reason = $2 AS lost,
		       NOT EXISTS (SELECT FROM take t WHERE t.recording_id = r.id AND t.node <> $1) AS here,
		       false AS spoken
		FROM recording r
		LEFT JOIN erasure_receipt e ON e.recording_id = r.id
		UNION ALL
		SELECT v.id, 0, false, v.deleted_at IS NULL, true, false, v.node = $1, true
		FROM voice_note v`, node, coaching.FilesMissing)
	return holdings, err
}

// NoteFindings replaces what was found on a node; what was found before keeps the day of its first sight. Door Retain.
func (tx *Tx) NoteFindings(ctx context.Context, node string, found []coaching.Finding, now time.Time) error {
	var kinds, names []string
	var files, bytes []int64
	for _, f := range found {
		kinds, names = append(kinds, string(f.Kind)), append(names, f.Name)
		files, bytes = append(files, int64(f.Files)), append(bytes, f.Bytes)
	}
	if _, err := tx.run(ctx, "note findings", `
		INSERT INTO storage_finding (node, kind, recording_id, files, bytes, first_seen_at, last_seen_at)
		SELECT $1, f.kind, f.name, f.files, f.bytes, $6, $6
		FROM unnest($2::text[], $3::text[], $4::integer[], $5::bigint[]) AS f (kind, name, files, bytes)
		ON CONFLICT (node, kind, recording_id) DO UPDATE
		SET files = excluded.files,
		    bytes = excluded.bytes,
		    last_seen_at = excluded.last_seen_at`,
		node, pq.Array(kinds), pq.Array(names), pq.Array(files), pq.Array(bytes), now); err != nil {
		return err
	}
	_, err := tx.run(ctx, "forget what fits again", `
		DELETE FROM storage_finding
		WHERE node = $1
		  AND last_seen_at < $2`, node, now)
	return err
}

// Findings are those of the last look on a node. Door Retain.
func (tx *Tx) Findings(ctx context.Context, node string) ([]coaching.Finding, error) {
	var found []coaching.Finding
	err := tx.many(ctx, "read findings", &found, `
		SELECT kind,
		       recording_id AS name,
		       files,
		       bytes,
		       first_seen_at
		FROM storage_finding
		WHERE node = $1
		ORDER BY kind, first_seen_at, recording_id`, node)
	return found, err
}

// LoseFiles says that the files of a recording are not there: it cannot be watched, and all marks stay. Door Transcode.
func (tx *Tx) LoseFiles(ctx context.Context, id coaching.RecordingID) error {
	return tx.turn(ctx, id, "ready", "", "failed", coaching.FilesMissing)
}

// FindFiles says that they are back. Door Transcode.
func (tx *Tx) FindFiles(ctx context.Context, id coaching.RecordingID) error {
	return tx.turn(ctx, id, "failed", coaching.FilesMissing, "ready", "")
}

// turn changes state and reason where they are as given, and does nothing where they are not.
func (tx *Tx) turn(ctx context.Context, id coaching.RecordingID, state, reason, toState, toReason string) error {
	rows, err := tx.run(ctx, "turn recording "+toState, `
		UPDATE recording
		SET state = $4,
		    reason = $5
		WHERE id = $1
		  AND state = $2
		  AND reason = $3
		  AND deleted_at IS NULL`, id, state, reason, toState, toReason)
	if err != nil || rows == 0 {
		return err
	}
	return tx.notifyRecording(ctx, id)
}
