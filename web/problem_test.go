package web_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"
	"github.com/stretchr/testify/require"

	"terugblik/coaching/postgres"
	"terugblik/web"
	"terugblik/web/ui"
)

func TestEachWrongFieldIsNamedInTheReadersLanguage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Share()
	coach, path := s.as(s.Coach), "/api/v1/recordings/"+string(s.Recording.ID)+"/annotations"
	got := coach.with("Accept-Language", "en-GB").do("POST", path, `{"start_ms": 700000, "end_ms": 5, "codes": ["vib-microanalyse:bestaat-niet"]}`)
	require.Equal(t, 422, got.StatusCode)
	require.Equal(t, "invalid", got.code(t))
	codes := map[string]string{}
	for _, one := range got.json(t)["errors"].([]any) {
		field := one.(map[string]any)
		codes[field["field"].(string)] = field["code"].(string)
		require.NotEmpty(t, field["detail"])
	}
	require.Equal(t, map[string]string{"start_ms": "outside_the_recording", "end_ms": "before_the_start", "codes": "unknown"}, codes)
	require.NotEmpty(t, got.json(t)["request_id"])
	require.Equal(t, got.Header.Get("X-Request-Id"), got.json(t)["request_id"])
	dutch := coach.do("POST", path, `{"start_ms": 700000, "kind": "top"}`)
	require.NotEqual(t, got.json(t)["detail"], dutch.json(t)["detail"])
	s.as(s.Coach).want(200, "PUT", "/api/v1/me/language", `{"language": "en"}`)
	account := coach.do("POST", path, `{"start_ms": 700000, "kind": "top"}`)
	require.Equal(t, got.json(t)["detail"], account.json(t)["detail"], "the account's language comes first")
}

func TestWhatCannotBeReadIsRefusedBeforeItIsTried(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	v := s.as(s.Employee)
	for body, want := range map[string]string{
		`{"text": `:                    "400 broken_json",
		`niet eens json`:               "400 broken_json",
		``:                             "400 broken_json",
		`{}`:                           "422 invalid",
		`{"text": 5}`:                  "422 invalid",
		`{"text": "a", "vreemd": 1}`:   "422 invalid",
		`{"text": "` + "\u0000" + `"}`: "400 broken_json",
		`{"text": "a\u0000b"}`:         "422 invalid",
		`{"text": "` + strings.Repeat("a", 501) + `"}`:     "422 invalid",
		`{"text": "` + strings.Repeat("a", 300_000) + `"}`: "413 too_large",
		`{"text": "` + strings.Repeat("a", 2<<20) + `"}`:   "413 too_large",
		`[]`: "422 invalid",
	} {
		got := v.do("POST", "/api/v1/questions", body)
		require.Equal(t, want, fmt.Sprintf("%d %s", got.StatusCode, got.code(t)), "%.80q: %s", body, got.body)
	}
	require.Equal(t, "415 content_type", func() string {
		got := v.with("Content-Type", "text/xml").do("POST", "/api/v1/questions", `<x/>`)
		return fmt.Sprintf("%d %s", got.StatusCode, got.code(t))
	}())
	notThere := v.do("DELETE", "/api/v1/questions", "")
	require.Equal(t, http.StatusMethodNotAllowed, notThere.StatusCode)
	require.Equal(t, []string{"GET", "POST"}, notThere.Header.Values("Allow"))
	require.Equal(t, "not_found", v.get("/api/v1/nergens").code(t))
}

func TestWhatNoDatabaseCanHoldIsNobodysFault(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Whole()
	v := s.as(s.Employee)
	require.Equal(t, "wrong_login", s.nobody().do("POST", "/api/v1/login", `{"email": "a\u0000b@demo.test", "password": "raad"}`).code(t))
	for _, path := range []string{"/recordings/%00", "/media/%00/master.m3u8", "/questions/%ff"} {
		require.Equal(t, 404, v.get(path).StatusCode, path)
	}
	late := v.with("If-Match", `"99999999999"`).do("PATCH", "/api/v1/annotations/"+string(s.Proud.ID), `{"text": "a"}`)
	require.Equal(t, "stale", late.code(t))
	require.Empty(t, s.log.lines("level=ERROR"))
}

