package web

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"strings"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/web/api"
)

const (
	tabletPath      = "/tablet"
	tabletBeginPath = "/tablet/begin/"
	tabletTouchPath = "/tablet/touch"
)

// tabletLasts is how long a device stays a tablet by its own cookie: browsers allow no more.
const tabletLasts = 400 * 24 * time.Hour

func (s *Server) tabletCookie() string { return s.cookieName() + "-tablet" }

// tabletToken is what names the device of a request; "" for one that is no tablet.
func (s *Server) tabletToken(r *http.Request) string {
	cookie, err := r.Cookie(s.tabletCookie())
	if err != nil {
		return ""
	}
	return cookie.Value
}

func (s *Server) isTablet(r *http.Request) bool { return s.tabletToken(r) != "" }

// setTabletCookie names the device; "" makes it an ordinary one again.
func (s *Server) setTabletCookie(w http.ResponseWriter, value string) {
	cookie := &http.Cookie{
		Name: s.tabletCookie(), Value: value, Path: "/", HttpOnly: true, Secure: s.secure,
		SameSite: http.SameSiteLaxMode, MaxAge: int(tabletLasts.Seconds()),
	}
	if value == "" {
		cookie.MaxAge = -1
	}
	http.SetCookie(w, cookie)
}

// tabletRules are the rules whose routes exist on a tablet: what an employee does for her own learning.
var tabletRules = map[Rule]bool{
	Anyone: true, Doorstep: true, Lists: true, OfQuestion: true, OfCycle: true, OfRecording: true, OfOwner: true, OfFilm: true,
	OfAnnotation: true, OfConsent: true, OfUpload: true, OfTalk: true, OfTalkNote: true, OfVoiceNote: true, OfTask: true,
}

// tabletRoutes are single routes that are there on a tablet although their rule is not (true), or the other way (false).
var tabletRoutes = map[string]bool{
	"GET /api/v1/me":                            true,
	"GET /api/v1/me/pad":                        true,
	"GET /api/v1/me/preference":                 true,
	"GET /signals":                              false,
	"GET /coaching":                             false,
	"GET /documents/{name}/pdf":                 false, // a file stays on the device
	"GET /documents/{name}/print":               false,
	"GET /questions/{id}/agreement/print":       false,
	"GET /questions/{id}/report/print":          false,
	"GET /questions/{id}/report.pdf":            false,
	"POST /login":                               false, // nobody logs in over her, or for longer than two minutes
	"POST /api/v1/login":                        false,
	"GET /start/{token}":                        false,
	"POST /start/{token}":                       false,
	"GET /link/{token}":                         false,
	"POST /link/{token}":                        false,
	"GET /engagement/{token}":                   false,
	"POST /engagement/{token}":                  false,
	"POST /api/v1/recordings/{id}/watch-tokens": false,
}

// thereOnTablet says whether a route exists for a log-in on a shared device.
func thereOnTablet(route Route) bool {
	if there, named := tabletRoutes[route.Method+" "+route.Path]; named {
		return there
	}
	return tabletRules[route.Rule]
}

// whileFilming are the routes that are there once she has not touched the device for a while and still films: what films,
// and how it ends.
var whileFilming = map[string]bool{
	"GET /api/v1/recordings/{id}":                true,
	"POST /api/v1/recordings/{id}/stop":          true,
	"PUT /api/v1/recordings/{id}/pending-device": true,
	"POST /api/v1/recordings/{id}/ingest-tokens": true,
	"GET " + eventsPath:                          true,
	"POST /api/v1/uploads":                       true,
	"HEAD " + uploadPath + "{id}":                true,
	"PATCH " + uploadPath + "{id}":               true,
}

// idle says whether nobody touched a shared device for so long that her log-in there waits for the end of what she films.
func (l *login) idle(now time.Time) bool { return l.actor.Tablet != "" && !l.expires.After(now) }

// asks is what a request on a shared device is for.
type asks struct {
	route     string               // method and path of the route
	recording coaching.RecordingID // of which it is; "" for none
}

func asksFor(r *http.Request, route Route) asks {
	a := asks{route: route.Method + " " + route.Path}
	if strings.HasPrefix(route.Path, "/api/v1/recordings/{id}") {
		a.recording = coaching.RecordingID(r.PathValue("id"))
	}
	return a
}

// stillFilming says whether what is asked is there for an idle log-in: what films, of the recording that she films now.
func (l *login) stillFilming() bool {
	return whileFilming[l.asks.route] && (l.asks.recording == "" || l.asks.recording == l.films)
}

// onTablet lets a log-in on a shared device, or nobody, through to what is there, and moves the end of a log-in when a
// person asks.
func (s *Server) onTablet(r *http.Request, route Route, held *login) error {
	entrance := rules[route.Rule].entrance
	if held == nil {
		if entrance == personPerhaps && !thereOnTablet(route) {
			return s.noTablet(r)
		}
		return nil
	}
	if held.actor.Tablet == "" || entrance == openToAll {
		return nil
	}
	held.asks = asksFor(r, route)
	switch idle := held.idle(s.Now()); {
	case idle && entrance == personPerhaps:
		if route.Method == http.MethodGet {
			visitOf(r.Context()).login = nil // the first page of the tablet: nobody
		}
	case idle && !held.stillFilming():
		return errNoLogin
	case !thereOnTablet(route):
		return coaching.ErrNotFound
	case !idle && byHand(r):
		return s.touchSession(r.Context(), held)
	}
	return nil
}

