package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"

	"terugblik/migrations/pgtest"
)

// post sends a form.
func (v *visitor) post(path string, pairs ...string) answer {
	v.t.Helper()
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return v.with("Content-Type", "application/x-www-form-urlencoded").do("POST", path, form.Encode())
}

// makeLink is a one-time link by the administrator.
func (s *site) makeLink(id coaching.PersonID) (path string) {
	s.t.Helper()
	link := s.as(s.Administrator).want(201, "POST", "/api/v1/people/"+string(id)+"/links", "")
	return strings.TrimPrefix(link["url"].(string), s.http.URL)
}

func title(t *testing.T, page string) string {
	t.Helper()
	_, rest, found := strings.Cut(page, "<h1>")
	require.True(t, found, page)
	text, _, _ := strings.Cut(rest, "</h1>")
	return text
}

func TestLookingAtALinkUsesNothingUp(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	path := s.makeLink(s.Employee.ID)
	for range 3 {
		for _, method := range []string{"GET", "HEAD"} {
			got := s.nobody().do(method, path, "")
			require.Equal(t, 200, got.StatusCode)
			require.Equal(t, "no-referrer", got.Header.Get("Referrer-Policy"))
			require.Contains(t, got.Header.Get("Cache-Control"), "no-store")
		}
	}
	require.Equal(t, 200, logIn(s.nobody(), s.Employee.Email, password).StatusCode, "until it is used the old password holds")
	require.Equal(t, http.StatusSeeOther, s.nobody().post(path, "new", "appel peer kers").StatusCode)
	require.Empty(t, s.log.lines(strings.TrimPrefix(path, "/link/")), "the secret stands in no log")
	require.NotEmpty(t, s.log.lines("path=/link/…"))
}

func TestALinkSetsThePasswordAndPutsOutWhoHadGotIn(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	before := s.as(s.Employee)
	token := before.want(201, "POST", "/api/v1/tokens", `{"name": "script"}`)["token"].(string)
	path := s.makeLink(s.Employee.ID)
	got := s.nobody().post(path, "new", "appel peer kers")
	require.Equal(t, http.StatusSeeOther, got.StatusCode, got.body)
	require.Equal(t, "no_login", before.get("/api/v1/me").code(t))
	require.Equal(t, 401, s.nobody().with("Authorization", "Bearer "+token).get("/api/v1/me").StatusCode)
	require.Equal(t, 401, logIn(s.nobody(), s.Employee.Email, password).StatusCode)
	require.Equal(t, 200, logIn(s.nobody(), s.Employee.Email, "appel peer kers").StatusCode)
	for _, cookie := range got.Cookies() {
		if cookie.Name == "terugblik" {
			in := s.nobody()
			in.cookie = cookie.Value
			home := in.get("/learning").body
			require.Contains(t, home, "Fatma Yılmaz maakte een link voor een nieuw wachtwoord", "she is told who could have got in")
			require.Contains(t, in.get("/account").body, "Gebruikt: vandaag")
			return
		}
	}
	require.Fail(t, "she is not logged in")
}

func TestEveryDeadLinkSaysWhyAndLooksAlike(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	old := s.makeLink(s.Coach.ID)
	replaced := s.makeLink(s.Employee.ID)
	used := s.makeLink(s.Employee.ID)
	require.Equal(t, http.StatusSeeOther, s.nobody().post(used, "new", "appel peer kers").StatusCode)
	ended := s.makeLink(s.Colleague.ID)
	_, err := s.DB.EndMember(t.Context(), s.Administrator, s.Colleague.ID, "2020-01-01", s.Now)
	require.NoError(t, err)
	s.clock.advance(24 * time.Hour)
	for path, want := range map[string]string{
		used: "Deze link is al gebruikt", old: "Deze link is te oud", replaced: "Er is een nieuwere link",
		ended: "Deze link is te oud", "/link/verkeerd": "Deze link klopt niet", "/start/verkeerd": "Terugblik is al ingericht",
	} {
		for _, got := range []answer{s.nobody().get(path), s.nobody().post(path, "new", "appel peer kers", "password", "appel peer kers")} {
			require.Equal(t, 404, got.StatusCode, path)
			require.Equal(t, want, title(t, got.body), path)
			require.Equal(t, "no-referrer", got.Header.Get("Referrer-Policy"))
		}
	}
	s.clock.advance(-24 * time.Hour)
	require.Equal(t, "Dit account is gestopt", title(t, s.nobody().get(ended).body))
}

