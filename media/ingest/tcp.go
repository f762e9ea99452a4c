package ingest

import (
	"errors"
	"fmt"
	"net"
	"syscall"
	"time"

	"github.com/pion/ice/v4"
	"github.com/pion/logging"
)

const (
	firstWithin = 10 * time.Second // from a connection to its first message
	writeMost   = 256 << 10        // bytes of reports that wait for a publisher who does not read
	readMost    = 64               // packets that wait to be read

	portTries = 20
)

// open takes the UDP port and, for networks that let no UDP through, the same number of TCP (RFC 6544). The system
// gives a port of both where any will do. A TCP port that another program has is no reason to fail: see TCPErr.
func (s *Server) open(addr *net.UDPAddr) (err error) {
	for try := 1; ; try++ {
		if s.conns, err = listen(addr); err != nil || s.NoTCP {
			return err
		}
		s.listener, s.tcpErr = listenTCP(addr, s.conns)
		if s.tcpErr == nil || addr.Port != 0 || try == portTries {
			return nil
		}
		_ = s.hangUp()
	}
}

func listenTCP(addr *net.UDPAddr, taken []*net.UDPConn) (*door, error) {
	network := "tcp"
	if len(taken) == 1 {
		network = "tcp4"
		if taken[0].LocalAddr().(*net.UDPAddr).IP.To4() == nil {
			network = "tcp6"
		}
	}
	at := net.TCPAddr{IP: addr.IP, Zone: addr.Zone, Port: taken[0].LocalAddr().(*net.UDPAddr).Port}
	l, err := net.ListenTCP(network, &at)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("another program has TCP port %d: %w", at.Port, err)
	}
	if err != nil {
		return nil, fmt.Errorf("listen for media over TCP: %w", err)
	}
	return newDoor(l), nil
}

// TCPErr says why media cannot come over TCP; nil when it can or was not to.
func (s *Server) TCPErr() error { return s.tcpErr }

func newTCPMux(l net.Listener, quiet logging.LoggerFactory) ice.TCPMux {
	return ice.NewTCPMuxDefault(ice.TCPMuxParams{
		Listener: l, Logger: quiet.NewLogger("ice"), ReadBufferSize: readMost, WriteBufferSize: writeMost,
		FirstStunBindTimeout: firstWithin, AliveDurationForConnFromStun: firstWithin,
	})
}
