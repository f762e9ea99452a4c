package api

import (
	"context"
	"errors"
	"fmt"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Reminder is when the employee wants to be reminded of her work point, in her holder's time zone.
type Reminder struct {
	Kind     string `json:"kind" enum:"days,working," doc:"working: each day that she opens the program"`
	Weekdays []int  `json:"weekdays,omitempty" maxItems:"7" doc:"1 Monday to 7 Sunday, rising"`
	Time     string `json:"time,omitempty" doc:"HH:MM, from when on these days; 00:00 unless given"`
}

// Reminder reads what the employee chose, with kind "" while she chose nothing. It is hers alone.
func (a *API) Reminder() Operation {
	return Do(a, "reminder", "When you are reminded of your work point", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[Reminder], error) {
		var found coaching.Reminder
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			if _, err := tx.Cycle(ctx, coaching.CycleID(in.ID)); err != nil {
				return err
			}
			if found, err = tx.Reminder(ctx, coaching.CycleID(in.ID)); errors.Is(err, coaching.ErrNotFound) {
				return nil
			}
			return err
		})
		shown := Reminder{Kind: string(found.Kind), Weekdays: found.Weekdays}
		if found.Kind == coaching.OnDays {
			shown.Time = fmt.Sprintf("%02d:%02d", found.Minute/60, found.Minute%60)
		}
		return of(shown, err)
	})
}

type reminderInput struct {
	ByID
	Body Reminder
}

// SetReminder chooses when to be reminded.
func (a *API) SetReminder() Operation {
	return Do(a, "set-reminder", "Be reminded of your work point", func(ctx context.Context, actor coaching.Actor, in *reminderInput) (*Nothing, error) {
		chosen := coaching.Reminder{Kind: coaching.ReminderKind(in.Body.Kind), Weekdays: in.Body.Weekdays}
		if in.Body.Time != "" {
			var ok bool
			if chosen.Minute, ok = coaching.ParseMinute(in.Body.Time); !ok {
				return nil, coaching.Invalid{{Field: "time", Code: "wrong_format"}}
			}
		}
		return nothing(a.as(ctx, actor, func(tx *postgres.Tx) error {
			return tx.SetReminder(ctx, actor, coaching.CycleID(in.ID), chosen, a.Now())
		}))
	})
}

// EndReminder stops it.
func (a *API) EndReminder() Operation {
	return Do(a, "end-reminder", "Not be reminded any more", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Nothing, error) {
		return nothing(a.as(ctx, actor, func(tx *postgres.Tx) error {
			return tx.EndReminder(ctx, actor, coaching.CycleID(in.ID))
		}))
	})
}
