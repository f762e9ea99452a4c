package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/web"
)

func logIn(v *visitor, email, password string) answer {
	v.t.Helper()
	return v.do("POST", "/api/v1/login", fmt.Sprintf(`{"email": %q, "password": %q}`, email, password))
}

func TestLoggingInSetsACookieThatScriptsCannotRead(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	got := logIn(s.nobody(), " Medewerker@Demo.test ", password)
	require.Equal(t, http.StatusOK, got.StatusCode, got.body)
	require.Equal(t, "Samira van den Oetelaar", got.json(t)["full"])
	require.Len(t, got.Cookies(), 1)
	cookie := got.Cookies()[0]
	require.Equal(t, "terugblik", cookie.Name)
	require.True(t, cookie.HttpOnly)
	require.Equal(t, http.SameSiteLaxMode, cookie.SameSite)
	require.Equal(t, "/", cookie.Path)
	in := s.nobody()
	in.cookie = cookie.Value
	require.Equal(t, string(s.Employee.ID), in.want(200, "GET", "/api/v1/me", "")["id"])

	var stored string
	require.NoError(t, s.PG.Owner.Get(&stored, `SELECT encode(token_hash, 'escape') FROM login_session`))
	require.NotContains(t, stored, cookie.Value)
	require.Empty(t, s.log.lines(cookie.Value))
	require.Empty(t, s.log.lines(password+`"`))

	require.Equal(t, http.StatusNoContent, in.do("POST", "/api/v1/logout", "").StatusCode)
	require.Equal(t, "no_login", in.get("/api/v1/me").code(t))
}

func TestUnderTLSTheCookieIsBoundToTheHost(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	server, err := web.New(web.Inputs{
		DB: s.DB, Library: s.library, Live: s.hub, Publisher: s.ingest, Screens: screensOf(t), Log: quiet(), Now: s.clock.Now,
		PublicURL: &url.URL{Scheme: "https", Host: "terugblik.example"},
	})
	require.NoError(t, err)
	r := httptest.NewRequest("POST", "/api/v1/login", strings.NewReader(`{"email": "coach@demo.test", "password": "terugblik"}`))
	w := httptest.NewRecorder()
	server.Handler().ServeHTTP(w, r)
	require.Equal(t, 200, w.Code, w.Body)
	require.True(t, strings.HasPrefix(w.Header().Get("Set-Cookie"), "__Host-terugblik="))
	require.Contains(t, w.Header().Get("Set-Cookie"), "; Secure")
	require.NotEmpty(t, w.Header().Get("Strict-Transport-Security"))
}

func TestAWrongPasswordAndAnUnknownAccountAnswerAlike(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	wrong, unknown := logIn(s.nobody(), "coach@demo.test", "raad"), logIn(s.nobody(), "niemand@demo.test", "raad")
	for _, got := range []answer{wrong, unknown} {
		require.Equal(t, http.StatusUnauthorized, got.StatusCode)
		require.Equal(t, "wrong_login", got.code(t))
		require.Empty(t, got.Cookies())
	}
	require.Equal(t, wrong.json(t)["detail"], unknown.json(t)["detail"])
}

func TestTriesAreLimitedPerAccountAndNotPerAddress(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	tries := 0
	for tries < 20 && logIn(s.nobody(), "coach@demo.test", "raad").StatusCode == http.StatusUnauthorized {
		tries++
	}
	require.Equal(t, 10, tries)
	got := logIn(s.nobody(), "coach@demo.test", password)
	require.Equal(t, "too_many_tries", got.code(t), "also the right password waits")
	require.Equal(t, http.StatusTooManyRequests, got.StatusCode)
	require.Equal(t, "90", got.Header.Get("Retry-After"))
	require.Equal(t, 200, logIn(s.nobody(), "medewerker@demo.test", password).StatusCode, "a colleague at the same address")
	s.clock.advance(90 * time.Second)
	require.Equal(t, 200, logIn(s.nobody(), "coach@demo.test", password).StatusCode)
}

func TestOnlyATrustedProxySaysWhereSomebodyIs(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	trusting, err := web.New(web.Inputs{
		DB: s.DB, Library: s.library, Live: s.hub, Publisher: s.ingest, Screens: screensOf(t), Log: quiet(), Now: s.clock.Now,
		Trusted: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")},
	})
	require.NoError(t, err)
	try := func(remote, forwarded string) int {
		r := httptest.NewRequest("POST", "/api/v1/login", strings.NewReader(`{"email": "coach@demo.test", "password": "raad"}`))
		r.RemoteAddr = remote
		r.Header.Set("X-Forwarded-For", forwarded)
		w := httptest.NewRecorder()
		trusting.Handler().ServeHTTP(w, r)
		return w.Code
	}
	for i := range 10 {
		require.Equal(t, 401, try("192.0.2.1:1000", fmt.Sprintf("198.51.100.%d", i)), "a claim of no trusted proxy is not believed")
	}
	require.Equal(t, 429, try("192.0.2.1:1000", "198.51.100.99"))
	require.Equal(t, 401, try("10.0.0.1:1000", "192.0.2.1, 203.0.113.7, 10.0.0.2"), "the last address that is not a proxy counts")
	for range 9 {
		try("10.0.0.1:1000", "203.0.113.7")
	}
	require.Equal(t, 429, try("10.0.0.2:1000", "203.0.113.7"))
}

