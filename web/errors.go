package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"terugblik/coaching"
	"terugblik/media"
	"terugblik/media/ingest"
	"terugblik/web/api"
)

// What can go wrong before coaching is asked.
var (
	errNoLogin          = api.Refusal{Status: http.StatusUnauthorized, Code: "no_login"}
	refusedRoleOver     = api.Refusal{Status: http.StatusUnauthorized, Code: "role_over"}
	errWrongLogin       = api.Refusal{Status: http.StatusUnauthorized, Code: "wrong_login"}
	errNoRole           = api.Refusal{Status: http.StatusForbidden, Code: "no_role"}
	errCrossOrigin      = api.Refusal{Status: http.StatusForbidden, Code: "cross_origin"}
	errMethodNotAllowed = api.Refusal{Status: http.StatusMethodNotAllowed, Code: "method_not_allowed"}
	errPanic            = api.Refusal{Status: http.StatusInternalServerError, Code: "internal"}
)

// errRoleOver is errNoLogin for who has a log-in that holds, and no role any more for the holder for which she worked.
var errRoleOver = errors.Join(refusedRoleOver, errNoLogin)

// errElsewhere is errRoleOver for who still has a role for another holder: she is told so, and goes over herself.
var errElsewhere = fmt.Errorf("she has a role for another holder: %w", errRoleOver)

func tooMany(wait time.Duration) error {
	return api.Refusal{Status: http.StatusTooManyRequests, Code: "too_many_tries", RetryAfter: wait}
}

// retryUnavailable is when to try again while a part of the server is away.
const retryUnavailable = 5 * time.Second

// retryLive is when to ask again for what is not being filmed yet.
const retryLive = 2 * time.Second

// table is the one place where an error gets its status and code. The first entry that errors.Is
// finds is taken; a conflict and a forbidden act bring their own code.
var table = []struct {
	err    error
	status int
	code   string
	retry  time.Duration
}{
	{coaching.Conflict("recording_not_confirmed"), http.StatusForbidden, "recording_not_confirmed", 0},
	{coaching.ErrNotFound, http.StatusNotFound, "not_found", 0},
	{coaching.ErrInvalid, http.StatusUnprocessableEntity, "invalid", 0},
	{coaching.ErrStale, http.StatusPreconditionFailed, "stale", 0},
	{coaching.ErrConflict, http.StatusConflict, "conflict", 0},
	{coaching.ErrForbidden, http.StatusForbidden, "forbidden", 0},
	{coaching.ErrUnavailable, http.StatusServiceUnavailable, "unavailable", retryUnavailable},
	{media.ErrNotFound, http.StatusNotFound, "not_found", 0},
	{media.ErrErased, http.StatusNotFound, "not_found", 0},
	{media.ErrBusy, http.StatusConflict, "recording_in_use", 0},
	{media.ErrUnsupported, http.StatusUnprocessableEntity, "unsupported_media", 0},
	{ingest.ErrNotLive, http.StatusConflict, "not_live", retryLive},
	{ingest.ErrTooManyViewers, http.StatusConflict, "too_many_viewers", retryLive},
	{ingest.ErrCannotShow, http.StatusUnprocessableEntity, "cannot_show", 0},
	{ingest.ErrBadOffer, http.StatusBadRequest, "bad_offer", 0},
	{ingest.ErrTooLarge, http.StatusRequestEntityTooLarge, "too_large", 0},
	{ingest.ErrTooMany, http.StatusTooManyRequests, "too_many_candidates", 0},
	{ingest.ErrNoSession, http.StatusNotFound, "not_found", 0},
	{ingest.ErrNoMatch, http.StatusPreconditionRequired, "needs_if_match", 0},
	{ingest.ErrStaleMatch, http.StatusPreconditionFailed, "stale", 0},
	{ingest.ErrShuttingDown, http.StatusServiceUnavailable, "unavailable", retryUnavailable},
	{media.ErrDiskFull, http.StatusInsufficientStorage, "disk_full", 0},
	{media.ErrReadOnly, http.StatusInsufficientStorage, "disk_read_only", 0},
	{os.ErrDeadlineExceeded, http.StatusRequestTimeout, "request_timeout", 0}, // of a body; that of a database is unavailable
}

// refusalOf finds status and code of an error; anything unknown is internal.
func refusalOf(err error) api.Refusal {
	if refusal, ok := errors.AsType[api.Refusal](err); ok {
		return refusal
	}
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return api.Refusal{Status: http.StatusRequestEntityTooLarge, Code: "too_large"}
	}
	for _, row := range table {
		if errors.Is(err, row.err) {
			return api.Refusal{Status: row.status, Code: codeOf(err, row.code), RetryAfter: row.retry}
		}
	}
	return api.Refusal{Status: http.StatusInternalServerError, Code: "internal"}
}

