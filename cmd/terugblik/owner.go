package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"terugblik/migrations/cluster"
)

// errNoOwner says what an operator's command misses on a database of others.
var errNoOwner = errors.New("this needs --database-owner-url beside --database-url: the serving role does not see every row")

// ownerBeside finds the connection of the owner to a database that is there, through a running server's private
// PostgreSQL or one that it starts for the while. It never makes or changes a database.
func ownerBeside(ctx context.Context, c config, data string, log *slog.Logger, l *lifecycle) (string, error) {
	if c.DatabaseURL != "" {
		if c.DatabaseOwnerURL == "" {
			return "", errNoOwner
		}
		return c.DatabaseOwnerURL, nil
	}
	if _, err := os.Stat(filepath.Join(data, "postgres")); errors.Is(err, os.ErrNotExist) {
		return "", fmt.Errorf("there is no database in %s: name the one that the server uses with --database-url and --database-owner-url", data)
	}
	release, err := lockData(data)
	if errors.Is(err, errInUse) {
		return cluster.SocketURL(cluster.RunFolder(data), cluster.Owner, databaseName), nil
	}
	if err != nil {
		return "", err
	}
	l.started("lock of the data folder", release)
	private, err := cluster.Start(ctx, cluster.Config{Root: data, Log: log})
	if err != nil {
		return "", fmt.Errorf("start the private PostgreSQL: %w", err)
	}
	l.started("database", private.Stop)
	return private.URL(cluster.Owner, databaseName), nil
}
