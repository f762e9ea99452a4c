package postgres

import (
	"context"
	"errors"
	"time"

	"terugblik/coaching"
)

// Talks lists the talks of a cycle, the first one first.
func (tx *Tx) Talks(ctx context.Context, cycle coaching.CycleID) ([]coaching.Talk, error) {
	return tx.talks(ctx, `
		WHERE t.cycle_id = $1
		ORDER BY t.created_at, t.id`, cycle)
}

// Talk reads one.
func (tx *Tx) Talk(ctx context.Context, id coaching.TalkID) (coaching.Talk, error) {
	talks, err := tx.talks(ctx, `
		WHERE t.id = $1`, id)
	return first("read talk", talks, err)
}

// OpenTalk is the talk of a cycle that has not been held: planned or running. ErrNotFound while there is none.
func (tx *Tx) OpenTalk(ctx context.Context, cycle coaching.CycleID) (coaching.Talk, error) {
	talks, err := tx.talks(ctx, `
		WHERE t.cycle_id = $1
		  AND t.ended_at IS NULL`, cycle)
	return first("read open talk", talks, err)
}

func (tx *Tx) talks(ctx context.Context, clause string, args ...any) ([]coaching.Talk, error) {
	var talks []coaching.Talk
	if err := tx.many(ctx, "read talks", &talks, `
		SELECT t.id,
		       t.holder_id,
		       t.cycle_id,
		       t.planned_for,
		       COALESCE(t.started_by::text, '') AS started_by,
		       t.started_at,
		       t.ended_at,
		       t.setting,
		       t.step,
		       COALESCE(t.moment_id::text, '') AS moment_id,
		       COALESCE(t.recording_id::text, '') AS "playhead.recording_id",
		       t.position_ms AS "playhead.position_ms",
		       t.loop_start_ms AS "playhead.loop_start_ms",
		       t.loop_end_ms AS "playhead.loop_end_ms",
		       t.playing AS "playhead.playing",
		       t.rate_percent AS "playhead.rate_percent",
		       t.playhead_number AS "playhead.number",
		       COALESCE(t.playhead_by::text, '') AS "playhead.by",
		       t.playhead_at AS "playhead.at",
		       EXISTS (SELECT FROM coaching_entry e WHERE e.talk_id = t.id) AS confirmed
		FROM talk t`+clause, args...); err != nil {
		return nil, err
	}
	return talks, tx.fillOpenings(ctx, talks)
}

func (tx *Tx) fillOpenings(ctx context.Context, talks []coaching.Talk) error {
	ids := make([]coaching.TalkID, len(talks))
	at := make(map[coaching.TalkID]*coaching.Talk, len(talks))
	for i := range talks {
		ids[i] = talks[i].ID
		at[ids[i]] = &talks[i]
	}
	var rows []struct {
		coaching.Opening
		TalkID coaching.TalkID
	}
	err := tx.many(ctx, "read openings", &rows, `
		SELECT talk_id,
		       moment_id,
		       skipped
		FROM talk_opening
		WHERE talk_id = ANY ($1::uuid[])
		ORDER BY opened_at, id`, list(ids))
	for _, row := range rows {
		at[row.TalkID].Openings = append(at[row.TalkID].Openings, row.Opening)
	}
	return err
}

// PlanTalk says when the two will talk; planning again moves it.
func (tx *Tx) PlanTalk(ctx context.Context, actor coaching.Actor, cycle coaching.CycleID, at, now time.Time) (coaching.Talk, error) {
	talk, err := tx.openOrMake(ctx, actor, cycle, coaching.Together, now)
	if err != nil {
		return coaching.Talk{}, err
	}
	if talk.StartedAt != nil {
		return coaching.Talk{}, coaching.Conflict("talk_running")
	}
	return tx.changeTalk(ctx, talk, `
		UPDATE talk
		SET planned_for = $2
		WHERE id = $1`, talk.ID, at)
}

