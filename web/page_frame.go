package web

import (
	"net/http"
	"slices"
	"strings"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// assetPath is where bundles are served; their names carry a hash.
const assetPath = "/assets/"

// Frame is what every page shows around its own content.
type Frame struct {
	Name          string // of the page, as a class on the body
	Language      string
	Title         string
	Nonce         string
	Here          string // path and query of this page
	Me            *Me    // nil while nobody is logged in
	Tabs          []Tab
	Flash         string
	Notices       []string // of what was done to her account
	Office        []string // of what the privacy office did with film of hers
	Styles        []string
	Scripts       []string
	Imports       []string   // of the scripts, asked for beside them: each would cost a round trip more
	Waits         *waitsView // after a restore
	Warning       string     // to administrators: the certificate ends soon
	OtherLanguage string     // a link to this page in the other language, where no form can be sent
}

// Me is the person in the corner of the page.
type Me struct {
	ID       string
	Full     string
	Initials string
	Employee bool // has recordings of her own
	Films    bool // watches films at all
	Roles    bool // has any role now
	Left     bool // her own dossier is all that is there
	Tablet   bool // she is on a device that others use after her
	Holder   string
	Works    string      // the holder for which this page was made
	Others   []Workplace // other holders for whom she can work; Holder is "" without any
}

// Workplace is a holder to which she can go over.
type Workplace struct {
	ID   string
	Name string
}

// Tab leads to the home of one role.
type Tab struct {
	Label   string
	Href    string
	Current bool
	Inside  bool // a page below it is shown
	Later   bool // stands under one more on a phone
}

// MoreTabs are those that stand on a phone under one more.
func (f Frame) MoreTabs() []Tab {
	return slices.DeleteFunc(slices.Clone(f.Tabs), func(tab Tab) bool { return !tab.Later })
}

// MoreHere says whether the page that is shown is one of those.
func (f Frame) MoreHere() bool {
	return slices.ContainsFunc(f.MoreTabs(), func(tab Tab) bool { return tab.Current || tab.Inside })
}

// frame starts a page. Elements are the bundles that it needs beside the common ones.
func (p *pages) frame(a *ask, name, title string, elements ...string) Frame {
	f := Frame{
		Name: name, Language: a.say.Language, Title: title, Nonce: nonceOf(a.r),
		Here: a.r.URL.RequestURI(), Flash: p.takeFlash(a),
	}
	if a.r.Method != http.MethodGet {
		f.Here = "/"
	}
	if a.actor.ID != "" {
		f.Me = &Me{
			ID: string(a.actor.ID), Works: string(a.actor.At()), Full: a.actor.Name.Full(), Initials: a.actor.Name.Initials(),
			Employee: a.actor.Is(coaching.Employee),
			Films:    a.actor.Is(coaching.Employee) || a.actor.Is(coaching.Coach),
			Roles:    len(a.actor.Roles) > 0,
			Left:     a.actor.Leaver,
			Tablet:   a.actor.Tablet != "",
		}
		p.addWorkplaces(a, f.Me)
		f.Tabs = tabs(a)
		f.Warning = p.certificateWarning(a)
	}
	bundles := append([]string{"base", "page-layout", "page-" + name}, elements...)
	for _, bundle := range bundles {
		f.Styles = p.addBundle(f.Styles, bundle+".css")
		f.Scripts = p.addBundle(f.Scripts, bundle+".js")
		for _, file := range p.imports[bundle+".js"] {
			if !slices.Contains(f.Imports, assetPath+file) {
				f.Imports = append(f.Imports, assetPath+file)
			}
		}
	}
	return f
}

// addWorkplaces names the holders of somebody who has several. The page is there without them too.
func (p *pages) addWorkplaces(a *ask, me *Me) {
	if len(a.actor.Holders) < 2 {
		return
	}
	err := p.as(a, func(tx *postgres.Tx) error {
		places, err := tx.Workplaces(a.r.Context())
		for _, place := range places {
			if place.ID == a.actor.Working {
				me.Holder = place.Name
			} else {
				me.Others = append(me.Others, Workplace{string(place.ID), place.Name})
			}
		}
		return err
	})
	if err != nil && a.r.Context().Err() == nil {
		p.Log.ErrorContext(a.r.Context(), "the holders of an account could not be named", "request_id", visitOf(a.r.Context()).id, "error", err)
	}
}

func (p *pages) addBundle(list []string, name string) []string {
	if file, ok := p.manifest[name]; ok {
		return append(list, assetPath+file)
	}
	return list
}

// flashCookie carries the code of one sentence over a redirect.
const flashCookie = "terugblik_said"

// done redirects after something was done; the next page says the sentence flash.<code>.
func (p *pages) done(a *ask, to, code string) error {
	if code != "" {
		p.setFlash(a, code, 60)
	}
	http.Redirect(a.w, a.r, to, http.StatusSeeOther)
	return nil
}

func (p *pages) setFlash(a *ask, code string, seconds int) {
	http.SetCookie(a.w, &http.Cookie{
		Name: flashCookie, Value: code, Path: "/", MaxAge: seconds,
		HttpOnly: true, Secure: p.secure, SameSite: http.SameSiteLaxMode,
	})
}

func (p *pages) takeFlash(a *ask) string {
	cookie, err := a.r.Cookie(flashCookie)
	if err != nil {
		return ""
	}
	p.setFlash(a, "", -1)
	if !a.say.Has("flash." + cookie.Value) {
		return ""
	}
	return a.say.T("flash." + cookie.Value)
}

// ownPath keeps a redirect on this site: an absolute path without a host, else "/".
func ownPath(to string) string {
	if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n\t") {
		return "/"
	}
	return to
}
