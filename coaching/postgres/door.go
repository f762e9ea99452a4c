package postgres

import (
	"context"

	"terugblik/coaching"
)

// Door is a way to the tables without a person. Policies name what each opens; a test lists it.
type Door string

// All doors there are.
const (
	Login     Door = "login"     // find an account by its address, open a log-in session
	Session   Door = "session"   // find who belongs to a log-in session or an access token
	Ingest    Door = "ingest"    // film that comes in with an ingest token
	Watch     Door = "watch"     // whoever brings a token to watch live
	Finalise  Door = "finalise"  // takes that become whole
	Transcode Door = "transcode" // watchable versions
	Trim      Door = "trim"      // what is cut out of recordings
	Erase     Door = "erase"     // what was asked to be erased
	Keys      Door = "keys"      // wrapped keys of recordings
	Export    Door = "export"    // an operator's export and import beside the server
	Retain    Door = "retain"    // what has had its time, and what storage holds
	Demo      Door = "demo"      // holders, places and people of the demo data
	Start     Door = "start"     // whether there are holders, when the server starts
	First     Door = "first"     // the first holder with its administrator, while there is none
	Invite    Door = "invite"    // the operator's invitations beside the server
	Join      Door = "join"      // a device that brings the code of an angle
	Remind    Door = "remind"    // notices of reminders that are due
	Engage    Door = "engage"    // whoever brings the secret of an engagement that was offered
	Link      Door = "link"      // whoever brings the secret of a one-time link
	Hours     Door = "hours"     // whoever has the address of a distribution of hours
	Audit     Door = "audit"     // whether the audit log is whole
	Parents   Door = "parents"   // whoever opens the page for parents of a location
	Tablet    Door = "tablet"    // a shared device that brings its cookie or its code
)

// Doors lists them all.
func Doors() []Door {
	return []Door{Login, Session, Ingest, Watch, Finalise, Transcode, Trim, Erase, Keys, Export, Retain, Demo, Start, First, Invite, Link, Engage, Join, Remind, Hours, Audit, Parents, Tablet}
}

// Credential finds a person and her password hash by e-mail address in lower case. Door Login.
func (tx *Tx) Credential(ctx context.Context, email string) (coaching.PersonID, string, error) {
	var row struct {
		PersonID     coaching.PersonID
		PasswordHash string
	}
	err := tx.one(ctx, "find account", &row, `
		SELECT c.person_id,
		       c.password_hash
		FROM person p
		JOIN credential c ON c.person_id = p.id
		WHERE p.email = lower($1)`, email)
	return row.PersonID, row.PasswordHash, err
}

// HoldPassword keeps a password that was found to be right from changing until the commit; ErrNotFound when it has
// changed already. Door Login.
func (tx *Tx) HoldPassword(ctx context.Context, person coaching.PersonID, hash string) error {
	if err := tx.alone(ctx, string(person)); err != nil {
		return err
	}
	var same bool
	return tx.one(ctx, "hold password", &same, `
		SELECT true
		FROM credential
		WHERE person_id = $1
		  AND password_hash = $2`, person, hash)
}
