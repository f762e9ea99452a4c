package postgres

import (
	"cmp"
	"context"
	"slices"
	"time"

	"terugblik/coaching"
)

// ChooseCoach gives the part of a coach to another, without words to the one before. Errors as for ChangeCoach.
func (tx *Tx) ChooseCoach(ctx context.Context, actor coaching.Actor, id coaching.TrajectoryID, coach coaching.PersonID, now time.Time) (coaching.Trajectory, error) {
	if coach == "" {
		return coaching.Trajectory{}, coaching.Invalid{{Field: "coach_id", Code: "required"}}
	}
	return tx.ChangeCoach(ctx, actor, id, coach, "", now)
}

// ChangeCoach ends the part of the coach before and gives it to another, who must be engaged at the actor's location, or
// to nobody for "". words are for the coach before, and "" says nothing. Invalid "coach_id" and "words"; Conflict
// "coach_manages_you".
func (tx *Tx) ChangeCoach(ctx context.Context, actor coaching.Actor, id coaching.TrajectoryID, coach coaching.PersonID, words string, now time.Time) (coaching.Trajectory, error) {
	words = normal(words)
	if err := coaching.CheckFarewell(words); err != nil {
		return coaching.Trajectory{}, err
	}
	trajectory, err := tx.lockTrajectory(ctx, id)
	if err != nil {
		return coaching.Trajectory{}, err
	}
	if err := cmp.Or(trajectory.MayChooseCoach(actor), tx.mayBeChosen(ctx, coach)); err != nil {
		return coaching.Trajectory{}, err
	}
	if slices.Equal(trajectory.CoachIDs, []coaching.PersonID{coach}) || coach == "" && len(trajectory.CoachIDs) == 0 {
		return trajectory, nil
	}
	if err := tx.endTalksOf(ctx, id, now); err != nil { // it was another's talk
		return coaching.Trajectory{}, err
	}
	if err := tx.part(ctx, trajectory, words, now); err != nil {
		return coaching.Trajectory{}, err
	}
	if coach != "" {
		if _, err := tx.run(ctx, "give a coach her part", `
			INSERT INTO trajectory_coach (trajectory_id, coach_id, holder_id, valid_from)
			VALUES ($1, $2, $3, $4)`, id, coach, trajectory.HolderID, now); err != nil {
			return coaching.Trajectory{}, err
		}
	}
	if err := tx.notifyTrajectory(ctx, id); err != nil {
		return coaching.Trajectory{}, err
	}
	return tx.Trajectory(ctx, id)
}

// mayBeChosen is nil for nobody, and for who is engaged where the actor works.
func (tx *Tx) mayBeChosen(ctx context.Context, coach coaching.PersonID) error {
	if coach == "" {
		return nil
	}
	engaged, err := tx.EngagedCoaches(ctx)
	if err != nil || slices.ContainsFunc(engaged, func(p coaching.Person) bool { return p.ID == coach }) {
		return err
	}
	var manages bool
	if err := tx.one(ctx, "see whether a coach manages the actor", &manages, `
		SELECT access.manages_me($1)`, coach); err != nil {
		return err
	}
	if manages {
		return coaching.Conflict("coach_manages_you")
	}
	return coaching.Invalid{{Field: "coach_id", Code: "unknown"}}
}

// part ends the parts of all coaches of a trajectory, and notes for them that the employee chose so.
func (tx *Tx) part(ctx context.Context, t coaching.Trajectory, words string, now time.Time) error {
	if _, err := tx.run(ctx, "end the part of a coach", `
		UPDATE trajectory_coach
		SET valid_until = GREATEST(valid_from, $2)
		WHERE trajectory_id = $1
		  AND valid_until IS NULL`, t.ID, now); err != nil {
		return err
	}
	for _, coach := range t.CoachIDs {
		if _, err := tx.run(ctx, "note the end of the part of a coach", `
			INSERT INTO parting (id, holder_id, trajectory_id, coach_id, why, words, at)
			VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			NewID[string](), t.HolderID, t.ID, coach, coaching.PartedByChoice, words, now); err != nil {
			return err
		}
	}
	return nil
}

// fillLost says of those without a coach whether she was lost without the employee choosing so.
func (tx *Tx) fillLost(ctx context.Context, trajectories []coaching.Trajectory) error {
	at := map[coaching.TrajectoryID]*coaching.Trajectory{}
	var ids []coaching.TrajectoryID
	for i, t := range trajectories {
		if len(t.CoachIDs) == 0 && t.Lost == nil && t.EndedAt == nil {
			ids, at[t.ID] = append(ids, t.ID), &trajectories[i]
		}
	}
	if len(ids) == 0 {
		return nil
	}
	var partings []coaching.Parting
	err := tx.many(ctx, "read partings", &partings, `
		SELECT DISTINCT ON (trajectory_id)
		       trajectory_id,
		       coach_id,
		       why,
		       at
		FROM parting
		WHERE trajectory_id = ANY ($1::uuid[])
		ORDER BY trajectory_id, at DESC, id DESC`, list(ids))
	for i, p := range partings {
		if p.Why != coaching.PartedByChoice {
			at[p.TrajectoryID].Lost = &partings[i]
		}
	}
	return err
}

// PartManagers ends each part of a coach who manages the employee now; of one person, or of all for "". Any door, for the
// policies hold it already.
func (tx *Tx) PartManagers(ctx context.Context, person coaching.PersonID) error {
	_, err := tx.run(ctx, "part coaches from whom they manage", `
		SELECT access.part_managers(NULLIF($1, '')::uuid)`, person)
	return err
}

// mayCost is Conflict "ends_coaching" where a role would end coaching and the administrator did not say that she knows.
func (tx *Tx) mayCost(ctx context.Context, holder coaching.HolderID, person coaching.PersonID, role coaching.Appointment) error {
	if role.EndsCoaching {
		return nil
	}
	stake, err := tx.CoachingAtStake(ctx, holder, person, role)
	if err == nil && stake > 0 {
		err = coaching.Conflict("ends_coaching")
	}
	return err
}

// CoachingAtStake counts the people with whom coaching would end by a role, of the actor's holder. Nobody learns who.
func (tx *Tx) CoachingAtStake(ctx context.Context, holder coaching.HolderID, person coaching.PersonID, role coaching.Appointment) (int, error) {
	var people int
	err := tx.one(ctx, "count coaching at stake", &people, `
		SELECT access.coaching_at_stake($1, $2, $3, NULLIF($4, '')::uuid)`, person, holder, role.Role, role.Location)
	return people, err
}

// Farewells are what the actor, a coach, is told of parts of hers that ended, the latest first.
func (tx *Tx) Farewells(ctx context.Context, now time.Time) ([]coaching.Farewell, error) {
	var rows []coaching.Farewell
	err := tx.many(ctx, "list farewells", &rows, `
		SELECT question_id,
		       given_name AS "employee.given",
		       prefix AS "employee.prefix",
		       family_name AS "employee.family",
		       why,
		       words,
		       at
		FROM access.partings_since($1)
		ORDER BY at DESC, question_id`, now.Add(-coaching.FarewellFor))
	return rows, err
}
