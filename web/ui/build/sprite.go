package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

var drawing = regexp.MustCompile(`(?s)<svg[^>]*>(.*)</svg>`)

// writeSprite gathers the Lucide icons that icons.txt names into one file of symbols; a page shows one by <use href="...#name">.
func writeSprite(root string) (string, error) {
	list, err := os.ReadFile(filepath.Join(root, "icons.txt"))
	if err != nil {
		return "", err
	}
	var sprite strings.Builder
	sprite.WriteString(`<svg xmlns="http://www.w3.org/2000/svg">`)
	for _, name := range strings.Fields(string(list)) {
		source, err := os.ReadFile(filepath.Join(root, "node_modules/lucide-static/icons", name+".svg"))
		if err != nil {
			return "", fmt.Errorf("icon %q of icons.txt is not in Lucide: %w", name, err)
		}
		shape := drawing.FindStringSubmatch(string(source))
		if shape == nil {
			return "", fmt.Errorf("icon %q has no drawing", name)
		}
		fmt.Fprintf(&sprite, `<symbol id="%s" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">%s</symbol>`,
			name, strings.Join(strings.Fields(shape[1]), " "))
	}
	sprite.WriteString("</svg>")
	sum := sha256.Sum256([]byte(sprite.String()))
	file := "icons-" + strings.ToUpper(hex.EncodeToString(sum[:4])) + ".svg"
	return file, os.WriteFile(filepath.Join(root, "dist", file), []byte(sprite.String()), 0o644)
}
