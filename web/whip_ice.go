package web

import (
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"
)

// ICEServer is a STUN or TURN server that a browser may use to reach the media port.
type ICEServer struct {
	URL                  string // stun:, turn: or turns: (RFC 7064, RFC 7065)
	Username, Credential string // of TURN
}

// ICEServers lists them for a browser that reaches this server as host. Credentials carry the name and hold until then.
type ICEServers func(host, name string, until time.Time) []ICEServer

// iceLength is how long credentials of TURN hold: as long as a token to publish. A relayed session that lasts longer
// than that ends and begins again with new ones.
const iceLength = 6 * time.Hour

// linkICE names the ICE servers (RFC 9725, section 4.6). Who asks has shown a token; its credentials are bound to it.
func (s *Server) linkICE(w http.ResponseWriter, r *http.Request) {
	token, ok := bearerToken(r)
	if s.ICEServers == nil || !ok {
		return
	}
	host := r.Host
	if s.PublicURL != nil {
		host = s.PublicURL.Host
	}
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	name := fmt.Sprintf("%x", hashOf(token)[:6])
	for _, server := range s.ICEServers(strings.Trim(host, "[]"), name, s.Now().Add(iceLength)) {
		link := "<" + server.URL + `>; rel="ice-server"`
		if server.Username != "" {
			link += fmt.Sprintf("; username=%q; credential=%q; credential-type=\"password\"", server.Username, server.Credential)
		}
		w.Header().Add("Link", link)
	}
	w.Header().Set("Cache-Control", "no-store")
}
