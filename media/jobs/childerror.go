package jobs

import (
	"context"
	"errors"

	"terugblik/media"
)

// ChildError is an error that crossed from a child. With errors.Is it is the media error that its code names.
type ChildError struct {
	Code string `json:"code"` // stable; "internal" for what has no name
	Text string `json:"text"`
}

func (e *ChildError) Error() string { return e.Text }

// Unwrap is the error that the code stands for, or nil.
func (e *ChildError) Unwrap() error {
	for _, c := range codes() {
		if c.code == e.Code {
			return c.err
		}
	}
	return nil
}

const internal = "internal"

type named struct {
	code string
	err  error
}

func codes() []named {
	return []named{
		{"no_media", media.ErrNoMedia},
		{"unreadable", media.ErrUnreadable},
		{"unsupported", media.ErrUnsupported},
		{"not_a_film", media.ErrNotFilm},
		{"too_long", media.ErrTooLong},
		{"too_large", media.ErrTooLarge},
		{"took_too_long", media.ErrTookTooLong},
		{"not_found", media.ErrNotFound},
		{"erased", media.ErrErased},
		{"disk_full", media.ErrDiskFull},
		{"disk_read_only", media.ErrReadOnly},
		{"busy", media.ErrBusy},
		{"cancelled", context.Canceled},
	}
}

const maxText = 4 << 10 // bytes of an error's text that cross

func childError(err error) *ChildError {
	text := err.Error()
	e := &ChildError{Code: internal, Text: text[:min(len(text), maxText)]}
	for _, c := range codes() {
		if errors.Is(err, c.err) {
			e.Code = c.code
			break
		}
	}
	return e
}
