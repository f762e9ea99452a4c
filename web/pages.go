package web

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
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
	imports   map[string][]string                      // what each bundle of script imports
	templates map[string]map[string]*template.Template // by language, then by page
}

func newPages(s *Server) (*pages, error) {
	manifest, err := ui.ReadManifest()
	if err != nil {
		return nil, err
	}
	imports, err := importsOf(ui.Assets(), manifest)
	if err != nil {
		return nil, err
	}
	p := &pages{Server: s, manifest: manifest, imports: imports, templates: map[string]map[string]*template.Template{}}
	for _, language := range languages {
		p.templates[language], err = parsePages(ui.Pages(), functions(s.texts.in(language), manifest))
		if err != nil {
			return nil, err
		}
	}
	return p, nil
}

// functions are what a template can call: t and n say a sentence, asset finds a bundle.
func functions(say *speech, manifest ui.Manifest) template.FuncMap {
	return template.FuncMap{
		"t":     say.T,
		"n":     say.N,
		"asset": func(name string) string { return assetPath + manifest[name] },
	}
}

// parsePages reads <page>/page.html of every folder on top of the layout.
func parsePages(files fs.FS, functions template.FuncMap) (map[string]*template.Template, error) {
	layout, err := template.New("page.html").Funcs(functions).ParseFS(files, "layout/*.html")
	if err != nil {
		return nil, fmt.Errorf("parsing the layout: %w", err)
	}
	found, err := fs.Glob(files, "*/page.html")
	if err != nil {
		return nil, err
	}
	parsed := map[string]*template.Template{}
	for _, file := range found {
		name := path.Dir(file)
		if name == "layout" {
			continue
		}
		if parsed[name], err = parsePage(files, layout, name, file); err != nil {
			return nil, fmt.Errorf("parsing the page %s: %w", name, err)
		}
	}
	return parsed, nil
}

func parsePage(files fs.FS, layout *template.Template, name, file string) (*template.Template, error) {
	own, err := fs.ReadFile(files, file)
	if err != nil {
		return nil, err
	}
	page, err := layout.Clone()
	if err != nil {
		return nil, err
	}
	if _, err := page.New(name).Parse(string(own)); err != nil {
		return nil, err
	}
	return page, nil
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
