package postgres

import (
	"context"
	"fmt"
	"strings"
	"time"

	"terugblik/coaching"
)

const selectEngagement = `
		SELECT e.id,
		       e.holder_id,
		       COALESCE(e.person_id::text, '') AS person_id,
		       e.email,
		       e.name,
		       COALESCE(e.location_id::text, '') AS location,
		       e.contract_reference AS contract,
		       COALESCE(e.processor_agreement_on::text, '') AS processor_agreement_on,
		       e.from_day::text AS from,
		       e.until_day::text AS until,
		       e.offered_by,
		       e.offered_at,
		       e.token_expires_at AS link_until,
		       e.accepted_at,
		       e.ended_at,
		       e.version`

// Engagements lists those of a holder, the one that ends last first. For those who keep people.
func (tx *Tx) Engagements(ctx context.Context, holder coaching.HolderID) ([]coaching.Engagement, error) {
	var rows []coaching.Engagement
	err := tx.many(ctx, "list engagements", &rows, selectEngagement+`
		FROM engagement e
		WHERE e.holder_id = $1
		ORDER BY e.until_day DESC, e.id`, holder)
	return rows, err
}

// Engagement reads one of a holder.
func (tx *Tx) Engagement(ctx context.Context, holder coaching.HolderID, id coaching.EngagementID) (coaching.Engagement, error) {
	var row coaching.Engagement
	err := tx.one(ctx, "read engagement", &row, selectEngagement+`
		FROM engagement e
		WHERE e.id = $1
		  AND e.holder_id = $2`, id, holder)
	return row, err
}

// OfferEngagement asks an address to coach for the actor's holder. Whether an account has it is not looked at, and nobody
// learns it. Invalid as CheckEngagement; Conflict "engagement_open" while an offer to the address waits.
func (tx *Tx) OfferEngagement(ctx context.Context, actor coaching.Actor, e coaching.Engagement, tokenHash []byte, now time.Time) (coaching.Engagement, error) {
	holder, err := actor.HolderAs(coaching.Administrator)
	if err != nil {
		return coaching.Engagement{}, err
	}
	e.ID, e.Name, e.Contract, e.Email = "", normal(e.Name), normal(e.Contract), strings.ToLower(strings.TrimSpace(e.Email))
	if err := tx.checkEngagement(ctx, holder, e, now); err != nil {
		return coaching.Engagement{}, err
	}
	e.ID = NewID[coaching.EngagementID]()
	if _, err := tx.run(ctx, "offer engagement", `
		INSERT INTO engagement (id, holder_id, email, name, location_id, contract_reference, processor_agreement_on, from_day, until_day,
		                        token_hash, token_expires_at, offered_by, offered_at)
		VALUES ($1, $2, $3, $4, NULLIF($5, '')::uuid, $6, NULLIF($7, '')::date, $8, $9, $10, $11, $12, $13)`,
		e.ID, holder, e.Email, e.Name, e.Location, e.Contract, e.ProcessorAgreementOn, e.From, e.Until,
		tokenHash, now.Add(coaching.OfferLasts), actor.ID, now); err != nil {
		return coaching.Engagement{}, err
	}
	if err := tx.noteEngagement(ctx, actor, holder, e, coaching.ActEngagementOffered, now); err != nil {
		return coaching.Engagement{}, err
	}
	return tx.Engagement(ctx, holder, e.ID)
}

func (tx *Tx) checkEngagement(ctx context.Context, holder coaching.HolderID, e coaching.Engagement, now time.Time) error {
	places, today, err := tx.placesAndDay(ctx, holder, now)
	if err != nil {
		return err
	}
	return coaching.CheckEngagement(e, places, today)
}

func (tx *Tx) noteEngagement(ctx context.Context, actor coaching.Actor, holder coaching.HolderID, e coaching.Engagement, act coaching.AdministrationAct, now time.Time) error {
	return tx.note(ctx, coaching.AdministrationLine{
		HolderID: holder, Actor: string(actor.ID), Act: act, PersonID: e.PersonID, Detail: strings.Trim(e.Name+", "+e.Contract, ", "), At: now,
	})
}