func TestADatabaseThatIsGoneIsSaidClearlyAndLoggedOnce(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	nowhere, err := sqlx.Open("postgres", "host=/nowhere user=terugblik_app dbname=terugblik sslmode=disable")
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, nowhere.Close()) })
	s.serve(postgres.New(nowhere))
	v := s.nobody()
	v.cookie = "whoever"
	got := v.with("Accept-Language", "en").get("/api/v1/me")
	require.Equal(t, http.StatusServiceUnavailable, got.StatusCode, got.body)
	require.Equal(t, "unavailable", got.code(t))
	require.NotEmpty(t, got.Header.Get("Retry-After"))
	require.Contains(t, got.json(t)["detail"], "reached")
	require.Len(t, s.log.lines("level=ERROR"), 1)
	require.Contains(t, s.log.lines("level=ERROR")[0], got.json(t)["request_id"])
	require.Equal(t, http.StatusServiceUnavailable, s.nobody().get("/readyz").StatusCode)
	require.Equal(t, 200, s.nobody().get("/healthz").StatusCode)
	require.Equal(t, http.StatusServiceUnavailable, v.get("/media/x/master.m3u8").StatusCode)
}

func TestTheDocumentDescribesEveryRouteOfTheAPI(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	var document struct {
		OpenAPI string
		Paths   map[string]map[string]struct{ OperationID, Summary string }
	}
	got := s.nobody().get("/api/openapi.json")
	require.NoError(t, json.Unmarshal([]byte(got.body), &document))
	require.True(t, strings.HasPrefix(document.OpenAPI, "3.1"))
	for _, route := range s.server.Routes() {
		if strings.HasPrefix(route.Path, "/api/v1/") || strings.HasPrefix(route.Path, "/whip/") || strings.HasPrefix(route.Path, "/whep/") {
			require.NotEmpty(t, document.Paths[route.Path][strings.ToLower(route.Method)].Summary, "%s %s", route.Method, route.Path)
		}
	}
	require.NotContains(t, got.body, "$schema")
	docs := s.nobody().get("/api/docs")
	require.Contains(t, docs.body, "/api/v1/recordings/{id}/events")
	require.NotContains(t, docs.body, "<script")
	require.NotRegexp(t, `(src|href)="https?:`, docs.body)
}

func TestEveryAnswerKeepsPagesToThemselves(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	one, two := s.nobody().get("/login").Header, s.nobody().get("/login").Header
	require.NotEqual(t, one.Get("Content-Security-Policy"), two.Get("Content-Security-Policy"), "a nonce is used once")
	for _, path := range []string{"/login", "/api/v1/me", "/media/x/y", "/nergens"} {
		h := s.nobody().get(path).Header
		require.NotContains(t, h.Get("Content-Security-Policy"), "unsafe")
		require.Contains(t, h.Get("Content-Security-Policy"), "default-src 'self'; ")
		require.Equal(t, "nosniff", h.Get("X-Content-Type-Options"))
		require.Contains(t, h.Get("Cache-Control"), "no-store")
	}
	require.Equal(t, "private, no-store", s.as(s.Employee).get("/api/v1/me").Header.Get("Cache-Control"))
}

func TestMeasurementsAreForThisMachine(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.nobody().get("/healthz")
	require.Contains(t, s.nobody().get("/metrics").body, `terugblik_requests_total{method="GET",route="/healthz",status="200"}`)
	r := httptest.NewRequest("GET", "/metrics", nil) // from 192.0.2.1
	w := httptest.NewRecorder()
	s.server.Handler().ServeHTTP(w, r)
	require.Equal(t, 404, w.Code)
	proxied := s.nobody().with("X-Forwarded-For", "192.0.2.1").get("/metrics")
	require.Equal(t, 404, proxied.StatusCode)
}

func TestMeasurementsAreForWhoeverBringsTheirToken(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	far := func(header string) int {
		r := httptest.NewRequest("GET", "/metrics", nil)
		r.Header.Set("Authorization", header)
		w := httptest.NewRecorder()
		s.server.Handler().ServeHTTP(w, r)
		return w.Code
	}
	require.Equal(t, 404, far("Bearer "), "without a token in the settings nobody has one")
	s.token = "a token of the metrics"
	s.serve(s.DB)
	require.Equal(t, 404, far("Bearer another token"))
	require.Equal(t, 200, far("Bearer "+s.token))
}

func TestEveryCodeHasASentence(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"nl.json", "en.json"} {
		content, err := fs.ReadFile(ui.Locales(), file)
		require.NoError(t, err)
		var sentences map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(content, &sentences))
		for _, code := range web.Codes() {
			require.Contains(t, sentences, "error."+code, file)
		}
	}
}
