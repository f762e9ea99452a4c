package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func usual() settings {
	return settings{addr: "127.0.0.1:8080", data: "./var", udpPort: 8189}
}

func TestSettingsThatCannotWorkAreSaid(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*settings)
		want   string
	}{
		"no port":                       {func(s *settings) { s.addr = "127.0.0.1" }, "--addr"},
		"a port too high":               {func(s *settings) { s.addr = "127.0.0.1:70000" }, "--addr"},
		"a service for a port":          {func(s *settings) { s.addr = "127.0.0.1:http" }, "--addr"},
		"UDP port zero":                 {func(s *settings) { s.udpPort = 0 }, "--udp-port"},
		"no data folder":                {func(s *settings) { s.data = "" }, "--data"},
		"owner without database":        {func(s *settings) { s.databaseOwnerURL = "postgres://o@h/d" }, "--database-url"},
		"a database of words":           {func(s *settings) { s.databaseURL = "host=h user=terugblik_app" }, "postgres://role@host"},
		"a database without role":       {func(s *settings) { s.databaseURL = "postgres://h/d" }, "postgres://role@host"},
		"another kind of database":      {func(s *settings) { s.databaseURL = "mysql://u@h/d" }, "postgres://role@host"},
		"a public URL with a path":      {func(s *settings) { s.publicURL = "https://h/terugblik" }, "--public-url"},
		"a public URL of FTP":           {func(s *settings) { s.publicURL = "ftp://h" }, "--public-url"},
		"a public IP of letters":        {func(s *settings) { s.publicIPs = []string{"1.2.3.4", "huis"} }, "--public-ip"},
		"a proxy of letters":            {func(s *settings) { s.trustedProxies = []string{"10.0.0.0/8", "huis"} }, "--trusted-proxy"},
		"a certificate alone":           {func(s *settings) { s.tls.CertFile = "a" }, "--tls-cert and --tls-key need each other"},
		"a key alone":                   {func(s *settings) { s.tls.KeyFile = "a" }, "--tls-cert and --tls-key need each other"},
		"two ways to HTTPS":             {func(s *settings) { s.tls.Self, s.tls.Domains = true, []string{"a.nl"} }, "choose one of"},
		"two other ways":                {func(s *settings) { s.tls.Self, s.tls.CertFile, s.tls.KeyFile = true, "a", "b" }, "choose one of"},
		"a third pair of ways":          {func(s *settings) { s.tls.Domains, s.tls.CertFile, s.tls.KeyFile = []string{"a.nl"}, "a", "b" }, "choose one of"},
		"an authority for nothing":      {func(s *settings) { s.tls.Directory = "https://a.nl/dir" }, "--acme-directory needs --tls-domain"},
		"an authority without TLS":      {func(s *settings) { s.tls.Domains, s.tls.Directory = []string{"a.nl"}, "http://a.nl" }, "--acme-directory"},
		"plain HTTP to nowhere":         {func(s *settings) { s.tls.HTTPAddr = ":80" }, "--http-addr leads to HTTPS"},
		"plain HTTP without port":       {func(s *settings) { s.tls.Self, s.tls.HTTPAddr = true, "127.0.0.1" }, "--http-addr"},
		"an address for a domain":       {func(s *settings) { s.tls.Domains = []string{"192.168.1.1"} }, "--tls-domain"},
		"a URL for a domain":            {func(s *settings) { s.tls.Domains = []string{"https://a.nl"} }, "--tls-domain"},
		"HTTPS and a plain URL":         {func(s *settings) { s.tls.Self, s.publicURL = true, "http://a.nl" }, "begin it with https://"},
		"a demo for everybody with TLS": {func(s *settings) { s.demo, s.tls.Self, s.addr = true, true, "0.0.0.0:8443" }, "--demo-public"},
		"a relay without port":          {func(s *settings) { s.ice.Turn = true }, "--turn-port"},
		"a relay with one port":         {func(s *settings) { s.ice = iceConfig{Turn: true, TurnPort: 1, TurnTLSPort: 1} }, "--turn-tls-port"},
		"a TURN server without secret":  {func(s *settings) { s.ice.TurnURLs = []string{"turn:h"} }, "need each other"},
		"a TURN server of HTTP":         {func(s *settings) { s.ice.TurnURLs, s.ice.TurnSecret = []string{"https://h"}, "x" }, "--turn-url"},
		"a STUN server with a quote":    {func(s *settings) { s.ice.StunURLs = []string{`stun:h"`} }, "--stun-url"},
		"a demo for everybody":          {func(s *settings) { s.demo, s.addr = true, "0.0.0.0:8080" }, "--demo-public"},
		"a demo on every address":       {func(s *settings) { s.demo, s.addr = true, ":8080" }, "--demo-public"},
		"a demo on a name":              {func(s *settings) { s.demo, s.addr = true, "huis.nl:8080" }, "--demo-public"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := usual()
			c.change(&s)
			_, err := parseConfig(s)
			require.ErrorContains(t, err, c.want)
		})
	}
}

