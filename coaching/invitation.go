package coaching

import "time"

// InvitationKind says what a one-time link is for.
type InvitationKind string

// The kinds.
const (
	ToBegin         InvitationKind = "begin"    // the first password
	ToResetPassword InvitationKind = "password" // a new one
)

// Lasts is how long a link of the kind can be used.
func (k InvitationKind) Lasts() time.Duration {
	if k == ToBegin {
		return 7 * 24 * time.Hour
	}
	return 24 * time.Hour
}

// Invitation is a one-time link for one person. The link itself is shown once and kept only as a hash.
type Invitation struct {
	ID         InvitationID
	HolderID   HolderID
	PersonID   PersonID
	Kind       InvitationKind
	MadeBy     string // a person's id, or "system:invite" for the operator of the server
	MadeAt     time.Time
	ExpiresAt  time.Time
	UsedAt     *time.Time
	ReplacedAt *time.Time // by a newer link, or taken back
}

// InvitationState is what a link is at an instant.
type InvitationState string

// The states.
const (
	InvitationOpen     InvitationState = "open"
	InvitationUsed     InvitationState = "used"
	InvitationReplaced InvitationState = "replaced"
	InvitationExpired  InvitationState = "expired"
)

// State is what the link is now.
func (i Invitation) State(now time.Time) InvitationState {
	switch {
	case i.UsedAt != nil:
		return InvitationUsed
	case i.ReplacedAt != nil:
		return InvitationReplaced
	case !now.Before(i.ExpiresAt):
		return InvitationExpired
	}
	return InvitationOpen
}

// NoticeFor is how long a person is told on her first page that somebody made a link to her account. It cannot be
// clicked away: whoever had got in with the link would do so first.
const NoticeFor = 30 * 24 * time.Hour

// Notice says whether the person must be told of the link.
func (i Invitation) Notice(now time.Time) bool {
	return i.Kind == ToResetPassword && now.Sub(i.MadeAt) < NoticeFor
}
