package web

import (
	"fmt"
	"net/http"
	"strings"

	"terugblik/coaching"
)

// certificateView is the page that helps to install the certificate of an own authority. It is also served without
// TLS, and holds no form then.
type certificateView struct {
	Frame
	File        string
	Secure      string // the address of the site over TLS
	Check       string // asked by the script to see whether the device trusts it
	Already     bool   // the page itself came over TLS
	Fingerprint string
	Until       string
	Guides      []guide
}

// guide is how one kind of device installs it, step by step.
type guide struct {
	Title string
	Open  bool // it seems to be the visitor's own
	Steps []string
	After string // how to take it away again
}

func (p *pages) showCertificate(a *ask) error {
	authority := p.authority()
	if authority == nil {
		return coaching.ErrNotFound
	}
	if language := a.r.URL.Query().Get("language"); language != "" {
		a.say = p.texts.in(language)
	}
	secure := "https://" + a.r.Host
	view := certificateView{
		File: authorityPath, Secure: secure + "/", Check: secure + trustPath, Already: !isPlain(a.r),
		Fingerprint: authority.Fingerprint(),
		Until:       a.say.day(authority.NotAfter(), a.now, zoneOf(coaching.Holder{})).Text,
		Guides:      guides(a.say, a.r.UserAgent()),
	}
	view.Frame = p.frame(a, "certificate", a.say.T("certificate.title"))
	if isPlain(a.r) {
		view.OtherLanguage = certificatePath + "?language=" + a.say.T("header.other_language_code")
		policy := a.w.Header().Get("Content-Security-Policy")
		a.w.Header().Set("Content-Security-Policy", policy+"; connect-src 'self' "+secure)
	}
	return p.render(a, http.StatusOK, "certificate", view)
}

// devices are those of the guides, with the number of steps of each.
var devices = []struct {
	name  string
	steps int
}{{"iphone", 4}, {"android", 4}, {"windows", 4}, {"mac", 4}, {"firefox", 3}}

func guides(say *speech, agent string) []guide {
	own := deviceOf(agent)
	var all []guide
	for _, device := range devices {
		key := "certificate.guide." + device.name
		g := guide{Title: say.T(key + ".title"), Open: device.name == own, After: say.T(key + ".remove")}
		for step := range device.steps {
			g.Steps = append(g.Steps, say.T(fmt.Sprintf("%s.step_%d", key, step+1)))
		}
		all = append(all, g)
	}
	return all
}

// deviceOf guesses from what a browser says of itself; "" when that says nothing. It is only a hint: an iPad says
// that it is a Mac.
func deviceOf(agent string) string {
	for _, sign := range []struct{ word, device string }{
		{"iPhone", "iphone"}, {"iPad", "iphone"}, {"Android", "android"}, {"Firefox/", "firefox"},
		{"Windows", "windows"}, {"Macintosh", "mac"},
	} {
		if strings.Contains(agent, sign.word) {
			return sign.device
		}
	}
	return ""
}
