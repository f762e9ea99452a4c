package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
)

// untilTold tells that the server is ready and waits until it is to stop, or cannot go on.
func untilTold(ctx context.Context, addr net.Addr, lost, failed <-chan error, log *slog.Logger) error {
	log.Info("the server is ready", "address", addr.String(), "version", version, "process", os.Getpid())
	if err := tellSystemd("READY=1"); err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		log.Info("the server is asked to stop; takes that are being recorded are kept")
		if err := tellSystemd("STOPPING=1"); err != nil {
			log.Warn("the service manager does not hear that the server stops", "err", err)
		}
		return nil
	case err := <-lost:
		return err
	case err := <-failed:
		return fmt.Errorf("serve HTTP: %w", err)
	}
}

// tellSystemd says a state such as READY=1 to the service manager that started us, see sd_notify(3). Without one it
// does nothing.
func tellSystemd(state string) (err error) {
	name := os.Getenv("NOTIFY_SOCKET")
	if name == "" {
		return nil
	}
	conn, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: name, Net: "unixgram"}) // "@" is the abstract name space
	if err != nil {
		return fmt.Errorf("tell the service manager: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if _, err := conn.Write([]byte(state)); err != nil {
		return fmt.Errorf("tell the service manager: %w", err)
	}
	return nil
}
