package ingest

import (
	"errors"
	"net"
	"slices"

	"github.com/pion/turn/v5"
)

// exit is the side of the relay that faces the media port.
type exit struct{ media *net.UDPAddr }

var errNoRelay = errors.New("only the media port of this host can be reached, over UDP")

// Validate is asked by pion.
func (e *exit) Validate() error { return nil }

// AllocatePacketConn opens a port beside the media port.
func (e *exit) AllocatePacketConn(c turn.AllocateListenerConfig) (net.PacketConn, net.Addr, error) {
	addresses := e.own()
	at := slices.IndexFunc(addresses, func(ip net.IP) bool { return (ip.To4() != nil) == (c.Network == "udp4") })
	if at < 0 {
		return nil, nil, errNoRelay
	}
	conn, err := net.ListenUDP(c.Network, &net.UDPAddr{IP: addresses[at]}) // never the port that was asked for
	if err != nil {
		return nil, nil, err
	}
	return &narrow{conn, e}, conn.LocalAddr(), nil
}

// AllocateListener refuses what RFC 6062 adds.
func (e *exit) AllocateListener(turn.AllocateListenerConfig) (net.Listener, net.Addr, error) {
	return nil, nil, errNoRelay
}

// AllocateConn refuses what RFC 6062 adds.
func (e *exit) AllocateConn(turn.AllocateConnConfig) (net.Conn, error) { return nil, errNoRelay }

// permits says whether packets may go to a host.
func (e *exit) permits(_ net.Addr, ip net.IP) bool { return slices.ContainsFunc(e.own(), ip.Equal) }

// own are the addresses of the media port, the one that others reach first.
func (e *exit) own() (all []net.IP) {
	if e.media.IP != nil && !e.media.IP.IsUnspecified() {
		return []net.IP{e.media.IP}
	}
	found, _ := net.InterfaceAddrs() // none: nothing can be reached
	for _, a := range found {
		if network, ok := a.(*net.IPNet); ok && !network.IP.IsLinkLocalUnicast() {
			all = append(all, network.IP)
		}
	}
	slices.SortStableFunc(all, func(a, b net.IP) int { return rankOf(a) - rankOf(b) })
	return all
}

func rankOf(ip net.IP) int {
	if ip.IsLoopback() {
		return 1
	}
	return 0
}

func (e *exit) leadsTo(to net.Addr) bool {
	addr, ok := to.(*net.UDPAddr)
	return ok && addr.Port == e.media.Port && e.permits(nil, addr.IP)
}

// narrow is a port that talks with the media port alone: a permission of TURN holds for all ports of a host.
type narrow struct {
	*net.UDPConn
	exit *exit
}

// WriteTo drops what goes elsewhere, as a network does.
func (n *narrow) WriteTo(b []byte, to net.Addr) (int, error) {
	if !n.exit.leadsTo(to) {
		return len(b), nil
	}
	return n.UDPConn.WriteTo(b, to)
}

// ReadFrom skips what comes from elsewhere.
func (n *narrow) ReadFrom(b []byte) (int, net.Addr, error) {
	for {
		size, from, err := n.UDPConn.ReadFrom(b)
		if err != nil || n.exit.leadsTo(from) {
			return size, from, err
		}
	}
}
