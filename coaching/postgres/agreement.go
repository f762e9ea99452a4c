package postgres

import (
	"context"
	"time"

	"github.com/lib/pq"

	"terugblik/coaching"
)

// Agreement is that of one trajectory with all its versions, perhaps none.
func (tx *Tx) Agreement(ctx context.Context, trajectory coaching.Trajectory) (coaching.Agreement, error) {
	found, err := tx.Agreements(ctx, trajectory)
	return found[trajectory.ID], err
}

// Agreements are those of several trajectories at once; each has one, perhaps without a version.
func (tx *Tx) Agreements(ctx context.Context, trajectories ...coaching.Trajectory) (map[coaching.TrajectoryID]coaching.Agreement, error) {
	found := make(map[coaching.TrajectoryID]coaching.Agreement, len(trajectories))
	ids := make([]coaching.TrajectoryID, len(trajectories))
	for i, t := range trajectories {
		ids[i], found[t.ID] = t.ID, coaching.Agreement{Trajectory: t}
	}
	versions, err := tx.agreementVersions(ctx, ids)
	for _, version := range versions {
		agreement := found[version.TrajectoryID]
		agreement.Versions = append(agreement.Versions, version)
		found[version.TrajectoryID] = agreement
	}
	return found, err
}

func (tx *Tx) agreementVersions(ctx context.Context, trajectories []coaching.TrajectoryID) ([]coaching.AgreementVersion, error) {
	var rows []struct {
		coaching.AgreementVersion
		Sharings pq.StringArray
	}
	if err := tx.many(ctx, "read agreements", &rows, `
		SELECT id,
		       trajectory_id,
		       holder_id,
		       number,
		       proposed_by,
		       text_version,
		       allowed AS sharings,
		       note,
		       created_at
		FROM sharing_agreement
		WHERE trajectory_id = ANY ($1::uuid[])
		ORDER BY trajectory_id, number`, list(trajectories)); err != nil {
		return nil, err
	}
	versions := make([]coaching.AgreementVersion, len(rows))
	at := make(map[coaching.AgreementID]*coaching.AgreementVersion, len(rows))
	ids := make([]coaching.AgreementID, len(rows))
	for i, row := range rows {
		versions[i] = row.AgreementVersion
		for _, sharing := range row.Sharings {
			versions[i].Allowed = append(versions[i].Allowed, coaching.Sharing(sharing))
		}
		ids[i], at[row.ID] = row.ID, &versions[i]
	}
	var yeses []struct {
		AgreementID coaching.AgreementID
		coaching.Yes
	}
	err := tx.many(ctx, "read who agreed", &yeses, `
		SELECT agreement_id,
		       person_id,
		       agreed_at
		FROM sharing_agreement_yes
		WHERE agreement_id = ANY ($1::uuid[])
		ORDER BY agreed_at, person_id`, list(ids))
	for _, yes := range yeses {
		version := at[yes.AgreementID]
		version.Yes = append(version.Yes, yes.Yes)
	}
	return versions, err
}

// ProposeAgreement adds a version with the actor's yes. What she crosses out holds at once.
func (tx *Tx) ProposeAgreement(ctx context.Context, actor coaching.Actor, trajectory coaching.TrajectoryID, allowed []coaching.Sharing, note string, now time.Time) (coaching.Agreement, error) {
	agreement, err := tx.agreementForChange(ctx, trajectory)
	if err != nil {
		return coaching.Agreement{}, err
	}
	if err := agreement.MayPropose(actor, allowed, note); err != nil {
		return coaching.Agreement{}, err
	}
	id, names := NewID[coaching.AgreementID](), make(pq.StringArray, len(allowed))
	for i, sharing := range allowed {
		names[i] = string(sharing)
	}
	t := agreement.Trajectory
	if _, err := tx.run(ctx, "propose an agreement", `
		INSERT INTO sharing_agreement (id, holder_id, trajectory_id, number, proposed_by, text_version, allowed, note, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		id, t.HolderID, t.ID, len(agreement.Versions)+1, actor.ID, coaching.CurrentAgreementText, names, note, now); err != nil {
		return coaching.Agreement{}, err
	}
	return tx.sayYes(ctx, actor, t, id, now)
}

// Agree is the actor's yes to the version that she read; said twice it is one.
func (tx *Tx) Agree(ctx context.Context, actor coaching.Actor, trajectory coaching.TrajectoryID, number int, now time.Time) (coaching.Agreement, error) {
	agreement, err := tx.agreementForChange(ctx, trajectory)
	if err != nil {
		return coaching.Agreement{}, err
	}
	if err := agreement.MayAgree(actor, number); err != nil {
		return coaching.Agreement{}, err
	}
	return tx.sayYes(ctx, actor, agreement.Trajectory, agreement.Newest().ID, now)
}

func (tx *Tx) sayYes(ctx context.Context, actor coaching.Actor, t coaching.Trajectory, id coaching.AgreementID, now time.Time) (coaching.Agreement, error) {
	if _, err := tx.run(ctx, "say yes to an agreement", `
		INSERT INTO sharing_agreement_yes (id, holder_id, agreement_id, person_id, agreed_at)
		VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT DO NOTHING`, NewID[string](), t.HolderID, id, actor.ID, now); err != nil {
		return coaching.Agreement{}, err
	}
	if err := tx.Notify(ctx, TopicTrajectory, string(t.ID)); err != nil {
		return coaching.Agreement{}, err
	}
	return tx.Agreement(ctx, t)
}

// agreementForChange keeps others from proposing and agreeing until the commit: a yes must be to the newest version.
func (tx *Tx) agreementForChange(ctx context.Context, id coaching.TrajectoryID) (coaching.Agreement, error) {
	if err := tx.alone(ctx, string(id)); err != nil {
		return coaching.Agreement{}, err
	}
	trajectory, err := tx.Trajectory(ctx, id)
	if err != nil {
		return coaching.Agreement{}, err
	}
	return tx.Agreement(ctx, trajectory)
}
