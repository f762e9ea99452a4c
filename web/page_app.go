package web

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"slices"
	"strings"

	"terugblik/web/ui"
)

// appManifest is what a browser needs to put the site on the start screen (W3C Web Application Manifest).
type appManifest struct {
	Name        string    `json:"name"`
	ShortName   string    `json:"short_name"`
	Description string    `json:"description"`
	Lang        string    `json:"lang"`
	ID          string    `json:"id"`
	StartURL    string    `json:"start_url"`
	Scope       string    `json:"scope"`
	Display     string    `json:"display"`
	Background  string    `json:"background_color"`
	Theme       string    `json:"theme_color"`
	Icons       []appIcon `json:"icons"`
}

type appIcon struct {
	Src     string `json:"src"`
	Sizes   string `json:"sizes"`
	Type    string `json:"type"`
	Purpose string `json:"purpose,omitempty"`
}

func (p *pages) showManifest(a *ask) error {
	icon := func(name, sizes, kind, purpose string) appIcon {
		return appIcon{Src: assetPath + p.manifest[name], Sizes: sizes, Type: kind, Purpose: purpose}
	}
	a.w.Header().Set("Content-Type", "application/manifest+json")
	return json.NewEncoder(a.w).Encode(appManifest{
		Name: a.say.T("common.product"), ShortName: a.say.T("common.product"), Description: a.say.T("app.description"),
		Lang: a.say.Language, ID: "/", StartURL: "/", Scope: "/", Display: "standalone",
		Background: "#fbf8f3", Theme: "#0f6b66",
		Icons: []appIcon{
			icon("icon.svg", "any", "image/svg+xml", ""),
			icon("icon-192.png", "192x192", "image/png", ""),
			icon("icon-512.png", "512x512", "image/png", ""),
			icon("icon-maskable.png", "512x512", "image/png", "maskable"),
		},
	})
}

// showWorker serves the service worker from the root, which lets it stand before every page, with the names of what
// the page without network is made of.
func (p *pages) showWorker(a *ask) error {
	script, err := fs.ReadFile(ui.Assets(), p.manifest["worker.js"])
	if err != nil {
		return fmt.Errorf("reading the service worker: %w", err)
	}
	shell, err := p.shell(a)
	if err != nil {
		return err
	}
	about, err := json.Marshal(struct {
		Version string   `json:"version"`
		Shell   []string `json:"shell"`
	}{strings.Join(shell, " "), shell})
	if err != nil {
		return err
	}
	a.w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	a.w.Header().Set("Cache-Control", "no-cache")
	_, err = fmt.Fprintf(a.w, "self.terugblik=%s;\n%s", about, script)
	return err
}

// shell lists the files of the page without network: its styles, scripts, letters and icons.
func (p *pages) shell(a *ask) ([]string, error) {
	frame := p.frame(a, "offline", "")
	letters, err := fs.Glob(ui.Assets(), "*.woff2")
	if err != nil {
		return nil, err
	}
	list := slices.Concat(frame.Styles, frame.Scripts, frame.Imports)
	for _, name := range append(letters, p.manifest["icons.svg"], p.manifest["icon.svg"]) {
		list = append(list, assetPath+name)
	}
	return list, nil
}

// showOffline is kept by the browser and shown without network, whoever looks: it holds nothing of anybody.
func (p *pages) showOffline(a *ask) error {
	return p.render(a, http.StatusOK, "offline", offlineView{p.frame(a, "offline", a.say.T("offline.title"))})
}

type offlineView struct{ Frame }
