package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"

	"github.com/urfave/cli/v3"
)

func serveCommand(stdout io.Writer, log *slog.Logger) *cli.Command {
	return &cli.Command{
		Name:  "serve",
		Usage: "the server; with no database configured it keeps its own private PostgreSQL in the data folder",
		Flags: serveFlags(),
		Action: func(ctx context.Context, c *cli.Command) error {
			config, err := given(c)
			if err != nil {
				return err
			}
			return serve(ctx, config, stdout, log)
		},
	}
}

// serve runs until ctx ends, then stops everything in reverse order.
func serve(ctx context.Context, c config, stdout io.Writer, log *slog.Logger) (err error) {
	l := &lifecycle{log: log}
	defer func() { err = errors.Join(err, l.stop()) }()
	store, err := openStore(ctx, c, stdout, log, l)
	if err != nil {
		return err
	}
	lost, err := keepAlone(ctx, c, store, log, l)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", c.Addr) // before the parts that take long: a used address is said at once
	if err != nil {
		return fmt.Errorf("listen on %s: %w", c.Addr, err)
	}
	l.started("listener", func() error { return ignoreClosed(listener.Close()) })
	keeper, err := openCertificate(c, store.folder, log)
	if err != nil {
		return err
	}
	site := &site{
		config: c, pool: store.database.pool, databaseURL: store.database.url,
		data: store.folder, node: store.node, log: log,
		certificate: keeper, reach: func() []string { return reach(c, listener.Addr(), keeper) },
	}
	if err := site.Start(ctx); err != nil {
		return err
	}
	l.started("site", func() error { site.Stop(); return nil })
	if c.Demo {
		if err := seedDemo(ctx, site.db, stdout); err != nil {
			return err
		}
		tell := site.tellDemo()
		l.started("story of the demo", func() error { tell(); return nil })
	}
	begin, err := beginning(ctx, site) // before the doors open: a database that goes away later ends no server
	if err != nil {
		return err
	}
	failed, err := openDoors(listener, site, l)
	if err != nil {
		return err
	}
	announce(stdout, c, site.reach(), keeper)
	fmt.Fprint(stdout, begin)
	return untilTold(ctx, listener.Addr(), lost, failed, log)
}
