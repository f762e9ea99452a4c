package web

import (
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"slices"

	"terugblik/web/ui"
)

// assets serves the bundles. Their names carry a hash of what is in them, so they may be kept for ever.
func assets() http.Handler {
	files := ui.Assets()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := r.PathValue("file")
		about, err := fs.Stat(files, name)
		if err != nil || about.IsDir() || name == "manifest.json" || name == ".gitkeep" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		http.ServeFileFS(w, r, files, name)
	})
}

// chunk is a file that several bundles share.
var chunk = regexp.MustCompile(`chunk-[A-Z0-9]+\.js`)

// importsOf finds what each bundle imports, and what that imports, so that a page can ask for all of it at once.
func importsOf(files fs.FS, manifest ui.Manifest) (map[string][]string, error) {
	imports := map[string][]string{}
	for name, file := range manifest {
		if path.Ext(name) != ".js" {
			continue
		}
		found, err := withImports(files, nil, file)
		if err != nil {
			return nil, err
		}
		imports[name] = found[1:]
	}
	return imports, nil
}

// withImports adds a script and what it imports to the list, each once.
func withImports(files fs.FS, list []string, name string) ([]string, error) {
	if slices.Contains(list, name) {
		return list, nil
	}
	script, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, fmt.Errorf("reading the bundle %s: %w", name, err)
	}
	list = append(list, name)
	for _, imported := range chunk.FindAllString(string(script), -1) {
		if list, err = withImports(files, list, imported); err != nil {
			return nil, err
		}
	}
	return list, nil
}