func TestLoggingOutEverywhereEndsEveryLogIn(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	phone, laptop, other := s.as(s.Employee), s.as(s.Employee), s.as(s.Coach)
	script, others := phone.script(), other.script()
	require.Equal(t, http.StatusNoContent, phone.do("POST", "/api/v1/logout-everywhere", "").StatusCode)
	for _, v := range []*visitor{phone, laptop, script} {
		require.Equal(t, http.StatusUnauthorized, v.get("/api/v1/me").StatusCode)
	}
	other.want(200, "GET", "/api/v1/me", "")
	others.want(200, "GET", "/api/v1/me", "")
}

// script is a program with an access token of the visitor.
func (v *visitor) script() *visitor {
	v.t.Helper()
	token := v.want(201, "POST", "/api/v1/tokens", `{"name": "rooster"}`)["token"].(string)
	return v.nobody().with("Authorization", "Bearer "+token)
}

func TestChangingThePasswordKeepsThisDeviceOnly(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	phone, laptop := s.as(s.Employee), s.as(s.Employee)
	wrong := phone.do("PUT", "/api/v1/me/password", `{"current": "mis", "new": "kort"}`)
	require.Equal(t, 422, wrong.StatusCode)
	require.Contains(t, wrong.body, `"wrong_password"`)
	require.Contains(t, wrong.body, `"password_too_short"`)
	script := phone.script()
	script.want(200, "GET", "/api/v1/me", "")
	got := phone.do("PUT", "/api/v1/me/password", `{"current": "terugblik", "new": "een nieuw wachtwoord"}`)
	require.Equal(t, http.StatusNoContent, got.StatusCode, got.body)
	require.Equal(t, 401, laptop.get("/api/v1/me").StatusCode)
	require.Equal(t, 401, script.get("/api/v1/me").StatusCode, "who knew the old password may have made a token")
	phone.cookie = got.Cookies()[0].Value
	phone.want(200, "GET", "/api/v1/me", "")
	require.Equal(t, 401, logIn(s.nobody(), "medewerker@demo.test", password).StatusCode)
	require.Equal(t, 200, logIn(s.nobody(), "medewerker@demo.test", "een nieuw wachtwoord").StatusCode)
}

func TestALogInEndsUnusedAndGoesOnInUse(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	used, unused := s.as(s.Employee), s.as(s.Employee)
	s.clock.advance(5 * 24 * time.Hour)
	got := used.get("/api/v1/me")
	require.Equal(t, used.cookie, got.Cookies()[0].Value, "the cookie is set again with a later end")
	s.clock.advance(3 * 24 * time.Hour)
	require.Equal(t, 401, unused.get("/api/v1/me").StatusCode)
	used.want(200, "GET", "/api/v1/me", "")
}

func TestAnotherSiteCannotUseTheCookie(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	v := s.as(s.Employee).with("Sec-Fetch-Site", "cross-site").with("Origin", "https://elders.example")
	require.Equal(t, "cross_origin", v.do("POST", "/api/v1/logout-everywhere", "").code(t))
	require.Equal(t, http.StatusForbidden, v.do("POST", "/api/v1/login", `{}`).StatusCode)
	s.as(s.Employee).with("Sec-Fetch-Site", "same-origin").want(200, "PUT", "/api/v1/me/language", `{"language": "en"}`)
	require.Equal(t, 200, v.get("/api/v1/me").StatusCode, "reading is not an act; the browser does not show it to another site")
}

func TestAnAccessTokenWorksOnTheAPIAlone(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	made := s.as(s.Employee).want(201, "POST", "/api/v1/tokens", `{"name": "script"}`)
	script := s.nobody().with("Authorization", "Bearer "+made["token"].(string)).with("Origin", "https://elders.example").with("Sec-Fetch-Site", "cross-site")
	require.Equal(t, string(s.Employee.ID), script.want(200, "GET", "/api/v1/me", "")["id"])
	script.want(200, "PUT", "/api/v1/me/language", `{"language": "en"}`)
	require.Equal(t, http.StatusSeeOther, script.get("/").StatusCode, "pages know no tokens")
	require.NotContains(t, s.as(s.Employee).get("/api/v1/tokens").body, made["token"])

	both := s.as(s.Coach).with("Authorization", "Bearer "+"wrong")
	require.Equal(t, 401, both.get("/api/v1/me").StatusCode, "with a bearer token the cookie is not read")

	require.Equal(t, 204, s.as(s.Employee).do("DELETE", "/api/v1/tokens/"+made["id"].(string), "").StatusCode)
	require.Equal(t, 401, script.get("/api/v1/me").StatusCode)
}