// noTablet is ErrNotFound on a device that is a tablet: there only a PIN opens anything. It is nil where it was one.
func (s *Server) noTablet(r *http.Request) error {
	if !s.isTablet(r) {
		return nil
	}
	switch _, err := s.tabletPlace(r); {
	case err == nil:
		return coaching.ErrNotFound
	case errors.Is(err, coaching.ErrNotFound):
		return nil
	default:
		return err
	}
}

// tabletPlace is the shared device of a request; ErrNotFound for one that was forgotten, or is none.
func (s *Server) tabletPlace(r *http.Request) (place postgres.TabletPlace, err error) {
	err = s.DB.AsDoor(r.Context(), postgres.Tablet, func(tx *postgres.Tx) error {
		place, err = tx.TabletAt(r.Context(), hashOf(s.tabletToken(r)))
		return err
	})
	return place, err
}

// byHand says whether a person asks, not a script of the page: the page says so when the screen is touched, a form was
// sent, or the browser says that she followed a link (Fetch Metadata, section 2.4).
func byHand(r *http.Request) bool {
	if forPrograms(r.URL.Path) {
		return false
	}
	return r.Method == http.MethodPost || r.Header.Get("Sec-Fetch-User") == "?1"
}

// touchSession moves the end of a log-in on a tablet.
func (s *Server) touchSession(ctx context.Context, held *login) error {
	return s.DB.AsDoor(ctx, postgres.Session, func(tx *postgres.Tx) error {
		err := tx.RenewLoginSession(ctx, held.hash, s.Now().Add(coaching.TabletIdle))
		return noLogin(err)
	})
}

// enter opens a log-in on a shared device. Errors: errWrongPIN for a wrong one and for who has none or does not work there,
// errPINLocked and tooMany with how long to wait.
func (s *Server) enter(w http.ResponseWriter, r *http.Request, person coaching.PersonID, pin string) error {
	device, ctx, now := hashOf(s.tabletToken(r)), r.Context(), s.Now()
	if wait := s.gate.try("tablet "+string(device), s.clientAddress(r)); wait > 0 {
		return tooMany(wait)
	}
	var stored string
	var locked time.Duration
	if err := s.DB.AsDoor(ctx, postgres.Tablet, func(tx *postgres.Tx) (err error) {
		stored, locked, err = tx.TryPIN(ctx, device, person, now)
		return err
	}); err != nil {
		return err
	}
	if locked > 0 {
		return api.Refusal{Status: http.StatusTooManyRequests, Code: errPINLocked.Code, RetryAfter: locked}
	}
	right, err := s.gate.passwords.matches(ctx, stored, strings.TrimSpace(pin))
	if err != nil {
		return err
	}
	if !right {
		return errWrongPIN
	}
	token := rand.Text() + rand.Text()
	err = s.DB.AsDoor(ctx, postgres.Tablet, func(tx *postgres.Tx) error {
		return tx.BeginOnTablet(ctx, device, hashOf(token), person, stored, now)
	})
	if errors.Is(err, coaching.ErrNotFound) {
		return errWrongPIN
	}
	if err != nil {
		return err
	}
	s.gate.forgive("tablet "+string(device), s.clientAddress(r))
	s.setCookie(w, token, now.Add(coaching.TabletLongest))
	return nil
}

// clearOfHer makes the browser drop what it kept of pages; not what is stored: film that waits to be sent stays.
func clearOfHer(w http.ResponseWriter) { w.Header().Set("Clear-Site-Data", `"cache"`) }

// setPIN sets the PIN of somebody who gives her password. Invalid with fields "pin" and "pin_password".
func (s *Server) setPIN(r *http.Request, actor coaching.Actor, password, pin string) error {
	ctx := r.Context()
	if wait := s.gate.try(actor.Email, s.clientAddress(r)); wait > 0 {
		return tooMany(wait)
	}
	_, _, err := s.compare(ctx, actor.Email, password)
	var wrong coaching.Invalid
	if errors.Is(err, errWrongLogin) {
		wrong = coaching.Invalid{{Field: "pin_password", Code: "wrong_password"}}
	} else if err != nil {
		return err
	}
	if err := bothRight(wrong.OrNil(), coaching.CheckPIN(pin)); err != nil {
		return err
	}
	s.gate.forgive(actor.Email, s.clientAddress(r))
	hash, err := s.gate.passwords.hash(ctx, pin)
	if err != nil {
		return err
	}
	return s.DB.AsActor(ctx, actor, func(tx *postgres.Tx) error { return tx.SetPIN(ctx, actor, hash, s.Now()) })
}