func TestSettingsThatWorkAreTaken(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*settings){
		"the usual":              func(*settings) {},
		"a demo on loopback":     func(s *settings) { s.demo = true },
		"a demo on IPv6":         func(s *settings) { s.demo, s.addr = true, "[::1]:8080" },
		"a demo on localhost":    func(s *settings) { s.demo, s.addr = true, "localhost:8080" },
		"a demo that may be":     func(s *settings) { s.demo, s.demoPublic, s.addr = true, true, ":8080" },
		"HTTPS by files":         func(s *settings) { s.tls.CertFile, s.tls.KeyFile = "a", "b" },
		"HTTPS by oneself":       func(s *settings) { s.tls.Self, s.demo, s.addr = true, true, "127.0.0.2:8443" },
		"HTTPS by ACME":          func(s *settings) { s.tls.Domains, s.tls.HTTPAddr = []string{"a.nl", "b.nl"}, ":80" },
		"any free port":          func(s *settings) { s.addr = "127.0.0.1:0" },
		"a database on a socket": func(s *settings) { s.databaseURL = "postgres://terugblik_app@/terugblik?host=/run/pg" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := usual()
			change(&s)
			_, err := parseConfig(s)
			require.NoError(t, err)
		})
	}
	s := usual()
	s.publicURL, s.trustedProxies, s.publicIPs = "https://terugblik.example.nl/", []string{"10.1.2.3", "fd00::/8"}, []string{"203.0.113.7"}
	c, err := parseConfig(s)
	require.NoError(t, err)
	require.Equal(t, "https://terugblik.example.nl", c.PublicURL.String())
	require.Equal(t, "10.1.2.3/32", c.TrustedProxies[0].String())
	require.Equal(t, "127.0.0.1:8189", c.udpAddr())
}

func TestNoErrorRepeatsAPassword(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"postgres://a:geheim@h:port/x", "mysql://a:geheim@h/x", "postgres:geheim", "postgres://a:gehe im@%zz"} {
		s := usual()
		s.databaseURL = text
		_, err := parseConfig(s)
		require.Error(t, err)
		require.NotContains(t, err.Error(), "gehe")
	}
}

func TestWhatMustNotDependOnDefaultsIsSet(t *testing.T) {
	t.Parallel()
	for url, want := range map[string]string{
		"postgres://a@h/d":                                "sslmode=require",
		"postgres://a:b@127.0.0.1/d":                      "sslmode=prefer",
		"postgres://a@/d?host=/run/pg":                    "sslmode=disable",
		"postgres://a@h/d?sslmode=verify-full":            "sslmode=verify-full",
		"postgres://a@h/d?application_name=elsewhere":     "application_name=elsewhere",
		"postgres://a@/d?host=/run/pg&connect_timeout=60": "connect_timeout=60",
		"postgres://a@h/d?x=y":                            "timezone=UTC",
	} {
		require.Contains(t, explicit(url), want, url)
	}
}
