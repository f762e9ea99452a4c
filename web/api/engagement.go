package api

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Engagement is a coach from outside, hired for a time.
type Engagement struct {
	ID                   string     `json:"id"`
	Name                 string     `json:"name"`
	Email                string     `json:"email"`
	PersonID             *string    `json:"person_id" doc:"null until she has accepted it herself"`
	LocationID           *string    `json:"location_id" doc:"null: the whole holder"`
	ContractReference    string     `json:"contract_reference"`
	ProcessorAgreementOn *string    `json:"processor_agreement_on"`
	FromDay              string     `json:"from_day"`
	UntilDay             string     `json:"until_day" doc:"Her last day; access ends by itself after it"`
	OfferedAt            time.Time  `json:"offered_at"`
	AcceptedAt           *time.Time `json:"accepted_at"`
	EndedAt              *time.Time `json:"ended_at"`
	Version              int        `json:"version"`
}

func engagementOf(e coaching.Engagement) Engagement {
	return Engagement{
		ID: string(e.ID), Name: e.Name, Email: e.Email, PersonID: maybe(string(e.PersonID)), LocationID: maybe(string(e.Location)),
		ContractReference: e.Contract, ProcessorAgreementOn: maybe(string(e.ProcessorAgreementOn)), FromDay: string(e.From),
		UntilDay: string(e.Until), OfferedAt: instant(e.OfferedAt), AcceptedAt: perhaps(e.AcceptedAt), EndedAt: perhaps(e.EndedAt), Version: e.Version,
	}
}

// Engagements lists those of the holder.
func (a *API) Engagements() Operation {
	return Do(a, "engagements", "Coaches from outside, hired for a time", forKeepers(func(ctx context.Context, actor coaching.Actor, holder coaching.HolderID, _ *Empty) (*Of[List[Engagement]], error) {
		var found []coaching.Engagement
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			found, err = tx.Engagements(ctx, holder)
			return err
		})
		return of(whole(each(found, engagementOf)), err)
	}))
}

// EndEngagement ends one at once.
func (a *API) EndEngagement() Operation {
	return Do(a, "end-engagement", "End an engagement now, or take back an offer", forKeepers(func(ctx context.Context, actor coaching.Actor, _ coaching.HolderID, in *ByID) (*Tagged[Engagement], error) {
		var ended coaching.Engagement
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			ended, err = tx.EndEngagement(ctx, actor, coaching.EngagementID(in.ID), a.Now())
			return err
		})
		return tagged(engagementOf(ended), ended.Version, err)
	}))
}

type engagementChange struct {
	ByID
	Change
	Body struct {
		ContractReference    string `json:"contract_reference"`
		ProcessorAgreementOn string `json:"processor_agreement_on,omitempty" doc:"2026-03-05, or empty while it has not been signed"`
		UntilDay             string `json:"until_day" doc:"Her last day, in the zone of the holder"`
	}
}

// ChangeEngagement sets contract, agreement and last day.
func (a *API) ChangeEngagement() Operation {
	return Do(a, "change-engagement", "Change an engagement that has not ended", forKeepers(func(ctx context.Context, actor coaching.Actor, _ coaching.HolderID, in *engagementChange) (*Tagged[Engagement], error) {
		version, err := in.version()
		if err != nil {
			return nil, err
		}
		var changed coaching.Engagement
		err = a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			changed, err = tx.ChangeEngagement(ctx, actor, coaching.Engagement{
				ID: coaching.EngagementID(in.ID), Contract: in.Body.ContractReference,
				ProcessorAgreementOn: coaching.Day(in.Body.ProcessorAgreementOn), Until: coaching.Day(in.Body.UntilDay),
			}, version, a.Now())
			return err
		})
		return tagged(engagementOf(changed), changed.Version, err)
	}))
}
