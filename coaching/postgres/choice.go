package postgres

import (
	"context"

	"terugblik/coaching"
)

// Choice is the coach's choice of marks for a cycle, in her order. An employee sees none.
func (tx *Tx) Choice(ctx context.Context, cycle coaching.CycleID) ([]coaching.Annotation, error) {
	return tx.annotations(ctx, `
		JOIN feedback_choice c ON c.annotation_id = a.id
		WHERE c.cycle_id = $1
		ORDER BY c.position`, cycle)
}

// SetChoice replaces the choice: drafts of recordings of this cycle, in order. An empty list empties it.
func (tx *Tx) SetChoice(ctx context.Context, actor coaching.Actor, cycle coaching.CycleID, ids []coaching.AnnotationID) ([]coaching.Annotation, error) {
	if err := coaching.CheckChoice(ids); err != nil {
		return nil, err
	}
	there, trajectory, err := tx.cycleForChange(ctx, cycle)
	if err != nil {
		return nil, err
	}
	if err := there.MayChoose(actor, trajectory); err != nil {
		return nil, err
	}
	if _, err := tx.run(ctx, "empty choice", `
		DELETE FROM feedback_choice
		WHERE cycle_id = $1`, cycle); err != nil {
		return nil, err
	}
	rows, err := tx.run(ctx, "choose marks", `
		INSERT INTO feedback_choice (cycle_id, annotation_id, holder_id, position)
		SELECT r.cycle_id, a.id, a.holder_id, w.position
		FROM unnest($2::uuid[]) WITH ORDINALITY AS w (id, position)
		JOIN annotation a ON a.id = w.id AND a.visibility = 'draft'
		JOIN recording r ON r.id = a.recording_id
		WHERE r.cycle_id = $1`, cycle, list(ids))
	if err != nil {
		return nil, err
	}
	if int(rows) != len(ids) {
		return nil, coaching.Invalid{{Field: "annotation_ids", Code: "unknown"}}
	}
	if err := tx.Notify(ctx, TopicChoice, string(cycle)); err != nil {
		return nil, err
	}
	return tx.Choice(ctx, cycle)
}

// lockChoice is Choice that nobody else can release at the same time.
func (tx *Tx) lockChoice(ctx context.Context, cycle coaching.CycleID) ([]coaching.Annotation, error) {
	if _, err := tx.run(ctx, "lock choice", `
		SELECT FROM feedback_choice
		WHERE cycle_id = $1
		ORDER BY annotation_id
		FOR UPDATE`, cycle); err != nil {
		return nil, err
	}
	return tx.Choice(ctx, cycle)
}
