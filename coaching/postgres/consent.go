package postgres

import (
	"context"
	"errors"
	"time"

	"terugblik/coaching"
)

// Consent is the newest yes of the owner to a recording, perhaps taken back; ErrNotFound while she has said nothing.
func (tx *Tx) Consent(ctx context.Context, id coaching.RecordingID) (coaching.Consent, error) {
	var consent coaching.Consent
	err := tx.one(ctx, "read consent", &consent, `
		SELECT id,
		       holder_id,
		       recording_id,
		       person_id,
		       purpose,
		       text_version,
		       language,
		       words,
		       way,
		       given_at,
		       withdrawn_at
		FROM recording_consent
		WHERE recording_id = $1
		ORDER BY given_at DESC, id DESC
		LIMIT 1`, id)
	if err != nil {
		return coaching.Consent{}, err // where there is no row, sqlx leaves pointers in it
	}
	return consent, nil
}

// Beginning is what is known before film comes in for a recording; its Consent is zero while she has said nothing.
func (tx *Tx) Beginning(ctx context.Context, recording coaching.Recording) (coaching.Beginning, error) {
	b := coaching.Beginning{Recording: recording}
	var err error
	if b.Holder, err = tx.Holder(ctx, recording.HolderID); err != nil {
		return b, err
	}
	if b.Consent, err = tx.Consent(ctx, recording.Main()); err != nil && !errors.Is(err, coaching.ErrNotFound) {
		return b, err
	}
	if b.Basis, err = tx.Basis(ctx, recording.HolderID); err != nil {
		return b, err
	}
	if b.Roster, err = tx.Roster(ctx, recording.Main()); err != nil && !errors.Is(err, coaching.ErrNotFound) {
		return b, err
	}
	if b.Restore, err = tx.LastRestore(ctx, recording.HolderID); err != nil {
		return b, err
	}
	takes, err := tx.Takes(ctx, recording.Main())
	b.Begun = len(takes) > 0
	return b, err
}

// GiveConsent is the owner's yes to a recording and its purpose, in words of that version that she read in a language.
// A yes that stands already stays as it was given.
func (tx *Tx) GiveConsent(ctx context.Context, actor coaching.Actor, given coaching.Consent, now time.Time) (coaching.Consent, error) {
	recording, err := tx.mayConsent(ctx, actor, given.RecordingID)
	if err != nil {
		return coaching.Consent{}, err
	}
	given.Words, given.Language, err = coaching.ConsentText(given.TextVersion, given.Purpose, given.Language)
	if err != nil {
		return coaching.Consent{}, err
	}
	before, err := tx.Consent(ctx, recording.ID)
	if err == nil && before.Stands() {
		return before, nil
	}
	if err != nil && !errors.Is(err, coaching.ErrNotFound) {
		return coaching.Consent{}, err
	}
	if _, err := tx.run(ctx, "write consent", `
		INSERT INTO recording_consent (id, holder_id, recording_id, person_id, purpose, text_version, language, words, way, given_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		NewID[coaching.ConsentID](), recording.HolderID, recording.ID, actor.ID, given.Purpose, given.TextVersion,
		given.Language, given.Words, given.Way, now); err != nil {
		return coaching.Consent{}, err
	}
	return tx.Consent(ctx, recording.ID)
}

// WithdrawConsent takes the yes back, and with it the tokens to publish and the codes of further cameras, while none of
// them has film. Without one nothing changes.
func (tx *Tx) WithdrawConsent(ctx context.Context, actor coaching.Actor, id coaching.RecordingID, now time.Time) error {
	recording, err := tx.mayConsent(ctx, actor, id)
	if err != nil {
		return err
	}
	if err := tx.mayTakeBack(ctx, actor, recording); err != nil {
		return err
	}
	if _, err := tx.run(ctx, "take consent back", `
		UPDATE recording_consent
		SET withdrawn_at = GREATEST($2, given_at)
		WHERE recording_id = $1
		  AND withdrawn_at IS NULL`, id, now); err != nil {
		return err
	}
	return tx.endTokens(ctx, id)
}

// mayTakeBack refuses where film has come in, or is coming as a file, for the recording or one of its further cameras: her
// yes is to all of it.
func (tx *Tx) mayTakeBack(ctx context.Context, actor coaching.Actor, recording coaching.Recording) error {
	angles, err := tx.Angles(ctx, recording.ID)
	if err != nil {
		return err
	}
	cameras := []coaching.RecordingID{recording.ID}
	for _, a := range angles {
		cameras = append(cameras, a.ID)
	}
	for _, id := range cameras {
		takes, err := tx.Takes(ctx, id)
		if err != nil {
			return err
		}
		if err := recording.MayConsent(actor, len(takes)); err != nil {
			return err
		}
		if err := tx.noUpload(ctx, id, coaching.FilmUpload, coaching.DeviceUpload); err != nil {
			return err
		}
	}
	return nil
}

// mayConsent finds a recording of the actor that has no film yet, and holds it. It does not exist for anybody else.
func (tx *Tx) mayConsent(ctx context.Context, actor coaching.Actor, id coaching.RecordingID) (coaching.Recording, error) {
	recording, err := tx.Recording(ctx, id)
	if err != nil {
		return recording, err
	}
	if recording.OwnerID != actor.ID {
		return recording, coaching.ErrNotFound
	}
	if recording, err = tx.lockRecording(ctx, id); err != nil {
		return recording, err
	}
	takes, err := tx.Takes(ctx, id)
	if err != nil {
		return recording, err
	}
	return recording, recording.MayConsent(actor, len(takes))
}

// mayBegin applies what must hold before the actor lets film in. Where she has never been asked, her own request is her
// yes, in the words that the request is documented with; a yes that she took back is not given again that way. device is for
// what was filmed already.
func (tx *Tx) mayBegin(ctx context.Context, actor coaching.Actor, recording coaching.Recording, device bool, now time.Time) error {
	b, err := tx.Beginning(ctx, recording)
	if err != nil {
		return err
	}
	b.Device = device
	err = coaching.MayBegin(b)
	if !errors.Is(err, coaching.Conflict("consent_needed")) {
		return err
	}
	_, err = tx.GiveConsent(ctx, actor, coaching.Consent{
		RecordingID: recording.Main(), Purpose: coaching.OwnQuestion, TextVersion: coaching.CurrentConsentText,
		Language: actor.Language, Way: coaching.ConsentRequest,
	}, now)
	return err
}
