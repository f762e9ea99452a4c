package web

import (
	"fmt"
	"html/template"
	"io/fs"
	"path"

	"terugblik/web/ui"
)

// Screens are what the pages of a server are made of: words, templates and bundles. To read them takes a while and tens of
// megabytes; servers in one process can share them.
type Screens struct {
	texts     *texts
	manifest  ui.Manifest
	imports   map[string][]string                      // what each bundle of script imports
	templates map[string]map[string]*template.Template // by language, then by page
}

// ReadScreens reads the pages, with their words from nl.json and en.json in locales.
func ReadScreens(locales fs.FS) (*Screens, error) {
	s := &Screens{templates: map[string]map[string]*template.Template{}}
	var err error
	if s.texts, err = newTexts(locales); err != nil {
		return nil, err
	}
	if s.manifest, err = ui.ReadManifest(); err != nil {
		return nil, err
	}
	if s.imports, err = importsOf(ui.Assets(), s.manifest); err != nil {
		return nil, err
	}
	for _, language := range languages {
		if s.templates[language], err = parsePages(ui.Pages(), functions(s.texts.in(language), s.manifest)); err != nil {
			return nil, fmt.Errorf("reading the pages: %w", err)
		}
	}
	return s, nil
}

// functions are what a template can call: t and n say a sentence, asset finds a bundle, date asks for a day.
func functions(say *speech, manifest ui.Manifest) template.FuncMap {
	return template.FuncMap{
		"t":     say.T,
		"n":     say.N,
		"date":  newDateField,
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
