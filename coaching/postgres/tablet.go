package postgres

import (
	"context"
	"errors"
	"time"

	"terugblik/coaching"
)

// TabletPlace is what a shared device shows of itself.
type TabletPlace struct {
	ID       coaching.TabletID
	HolderID coaching.HolderID
	GroupID  coaching.GroupID
	Group    string
	Place    string
}

// MakeTablet prepares a shared device for a group; the hash is that of its one-time code. Invalid with fields "name"
// and "group", ErrNotFound for a group that is not there.
func (tx *Tx) MakeTablet(ctx context.Context, actor coaching.Actor, group coaching.GroupID, name string, codeHash []byte, now time.Time) (coaching.TabletID, error) {
	holder, err := actor.HolderAs(coaching.Administrator)
	if err != nil {
		return "", err
	}
	if name, err = coaching.TidyTablet(name); err != nil {
		return "", err
	}
	if _, _, err := tx.group(ctx, holder, group); err != nil {
		return "", err
	}
	places, today, err := tx.placesAndDay(ctx, holder, now)
	if err != nil {
		return "", err
	}
	if err := coaching.CheckOpenGroup("group", places, group, today); err != nil {
		return "", err
	}
	id := NewID[coaching.TabletID]()
	if _, err := tx.run(ctx, "make tablet", `
		INSERT INTO tablet (id, holder_id, group_id, made_by, name, made_at, code_hash, code_until)
		VALUES ($1, $2, $3, $4, $5, $7, $6, $8)`,
		id, holder, group, actor.ID, name, codeHash, now, now.Add(coaching.TabletCodeFor)); err != nil {
		return "", err
	}
	return id, tx.notePlace(ctx, actor, holder, coaching.ActTabletMade, name, now)
}

// Tablets lists the shared devices of the actor's holder, newest first; not those that were forgotten, and not those
// whose code was never used in time.
func (tx *Tx) Tablets(ctx context.Context, now time.Time) ([]coaching.Tablet, error) {
	var rows []coaching.Tablet
	err := tx.many(ctx, "list tablets", &rows, `
		SELECT t.id,
		       t.group_id,
		       t.name,
		       g.name AS "group",
		       l.name AS place,
		       t.made_at,
		       t.token_hash IS NOT NULL AS begun
		FROM tablet t
		JOIN care_group g ON g.id = t.group_id
		JOIN location l ON l.id = g.location_id
		WHERE t.forgotten_at IS NULL
		  AND (t.token_hash IS NOT NULL OR t.code_until > $1)
		ORDER BY t.made_at DESC, t.id`, now)
	return rows, err
}

// ForgetTablet ends a shared device with every log-in on it and whatever it films. ErrNotFound when it is gone already.
func (tx *Tx) ForgetTablet(ctx context.Context, actor coaching.Actor, id coaching.TabletID, now time.Time) error {
	holder, err := actor.HolderAs(coaching.Administrator)
	if err != nil {
		return err
	}
	var name string
	if err := tx.one(ctx, "forget tablet", &name, `
		UPDATE tablet
		SET forgotten_at = $2,
		    code_hash = NULL,
		    token_hash = NULL
		WHERE id::text = $1
		  AND forgotten_at IS NULL
		RETURNING name`, id, now); err != nil {
		return err
	}
	var people []coaching.PersonID
	if err := tx.many(ctx, "end log-ins on tablet", &people, `SELECT access.end_tablet($1)`, id); err != nil {
		return err
	}
	for _, person := range people {
		if err := tx.Notify(ctx, TopicPerson, string(person)); err != nil {
			return err
		}
	}
	return tx.notePlace(ctx, actor, holder, coaching.ActTabletForgotten, name, now)
}

// BeginTablet makes a device that brings a one-time code into its tablet, once. ErrNotFound for a code that was used or
// is over. Door Tablet.
func (tx *Tx) BeginTablet(ctx context.Context, codeHash, tokenHash []byte, now time.Time) error {
	return tx.touch(ctx, "begin tablet", `
		UPDATE tablet
		SET code_hash = NULL,
		    token_hash = $2
		WHERE code_hash = $1
		  AND code_until > $3
		  AND forgotten_at IS NULL`, codeHash, tokenHash, now)
}

// TabletAwaits says which tablet a one-time code makes. ErrNotFound as BeginTablet. Door Tablet.
func (tx *Tx) TabletAwaits(ctx context.Context, codeHash []byte, now time.Time) (string, error) {
	var name string
	err := tx.one(ctx, "find tablet by its code", &name, `
		SELECT name
		FROM tablet
		WHERE code_hash = $1
		  AND code_until > $2
		  AND forgotten_at IS NULL`, codeHash, now)
	return name, err
}

// TabletAt is the shared device that brings a token; ErrNotFound for one that was forgotten. Door Tablet.
func (tx *Tx) TabletAt(ctx context.Context, tokenHash []byte) (TabletPlace, error) {
	var place TabletPlace
	err := tx.one(ctx, "find tablet", &place, `
		SELECT id,
		       holder_id,
		       group_id,
		       "group",
		       place
		FROM access.tablet_at($1)`, tokenHash)
	return place, err
}

// TabletPeople are those who can begin on a shared device. Door Tablet.
func (tx *Tx) TabletPeople(ctx context.Context, tokenHash []byte) ([]coaching.Person, error) {
	var rows []coaching.Person
	err := tx.many(ctx, "list people of tablet", &rows, `
		SELECT id,
		       given_name AS "name.given",
		       prefix AS "name.prefix",
		       family_name AS "name.family"
		FROM access.tablet_people($1)`, tokenHash)
	return rows, err
}

