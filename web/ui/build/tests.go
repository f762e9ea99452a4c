package main

import (
	"os"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
)

// bundleTests bundles each *.test.ts into a file of its own that node --test can run.
func bundleTests(root, out string) error {
	var found []string
	for _, pattern := range []string{"lib/*.test.ts", "elements/*/*.test.ts"} {
		paths, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			return err
		}
		found = append(found, paths...)
	}
	if err := os.RemoveAll(out); err != nil {
		return err
	}
	return problems(api.Build(api.BuildOptions{
		EntryPoints:  found,
		Outdir:       out,
		OutExtension: map[string]string{".js": ".mjs"},
		Bundle:       true,
		Format:       api.FormatESModule,
		Platform:     api.PlatformNode,
		Target:       api.ES2022,
		Loader:       map[string]api.Loader{".svg": api.LoaderText, ".css": api.LoaderText},
		Sourcemap:    api.SourceMapInline,
		Write:        true,
	}).Errors)
}
