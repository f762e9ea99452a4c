package web

import (
	"io/fs"
	"net/http"

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
