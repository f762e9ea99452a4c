package web_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// TestGoingOverToAnotherHolderLeavesNothingOfTheFirst: pages, the API, film and open streams are of one holder at a time.
func TestGoingOverToAnotherHolderLeavesNothingOfTheFirst(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Share()
	s.store(s.Recording.ID, 1)
	s.Behind(postgres.Demo, func(tx *postgres.Tx) error {
		return tx.Assign(t.Context(), s.Coach.ID, coaching.Assignment{HolderID: s.Other.ID, Role: coaching.Coach}, s.Now.AddDate(0, 0, -1), nil)
	})
	coach := s.as(s.Coach)
	token := coach.do("POST", "/api/v1/tokens", `{"name": "script"}`).json(t)["token"].(string)
	film := "/media/" + string(s.Recording.ID) + "/master.m3u8"
	require.Equal(t, 200, coach.get(film).StatusCode)
	require.Contains(t, coach.get("/coaching").body, "Ga naar "+s.Other.Name)
	stream := coach.follow()
	gone := coach.post("/account/holder", "holder", string(s.Other.ID))
	require.Equal(t, http.StatusSeeOther, gone.StatusCode)
	require.Equal(t, "bye", stream.next().kind)
	require.Equal(t, http.StatusSeeOther, coach.get("/").StatusCode, "the log-in before is over")
	there := coach.after(gone)
	require.Equal(t, s.Other.Name, there.get("/api/v1/me").json(t)["holder"].(map[string]any)["name"])
	for _, path := range []string{film, "/api/v1/recordings/" + string(s.Recording.ID), "/questions/" + string(s.Question.ID)} {
		require.Equal(t, http.StatusNotFound, there.get(path).StatusCode, path)
	}
	require.NotContains(t, there.get("/coaching").body, "Samira")
	require.Equal(t, 200, s.nobody().with("Authorization", "Bearer "+token).get("/api/v1/recordings/"+string(s.Recording.ID)).StatusCode,
		"a token stays with the holder in which it was made")
	require.Equal(t, "token_bound", s.nobody().with("Authorization", "Bearer "+token).do("POST", "/api/v1/me/holder", `{"holder_id": "`+string(s.Other.ID)+`"}`).code(t))
	require.Equal(t, http.StatusNotFound, s.as(s.Coach2).do("POST", "/api/v1/me/holder", `{"holder_id": "`+string(s.Other.ID)+`"}`).StatusCode)
}

// TestWhoLeftComesToHerDossierOnly: for coaching.LeavingDays, and nowhere else.
func TestWhoLeftComesToHerDossierOnly(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Look()
	_, err := s.DB.EndMember(t.Context(), s.Administrator, s.Employee.ID, s.Now.Format(time.DateOnly), s.Now)
	require.NoError(t, err)
	left := s.as(s.Employee)
	require.Equal(t, "/dossier", left.get("/").Header.Get("Location"))
	got := left.get("/dossier")
	require.Equal(t, 200, got.StatusCode)
	require.Contains(t, got.body, "Hoe maak ik contact met alle kinderen aan tafel?")
	require.Equal(t, 200, left.get("/account").StatusCode)
	for _, path := range []string{
		"/learning", "/log", "/questions/" + string(s.Question.ID), "/cycles/" + string(s.Cycle.ID), "/recordings/" + string(s.Recording.ID),
		"/media/" + string(s.Recording.ID) + "/master.m3u8", "/api/v1/questions", "/api/v1/recordings", "/api/v1/tokens",
	} {
		require.Equal(t, http.StatusNotFound, left.get(path).StatusCode, path)
	}
	require.Equal(t, http.StatusNotFound, left.post("/questions", "text", "x").StatusCode)
}
