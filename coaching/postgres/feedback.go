package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

// Release gives the choice of a cycle to the employee: its marks are frozen and become moments, strengths first.
// entry is the coach's confirmed minutes (date, kind, minutes). The choice is empty afterwards.
func (tx *Tx) Release(ctx context.Context, actor coaching.Actor, cycle coaching.CycleID, message string, entry coaching.Entry, now time.Time) (coaching.Release, error) {
	there, trajectory, err := tx.cycleForChange(ctx, cycle)
	if err != nil {
		return coaching.Release{}, err
	}
	choice, err := tx.lockChoice(ctx, cycle)
	if err != nil {
		return coaching.Release{}, err
	}
	if err := there.MayRelease(actor, trajectory, message, choice); err != nil {
		return coaching.Release{}, err
	}
	choice = coaching.OrderMoments(choice, tx.codes)
	if err := tx.freeze(ctx, choice, now); err != nil {
		return coaching.Release{}, err
	}
	id := NewID[coaching.ReleaseID]()
	if _, err := tx.run(ctx, "release feedback", `
		INSERT INTO feedback_release (id, holder_id, cycle_id, coach_id, message, released_at)
		VALUES ($1, $2, $3, $4, $5, $6)`, id, there.HolderID, cycle, actor.ID, message, now); err != nil {
		return coaching.Release{}, err
	}
	if err := tx.addMoments(ctx, id, choice); err != nil {
		return coaching.Release{}, err
	}
	if err := tx.stillOpen(ctx, choice); err != nil {
		return coaching.Release{}, err
	}
	if _, err := tx.run(ctx, "empty choice", `
		DELETE FROM feedback_choice
		WHERE cycle_id = $1`, cycle); err != nil {
		return coaching.Release{}, err
	}
	if err := tx.addEntry(ctx, actor, trajectory, cycle, entry, now); err != nil {
		return coaching.Release{}, err
	}
	if err := tx.tellRelease(ctx, actor, cycle, choice, now); err != nil {
		return coaching.Release{}, err
	}
	releases, err := tx.releases(ctx, `
		WHERE f.id = $1`, id)
	return first("read release", releases, err)
}

// stillOpen refuses what is locked. It comes after the moments: their references hold the recordings, so that a lock at the
// same moment was either waited for, and is seen here, or waits for the commit.
func (tx *Tx) stillOpen(ctx context.Context, choice []coaching.Annotation) error {
	recordings, err := tx.recordingsByID(ctx, recordingIDs(choice))
	for _, recording := range recordings {
		if recording.LockedAt != nil {
			return coaching.Conflict("recording_locked")
		}
	}
	return err
}

func (tx *Tx) freeze(ctx context.Context, choice []coaching.Annotation, now time.Time) error {
	rows, err := tx.run(ctx, "freeze marks", `
		UPDATE annotation
		SET visibility = 'released',
		    version = version + 1,
		    updated_at = $2
		WHERE id = ANY ($1::uuid[])
		  AND visibility = 'draft'`, list(markIDs(choice)), now)
	if err == nil && int(rows) != len(choice) {
		return coaching.Conflict("changed_meanwhile")
	}
	return err
}

func (tx *Tx) addMoments(ctx context.Context, release coaching.ReleaseID, choice []coaching.Annotation) error {
	ids := make([]coaching.MomentID, len(choice))
	for i := range ids {
		ids[i] = NewID[coaching.MomentID]()
	}
	_, err := tx.run(ctx, "add moments", `
		INSERT INTO feedback_moment (id, holder_id, release_id, recording_id, annotation_id, position, start_ms, end_ms)
		SELECT w.id, a.holder_id, $1, a.recording_id, a.id, w.position, a.start_ms, a.end_ms
		FROM unnest($2::uuid[], $3::uuid[]) WITH ORDINALITY AS w (id, mark, position)
		JOIN annotation a ON a.id = w.mark`, release, list(ids), list(markIDs(choice)))
	return err
}

// tellRelease notes the release in the log of each recording and tells it.
func (tx *Tx) tellRelease(ctx context.Context, actor coaching.Actor, cycle coaching.CycleID, choice []coaching.Annotation, now time.Time) error {
	recordings, err := tx.recordingsByID(ctx, recordingIDs(choice))
	if err != nil {
		return err
	}
	for _, recording := range recordings {
		if err := tx.logAct(ctx, actor, "release", recording, now); err != nil {
			return err
		}
	}
	for _, mark := range choice {
		if err := tx.notifyAnnotation(ctx, mark.RecordingID, mark.ID); err != nil {
			return err
		}
	}
	if err := tx.Notify(ctx, TopicChoice, string(cycle)); err != nil {
		return err
	}
	return tx.Notify(ctx, TopicCycle, string(cycle))
}

// Releases lists the feedback on a cycle, oldest first, with its moments, her looks, and the marks that are open to the actor.
func (tx *Tx) Releases(ctx context.Context, cycle coaching.CycleID) ([]coaching.Release, error) {
	return tx.releases(ctx, `
		WHERE f.cycle_id = $1
		ORDER BY f.released_at, f.id`, cycle)
}

func (tx *Tx) releases(ctx context.Context, clause string, args ...any) ([]coaching.Release, error) {
	var releases []coaching.Release
	if err := tx.many(ctx, "read releases", &releases, `
		SELECT f.id,
		       f.cycle_id,
		       f.coach_id,
		       f.message,
		       f.released_at
		FROM feedback_release f`+clause, args...); err != nil {
		return nil, err
	}
	ids := make([]coaching.ReleaseID, len(releases))
	at := make(map[coaching.ReleaseID]*coaching.Release, len(releases))
	for i := range releases {
		ids[i] = releases[i].ID
		at[ids[i]] = &releases[i]
	}
	moments, err := tx.moments(ctx, `
		WHERE m.release_id = ANY ($1::uuid[])
		ORDER BY m.release_id, m.position`, list(ids))
	for _, moment := range moments {
		release := at[moment.release]
		release.Moments = append(release.Moments, moment.Moment)
	}
	return releases, err
}

func markIDs(marks []coaching.Annotation) []coaching.AnnotationID {
	ids := make([]coaching.AnnotationID, len(marks))
	for i, mark := range marks {
		ids[i] = mark.ID
	}
	return ids
}

func recordingIDs(marks []coaching.Annotation) []coaching.RecordingID {
	ids := make([]coaching.RecordingID, len(marks))
	for i, mark := range marks {
		ids[i] = mark.RecordingID
	}
	return ids
}
