package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

const selectOfficeFilm = `
		SELECT recording_id,
		       main_id,
		       holder_id,
		       owner_id,
		       generation,
		       duration_ms,
		       recorded_at,
		       cause,
		       cause_id,
		       NULLIF(closes_at, 'infinity') AS closes_at
		FROM access.office_films()`

// OfficeFilm is film that the office has opened to the actor now, by whichever cause lasts longest; ErrNotFound for any other.
func (tx *Tx) OfficeFilm(ctx context.Context, id coaching.RecordingID) (coaching.OfficeFilm, error) {
	var film coaching.OfficeFilm
	err := tx.one(ctx, "read film of the office", &film, selectOfficeFilm+` f
		WHERE f.recording_id = $1
		ORDER BY f.closes_at DESC, f.cause_id
		LIMIT 1`, id)
	return film, err
}

// OfficeFilms lists the film that the office has opened to the actor now, by one cause, or by any where cause is "".
func (tx *Tx) OfficeFilms(ctx context.Context, cause string) ([]coaching.OfficeFilm, error) {
	var films []coaching.OfficeFilm
	err := tx.many(ctx, "list film of the office", &films, selectOfficeFilm+`
		WHERE $1 = '' OR cause_id::text = $1
		ORDER BY recorded_at, recording_id`, cause)
	return films, err
}

// LogOfficePlay tells its owner that somebody whom the office let in began to look.
func (tx *Tx) LogOfficePlay(ctx context.Context, film coaching.OfficeFilm, now time.Time) error {
	return tx.tellOwner(ctx, film.Viewed(), film.MainID, "", now)
}

// NotePlayed keeps which stretches of a film were on the actor's screen. Those that make no sense are left out.
func (tx *Tx) NotePlayed(ctx context.Context, actor coaching.Actor, film coaching.OfficeFilm, ranges [][2]int64, now time.Time) error {
	for _, r := range ranges {
		from, to := max(r[0], 0), min(r[1], film.DurationMS+1000)
		if to <= from {
			continue
		}
		if _, err := tx.run(ctx, "note what was played", `
			INSERT INTO office_played (id, holder_id, cause, cause_id, recording_id, person_id, from_ms, to_ms, played_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			NewID[string](), film.HolderID, film.Cause, film.CauseID, film.RecordingID, actor.ID, from, to, now); err != nil {
			return err
		}
	}
	return nil
}

// PlayedBy lists what was played by one cause, stretches joined. For the data protection officer.
func (tx *Tx) PlayedBy(ctx context.Context, cause string) ([]coaching.Played, error) {
	var rows []coaching.Played
	err := tx.many(ctx, "list what was played", &rows, `
		SELECT recording_id,
		       person_id,
		       from_ms,
		       to_ms,
		       played_at
		FROM office_played
		WHERE cause_id = $1
		ORDER BY recording_id, person_id, from_ms, to_ms`, cause)
	return coaching.MergePlayed(rows), err
}

// SawFilter narrows a report of who saw what; an empty field does not.
type SawFilter struct {
	Person     coaching.PersonID
	Recordings []coaching.RecordingID // nil for all
	From       time.Time
	Until      time.Time // exclusive
}

// MostSaw is how many lines a report holds at most.
const MostSaw = 10_000

// WhoSaw lists who did what to which recording, oldest first, and whether there was more. For the data protection officer.
func (tx *Tx) WhoSaw(ctx context.Context, f SawFilter) ([]coaching.SawLine, bool, error) {
	var recordings any
	if f.Recordings != nil {
		recordings = list(f.Recordings)
	}
	var lines []coaching.SawLine
	err := tx.many(ctx, "report who saw what", &lines, `
		SELECT id,
		       at,
		       actor,
		       action,
		       COALESCE(recording_id::text, '') AS recording_id,
		       COALESCE(owner_id::text, '') AS owner_id
		FROM access.who_saw(NULLIF($1, '')::uuid, $2::uuid[], $3, $4)
		ORDER BY at, id
		LIMIT $5`, f.Person, recordings, f.From, f.Until, MostSaw+1)
	if len(lines) > MostSaw {
		return lines[:MostSaw], true, err
	}
	return lines, false, err
}

// OwnOfficeLines are the last five things that the office did with the actor's own recordings since then, newest first.
func (tx *Tx) OwnOfficeLines(ctx context.Context, since time.Time) ([]coaching.LogLine, error) {
	var lines []coaching.LogLine
	err := tx.many(ctx, "read what the office did", &lines, `
		SELECT id,
		       at,
		       actor,
		       action,
		       COALESCE(recording_id::text, '') AS recording_id,
		       detail
		FROM access_log
		WHERE owner_id = $1
		  AND at >= $2
		  AND action IN ('viewing_planned', 'viewing', 'viewing_over', 'emergency', 'emergency_view', 'emergency_over',
		                 'signal_view', 'erase_asked', 'erase_decided')
		ORDER BY at DESC, id DESC
		LIMIT 5`, tx.person, since)
	return lines, err
}
