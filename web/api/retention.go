package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Terms are how long the holder keeps what.
type Terms struct {
	ReviewDays int       `json:"review_days" doc:"A recording stays so many days after its review"`
	CapDays    int       `json:"cap_days" doc:"And never longer than so many after it was made"`
	HoursYears int       `json:"hours_years" doc:"Confirmed minutes stay so many full calendar years"`
	MostDays   int       `json:"extension_days" doc:"Its owner can keep a recording so many days after it was made"`
	ValidFrom  time.Time `json:"valid_from" doc:"Zero for the defaults"`
}

// TermsInForce are those that hold now, and those that were decided and do not yet.
type TermsInForce struct {
	Terms
	Next *Terms `json:"next"`
}

func termsOf(t coaching.Terms) Terms {
	return Terms{
		ReviewDays: t.ReviewDays, CapDays: t.CapDays, HoursYears: t.HoursYears, MostDays: coaching.MostKeptDays, ValidFrom: instant(t.ValidFrom),
	}
}

func (a *API) terms(ctx context.Context, tx *postgres.Tx, actor coaching.Actor) (TermsInForce, error) {
	history, err := tx.TermsHistory(ctx, actor.At())
	shown := TermsInForce{Terms: termsOf(history.At(a.Now()))}
	if next, ok := history.Pending(a.Now()); ok {
		pending := termsOf(next)
		shown.Next = &pending
	}
	return shown, err
}

// Terms says how long things are kept.
func (a *API) Terms() Operation {
	return Do(a, "retention", "How long the holder keeps what", func(ctx context.Context, actor coaching.Actor, _ *Empty) (*Of[TermsInForce], error) {
		var shown TermsInForce
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			shown, err = a.terms(ctx, tx, actor)
			return err
		})
		return of(shown, err)
	})
}

type termsInput struct {
	Body struct {
		ReviewDays int    `json:"review_days"`
		CapDays    int    `json:"cap_days"`
		HoursYears int    `json:"hours_years"`
		Reason     string `json:"reason,omitempty" doc:"Needed when anything is kept longer"`
	}
}

// SetTerms changes them: shorter after a week, longer for new recordings only.
func (a *API) SetTerms() Operation {
	return Do(a, "set-retention", "Change how long the holder keeps what", func(ctx context.Context, actor coaching.Actor, in *termsInput) (*Of[TermsInForce], error) {
		if err := must(actor, coaching.Administrator, coaching.DataProtectionOfficer); err != nil {
			return nil, err
		}
		var shown TermsInForce
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			next := coaching.Terms{ReviewDays: in.Body.ReviewDays, CapDays: in.Body.CapDays, HoursYears: in.Body.HoursYears, Reason: in.Body.Reason}
			if _, err := tx.SetTerms(ctx, actor, next, a.Now()); err != nil {
				return err
			}
			var err error
			shown, err = a.terms(ctx, tx, actor)
			return err
		})
		return of(shown, err)
	})
}

// ends fills in the last day.
func (r *Recording) ends(e postgres.Ending) {
	r.EraseOn, r.EraseWhy = maybe(string(e.End.On)), maybe(string(e.End.Why))
}

func tellEnds(ctx context.Context, tx *postgres.Tx, shown []Recording) error {
	var ids []coaching.RecordingID
	for _, r := range shown {
		ids = append(ids, coaching.RecordingID(r.ID))
	}
	endings, err := tx.Endings(ctx, ids...)
	for i, r := range shown {
		shown[i].ends(endings[coaching.RecordingID(r.ID)])
	}
	return err
}

// ByExtension is a request about one later end of a recording.
type ByExtension struct {
	ByID
	Extension string `path:"extension" doc:"UUIDv7"`
}

// Resolve answers 404 to ids that cannot exist.
func (in *ByExtension) Resolve(ctx huma.Context) []error {
	if problems := in.ByID.Resolve(ctx); problems != nil {
		return problems
	}
	if !isID(in.Extension) {
		return []error{&Problem{Status: http.StatusNotFound}}
	}
	return nil
}
