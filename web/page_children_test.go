package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

// register puts children with two parents each on the list of the first group, and switches the register on.
func (s *site) register(names ...string) {
	s.t.Helper()
	admin, group := s.as(s.Administrator), string(s.Locations[0].Groups[0].ID)
	require.Equal(s.t, http.StatusSeeOther, admin.post("/children", "group_id", group, "names", strings.Join(names, "\n"), "guardians", "2").StatusCode)
	got := admin.post("/settings/children", "version", "0", "in_use", "yes", "basis", "opt_in", "task_days", "14")
	require.Equal(s.t, http.StatusSeeOther, got.StatusCode, got.body)
}

// child is the id of a child by its name, and who decides for it.
func (s *site) child(name string) (id string, guardians []string) {
	s.t.Helper()
	require.NoError(s.t, s.PG.Owner.Get(&id, `SELECT id FROM child WHERE name = $1 AND group_id = $2`, name, s.Locations[0].Groups[0].ID))
	require.NoError(s.t, s.PG.Owner.Select(&guardians, `SELECT id FROM guardian WHERE child_id = $1 ORDER BY label`, id))
	return id, guardians
}

// says writes down what somebody said.
func (s *site) says(child, guardian, act string, purposes ...string) answer {
	s.t.Helper()
	return s.as(s.Administrator).form("/children/"+child+"/consents", url.Values{
		"guardian": {guardian}, "act": {act}, "purpose": purposes, "on": {string(coaching.DayOf(s.Now, s.Holder.Zone()))}, "how": {"e-mail"},
	})
}

func TestTheRegisterSaysOfWhomThereIsNoAnswerYet(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.register("Anna", "Bas", "Cas")
	anna, parents := s.child("Anna")
	require.Equal(t, http.StatusSeeOther, s.says(anna, parents[0], "given", "vib_individual").StatusCode)
	bas, others := s.child("Bas")
	require.Equal(t, http.StatusSeeOther, s.says(bas, others[1], "refused", "vib_individual").StatusCode)
	cas, _ := s.child("Cas")

	list := s.as(s.Administrator).get("/children").body
	require.Contains(t, list, "1 van 3 mag in beeld · van 1 nog geen antwoord")
	require.Equal(t, 1, strings.Count(list, "mag in beeld</span>"))
	require.Equal(t, 1, strings.Count(list, " niet in beeld</span>"))
	require.Equal(t, 1, strings.Count(list, " nog geen antwoord</span>"))

	require.Contains(t, s.as(s.Administrator).get("/children/"+anna).body, `href="/children/`+cas+`">Volgende zonder antwoord: Cas`)
	require.NotContains(t, s.as(s.Administrator).get("/children/"+cas).body, "Volgende zonder antwoord", "she herself is that one")
}

func TestAllParentsCanSayTheSameAtOnce(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.register("Anna")
	anna, _ := s.child("Anna")
	require.Equal(t, http.StatusSeeOther, s.says(anna, "all", "given", "vib_individual", "vib_team").StatusCode)
	var said int
	require.NoError(t, s.PG.Owner.Get(&said, `SELECT count(*) FROM child_consent WHERE child_id = $1 AND act = 'given'`, anna))
	require.Equal(t, 4, said)
	page := s.as(s.Administrator).get("/children/" + anna).body
	require.Equal(t, 1, strings.Count(page, "ouder 1: toestemming gegeven, per e-mail"), "one line for what was said at once")
	require.Contains(t, page, "Leren van eigen werk, met de coach; Samen kijken in het team")
}

func TestWhatAParentSaidIsStillThereWhenItCannotBeWrittenDown(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.register("Anna")
	anna, parents := s.child("Anna")
	got := s.says(anna, parents[1], "withdrawn")
	require.Equal(t, http.StatusUnprocessableEntity, got.StatusCode)
	require.Contains(t, got.body, `<option value="`+parents[1]+`" selected>`)
	require.Contains(t, got.body, `<option value="withdrawn" selected>`)
	require.Contains(t, got.body, `<option value="e-mail" selected>`)
	require.NotContains(t, got.body, `value="vib_individual" checked`, "nor is anything ticked again")
	require.Contains(t, got.body, "Kruis aan waarvoor het geldt.")

	admin, path := s.as(s.Administrator), "/children/"+anna
	wrong := admin.post(path+"/guardians", "label", "ouder@thuis.nl")
	require.Contains(t, wrong.body, `value="ouder@thuis.nl" aria-describedby="label-hint label-wrong"`)
	twice := admin.post(path+"/guardians", "label", "ouder 1")
	require.Equal(t, http.StatusConflict, twice.StatusCode)
	require.Contains(t, twice.body, `id="label-wrong">Die ouder staat er al.`)
	named := admin.post(path, "name", "Anna de Vries", "group_id", string(s.Locations[0].Groups[0].ID), "version", "1")
	require.Contains(t, named.body, `value="Anna de Vries"`)
	require.Contains(t, named.body, `<body class="on-child"`)
	require.Contains(t, named.body, "<details open>", "the form is not folded over its error")
}

func TestAListOfNamesSaysWhichOneIsWrong(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.register("Anna")
	admin, group := s.as(s.Administrator), string(s.Locations[0].Groups[0].ID)
	got := admin.post("/children", "group_id", group, "names", "Bas\nSaar de Vries\nCas", "guardians", "2")
	require.Contains(t, got.body, "Kijk naar: Saar de Vries.")
	got = admin.post("/children", "group_id", group, "names", "Bas\nanna", "guardians", "2")
	require.Equal(t, http.StatusConflict, got.StatusCode)
	require.Contains(t, got.body, "Kijk naar: anna.")
}

func TestWhoHasLeftTheGroupIsFoldedAway(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.register("Anna", "Bas")
	anna, _ := s.child("Anna")
	day := string(coaching.DayOf(s.Now, s.Holder.Zone()))
	require.Equal(t, http.StatusSeeOther, s.as(s.Administrator).post("/children/"+anna, "name", "Anna", "group_id", string(s.Locations[0].Groups[0].ID), "version", "1", "left_on", day).StatusCode)
	list := s.as(s.Administrator).get("/children").body
	require.Contains(t, list, "1 kind is er niet meer")
	require.Contains(t, list, "0 van 1 mogen in beeld")
}
