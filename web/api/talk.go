package api

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Talk is the review talk of a cycle: planned, running or held.
type Talk struct {
	ID              string     `json:"id"`
	CycleID         string     `json:"cycle_id"`
	PlannedFor      *time.Time `json:"planned_for"`
	StartedAt       *time.Time `json:"started_at"`
	EndedAt         *time.Time `json:"ended_at"`
	Setting         string     `json:"setting" enum:"together,apart"`
	Step            string     `json:"step" enum:"look,child,you,after,why,question,more,need,when"`
	MomentID        *string    `json:"moment_id" doc:"The released moment that is talked about"`
	Playhead        Playhead   `json:"playhead"`
	Opened          []Opening  `json:"opened" doc:"Moments whose mark opened in the talk"`
	Confirmed       bool       `json:"confirmed" doc:"The coach confirmed its minutes"`
	ProposedMinutes int        `json:"proposed_minutes"`
	ServerMS        int64      `json:"server_ms" doc:"The server's time of this answer, in ms since 1970"`
}

// Playhead is the place that both look at. Where it is now follows from at_ms and the server's time; a device's own clock is not asked.
type Playhead struct {
	RecordingID *string `json:"recording_id" doc:"null while no film is shown"`
	PositionMS  int64   `json:"position_ms" doc:"At at_ms, on the recording's clock"`
	LoopStartMS *int64  `json:"loop_start_ms"`
	LoopEndMS   *int64  `json:"loop_end_ms"`
	Playing     bool    `json:"playing"`
	RatePercent int     `json:"rate_percent" doc:"25, 50, 100, 150 or 200"`
	Number      int     `json:"number" doc:"Counts the touches; a lower one is older"`
	By          *Person `json:"by" doc:"Who touched it last"`
	AtMS        int64   `json:"at_ms" doc:"The server's time of the touch, in ms since 1970"`
}

// Opening is a moment whose mark opened: her words were written down, or she skipped.
type Opening struct {
	MomentID string `json:"moment_id"`
	Skipped  bool   `json:"skipped"`
}

func (p people) talk(t coaching.Talk, now time.Time) Talk {
	shown := Talk{
		ID: string(t.ID), CycleID: string(t.CycleID), PlannedFor: perhaps(t.PlannedFor), StartedAt: perhaps(t.StartedAt),
		EndedAt: perhaps(t.EndedAt), Setting: string(t.Setting), Step: string(t.Step), MomentID: maybe(string(t.MomentID)),
		Playhead: Playhead{
			RecordingID: maybe(string(t.Playhead.RecordingID)), PositionMS: t.Playhead.PositionMS,
			LoopStartMS: t.Playhead.LoopStartMS, LoopEndMS: t.Playhead.LoopEndMS, Playing: t.Playhead.Playing,
			RatePercent: t.Playhead.RatePercent, Number: t.Playhead.Number,
		},
		Opened:    each(t.Openings, func(o coaching.Opening) Opening { return Opening{string(o.MomentID), o.Skipped} }),
		Confirmed: t.Confirmed, ProposedMinutes: t.ProposedMinutes(now), ServerMS: now.UnixMilli(),
	}
	if t.Playhead.At != nil {
		shown.Playhead.AtMS = t.Playhead.At.UnixMilli()
	}
	if t.Playhead.By != "" {
		by := p.of(t.Playhead.By)
		shown.Playhead.By = &by
	}
	return shown
}

// talkFrom runs one step of the store and shows the talk that it leaves.
func (a *API) talkFrom(ctx context.Context, actor coaching.Actor, step func(*postgres.Tx) (coaching.Talk, error)) (*Of[Talk], error) {
	var shown Talk
	err := a.as(ctx, actor, func(tx *postgres.Tx) error {
		found, err := step(tx)
		if err != nil {
			return err
		}
		shown, err = ShowTalk(ctx, tx, found, a.Now())
		return err
	})
	return of(shown, err)
}

// ShowTalk is a talk as its reader may see it at an instant.
func ShowTalk(ctx context.Context, tx *postgres.Tx, t coaching.Talk, now time.Time) (Talk, error) {
	named := people{}
	var err error
	if t.Playhead.By != "" {
		named, err = names(ctx, tx, t.Playhead.By)
	}
	return named.talk(t, now), err
}

