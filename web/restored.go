package web

import (
	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// waitsView says on a home why something waits after a restore, and what she can do about it.
type waitsView struct {
	Sentence, Href, Button string
	Shut                   bool // nothing is filmed either
}

// waits is nil where a holder was never put back, or all is settled.
func (p *pages) waits(a *ask, home string) *waitsView {
	if _, err := a.actor.Keeper(); err != nil && home == "office" { // who was named in a signal, or gave one
		home = "home"
	}
	var view *waitsView
	err := p.as(a, func(tx *postgres.Tx) error {
		ctx := a.r.Context()
		restore, err := tx.LastRestore(ctx, a.actor.At())
		if err != nil || restore.ID == "" || !restore.Waits() && home != "home" && !restore.Told(a.now) {
			return err
		}
		holder, err := tx.Holder(ctx, a.actor.At())
		if err != nil {
			return err
		}
		asked := 0
		if home == "home" && !restore.Waits() {
			shares, err := tx.RestoredShares(ctx)
			if err != nil {
				return err
			}
			asked = len(shares)
		}
		if view = a.words(holder).waits(home, restore, asked); view != nil {
			view.Shut = restore.Waits()
		}
		return nil
	})
	if err != nil && a.r.Context().Err() == nil { // the page itself is there all the same
		p.Log.ErrorContext(a.r.Context(), "a restore could not be told of", "request_id", visitOf(a.r.Context()).id, "error", err)
	}
	return view
}

// waits words a restore for the home of a role; asked is of how many recordings she has not said whether she shares them.
func (w words) waits(home string, restore coaching.Restore, asked int) *waitsView {
	day := w.Moment(restore.BackupAt).Text
	switch {
	case !restore.Waits() && home == "home" && asked > 0:
		return &waitsView{Sentence: w.T("waits.shares", "Moment", day), Href: sharesPath, Button: w.T("waits.shares_button")}
	case !restore.Waits() && home == "coach":
		return &waitsView{Sentence: w.T("waits.told_coach", "Moment", day)}
	case !restore.Waits():
		return nil
	case home == "people", home == "office":
		return &waitsView{Sentence: w.T("waits.keeper", "Moment", day), Href: restoredPath, Button: w.T("waits.keeper_button")}
	case home == "manager":
		return &waitsView{Sentence: w.T("waits.manager", "Moment", day)}
	case home == "coach":
		return &waitsView{Sentence: w.T("waits.coach", "Moment", day)}
	}
	return &waitsView{Sentence: w.T("waits.employee", "Moment", day)}
}
