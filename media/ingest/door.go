package ingest

import (
	"net"
	"sync"
	"time"

	"golang.org/x/net/netutil"
)

// most is how many connections a port holds at a time.
const most = 1024

// door is a listener whose Close also closes what it let in: those who wait for the ends of all connections must not
// wait for the other side.
type door struct {
	net.Listener
	idle time.Duration // a connection that says nothing for so long is hung up; 0: never

	mu     sync.Mutex
	closed bool
	inside map[*guest]struct{}
}

// guest is one connection.
type guest struct {
	net.Conn
	door *door
}

func newDoor(l net.Listener) *door {
	return &door{Listener: netutil.LimitListener(l, most), inside: map[*guest]struct{}{}}
}

// Accept waits for the next connection.
func (d *door) Accept() (net.Conn, error) {
	conn, err := d.Listener.Accept()
	if err != nil {
		return nil, err
	}
	g := &guest{conn, d}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		_ = conn.Close()
		return nil, net.ErrClosed
	}
	d.inside[g] = struct{}{}
	return g, nil
}

// Close may be called more than once.
func (d *door) Close() error {
	d.mu.Lock()
	d.closed = true
	inside := d.inside
	d.inside = map[*guest]struct{}{}
	d.mu.Unlock()
	err := d.Listener.Close()
	for g := range inside {
		_ = g.Conn.Close()
	}
	return err
}

func (g *guest) Read(b []byte) (int, error) {
	if g.door.idle > 0 {
		_ = g.SetReadDeadline(time.Now().Add(g.door.idle))
	}
	return g.Conn.Read(b)
}

// Close may be called more than once.
func (g *guest) Close() error {
	g.door.mu.Lock()
	delete(g.door.inside, g)
	g.door.mu.Unlock()
	return g.Conn.Close()
}
