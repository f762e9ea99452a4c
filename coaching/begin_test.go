package coaching_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

func TestFilmBeginsAfterHerOwnYes(t *testing.T) {
	t.Parallel()
	b := coaching.Beginning{Recording: coaching.Recording{AcceptedAt: &noon}, Holder: coaching.Holder{Demo: true}}
	require.EqualError(t, coaching.MayBegin(b), "consent_needed")
	b.Begun = true
	require.NoError(t, coaching.MayBegin(b), "what ran while the server was updated goes on")
	b.Begun, b.Consent.GivenAt = false, noon
	require.NoError(t, coaching.MayBegin(b))
	b.Consent.WithdrawnAt = &noon
	require.EqualError(t, coaching.MayBegin(b), "consent_withdrawn")
	b.Recording.LockedAt = &noon
	require.EqualError(t, coaching.MayBegin(b), "recording_locked", "what she cannot change by herself comes first")
}

func TestAYesIsHersUntilFilmHasComeIn(t *testing.T) {
	t.Parallel()
	her, coach := actor("her", coaching.Employee), actor("coach", coaching.Coach)
	r := coaching.Recording{OwnerID: "her", AcceptedAt: &noon}
	require.NoError(t, r.MayConsent(her, 0))
	require.ErrorIs(t, r.MayConsent(coach, 0), coaching.ErrForbidden)
	require.EqualError(t, r.MayConsent(her, 1), "recording_begun")
	r.AcceptedAt = nil
	require.EqualError(t, r.MayConsent(her, 0), "recording_not_accepted", "a plan of the coach is accepted first")
}

func TestEveryReleasedTextOfConsentIsThere(t *testing.T) {
	t.Parallel()
	for version := 1; version <= coaching.CurrentConsentText; version++ {
		for _, language := range []string{"nl", "en"} {
			words, in, err := coaching.ConsentText(version, coaching.OwnQuestion, language)
			require.NoError(t, err)
			require.NotEmpty(t, words)
			require.Equal(t, language, in)
		}
	}
	_, in, err := coaching.ConsentText(1, coaching.OwnQuestion, "fr")
	require.NoError(t, err)
	require.Equal(t, "nl", in)
	for _, wrong := range []struct {
		version int
		purpose coaching.Purpose
	}{{0, coaching.OwnQuestion}, {99, coaching.OwnQuestion}, {1, "marketing"}} {
		_, _, err := coaching.ConsentText(wrong.version, wrong.purpose, "nl")
		require.ErrorIs(t, err, coaching.ErrInvalid)
	}
}
