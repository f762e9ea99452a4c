package web_test

import (
	"crypto/tls"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/certificate"
	"terugblik/web"
)

// trustedSite is a site with an own authority: s.http speaks TLS, plain is what answers without it.
func trustedSite(t *testing.T, change func(*web.Inputs)) (s *site, plain *httptest.Server) {
	t.Helper()
	s = newSite(t)
	keeper, err := certificate.Open(certificate.Inputs{
		Own: true, Names: []string{"nas.local"}, Folder: t.TempDir(), Log: quiet(), Now: s.clock.Now,
		Addresses: func() []netip.Addr { return []netip.Addr{netip.MustParseAddr("127.0.0.1")} },
	})
	require.NoError(t, err)
	in := web.Inputs{
		DB: s.DB, Library: s.library, Live: s.hub, Publisher: s.ingest, Screens: screensOf(t),
		Log: slog.New(slog.NewTextHandler(s.log, nil)), Now: s.clock.Now, TLS: true, Certificate: keeper,
		Reach: func() []string {
			return []string{"https://192.168.1.20:8443", "https://10.0.0.5:8443", "https://127.0.0.1:8443"}
		},
	}
	if change != nil {
		change(&in)
	}
	s.server, err = web.New(in)
	require.NoError(t, err)
	s.http = httptest.NewUnstartedServer(s.server.Handler())
	s.http.TLS = keeper.TLSConfig()
	s.http.StartTLS()
	t.Cleanup(s.http.Close)
	s.http.Client().Transport.(*http.Transport).TLSClientConfig = &tls.Config{InsecureSkipVerify: true} // trust is tested in package certificate
	plain = httptest.NewServer(s.server.Plain(0))
	t.Cleanup(plain.Close)
	return s, plain
}

// bare asks without following redirects.
func bare(t *testing.T, method, address string, header http.Header, body string) answer {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	require.NoError(t, err)
	r.Header = header
	response, err := http.DefaultTransport.RoundTrip(r)
	require.NoError(t, err)
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return answer{response, string(content)}
}

func TestWithoutTLSThereIsTheCertificateAndTheWayToHTTPSAndNothingElse(t *testing.T) {
	t.Parallel()
	s, plain := trustedSite(t, nil)
	host := strings.TrimPrefix(plain.URL, "http://")
	stored := http.Header{"Cookie": {"__Host-terugblik=x; terugblik=x; terugblik_said=logged_out"}, "Authorization": {"Bearer x"}, "Accept-Language": {"nl"}}
	page := bare(t, "GET", plain.URL+"/certificate", stored, "")
	require.Equal(t, 200, page.StatusCode, page.body)
	require.Contains(t, page.body, s.server.Certificate.Authority().Fingerprint())
	require.Contains(t, page.body, "Certificaat downloaden")
	require.NotContains(t, page.body, "<form")
	require.Contains(t, page.Header.Get("Content-Security-Policy"), "connect-src 'self' https://"+host)
	require.Contains(t, bare(t, "GET", plain.URL+"/certificate?language=en", stored, "").body, "Download certificate")

	file := bare(t, "GET", plain.URL+"/certificate/terugblik.crt", stored, "")
	require.Equal(t, "application/x-x509-ca-cert", file.Header.Get("Content-Type"))
	require.Equal(t, string(s.server.Certificate.Authority().DER()), file.body)
	style := regexp.MustCompile(`href="(/assets/[^"]+\.css)"`).FindStringSubmatch(page.body)
	require.NotNil(t, style)
	require.Equal(t, 200, bare(t, "GET", plain.URL+style[1], stored, "").StatusCode)
	for _, got := range []answer{page, file} {
		require.Empty(t, got.Header.Values("Set-Cookie"))
		require.Empty(t, got.Header.Get("Strict-Transport-Security"))
	}

	for _, route := range s.server.Routes() {
		path := addressed(s, route.Path)
		if path == "/certificate" || path == "/certificate/terugblik.crt" || strings.HasPrefix(path, "/assets/") {
			continue
		}
		got := bare(t, route.Method, plain.URL+path+"?a=b", stored.Clone(), "")
		require.Empty(t, got.Header.Values("Set-Cookie"))
		if route.Method == "GET" || route.Method == "HEAD" {
			require.Equal(t, http.StatusTemporaryRedirect, got.StatusCode, path)
			require.Equal(t, "https://"+host+path+"?a=b", got.Header.Get("Location"))
			continue
		}
		require.Equal(t, http.StatusBadRequest, got.StatusCode, "%s %s", route.Method, path)
	}
	require.Equal(t, 400, bare(t, "POST", plain.URL+"/certificate", http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}, "a=b").StatusCode)
}

