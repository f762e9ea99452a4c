package postgres

import (
	"context"
	"time"

	"github.com/lib/pq"

	"terugblik/coaching"
)

// TaskFilm is a recording with an open task as the officer may know of it: how long it is and since when, and nothing of what
// was asked, marked or called.
type TaskFilm struct {
	Recording coaching.Recording
	Angles    []coaching.Angle
}

type cameraRow struct {
	coaching.Recording
	Source  coaching.AngleSource
	FoundMS *int64
	Placed  coaching.Placing
	HandMS  *int64
	ClockMS *int64
	Joined  bool
}

// TaskFilm reads it; ErrNotFound for who is not the officer of its holder, and once the task is done.
func (tx *Tx) TaskFilm(ctx context.Context, id coaching.TaskID) (film TaskFilm, err error) {
	var rows []cameraRow
	if err := tx.many(ctx, "read the cameras of a task", &rows, `
		SELECT id,
		       holder_id,
		       owner_id,
		       COALESCE(angle_of::text, '') AS angle_of,
		       source,
		       state,
		       duration_ms,
		       zero_at,
		       locked_at,
		       frozen_at,
		       found_ms,
		       placed,
		       hand_ms,
		       clock_ms,
		       joined
		FROM access.task_cameras($1)`, id); err != nil {
		return film, err
	}
	if len(rows) == 0 {
		return film, coaching.ErrNotFound
	}
	film.Recording = rows[0].Recording
	for _, row := range rows[1:] {
		film.Angles = append(film.Angles, coaching.Angle{
			ID: row.ID, HolderID: row.HolderID, RecordingID: film.Recording.ID, Source: row.Source, FoundMS: row.FoundMS, Placed: row.Placed,
			HandMS: row.HandMS, State: row.State, DurationMS: row.DurationMS, Joined: row.Joined, ClockMS: row.ClockMS,
		})
	}
	return film, nil
}

// AskTrimForTask has a stretch cut out for a task, by the officer, who sees nothing of the recording. As AskTrim otherwise.
func (tx *Tx) AskTrimForTask(ctx context.Context, id coaching.TaskID, start, end int64, now time.Time) error {
	film, err := tx.TaskFilm(ctx, id)
	if err != nil {
		return err
	}
	r := film.Recording
	if err := tx.holdTalk(ctx, r.ID); err != nil {
		return err
	}
	if err := r.MayBeTrimmed(film.Angles); err != nil {
		return err
	}
	if err := r.CheckTrim(start, end, coaching.TrimConsent); err != nil {
		return err
	}
	ids, recordings := []coaching.TrimID{NewID[coaching.TrimID]()}, []coaching.RecordingID{r.ID}
	starts, ends := pq.Int64Array{start}, pq.Int64Array{min(end, r.DurationMS)}
	for _, a := range film.Angles {
		if from, to, any := a.TrimOf(starts[0], ends[0]); any {
			ids, recordings, starts, ends = append(ids, NewID[coaching.TrimID]()), append(recordings, a.ID), append(starts, from), append(ends, to)
		}
	}
	var asked bool
	if err := tx.one(ctx, "ask for a cut of a task", &asked, `
		SELECT access.cut_for_task($1, $2::uuid[], $3::uuid[], $4::bigint[], $5::bigint[], $6)`,
		id, list(ids), list(recordings), starts, ends, now); err != nil {
		return err
	}
	if !asked {
		return coaching.Conflict("recording_locked")
	}
	return nil
}

// EndTaskTrimmed is the officer's word that the child of a task is nowhere to be seen any more.
func (tx *Tx) EndTaskTrimmed(ctx context.Context, id coaching.TaskID, now time.Time) error {
	task, err := tx.ConsentTask(ctx, id)
	if err != nil {
		return err
	}
	if err := tx.aloneWithConsent(ctx, task.HolderID); err != nil {
		return err
	}
	film, err := tx.TaskFilm(ctx, id)
	if err != nil {
		return err
	}
	trims, err := tx.Trims(ctx, film.Recording.ID)
	if err != nil {
		return err
	}
	open, err := tx.openCuts(ctx, film.Recording.ID)
	if err != nil {
		return err
	}
	if err := coaching.TrimmedFor(task.ChildID, []coaching.TrimTask{{ChildID: task.ChildID, MadeAt: task.MadeAt}}, trims, open); err != nil {
		return err
	}
	var ended bool
	if err := tx.one(ctx, "end a task as its officer", &ended, `
		SELECT access.end_cut_task($1, $2)`, id, now); err != nil {
		return err
	}
	if !ended {
		return coaching.Conflict("trim_under_way")
	}
	return nil
}
