package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
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
