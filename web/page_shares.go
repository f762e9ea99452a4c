package web

import (
	"errors"
	"net/http"
	"strings"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// sharesPath is where an employee says what she shares again after a restore.
const sharesPath = "/learning/shares"

type sharesView struct {
	Frame
	Locked bool // nobody has looked yet
	Rows   []shareRow
}

// shareRow is a recording that she shared when the backup was made.
type shareRow struct {
	ID, Title, Meta string
	Nobody          bool // coaches her now
}

func (p *pages) showShares(a *ask) error {
	var view sharesView
	err := p.as(a, func(tx *postgres.Tx) error {
		ctx := a.r.Context()
		holder, err := tx.Holder(ctx, a.actor.At())
		if err != nil {
			return err
		}
		restore, err := tx.LastRestore(ctx, holder.ID)
		if err != nil {
			return err
		}
		view.Locked = restore.Waits()
		shares, err := tx.RestoredShares(ctx)
		if err != nil {
			return err
		}
		with := sharedWith{}
		for _, share := range shares {
			names, err := with.names(a, tx, share.CycleID)
			if err != nil {
				return err
			}
			view.Rows = append(view.Rows, a.words(holder).shareRow(share, names))
		}
		return nil
	})
	if err != nil {
		return err
	}
	view.Frame = p.frame(a, "shares", a.say.T("shares.title"))
	return p.render(a, http.StatusOK, "shares", view)
}

func (w words) shareRow(share coaching.RestoredShare, names []string) shareRow {
	row := shareRow{ID: string(share.RecordingID), Title: share.Title, Nobody: len(names) == 0}
	row.Meta = w.T("shares.with", "Who", strings.Join(names, ", "), "Day", w.Day(share.SharedAt).Text)
	if row.Nobody {
		row.Meta = w.T("shares.with_nobody", "Day", w.Day(share.SharedAt).Text)
	}
	return row
}

// sharedWith remembers who would see what is shared in a cycle.
type sharedWith map[coaching.CycleID][]string

func (s sharedWith) names(a *ask, tx *postgres.Tx, id coaching.CycleID) ([]string, error) {
	if names, known := s[id]; known {
		return names, nil
	}
	ctx := a.r.Context()
	cycle, err := tx.Cycle(ctx, id)
	if err != nil {
		return nil, err
	}
	trajectory, err := tx.Trajectory(ctx, cycle.TrajectoryID)
	if err != nil {
		return nil, err
	}
	people, err := castOf(ctx, tx, trajectory.CoachIDs...)
	s[id] = nil
	for _, coach := range trajectory.CoachIDs {
		s[id] = append(s[id], people.Full(coach))
	}
	return s[id], err
}

// answerShares is her word on one recording, or "all": what can be shared again is.
func (p *pages) answerShares(a *ask) error {
	answer, id := a.r.PostFormValue("answer"), coaching.RecordingID(a.r.PostFormValue("recording"))
	if answer == "all" {
		return p.shareAllAgain(a)
	}
	if answer != "share" && answer != "stop" {
		return coaching.ErrNotFound
	}
	err := p.as(a, func(tx *postgres.Tx) error {
		return tx.AnswerRestored(a.r.Context(), a.actor, id, answer == "share", a.now)
	})
	return p.finish(a, err, sharesPath, "share_answered")
}

// shareAllAgain leaves in the list what cannot be shared now, so that she sees why when she tries it alone.
func (p *pages) shareAllAgain(a *ask) error {
	var shares []coaching.RestoredShare
	if err := p.as(a, func(tx *postgres.Tx) (err error) {
		shares, err = tx.RestoredShares(a.r.Context())
		return err
	}); err != nil {
		return err
	}
	said := "share_answered"
	for _, share := range shares {
		err := p.as(a, func(tx *postgres.Tx) error {
			return tx.AnswerRestored(a.r.Context(), a.actor, share.RecordingID, true, a.now)
		})
		if errors.Is(err, coaching.ErrConflict) {
			said = "shares_left"
			continue
		}
		if err != nil {
			return err
		}
	}
	return p.done(a, sharesPath, said)
}
