package certificate

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"net"
	"net/netip"
	"slices"
	"strings"
	"time"
)

const (
	day = 24 * time.Hour

	// backdate lets a phone whose clock is behind accept what was made a moment ago.
	backdate = 3 * day
	// leafLength is a whole certificate of a server; devices refuse longer ones than 398 days.
	leafLength      = 397 * day
	renewBefore     = 30 * day
	authorityLength = 3650 * day
)

// privateNetworks are all that an own authority can ever vouch for, beside names that it was made with: RFC 1918,
// RFC 4193, link-local and loopback.
var privateNetworks = []string{
	"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8", "fc00::/7", "fe80::/10", "::1/128",
}

// Authority signs this server's certificates, and is worth nothing for the rest of the world: name constraints
// (RFC 5280, section 4.2.1.10) hold it to private networks, this machine's names, and what its owner named.
type Authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

// DER is its certificate as phones install it.
func (a *Authority) DER() []byte { return a.certificate.Raw }

// Fingerprint is that of its certificate.
func (a *Authority) Fingerprint() string { return Fingerprint(a.certificate.Raw) }

// NotAfter is when it ends.
func (a *Authority) NotAfter() time.Time { return a.certificate.NotAfter }

// newAuthority makes an authority for names and for addresses beside the private ones.
func newAuthority(names []string, addresses []netip.Addr, now time.Time) (*Authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	title := "Terugblik"
	if len(names) > 0 {
		title += " " + names[0]
	}
	template := &x509.Certificate{
		SerialNumber: serial(),
		Subject:      pkix.Name{CommonName: title, Organization: []string{"Terugblik"}},
		NotBefore:    now.Add(-backdate), NotAfter: now.Add(authorityLength),
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true, IsCA: true, MaxPathLenZero: true,
		PermittedDNSDomainsCritical: true, PermittedDNSDomains: domains(names),
		PermittedIPRanges: networks(addresses),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, err
	}
	parsed, err := x509.ParseCertificate(der)
	return &Authority{certificate: parsed, key: key}, err
}

func domains(names []string) []string {
	all := []string{"localhost", "local"}
	for _, name := range names {
		if !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}

func networks(addresses []netip.Addr) []*net.IPNet {
	var all []*net.IPNet
	for _, text := range privateNetworks {
		_, network, _ := net.ParseCIDR(text) // all of them are right
		all = append(all, network)
	}
	for _, address := range addresses {
		address = address.Unmap().WithZone("")
		if within(all, address) {
			continue
		}
		all = append(all, &net.IPNet{IP: address.AsSlice(), Mask: net.CIDRMask(address.BitLen(), address.BitLen())})
	}
	return all
}

// mayName says whether the authority can vouch for a host name.
func (a *Authority) mayName(name string) bool {
	return slices.ContainsFunc(a.certificate.PermittedDNSDomains, func(domain string) bool {
		return strings.EqualFold(name, domain) || strings.HasSuffix(strings.ToLower(name), "."+strings.ToLower(domain))
	})
}

// mayAddress says whether the authority can vouch for an address.
func (a *Authority) mayAddress(address netip.Addr) bool {
	return within(a.certificate.PermittedIPRanges, address)
}

func within(networks []*net.IPNet, address netip.Addr) bool {
	return slices.ContainsFunc(networks, func(network *net.IPNet) bool { return network.Contains(address.AsSlice()) })
}

// issue makes a certificate of a server for what the authority may vouch for.
func (a *Authority) issue(names []string, addresses []netip.Addr, now time.Time) (*tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	end := now.Add(leafLength - backdate)
	if end.After(a.certificate.NotAfter) {
		end = a.certificate.NotAfter
	}
	template := &x509.Certificate{
		SerialNumber: serial(), Subject: pkix.Name{CommonName: "Terugblik"},
		NotBefore: now.Add(-backdate), NotAfter: end,
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true, DNSNames: names,
	}
	for _, address := range addresses {
		template.IPAddresses = append(template.IPAddresses, address.AsSlice())
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.certificate, key.Public(), a.key)
	if err != nil {
		return nil, fmt.Errorf("sign a certificate for this server: %w", err)
	}
	leaf, err := x509.ParseCertificate(der)
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}, err
}

func serial() *big.Int {
	number := make([]byte, 16)
	_, _ = rand.Read(number) // never fails
	number[0] &= 0x7f
	return new(big.Int).SetBytes(number)
}
