package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"

	"terugblik/backup"
	"terugblik/migrations"
	"terugblik/migrations/cluster"
)

// store is the data folder of this node and its database, opened by one process alone.
type store struct {
	folder   string
	node     string // name of this node
	database *database
}

// openStore finds and locks the data folder and opens the database. The parts it starts are in l.
func openStore(ctx context.Context, c config, stdout io.Writer, log *slog.Logger, l *lifecycle) (*store, error) {
	folder, note, err := dataFolder(c)
	if err != nil {
		return nil, err
	}
	if note != "" {
		fmt.Fprintln(stdout, note)
	}
	if _, err := os.Lstat(filepath.Join(folder, backup.UnfinishedName)); err == nil {
		return nil, fmt.Errorf("%s holds a restore that was broken off: remove everything in it and restore again", folder)
	}
	release, err := lockData(folder)
	if err != nil {
		return nil, err
	}
	l.started("lock of the data folder", release)
	node, err := nodeID(folder)
	if err != nil {
		return nil, err
	}
	database, err := openDatabase(ctx, c, folder, log)
	if err != nil {
		return nil, err
	}
	l.started("database", database.Close)
	return &store{folder: folder, node: node, database: database}, nil
}

// openBeside opens the store for an operator's command. Where a server works on the data folder it uses that server's
// database; else it opens everything itself.
func openBeside(ctx context.Context, c config, stdout io.Writer, log *slog.Logger, l *lifecycle) (*store, error) {
	own, err := openStore(ctx, c, stdout, log, l)
	if !errors.Is(err, errInUse) {
		return own, err
	}
	folder, _, err := dataFolder(c)
	if err != nil {
		return nil, err
	}
	d := &database{url: c.DatabaseURL}
	if d.url == "" {
		d.url = cluster.SocketURL(cluster.RunFolder(folder), migrations.AppRole, databaseName)
	}
	l.started("database", d.Close)
	if err := d.openPool(ctx); err != nil {
		return nil, err
	}
	node, err := nodeID(folder)
	if err != nil {
		return nil, err
	}
	return &store{folder: folder, node: node, database: d}, nil
}
