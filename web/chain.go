package web

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"terugblik/coaching"
)

// maxBody bounds every request body, in bytes. What JSON may hold is bounded closer in web/api.
const maxBody = 1 << 20

// bodyWithin is how long a body may take to come.
const bodyWithin = 30 * time.Second

// chain is what every request passes, from the outside in.
func (s *Server) chain() []func(http.Handler) http.Handler {
	return []func(http.Handler) http.Handler{
		s.arrive,
		s.account,
		compress,
		s.survive,
		s.secureHeaders,
		limitBody,
		middleware.GetHead,
		s.sameOrigin,
	}
}

// arrive opens the visit: a request id, a nonce and the language as far as it is known without an account.
func (s *Server) arrive(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &visit{id: rand.Text(), nonce: rand.Text(), speech: s.texts.of(r, coaching.Actor{})}
		w.Header().Set("X-Request-Id", v.id)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), visitKey{}, v)))
	})
}

// account writes one line about each request: no query, no body, no header.
func (s *Server) account(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		watched := middleware.NewWrapResponseWriter(w, r.ProtoMajor)
		defer func() {
			status := watched.Status()
			if status == 0 {
				status = http.StatusOK
			}
			took := time.Since(began)
			pattern := chi.RouteContext(r.Context()).RoutePattern()
			s.metrics.served(r.Method, pattern, status, took)
			s.Log.LogAttrs(r.Context(), lineLevel(r.Method, status), "a request was answered",
				slog.String("request_id", visitOf(r.Context()).id), slog.String("method", r.Method),
				slog.String("path", unwritten(r.URL.Path)), slog.Int("status", status),
				slog.Int("bytes", watched.BytesWritten()), slog.Duration("took", took))
		}()
		next.ServeHTTP(watched, r)
	})
}

// lineLevel keeps good answers to who only looks out of the ordinary log: what was done and what failed is there. Why
// something failed has a line of its own.
func lineLevel(method string, status int) slog.Level {
	if status < http.StatusBadRequest && (method == http.MethodGet || method == http.MethodHead) {
		return slog.LevelDebug
	}
	return slog.LevelInfo
}

// survive turns a panic into an error with a request id; the server goes on.
func (s *Server) survive(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			cause := recover()
			if cause == nil {
				return
			}
			if cause == http.ErrAbortHandler { //nolint:errorlint // net/http compares it so
				panic(cause)
			}
			s.Log.ErrorContext(r.Context(), "panic", "request_id", visitOf(r.Context()).id,
				"cause", cause, "stack", string(debug.Stack()))
			visitOf(r.Context()).explain = true
			s.fail(w, r, errPanic)
		}()
		next.ServeHTTP(w, r)
	})
}

// compress shortens text. Film is left alone: it is served in ranges of what it is.
func compress(next http.Handler) http.Handler {
	shortened := middleware.Compress(5, "text/html", "text/css", "text/javascript", "application/json",
		"application/problem+json", "image/svg+xml")(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/media/") {
			next.ServeHTTP(w, r)
			return
		}
		shortened.ServeHTTP(w, r)
	})
}

// limitBody bounds a body in size and in time: who sends it drop by drop holds a connection that others need.
func limitBody(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Body != nil && r.Body != http.NoBody && !takesFilm(r) {
			connection := http.NewResponseController(w)
			_ = connection.SetReadDeadline(time.Now().Add(bodyWithin)) // a recorder in a test has none
			most := int64(maxBody)
			if takesVoice(r) {
				most = coaching.LargestVoiceNote
			}
			r.Body = &timedBody{http.MaxBytesReader(w, r.Body, most), connection}
		}
		next.ServeHTTP(w, r)
	})
}

// timedBody takes the deadline away once the body is there: it would end the request while it is answered.
type timedBody struct {
	io.ReadCloser
	connection *http.ResponseController
}

func (b *timedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err == io.EOF { //nolint:errorlint // as io.Reader says
		_ = b.connection.SetReadDeadline(time.Time{})
	}
	return n, err
}

// sameOrigin refuses what another site makes a browser send along with our cookie. What carries a
// bearer token reads no cookie and may come from anywhere.
func (s *Server) sameOrigin(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !readsCookie(r) {
			next.ServeHTTP(w, r)
			return
		}
		if err := s.origins.Check(r); err != nil && !fromNowhere(r) {
			s.fail(w, r, errCrossOrigin)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// readsCookie says whether the log-in cookie means anything for this request.
func readsCookie(r *http.Request) bool {
	if strings.HasPrefix(r.URL.Path, "/whip/") || strings.HasPrefix(r.URL.Path, "/whep/") {
		return false
	}
	_, bearer := bearerToken(r)
	return !(bearer && strings.HasPrefix(r.URL.Path, "/api/"))
}
