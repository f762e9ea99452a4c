// Package certificate is why browsers trust this server: a pair of files, an authority of its own, or one by ACME.
package certificate

import (
	"crypto/ecdsa"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"
)

// lookEvery is how often files and addresses are looked at again.
const lookEvery = 10 * time.Second

// Inputs say which of three ways it is: files, an own authority, or domains.
type Inputs struct {
	CertFile, KeyFile string // a pair that somebody else renews

	Own       bool                // sign ourselves, for a local network
	Names     []string            // Own: this machine's host names, and that of its public address
	Extra     []netip.Addr        // Own: addresses beside those that this machine has
	Addresses func() []netip.Addr // Own: addresses that this machine has now

	Domains      []string // names for which an ACME authority vouches
	DirectoryURL string   // of the ACME authority; empty: Let's Encrypt

	Folder string // for the own authority or what ACME gave; not for files
	Log    *slog.Logger
	Now    func() time.Time
}

// source is one of the three ways. look is only called by one goroutine at a time; it may return a pair that still
// serves beside the error of getting a new one.
type source interface {
	look(now time.Time) (*tls.Certificate, error)
}

// Keeper holds the certificate that is shown now. Open it, listen with its TLSConfig, then Watch; Stop ends what Watch
// began.
type Keeper struct {
	in     Inputs
	source source
	acme   *byACME // nil for the other ways
	ours   *Authority
	pair   atomic.Pointer[tls.Certificate]

	said string // the last trouble that was logged
	day  string // on which its end was logged

	stop func()
	done chan struct{}
	once sync.Once
}

// Open reads or makes what there is to show. Errors: files that do not fit, an own authority that cannot be used.
// What ACME gives comes later, with Watch.
func Open(in Inputs) (*Keeper, error) {
	k := &Keeper{in: in}
	switch {
	case in.Own:
		mine, err := openOwn(in)
		if err != nil {
			return nil, err
		}
		k.source, k.ours = mine, mine.authority
	case len(in.Domains) > 0:
		k.acme = openACME(in)
		k.source = k.acme
		return k, nil
	default:
		k.source = &files{certFile: in.CertFile, keyFile: in.KeyFile}
	}
	pair, err := k.source.look(in.Now())
	if err != nil {
		return nil, err
	}
	k.pair.Store(pair)
	k.tellEnd()
	return k, nil
}

// Watch looks again from time to time until Stop.
func (k *Keeper) Watch() {
	stop := make(chan struct{})
	k.done = make(chan struct{})
	k.stop = func() { close(stop) }
	go func() {
		defer close(k.done)
		ticks := time.NewTicker(lookEvery)
		defer ticks.Stop()
		for {
			k.look()
			select {
			case <-ticks.C:
			case <-stop:
				return
			}
		}
	}()
}

// Stop ends the watching. It may be called more than once, and without Watch.
func (k *Keeper) Stop() {
	k.once.Do(func() {
		if k.acme != nil {
			k.acme.cancel()
		}
		if k.stop != nil {
			k.stop()
			<-k.done
		}
	})
}

// look takes what is new. A trouble keeps what is there, and is said once.
func (k *Keeper) look() {
	old := k.pair.Load()
	pair, err := k.source.look(k.in.Now())
	if pair != nil && pair != old {
		k.pair.Store(pair)
		k.day = ""
		if old != nil {
			k.in.Log.Info("a new certificate is in use", "names", factsOf(pair.Leaf, k.in.Now()).Names, "until", pair.Leaf.NotAfter)
		}
	}
	trouble := ""
	if err != nil {
		trouble = err.Error()
	}
	if trouble != "" && trouble != k.said {
		k.in.Log.Error("the certificate stays as it is", "err", err)
	}
	k.said = trouble
	k.tellEnd()
}

// tellEnd logs, at the start and on each new day, that the certificate ends soon.
func (k *Keeper) tellEnd() {
	now := k.in.Now()
	if today := now.Format(time.DateOnly); today != k.day {
		k.day = today
		if facts, ok := k.Facts(); ok && facts.Problem != "" {
			k.in.Log.Warn(facts.Words(now), "names", facts.Names)
		}
	}
}

// Facts are those of the certificate that is shown now; false while ACME has not given one.
func (k *Keeper) Facts() (Facts, bool) {
	pair := k.pair.Load()
	if pair == nil {
		return Facts{}, false
	}
	return factsOf(pair.Leaf, k.in.Now()), true
}

// Authority is the own one, which devices must install; nil when public ones vouch for us.
func (k *Keeper) Authority() *Authority { return k.ours }

// Renews says whether a new certificate comes by itself.
func (k *Keeper) Renews() bool { return k.acme != nil || k.ours != nil }

var errNoCertificate = errors.New("there is no certificate yet")

// TLSConfig is for a server that shows what the Keeper holds.
func (k *Keeper) TLSConfig() *tls.Config {
	if k.acme != nil {
		return k.acme.config()
	}
	return &tls.Config{
		MinVersion: tls.VersionTLS12,
		NextProtos: []string{"h2", "http/1.1"},
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
			if pair := k.pair.Load(); pair != nil {
				return pair, nil
			}
			return nil, errNoCertificate
		},
	}
}

// Challenges answers what an ACME authority asks over plain HTTP (RFC 8555, section 8.3), and leaves the rest to next.
func (k *Keeper) Challenges(next http.Handler) http.Handler {
	if k.acme == nil {
		return next
	}
	answer := k.acme.manager.HTTPHandler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if host, _, err := net.SplitHostPort(r.Host); err == nil {
			r.Host = host // the manager knows domains without a port
		}
		answer.ServeHTTP(w, r)
	})
}

func keyOf(pair *tls.Certificate) *ecdsa.PrivateKey {
	key, _ := pair.PrivateKey.(*ecdsa.PrivateKey)
	return key
}
