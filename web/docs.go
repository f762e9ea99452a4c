package web

import (
	"html/template"
	"net/http"

	"terugblik/coaching"
)

// openAPI is the document of everything under /api/v1.
func (s *Server) openAPI(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-cache")
	w.Write(s.document) //nolint:errcheck // nobody is left to tell
}

// docsPage is a readable list of the operations, from our own origin and without script.
var docsPage = template.Must(template.New("docs").Parse(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Terugblik API</title>
<link rel="icon" href="data:,">
<style nonce="{{.Nonce}}">
:root { color-scheme: light dark }
html { background: Canvas; color: CanvasText }
body { font: 17px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem }
h2 { font-size: 1rem; margin: 1.5rem 0 0 }
code { overflow-wrap: anywhere }
p { margin: .25rem 0 }
</style>
<main>
<h1>Terugblik API</h1>
<p>The whole description is <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI 3.1).
Log in with a cookie, or send a personal access token: <code>Authorization: Bearer …</code>.
Errors are <code>application/problem+json</code> with a stable <code>code</code>.
A list is <code>{items, next}</code>; <code>?cursor=</code> takes <code>next</code>.
A change of a thing with a version needs <code>If-Match</code> with its <code>ETag</code>.</p>
{{range .Operations}}
<h2 id="{{.ID}}"><code>{{.Method}} {{.Path}}</code></h2>
<p>{{.Summary}}</p>
{{with .Description}}<p>{{.}}</p>{{end}}
{{with .Fields}}<p>Body: {{range $i, $f := .}}{{if $i}}, {{end}}<code>{{$f}}</code>{{end}}</p>{{end}}
{{end}}
</main>
</html>
`))

func (s *Server) apiDocs(w http.ResponseWriter, r *http.Request, _ coaching.Actor) error {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	return docsPage.Execute(w, struct {
		Nonce      string
		Operations any
	}{nonceOf(r), s.api.Described()})
}
