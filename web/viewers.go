package web

import (
	"context"
	"strings"
	"sync"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/web/live"
)

const (
	// rememberSight is how long a positive answer of the visibility rule holds for film.
	rememberSight = time.Second
	// rememberPlay is how long opening a film again counts as the same viewing.
	rememberPlay = time.Hour
	manySights   = 4096
)

// sightKey is one log-in and one recording.
type sightKey struct {
	login     string // hashes of the log-in and of what names its shared device
	recording coaching.RecordingID
	still     bool // of plays: only its still picture
}

// film is what the media door needs to know of a recording that the actor may see.
type film struct {
	actor      coaching.Actor
	owner      coaching.PersonID
	main       coaching.RecordingID // the one that it belongs to, or itself
	generation int
	office     *coaching.OfficeFilm // by which the office lets her in; nil for whoever may see it anyway
	until      time.Time
}

// asOffice asks for film that the office has opened, also of a recording that is locked for everybody else.
func (f *film) asOffice(ctx context.Context, tx *postgres.Tx, id coaching.RecordingID) error {
	opened, err := tx.OfficeFilm(ctx, id)
	if err != nil {
		return err
	}
	f.office, f.owner, f.main, f.generation = &opened, opened.OwnerID, opened.MainID, opened.Generation
	return nil
}

// viewers remembers for a moment who may see which film, and forgets at once when a notification
// says that something changed. An answer that was asked for before a notification is not kept.
type viewers struct {
	now func() time.Time

	mu     sync.Mutex
	epoch  uint64
	sights map[sightKey]film
	plays  map[sightKey]time.Time
}

func newViewers(now func() time.Time, hub *live.Hub) *viewers {
	v := &viewers{now: now, sights: map[sightKey]film{}, plays: map[sightKey]time.Time{}}
	hub.OnChange(v.forget)
	return v
}

// forget drops what a notification touches; "" drops everything.
func (v *viewers) forget(topic string) {
	kind, id, _ := strings.Cut(topic, ":")
	v.mu.Lock()
	defer v.mu.Unlock()
	v.epoch++
	for key, sight := range v.sights {
		switch kind {
		case "recording":
			if string(key.recording) != id {
				continue
			}
		case "person":
			if string(sight.actor.ID) != id {
				continue
			}
		case "annotation", "choice", "cycle", "talk":
			continue // these do not change who sees a film
		}
		delete(v.sights, key)
	}
}

// find is a remembered answer; the epoch is for keep.
func (v *viewers) find(key sightKey) (found film, ok bool, epoch uint64) {
	v.mu.Lock()
	defer v.mu.Unlock()
	found, ok = v.sights[key]
	if ok && !v.now().Before(found.until) {
		delete(v.sights, key)
		ok = false
	}
	return found, ok, v.epoch
}

// keep remembers an answer, unless something changed since the epoch.
func (v *viewers) keep(key sightKey, found film, epoch uint64) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.epoch != epoch {
		return
	}
	now := v.now()
	if len(v.sights) >= manySights {
		clear(v.sights)
	}
	found.until = now.Add(rememberSight)
	v.sights[key] = found
}

// firstPlay says whether this opening of a film is to be logged, and counts it as logged.
func (v *viewers) firstPlay(key sightKey) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	now := v.now()
	if last, ok := v.plays[key]; ok && now.Sub(last) < rememberPlay {
		return false
	}
	for old, at := range v.plays {
		if now.Sub(at) >= rememberPlay {
			delete(v.plays, old)
		}
	}
	v.plays[key] = now
	return true
}

// playAgain makes the next opening count, after one that could not be logged.
func (v *viewers) playAgain(key sightKey) {
	v.mu.Lock()
	defer v.mu.Unlock()
	delete(v.plays, key)
}