// StartTalk begins the talk of a cycle, with a film on the screen. Where one runs already the actor joins it.
func (tx *Tx) StartTalk(ctx context.Context, actor coaching.Actor, cycle coaching.CycleID, recording coaching.RecordingID, setting coaching.TalkSetting, now time.Time) (coaching.Talk, error) {
	if err := coaching.CheckTalk(setting, coaching.TalkSteps()[0]); err != nil {
		return coaching.Talk{}, err
	}
	film, err := tx.Recording(ctx, recording)
	if errors.Is(err, coaching.ErrNotFound) || err == nil && film.CycleID != cycle {
		return coaching.Talk{}, coaching.Invalid{{Field: "recording_id", Code: "unknown"}}
	}
	if err != nil {
		return coaching.Talk{}, err
	}
	if err := film.MayShow(); err != nil {
		return coaching.Talk{}, err
	}
	talk, err := tx.openOrMake(ctx, actor, cycle, setting, now)
	if err != nil || talk.StartedAt != nil {
		return talk, err
	}
	return tx.changeTalk(ctx, talk, `
		UPDATE talk
		SET started_by = $2,
		    started_at = $3,
		    setting = $4,
		    recording_id = $5,
		    playhead_at = $3
		WHERE id = $1`, talk.ID, actor.ID, now, setting, recording)
}

// openOrMake is the talk of a cycle that is not held, made where there is none. Others who ask at once get the same.
func (tx *Tx) openOrMake(ctx context.Context, actor coaching.Actor, cycle coaching.CycleID, setting coaching.TalkSetting, now time.Time) (coaching.Talk, error) {
	there, trajectory, err := tx.cycleForChange(ctx, cycle)
	if err != nil {
		return coaching.Talk{}, err
	}
	if err := there.MayTalk(actor, trajectory); err != nil {
		return coaching.Talk{}, err
	}
	talk, err := tx.OpenTalk(ctx, cycle)
	if !errors.Is(err, coaching.ErrNotFound) {
		return talk, err
	}
	id := NewID[coaching.TalkID]()
	if _, err := tx.run(ctx, "make talk", `
		INSERT INTO talk (id, holder_id, cycle_id, created_by, created_at, setting)
		VALUES ($1, $2, $3, $4, $5, $6)`, id, there.HolderID, cycle, actor.ID, now, setting); err != nil {
		return coaching.Talk{}, err
	}
	return tx.Talk(ctx, id)
}

// changeTalk runs a statement on one talk, tells it, and reads the talk again.
func (tx *Tx) changeTalk(ctx context.Context, talk coaching.Talk, query string, args ...any) (coaching.Talk, error) {
	if err := tx.touch(ctx, "change talk", query, args...); err != nil {
		return coaching.Talk{}, err
	}
	if err := tx.notifyTalk(ctx, talk); err != nil {
		return coaching.Talk{}, err
	}
	return tx.Talk(ctx, talk.ID)
}

// notifyTalk tells the listeners of the talk, and the pages of its cycle.
func (tx *Tx) notifyTalk(ctx context.Context, talk coaching.Talk) error {
	return tx.Notify(ctx, TopicTalk, string(talk.ID))
}

// talkForChange reads a talk with its trajectory for somebody who takes part in it now. The lock on the row keeps two
// touches in order, and both from touching what has just ended.
func (tx *Tx) talkForChange(ctx context.Context, actor coaching.Actor, id coaching.TalkID) (coaching.Talk, coaching.Trajectory, error) {
	if _, err := tx.run(ctx, "lock talk", `
		SELECT FROM talk
		WHERE id = $1
		FOR UPDATE`, id); err != nil {
		return coaching.Talk{}, coaching.Trajectory{}, err
	}
	talk, err := tx.Talk(ctx, id)
	if err != nil {
		return coaching.Talk{}, coaching.Trajectory{}, err
	}
	cycle, err := tx.Cycle(ctx, talk.CycleID)
	if err != nil {
		return coaching.Talk{}, coaching.Trajectory{}, err
	}
	trajectory, err := tx.Trajectory(ctx, cycle.TrajectoryID)
	if err != nil {
		return coaching.Talk{}, coaching.Trajectory{}, err
	}
	return talk, trajectory, cycle.MayTalk(actor, trajectory)
}

