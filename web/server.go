package web

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"github.com/go-chi/chi/v5"

	"terugblik/certificate"
	"terugblik/coaching/postgres"
	"terugblik/media/library"
	"terugblik/web/api"
	"terugblik/web/live"
)

// Inputs is what a Server needs. All of it is required unless it says otherwise.
type Inputs struct {
	DB        *postgres.DB
	Library   *library.Library
	Live      *live.Hub
	Publisher Publisher // where WHIP sessions go
	Node      string    // of this server, which keeps the bytes of the films that it takes in
	Screens   *Screens
	Log       *slog.Logger
	Now       func() time.Time

	PublicURL   *url.URL            // optional: as people type it; an https address makes cookies Secure
	TLS         bool                // the server itself speaks TLS
	Certificate *certificate.Keeper // optional: what it shows then
	Reach       func() []string     // optional: addresses of the site as people type them, the best one first
	Trusted     []netip.Prefix      // optional: proxies whose X-Forwarded-For is believed
	Demo        bool                // the log-in page lists the demo accounts
	Keeper      Keeper              // optional: what looks after storage
	Voice       VoiceNotes          // optional: what hears notes that are said aloud
	ICEServers  ICEServers          // optional: what helps publishers to reach the media port
	Room        func(more int) Room // optional: how much can be recorded, by so many more streams than run now
	// MetricsToken lets whoever brings it as a bearer token read the metrics from anywhere; empty: only this machine may.
	MetricsToken string
	Changed      func() // optional: called after something was left for the media side to do
}

// Server answers requests. It holds no goroutine of its own; event streams live as long as their
// request and end when the Hub of its inputs stops.
type Server struct {
	Inputs
	secure  bool // cookies travel over TLS only
	texts   *texts
	api     *api.API
	gate    *gate
	viewers *viewers
	metrics *metrics
	origins *http.CrossOriginProtection
	pages   *pages
	uploads *uploads
	handler http.Handler

	beginning beginning

	document []byte // OpenAPI
}

// New makes a server that is ready to answer.
func New(in Inputs) (*Server, error) {
	s := &Server{Inputs: in, texts: in.Screens.texts, secure: in.TLS || in.PublicURL != nil && in.PublicURL.Scheme == "https"}
	var err error
	s.pages = newPages(s)
	if s.gate, err = newGate(in.Now); err != nil {
		return nil, err
	}
	s.origins = http.NewCrossOriginProtection()
	if in.PublicURL != nil {
		if err := s.origins.AddTrustedOrigin(in.PublicURL.Scheme + "://" + in.PublicURL.Host); err != nil {
			return nil, fmt.Errorf("trusting the public address: %w", err)
		}
	}
	if s.uploads, err = newUploads(s); err != nil {
		return nil, fmt.Errorf("setting up uploads: %w", err)
	}
	s.viewers = newViewers(in.Now, in.Live)
	s.metrics = newMetrics(in.Live)
	if in.Certificate != nil {
		s.metrics.registry.MustRegister(certificateMetric(in.Certificate, in.Now))
	}
	s.api = api.New(api.Inputs{
		DB: in.DB, Live: in.Live, Now: in.Now, Doors: s, Problem: s.problem, Language: s.languageOf, Say: s.say,
		Whip: s.whipURL, Whep: s.whepURL, Watching: s.watching, Link: s.linkURL, Join: s.joinURL, Publisher: in.Publisher, Changed: s.changed, Room: s.roomLeft,
	})
	if s.handler, err = s.mount(); err != nil {
		return nil, err
	}
	if s.document, err = s.api.Document(); err != nil {
		return nil, err
	}
	return s, nil
}

// Handler is the whole site.
func (s *Server) Handler() http.Handler { return s.handler }

// Routes lists what the server answers, for tests that visit every route.
func (s *Server) Routes() []Route { return s.routes() }

func (s *Server) changed() {
	if s.Changed != nil {
		s.Changed()
	}
}

// mount puts every route behind its rule. A route without a rule is refused.
func (s *Server) mount() (http.Handler, error) {
	router := chi.NewRouter()
	router.Use(s.chain()...)
	router.NotFound(s.notFound)
	router.MethodNotAllowed(s.methodNotAllowed(router))
	for _, route := range s.routes() {
		if _, known := rules[route.Rule]; !known {
			return nil, fmt.Errorf("the route %s %s names no visibility rule", route.Method, route.Path)
		}
		guarded := router.With(s.guard(route))
		if route.Operation != nil {
			s.api.Register(guarded, route.Method, route.Path, route.Operation)
			continue
		}
		if route.Handler == nil {
			return nil, errors.New("the route " + route.Path + " has no handler")
		}
		guarded.Method(route.Method, route.Path, route.Handler)
	}
	return router, nil
}
