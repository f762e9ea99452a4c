package main

import (
	"bufio"
	"context"
	"net"
	"sync"
	"time"
)

// tlsHandshake is the first byte of a TLS connection (RFC 8446, section 5.1); no HTTP request begins with it.
const tlsHandshake = 0x16

// split hands out the connections of one port as two listeners: those that begin with TLS, and the others. People
// type an address without https, and should not see an error.
type split struct {
	listener net.Listener
	secure   *half
	plain    *half

	ctx  context.Context // ends with Close
	stop context.CancelFunc
	busy sync.WaitGroup
	fail error // of the listener, once done is closed
	done chan struct{}
}

// half is one of the two. Closing it closes both: they share a port.
type half struct {
	*split
	conns chan net.Conn
}

// splitTLS takes over the listener.
func splitTLS(listener net.Listener) *split {
	s := &split{listener: listener, done: make(chan struct{})}
	s.ctx, s.stop = context.WithCancel(context.Background())
	s.secure, s.plain = &half{s, make(chan net.Conn)}, &half{s, make(chan net.Conn)}
	go s.accept()
	return s
}

func (s *split) accept() {
	defer close(s.done)
	for {
		conn, err := s.listener.Accept()
		if temporary, ok := err.(interface{ Temporary() bool }); ok && temporary.Temporary() { //nolint:errorlint // as net/http does: out of descriptors passes
			select {
			case <-time.After(50 * time.Millisecond):
				continue
			case <-s.ctx.Done():
			}
		}
		if err != nil {
			s.fail = err
			return
		}
		s.busy.Go(func() { s.sort(conn) })
	}
}

// sort waits for the first byte of a connection, not longer than for a header.
func (s *split) sort(conn net.Conn) {
	hangUp := context.AfterFunc(s.ctx, func() { _ = conn.Close() })
	defer hangUp()
	_ = conn.SetReadDeadline(time.Now().Add(headerTimeout))
	reader := bufio.NewReaderSize(conn, 16) // the least; what is in it is read again
	first, err := reader.Peek(1)
	if err != nil {
		_ = conn.Close()
		return
	}
	_ = conn.SetReadDeadline(time.Time{})
	to := s.plain
	if first[0] == tlsHandshake {
		to = s.secure
	}
	select {
	case to.conns <- &peeked{conn, reader}:
	case <-s.ctx.Done():
		_ = conn.Close()
	}
}

// Accept gives the next connection of this half.
func (h *half) Accept() (net.Conn, error) {
	select {
	case conn := <-h.conns:
		return conn, nil
	case <-h.ctx.Done():
		return nil, net.ErrClosed
	case <-h.done:
		return nil, h.fail
	}
}

// Addr is that of the port.
func (h *half) Addr() net.Addr { return h.listener.Addr() }

// Close closes the port, and connections that have said nothing yet. It may be called more than once.
func (s *split) Close() error {
	s.stop()
	err := s.listener.Close()
	<-s.done
	s.busy.Wait()
	return err
}

// peeked reads its first bytes again.
type peeked struct {
	net.Conn
	reader *bufio.Reader
}

func (p *peeked) Read(b []byte) (int, error) {
	if p.reader == nil {
		return p.Conn.Read(b)
	}
	n, err := p.reader.Read(b)
	if p.reader.Buffered() == 0 {
		p.reader = nil // the rest without a copy
	}
	return n, err
}