// EndTalk ends a talk; again changes nothing. What is left open on a plan goes with it.
func (tx *Tx) EndTalk(ctx context.Context, actor coaching.Actor, id coaching.TalkID, now time.Time) (coaching.Talk, error) {
	talk, _, err := tx.talkForChange(ctx, actor, id)
	if err != nil || talk.EndedAt != nil {
		return talk, err
	}
	if err := tx.Notify(ctx, TopicCycle, string(talk.CycleID)); err != nil {
		return coaching.Talk{}, err
	}
	return tx.changeTalk(ctx, talk, `
		UPDATE talk
		SET ended_at = GREATEST(COALESCE(started_at, $2), $2),
		    playing = false
		WHERE id = $1`, id, now)
}

// endTalksOf ends what was planned or runs under a trajectory: it rests, ended, or has another coach.
func (tx *Tx) endTalksOf(ctx context.Context, trajectory coaching.TrajectoryID, now time.Time) error {
	_, err := tx.run(ctx, "end talks", `
		WITH ended AS (
		    UPDATE talk
		    SET ended_at = GREATEST(COALESCE(started_at, $2), $2),
		        playing = false
		    WHERE ended_at IS NULL
		      AND cycle_id IN (SELECT id FROM cycle WHERE trajectory_id = $1)
		    RETURNING id
		)
		SELECT pg_notify($3, $4 || ':' || id)
		FROM ended`, trajectory, now, Channel, TopicTalk)
	return err
}

// holdTalk comes before a recording is locked that a talk may show: whoever talks holds the talk first and the film after
// it, and two who hold one and want the other would wait for ever.
func (tx *Tx) holdTalk(ctx context.Context, recording coaching.RecordingID) error {
	_, err := tx.run(ctx, "hold talk", `
		SELECT FROM talk t
		JOIN recording r ON r.cycle_id = t.cycle_id
		WHERE r.id = $1
		  AND t.ended_at IS NULL
		FOR UPDATE OF t`, recording)
	return err
}

// takeFromTalk leaves a talk without the film that was taken back; the two can go on talking.
func (tx *Tx) takeFromTalk(ctx context.Context, recording coaching.RecordingID) error {
	_, err := tx.run(ctx, "take film from talk", `
		WITH bare AS (
		    UPDATE talk
		    SET recording_id = NULL,
		        moment_id = NULL,
		        position_ms = 0,
		        loop_start_ms = NULL,
		        loop_end_ms = NULL,
		        playing = false,
		        playhead_number = playhead_number + 1
		    WHERE ended_at IS NULL
		      AND recording_id = $1
		    RETURNING id
		)
		SELECT pg_notify($2, $3 || ':' || id)
		FROM bare`, recording, Channel, TopicTalk)
	return err
}

// ConfirmTalk keeps the minutes of a talk that was held, as the coach confirms them.
func (tx *Tx) ConfirmTalk(ctx context.Context, actor coaching.Actor, id coaching.TalkID, entry coaching.Entry, now time.Time) error {
	talk, err := tx.Talk(ctx, id)
	if err != nil {
		return err
	}
	cycle, err := tx.Cycle(ctx, talk.CycleID)
	if err != nil {
		return err
	}
	trajectory, err := tx.Trajectory(ctx, cycle.TrajectoryID)
	if err != nil {
		return err
	}
	if err := talk.MayConfirmMinutes(actor, trajectory); err != nil {
		return err
	}
	entry.Kind, entry.TalkID = "review", id
	if err := tx.addEntry(ctx, actor, trajectory, talk.CycleID, entry, now); err != nil {
		return err
	}
	if err := tx.Notify(ctx, TopicCycle, string(talk.CycleID)); err != nil {
		return err
	}
	return tx.notifyTalk(ctx, talk)
}
