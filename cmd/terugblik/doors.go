package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// The limits of HTTP. Bodies and answers have none here: uploads and event streams last as long as they last.
const (
	headerTimeout = 10 * time.Second
	idleTimeout   = 2 * time.Minute
	maxHeader     = 64 << 10
	drainTimeout  = 4 * time.Second
	streamTimeout = 300 * time.Millisecond // what still answers then is an event stream or a download

	plainTimeout   = 15 * time.Second // for all of a request without TLS, which is small
	maxPlainHeader = 16 << 10
)

// openDoors takes requests until its part is stopped. With a certificate the port speaks TLS, and what comes to it, or
// to a second port, without TLS is led there.
func openDoors(listener net.Listener, s *site, l *lifecycle) (failed <-chan error, err error) {
	fail := make(chan error, 3)
	if s.certificate == nil {
		serveHTTP("HTTP", listener, siteServer(s), fail, l)
		return fail, nil
	}
	if s.config.TLS.HTTPAddr != "" {
		second, err := net.Listen("tcp", s.config.TLS.HTTPAddr)
		if err != nil {
			return nil, fmt.Errorf("listen on %s: %w", s.config.TLS.HTTPAddr, err)
		}
		port := listener.Addr().(*net.TCPAddr).Port
		serveHTTP("plain HTTP", second, plainServer(s.certificate.Challenges(s.web.Plain(port)), l.log), fail, l)
	}
	both := splitTLS(listener)
	serveHTTP("plain HTTP on the port of HTTPS", both.plain, plainServer(s.web.Plain(0), l.log), fail, l)
	server := siteServer(s)
	server.TLSConfig = s.certificate.TLSConfig()
	serveHTTP("HTTPS", both.secure, server, fail, l)
	s.certificate.Watch()
	l.started("certificate", func() error { s.certificate.Stop(); return nil })
	return fail, nil
}

func siteServer(s *site) *http.Server {
	return &http.Server{
		Handler:           s.Handler(),
		ReadHeaderTimeout: headerTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
}

// plainServer answers with little, and only to those who ask with little.
func plainServer(handler http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:        handler,
		ReadTimeout:    plainTimeout,
		WriteTimeout:   plainTimeout,
		IdleTimeout:    plainTimeout,
		MaxHeaderBytes: maxPlainHeader,
		ErrorLog:       slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
}

// serveHTTP serves until its part is stopped: then contexts of requests end, so that streams do, and what is under way
// may finish. A server with a TLSConfig speaks TLS.
func serveHTTP(name string, listener net.Listener, server *http.Server, fail chan<- error, l *lifecycle) {
	requests, endStreams := context.WithCancel(context.Background())
	server.BaseContext = func(net.Listener) context.Context { return requests }
	go func() {
		if server.TLSConfig != nil {
			fail <- server.ServeTLS(listener, "", "")
			return
		}
		fail <- server.Serve(listener)
	}()
	l.started(name, func() error {
		ctx, cancel := context.WithTimeout(context.Background(), drainTimeout)
		defer cancel()
		time.AfterFunc(streamTimeout, endStreams)
		defer endStreams()
		if err := server.Shutdown(ctx); err != nil {
			return errors.Join(ignoreClosed(err), server.Close())
		}
		return nil
	})
}

func ignoreClosed(err error) error {
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}
