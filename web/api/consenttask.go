package api

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Lock is a reason why a recording is locked. It names nobody.
type Lock struct {
	Reason string    `json:"reason" enum:"child_consent,access_request,safety_signal,restore"`
	Since  time.Time `json:"since"`
}

// Locks are those that stand.
func (a *API) Locks() Operation {
	return Do(a, "locks", "Why this recording is locked, and since when", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[List[Lock]], error) {
		var locks []coaching.Lock
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			recording, err := tx.Recording(ctx, coaching.RecordingID(in.ID))
			if err == nil {
				locks, err = tx.Locks(ctx, recording.Main())
			}
			return err
		})
		return of(whole(each(locks, func(l coaching.Lock) Lock { return Lock{Reason: string(l.Reason), Since: instant(l.MadeAt)} })), err)
	})
}

// ConsentTask is what is to be done about a child that may not be in view of a recording.
type ConsentTask struct {
	ID          string     `json:"id"`
	RecordingID string     `json:"recording_id"`
	Child       string     `json:"child" doc:"A first name or a code"`
	MadeAt      time.Time  `json:"made_at"`
	DueOn       string     `json:"due_on" doc:"Its last day; then the recording is deleted"`
	Allowed     bool       `json:"allowed" doc:"The guardians allow it again, and it can be reopened"`
	DoneHow     *string    `json:"done_how" enum:"deleted,trimmed,masked,given_again"`
	DoneAt      *time.Time `json:"done_at"`
}

func taskOf(k coaching.ConsentTask) ConsentTask {
	return ConsentTask{
		ID: string(k.ID), RecordingID: string(k.RecordingID), Child: k.ChildName, MadeAt: instant(k.MadeAt), DueOn: string(k.DueOn),
		Allowed: k.Allowed, DoneHow: maybe(string(k.DoneHow)), DoneAt: perhaps(k.DoneAt),
	}
}

// ConsentTasks lists those that the actor sees.
func (a *API) ConsentTasks() Operation {
	return Do(a, "consent-tasks", "What is to be done, or was, about children that may not be in view, newest first", func(ctx context.Context, actor coaching.Actor, in *Page) (*Of[List[ConsentTask]], error) {
		var tasks []coaching.ConsentTask
		var next string
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			tasks, next, err = tx.ConsentTasks(ctx, in.Cursor, in.Limit)
			return err
		})
		return of(listOf(tasks, next, taskOf), err)
	})
}

// Reopen lifts the lock for a child whose guardians allow it again.
func (a *API) Reopen() Operation {
	return Do(a, "reopen", "Open a recording again whose child may be in view again", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[ConsentTask], error) {
		var task coaching.ConsentTask
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			task, err = tx.Reopen(ctx, coaching.TaskID(in.ID), a.Now())
			return err
		})
		return of(taskOf(task), err)
	})
}
