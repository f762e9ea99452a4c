package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

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
	listener, err := net.Listen("tcp", c.Addr) // before the parts that take long: a used address is said at once
	if err != nil {
		return fmt.Errorf("listen on %s: %w", c.Addr, err)
	}
	l.started("listener", func() error { return ignoreClosed(listener.Close()) })
	site := &site{
		config: c, pool: store.database.pool, databaseURL: store.database.url,
		data: store.folder, node: store.node, log: log,
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
	failed := serveHTTP(listener, site.Handler(), l)
	announce(stdout, c, listener.Addr())
	select {
	case <-ctx.Done():
		log.Info("stopping")
		return nil
	case err := <-failed:
		return fmt.Errorf("serve HTTP: %w", err)
	}
}

// The limits of HTTP. Bodies and answers have none here: uploads and event streams last as long as they last.
const (
	headerTimeout = 10 * time.Second
	idleTimeout   = 2 * time.Minute
	maxHeader     = 64 << 10
	drainTimeout  = 4 * time.Second
	streamTimeout = 300 * time.Millisecond // what still answers then is an event stream or a download
)

// serveHTTP takes requests until its part is stopped: then contexts of requests end, so that streams do, and what
// is under way may finish.
func serveHTTP(listener net.Listener, handler http.Handler, l *lifecycle) (failed <-chan error) {
	requests, endStreams := context.WithCancel(context.Background())
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: headerTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeader,
		BaseContext:       func(net.Listener) context.Context { return requests },
		ErrorLog:          slog.NewLogLogger(l.log.Handler(), slog.LevelDebug),
	}
	fail := make(chan error, 1)
	go func() { fail <- server.Serve(listener) }()
	l.started("HTTP", func() error {
		ctx, cancel := context.WithTimeout(context.Background(), drainTimeout)
		defer cancel()
		time.AfterFunc(streamTimeout, endStreams)
		defer endStreams()
		if err := server.Shutdown(ctx); err != nil {
			return errors.Join(err, server.Close())
		}
		return nil
	})
	return fail
}

func ignoreClosed(err error) error {
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// announce prints where the server is, and who may log in to a demo.
func announce(out io.Writer, c config, addr net.Addr) {
	url := "http://" + addr.String()
	if c.PublicURL != nil {
		url = c.PublicURL.String()
	}
	fmt.Fprintln(out, "Terugblik is on "+url)
	if !c.Demo {
		return
	}
	fmt.Fprintln(out, "This is a demo. Log in with the password terugblik as:")
	for _, a := range demoAccounts() {
		fmt.Fprintf(out, "  %-26s %s\n", a.email, a.who)
	}
	fmt.Fprintln(out, "Stop with Ctrl-C.")
}
