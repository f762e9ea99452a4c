package main

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// config is what a command was told by flags and environment, checked.
type config struct {
	Addr             string         // host:port for HTTP; the UDP port is bound to the same host
	UDPPort          int            // 1 to 65535
	TCPMedia         bool           // media may also come over the TCP port of the same number
	Data             string         // data folder as it was asked for; dataFolder says which one is used
	DatabaseURL      string         // empty: private PostgreSQL
	DatabaseOwnerURL string         // empty: serve does not migrate a database of others
	PublicURL        *url.URL       // nil: made of Addr
	PublicIPs        []string       // addresses behind which this machine sits, beside its own
	TrustedProxies   []netip.Prefix // whose X-Forwarded-For is believed
	TLS              tlsConfig
	ICE              iceConfig
	Demo, DemoPublic bool
	Reserve          reserve // disk space that recordings never take
	MetricsToken     string  // who brings it may read /metrics from anywhere; empty: nobody
}

// settings are the same as text, as flags and environment give them.
type settings struct {
	addr, data, databaseURL, databaseOwnerURL, publicURL string
	publicIPs, trustedProxies                            []string
	udpPort                                              int
	tcpMedia                                             bool
	tls                                                  tlsConfig
	ice                                                  iceConfig
	demo, demoPublic                                     bool
	reserve, metricsToken                                string
}

// parseConfig checks every setting and tells all that is wrong at once. No error repeats a database URL:
// it may hold a password.
func parseConfig(s settings) (config, error) {
	c := config{
		Addr: s.addr, UDPPort: s.udpPort, TCPMedia: s.tcpMedia, Data: s.data,
		DatabaseURL: s.databaseURL, DatabaseOwnerURL: s.databaseOwnerURL,
		TLS: s.tls, ICE: s.ice, Demo: s.demo, DemoPublic: s.demoPublic, MetricsToken: s.metricsToken,
	}
	var errs [10]error
	errs[0] = checkAddr(s)
	errs[1] = checkDatabases(s)
	c.PublicURL, errs[2] = parsePublicURL(s.publicURL)
	c.PublicIPs, errs[3] = s.publicIPs, checkPublicIPs(s.publicIPs)
	c.TrustedProxies, errs[4] = parseProxies(s.trustedProxies)
	if s.data == "" {
		errs[5] = errors.New("--data is empty")
	}
	errs[6] = checkTLS(s.tls, c.PublicURL)
	c.Reserve, errs[7] = parseReserve(s.reserve)
	errs[8] = checkMetricsToken(s.metricsToken)
	errs[9] = checkICE(s.ice)
	if err := errors.Join(errs[:]...); err != nil {
		return config{}, err
	}
	return c, nil
}

func checkAddr(s settings) error {
	host, port, err := net.SplitHostPort(s.addr)
	if err != nil {
		return fmt.Errorf("--addr %q is not host:port", s.addr)
	}
	if n, err := strconv.Atoi(port); err != nil || n < 0 || n > 65535 {
		return fmt.Errorf("--addr %q has no port between 0 and 65535", s.addr)
	}
	if s.udpPort < 1 || s.udpPort > 65535 {
		return fmt.Errorf("--udp-port %d is not between 1 and 65535", s.udpPort)
	}
	if s.demo && !s.demoPublic && !loopback(host) {
		return fmt.Errorf("--demo with the address %s lets everybody on the network log in with known passwords: choose a loopback address, or add --demo-public", s.addr)
	}
	return nil
}

// shortestMetricsToken, in characters, is too long to be guessed.
const shortestMetricsToken = 16

func checkMetricsToken(token string) error {
	if token != "" && len(token) < shortestMetricsToken {
		return fmt.Errorf("--metrics-token is shorter than %d characters", shortestMetricsToken)
	}
	return nil
}

// udpAddr is where all WebRTC arrives: the host of Addr, the port of its own.
func (c config) udpAddr() string {
	host, _, _ := net.SplitHostPort(c.Addr) // checked by parseConfig
	return net.JoinHostPort(host, strconv.Itoa(c.UDPPort))
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

func checkDatabases(s settings) error {
	if s.databaseURL == "" && s.databaseOwnerURL != "" {
		return errors.New("--database-owner-url needs --database-url: the private PostgreSQL has no other owner")
	}
	return errors.Join(
		checkDatabaseURL("--database-url", s.databaseURL),
		checkDatabaseURL("--database-owner-url", s.databaseOwnerURL),
	)
}

func checkDatabaseURL(flag, text string) error {
	if text == "" {
		return nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "postgres" && u.Scheme != "postgresql" || u.User.Username() == "" {
		return fmt.Errorf("%s is not of the form postgres://role@host/database", flag)
	}
	return nil
}

func parsePublicURL(text string) (*url.URL, error) {
	if text == "" {
		return nil, nil //nolint:nilnil // not set
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.User != nil {
		return nil, fmt.Errorf("--public-url %q is not of the form https://host", text)
	}
	u.Path = ""
	return u, nil
}

func checkPublicIPs(texts []string) error {
	for _, text := range texts {
		if _, err := netip.ParseAddr(text); err != nil {
			return fmt.Errorf("--public-ip %q is not an address", text)
		}
	}
	return nil
}

// parseProxies takes addresses and networks.
func parseProxies(texts []string) ([]netip.Prefix, error) {
	var proxies []netip.Prefix
	for _, text := range texts {
		if ip, err := netip.ParseAddr(text); err == nil {
			proxies = append(proxies, netip.PrefixFrom(ip, ip.BitLen()))
			continue
		}
		network, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, fmt.Errorf("--trusted-proxy %q is neither an address nor a network", text)
		}
		proxies = append(proxies, network)
	}
	return proxies, nil
}
