package main

import (
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"terugblik/media/ingest"
	"terugblik/web"
)

// iceConfig says what helps those who film to reach the media port.
type iceConfig struct {
	Turn                  bool // a relay of our own
	TurnPort, TurnTLSPort int  // of it; the second where the server speaks TLS
	StunURLs, TurnURLs    []string
	TurnSecret            string // shared with the servers of TurnURLs
}

func iceFlags() []cli.Flag {
	return []cli.Flag{
		&cli.BoolFlag{Name: "turn", Sources: env("TURN"), Usage: "be a TURN server too, on --turn-port and --turn-tls-port, that leads to the media port of this server alone; for networks that let only few ports through"},
		&cli.IntFlag{Name: "turn-port", Value: 3478, Sources: env("TURN_PORT"), Usage: "UDP and TCP port of --turn, on the host of --addr"},
		&cli.IntFlag{Name: "turn-tls-port", Value: 5349, Sources: env("TURN_TLS_PORT"), Usage: "port of --turn for TLS, where the server has a certificate"},
		&cli.StringSliceFlag{Name: "stun-url", Sources: env("STUN_URL"), Usage: "STUN server to name to those who film and watch, for example stun:stun.example.nl; seldom needed; may be repeated"},
		&cli.StringSliceFlag{Name: "turn-url", Sources: env("TURN_URL"), Usage: "TURN server elsewhere, of your own, to name to those who film and watch, for example turns:turn.example.nl:443?transport=tcp; may be repeated"},
		&cli.StringFlag{Name: "turn-secret", HideDefault: true, Sources: env("TURN_SECRET"), Usage: "the secret that the servers of --turn-url share with this one (coturn: static-auth-secret); better in the environment than here"},
	}
}

func givenICE(c *cli.Command) iceConfig {
	return iceConfig{
		Turn: c.Bool("turn"), TurnPort: c.Int("turn-port"), TurnTLSPort: c.Int("turn-tls-port"),
		StunURLs: c.StringSlice("stun-url"), TurnURLs: c.StringSlice("turn-url"), TurnSecret: c.String("turn-secret"),
	}
}

func checkICE(c iceConfig) error {
	switch {
	case c.Turn && (c.TurnPort < 1 || c.TurnPort > 65535):
		return fmt.Errorf("--turn-port %d is not between 1 and 65535", c.TurnPort)
	case c.Turn && (c.TurnTLSPort < 1 || c.TurnTLSPort > 65535 || c.TurnTLSPort == c.TurnPort):
		return fmt.Errorf("--turn-tls-port %d is not between 1 and 65535, or that of --turn-port", c.TurnTLSPort)
	case (len(c.TurnURLs) > 0) != (c.TurnSecret != ""):
		return errors.New("--turn-url and --turn-secret need each other")
	}
	return errors.Join(checkICEURLs("--stun-url", "stun", c.StunURLs), checkICEURLs("--turn-url", "turn", c.TurnURLs))
}

func checkICEURLs(flag, scheme string, urls []string) error {
	for _, u := range urls {
		before, rest, _ := strings.Cut(u, ":")
		if before != scheme && before != scheme+"s" || rest == "" || strings.ContainsAny(rest, "/<>\"\\ ,;@") {
			return fmt.Errorf("%s %q is not of the form %s:host:port", flag, u, scheme)
		}
	}
	return nil
}

func (s *site) startRelay() error {
	if !s.config.ICE.Turn {
		return nil
	}
	host, _, _ := net.SplitHostPort(s.config.Addr) // checked by parseConfig
	media, err := net.ResolveUDPAddr("udp", s.config.udpAddr())
	if err != nil {
		return fmt.Errorf("find the media port: %w", err)
	}
	relay := &ingest.Relay{Addr: net.JoinHostPort(host, strconv.Itoa(s.config.ICE.TurnPort)), Media: media, Now: time.Now}
	if s.certificate != nil {
		relay.TLSAddr, relay.TLS = net.JoinHostPort(host, strconv.Itoa(s.config.ICE.TurnTLSPort)), s.certificate.TLSConfig()
		relay.TLS.NextProtos = nil // of HTTP
	}
	if err := relay.Start(); err != nil {
		return err
	}
	s.relay = relay
	return nil
}

// iceServers are those of a publisher that reaches this server as host.
func (s *site) iceServers(host, name string, until time.Time) (all []web.ICEServer) {
	for _, u := range s.config.ICE.StunURLs {
		all = append(all, web.ICEServer{URL: u})
	}
	username, password := ingest.TURNCredentials([]byte(s.config.ICE.TurnSecret), name, until)
	for _, u := range s.config.ICE.TurnURLs {
		all = append(all, web.ICEServer{URL: u, Username: username, Credential: password})
	}
	if s.relay == nil {
		return all
	}
	username, password = s.relay.Credentials(name, until)
	own := func(scheme string, port int, transport string) {
		u := scheme + ":" + net.JoinHostPort(host, strconv.Itoa(port)) + "?transport=" + transport
		all = append(all, web.ICEServer{URL: u, Username: username, Credential: password})
	}
	own("turn", s.relay.Port(), "udp")
	own("turn", s.relay.Port(), "tcp")
	if port := s.relay.TLSPort(); port != 0 {
		own("turns", port, "tcp")
	}
	return all
}
