package api

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Agreement is what may leave the pair, in all its versions, oldest first.
type Agreement struct {
	Versions []AgreementVersion      `json:"versions"`
	InForce  *int                    `json:"in_force" doc:"The number of the last version to which both said yes"`
	Settled  bool                    `json:"settled" doc:"Both said yes to the newest version"`
	Allowed  []coaching.Sharing      `json:"allowed" doc:"What may leave now: what both agreed on, without what the employee has crossed out since"`
	Text     coaching.AgreementWords `json:"text" doc:"The words of the agreement, with what holds always"`
}

// AgreementVersion is one proposal; it is never changed.
type AgreementVersion struct {
	Number      int                `json:"number"`
	ProposedBy  Person             `json:"proposed_by"`
	TextVersion int                `json:"text_version" doc:"Of the words that both read"`
	Allowed     []coaching.Sharing `json:"allowed"`
	Note        string             `json:"note"`
	CreatedAt   time.Time          `json:"created_at"`
	Yes         []Yes              `json:"yes"`
}

// Yes is somebody's yes.
type Yes struct {
	Person   Person    `json:"person"`
	AgreedAt time.Time `json:"agreed_at"`
}

func (p people) yes(y coaching.Yes) Yes {
	return Yes{Person: p.of(y.PersonID), AgreedAt: instant(y.AgreedAt)}
}

func (p people) agreementVersion(v coaching.AgreementVersion) AgreementVersion {
	return AgreementVersion{
		Number: v.Number, ProposedBy: p.of(v.ProposedBy), TextVersion: v.TextVersion, Allowed: sharings(v.Allowed),
		Note: v.Note, CreatedAt: instant(v.CreatedAt), Yes: each(v.Yes, p.yes),
	}
}

// sharings are never null.
func sharings(list []coaching.Sharing) []coaching.Sharing {
	return append([]coaching.Sharing{}, list...)
}

// agreementFrom runs one step of the store and shows the agreement that it leaves.
func (a *API) agreementFrom(ctx context.Context, actor coaching.Actor, step func(*postgres.Tx) (coaching.Agreement, error)) (Agreement, error) {
	var shown Agreement
	err := a.as(ctx, actor, func(tx *postgres.Tx) error {
		found, err := step(tx)
		if err != nil {
			return err
		}
		ids := onRoad(found.Trajectory)
		for _, version := range found.Versions {
			ids = append(ids, version.ProposedBy)
			for _, yes := range version.Yes {
				ids = append(ids, yes.PersonID)
			}
		}
		named, err := names(ctx, tx, ids...)
		if err != nil {
			return err
		}
		shown, err = named.agreement(found, a.Language(ctx))
		return err
	})
	return shown, err
}

func (p people) agreement(found coaching.Agreement, language string) (Agreement, error) {
	shown := Agreement{
		Versions: each(found.Versions, p.agreementVersion), Settled: found.Settled(), Allowed: sharings(found.Allowed()),
	}
	version, coach := coaching.CurrentAgreementText, ""
	if newest := found.Newest(); newest != nil {
		version = newest.TextVersion
	}
	if held := found.InForce(); held != nil {
		version, shown.InForce = held.TextVersion, &held.Number
	}
	for _, id := range found.Trajectory.CoachIDs {
		coach = p[id].Name.Given
	}
	var err error
	shown.Text, err = coaching.AgreementText(version, language, p[found.Trajectory.EmployeeID].Name.Given, coach)
	return shown, err
}

// Agreement reads that of a trajectory.
func (a *API) Agreement() Operation {
	return Do(a, "agreement", "What stays between an employee and her coach", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[Agreement], error) {
		return of(a.agreementFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Agreement, error) {
			trajectory, err := tx.Trajectory(ctx, coaching.TrajectoryID(in.ID))
			if err != nil {
				return coaching.Agreement{}, err
			}
			return tx.Agreement(ctx, trajectory)
		}))
	})
}

type proposalInput struct {
	ByID
	Body struct {
		Allowed []coaching.Sharing `json:"allowed" nullable:"false" doc:"Any of own_report, team_clips and supervision"`
		Note    string             `json:"note,omitempty"`
	}
}

// ProposeAgreement adds a version, with the actor's yes.
func (a *API) ProposeAgreement() Operation {
	return Make(a, "propose-agreement", "Propose what may leave the two of you", func(ctx context.Context, actor coaching.Actor, in *proposalInput) (*Of[Agreement], error) {
		return of(a.agreementFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Agreement, error) {
			return tx.ProposeAgreement(ctx, actor, coaching.TrajectoryID(in.ID), in.Body.Allowed, in.Body.Note, a.Now())
		}))
	})
}

type agreeInput struct {
	ByID
	Body struct {
		Number int `json:"number" doc:"Of the version that you read; only the newest can be agreed to"`
	}
}

// Agree is the actor's yes.
func (a *API) Agree() Operation {
	return Do(a, "agree", "Say yes to the newest version", func(ctx context.Context, actor coaching.Actor, in *agreeInput) (*Of[Agreement], error) {
		return of(a.agreementFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Agreement, error) {
			return tx.Agree(ctx, actor, coaching.TrajectoryID(in.ID), in.Body.Number, a.Now())
		}))
	})
}