func TestThePlainPortLeadsToThePortOfHTTPS(t *testing.T) {
	t.Parallel()
	s, _ := trustedSite(t, nil)
	lead := func(server *web.Server, port int, host, path string) (int, string) {
		r := httptest.NewRequestWithContext(t.Context(), "GET", "/", nil)
		r.Host, r.URL = host, &url.URL{Path: path}
		w := httptest.NewRecorder()
		server.Plain(port).ServeHTTP(w, r)
		return w.Code, w.Header().Get("Location")
	}
	for host, want := range map[string]string{
		"nas.local":          "https://nas.local:8443/a",
		"nas.local:80":       "https://nas.local:8443/a",
		"192.168.1.20:80":    "https://192.168.1.20:8443/a",
		"[fd00::5]:80":       "https://[fd00::5]:8443/a",
		"[fd00::5]":          "https://[fd00::5]:8443/a",
		"evil.nl/x@nas":      "",
		"evil.nl'; img-src ": "",
		"":                   "",
	} {
		_, got := lead(s.server, 8443, host, "/a")
		require.Equal(t, want, got, host)
	}
	_, got := lead(s.server, 443, "nas.local:80", "/a")
	require.Equal(t, "https://nas.local/a", got)

	public, err := url.Parse("https://coach.example.nl")
	require.NoError(t, err)
	other, _ := trustedSite(t, func(in *web.Inputs) { in.PublicURL = public })
	_, got = lead(other.server, 8443, "10.0.0.1", "/a")
	require.Equal(t, "https://coach.example.nl/a", got)
}

func TestWithoutAnOwnAuthorityThereIsNoCertificatePage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, path := range []string{"/certificate", "/certificate/terugblik.crt", "/certificate/check"} {
		require.Equal(t, 404, s.nobody().get(path).StatusCode, path)
	}
	plain := httptest.NewServer(s.server.Plain(0))
	defer plain.Close()
	require.Equal(t, http.StatusTemporaryRedirect, bare(t, "GET", plain.URL+"/certificate", http.Header{}, "").StatusCode)
}

func TestAnOwnAuthorityNeverBindsBrowsersToIt(t *testing.T) {
	t.Parallel()
	s, _ := trustedSite(t, nil)
	got := s.nobody().get("/login")
	require.Equal(t, 200, got.StatusCode)
	require.Empty(t, got.Header.Get("Strict-Transport-Security"))
	check := s.nobody().get("/certificate/check")
	require.Equal(t, 204, check.StatusCode)
	require.Equal(t, "*", check.Header.Get("Access-Control-Allow-Origin"))
	require.Equal(t, "cross-origin", check.Header.Get("Cross-Origin-Resource-Policy"))
	require.Contains(t, s.nobody().get("/certificate").body, "<form", "over TLS the page is as others")

	public := newSite(t)
	server, err := web.New(web.Inputs{
		DB: public.DB, Library: public.library, Live: public.hub, Publisher: public.ingest, Screens: screensOf(t), Log: quiet(), Now: public.clock.Now, TLS: true,
	})
	require.NoError(t, err)
	w := httptest.NewRecorder()
	server.Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), "GET", "/login", nil))
	require.NotEmpty(t, w.Header().Get("Strict-Transport-Security"))
}

func TestALogInDoesNotDependOnTheClockOfThePhone(t *testing.T) {
	t.Parallel()
	s, _ := trustedSite(t, nil)
	got := s.nobody().do("POST", "/api/v1/login", `{"email": "medewerker@demo.test", "password": "terugblik"}`)
	require.Equal(t, 200, got.StatusCode, got.body)
	require.Len(t, got.Cookies(), 1)
	cookie := got.Cookies()[0]
	require.Equal(t, "__Host-terugblik", cookie.Name)
	require.True(t, cookie.Secure)
	require.True(t, cookie.HttpOnly)
	require.Equal(t, int((7 * 24 * time.Hour).Seconds()), cookie.MaxAge)
	require.NotContains(t, got.Header.Get("Set-Cookie"), "Expires", "a date says nothing to a phone whose clock is a day off")
}

func TestTheDevicesPageShowsTheWayIn(t *testing.T) {
	t.Parallel()
	s, _ := trustedSite(t, nil)
	v := s.as(s.Administrator)
	r := v.request("GET", "/devices", "")
	r.Header.Set("Cookie", "__Host-terugblik="+v.cookie)
	response, err := s.http.Client().Transport.RoundTrip(r)
	require.NoError(t, err)
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	body := string(content)
	require.Equal(t, 200, response.StatusCode, body)
	require.Contains(t, body, "http://192.168.1.20:8443/certificate")
	require.Contains(t, body, "https://10.0.0.5:8443")
	require.NotContains(t, body, "127.0.0.1:8443", "no phone reaches that")
	require.Equal(t, 2, strings.Count(body, `class="qr"`))
	require.Contains(t, body, s.server.Certificate.Authority().Fingerprint())

}

func TestAnEndingCertificateIsSaidToTheAdministratorAndMeasured(t *testing.T) {
	t.Parallel()
	s, _ := trustedSite(t, nil)
	v := s.as(s.Administrator)
	show := func() string {
		r := v.request("GET", "/settings", "")
		r.Header.Set("Cookie", "__Host-terugblik="+v.cookie)
		w := httptest.NewRecorder()
		s.server.Handler().ServeHTTP(w, r)
		return w.Body.String()
	}
	require.NotContains(t, show(), "eindigt over")
	facts, _ := s.server.Certificate.Facts()
	s.clock.advance(facts.NotAfter.Sub(s.clock.Now()) - 50*time.Hour)
	v = s.as(s.Administrator)
	require.Contains(t, show(), "eindigt over 2 dagen")
	w := httptest.NewRecorder()
	r := httptest.NewRequestWithContext(t.Context(), "GET", "/metrics", nil)
	r.RemoteAddr = "127.0.0.1:9"
	s.server.Handler().ServeHTTP(w, r)
	require.Contains(t, w.Body.String(), "terugblik_certificate_seconds_left 180000")
}
