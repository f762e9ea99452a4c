package postgres

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"terugblik/coaching"
)

const selectPerson = `
		SELECT p.id,
		       p.holder_id,
		       p.given_name AS "name.given",
		       p.prefix AS "name.prefix",
		       p.family_name AS "name.family",
		       p.email,
		       p.language`

// CreateLoginSession opens a log-in session; the token itself is never stored. Door Login.
func (tx *Tx) CreateLoginSession(ctx context.Context, tokenHash []byte, person coaching.PersonID, now, expires time.Time) error {
	return tx.CreateLoginSessionFor(ctx, tokenHash, person, "", now, expires)
}

// CreateLoginSessionFor opens one in which she works for a holder; "" leaves that open. Door Login.
func (tx *Tx) CreateLoginSessionFor(ctx context.Context, tokenHash []byte, person coaching.PersonID, working coaching.HolderID, now, expires time.Time) error {
	return tx.touch(ctx, "open log-in session", `
		INSERT INTO login_session (token_hash, holder_id, person_id, created_at, expires_at, working_holder)
		SELECT $1, p.holder_id, p.id, $3, $4, NULLIF($5, '')::uuid
		FROM person p
		WHERE p.id = $2`, tokenHash, person, now, expires, working)
}

// StayWith notes for which holder somebody works in a log-in. Door Session.
func (tx *Tx) StayWith(ctx context.Context, tokenHash []byte, working coaching.HolderID) error {
	return tx.touch(ctx, "note for whom she works", `
		UPDATE login_session
		SET working_holder = NULLIF($2, '')::uuid
		WHERE token_hash = $1`, tokenHash, working)
}

// LoggedIn is a log-in that holds.
type LoggedIn struct {
	Actor     coaching.Actor
	ExpiresAt time.Time            // past for one on a shared device that waits for the end of what she films there
	Films     coaching.RecordingID // what she films on a shared device; "" for nothing
}

// LoginSession says who is logged in with a token, with the roles that hold now. One on a shared device holds with the
// token of that device alone. Door Session.
func (tx *Tx) LoginSession(ctx context.Context, tokenHash, deviceHash []byte, now time.Time) (LoggedIn, error) {
	var row struct {
		coaching.Person
		ExpiresAt time.Time
		Working   coaching.HolderID
		Tablet    coaching.TabletID
		Films     coaching.RecordingID
	}
	if err := tx.one(ctx, "find log-in session", &row, selectPerson+`,
		       s.expires_at,
		       COALESCE(s.working_holder::text, '') AS working,
		       COALESCE(s.tablet_id::text, '') AS tablet,
		       CASE WHEN s.tablet_id IS NULL THEN ''
		            ELSE COALESCE(access.films_on(s.tablet_id, s.person_id)::text, '') END AS films
		FROM login_session s
		JOIN person p ON p.id = s.person_id
		LEFT JOIN tablet t ON t.id = s.tablet_id
		WHERE s.token_hash = $1
		  AND CASE WHEN s.tablet_id IS NULL THEN s.expires_at > $3
		      ELSE t.token_hash = $2
		           AND s.created_at > $4
		           AND (s.expires_at > $3 OR access.films_on(s.tablet_id, s.person_id) IS NOT NULL)
		           AND EXISTS (SELECT FROM access.at_tablet(s.tablet_id, ARRAY[s.person_id])) END`,
		tokenHash, deviceHash, now, now.Add(-coaching.TabletLongest)); err != nil {
		return LoggedIn{}, err
	}
	actor, err := tx.actorFor(ctx, row.Person, row.Working, now)
	if row.Tablet != "" {
		actor = actor.OnTablet(row.Tablet)
	}
	return LoggedIn{Actor: actor, ExpiresAt: row.ExpiresAt, Films: row.Films}, err
}

// TokenActor says whose access token it is, with the roles that hold now for the holder in which it was made. Door Session.
func (tx *Tx) TokenActor(ctx context.Context, tokenHash []byte, now time.Time) (coaching.Actor, error) {
	var row struct {
		coaching.Person
		Working coaching.HolderID
	}
	if err := tx.one(ctx, "find access token", &row, selectPerson+`,
		       t.holder_id AS working
		FROM access_token t
		JOIN person p ON p.id = t.person_id
		WHERE t.token_hash = $1
		  AND (t.expires_at IS NULL OR t.expires_at > $2)`, tokenHash, now); err != nil {
		return coaching.Actor{}, err
	}
	actor, err := tx.actorFor(ctx, row.Person, row.Working, now)
	if err == nil && actor.Working != row.Working {
		err = fmt.Errorf("use an access token of holder %s: %w", row.Working, coaching.ErrNotFound)
	}
	return actor, err
}

// PersonActor is a person with the roles that hold now. Door Session.
func (tx *Tx) PersonActor(ctx context.Context, id coaching.PersonID, now time.Time) (coaching.Actor, error) {
	var person coaching.Person
	if err := tx.one(ctx, "find person", &person, selectPerson+`
		FROM person p
		WHERE p.id = $1`, id); err != nil {
		return coaching.Actor{}, err
	}
	return tx.actor(ctx, person, now)
}

