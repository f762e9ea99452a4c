package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"terugblik/certificate"
)

// tlsConfig says how the server gets browsers to trust it. Its zero value is plain HTTP.
type tlsConfig struct {
	CertFile, KeyFile string
	Self              bool
	Domains           []string
	Directory         string // of the ACME authority; empty: Let's Encrypt
	HTTPAddr          string // where plain HTTP leads here; empty: nowhere
}

func (c tlsConfig) on() bool { return c.CertFile != "" || c.Self || len(c.Domains) > 0 }

func tlsFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "tls-cert", Sources: env("TLS_CERT"), Usage: "certificate for HTTPS, as PEM with its chain; read again when it changes"},
		&cli.StringFlag{Name: "tls-key", Sources: env("TLS_KEY"), Usage: "the key of --tls-cert, as PEM"},
		&cli.BoolFlag{Name: "tls-self", Sources: env("TLS_SELF"), Usage: "HTTPS on a local network with an authority of its own, and a page that helps to install it"},
		&cli.StringSliceFlag{Name: "tls-domain", Sources: env("TLS_DOMAIN"), Usage: "HTTPS on the internet for this name, with a certificate by ACME (Let's Encrypt); may be repeated"},
		&cli.StringFlag{Name: "acme-directory", Sources: env("ACME_DIRECTORY"), Usage: "address of another ACME authority for --tls-domain"},
		&cli.StringFlag{Name: "http-addr", Sources: env("HTTP_ADDR"), Usage: "host:port for plain HTTP that leads to HTTPS, for example :80"},
	}
}

func givenTLS(c *cli.Command) tlsConfig {
	return tlsConfig{
		CertFile: c.String("tls-cert"), KeyFile: c.String("tls-key"), Self: c.Bool("tls-self"),
		Domains: c.StringSlice("tls-domain"), Directory: c.String("acme-directory"), HTTPAddr: c.String("http-addr"),
	}
}

// checkTLS allows one way at a time.
func checkTLS(c tlsConfig, public *url.URL) error {
	switch {
	case (c.CertFile == "") != (c.KeyFile == ""):
		return errors.New("--tls-cert and --tls-key need each other")
	case c.CertFile != "" && c.Self || c.CertFile != "" && len(c.Domains) > 0 || c.Self && len(c.Domains) > 0:
		return errors.New("choose one of --tls-cert, --tls-self and --tls-domain")
	case c.Directory != "" && len(c.Domains) == 0:
		return errors.New("--acme-directory needs --tls-domain")
	case c.HTTPAddr != "" && !c.on():
		return errors.New("--http-addr leads to HTTPS: it needs --tls-cert, --tls-self or --tls-domain")
	case c.on() && public != nil && public.Scheme != "https":
		return fmt.Errorf("--public-url %s does not fit HTTPS: begin it with https://", public)
	}
	return errors.Join(checkDomains(c.Domains), checkDirectory(c.Directory), checkHTTPAddr(c.HTTPAddr))
}

func checkDomains(domains []string) error {
	for _, domain := range domains {
		_, err := netip.ParseAddr(domain)
		if err == nil || !strings.Contains(domain, ".") || strings.ContainsAny(domain, "/:*@ ") {
			return fmt.Errorf("--tls-domain %q is not a name on the internet, for example terugblik.example.nl", domain)
		}
	}
	return nil
}

func checkDirectory(text string) error {
	if u, err := url.Parse(text); text != "" && (err != nil || u.Scheme != "https" || u.Host == "") {
		return fmt.Errorf("--acme-directory %q is not of the form https://host/path", text)
	}
	return nil
}

func checkHTTPAddr(text string) error {
	if text == "" {
		return nil
	}
	if _, _, err := net.SplitHostPort(text); err != nil {
		return fmt.Errorf("--http-addr %q is not host:port", text)
	}
	return nil
}

// openCertificate is nil for plain HTTP.
func openCertificate(c config, data string, log *slog.Logger) (*certificate.Keeper, error) {
	if !c.TLS.on() {
		return nil, nil //nolint:nilnil // none is asked for
	}
	in := certificate.Inputs{
		CertFile: c.TLS.CertFile, KeyFile: c.TLS.KeyFile, Own: c.TLS.Self, Domains: c.TLS.Domains, DirectoryURL: c.TLS.Directory,
		Folder: filepath.Join(data, "tls"), Log: log, Now: time.Now,
	}
	if c.TLS.Self {
		in.Names, in.Extra = ownNames(c)
		in.Addresses = func() []netip.Addr { return vouchedAddresses(c.Addr) }
	}
	keeper, err := certificate.Open(in)
	if err != nil {
		return nil, fmt.Errorf("HTTPS: %w", err)
	}
	return keeper, nil
}

// secondLoopback is where a browser on this machine can be tried as if it were a phone elsewhere.
var secondLoopback = netip.AddrFrom4([4]byte{127, 0, 0, 2})

// vouchedAddresses are those that an own authority vouches for.
func vouchedAddresses(addr string) []netip.Addr {
	all := boundAddresses(addr)
	if slices.ContainsFunc(all, netip.Addr.IsLoopback) {
		all = appendNew(all, secondLoopback)
	}
	return all
}

// ownNames are what an own authority vouches for beside this machine's addresses.
func ownNames(c config) (names []string, addresses []netip.Addr) {
	host, _, _ := net.SplitHostPort(c.Addr) // checked by parseConfig
	candidates := []string{}
	if name, err := os.Hostname(); err == nil {
		candidates = append(candidates, name)
		if !strings.Contains(name, ".") {
			candidates = append(candidates, name+".local")
		}
	}
	candidates = append(candidates, "localhost", host)
	if c.PublicURL != nil {
		candidates = append(candidates, c.PublicURL.Hostname())
	}
	for _, candidate := range append(candidates, c.PublicIPs...) {
		if ip, err := netip.ParseAddr(candidate); err != nil && hostName(candidate) {
			names = appendNew(names, strings.ToLower(candidate))
		} else if err == nil && !ip.IsUnspecified() {
			addresses = appendNew(addresses, ip.Unmap().WithZone(""))
		}
	}
	return names, addresses
}

// hostName says whether a certificate can hold the name.
func hostName(name string) bool {
	return name != "" && len(name) < 254 && strings.Trim(strings.ToLower(name), "abcdefghijklmnopqrstuvwxyz0123456789-.") == "" &&
		!strings.HasPrefix(name, ".") && !strings.Contains(name, "..")
}
