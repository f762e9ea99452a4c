package web_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching/postgres"
)

func TestAnOldVersionOfAPersonShowsBothAndChangesNothing(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	admin, path := s.as(s.Administrator), "/people/"+string(s.Coach.ID)
	form := []string{"given", "Els", "prefix", "de", "family", "Zwart", "email", "els@demo.test", "version", "1"}
	require.Equal(t, http.StatusSeeOther, admin.post(path, form...).StatusCode)
	form[5] = "Rood"
	stale := admin.post(path, form...)
	require.Equal(t, http.StatusPreconditionFailed, stale.StatusCode)
	require.Contains(t, stale.body, "Els de Zwart, els@demo.test", "what is stored")
	require.Contains(t, stale.body, `value="Rood"`, "what was typed")
	require.Contains(t, stale.body, `name="version" value="2"`, "saving it now is meant")
	api := "/api/v1" + path
	require.Equal(t, "needs_if_match", admin.do("PATCH", api, `{"family": "Geel"}`).code(t))
	require.Equal(t, "stale", admin.with("If-Match", `"1"`).do("PATCH", api, `{"family": "Geel"}`).code(t))
	changed := admin.with("If-Match", `"2"`).do("PATCH", api, `{"family": "Geel"}`)
	require.Equal(t, `"3"`, changed.Header.Get("ETag"))
	require.Equal(t, "Els de Geel", changed.json(t)["full"])
}

func TestATakenAddressIsSaidBesideItsField(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	got := s.as(s.Administrator).post("/people", "given", "Iris", "family", "Groot", "email", "buiten@demo.test", "role", "coach")
	require.Equal(t, http.StatusConflict, got.StatusCode)
	require.Contains(t, got.body, `id="email-wrong"`)
	require.NotContains(t, got.body, "Mirjam", "whose it is, is not said")
	require.NotContains(t, got.body, s.Other.Name)
}

func TestTheOfficerLooksAndTheAdministratorActs(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.makeLink(s.Employee.ID)
	officer, before := s.as(s.Officer), s.contents()
	for _, path := range []string{"/people", "/people/log", "/people/links", "/places", "/people/" + string(s.Employee.ID)} {
		got := officer.get(path)
		require.Equal(t, 200, got.StatusCode, path)
		require.NotContains(t, got.body, `method="post" action="/people`, path)
	}
	require.Contains(t, officer.get("/people/links").body, "Fatma Yılmaz maakte een link voor een nieuw wachtwoord van Samira van den Oetelaar")
	for _, path := range []string{
		"/people", "/people/" + string(s.Employee.ID) + "/end", "/people/" + string(s.Employee.ID) + "/links",
		"/people/" + string(s.Employee.ID) + "/roles", "/people/" + string(s.Employee.ID), "/places",
	} {
		got := officer.post(path, "last_day", "2026-01-01", "role", "coach", "name", "x", "version", "1", "given", "a", "family", "b", "email", "a@b.nl")
		require.Equal(t, http.StatusForbidden, got.StatusCode, path)
	}
	require.Equal(t, before, s.contents())
}

func TestAStreamSaysByeWhenItsReaderIsEnded(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Share()
	stream := s.as(s.Coach).follow()
	_, err := s.DB.EndMember(t.Context(), s.Administrator, s.Coach.ID, s.Now.Format(time.DateOnly), s.Now)
	require.NoError(t, err)
	require.Equal(t, "bye", stream.next().kind)
}

func TestAStreamSaysByeAfterALastDayThatPassed(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Share()
	coach := s.as(s.Coach)
	_, err := s.DB.EndMember(t.Context(), s.Administrator, s.Coach.ID, s.Now.AddDate(0, 0, 2).Format(time.DateOnly), s.Now)
	require.NoError(t, err)
	stream := coach.follow()
	s.clock.advance(4 * 24 * time.Hour)
	s.Behind(postgres.Session, func(tx *postgres.Tx) error { // stands for the heartbeat
		return tx.Notify(t.Context(), postgres.TopicPerson, string(s.Coach.ID))
	})
	require.Equal(t, "bye", stream.next().kind)
	require.Equal(t, "role_over", coach.get("/api/v1/me").code(t))
}
