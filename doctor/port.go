package doctor

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"
)

// Port tries whether network ("tcp" or "udp") can be bound at an address. server is the process of a running server
// of ours, 0 for none: what it has taken is in order.
func Port(network, address, flag string, server int) Finding {
	f := Finding{Check: strings.ToUpper(network) + " port", Level: OK, Said: address + " is free"}
	err := bind(network, address)
	var dns *net.DNSError
	switch {
	case err == nil && server != 0:
		f.Level, f.Said = Warning, fmt.Sprintf("%s is free, although a server runs (process %d): it uses another one", address, server)
		f.Advice = "give doctor the same " + flag + " as the server"
	case err == nil:
	case errors.Is(err, syscall.EADDRINUSE) && server != 0:
		f.Said = fmt.Sprintf("%s is in use, as it should be while the server runs (process %d)", address, server)
	case errors.Is(err, syscall.EADDRINUSE):
		f.Level, f.Said = Error, address+" is in use by another program"
		f.Advice = "end that program (ss -lnp shows it), or choose another with " + flag
	case errors.Is(err, syscall.EACCES):
		f.Level, f.Said = Note, address+" cannot be tried by this account"
		f.Advice = "ports below 1024 are for root and for services with CAP_NET_BIND_SERVICE, as our systemd unit has: start the service, or choose a higher one with " + flag
	case errors.Is(err, syscall.EADDRNOTAVAIL), errors.As(err, &dns):
		f.Level, f.Said = Error, address+" is not an address of this machine"
		f.Advice = "ip addr shows the addresses there are; 0.0.0.0 takes all of them"
	default:
		f.Level, f.Said = Error, fmt.Sprintf("%s cannot be used: %v", address, err)
	}
	return f
}

func bind(network, address string) error {
	if network == "udp" {
		conn, err := net.ListenPacket("udp", address)
		if err != nil {
			return err
		}
		return conn.Close()
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	return listener.Close()
}