func TestABrowserThatNamesNoOriginCanUseALinkAndNothingElse(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	path := s.makeLink(s.Employee.ID)
	require.Equal(t, 403, s.nobody().with("Sec-Fetch-Site", "cross-site").with("Origin", "null").post(path, "new", "appel peer kers").StatusCode)
	require.Equal(t, 403, s.as(s.Employee).with("Origin", "null").post("/account/language", "language", "en").StatusCode)
	require.Equal(t, http.StatusSeeOther, s.nobody().with("Origin", "null").post(path, "new", "appel peer kers").StatusCode)
}

func TestAWeakPasswordKeepsTheLink(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	path := s.makeLink(s.Employee.ID)
	for _, weak := range []string{"", "kort", strings.Repeat("a", 201)} {
		require.Equal(t, 422, s.nobody().post(path, "new", weak).StatusCode)
	}
	require.Equal(t, http.StatusSeeOther, s.nobody().post(path, "new", "appel peer kers").StatusCode)
}

func TestWhoHasNoRoleYetIsTold(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	later := s.Now.AddDate(0, 0, 9).Format(time.DateOnly)
	made := s.as(s.Administrator).want(201, "POST", "/api/v1/people", `{"given": "Iris", "family": "Groot", "email": "iris@demo.test", "roles": [{"role": "coach", "first_day": "`+later+`"}]}`)
	got := s.nobody().post(s.makeLink(coaching.PersonID(made["id"].(string))), "new", "appel peer kers")
	require.Equal(t, "/login", got.Header.Get("Location"))
	require.Equal(t, "no_role", logIn(s.nobody(), "iris@demo.test", "appel peer kers").code(t))
	require.Equal(t, "wrong_login", logIn(s.nobody(), "iris@demo.test", "raad eens mee").code(t), "only who knows the password is told")
}

func TestTwoVisitorsOfTheFirstLinkAreOneAdministrator(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	empty := pgtest.New(t)
	s.serve(postgres.New(empty.App))
	path, until, err := s.server.BeginLink(t.Context())
	require.NoError(t, err)
	require.Equal(t, 7*24*time.Hour, until.Sub(s.clock.Now()))
	form := []string{"holder", "Zon", "location", "Noord", "given", "Fatma", "family", "Yılmaz", "email", "f@zon.test", "password", "appel peer kers"}
	require.Equal(t, "Deze link werkt niet meer", title(t, s.nobody().get("/start/anders").body))
	require.Equal(t, 422, s.nobody().post(path, "holder", "Zon").StatusCode)
	answers := make(chan int, 2)
	for range 2 {
		go func() { answers <- s.nobody().post(path, form...).StatusCode }()
	}
	require.ElementsMatch(t, []int{http.StatusSeeOther, http.StatusNotFound}, []int{<-answers, <-answers})
	require.Equal(t, "Terugblik is al ingericht", title(t, s.nobody().get(path).body))
	again, _, err := s.server.BeginLink(t.Context())
	require.NoError(t, err)
	require.Empty(t, again, "there is an administrator now")
	require.Equal(t, 200, logIn(s.nobody(), "f@zon.test", "appel peer kers").StatusCode)
}

func TestTheFirstLinkExpires(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.serve(postgres.New(pgtest.New(t).App))
	path, _, err := s.server.BeginLink(t.Context())
	require.NoError(t, err)
	s.clock.advance(7 * 24 * time.Hour)
	require.Equal(t, "Deze link is te oud", title(t, s.nobody().get(path).body))
	newer, _, err := s.server.BeginLink(t.Context())
	require.NoError(t, err)
	require.Equal(t, 200, s.nobody().get(newer).StatusCode)
	require.Equal(t, "Deze link werkt niet meer", title(t, s.nobody().get(path).body))
}
