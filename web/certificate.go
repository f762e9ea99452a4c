package web

import (
	"context"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"terugblik/certificate"
	"terugblik/coaching"
)

const (
	certificatePath = "/certificate"
	authorityPath   = "/certificate/terugblik.crt"
	trustPath       = "/certificate/check"
)

// authority is the server's own one; nil when public ones vouch for it, or nobody.
func (s *Server) authority() *certificate.Authority {
	if s.Certificate == nil {
		return nil
	}
	return s.Certificate.Authority()
}

// authorityFile is the certificate that a device installs.
func (s *Server) authorityFile(w http.ResponseWriter, r *http.Request) {
	authority := s.authority()
	if authority == nil {
		s.notFound(w, r)
		return
	}
	// Not an attachment: iPhones and Firefox then offer to install it.
	w.Header().Set("Content-Type", "application/x-x509-ca-cert")
	w.Write(authority.DER()) //nolint:errcheck // nobody is left to tell
}

// trusted is asked by the certificate page from plain HTTP: it comes through when the device trusts the certificate.
func (s *Server) trusted(w http.ResponseWriter, r *http.Request) {
	if s.authority() == nil {
		s.notFound(w, r)
		return
	}
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
	w.WriteHeader(http.StatusNoContent)
}

// plainKey marks a request that came without TLS to a server that speaks it.
type plainKey struct{}

func isPlain(r *http.Request) bool { return r.Context().Value(plainKey{}) != nil }

// Plain answers what comes without TLS to a server that speaks it: it leads to HTTPS, on the port of tls or, where that
// is 0, on the one that was asked. Devices that do not trust an own authority yet get its page and its file here too;
// nothing else, never a cookie, and no form is read.
func (s *Server) Plain(tls int) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := s.secureHost(r, tls)
		reading := r.Method == http.MethodGet || r.Method == http.MethodHead
		switch {
		case !reading || host == "":
			w.Header().Set("Connection", "close")
			http.Error(w, "Only HTTPS here: begin the address with https://", http.StatusBadRequest)
		case s.authority() != nil && openWithoutTLS(r.URL.Path):
			bare := r.Clone(context.WithValue(r.Context(), plainKey{}, true))
			bare.Host, bare.Body = host, http.NoBody
			bare.Header = http.Header{}
			for _, name := range []string{"Accept-Language", "Accept-Encoding", "User-Agent", "If-None-Match"} {
				bare.Header[name] = r.Header[name]
			}
			s.handler.ServeHTTP(w, bare)
		default:
			w.Header().Set("Cache-Control", "no-store") // another server may be on this address tomorrow
			http.Redirect(w, r, "https://"+host+r.URL.RequestURI(), http.StatusTemporaryRedirect)
		}
	})
}

func openWithoutTLS(path string) bool {
	return path == certificatePath || path == authorityPath || strings.HasPrefix(path, assetPath)
}

// secureHost is where the same request arrives over TLS; "" for a host that is none.
func (s *Server) secureHost(r *http.Request, port int) string {
	if r.Host == "" || strings.Trim(strings.ToLower(r.Host), "abcdefghijklmnopqrstuvwxyz0123456789-.:[]") != "" {
		return ""
	}
	if port == 0 {
		return r.Host
	}
	if s.PublicURL != nil {
		return s.PublicURL.Host
	}
	host, _, err := net.SplitHostPort(r.Host)
	if err != nil {
		host = strings.Trim(r.Host, "[]")
	}
	written := net.JoinHostPort(host, strconv.Itoa(port))
	return strings.TrimSuffix(written, ":443")
}

// certificateWarning says to an administrator that the certificate ends soon; "" when there is nothing to say.
func (p *pages) certificateWarning(a *ask) string {
	if p.Certificate == nil || !a.actor.Is(coaching.Administrator) {
		return ""
	}
	facts, ok := p.Certificate.Facts()
	if !ok {
		return a.say.T("certificate.warning_none")
	}
	switch facts.Problem {
	case certificate.EndsSoon:
		return a.say.N("certificate.warning_ends_soon", int(facts.NotAfter.Sub(a.now)/(24*time.Hour)))
	case certificate.Ended:
		return a.say.T("certificate.warning_ended")
	case certificate.NotYet:
		return a.say.T("certificate.warning_not_yet")
	}
	return ""
}

// certificateMetric is how long the certificate lasts.
func certificateMetric(keeper *certificate.Keeper, now func() time.Time) prometheus.Collector {
	return prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "terugblik_certificate_seconds_left", Help: "Time until the certificate of HTTPS ends; negative after its end, 0 while there is none.",
	}, func() float64 {
		facts, ok := keeper.Facts()
		if !ok {
			return 0
		}
		return facts.NotAfter.Sub(now()).Seconds()
	})
}