// RenewOffer gives an offer that still waits a new link; the one before dies. Conflict "engagement_settled" when it was
// accepted or has ended.
func (tx *Tx) RenewOffer(ctx context.Context, actor coaching.Actor, id coaching.EngagementID, tokenHash []byte, now time.Time) (coaching.Engagement, error) {
	e, err := tx.ownEngagement(ctx, actor, id)
	if err != nil {
		return coaching.Engagement{}, err
	}
	holder, err := tx.Holder(ctx, e.HolderID)
	if err != nil {
		return coaching.Engagement{}, err
	}
	if e.State(now, holder.Zone()) != coaching.EngagementOffered {
		return coaching.Engagement{}, coaching.Conflict("engagement_settled")
	}
	rows, err := tx.run(ctx, "renew the link of an offer", `
		UPDATE engagement
		SET token_hash = $2,
		    token_expires_at = $3
		WHERE id = $1
		  AND accepted_at IS NULL`, id, tokenHash, now.Add(coaching.OfferLasts))
	if err == nil && rows == 0 {
		err = coaching.Conflict("engagement_settled")
	}
	if err != nil {
		return coaching.Engagement{}, err
	}
	if err := tx.noteEngagement(ctx, actor, e.HolderID, e, coaching.ActEngagementLinked, now); err != nil {
		return coaching.Engagement{}, err
	}
	return tx.Engagement(ctx, e.HolderID, id)
}

// ChangeEngagement sets contract, agreement and last day of one that has not ended; the role of who accepted it ends with
// the new day. ErrStale when version is not the present one.
func (tx *Tx) ChangeEngagement(ctx context.Context, actor coaching.Actor, e coaching.Engagement, version int, now time.Time) (coaching.Engagement, error) {
	there, err := tx.ownEngagement(ctx, actor, e.ID)
	if err != nil {
		return coaching.Engagement{}, err
	}
	there.Contract, there.ProcessorAgreementOn, there.Until = normal(e.Contract), e.ProcessorAgreementOn, e.Until
	if err := tx.checkEngagement(ctx, there.HolderID, there, now); err != nil {
		return coaching.Engagement{}, err
	}
	rows, err := tx.run(ctx, "change engagement", `
		UPDATE engagement
		SET contract_reference = $3,
		    processor_agreement_on = NULLIF($4, '')::date,
		    until_day = $5,
		    version = version + 1
		WHERE id = $1
		  AND version = $2
		  AND ended_at IS NULL`, e.ID, version, there.Contract, there.ProcessorAgreementOn, there.Until)
	if err == nil && rows == 0 {
		err = fmt.Errorf("change engagement %s: %w", e.ID, coaching.ErrStale)
	}
	if err != nil {
		return coaching.Engagement{}, err
	}
	holder, err := tx.Holder(ctx, there.HolderID)
	if err != nil {
		return coaching.Engagement{}, err
	}
	if err := tx.endEngaged(ctx, there, there.Until.Over(holder.Zone())); err != nil {
		return coaching.Engagement{}, err
	}
	if err := tx.noteEngagement(ctx, actor, there.HolderID, there, coaching.ActEngagementChanged, now); err != nil {
		return coaching.Engagement{}, err
	}
	return tx.Engagement(ctx, there.HolderID, e.ID)
}

// ownEngagement is one of the actor's holder; nobody else acts on it meanwhile.
func (tx *Tx) ownEngagement(ctx context.Context, actor coaching.Actor, id coaching.EngagementID) (coaching.Engagement, error) {
	holder, err := actor.HolderAs(coaching.Administrator)
	if err != nil {
		return coaching.Engagement{}, err
	}
	if err := tx.alone(ctx, string(id)); err != nil {
		return coaching.Engagement{}, err
	}
	return tx.Engagement(ctx, holder, id)
}

// endEngaged moves the end of the role that came of an engagement, and tells its person.
func (tx *Tx) endEngaged(ctx context.Context, e coaching.Engagement, at time.Time) error {
	if e.PersonID == "" {
		return nil
	}
	if _, err := tx.run(ctx, "end the role of an engagement", `
		UPDATE role_assignment
		SET valid_until = GREATEST(valid_from, $2)
		WHERE engagement_id = $1`, e.ID, at); err != nil {
		return err
	}
	return tx.Notify(ctx, TopicPerson, string(e.PersonID))
}