func codeOf(err error, code string) string {
	if conflict, ok := errors.AsType[coaching.Conflict](err); ok {
		return string(conflict)
	}
	if forbidden, ok := errors.AsType[coaching.Forbidden](err); ok {
		return string(forbidden)
	}
	return code
}

// problem says what went wrong in the language of the request. What is the server's own fault is
// logged here, once, with the request id.
func (s *Server) problem(ctx context.Context, err error) *api.Problem {
	refusal := refusalOf(err)
	v := visitOf(ctx)
	if refusal.Status >= http.StatusInternalServerError && !v.explain && ctx.Err() == nil {
		v.explain = true
		s.Log.ErrorContext(ctx, "request failed", "request_id", v.id, "code", refusal.Code, "error", err)
	}
	said := s.texts.in(s.languageOf(ctx))
	problem := &api.Problem{
		Type: "about:blank", Title: http.StatusText(refusal.Status), Status: refusal.Status,
		Detail: said.oneOf("error."+refusal.Code, "error.status."+strconv.Itoa(refusal.Status), "error.internal"),
		Code:   refusal.Code, RequestID: v.id, RetryAfter: refusal.RetryAfter,
	}
	if audience, ok := errors.AsType[coaching.AudienceRefused](err); ok {
		problem.Detail = said.T("error.audience_missing", "Purpose", said.T("purpose."+string(audience.Purpose)), "Names", strings.Join(audience.Children, ", "))
	}
	fields, _ := errors.AsType[coaching.Invalid](err)
	for _, field := range append(fields, refusal.Fields...) {
		problem.Errors = append(problem.Errors, api.FieldProblem{
			Field: field.Field, Code: field.Code, Detail: said.oneOf("error.field."+field.Code, "error.field.invalid"),
		})
	}
	return problem
}

// oneOf says the first of the sentences that exists.
func (s *speech) oneOf(keys ...string) string {
	for _, key := range keys {
		if s.Has(key) {
			return s.T(key)
		}
	}
	return ""
}

// fail answers a request with an error: problem+json where programs ask, a page where people look.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	if forPrograms(r.URL.Path) {
		writeProblem(w, s.problem(r.Context(), err))
		return
	}
	if errors.Is(err, errElsewhere) {
		s.pages.showElsewhere(w, r, visitOf(r.Context()).over)
		return
	}
	if errors.Is(err, errNoLogin) {
		if errors.Is(err, refusedRoleOver) {
			s.pages.setFlash(&ask{w: w, r: r}, refusedRoleOver.Code, 60)
		}
		s.toLogin(w, r)
		return
	}
	s.pages.problem(w, r, s.problem(r.Context(), err))
}

func forPrograms(path string) bool {
	for _, prefix := range []string{"/api/", "/whip/", "/whep/", "/media/", "/healthz", "/readyz", "/metrics"} {
		if strings.HasPrefix(path, prefix) {
			return true
		}
	}
	return false
}

// problemType is that of every answer to programs that says what went wrong (RFC 9457).
const problemType = "application/problem+json"

func writeProblem(w http.ResponseWriter, problem *api.Problem) {
	for name, values := range problem.GetHeaders() {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Type", problemType)
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(problem.Status)
	json.NewEncoder(w).Encode(problem) //nolint:errcheck // nobody is left to tell
}

func (s *Server) notFound(w http.ResponseWriter, r *http.Request) {
	s.fail(w, r, coaching.ErrNotFound)
}

// methodNotAllowed says which methods the address has (RFC 9110, section 15.5.6).
func (s *Server) methodNotAllowed(router chi.Routes) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} {
			if router.Match(chi.NewRouteContext(), method, r.URL.Path) {
				w.Header().Add("Allow", method)
			}
		}
		if strings.HasPrefix(r.URL.Path, "/whip/") || strings.HasPrefix(r.URL.Path, "/whep/") {
			allowOrigins(w)
		}
		s.fail(w, r, errMethodNotAllowed)
	}
}

// Codes lists the codes that the server itself gives; those of coaching stand there.
func Codes() []string {
	codes := []string{"internal"}
	for _, refusal := range []api.Refusal{
		errNoLogin, refusedRoleOver, errWrongLogin, errWrongPIN, errPINLocked, errNoRole, errCrossOrigin, errMethodNotAllowed, errNoToken, errNoWatchToken, errNotSDP, errNotAcceptable, errBodyBroken,
		errTusVersion, errUploadOffset, errUploadLocked, errBadUpload, errUploadBroken,
	} {
		codes = append(codes, refusal.Code)
	}
	for _, row := range table {
		codes = append(codes, row.code)
	}
	return codes
}
