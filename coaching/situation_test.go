package coaching_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

func TestBothLanguagesOfferTheSameSituationsAndNoneOfBodyCare(t *testing.T) {
	t.Parallel()
	dutch, err := coaching.Situations("nl")
	require.NoError(t, err)
	english, err := coaching.Situations("en")
	require.NoError(t, err)
	require.Len(t, english, len(dutch))
	require.GreaterOrEqual(t, len(dutch), 10)
	require.Equal(t, coaching.ProudMoment, dutch[0].Name, "a moment that she is proud of comes first")
	seen := map[string]bool{}
	for i, s := range dutch {
		require.Equal(t, s.Name, english[i].Name)
		require.False(t, seen[s.Name], s.Name)
		seen[s.Name] = true
		for _, spoken := range []coaching.Situation{s, english[i]} {
			require.NotEmpty(t, spoken.Label)
			require.GreaterOrEqual(t, len(spoken.Questions), 3, s.Name)
			for _, q := range spoken.Questions {
				require.NoError(t, coaching.CheckWording(q, spoken.Label))
				require.NotContains(t, q, "!")
				require.LessOrEqual(t, len(strings.Fields(q)), 14, q)
			}
		}
		for _, never := range []string{"verschon", "luier", "wc", "potje"} {
			require.NotContains(t, strings.ToLower(s.Label+strings.Join(s.Questions, " ")), never)
		}
	}
	other, err := coaching.Situations("fr")
	require.NoError(t, err)
	require.Equal(t, dutch, other)
}

func TestEveryPreferenceSuggestsAFewForms(t *testing.T) {
	t.Parallel()
	for _, language := range []string{"nl", "en"} {
		texts, err := coaching.PreferenceTexts(language)
		require.NoError(t, err)
		require.Len(t, texts, len(coaching.Preferences()))
		for _, p := range coaching.Preferences() {
			require.NotEmpty(t, texts[p].Label)
			require.NotEmpty(t, texts[p].About)
			require.GreaterOrEqual(t, len(texts[p].Forms), 2)
			require.LessOrEqual(t, len(texts[p].Forms), 4)
		}
	}
	require.NoError(t, coaching.CheckPreference(""))
	require.ErrorIs(t, coaching.CheckPreference("test"), coaching.ErrInvalid)
}
