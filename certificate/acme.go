package certificate

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"time"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"
)

const (
	// tryAgain is how long a domain waits after the authority refused it: it counts tries.
	tryAgain = 15 * time.Minute
	// askAgain is how often a certificate that is there is asked for, to see whether it was renewed.
	askAgain = time.Hour
)

// byACME has certificates made and renewed by an authority that others trust (RFC 8555).
type byACME struct {
	manager *autocert.Manager
	domains []string
	cancel  context.CancelFunc // ends what is asked of the authority
	next    time.Time          // when to ask again
	pair    *tls.Certificate   // of the domain whose certificate ends first
}

func openACME(in Inputs) *byACME {
	ctx, cancel := context.WithCancel(context.Background())
	return &byACME{
		domains: in.Domains, cancel: cancel,
		manager: &autocert.Manager{
			Prompt: autocert.AcceptTOS, HostPolicy: autocert.HostWhitelist(in.Domains...),
			Cache: autocert.DirCache(filepath.Join(in.Folder, "acme")),
			Client: &acme.Client{
				DirectoryURL: in.DirectoryURL, UserAgent: "terugblik",
				HTTPClient: &http.Client{Transport: until{ctx}, Timeout: time.Minute},
			},
		},
	}
}

// look asks for the certificate of every domain, so that the first visitor does not wait for it.
func (b *byACME) look(now time.Time) (*tls.Certificate, error) {
	if now.Before(b.next) {
		return b.pair, nil
	}
	b.next = now.Add(askAgain)
	var first *tls.Certificate
	var errs []error
	for _, domain := range b.domains {
		pair, err := b.manager.GetCertificate(modern(domain))
		if err != nil {
			errs = append(errs, fmt.Errorf("get a certificate for %s: %w", domain, err))
			b.next = now.Add(tryAgain)
			continue
		}
		if first == nil || pair.Leaf.NotAfter.Before(first.Leaf.NotAfter) {
			first = pair
		}
	}
	if first != nil {
		b.pair = first
	}
	return b.pair, errors.Join(errs...)
}

// modern greets as a browser of today does.
func modern(domain string) *tls.ClientHelloInfo {
	return &tls.ClientHelloInfo{
		ServerName:       domain,
		CipherSuites:     []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256},
		SignatureSchemes: []tls.SignatureScheme{tls.ECDSAWithP256AndSHA256},
		SupportedCurves:  []tls.CurveID{tls.CurveP256},
	}
}

// config also answers the challenge on the port itself (RFC 8737).
func (b *byACME) config() *tls.Config {
	config := b.manager.TLSConfig()
	config.MinVersion = tls.VersionTLS12
	return config
}

// until ends requests with a context that is not theirs: the manager's own last five minutes.
type until struct{ ctx context.Context }

func (u until) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := u.ctx.Err(); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(r.Context())
	stop := context.AfterFunc(u.ctx, cancel)
	answer, err := http.DefaultTransport.RoundTrip(r.WithContext(ctx))
	if err != nil {
		stop()
		cancel()
		return nil, err
	}
	context.AfterFunc(r.Context(), func() { stop(); cancel() })
	return answer, nil
}