// EndEngagement ends one at once, or takes back an offer. Conflict "engagement_over" when it has ended.
func (tx *Tx) EndEngagement(ctx context.Context, actor coaching.Actor, id coaching.EngagementID, now time.Time) (coaching.Engagement, error) {
	e, err := tx.ownEngagement(ctx, actor, id)
	if err != nil {
		return coaching.Engagement{}, err
	}
	rows, err := tx.run(ctx, "end engagement", `
		UPDATE engagement
		SET ended_at = $2,
		    token_hash = NULL,
		    version = version + 1
		WHERE id = $1
		  AND ended_at IS NULL`, id, now)
	if err == nil && rows == 0 {
		err = coaching.Conflict("engagement_over")
	}
	if err != nil {
		return coaching.Engagement{}, err
	}
	if e.PersonID != "" {
		if _, err := tx.run(ctx, "end the role of an engagement", `
			UPDATE role_assignment
			SET valid_until = GREATEST(valid_from, LEAST(valid_until, $2, now()))
			WHERE engagement_id = $1`, id, now); err != nil {
			return coaching.Engagement{}, err
		}
		if err := tx.Notify(ctx, TopicPerson, string(e.PersonID)); err != nil {
			return coaching.Engagement{}, err
		}
	}
	if err := tx.noteEngagement(ctx, actor, e.HolderID, e, coaching.ActEngagementEnded, now); err != nil {
		return coaching.Engagement{}, err
	}
	return tx.Engagement(ctx, e.HolderID, id)
}

// AcceptEngagement makes the actor a coach of the holder that offered it, from its first day to its last. She brings the
// secret of its link, and it was made to her address; else ErrNotFound.
func (tx *Tx) AcceptEngagement(ctx context.Context, actor coaching.Actor, tokenHash []byte, now time.Time) error {
	var accepted bool
	err := tx.one(ctx, "accept engagement", &accepted, `
		SELECT access.accept_engagement($1, $2, $3, $4)`, tokenHash, NewID[coaching.TenureID](), NewID[string](), now)
	if err == nil && !accepted {
		err = fmt.Errorf("accept engagement: %w", coaching.ErrNotFound)
	}
	if err != nil {
		return err
	}
	return tx.Notify(ctx, TopicPerson, string(actor.ID))
}

// OfferOf finds an open offer by the hash of its link, with its holder. Door Engage.
func (tx *Tx) OfferOf(ctx context.Context, tokenHash []byte, now time.Time) (coaching.Engagement, coaching.Holder, error) {
	var e coaching.Engagement
	if err := tx.one(ctx, "find offer", &e, selectEngagement+`
		FROM engagement e
		WHERE e.token_hash = $1
		  AND e.token_expires_at > $2
		  AND e.accepted_at IS NULL
		  AND e.ended_at IS NULL`, tokenHash, now); err != nil {
		return coaching.Engagement{}, coaching.Holder{}, err
	}
	holder, err := tx.Holder(ctx, e.HolderID)
	return e, holder, err
}

// BeginEngaged makes the account of who brings the link of an offer and has none, and gives its address. Conflict
// "email_taken" when there is one. Door Engage.
func (tx *Tx) BeginEngaged(ctx context.Context, tokenHash []byte, name coaching.Name, passwordHash string, now time.Time) (coaching.Person, error) {
	person := composed(coaching.Person{ID: NewID[coaching.PersonID](), Name: name, Email: "a@b.nl"})
	if err := coaching.CheckPerson(person); err != nil {
		return coaching.Person{}, err
	}
	var email *string
	if err := tx.one(ctx, "begin engaged", &email, `
		SELECT access.begin_engaged($1, $2, $3, $4, $5, $6, $7)`,
		tokenHash, person.ID, person.Name.Given, person.Name.Prefix, person.Name.Family, passwordHash, now); err != nil {
		return coaching.Person{}, err
	}
	if email == nil {
		return coaching.Person{}, fmt.Errorf("begin engaged: %w", coaching.ErrNotFound)
	}
	person.Email = *email
	return person, nil
}
