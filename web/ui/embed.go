// Package ui holds what the browser gets: bundles, page templates and locales.
package ui

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
)

// dist holds only .gitkeep until `make ui` has bundled; all: lets that be embedded.
//
//go:embed all:dist
var dist embed.FS

//go:embed pages
var pages embed.FS

//go:embed locales
var locales embed.FS

// Assets is the folder of bundles with hashed names, which may be cached for ever.
func Assets() fs.FS { return inside(dist, "dist") }

// Pages is the folder of page templates.
func Pages() fs.FS { return inside(pages, "pages") }

// Locales is the folder with nl.json and en.json.
func Locales() fs.FS { return inside(locales, "locales") }

// Manifest gives the hashed file of a logical name, such as "desk.js", "desk.css", "base.css" or "icons.svg".
type Manifest map[string]string

// ReadManifest reads the names of the bundles. It fails with what to run when they have not been built.
func ReadManifest() (Manifest, error) {
	text, err := fs.ReadFile(Assets(), "manifest.json")
	if err != nil {
		return nil, fmt.Errorf("the pages' scripts and styles were not bundled before this program was built; run `make ui` and build again: %w", err)
	}
	names := Manifest{}
	if err := json.Unmarshal(text, &names); err != nil {
		return nil, fmt.Errorf("read the manifest of bundles: %w", err)
	}
	return names, nil
}

// inside cannot fail: the folder is named in an embed line above.
func inside(files embed.FS, folder string) fs.FS {
	sub, err := fs.Sub(files, folder)
	if err != nil {
		panic(err)
	}
	return sub
}
