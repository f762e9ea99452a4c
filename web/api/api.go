// Package api is the JSON API with its OpenAPI document: one file per resource.
package api

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"
	"github.com/go-chi/chi/v5"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/web/live"
)

// maxJSON bounds the body of a request, in bytes.
const maxJSON = 256 << 10

// Doors is what the API needs of the log-in side of the server.
type Doors interface {
	LogIn(w http.ResponseWriter, r *http.Request, email, password string) (coaching.Actor, error)
	WorkFor(w http.ResponseWriter, r *http.Request, holder coaching.HolderID) (coaching.Actor, error)
	LogOut(w http.ResponseWriter, r *http.Request) error
	LogOutEverywhere(w http.ResponseWriter, r *http.Request, actor coaching.Actor) error
	ChangePassword(w http.ResponseWriter, r *http.Request, actor coaching.Actor, current, fresh string) error
	Actor(ctx context.Context) (coaching.Actor, bool)
	StillIn(ctx context.Context) error       // nil while the log-in of the request holds
	LoginSession(ctx context.Context) []byte // hash of the log-in session of the request, nil for an access token
}

// Publisher can end what is being published into a recording.
type Publisher interface {
	StopRecording(recording media.RecordingID, discard bool) // without a session it does nothing
}

// Inputs is what the API needs. All of it is required.
type Inputs struct {
	DB        *postgres.DB
	Live      *live.Hub
	Now       func() time.Time
	Doors     Doors
	Problem   func(context.Context, error) *Problem // says an error in the language of the request
	Language  func(context.Context) string          // "nl" or "en"
	Say       func(context.Context, string) string  // a sentence in that language
	Whip      func(*http.Request, coaching.RecordingID) string
	Whep      func(*http.Request, coaching.RecordingID) string
	Watching  func(coaching.RecordingID) []coaching.PersonID // who watches it live now
	Link      func(*http.Request, string) string             // a one-time link with a secret in it
	Join      func(r *http.Request, code string) (address string, drawn Drawn, err error)
	Publisher Publisher
	Room      func() Room // how much can be recorded if one more recording begins now
	Changed   func()      // something was left for the media side to do
}

// API holds the operations. They are put on their paths by Register.
type API struct {
	Inputs
	codes   coaching.Codes
	huma    huma.API
	touches touches
	present presence
}

// New makes an API without operations.
func New(in Inputs) *API {
	a := &API{Inputs: in, codes: coaching.NewCodes(coaching.Schemes())}
	config := huma.DefaultConfig("Terugblik", "1")
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "", "", ""
	config.CreateHooks = nil // no $schema in answers
	config.Transformers = []huma.Transformer{a.translate}
	config.Info.Description = "Everything under /api/v1, and the signalling of those who film (/whip) and watch (/whep). Log in with a cookie, or send a personal access token as a bearer token."
	describeSecurity(config.OpenAPI)
	a.huma = humachi.New(chi.NewRouter(), config)
	return a
}

// translate replaces huma's error by ours.
func (a *API) translate(ctx huma.Context, _ string, v any) (any, error) {
	if found, ok := v.(*huma.ErrorModel); ok {
		return a.Problem(ctx.Context(), translate(found)), nil
	}
	return v, nil
}

// Operation is one thing that the API can do, ready to be put on a path.
type Operation interface {
	register(a huma.API, op huma.Operation)
	about() (id, summary string)
}

// described is what the documentation says of an operation.
type described struct{ id, summary string }

func (d described) about() (string, string) { return d.id, d.summary }

// placed is huma's API with a router of the route's own, behind its guard.
type placed struct {
	huma.API
	adapter huma.Adapter
}

func (p placed) Adapter() huma.Adapter { return p.adapter }

// Register puts an operation on a path of a router that has its guard already.
func (a *API) Register(router chi.Router, method, path string, operation Operation) {
	id, summary := operation.about()
	operation.register(placed{a.huma, humachi.NewAdapter(router)}, huma.Operation{
		OperationID: id, Method: method, Path: path, Summary: summary, MaxBodyBytes: maxJSON,
		BodyReadTimeout: 10 * time.Second, Tags: []string{tagOf(path)},
		Responses: map[string]*huma.Response{"default": a.problemResponse()},
		Security:  securityOf(id),
	})
}

// typed is an operation whose input and output are Go types.
type typed[I, O any] struct {
	described
	api    *API
	status int
	handle func(context.Context, coaching.Actor, *I) (*O, error)
}

// Do describes an operation for somebody who is logged in.
func Do[I, O any](a *API, id, summary string, handle func(context.Context, coaching.Actor, *I) (*O, error)) Operation {
	return typed[I, O]{described: described{id, summary}, api: a, handle: handle}
}

// Make is Do for an operation that creates something: it answers 201.
func Make[I, O any](a *API, id, summary string, handle func(context.Context, coaching.Actor, *I) (*O, error)) Operation {
	return typed[I, O]{described: described{id, summary}, api: a, status: http.StatusCreated, handle: handle}
}

func (t typed[I, O]) register(on huma.API, op huma.Operation) {
	op.DefaultStatus = t.status
	huma.Register(on, op, func(ctx context.Context, in *I) (*O, error) {
		actor, _ := t.api.Doors.Actor(ctx)
		out, err := t.handle(ctx, actor, in)
		if err != nil {
			return nil, t.api.Problem(ctx, err)
		}
		return out, nil
	})
}

// as works in one transaction that sees what the actor may see.
func (a *API) as(ctx context.Context, actor coaching.Actor, fn func(*postgres.Tx) error) error {
	return a.DB.AsActor(ctx, actor, fn)
}

// Of is an answer with a body.
type Of[T any] struct {
	Body T
}

func of[T any](body T, err error) (*Of[T], error) {
	if err != nil {
		return nil, err
	}
	return &Of[T]{Body: body}, nil
}

// Tagged is an answer with a body and the ETag of its version.
type Tagged[T any] struct {
	ETag string `header:"ETag"`
	Body T
}

func tagged[T any](body T, version int, err error) (*Tagged[T], error) {
	if err != nil {
		return nil, err
	}
	return &Tagged[T]{ETag: fmt.Sprintf("%q", fmt.Sprint(version)), Body: body}, nil
}

// Nothing is an answer without a body: 204.
type Nothing struct{}

func nothing(err error) (*Nothing, error) {
	if err != nil {
		return nil, err
	}
	return &Nothing{}, nil
}
