package api

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Consent is the employee's own yes to one recording and its purpose: what she said, or what she is asked.
type Consent struct {
	Purpose     string     `json:"purpose" enum:"vib_individual"`
	TextVersion int        `json:"text_version"`
	Words       string     `json:"words" doc:"As she read them; before her yes in the language of the request"`
	GivenAt     *time.Time `json:"given_at"`
	WithdrawnAt *time.Time `json:"withdrawn_at"`
}

// consentOf shows a yes that stands, or what to say yes to now.
func (a *API) consentOf(ctx context.Context, said coaching.Consent) (Consent, error) {
	if said.Stands() {
		return Consent{Purpose: string(said.Purpose), TextVersion: said.TextVersion, Words: said.Words, GivenAt: perhaps(&said.GivenAt)}, nil
	}
	words, _, err := coaching.ConsentText(coaching.CurrentConsentText, coaching.OwnQuestion, a.Language(ctx))
	return Consent{
		Purpose: string(coaching.OwnQuestion), TextVersion: coaching.CurrentConsentText, Words: words, WithdrawnAt: perhaps(said.WithdrawnAt),
	}, err
}

type consentInput struct {
	ByID
	Body struct {
		Purpose     string `json:"purpose" doc:"What the words say that the recording is for"`
		TextVersion int    `json:"text_version" doc:"Of the words that she read"`
	}
}

// GiveConsent is the owner's yes. It says so too when it stood already.
func (a *API) GiveConsent() Operation {
	return Do(a, "give-consent", "Say yes to this recording and its purpose", func(ctx context.Context, actor coaching.Actor, in *consentInput) (*Of[Consent], error) {
		var shown Consent
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			said, err := tx.GiveConsent(ctx, actor, coaching.Consent{
				RecordingID: coaching.RecordingID(in.ID), Purpose: coaching.Purpose(in.Body.Purpose), TextVersion: in.Body.TextVersion,
				Language: a.Language(ctx), Way: coaching.ConsentShown,
			}, a.Now())
			if err != nil {
				return err
			}
			shown, err = a.consentOf(ctx, said)
			return err
		})
		return of(shown, err)
	})
}

// WithdrawConsent takes it back. Afterwards she throws the recording away instead.
func (a *API) WithdrawConsent() Operation {
	return Do(a, "withdraw-consent", "Take your yes back, until film has come in", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Nothing, error) {
		return nothing(a.as(ctx, actor, func(tx *postgres.Tx) error {
			return tx.WithdrawConsent(ctx, actor, coaching.RecordingID(in.ID), a.Now())
		}))
	})
}
