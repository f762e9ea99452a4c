package api

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// LogLine is one thing that was done to a recording of the actor's.
type LogLine struct {
	ID          string    `json:"id"`
	At          time.Time `json:"at"`
	Person      *Person   `json:"person" doc:"null when the server itself or its operator did it"`
	System      *string   `json:"system"`
	Action      string    `json:"action"`
	RecordingID *string   `json:"recording_id"`
	Detail      string    `json:"detail"`
}

func (p people) logLine(l coaching.LogLine) LogLine {
	shown := LogLine{
		ID: l.ID, At: instant(l.At), Action: l.Action, RecordingID: maybe(string(l.RecordingID)), Detail: l.Detail,
	}
	if !isID(l.Actor) {
		shown.System = &l.Actor
		return shown
	}
	person := p.of(coaching.PersonID(l.Actor))
	shown.Person = &person
	return shown
}

type ownLogInput struct {
	Page
	Others bool `query:"others" doc:"only what others did"`
}

// OwnLog lists who has looked.
func (a *API) OwnLog() Operation {
	return Do(a, "own-log", "Who has looked at your recordings", func(ctx context.Context, actor coaching.Actor, in *ownLogInput) (*Of[List[LogLine]], error) {
		var shown List[LogLine]
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			items, next, err := tx.OwnLog(ctx, in.Others, in.Cursor, in.Limit)
			if err != nil {
				return err
			}
			var ids []coaching.PersonID
			for _, line := range items {
				if isID(line.Actor) {
					ids = append(ids, coaching.PersonID(line.Actor))
				}
			}
			named, err := names(ctx, tx, ids...)
			shown = listOf(items, next, named.logLine)
			return err
		})
		return of(shown, err)
	})
}
