package coaching

import (
	"slices"
	"time"
)

// RestoreID names one restore of one holder.
type RestoreID string

// Restore says that a server was put back from a backup: what was taken back between the two moments it does not know.
// Until somebody confirms what is known now, no film plays, none comes in, and nothing is deleted.
type Restore struct {
	ID          RestoreID
	HolderID    HolderID
	BackupAt    time.Time // of several that wait, of the oldest
	RestoredAt  time.Time
	ConfirmedAt *time.Time
	ConfirmedBy PersonID
	ThawedAt    *time.Time
}

// RestoreHolds is how many days a restore that nobody confirms keeps things from being deleted. Film stays locked after
// that too, but what has had its time goes: its owner was promised so.
const RestoreHolds = 14

// RestoreTold is for how many days after a restore coaches read why shares are gone.
const RestoreTold = 14

// Waits says whether somebody is still to look; not for a holder that was never put back.
func (r Restore) Waits() bool { return r.ID != "" && r.ConfirmedAt == nil }

// HoldsUntil is when the keeping from deletion ends by itself.
func (r Restore) HoldsUntil() time.Time { return r.RestoredAt.AddDate(0, 0, RestoreHolds) }

// Told says whether the restore is news still.
func (r Restore) Told(now time.Time) bool {
	return r.ID != "" && now.Before(r.RestoredAt.AddDate(0, 0, RestoreTold))
}

// RestoreChecks are what must have been looked at before a restore is confirmed, in this order.
func RestoreChecks() []string { return []string{"register", "people", "office", "parents"} }

// CheckRestoreConfirmed is Invalid with the field "checks" while one is not ticked.
func CheckRestoreConfirmed(ticked []string) error {
	var c checked
	for _, check := range RestoreChecks() {
		if !slices.Contains(ticked, check) {
			c.fail("checks", "required")
			break
		}
	}
	return c.err()
}

// Known is how much a holder's own tables hold of what may have changed since the backup.
type Known struct {
	Children     int        // in the register
	ConsentAt    *time.Time // when something was last noted of a guardian; nil for never
	People       int        // with a role
	Engaged      int        // coaches from outside
	Requests     int        // open, of the privacy office
	Signals      int        // open
	ParentsPages int        // switched on
}

// RestoredShare is a recording that she shared when the backup was made, of which she has not said since whether that is
// still right.
type RestoredShare struct {
	RecordingID RecordingID
	CycleID     CycleID
	Title       string
	SharedAt    time.Time
}

// putBack keeps film out while it is not known who may be in view.
func putBack(b Beginning) error {
	if b.Restore.Waits() {
		return Conflict("restore_not_confirmed")
	}
	return nil
}
