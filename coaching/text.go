package coaching

import (
	"errors"
	"strings"
	"unicode/utf8"
)

// checked collects what is wrong with input, field by field. The zero value is ready.
type checked struct{ wrong Invalid }

func (c *checked) fail(field, code string) {
	c.wrong = append(c.wrong, FieldError{Field: field, Code: code})
}

// text demands a length in characters, as PostgreSQL counts them; a needed text is more than white space.
func (c *checked) text(field, text string, needed bool, most int) {
	switch {
	case !utf8.ValidString(text) || strings.ContainsRune(text, 0):
		c.fail(field, "not_text")
	case needed && strings.TrimSpace(text) == "":
		c.fail(field, "required")
	case utf8.RuneCountInString(text) > most:
		c.fail(field, "too_long")
	}
}

// join adds what another check found.
func (c *checked) join(err error) {
	var wrong Invalid
	if errors.As(err, &wrong) {
		c.wrong = append(c.wrong, wrong...)
	}
}

func (c *checked) err() error { return c.wrong.OrNil() }