// Talks lists the talks of a cycle.
func (a *API) Talks() Operation {
	return Do(a, "talks", "The review talks of a cycle", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[List[Talk]], error) {
		var shown []Talk
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			cycle, err := tx.Cycle(ctx, coaching.CycleID(in.ID))
			if err != nil {
				return err
			}
			found, err := tx.Talks(ctx, cycle.ID)
			if err != nil {
				return err
			}
			for _, talk := range found {
				one, err := ShowTalk(ctx, tx, talk, a.Now())
				if err != nil {
					return err
				}
				shown = append(shown, one)
			}
			return nil
		})
		return of(whole(shown), err)
	})
}

type talkInput struct {
	ByID
	Body struct {
		RecordingID string     `json:"recording_id,omitempty" doc:"The film to look at; begins the talk"`
		Setting     string     `json:"setting,omitempty" enum:"together,apart"`
		PlannedFor  *time.Time `json:"planned_for,omitempty" doc:"Only plans the talk"`
	}
}

// CreateTalk begins the talk of a cycle, joins the one that runs, or plans it.
func (a *API) CreateTalk() Operation {
	return Make(a, "create-talk", "Begin, join or plan the review talk", func(ctx context.Context, actor coaching.Actor, in *talkInput) (*Of[Talk], error) {
		if err := checkID("recording_id", in.Body.RecordingID); err != nil {
			return nil, err
		}
		id, body := coaching.CycleID(in.ID), in.Body
		return a.talkFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Talk, error) {
			if _, err := tx.Cycle(ctx, id); err != nil {
				return coaching.Talk{}, err
			}
			if body.PlannedFor != nil && body.RecordingID == "" {
				return tx.PlanTalk(ctx, actor, id, *body.PlannedFor, a.Now())
			}
			if body.Setting == "" {
				body.Setting = string(coaching.Together)
			}
			return tx.StartTalk(ctx, actor, id, coaching.RecordingID(body.RecordingID), coaching.TalkSetting(body.Setting), a.Now())
		})
	})
}

// Talk reads one talk.
func (a *API) Talk() Operation {
	return Do(a, "talk", "One review talk, and where both look", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[Talk], error) {
		return a.talkFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Talk, error) {
			return tx.Talk(ctx, coaching.TalkID(in.ID))
		})
	})
}

type openingInput struct {
	ByID
	Body struct {
		MomentID string `json:"moment_id"`
	}
}

// OpenMoment opens the coach's mark without her words: she skips.
func (a *API) OpenMoment() Operation {
	return Make(a, "open-moment", "Skip: open the mark of a moment without words", func(ctx context.Context, actor coaching.Actor, in *openingInput) (*Of[Talk], error) {
		return a.talkFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Talk, error) {
			if !isID(in.Body.MomentID) {
				return coaching.Talk{}, visible(ctx, tx, in.ID, coaching.Invalid{{Field: "moment_id", Code: "unknown"}})
			}
			return tx.OpenMoment(ctx, actor, coaching.TalkID(in.ID), coaching.MomentID(in.Body.MomentID), a.Now())
		})
	})
}

// visible is the error, or ErrNotFound for who may not see the talk at all.
func visible(ctx context.Context, tx *postgres.Tx, talk string, wrong error) error {
	if _, err := tx.Talk(ctx, coaching.TalkID(talk)); err != nil {
		return err
	}
	return wrong
}

type talkMinutesInput struct {
	ByID
	Body struct {
		Date    string `json:"date" doc:"2026-03-05, in the zone of the holder"`
		Minutes int    `json:"minutes"`
	}
}

// ConfirmTalk keeps the minutes of a talk that was held.
func (a *API) ConfirmTalk() Operation {
	return Make(a, "confirm-talk", "Confirm the minutes of a talk", func(ctx context.Context, actor coaching.Actor, in *talkMinutesInput) (*Of[Talk], error) {
		id := coaching.TalkID(in.ID)
		return a.talkFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Talk, error) {
			if err := tx.ConfirmTalk(ctx, actor, id, coaching.Entry{HeldOn: in.Body.Date, Minutes: in.Body.Minutes}, a.Now()); err != nil {
				return coaching.Talk{}, err
			}
			return tx.Talk(ctx, id)
		})
	})
}
