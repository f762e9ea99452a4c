package web

import (
	"crypto/rand"
	"net/http"
	"strings"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// parentsPath is where parents read about filming; what follows is the secret of one location's page.
const parentsPath = "/ouders/"

type transparencyView struct {
	Frame
	Problem   string
	Pages     []transparencyPage
	Closed    []string // locations that have a page no more, each with why
	MayChange bool
}

type transparencyPage struct {
	ID       string
	Location string
	Shown    bool
	Contact  string
	Wrong    string
	Version  int
	Address  string // "" while it is off
	QR       QRCode
}

// showTransparency is where the administrator switches the pages for parents on and off.
func (p *pages) showTransparency(a *ask) error {
	return p.renderTransparency(a, http.StatusOK, "", transparencyPage{})
}

// renderTransparency shows all pages; wrong is the one whose form failed, if any.
func (p *pages) renderTransparency(a *ask, status int, problem string, wrong transparencyPage) error {
	if err := ofHolder(a.actor); err != nil {
		return err
	}
	holder, err := a.actor.Keeper()
	if err != nil {
		return err
	}
	view := transparencyView{Problem: problem, MayChange: a.actor.Is(coaching.Administrator)}
	if err := p.as(a, func(tx *postgres.Tx) error {
		k, err := p.keeping(a, tx, holder)
		if err != nil {
			return err
		}
		pages, err := tx.TransparencyPages(a.r.Context(), holder)
		if err != nil {
			return err
		}
		for _, location := range k.places {
			page, there := pages[location.ID]
			if k.shut(location.Until) {
				if there {
					view.Closed = append(view.Closed, k.T("transparency.closed", "Location", location.Name, "Day", k.Date(string(location.Until))))
				}
				continue
			}
			shown := transparencyPage{ID: string(location.ID), Location: location.Name, Shown: page.Shown, Contact: page.Contact, Version: page.Version}
			if page.Shown {
				shown.Address = p.baseURL(a.r) + parentsPath + page.Token
				if shown.QR, err = drawQR(shown.Address); err != nil {
					return err
				}
			}
			if wrong.ID == shown.ID {
				shown.Contact, shown.Wrong = wrong.Contact, wrong.Wrong
			}
			view.Pages = append(view.Pages, shown)
		}
		return nil
	}); err != nil {
		return err
	}
	view.Frame = p.frame(a, "transparency", a.say.T("transparency.title"))
	return p.render(a, status, "transparency", view)
}

// setTransparency switches the page of one location.
func (p *pages) setTransparency(a *ask) error {
	if !a.actor.Is(coaching.Administrator) {
		return coaching.ErrNotFound
	}
	id, contact, shown := a.r.PathValue("id"), strings.TrimSpace(a.r.PostFormValue("contact")), a.r.PostFormValue("shown") == "yes"
	err := p.as(a, func(tx *postgres.Tx) error {
		return tx.SetTransparency(a.r.Context(), a.actor, coaching.LocationID(id), contact, shown, strings.ToLower(rand.Text()), wholeNumber(a.r.PostFormValue("version")), a.now)
	})
	if wrong, ok := p.formErrors(a, err); ok {
		problem := wrong.summary
		if wrong.of("location_id") != "" {
			problem = a.say.T("error.place_closed")
		}
		return p.renderTransparency(a, statusOf(err), problem, transparencyPage{ID: id, Contact: contact, Wrong: wrong.of("contact")})
	}
	if err != nil {
		return err
	}
	return p.done(a, "/settings/transparency", "transparency_set")
}

type parentsView struct {
	Frame
	Parts []parentsPart
}

// parentsPart is the page in one language.
type parentsPart struct {
	Language, Title, Lead string
	Facts                 []paperFact
	Note                  string
}

// showParents is the page for parents of one location: no log-in, no script, nothing about anybody.
func (p *pages) showParents(a *ask) error {
	var said coaching.Transparency
	err := p.DB.AsDoor(a.r.Context(), postgres.Parents, func(tx *postgres.Tx) (err error) {
		said, err = tx.Transparency(a.r.Context(), a.r.PathValue("token"))
		return err
	})
	if err != nil {
		return err
	}
	a.w.Header().Set("X-Robots-Tag", "noindex, nofollow")
	a.w.Header().Set("Referrer-Policy", "no-referrer")
	view := parentsView{}
	for _, language := range languages {
		view.Parts = append(view.Parts, parentsPartOf(p.texts.in(language), said))
	}
	view.Frame = p.frame(a, "parents", said.Location)
	view.Frame.Scripts, view.Frame.Imports, view.Frame.Me, view.Frame.Tabs = nil, nil, nil, nil
	return p.render(a, http.StatusOK, "parents", view)
}

func parentsPartOf(say *speech, said coaching.Transparency) parentsPart {
	ground, no := say.T("parents.ground_opt_in"), say.T("parents.no_opt_in")
	if said.Basis == "legitimate_interest" {
		ground, no = say.T("parents.ground_legitimate_interest"), say.T("parents.no_legitimate_interest")
	}
	review, most := say.N("retention.days", said.ReviewDays), say.N("retention.days", said.CapDays)
	return parentsPart{
		Language: say.Language, Title: say.T("parents.title", "Location", said.Location), Lead: say.T("parents.lead", "Holder", said.Holder),
		Facts: []paperFact{
			{Label: say.T("parents.why"), Text: say.T("parents.why_text")},
			{Label: say.T("parents.when"), Text: say.T("parents.when_text")},
			{Label: say.T("parents.who"), Text: say.T("parents.who_text")},
			{Label: say.T("parents.long"), Text: say.T("parents.long_text", "Review", review, "Cap", most)},
			{Label: say.T("parents.ground"), Text: ground},
			{Label: say.T("parents.no"), Text: no},
			{Label: say.T("parents.ask"), Text: said.Contact},
		},
		Note: say.T("parents.note"),
	}
}
