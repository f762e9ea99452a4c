package api

import (
	"context"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// LiveInvitation lets a coach watch a recording while it is filmed.
type LiveInvitation struct {
	Coach     Person    `json:"coach"`
	InvitedAt time.Time `json:"invited_at"`
}

type inviteInput struct {
	ByID
	Body *struct {
		CoachID string `json:"coach_id,omitempty" doc:"A coach of the trajectory; without it the first"`
	}
}

// InviteLive lets a coach of the trajectory watch while she films.
func (a *API) InviteLive() Operation {
	return Do(a, "invite-live", "Let your coach watch this recording while you film", func(ctx context.Context, actor coaching.Actor, in *inviteInput) (*Tagged[Recording], error) {
		var coach string
		if in.Body != nil {
			coach = in.Body.CoachID
		}
		if err := checkID("coach_id", coach); err != nil {
			return nil, err
		}
		return a.recordingFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Recording, error) {
			return tx.InviteLive(ctx, actor, coaching.RecordingID(in.ID), coaching.PersonID(coach), a.Now())
		})
	})
}

// EndLive takes that back; the picture at the coach's ends within two seconds.
func (a *API) EndLive() Operation {
	return Do(a, "end-live", "Let nobody watch this recording live any more", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Tagged[Recording], error) {
		return a.recordingFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Recording, error) {
			return tx.EndLive(ctx, actor, coaching.RecordingID(in.ID), a.Now())
		})
	})
}

// WatchToken can watch one recording live and do nothing else.
type WatchToken struct {
	Token     string    `json:"token"`
	WhepURL   string    `json:"whep_url"`
	ExpiresAt time.Time `json:"expires_at"`
}

type watchTokenInput struct {
	ByID
	Exchange
}

// Resolve does both: huma asks only the outermost resolver.
func (in *watchTokenInput) Resolve(ctx huma.Context) []error {
	in.Exchange.Resolve(ctx)
	return in.ByID.Resolve(ctx)
}

// CreateWatchToken makes a token for a WHEP client, for a coach who is invited.
func (a *API) CreateWatchToken() Operation {
	return Make(a, "create-watch-token", "Make a token that can watch this recording live", func(ctx context.Context, actor coaching.Actor, in *watchTokenInput) (*Of[WatchToken], error) {
		id, expires := coaching.RecordingID(in.ID), a.Now().Add(ingestTokenLength)
		text, hash := secret()
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			return tx.CreateWatchToken(ctx, actor, id, hash, a.Doors.LoginSession(ctx), a.Now(), expires)
		})
		return of(WatchToken{Token: text, WhepURL: a.Whep(in.r, id), ExpiresAt: instant(expires)}, err)
	})
}

// letIn are the open invitations that the actor sees.
func letIn(ctx context.Context, tx *postgres.Tx, id coaching.RecordingID) ([]LiveInvitation, error) {
	open, err := tx.LiveInvitations(ctx, id)
	if err != nil || len(open) == 0 {
		return []LiveInvitation{}, err
	}
	coaches := make([]coaching.PersonID, len(open))
	for i, one := range open {
		coaches[i] = one.CoachID
	}
	named, err := names(ctx, tx, coaches...)
	return each(open, func(i coaching.LiveInvitation) LiveInvitation {
		return LiveInvitation{Coach: named.of(i.CoachID), InvitedAt: instant(i.InvitedAt)}
	}), err
}

// Watching is who watches a recording live now.
type Watching struct {
	People []Person `json:"people"`
}

// watching is who watches now, once each.
func (a *API) watching(ctx context.Context, tx *postgres.Tx, id coaching.RecordingID) (Watching, error) {
	ids := slices.Compact(slices.Sorted(slices.Values(a.Watching(id))))
	if len(ids) == 0 {
		return Watching{People: []Person{}}, nil
	}
	named, err := names(ctx, tx, ids...)
	return Watching{People: each(ids, named.of)}, err
}