// TryPIN counts one try of the PIN of somebody who can begin on a device, before it is compared, and gives its hash: "" for
// somebody who cannot, or has none. While it is locked it gives for how long still. Door Tablet.
func (tx *Tx) TryPIN(ctx context.Context, tokenHash []byte, person coaching.PersonID, now time.Time) (string, time.Duration, error) {
	var pin struct {
		PINHash     string `db:"pin_hash"`
		Tries       int
		LockedUntil *time.Time
	}
	err := tx.one(ctx, "find PIN", &pin, `
		SELECT pin_hash,
		       tries,
		       locked_until
		FROM pin
		WHERE person_id::text = $2
		  AND person_id IN (SELECT p.id FROM access.tablet_people($1) p)
		FOR UPDATE`, tokenHash, person) // so that tries at once stand in line
	if errors.Is(err, coaching.ErrNotFound) {
		return "", 0, nil
	}
	if err != nil {
		return "", 0, err
	}
	if pin.LockedUntil != nil && pin.LockedUntil.After(now) {
		return "", pin.LockedUntil.Sub(now), nil
	}
	locked := pin.LockedUntil
	if wait := coaching.PINWait(pin.Tries + 1); wait > 0 {
		until := now.Add(wait)
		locked = &until
	}
	return pin.PINHash, 0, tx.touch(ctx, "count a try of a PIN", `
		UPDATE pin
		SET tries = tries + 1,
		    locked_until = $2
		WHERE person_id::text = $1`, person, locked)
}

// BeginOnTablet opens a log-in on a shared device for somebody whose PIN fitted a hash, and forgives her tries.
// ErrNotFound when the PIN or the device has changed meanwhile. Door Tablet.
func (tx *Tx) BeginOnTablet(ctx context.Context, deviceHash, tokenHash []byte, person coaching.PersonID, pinHash string, now time.Time) error {
	place, err := tx.TabletAt(ctx, deviceHash)
	if err != nil {
		return err
	}
	if err := tx.touch(ctx, "forgive tries of a PIN", `
		UPDATE pin
		SET tries = 0,
		    locked_until = CASE WHEN locked_until > $3 THEN NULL ELSE locked_until END
		WHERE person_id = $1
		  AND pin_hash = $2`, person, pinHash, now); err != nil {
		return err
	}
	return tx.touch(ctx, "open log-in on tablet", `
		INSERT INTO login_session (token_hash, holder_id, person_id, created_at, expires_at, working_holder, tablet_id)
		SELECT $1, n.holder_id, n.person_id, $4, $5, $3, $2
		FROM pin n
		WHERE n.person_id = $6`, tokenHash, place.ID, place.HolderID, now, now.Add(coaching.TabletIdle), person)
}

// SetPIN sets the actor's own and ends her log-ins on shared devices. Invalid with field "pin" is the caller's to ask.
func (tx *Tx) SetPIN(ctx context.Context, actor coaching.Actor, hash string, now time.Time) error {
	if _, err := tx.run(ctx, "set PIN", `
		INSERT INTO pin (id, holder_id, person_id, pin_hash, set_at)
		VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (person_id) DO UPDATE
		SET pin_hash = $4,
		    set_at = $5,
		    tries = 0,
		    locked_until = NULL`, NewID[string](), actor.HolderID, actor.ID, hash, now); err != nil {
		return err
	}
	return tx.leaveTablets(ctx, actor.ID)
}

// RemovePIN takes the actor's own away, with her log-ins on shared devices.
func (tx *Tx) RemovePIN(ctx context.Context, actor coaching.Actor) error {
	if _, err := tx.run(ctx, "remove PIN", `
		DELETE FROM pin
		WHERE person_id = $1`, actor.ID); err != nil {
		return err
	}
	return tx.leaveTablets(ctx, actor.ID)
}

func (tx *Tx) leaveTablets(ctx context.Context, person coaching.PersonID) error {
	if _, err := tx.run(ctx, "end log-ins on tablets", `
		DELETE FROM login_session
		WHERE person_id = $1
		  AND tablet_id IS NOT NULL`, person); err != nil {
		return err
	}
	return tx.Notify(ctx, TopicPerson, string(person))
}

// PIN is the actor's own; ErrNotFound while she has none.
func (tx *Tx) PIN(ctx context.Context) (coaching.PIN, error) {
	var pin coaching.PIN
	err := tx.one(ctx, "read PIN", &pin, `
		SELECT set_at,
		       locked_until
		FROM pin
		WHERE person_id = $1`, tx.person)
	return pin, err
}

// LockTablets ends the log-ins on shared devices that nobody touched for long or that lasted too long, but for those that
// wait for the end of what is filmed, and tells it, so that what is open ends. Door Session.
func (tx *Tx) LockTablets(ctx context.Context, now time.Time) error {
	_, err := tx.run(ctx, "lock tablets", `
		WITH over AS (
		    DELETE FROM login_session
		    WHERE tablet_id IS NOT NULL
		      AND (created_at <= $2
		           OR (expires_at <= $1 AND access.films_on(tablet_id, person_id) IS NULL))
		    RETURNING person_id)
		SELECT pg_notify($3, $4 || ':' || person_id)
		FROM over`, now, now.Add(-coaching.TabletLongest), Channel, TopicPerson)
	return err
}
