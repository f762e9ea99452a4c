package ingest

import (
	"crypto/rand"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	"github.com/pion/logging"
	"github.com/pion/turn/v5"
)

const (
	relayRealm  = "terugblik"
	relayIdle   = 2 * time.Minute // a connection that says nothing for so long is hung up
	relayAll    = 512             // ways through the relay at a time
	relayOfName = 32              // of one name; a browser makes some for each of its networks
)

// Relay is a TURN server (RFC 8656) for networks that let only few ports through. It leads to the media port of this
// host and nowhere else. Fill in the exported fields, then Start.
type Relay struct {
	Addr    string       // host:port of both UDP and TCP; port 0 takes a free one
	TLSAddr string       // host:port of TLS; "" for none
	TLS     *tls.Config  // needed with TLSAddr
	Media   *net.UDPAddr // where media is received; without an address, on all of this host
	Now     func() time.Time

	secret []byte
	server *turn.Server
	conns  []*net.UDPConn
	doors  []*door
	stop   sync.Once

	mu   sync.Mutex
	ways map[string]int // by name
	all  int
}

// Start opens the ports.
func (r *Relay) Start() (err error) {
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("start the relay: %w", err), r.hangUp())
		}
	}()
	r.secret, r.ways = []byte(rand.Text()), map[string]int{}
	if err := r.listen(); err != nil {
		return err
	}
	quiet := logging.NewDefaultLoggerFactory()
	quiet.DefaultLogLevel = logging.LogLevelDisabled
	config := turn.ServerConfig{
		Realm: relayRealm, LoggerFactory: quiet, AuthHandler: r.admit, QuotaHandler: r.room, EventHandler: r.counts(),
	}
	exit := &exit{media: r.Media}
	for _, conn := range r.conns {
		config.PacketConnConfigs = append(config.PacketConnConfigs, turn.PacketConnConfig{
			PacketConn: conn, RelayAddressGenerator: exit, PermissionHandler: exit.permits,
		})
	}
	for i, d := range r.doors {
		var l net.Listener = d
		if i > 0 {
			l = tls.NewListener(d, r.TLS)
		}
		config.ListenerConfigs = append(config.ListenerConfigs, turn.ListenerConfig{
			Listener: l, RelayAddressGenerator: exit, PermissionHandler: exit.permits,
		})
	}
	r.server, err = turn.NewServer(config)
	return err
}

func (r *Relay) listen() error {
	addr, err := net.ResolveUDPAddr("udp", r.Addr)
	if err != nil {
		return err
	}
	for try := 1; ; try++ {
		if r.conns, err = listen(addr); err != nil {
			return err
		}
		d, err := listenTCP(addr, r.conns)
		if err == nil {
			d.idle = relayIdle
			r.doors = []*door{d}
			break
		}
		if addr.Port != 0 || try == portTries {
			return err
		}
		_ = r.hangUp()
	}
	if r.TLSAddr == "" {
		return nil
	}
	l, err := net.Listen("tcp", r.TLSAddr)
	if err != nil {
		return err
	}
	d := newDoor(l)
	d.idle = relayIdle
	r.doors = append(r.doors, d)
	return nil
}

// Stop ends every way through. It may be called more than once.
func (r *Relay) Stop() {
	r.stop.Do(func() { _ = r.hangUp() })
}

func (r *Relay) hangUp() (err error) {
	if r.server != nil {
		err = r.server.Close()
	}
	for _, d := range r.doors {
		err = errors.Join(err, d.Close())
	}
	for _, conn := range r.conns {
		err = errors.Join(err, conn.Close())
	}
	return err
}

// Port is that of UDP and TCP.
func (r *Relay) Port() int { return r.conns[0].LocalAddr().(*net.UDPAddr).Port }

// TLSPort is 0 without TLS.
func (r *Relay) TLSPort() int {
	if len(r.doors) < 2 {
		return 0
	}
	return r.doors[1].Addr().(*net.TCPAddr).Port
}

// room says whether one more way may be made for a name. It may count one too many for a moment.
func (r *Relay) room(name, _ string, _ net.Addr) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.all < relayAll && r.ways[name] < relayOfName
}

func (r *Relay) counts() turn.EventHandler {
	count := func(name string, change int) {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.all += change
		if r.ways[name] += change; r.ways[name] < 1 {
			delete(r.ways, name)
		}
	}
	return turn.EventHandler{
		OnAllocationCreated: func(_, _ net.Addr, _, name, _ string, _ net.Addr, _ int) { count(name, 1) },
		OnAllocationDeleted: func(_, _ net.Addr, _, name, _ string) { count(name, -1) },
	}
}
