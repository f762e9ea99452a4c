package api

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
)

// Share shows a recording to the coach of the trajectory.
func (a *API) Share() Operation {
	return Do(a, "share", "Share a recording with your coach", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Tagged[Recording], error) {
		return a.recordingFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Recording, error) {
			return tx.Share(ctx, actor, coaching.RecordingID(in.ID), a.Now())
		})
	})
}

// Withdraw stops showing it; a player that is open at the coach's ends within two seconds.
func (a *API) Withdraw() Operation {
	return Do(a, "withdraw", "Stop sharing a recording", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Tagged[Recording], error) {
		return a.recordingFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Recording, error) {
			return tx.Withdraw(ctx, actor, coaching.RecordingID(in.ID), a.Now())
		})
	})
}

// IngestToken can publish into one recording and do nothing else.
type IngestToken struct {
	Token     string    `json:"token"`
	WhipURL   string    `json:"whip_url"`
	ExpiresAt time.Time `json:"expires_at"`
}

// ingestTokenLength is how long a token for publishing holds: long enough for the longest recording
// and a walk to the group.
const ingestTokenLength = 6 * time.Hour

type ingestTokenInput struct {
	ByID
	Exchange
}

// Resolve does both: huma asks only the outermost resolver.
func (in *ingestTokenInput) Resolve(ctx huma.Context) []error {
	in.Exchange.Resolve(ctx)
	return in.ByID.Resolve(ctx)
}

// CreateIngestToken makes a token for a WHIP client.
func (a *API) CreateIngestToken() Operation {
	return Make(a, "create-ingest-token", "Make a token that can publish into this recording; where you were not asked before, this is your yes to it (see consent)", func(ctx context.Context, actor coaching.Actor, in *ingestTokenInput) (*Of[IngestToken], error) {
		id, expires := coaching.RecordingID(in.ID), a.Now().Add(ingestTokenLength)
		text, hash := secret()
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			return tx.CreateIngestToken(ctx, actor, id, hash, a.Now(), expires)
		})
		return of(IngestToken{Token: text, WhipURL: a.Whip(in.r, id), ExpiresAt: instant(expires)}, err)
	})
}

// StopRecording ends what is being published, from whatever device it comes, and with it that anybody may watch.
func (a *API) StopRecording() Operation {
	return Do(a, "stop-recording", "Stop what is being recorded", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Tagged[Recording], error) {
		var found coaching.Recording
		var angles []coaching.Angle
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			if found, err = tx.Recording(ctx, coaching.RecordingID(in.ID)); err != nil {
				return err
			}
			angles, err = tx.Angles(ctx, found.ID)
			return err
		})
		if err != nil {
			return nil, err
		}
		if found.OwnerID != actor.ID {
			return nil, coaching.Forbidden("only_the_owner")
		}
		a.Publisher.StopRecording(media.RecordingID(in.ID), false)
		for _, angle := range angles {
			a.Publisher.StopRecording(media.RecordingID(angle.ID), false)
		}
		return a.recordingFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Recording, error) {
			return tx.EndLive(ctx, actor, coaching.RecordingID(in.ID), a.Now())
		})
	})
}
