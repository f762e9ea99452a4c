package web_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/web/api"
)

func dossierOf(t *testing.T, v *visitor) (d api.Dossier, text string) {
	t.Helper()
	got := v.get(api.DossierPath)
	require.Equal(t, 200, got.StatusCode, got.body)
	require.Contains(t, got.Header.Get("Content-Disposition"), "attachment")
	require.NoError(t, json.Unmarshal([]byte(got.body), &d), got.body)
	return d, got.body
}

// TestTheDossierHoldsHerWordsAndOnlyWhatWasGivenToHer: of the coach what was released and opened, nothing else, and
// nothing for anybody else; who left gets her own words too.
func TestTheDossierHoldsHerWordsAndOnlyWhatWasGivenToHer(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Whole()
	samira := s.as(s.Employee)
	d, text := dossierOf(t, samira)
	require.Equal(t, "terugblik-dossier-1", d.Format)
	require.Equal(t, s.Employee.Name.Full(), d.Person)
	require.Len(t, d.Questions, 1)
	require.Len(t, d.Questions[0].Versions, 3)
	require.False(t, d.Questions[0].Versions[1].Yours)
	require.Equal(t, "Drie tellen wachten", d.Questions[0].Rounds[0].WorkPoint.Text)
	require.Len(t, d.Questions[0].Agreements, 1)
	require.NotEmpty(t, d.Hours)
	said := map[string]bool{}
	for _, word := range d.Words {
		said[word.Kind+": "+word.Text] = word.Yours
	}
	require.True(t, said["proud: Dit lukte"])
	require.True(t, said["look: Ik wacht"])
	require.True(t, said["reply: Ik wachtte dus echt"])
	require.Contains(t, said, "top: Je wacht en benoemt", "released, and opened by her look")
	require.False(t, said["top: Je wacht en benoemt"])
	for _, secret := range []string{"Rondkijken", "Dit is nog niet af", "Je wacht langer", ".m3u8", "poster", string(s.Recording.ID)} {
		require.NotContains(t, text, secret)
	}
	paper := samira.get("/dossier.pdf").body
	require.True(t, strings.HasPrefix(paper, "%PDF-"))
	require.Contains(t, readPaper(t, paper), "Werkpunt: Drie tellen wachten.")
	_, err := s.PG.Owner.Exec(`UPDATE work_point SET text = 'Drie tellen wachten.'`)
	require.NoError(t, err)
	require.NotContains(t, readPaper(t, samira.get("/dossier.pdf").body), "wachten..", "what she ended herself is not ended again")
	require.Contains(t, samira.page("/dossier"), "/dossier.pdf")

	_, err = s.PG.Owner.Exec(`UPDATE role_assignment SET valid_until = now() - interval '1 second' WHERE person_id = $1`, s.Employee.ID)
	require.NoError(t, err)
	left, text := dossierOf(t, s.as(s.Employee))
	require.Len(t, left.Questions, 1)
	require.Contains(t, text, "Ik wacht")
	require.NotContains(t, text, "Je wacht en benoemt")
	for _, other := range []*visitor{s.as(s.Coach), s.as(s.Manager), s.as(s.Officer)} {
		require.Equal(t, 404, other.get(api.DossierPath).StatusCode)
		require.Equal(t, 404, other.get("/dossier.pdf").StatusCode)
	}
}
