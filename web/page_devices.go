package web

import (
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// devicesView is how phones and tablets get to this server.
type devicesView struct {
	Frame
	OnlyHere bool   // the server answers to this computer alone
	NoTLS    bool   // phones may look, and cannot record
	Command  string // starts it for a local network
	Address  string
	Local    bool // the address is inside a network
	Others   []string
	Code     QRCode
	Install  *installView // nil when devices trust the server by themselves
	Until    string       // how long the certificate lasts, "" without one
	Renews   bool         // and the server renews it by itself
}

// forPhones starts the server so that phones on the same network reach it and may record.
const forPhones = "terugblik serve --addr 0.0.0.0:8443 --tls-self"

// installView is the step that comes first with an own authority.
type installView struct {
	Address     string
	Code        QRCode
	Fingerprint string
}

func (p *pages) showDevices(a *ask) error {
	if err := ofHolder(a.actor); err != nil {
		return err
	}
	addresses := p.reached(a)
	view := devicesView{Command: forPhones, Address: addresses[0]}
	for _, other := range addresses[1:] {
		if u, err := url.Parse(other); err == nil && !onlyHere(u.Hostname()) {
			view.Others = append(view.Others, other)
		}
	}
	home, err := url.Parse(view.Address)
	if err != nil {
		return err
	}
	view.NoTLS = home.Scheme != "https"
	view.Local, view.Renews = insideNetwork(home.Hostname()), p.Certificate != nil && p.Certificate.Renews()
	view.OnlyHere = onlyHere(home.Hostname()) && p.authority() == nil
	if view.Code, err = drawQR(view.Address); err != nil {
		return err
	}
	if view.Install, err = p.install(home); err != nil {
		return err
	}
	if view.Until, err = p.lasts(a); err != nil {
		return err
	}
	view.Frame = p.frame(a, "devices", a.say.T("devices.title"))
	return p.render(a, http.StatusOK, "devices", view)
}

// reached are the addresses of this site, the best one first.
func (p *pages) reached(a *ask) []string {
	if p.Reach != nil {
		if all := p.Reach(); len(all) > 0 {
			return all
		}
	}
	scheme := "http://"
	if p.secure {
		scheme = "https://"
	}
	return []string{scheme + a.r.Host}
}

// install is nil when devices trust the server without it.
func (p *pages) install(home *url.URL) (*installView, error) {
	authority := p.authority()
	if authority == nil {
		return nil, nil //nolint:nilnil // nothing to install
	}
	host := home.Host
	if home.Port() == "" {
		host += ":443"
	}
	address := "http://" + host + certificatePath
	code, err := drawQR(address)
	return &installView{Address: address, Code: code, Fingerprint: authority.Fingerprint()}, err
}

func (p *pages) lasts(a *ask) (string, error) {
	if p.Certificate == nil {
		return "", nil
	}
	facts, ok := p.Certificate.Facts()
	if !ok {
		return "", nil
	}
	var holder coaching.Holder
	err := p.as(a, func(tx *postgres.Tx) (err error) {
		holder, err = tx.Holder(a.r.Context(), a.actor.At())
		return err
	})
	return a.words(holder).Day(facts.NotAfter).Text, err
}

func insideNetwork(host string) bool {
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsPrivate() || strings.HasSuffix(host, ".local")
}

func onlyHere(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}
