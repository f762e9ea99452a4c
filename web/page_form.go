package web

import (
	"errors"
	"strconv"

	"terugblik/coaching"
	"terugblik/web/api"
)

// formErrors is what is wrong with a form that comes back to be mended, in words.
type formErrors struct {
	summary string
	fields  []api.FieldProblem
}

// formErrors turns what a person can mend into words. False for an error that is not about the form.
func (p *pages) formErrors(a *ask, err error) (formErrors, bool) {
	mendable := errors.Is(err, coaching.ErrInvalid) || errors.Is(err, coaching.ErrConflict) ||
		errors.Is(err, coaching.ErrStale) || errors.Is(err, coaching.ErrForbidden)
	if !mendable {
		return formErrors{}, false
	}
	problem := p.Server.problem(a.r.Context(), err)
	return formErrors{summary: problem.Detail, fields: problem.Errors}, true
}

// of says what is wrong with one field, or nothing.
func (e formErrors) of(field string) string {
	for _, problem := range e.fields {
		if problem.Field == field {
			return problem.Detail
		}
	}
	return ""
}

// Option is one line of a select or one radio button.
type Option struct {
	Value  string
	Label  string
	Chosen bool
}

// statusOf is the status of a form that comes back to be mended.
func statusOf(err error) int { return refusalOf(err).Status }

// fieldProblem is what is wrong with one field, in words.
func fieldProblem(field, detail string) api.FieldProblem {
	return api.FieldProblem{Field: field, Detail: detail}
}

// wholeNumber reads a version that a form carries; 0 when it is none.
func wholeNumber(text string) int {
	number, err := strconv.ParseInt(text, 10, 32) // as wide as it is stored
	if err != nil {
		return 0
	}
	return int(number)
}
