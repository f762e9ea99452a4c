package web_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/docs/privacy"
)

// TestDocumentsSayTheTermsOfTheHolder: on the screen, on paper and as a file; nothing that is to be filled in is left.
func TestDocumentsSayTheTermsOfTheHolder(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.As(s.Administrator, func(tx *postgres.Tx) error {
		_, err := tx.SetTerms(t.Context(), s.Administrator, coaching.Terms{ReviewDays: 14, CapDays: 77, HoursYears: 5, Reason: "Voor de proef"}, s.Now.AddDate(0, 0, -9))
		return err
	})
	colleague := s.as(s.Colleague)
	require.Contains(t, colleague.page("/documents"), "past bij jullie keuze")
	for _, d := range privacy.Documents() {
		for _, path := range []string{"/documents/" + d.Name, "/documents/" + d.Name + "/print"} {
			page := colleague.page(path)
			require.NotContains(t, page, "{{", path)
			require.NotContains(t, page, "maatregel:", path)
			require.NotContains(t, page, "raw HTML omitted", path)
			require.Contains(t, page, s.Holder.Name, path)
		}
		require.True(t, strings.HasPrefix(colleague.get("/documents/"+d.Name+"/pdf").body, "%PDF-"), d.Name)
	}
	require.Contains(t, colleague.page("/documents/dpia"), "77 dagen")
	require.Contains(t, colleague.page("/documents/verwerkingsregister"), "5 jaar")
	require.Equal(t, 404, colleague.get("/documents/etc").StatusCode)

	_, err := s.PG.Owner.Exec(`UPDATE holder SET name = '<b>*De* [x](javascript:alert(1))' WHERE id = $1`, s.Holder.ID)
	require.NoError(t, err)
	page := colleague.page("/documents/dpia")
	require.NotContains(t, page, "<b>")
	require.NotContains(t, page, `href="javascript:`)
	require.Contains(t, page, "*De*", "a name is a name")
}

// TestThePageForParentsIsThereOnlyWhileItIsSwitchedOn: at one address, without log-in, script or anybody's name.
func TestThePageForParentsIsThereOnlyWhileItIsSwitchedOn(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	administrator, here := s.as(s.Administrator), "/settings/transparency/"+string(s.Locations[0].ID)
	require.Contains(t, administrator.send(here, "shown", "yes", "contact", "", "version", "0").body, "Vul dit in.")
	require.Equal(t, "/settings/transparency", administrator.goes(here, "shown", "yes", "contact", "De locatiemanager", "version", "0"))
	require.Equal(t, 412, administrator.send(here, "shown", "yes", "contact", "Een ander", "version", "0").StatusCode, "who was first stands")
	_, rest, _ := strings.Cut(administrator.page("/settings/transparency"), "/ouders/")
	address := "/ouders/" + rest[:strings.IndexAny(rest, `"<`)]

	got := s.nobody().get(address)
	require.Equal(t, 200, got.StatusCode)
	require.Equal(t, "noindex, nofollow", got.Header.Get("X-Robots-Tag"))
	require.NotContains(t, got.body, "<script")
	require.NotContains(t, got.body, "/api/")
	for _, said := range []string{s.Locations[0].Name, s.Holder.Name, "De locatiemanager", "14 dagen", "60 days", "intrekken"} {
		require.Contains(t, got.body, said)
	}
	for _, person := range everybody(s) {
		require.NotContains(t, got.body, person.Name.Family)
	}
	require.Equal(t, 404, s.nobody().get("/ouders/anders").StatusCode)
	require.Equal(t, 404, s.as(s.Manager).send(here, "shown", "", "version", "1").StatusCode)

	administrator.goes(here, "contact", "De locatiemanager", "version", "1")
	require.Equal(t, 404, s.nobody().get(address).StatusCode)
	administrator.goes(here, "shown", "yes", "contact", "De locatiemanager", "version", "2")
	require.Equal(t, 200, s.nobody().get(address).StatusCode, "the address on the wall stays the same")
}
