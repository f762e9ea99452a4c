package postgres

import (
	"context"
	"errors"
	"time"

	"terugblik/coaching"
)

// TalkChange is what somebody touches in a running talk; a nil field stays as it is.
type TalkChange struct {
	Step     *coaching.TalkStep
	Setting  *coaching.TalkSetting
	Moment   *coaching.MomentID // "" for none
	Playhead *coaching.Playhead // number, by and at are the server's
}

// TouchTalk changes what both look at. The last touch counts; each has its number.
func (tx *Tx) TouchTalk(ctx context.Context, actor coaching.Actor, id coaching.TalkID, change TalkChange, now time.Time) (coaching.Talk, error) {
	talk, trajectory, err := tx.talkForChange(ctx, actor, id)
	if err != nil {
		return coaching.Talk{}, err
	}
	if err := talk.MustRun(); err != nil {
		return coaching.Talk{}, err
	}
	if change.Step != nil {
		talk.Step = *change.Step
	}
	if change.Setting != nil {
		if err := talk.MaySit(actor, trajectory, *change.Setting); err != nil {
			return coaching.Talk{}, err
		}
		talk.Setting = *change.Setting
	}
	if change.Moment != nil {
		talk.MomentID = *change.Moment
	}
	if err := coaching.CheckTalk(talk.Setting, talk.Step); err != nil {
		return coaching.Talk{}, err
	}
	if err := tx.momentInTalk(ctx, talk, talk.MomentID); err != nil {
		return coaching.Talk{}, err
	}
	if change.Playhead != nil {
		if err := tx.movePlayhead(ctx, actor, talk, *change.Playhead, now); err != nil {
			return coaching.Talk{}, err
		}
	}
	return tx.changeTalk(ctx, talk, `
		UPDATE talk
		SET step = $2,
		    setting = $3,
		    moment_id = NULLIF($4, '')::uuid
		WHERE id = $1`, id, talk.Step, talk.Setting, talk.MomentID)
}

func (tx *Tx) movePlayhead(ctx context.Context, actor coaching.Actor, talk coaching.Talk, p coaching.Playhead, now time.Time) error {
	film, err := tx.Recording(ctx, p.RecordingID)
	if errors.Is(err, coaching.ErrNotFound) || err == nil && film.CycleID != talk.CycleID {
		return coaching.Invalid{{Field: "recording_id", Code: "unknown"}}
	}
	if err != nil {
		return err
	}
	if err := film.MayShow(); err != nil {
		return err
	}
	if err := p.Check(film.DurationMS); err != nil {
		return err
	}
	return tx.touch(ctx, "move playhead", `
		UPDATE talk
		SET recording_id = $2,
		    position_ms = $3,
		    loop_start_ms = $4,
		    loop_end_ms = $5,
		    playing = $6,
		    rate_percent = $7,
		    playhead_number = playhead_number + 1,
		    playhead_by = $8,
		    playhead_at = $9
		WHERE id = $1`, talk.ID, p.RecordingID, p.PositionMS, p.LoopStartMS, p.LoopEndMS, p.Playing, p.RatePercent, actor.ID, now)
}

// momentInTalk is Invalid with field "moment_id" unless the moment is one of the talk's cycle; "" always is.
func (tx *Tx) momentInTalk(ctx context.Context, talk coaching.Talk, id coaching.MomentID) error {
	if id == "" {
		return nil
	}
	var there bool
	err := tx.one(ctx, "find moment", &there, `
		SELECT true
		FROM feedback_moment m
		JOIN feedback_release f ON f.id = m.release_id
		WHERE m.id = $1
		  AND f.cycle_id = $2`, id, talk.CycleID)
	if errors.Is(err, coaching.ErrNotFound) {
		return coaching.Invalid{{Field: "moment_id", Code: "unknown"}}
	}
	return err
}

// OpenMoment opens the coach's mark of a moment in a running talk without words: she skips. Again changes nothing.
func (tx *Tx) OpenMoment(ctx context.Context, actor coaching.Actor, id coaching.TalkID, moment coaching.MomentID, now time.Time) (coaching.Talk, error) {
	talk, trajectory, err := tx.talkForChange(ctx, actor, id)
	if err != nil {
		return coaching.Talk{}, err
	}
	if err := talk.MustRun(); err != nil {
		return coaching.Talk{}, err
	}
	if err := talk.MaySkip(actor, trajectory); err != nil {
		return coaching.Talk{}, err
	}
	if err := tx.momentInTalk(ctx, talk, moment); err != nil {
		return coaching.Talk{}, err
	}
	if err := tx.openMoment(ctx, actor, talk, moment, true, now); err != nil {
		return coaching.Talk{}, err
	}
	return tx.Talk(ctx, id)
}

func (tx *Tx) openMoment(ctx context.Context, actor coaching.Actor, talk coaching.Talk, id coaching.MomentID, skipped bool, now time.Time) error {
	rows, err := tx.run(ctx, "open moment", `
		INSERT INTO talk_opening (id, holder_id, talk_id, moment_id, opened_by, skipped, opened_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT DO NOTHING`, NewID[string](), talk.HolderID, talk.ID, id, actor.ID, skipped, now)
	if err != nil || rows == 0 {
		return err
	}
	moment, err := tx.moment(ctx, id)
	if err != nil {
		return err
	}
	if err := tx.notifyAnnotation(ctx, moment.RecordingID, moment.AnnotationID); err != nil {
		return err
	}
	if err := tx.Notify(ctx, TopicCycle, string(talk.CycleID)); err != nil {
		return err
	}
	return tx.notifyTalk(ctx, talk)
}
