package postgres

import (
	"context"
	"time"

	"terugblik/coaching"
)

// InviteLive lets a coach of the trajectory watch the recording while it is filmed; "" means the first one. A second time
// changes nothing.
func (tx *Tx) InviteLive(ctx context.Context, actor coaching.Actor, id coaching.RecordingID, coach coaching.PersonID, now time.Time) (coaching.Recording, error) {
	return tx.changeRecording(ctx, id, func(r coaching.Recording) error {
		if err := r.MayInvite(actor); err != nil {
			return err
		}
		trajectory, err := tx.runningTrajectory(ctx, r.CycleID)
		if err != nil {
			return err
		}
		if coach, err = trajectory.Inviting(coach); err != nil {
			return err
		}
		rows, err := tx.run(ctx, "invite to watch live", `
			INSERT INTO live_invitation (id, holder_id, recording_id, coach_id, invited_at)
			VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT DO NOTHING`, NewID[coaching.WatchID](), r.HolderID, id, coach, now)
		if err != nil || rows == 0 {
			return err
		}
		if err := tx.Notify(ctx, TopicPerson, string(coach)); err != nil {
			return err
		}
		return tx.logAct(ctx, actor, "invite_live", r, now)
	})
}

// EndLive takes every invitation back at once, and the tokens with it; without one it changes nothing.
func (tx *Tx) EndLive(ctx context.Context, actor coaching.Actor, id coaching.RecordingID, now time.Time) (coaching.Recording, error) {
	return tx.changeRecording(ctx, id, func(r coaching.Recording) error {
		if err := r.MayWithdraw(actor); err != nil {
			return err
		}
		ended, err := tx.endLive(ctx, id, now)
		if err != nil || ended == 0 {
			return err
		}
		return tx.logAct(ctx, actor, "end_live", r, now)
	})
}

// endLive says how many invitations it ended.
func (tx *Tx) endLive(ctx context.Context, id coaching.RecordingID, now time.Time) (int64, error) {
	ended, err := tx.run(ctx, "end invitations to watch live", `
		UPDATE live_invitation
		SET ended_at = GREATEST(invited_at, $2)
		WHERE recording_id = $1
		  AND ended_at IS NULL`, id, now)
	if err != nil {
		return 0, err
	}
	_, err = tx.run(ctx, "remove watch tokens", `
		DELETE FROM watch_token
		WHERE recording_id = $1`, id)
	return ended, err
}

// LiveInvitations lists the open invitations to a recording that the actor may see: all for its owner, her own for a coach.
func (tx *Tx) LiveInvitations(ctx context.Context, id coaching.RecordingID) ([]coaching.LiveInvitation, error) {
	var list []coaching.LiveInvitation
	err := tx.many(ctx, "list invitations to watch live", &list, `
		SELECT id,
		       recording_id,
		       coach_id,
		       invited_at,
		       ended_at
		FROM live_invitation
		WHERE recording_id = $1
		  AND ended_at IS NULL
		ORDER BY invited_at, id`, id)
	return list, err
}

// Watched reads a recording that the actor may watch live now; ErrNotFound for any other.
func (tx *Tx) Watched(ctx context.Context, id coaching.RecordingID) (coaching.Recording, error) {
	var recording coaching.Recording
	err := tx.one(ctx, "read watched recording", &recording, selectRecording+`
		WHERE r.id = $1
		  AND r.id = ANY ((SELECT access.watched_recordings())::uuid[])`, id)
	return recording, err
}

// WatchedNow lists what the actor may watch live now, the newest first.
func (tx *Tx) WatchedNow(ctx context.Context) ([]coaching.Recording, error) {
	var recordings []coaching.Recording
	err := tx.many(ctx, "list watched recordings", &recordings, selectRecording+`
		WHERE r.id = ANY ((SELECT access.watched_recordings())::uuid[])
		ORDER BY r.created_at DESC, r.id DESC
		LIMIT $1`, mostPage)
	return recordings, err
}

// Film reads a recording whose film the actor may look at: not one that she may only watch live.
func (tx *Tx) Film(ctx context.Context, id coaching.RecordingID) (coaching.Recording, error) {
	var recording coaching.Recording
	err := tx.one(ctx, "read film", &recording, selectRecording+`
		WHERE r.id = $1
		  AND r.id = ANY ((SELECT access.recordings())::uuid[])`, id)
	return recording, err
}

// CreateWatchToken lets its bearer watch one recording live as the actor. login is the hash of her log-in session, with
// which the token goes; nil for a script.
func (tx *Tx) CreateWatchToken(ctx context.Context, actor coaching.Actor, id coaching.RecordingID, tokenHash, login []byte, now, expires time.Time) error {
	recording, err := tx.Watched(ctx, id)
	if err != nil {
		return err
	}
	_, err = tx.run(ctx, "create watch token", `
		INSERT INTO watch_token (id, holder_id, recording_id, token_hash, login_hash, created_by, created_at, expires_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		NewID[string](), recording.HolderID, id, tokenHash, login, actor.ID, now, expires)
	return err
}

// WatchToken is what a token stands for that has not expired. Whether she may still watch is Watched, as her. Door Watch.
func (tx *Tx) WatchToken(ctx context.Context, tokenHash []byte, now time.Time) (coaching.WatchToken, error) {
	var token coaching.WatchToken
	err := tx.one(ctx, "find watch token", &token, `
		SELECT t.recording_id,
		       r.owner_id,
		       t.created_by AS person_id
		FROM watch_token t
		JOIN recording r ON r.id = t.recording_id
		WHERE t.token_hash = $1
		  AND t.expires_at > $2`, tokenHash, now)
	return token, err
}

// LogWatchEnd adds to "who has looked" that somebody stopped watching live; since is when she began, RFC 3339. A recording
// that is gone has its line too as long as its row is there. Door Watch.
func (tx *Tx) LogWatchEnd(ctx context.Context, person coaching.PersonID, id coaching.RecordingID, since string, now time.Time) error {
	_, err := tx.run(ctx, "log watch_end", `
		INSERT INTO access_log (id, holder_id, at, actor, action, recording_id, owner_id, detail)
		SELECT $1, r.holder_id, $2, $3, 'watch_end', r.id, r.owner_id, $4
		FROM recording r
		WHERE r.id = $5`, NewID[string](), now, person, since, id)
	return err
}

// filmingNow says whether a take is under way: where it will end is not known.
func (tx *Tx) filmingNow(ctx context.Context, id coaching.RecordingID) (bool, error) {
	var now bool
	err := tx.one(ctx, "ask whether it is being filmed", &now, `
		SELECT EXISTS (SELECT FROM take WHERE recording_id = $1 AND ended_at IS NULL)`, id)
	return now, err
}
