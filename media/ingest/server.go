package ingest

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"slices"
	"sync"
	"syscall"
	"time"

	"github.com/pion/ice/v4"
	"github.com/pion/interceptor"
	"github.com/pion/interceptor/pkg/report"
	"github.com/pion/interceptor/pkg/twcc"
	"github.com/pion/logging"
	"github.com/pion/transport/v4/packetio"
	"github.com/pion/webrtc/v4"

	"terugblik/media"
)

const (
	socketBuffer = 4 << 20 // bytes
	// replayWindow is how many packets a repair may come late by: two seconds of 16 Mbit/s. Those who repair without RTX,
	// or send one RTX packet again, fall behind pion's 64 at once.
	replayWindow = 4096

	connectWithin = 30 * time.Second
)

// patience is how long a silent publisher is waited for. Together the first two must stay below 30 s.
type patience struct {
	disconnected time.Duration // until it is said to be away
	failed       time.Duration // more, until it is given up
	keepAlive    time.Duration
	onTheWay     time.Duration // the last packets may arrive after the word that it is over
}

var usualPatience = patience{disconnected: 5 * time.Second, failed: 20 * time.Second, keepAlive: 2 * time.Second, onTheWay: 100 * time.Millisecond}

// Server receives all WHIP sessions on one port, of UDP and of TCP. Fill in the exported fields, then Start.
type Server struct {
	UDPAddr   string   // "127.0.0.1:8189", ":8189"; port 0 takes a free one
	NoTCP     bool     // else media may come over the TCP port of the same number too
	PublicIPs []string // addresses under which this host is reached through a NAT, beside its own
	Sink      Sink
	// OnEvent is called for one event at a time, in the order of each session. It must not wait for long and must not
	// call the server.
	OnEvent func(Event)
	// OnViewer is called when somebody begins or stops to watch. It must not wait for long and must not call the server.
	OnViewer func(v Viewer, began bool)

	patience patience // zero: usualPatience

	conns    []*net.UDPConn // one, or one for IPv4 and one for IPv6
	listener *door          // nil: no media over TCP
	tcpErr   error          // why not
	tcpMux   ice.TCPMux
	mux      ice.UDPMux
	settings webrtc.SettingEngine
	around   *interceptor.Registry

	events sync.Mutex

	mu       sync.Mutex
	stopping bool
	sessions map[SessionID]*session
	holders  map[media.RecordingID]*session
	ended    Counts // of the sessions that are over
	viewers  map[SessionID]*viewer
}

// Start opens the port.
func (s *Server) Start() error {
	addr, err := net.ResolveUDPAddr("udp", s.UDPAddr)
	if err != nil {
		return fmt.Errorf("listen for media on %s: %w", s.UDPAddr, err)
	}
	if err := s.open(addr); err != nil {
		return fmt.Errorf("listen for media: %w", err)
	}
	s.sessions, s.holders = map[SessionID]*session{}, map[media.RecordingID]*session{}
	quiet := logging.NewDefaultLoggerFactory()
	quiet.DefaultLogLevel = logging.LogLevelDisabled
	muxes := make([]ice.UDPMux, len(s.conns))
	for i, conn := range s.conns {
		muxes[i] = webrtc.NewICEUDPMux(quiet.NewLogger("ice"), conn)
	}
	if s.mux = muxes[0]; len(muxes) > 1 {
		s.mux = ice.NewMultiUDPMuxDefault(muxes...)
	}
	s.settings = webrtc.SettingEngine{LoggerFactory: quiet}
	s.settings.SetICEUDPMux(s.mux)
	s.settings.BufferFactory = incoming
	networks := []webrtc.NetworkType{webrtc.NetworkTypeUDP4, webrtc.NetworkTypeUDP6}
	if s.listener != nil {
		s.tcpMux = newTCPMux(s.listener, quiet)
		s.settings.SetICETCPMux(s.tcpMux)
		networks = append(networks, webrtc.NetworkTypeTCP4, webrtc.NetworkTypeTCP6)
	}
	s.settings.SetNetworkTypes(networks)
	s.settings.DisableActiveTCP(true) // whoever publishes comes here; no candidate makes this server connect anywhere
	s.settings.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)
	s.settings.SetIncludeLoopbackCandidate(addr.IP.IsLoopback())
	s.patience = cmp.Or(s.patience, usualPatience)
	s.settings.SetSRTPReplayProtectionWindow(replayWindow)
	s.settings.SetICETimeouts(s.patience.disconnected, s.patience.failed, s.patience.keepAlive)
	if s.around, err = interceptors(); err == nil && len(s.PublicIPs) > 0 {
		err = s.settings.SetICEAddressRewriteRules(webrtc.ICEAddressRewriteRule{
			External: s.PublicIPs, AsCandidateType: webrtc.ICECandidateTypeHost, Mode: webrtc.ICEAddressRewriteAppend,
		})
	}
	if err != nil {
		return errors.Join(fmt.Errorf("start media server: %w", err), s.close())
	}
	return nil
}