func (tx *Tx) actor(ctx context.Context, person coaching.Person, now time.Time) (coaching.Actor, error) {
	actor := coaching.Actor{Person: person}
	err := tx.many(ctx, "find roles", &actor.Roles, `
		SELECT holder_id,
		       role,
		       COALESCE(location_id::text, '') AS location
		FROM role_assignment
		WHERE person_id = $1
		  AND valid_from <= $2
		  AND (valid_until IS NULL OR valid_until > $2)
		ORDER BY valid_from, id`, person.ID, now)
	return actor, err
}

// actorFor is a person at work for one holder: the one she chose, where she still can.
func (tx *Tx) actorFor(ctx context.Context, person coaching.Person, chosen coaching.HolderID, now time.Time) (coaching.Actor, error) {
	actor, err := tx.actor(ctx, person, now)
	if err != nil {
		return coaching.Actor{}, err
	}
	var left []coaching.HolderID
	err = tx.many(ctx, "find whom she left", &left, `
		SELECT holder_id
		FROM role_assignment
		WHERE person_id = $1
		  AND role = 'employee'
		  AND valid_until > valid_from
		  AND valid_until <= $2
		  AND valid_until > $2 - make_interval(days => $3)
		GROUP BY holder_id
		ORDER BY max(valid_until) DESC, holder_id`, person.ID, now, coaching.LeavingDays)
	return actor.WorkFor(chosen, left), err
}

// TellEnded tells of each person of whom a role ended by the clock of the database since an instant, and says what that
// clock shows; nobody for the zero instant. Door Session.
func (tx *Tx) TellEnded(ctx context.Context, since time.Time) (time.Time, error) {
	var now time.Time
	if err := tx.one(ctx, "read the clock", &now, `SELECT now()`); err != nil || since.IsZero() {
		return now, err
	}
	_, err := tx.run(ctx, "tell of roles that ended", `
		SELECT pg_notify($1, $2 || ':' || r.person_id)
		FROM role_assignment r
		WHERE r.valid_until > $3
		  AND r.valid_until <= now()
		GROUP BY r.person_id`, Channel, TopicPerson, since)
	return now, err
}

// PartBegun is PartManagers where a role began by the clock of the database since an instant, and at the zero instant.
// Door Session.
func (tx *Tx) PartBegun(ctx context.Context, since time.Time) error {
	var begun bool
	err := tx.one(ctx, "see whether a role began", &begun, `
		SELECT $1::timestamptz IS NULL
		    OR EXISTS (SELECT FROM role_assignment WHERE valid_from > $1 AND valid_from <= now())`,
		sql.NullTime{Time: since, Valid: !since.IsZero()})
	if err != nil || !begun {
		return err
	}
	return tx.PartManagers(ctx, "")
}

// RenewLoginSession moves the end of a log-in session. Door Session.
func (tx *Tx) RenewLoginSession(ctx context.Context, tokenHash []byte, expires time.Time) error {
	return tx.touch(ctx, "renew log-in session", `
		UPDATE login_session
		SET expires_at = $2
		WHERE token_hash = $1`, tokenHash, expires)
}

// DeleteLoginSession logs out here; a session that is gone already is fine. Door Session, or as its person.
func (tx *Tx) DeleteLoginSession(ctx context.Context, tokenHash []byte) error {
	_, err := tx.run(ctx, "log out", `
		DELETE FROM login_session
		WHERE token_hash = $1`, tokenHash)
	return err
}

// DeleteLoginSessions logs a person out everywhere and tells it, so that open streams end. Door Session, or as that person.
func (tx *Tx) DeleteLoginSessions(ctx context.Context, person coaching.PersonID) error {
	if _, err := tx.run(ctx, "log out everywhere", `
		DELETE FROM login_session
		WHERE person_id = $1`, person); err != nil {
		return err
	}
	return tx.Notify(ctx, TopicPerson, string(person))
}

// EndEveryAccess logs the actor out everywhere and ends her access tokens: who had got in is out.
func (tx *Tx) EndEveryAccess(ctx context.Context) error { return tx.EndAccessOf(ctx, tx.person) }

// EndAccessOf is EndEveryAccess for a person. Doors Session and Link, or as that person.
func (tx *Tx) EndAccessOf(ctx context.Context, person coaching.PersonID) error {
	if _, err := tx.run(ctx, "end access tokens", `
		DELETE FROM access_token
		WHERE person_id = $1`, person); err != nil {
		return err
	}
	return tx.DeleteLoginSessions(ctx, person)
}

// DeleteOldLoginSessions removes those that have ended. Door Session.
func (tx *Tx) DeleteOldLoginSessions(ctx context.Context, now time.Time) error {
	_, err := tx.run(ctx, "remove old log-in sessions", `
		DELETE FROM login_session
		WHERE expires_at <= $1`, now)
	return err
}
