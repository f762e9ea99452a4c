package postgres

import (
	"context"

	"terugblik/coaching"
)

// Chain counts over all marks of a recording that the actor may see.
func (tx *Tx) Chain(ctx context.Context, recording coaching.RecordingID) (coaching.ChainCount, error) {
	var rows []annotationRow
	err := tx.many(ctx, "read chain", &rows, `
		SELECT id,
		       codes AS code_list,
		       COALESCE(subject, '') AS subject,
		       COALESCE(answers_id::text, '') AS answers_id
		FROM annotation
		WHERE recording_id = $1`, recording)
	marks := make([]coaching.Annotation, len(rows))
	for i, row := range rows {
		marks[i] = row.Annotation
		marks[i].Codes = row.CodeList
	}
	return coaching.Chain(marks), err
}
