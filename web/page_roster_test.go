package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/web"
)

// newPlan is a plan of the coach to which the employee said yes, where Anna may be in view and Bas may not.
func newPlan(t *testing.T) (s *site, plan coaching.Recording) {
	t.Helper()
	s = newSite(t)
	s.Ask()
	s.register("Anna", "Bas")
	anna, parents := s.child("Anna")
	require.Equal(t, http.StatusSeeOther, s.says(anna, parents[0], "given", "vib_individual").StatusCode)
	cycle := "/cycles/" + string(s.Cycle.ID)
	require.Equal(t, http.StatusSeeOther, s.as(s.Coach).post(cycle+"/recordings", "title", "Fruit eten", "planned_minutes", "10").StatusCode)
	s.As(s.Coach, func(tx *postgres.Tx) error {
		list, _, err := tx.Recordings(t.Context(), postgres.RecordingFilter{Cycle: s.Cycle.ID}, "", 0)
		plan = list[0]
		return err
	})
	require.Equal(t, http.StatusSeeOther, s.as(s.Employee).post("/recordings/"+string(plan.ID)+"/accept").StatusCode)
	return s, plan
}

// seats is the form of who is there.
func (s *site) seats(confirm bool, more ...string) url.Values {
	s.t.Helper()
	anna, _ := s.child("Anna")
	bas, _ := s.child("Bas")
	form := url.Values{
		"group": {string(s.Locations[0].Groups[0].ID)}, "version": {"0"}, "child": {anna, bas}, "seen_" + anna: {"present"}, "seen_" + bas: {"keep_out"}, "adults": {"0"},
	}
	if confirm {
		form.Set("confirm", "yes")
	}
	for i := 0; i < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	return form
}

func TestTheCoachWhoPlannedSaysWhoIsThereAndTheEmployeeReadsItBeforeSheFilms(t *testing.T) {
	t.Parallel()
	s, plan := newPlan(t)
	coach, employee, path := s.as(s.Coach), s.as(s.Employee), "/recordings/"+string(plan.ID)
	cycle := "/cycles/" + string(s.Cycle.ID)
	for _, v := range []*visitor{coach, employee} {
		require.Contains(t, v.get(cycle).body, `href="`+path+`/roster"`)
		require.Contains(t, v.get(cycle).body, "Nog niet gezegd wie er zijn.")
	}
	saved := coach.form(path+"/roster", s.seats(true))
	require.Equal(t, http.StatusSeeOther, saved.StatusCode, saved.body)
	require.Equal(t, cycle+"#recordings", saved.Header.Get("Location"))
	page := employee.get(cycle).body
	require.Contains(t, page, "Els zei dat de plekken kloppen. 1 kind blijft buiten beeld.")
	require.NotContains(t, page, "Bas", "no child by name where others look along")
	recorder := employee.get(path + "/record")
	require.Equal(t, http.StatusOK, recorder.StatusCode)
	require.Contains(t, recorder.body, "Buiten beeld: Bas.")
}

func TestWhoGoesToFilmIsToldThatTheSeatsAreNotConfirmed(t *testing.T) {
	t.Parallel()
	s, plan := newPlan(t)
	employee, path := s.as(s.Employee), "/recordings/"+string(plan.ID)
	require.Equal(t, path+"/roster?to=record", employee.get(path+"/record").Header.Get("Location"))
	saved := employee.form(path+"/roster", s.seats(false, "to", "record"))
	require.Equal(t, path+"/roster?to=record", saved.Header.Get("Location"), "she stays where it is left to do")
	require.Contains(t, saved.Header.Get("Set-Cookie"), "roster_unconfirmed", "and reads why")
	saved = employee.form(path+"/roster", s.seats(true, "to", "record", "version", "1"))
	require.Equal(t, path+"/record", saved.Header.Get("Location"))
}

func TestARosterThatComesBackKeepsWhatWasChosen(t *testing.T) {
	t.Parallel()
	s, plan := newPlan(t)
	anna, _ := s.child("Anna")
	got := s.as(s.Employee).form("/recordings/"+string(plan.ID)+"/roster", s.seats(true, "adults", "2", "seen_"+anna, "away"))
	require.Equal(t, http.StatusUnprocessableEntity, got.StatusCode)
	require.Contains(t, got.body, `name="seen_`+anna+`" value="away" checked`)
	require.Contains(t, got.body, `name="adults" type="number" inputmode="numeric" min="0" max="50" value="2"`)
	require.Contains(t, got.body, `name="confirm" value="yes" checked`)
	require.Contains(t, got.body, "Zeg het eerst tegen hen.")
}

func TestOnATabletTheGroupOfTheTabletIsOffered(t *testing.T) {
	t.Parallel()
	s, plan := newPlan(t)
	hash, err := web.HashPassword(t.Context(), pin)
	require.NoError(t, err)
	s.ShareTablet(hash)
	var larger coaching.Group
	s.As(s.Administrator, func(tx *postgres.Tx) (err error) {
		larger, err = tx.AddGroup(t.Context(), s.Administrator, s.Locations[0].ID, "Beren", s.clock.Now())
		return err
	})
	got := s.as(s.Administrator).post("/children", "group_id", string(larger.ID), "names", "Cas\nDaan\nEva", "guardians", "2")
	require.Equal(t, http.StatusSeeOther, got.StatusCode, got.body)
	path := "/recordings/" + string(plan.ID) + "/roster"
	chosen := func(group coaching.GroupID) string { return `value="` + string(group) + `" selected` }
	require.Contains(t, s.as(s.Employee).get(path).body, chosen(larger.ID), "elsewhere that with most children")
	require.Contains(t, s.onTablet(s.Employee.ID).get(path).body, chosen(s.Locations[0].Groups[0].ID))
}
