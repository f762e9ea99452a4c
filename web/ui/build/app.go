package main

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
)

// copyIcons copies the icons of the installed app under names that carry a hash, and gives those by their own names.
func copyIcons(root string) (map[string]string, error) {
	names := map[string]string{}
	for _, pattern := range []string{"icon*.png", "icon*.svg"} {
		found, err := filepath.Glob(filepath.Join(root, "app", pattern))
		if err != nil {
			return nil, err
		}
		for _, path := range found {
			name := filepath.Base(path)
			if names[name], err = copyHashed(root, path, name); err != nil {
				return nil, err
			}
		}
	}
	return names, nil
}

func copyHashed(root, path, name string) (string, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(content)
	ext := filepath.Ext(name)
	file := strings.TrimSuffix(name, ext) + "-" + strings.ToUpper(hex.EncodeToString(sum[:4])) + ext
	return file, os.WriteFile(filepath.Join(root, "dist", file), content, 0o644)
}
