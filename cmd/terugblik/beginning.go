package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// addressFile, in the data folder, holds the address under which the server was last started, for links that are made
// beside it.
const addressFile = "address"

// beginning is what to print with the link for the first administrator, at each start until there is one; else "".
func beginning(ctx context.Context, s *site) (string, error) {
	address := s.reach()[0]
	if err := os.WriteFile(filepath.Join(s.data, addressFile), []byte(address+"\n"), 0o600); err != nil {
		return "", fmt.Errorf("note the address of the server: %w", err)
	}
	path, until, err := s.web.BeginLink(ctx)
	if err != nil || path == "" {
		return "", err
	}
	return fmt.Sprintf("Nobody can log in yet. Open this link to become the first administrator (it works once, until %s or the next start):\n%s\n",
		until.Local().Format("2006-01-02 15:04"), address+path), nil
}

// addressOf is how browsers reach the server of a data folder: as configured, else as it was last started.
func addressOf(c config, folder string) string {
	if c.PublicURL != nil {
		return c.PublicURL.String()
	}
	if noted, err := os.ReadFile(filepath.Join(folder, addressFile)); err == nil {
		return strings.TrimSpace(string(noted))
	}
	return "http://" + c.Addr
}
