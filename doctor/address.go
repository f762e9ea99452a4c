package doctor

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
)

// Reach is how browsers are to reach the server.
type Reach struct {
	Addr    string // host:port that it listens on
	TLS     bool   // it speaks HTTPS itself
	Public  *url.URL
	Proxies []netip.Prefix // whose X-Forwarded-For is believed
}

// Address says whether phones will be able to film: browsers give a camera to pages over HTTPS only, and to this
// machine itself.
func Address(r Reach) []Finding {
	host, _, _ := net.SplitHostPort(r.Addr)
	ip, err := netip.ParseAddr(host)
	local := host == "localhost" || err == nil && ip.Unmap().IsLoopback()
	f := Finding{Check: "address", Level: OK, Said: "browsers reach the server over HTTPS"}
	https := r.TLS || r.Public != nil && r.Public.Scheme == "https"
	switch {
	case !https && local:
		f.Level, f.Said = Note, "only this machine itself reaches the server: "+r.Addr
		f.Advice = "for phones on the local network add --addr 0.0.0.0:8443 --tls-self, for the internet --tls-domain"
	case !https:
		f.Level, f.Said = Warning, "the server is reached without HTTPS: no phone gives it its camera, and passwords go over the network in the clear"
		f.Advice = "add --tls-self (local network), --tls-domain (internet), or a proxy with --public-url https://..."
	case !r.TLS && len(r.Proxies) == 0:
		f.Level, f.Said = Warning, fmt.Sprintf("%s is answered by a proxy, and no --trusted-proxy names it", r.Public)
		f.Advice = "add --trusted-proxy with the address of the proxy: else everybody seems to come from that one address"
	}
	findings := []Finding{f}
	for _, p := range r.Proxies {
		if p.Bits() == 0 {
			findings = append(findings, Finding{Check: "proxy", Level: Error, Said: "--trusted-proxy " + p.String() + " believes everybody's word about where they come from",
				Advice: "name the proxy's own address"})
		}
	}
	return findings
}