// listen opens the port as TCP would: no address means IPv4 and IPv6, each on a socket of its own. Then a machine that
// has only one of them serves that one.
func listen(addr *net.UDPAddr) ([]*net.UDPConn, error) {
	networks := []string{"udp4"}
	switch {
	case addr.IP == nil || addr.IP.Equal(net.IPv6unspecified):
		networks = []string{"udp4", "udp6"}
	case addr.IP.To4() == nil:
		networks = []string{"udp6"}
	}
	var conns []*net.UDPConn
	var errs []error
	for _, network := range networks {
		at := *addr
		if len(networks) > 1 {
			at.IP = nil
		}
		if len(conns) > 0 {
			at.Port = conns[0].LocalAddr().(*net.UDPAddr).Port
		}
		conn, err := net.ListenUDP(network, &at)
		if errors.Is(err, syscall.EADDRINUSE) {
			errs = append(errs, err)
			break // somebody else's, not a family that is missing
		}
		if err != nil {
			errs = append(errs, err)
			continue
		}
		_ = conn.SetReadBuffer(socketBuffer) // the system may allow less
		conns = append(conns, conn)
	}
	if len(conns) == len(networks) || len(conns) > 0 && !errors.Is(errors.Join(errs...), syscall.EADDRINUSE) {
		return conns, nil
	}
	for _, conn := range conns {
		_ = conn.Close()
	}
	return nil, errors.Join(errs...)
}

// incoming is where packets of one stream wait to be read: as much as pion gives by itself. With a buffer of our own pion
// reads no repairs before the track is read. Without, a repair that overtakes the first picture goes ahead of it without a
// payload type, and pion gives up the track: browsers probe the line with repairs from the start, so that a server that was
// busy for a moment got sound without a picture for as long as the session lasted.
func incoming(kind packetio.BufferPacketType, _ uint32) io.ReadWriteCloser {
	b := packetio.NewBuffer()
	b.SetLimitSize(100_000)
	if kind == packetio.RTPBufferPacket {
		b.SetLimitSize(1_000_000)
	}
	return b
}

// interceptors report to the sender how its packets arrive. What is missing is asked for by repairs: pion's generator
// does not see what came as RTX, and asks on.
func interceptors() (*interceptor.Registry, error) {
	r := &interceptor.Registry{}
	reports, err := report.NewReceiverInterceptor()
	if err != nil {
		return nil, err
	}
	r.Add(reports)
	congestion, err := twcc.NewSenderInterceptor()
	if err != nil {
		return nil, err
	}
	r.Add(congestion)
	return r, nil
}

// Addr is the UDP address that is listened on.
func (s *Server) Addr() net.Addr { return s.conns[0].LocalAddr() }

func (s *Server) close() error {
	err := s.mux.Close()
	if s.tcpMux != nil {
		err = errors.Join(err, s.tcpMux.Close())
	}
	return errors.Join(err, s.hangUp())
}

func (s *Server) hangUp() (err error) {
	for _, conn := range s.conns {
		err = errors.Join(err, conn.Close())
	}
	if s.listener != nil {
		err = errors.Join(err, s.listener.Close())
	}
	return err
}

// Stop ends all sessions, waits until their takes are closed, and closes the port. It may be called more than once.
func (s *Server) Stop() {
	s.mu.Lock()
	first := !s.stopping
	s.stopping = true
	all := make([]*session, 0, len(s.holders))
	for _, x := range s.holders {
		all = append(all, x)
	}
	watching := slices.Collect(maps.Values(s.viewers))
	s.mu.Unlock()
	for _, v := range watching {
		v.end()
	}
	for _, x := range all {
		x.end(Shutdown, nil)
	}
	for _, x := range all {
		<-x.done
	}
	for _, v := range watching {
		<-v.done
	}
	if first && s.mux != nil {
		_ = s.close()
	}
}
