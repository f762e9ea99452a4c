package web

import (
	"context"
	"errors"
	"net/http"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type watchView struct {
	Frame
	Element Element
}

// showWatch shows a coach what is filmed now, where she is let watch.
func (p *pages) showWatch(a *ask) error {
	var f filmFacts
	err := p.as(a, func(tx *postgres.Tx) error {
		id := coaching.RecordingID(a.r.PathValue("id"))
		if _, err := tx.Watched(a.r.Context(), id); err != nil {
			return err
		}
		return f.loadFilm(a, tx, id)
	})
	if err != nil {
		return err
	}
	view := watchView{Element: a.element(f.block(a, "coach"), "watch")}
	view.Frame = p.frame(a, "watch", a.say.T("watch.title", "Name", f.people.Given(f.recording.OwnerID)), "watch")
	return p.render(a, http.StatusOK, "watch", view)
}

func watchHref(id coaching.RecordingID) string { return "/recordings/" + string(id) + "/live" }

// watchesLive says whether the actor may watch the recording live and not otherwise: its own page is then that.
func watchesLive(a *ask, tx *postgres.Tx, r coaching.Recording) (bool, error) {
	if r.OwnerID == a.actor.ID || r.SharedAt != nil {
		return false, nil
	}
	_, err := tx.Watched(a.r.Context(), r.ID)
	if errors.Is(err, coaching.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

func (f *cycleFacts) loadWatched(ctx context.Context, tx *postgres.Tx) error {
	watched, err := tx.WatchedNow(ctx)
	f.watched = map[coaching.RecordingID]bool{}
	for _, r := range watched {
		f.watched[r.ID] = r.SharedAt == nil
	}
	return err
}

// liveRow leads a coach to what she may watch live now.
type liveRow struct {
	Sentence string
	Href     string
}

func liveRows(a *ask, tx *postgres.Tx) ([]liveRow, error) {
	watched, err := tx.WatchedNow(a.r.Context())
	if err != nil || len(watched) == 0 {
		return nil, err
	}
	owners := make([]coaching.PersonID, len(watched))
	for i, r := range watched {
		owners[i] = r.OwnerID
	}
	people, err := castOf(a.r.Context(), tx, owners...)
	rows := make([]liveRow, len(watched))
	for i, r := range watched {
		key := "watch.may_now"
		if r.State == coaching.Planned {
			key = "watch.may_soon"
		}
		rows[i] = liveRow{Sentence: a.say.T(key, "Name", people.Given(r.OwnerID)), Href: watchHref(r.ID)}
	}
	return rows, err
}
