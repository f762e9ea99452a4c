package api

import (
	"context"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Readiness says before the red button whether film may come in, and what stands in the way.
type Readiness struct {
	Ready   bool       `json:"ready" doc:"Film may come in now"`
	Missing []Obstacle `json:"missing"`
	Consent Consent    `json:"consent"`
	Room    Room       `json:"room"`
}

// Room says how much more can be recorded on the server.
type Room struct {
	Enough      bool   `json:"enough" doc:"Ten more minutes fit above what is kept free"`
	MinutesLeft int    `json:"minutes_left" doc:"About, shared by all who record now; -1 where it is not known"`
	Reason      string `json:"reason,omitempty" enum:"disk_full,disk_read_only" doc:"Why there is not enough"`
}

// Obstacle is something that must change first.
type Obstacle struct {
	Code   string `json:"code" doc:"Stable, for example consent_needed"`
	Detail string `json:"detail"`
}

// Readiness tells its owner how her recording stands before it begins.
func (a *API) Readiness() Operation {
	return Do(a, "readiness", "Whether this recording of yours may begin, and what stands in the way", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[Readiness], error) {
		var shown Readiness
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			shown, err = a.ShowReadiness(ctx, tx, actor, coaching.RecordingID(in.ID))
			return err
		})
		return of(shown, err)
	})
}

// ShowReadiness reads it; nobody but the owner of the recording can.
func (a *API) ShowReadiness(ctx context.Context, tx *postgres.Tx, actor coaching.Actor, id coaching.RecordingID) (Readiness, error) {
	recording, err := tx.Recording(ctx, id)
	if err == nil && recording.OwnerID != actor.ID {
		err = coaching.ErrNotFound
	}
	if err != nil {
		return Readiness{}, err
	}
	b, err := tx.Beginning(ctx, recording)
	if err != nil {
		return Readiness{}, err
	}
	shown := Readiness{Missing: []Obstacle{}}
	for _, holds := range coaching.Conditions() {
		if err := holds(b); err != nil {
			problem := a.Problem(ctx, err)
			shown.Missing = append(shown.Missing, Obstacle{Code: problem.Code, Detail: problem.Detail})
		}
	}
	shown.Room = a.Room()
	if reason := shown.Room.Reason; !shown.Room.Enough {
		shown.Missing = append(shown.Missing, Obstacle{Code: reason, Detail: a.Say(ctx, "error."+reason)})
	}
	shown.Ready = len(shown.Missing) == 0
	shown.Consent, err = a.consentOf(ctx, b.Consent)
	return shown, err
}
