// Command build bundles the elements, page scripts and styles of web/ui into web/ui/dist, with a manifest of their hashed names.
package main

import (
	"flag"
	"fmt"
	"maps"
	"os"
)

func main() {
	root := flag.String("root", "web/ui", "folder of the user interface")
	tests := flag.String("tests", "", "bundle the unit tests into this folder instead")
	flag.Parse()
	if err := run(*root, *tests); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(root, tests string) error {
	if _, err := os.Stat(root + "/node_modules/lit"); err != nil {
		return fmt.Errorf("the npm packages of %s are missing: run `npm ci` there (make ui does)", root)
	}
	if tests != "" {
		return bundleTests(root, tests)
	}
	if err := emptyDist(root + "/dist"); err != nil {
		return fmt.Errorf("empty the old bundles: %w", err)
	}
	names, err := bundle(root)
	if err != nil {
		return err
	}
	sprite, err := writeSprite(root)
	if err != nil {
		return fmt.Errorf("write the icon sprite: %w", err)
	}
	names["icons.svg"] = sprite
	icons, err := copyIcons(root)
	if err != nil {
		return fmt.Errorf("copy the icons of the app: %w", err)
	}
	maps.Copy(names, icons)
	return writeManifest(root+"/dist", names)
}
