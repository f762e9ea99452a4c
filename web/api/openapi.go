package api

import (
	"cmp"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

const (
	byCookie      = "cookie"
	byToken       = "token"
	byIngestToken = "ingest_token"
	byWatchToken  = "watch_token"
)

func describeSecurity(document *huma.OpenAPI) {
	document.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		byCookie:      {Type: "apiKey", In: "cookie", Name: "terugblik", Description: "Set by POST /api/v1/login; __Host-terugblik under TLS"},
		byToken:       {Type: "http", Scheme: "bearer", Description: "A personal access token"},
		byIngestToken: {Type: "http", Scheme: "bearer", Description: "From ingest-tokens or join: it can publish into one recording and do nothing else"},
		byWatchToken:  {Type: "http", Scheme: "bearer", Description: "From watch-tokens: its person can watch one recording while it is filmed"},
	}
}

func securityOf(id string) []map[string][]string {
	if id == "log-in" || id == "log-out" {
		return []map[string][]string{}
	}
	return []map[string][]string{{byCookie: {}}, {byToken: {}}}
}

// tagOf groups operations by the first word of their path under /api/v1.
func tagOf(path string) string {
	word, _, _ := strings.Cut(strings.TrimPrefix(path, "/api/v1/"), "/")
	return word
}

func (a *API) problemResponse() *huma.Response {
	schema := a.huma.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[Problem](), true, "Problem")
	return &huma.Response{
		Description: "What went wrong (RFC 9457); code is stable",
		Content:     map[string]*huma.MediaType{"application/problem+json": {Schema: schema}},
	}
}

// Document is the OpenAPI 3.1 document of everything that was registered, with what is described by hand.
func (a *API) Document() ([]byte, error) {
	data, err := json.Marshal(a.documented())
	if err != nil {
		return nil, fmt.Errorf("writing the OpenAPI document: %w", err)
	}
	return data, nil
}

// documented is what was registered, with what is described by hand.
func (a *API) documented() *huma.OpenAPI {
	document := a.huma.OpenAPI()
	a.describeEvents(document)
	a.describeUploads(document)
	a.describeVoiceNotes(document)
	a.describeJoin(document)
	a.describeSignalling(document)
	a.describeDossier(document)
	return document
}

// describeEvents says by hand what huma cannot see: a stream of server-sent events.
func (a *API) describeEvents(document *huma.OpenAPI) {
	a.describeStream(document, "recording-events", "/api/v1/recordings/{id}/events", "What happens to a recording, as server-sent events",
		"Each event is read anew as the caller may see it. `recording`: data is a Recording. `device`: data is a DeviceMaster, to the owner alone. "+
			"`safe`: data is {until_ms, begin_ms, at, frame: {rtp, ms}}: until where it is safe on the server (0: nothing of this take is yet), where the take begins, and, where that is known, the place of the picture with that RTP time (90000 a second). `connection`: data is {state}, connecting, connected, disconnected, failed, or stopped when it must not come back. "+
			"`watching`: data is {people}, who watches it live now. "+
			"`room`: data is {enough, minutes_left, reason}, when little more can be recorded, or why it ended. "+
			"`annotation`: data is {id} or {id, deleted: true}. `choice`: the choice of the cycle changed. ")
	a.describeStream(document, "talk-events", "/api/v1/talks/{id}/events", "What happens in a talk, as server-sent events",
		"Each event is read anew as the caller may see it. `talk`: data is a Talk. `notes`, `moments`, `films`: read them again. "+
			"`presence`: data is {people}, who has the talk open. ")
}

// describeStream describes one event stream, which huma does not know.
func (a *API) describeStream(document *huma.OpenAPI, id, path, summary, events string) {
	if document.Paths[path] != nil {
		return
	}
	text := &huma.Schema{Type: "string"}
	document.AddOperation(&huma.Operation{
		OperationID: id, Method: "GET", Path: path, Tags: []string{tagOf(path)},
		Summary:     summary,
		Description: events + "`bye`: access ended, do not come back. A comment arrives every 15 seconds.",
		Parameters:  []*huma.Param{{Name: "id", In: "path", Required: true, Schema: text}},
		Responses: map[string]*huma.Response{
			"200":     {Description: "The stream", Content: map[string]*huma.MediaType{"text/event-stream": {Schema: text}}},
			"default": a.problemResponse(),
		},
		Security: securityOf(id),
	})
}

// Described is one line of the documentation for people.
type Described struct {
	Method, Path, ID, Summary, Description string
	Fields                                 []string
}

// Described lists the operations by path.
func (a *API) Described() []Described {
	var lines []Described
	document := a.documented()
	for path, item := range document.Paths {
		for _, op := range []*huma.Operation{item.Get, item.Head, item.Post, item.Put, item.Patch, item.Delete, item.Options} {
			if op != nil {
				lines = append(lines, Described{
					Method: op.Method, Path: path, ID: op.OperationID, Summary: op.Summary, Description: op.Description,
					Fields: bodyFields(document, op),
				})
			}
		}
	}
	slices.SortFunc(lines, func(a, b Described) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Method, b.Method))
	})
	return lines
}

func bodyFields(document *huma.OpenAPI, op *huma.Operation) []string {
	if op.RequestBody == nil || op.RequestBody.Content["application/json"] == nil {
		return nil
	}
	schema := op.RequestBody.Content["application/json"].Schema
	if schema.Ref != "" {
		schema = document.Components.Schemas.SchemaFromRef(schema.Ref)
	}
	var fields []string
	for name := range schema.Properties {
		if !slices.Contains(schema.Required, name) {
			name += "?"
		}
		fields = append(fields, name)
	}
	slices.Sort(fields)
	return fields
}
