package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// entries are the bundles: base.css for every page, the service worker, one per element, one per page that has a style or a script of its own.
func entries(root string) ([]api.EntryPoint, error) {
	list := []api.EntryPoint{
		{InputPath: filepath.Join(root, "base.css"), OutputPath: "base"},
		{InputPath: filepath.Join(root, "app/worker.ts"), OutputPath: "worker"},
	}
	for pattern, prefix := range map[string]string{
		"elements/*/index.ts": "",
		"pages/*/page.css":    "page-",
		"pages/*/page.ts":     "page-",
	} {
		found, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			return nil, err
		}
		for _, path := range found {
			name := prefix + filepath.Base(filepath.Dir(path))
			list = append(list, api.EntryPoint{InputPath: path, OutputPath: name})
		}
	}
	return list, nil
}

// bundle writes dist and returns the hashed file of each logical name ("desk.js", "desk.css").
func bundle(root string) (map[string]string, error) {
	list, err := entries(root)
	if err != nil {
		return nil, err
	}
	result := api.Build(api.BuildOptions{
		EntryPointsAdvanced: list,
		Outdir:              filepath.Join(root, "dist"),
		Bundle:              true,
		Splitting:           true,
		Format:              api.FormatESModule,
		Platform:            api.PlatformBrowser,
		Target:              api.ES2022,
		Engines:             []api.Engine{{Name: api.EngineChrome, Version: "109"}, {Name: api.EngineSafari, Version: "16.4"}, {Name: api.EngineFirefox, Version: "115"}},
		EntryNames:          "[name]-[hash]",
		ChunkNames:          "[name]-[hash]",
		AssetNames:          "[name]-[hash]",
		Loader:              map[string]api.Loader{".woff2": api.LoaderFile, ".svg": api.LoaderText},
		MinifySyntax:        true,
		MinifyWhitespace:    true,
		MinifyIdentifiers:   true,
		LegalComments:       api.LegalCommentsNone,
		Metafile:            true,
		Write:               true,
	})
	if err := problems(result.Errors); err != nil {
		return nil, err
	}
	return hashedNames(result.Metafile, list)
}

// hashedNames reads from esbuild's metafile which output belongs to which entry.
func hashedNames(metafile string, list []api.EntryPoint) (map[string]string, error) {
	var meta struct {
		Outputs map[string]struct {
			EntryPoint string `json:"entryPoint"`
			CSSBundle  string `json:"cssBundle"`
		} `json:"outputs"`
	}
	if err := json.Unmarshal([]byte(metafile), &meta); err != nil {
		return nil, fmt.Errorf("read esbuild's metafile: %w", err)
	}
	entry := map[string]bool{}
	for _, point := range list {
		entry[filepath.ToSlash(point.InputPath)] = true
	}
	names := map[string]string{}
	for output, about := range meta.Outputs {
		if !entry[about.EntryPoint] { // what is imported lazily is an entry to esbuild, but not to a page
			continue
		}
		names[logicalName(output)] = filepath.Base(output)
		if about.CSSBundle != "" {
			names[logicalName(about.CSSBundle)] = filepath.Base(about.CSSBundle)
		}
	}
	return names, nil
}

// logicalName turns "dist/desk-AB12.js" into "desk.js".
func logicalName(output string) string {
	base, ext := filepath.Base(output), filepath.Ext(output)
	return base[:strings.LastIndex(base, "-")] + ext
}

func problems(messages []api.Message) error {
	if len(messages) == 0 {
		return nil
	}
	return errors.New(strings.Join(api.FormatMessages(messages, api.FormatMessagesOptions{}), "\n"))
}

// emptyDist removes the old bundles but keeps .gitkeep, which lets the folder be embedded before the first build.
func emptyDist(dist string) error {
	if err := os.MkdirAll(dist, 0o755); err != nil {
		return err
	}
	found, err := os.ReadDir(dist)
	if err != nil {
		return err
	}
	for _, file := range found {
		if file.Name() == ".gitkeep" {
			continue
		}
		if err := os.RemoveAll(filepath.Join(dist, file.Name())); err != nil {
			return err
		}
	}
	return nil
}

func writeManifest(dist string, names map[string]string) error {
	text, err := json.MarshalIndent(names, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dist, "manifest.json"), append(text, '\n'), 0o644)
}
