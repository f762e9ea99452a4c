package coaching

import (
	"errors"
	"strings"
)

// What can go wrong. Callers test with errors.Is; web maps each to one HTTP status.
var (
	ErrNotFound    = errors.New("not found")     // does not exist, or not for this actor
	ErrInvalid     = errors.New("invalid")       // carried by Invalid, with one entry per field
	ErrConflict    = errors.New("conflict")      // the state does not allow it; carried by Conflict with a code
	ErrStale       = errors.New("stale version") // somebody changed it in the meantime
	ErrForbidden   = errors.New("forbidden")     // visible, but not for this actor to do
	ErrUnavailable = errors.New("not now")       // a part of the server is away for a moment
)

// FieldError says what is wrong with one field; Code is stable and translated at the edge.
type FieldError struct {
	Field string // its name in the API, for example "start_ms"
	Code  string // for example "too_long"
}

// Invalid is the error for input that cannot be accepted. errors.Is(err, ErrInvalid) holds.
type Invalid []FieldError

func (e Invalid) Error() string {
	parts := make([]string, len(e))
	for i, f := range e {
		parts[i] = f.Field + " " + f.Code
	}
	return "invalid: " + strings.Join(parts, ", ")
}

// Unwrap makes every Invalid an ErrInvalid.
func (e Invalid) Unwrap() error { return ErrInvalid }

// OrNil is nil when there is nothing wrong.
func (e Invalid) OrNil() error {
	if len(e) == 0 {
		return nil
	}
	return e
}

// Conflict is the error for a step that the state of a thing does not allow. Its text is a stable code.
type Conflict string

func (e Conflict) Error() string { return string(e) }

// Unwrap makes every Conflict an ErrConflict.
func (e Conflict) Unwrap() error { return ErrConflict }

// Forbidden is the error for an act that is not this actor's to do. Its text is a stable code.
type Forbidden string

func (e Forbidden) Error() string { return string(e) }

// Unwrap makes every Forbidden an ErrForbidden.
func (e Forbidden) Unwrap() error { return ErrForbidden }
