package api

import (
	"encoding/json"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"
	"github.com/google/uuid"

	"terugblik/coaching"
)

// Empty is a request without anything but its path.
type Empty struct{}

// ByID is a request about one thing. What is not an id names nothing.
type ByID struct {
	ID string `path:"id" doc:"UUIDv7"`
}

// Resolve answers 404 to an id that cannot exist.
func (in *ByID) Resolve(huma.Context) []error {
	return idError(in.ID)
}

func idError(id string) []error {
	if !isID(id) {
		return []error{&Problem{Status: http.StatusNotFound}}
	}
	return nil
}

// Page asks for a part of a list.
type Page struct {
	Cursor string `query:"cursor" maxLength:"200" doc:"The next of the page before"`
	Limit  int    `query:"limit" minimum:"1" maximum:"500" doc:"50 unless given"`
}

// isID accepts the one spelling of a UUID that we hand out: lower case with hyphens.
func isID(s string) bool {
	parsed, err := uuid.Parse(s)
	return err == nil && parsed.String() == s
}

// checkID is the error for an id in a body that cannot exist.
func checkID(field, id string) error {
	if id != "" && !isID(id) {
		return coaching.Invalid{{Field: field, Code: "wrong_format"}}
	}
	return nil
}

// Change is a request that carries the version it was made from (RFC 9110, section 13.1.1).
type Change struct {
	IfMatch string `header:"If-Match" doc:"The ETag that the change was made from"`
}

// version is what If-Match says: 428 when it says nothing, 412 when it cannot be a version of ours.
func (c Change) version() (int, error) {
	if strings.TrimSpace(c.IfMatch) == "" {
		return 0, errNeedsIfMatch
	}
	version, ok := parseETag(c.IfMatch)
	if !ok {
		return 0, coaching.ErrStale
	}
	return version, nil
}

// Beginning is a Change of what may not be there yet.
type Beginning struct {
	IfMatch string `header:"If-Match" doc:"The ETag that the change was made from; leave out for the first"`
}

// version is 0 where If-Match says nothing.
func (b Beginning) version() (int, error) {
	if strings.TrimSpace(b.IfMatch) == "" {
		return 0, nil
	}
	return Change(b).version()
}

// parseETag reads `"7"`. A weak tag, a list and "*" never match a version.
func parseETag(header string) (int, bool) {
	header = strings.TrimSpace(header)
	inner, ok := strings.CutPrefix(header, `"`)
	if !ok {
		return 0, false
	}
	inner, ok = strings.CutSuffix(inner, `"`)
	if !ok || inner == "" || inner[0] == '+' || inner[0] == '-' {
		return 0, false
	}
	version, err := strconv.ParseInt(inner, 10, 32) // as wide as it is stored
	return int(version), err == nil && version > 0 && strconv.FormatInt(version, 10) == inner
}

// Optional is a field that may be left out (Set is false) or null (the zero value).
type Optional[T any] struct {
	Set   bool
	Value T
}

// UnmarshalJSON notes that the field was there.
func (o *Optional[T]) UnmarshalJSON(data []byte) error {
	o.Set = true
	return json.Unmarshal(data, &o.Value)
}

// Schema is that of the value, or null.
func (o Optional[T]) Schema(r huma.Registry) *huma.Schema {
	schema := *r.Schema(reflect.TypeFor[T](), true, "")
	schema.Nullable = true
	return &schema
}

func (o Optional[T]) into(field *T) {
	if o.Set {
		*field = o.Value
	}
}

// Exchange gives an operation the request and the answer themselves, for cookies.
type Exchange struct {
	r *http.Request
	w http.ResponseWriter
}

// Resolve keeps both.
func (e *Exchange) Resolve(ctx huma.Context) []error {
	e.r, e.w = humachi.Unwrap(ctx)
	return nil
}
