package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"terugblik/coaching/postgres"
)

// masterKeyFits stops a start that would make a new master key while recordings are sealed under a lost one.
func masterKeyFits(ctx context.Context, path string, vault *postgres.Vault) error {
	_, err := os.Stat(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	sealed, err := vault.Count(ctx)
	if err != nil {
		return err
	}
	if sealed > 0 {
		return fmt.Errorf("%s is missing, and %d recordings are sealed with it: put it back from a backup", path, sealed)
	}
	return nil
}
