package api

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"terugblik/coaching"
)

// Problem is how every error looks to a program (RFC 9457). Code is stable; Detail is in the
// reader's language.
type Problem struct {
	Type      string         `json:"type"`
	Title     string         `json:"title"`
	Status    int            `json:"status"`
	Detail    string         `json:"detail"`
	Code      string         `json:"code"`
	Errors    []FieldProblem `json:"errors,omitempty"`
	RequestID string         `json:"request_id"`

	RetryAfter time.Duration `json:"-"`
}

// FieldProblem says what is wrong with one field.
type FieldProblem struct {
	Field  string `json:"field"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

func (p *Problem) Error() string { return p.Code }

// GetStatus is the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// GetHeaders are the headers that belong to the answer.
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{}
	if p.RetryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(int((p.RetryAfter+time.Second-1)/time.Second)))
	}
	if p.Status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", "Bearer")
	}
	return h
}

// ContentType marks the answer as a problem.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// Refusal is an error that knows its own status: what is wrong with a request rather than with a thing.
type Refusal struct {
	Status     int
	Code       string
	RetryAfter time.Duration
	Fields     coaching.Invalid
}

func (r Refusal) Error() string { return r.Code }

// Is compares status and code.
func (r Refusal) Is(target error) bool {
	other, ok := target.(Refusal)
	return ok && other.Status == r.Status && other.Code == r.Code
}

// What a request can lack.
var (
	errBroken         = Refusal{Status: http.StatusBadRequest, Code: "broken_json"}
	errBodyTooLarge   = Refusal{Status: http.StatusRequestEntityTooLarge, Code: "too_large"}
	errContentType    = Refusal{Status: http.StatusUnsupportedMediaType, Code: "content_type"}
	errNeedsIfMatch   = Refusal{Status: http.StatusPreconditionRequired, Code: "needs_if_match"}
	errRequestTimeout = Refusal{Status: http.StatusRequestTimeout, Code: "request_timeout"}
)

// translate turns what huma found wrong into our own errors, with a stable code per field.
func translate(found *huma.ErrorModel) error {
	switch found.Status {
	case http.StatusNotFound:
		return coaching.ErrNotFound
	case http.StatusBadRequest:
		return errBroken
	case http.StatusRequestEntityTooLarge:
		return errBodyTooLarge
	case http.StatusUnsupportedMediaType:
		return errContentType
	case http.StatusRequestTimeout:
		return errRequestTimeout
	case http.StatusUnprocessableEntity:
		invalid := coaching.Invalid{}
		for _, detail := range found.Errors {
			invalid = append(invalid, fieldError(detail))
		}
		return invalid
	}
	return found
}

// fieldCodes maps how huma words a finding to our code. The first prefix that fits counts.
var fieldCodes = []struct{ prefix, code string }{
	{"expected required property", "required"},
	{"required ", "required"},
	{"expected length <=", "too_long"},
	{"expected length >=", "too_short"},
	{"expected array length <=", "too_many"},
	{"expected array length >=", "too_few"},
	{"expected number >=", "too_small"},
	{"expected number >", "too_small"},
	{"expected number <=", "too_large"},
	{"expected number <", "too_large"},
	{"expected value to be one of", "unknown_value"},
	{"unexpected property", "unknown_field"},
	{"expected string to be RFC", "wrong_format"},
	{"expected ", "wrong_type"},
}

func fieldError(detail *huma.ErrorDetail) coaching.FieldError {
	field := detail.Location
	for _, root := range []string{"body.", "query.", "header.", "path."} {
		field = strings.TrimPrefix(field, root)
	}
	if rest, ok := strings.CutPrefix(detail.Message, "expected required property "); ok {
		name, _, _ := strings.Cut(rest, " ")
		field = strings.TrimPrefix(strings.TrimPrefix(field+"."+name, "body"), ".")
	}
	for _, known := range fieldCodes {
		if strings.HasPrefix(detail.Message, known.prefix) {
			return coaching.FieldError{Field: field, Code: known.code}
		}
	}
	return coaching.FieldError{Field: field, Code: "invalid"}
}
