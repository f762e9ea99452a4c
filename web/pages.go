package web

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/web/api"
	"terugblik/web/ui"
)

// pages shows what people look at. Everything that it reads, it reads as the person who asks.
type pages struct {
	*Server
	manifest  ui.Manifest
	imports   map[string][]string
	templates map[string]map[string]*template.Template
}

func newPages(s *Server) *pages {
	return &pages{Server: s, manifest: s.Screens.manifest, imports: s.Screens.imports, templates: s.Screens.templates}
}

// ask is one request for a page: who asks, in which language, and where the answer goes.
type ask struct {
	w     http.ResponseWriter
	r     *http.Request
	actor coaching.Actor
	say   *speech
	now   time.Time
}

// at makes a page's handler of what shows it.
func (p *pages) at(show func(*ask) error) http.Handler {
	return p.page(func(w http.ResponseWriter, r *http.Request, actor coaching.Actor) error {
		if err := readForm(r); err != nil {
			return err
		}
		return show(&ask{w: w, r: r, actor: actor, say: p.speechOf(r), now: p.Now()})
	})
}

// errBrokenForm is a form that no browser sends.
var errBrokenForm = api.Refusal{Status: http.StatusBadRequest, Code: "broken_form"}

// readForm reads a posted form whole, so that one that is too large is an error and not an empty form.
func readForm(r *http.Request) error {
	if r.Method != http.MethodPost {
		return nil
	}
	err := r.ParseForm()
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return err
	}
	if err != nil {
		return fmt.Errorf("reading a form: %w: %w", errBrokenForm, err)
	}
	return nil
}

// as reads and writes for the person who asks, in one transaction.
func (p *pages) as(a *ask, do func(*postgres.Tx) error) error {
	return p.DB.AsActor(a.r.Context(), a.actor, do)
}

// render writes a page. It is executed whole before the first byte goes out.
func (p *pages) render(a *ask, status int, name string, view any) error {
	var body bytes.Buffer
	if err := p.templates[a.say.Language][name].ExecuteTemplate(&body, "page.html", view); err != nil {
		return fmt.Errorf("showing the page %s: %w", name, err)
	}
	a.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	a.w.WriteHeader(status)
	if _, err := body.WriteTo(a.w); err != nil {
		p.Log.DebugContext(a.r.Context(), "a page was not read to its end", "page", name, "error", err)
	}
	return nil
}
