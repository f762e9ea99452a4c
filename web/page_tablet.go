package web

import (
	"errors"
	"io"
	"math"
	"net/http"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/web/api"
)

var (
	// errWrongPIN says the same whether the PIN is wrong, is not set, or its person is not of this place.
	errWrongPIN  = api.Refusal{Status: http.StatusUnauthorized, Code: "wrong_pin"}
	errPINLocked = api.Refusal{Status: http.StatusTooManyRequests, Code: "pin_locked"} // whatever was typed: it was not compared
)

// tabletView is the first page of a shared device: who is it.
type tabletView struct {
	Frame
	At      *tabletHere // nil on a device that is no tablet
	People  []tabletName
	Chosen  *tabletName // who types her PIN
	Problem string
	Digits  []string
}

type tabletHere struct{ Group, Place string }

type tabletName struct {
	ID, Full, Initials string
}

func (p *pages) showTablet(a *ask) error {
	if a.actor.Tablet != "" {
		return p.done(a, "/", "")
	}
	return p.renderTablet(a, http.StatusOK, coaching.PersonID(a.r.URL.Query().Get("who")), "")
}

func (p *pages) renderTablet(a *ask, status int, who coaching.PersonID, problem string) error {
	view := tabletView{Problem: problem, Digits: []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"}}
	a.actor = coaching.Actor{} // the page is of the device
	if token := p.tabletToken(a.r); token != "" {
		err := p.DB.AsDoor(a.r.Context(), postgres.Tablet, func(tx *postgres.Tx) error {
			place, err := tx.TabletAt(a.r.Context(), hashOf(token))
			if err != nil {
				return err
			}
			people, err := tx.TabletPeople(a.r.Context(), hashOf(token))
			view.At = &tabletHere{place.Group, place.Place}
			for _, person := range people {
				name := tabletName{string(person.ID), person.Name.Full(), person.Name.Initials()}
				if view.People = append(view.People, name); person.ID == who {
					view.Chosen = &name
				}
			}
			return err
		})
		switch {
		case errors.Is(err, coaching.ErrNotFound):
			token = "" // it was forgotten, or its group closed
		case err != nil:
			return err
		}
		p.setTabletCookie(a.w, token)
	}
	view.Frame = p.frame(a, "tablet", a.say.T("tablet.title"))
	return p.render(a, status, "tablet", view)
}

func (p *pages) enterTablet(a *ask) error {
	who, before := coaching.PersonID(a.r.PostFormValue("who")), visitOf(a.r.Context()).login
	err := p.enter(a.w, a.r, who, a.r.PostFormValue("pin"))
	if refusal, ok := errors.AsType[api.Refusal](err); ok {
		problem := p.Server.problem(a.r.Context(), err).Detail
		if wait := refusal.RetryAfter; wait > 0 {
			problem += " " + a.say.N("tablet.again_in", int(math.Ceil(wait.Minutes())))
		}
		return p.renderTablet(a, refusal.Status, who, problem)
	}
	if err == nil && before != nil {
		err = p.endLogin(a.r.Context(), before)
	}
	return p.finish(a, err, "/", "")
}

// leaveTablet makes room for the next: nothing of who was there is left in what the browser kept of pages.
func (p *pages) leaveTablet(a *ask) error {
	clearOfHer(a.w)
	if err := p.LogOut(a.w, a.r); err != nil {
		return err
	}
	return p.done(a, tabletPath, "")
}

// touchTablet answers a page on a shared device that asks whether its person is still in, or says that somebody touches the
// device; then the guard has moved the end of her log-in. "in": she is. "locked": the screen is to be given back. "none": the
// device was forgotten, and whatever films on it stops.
func (p *pages) touchTablet(a *ask) error {
	state := "in"
	if held := visitOf(a.r.Context()).login; held == nil || held.actor.Tablet == "" || held.idle(a.now) {
		state = "locked"
		if err := p.noTablet(a.r); err == nil {
			state = "none"
		} else if !errors.Is(err, coaching.ErrNotFound) {
			return err
		}
	}
	a.w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err := io.WriteString(a.w, state)
	return err
}

// tabletBeginView asks whether this device is to be the tablet of a group.
type tabletBeginView struct {
	Frame
	Tablet string
}

func (p *pages) showTabletBegin(a *ask) error {
	view := tabletBeginView{}
	err := p.DB.AsDoor(a.r.Context(), postgres.Tablet, func(tx *postgres.Tx) (err error) {
		view.Tablet, err = tx.TabletAwaits(a.r.Context(), hashOf(a.r.PathValue("token")), a.now)
		return err
	})
	if err != nil {
		return err
	}
	view.Frame = p.frame(a, "tablet_begin", a.say.T("tablet.begin_title"))
	return p.render(a, http.StatusOK, "tablet_begin", view)
}

// beginTablet makes this device a tablet and ends whatever log-in was on it.
func (p *pages) beginTablet(a *ask) error {
	token := secretToken()
	err := p.DB.AsDoor(a.r.Context(), postgres.Tablet, func(tx *postgres.Tx) error {
		return tx.BeginTablet(a.r.Context(), hashOf(a.r.PathValue("token")), hashOf(token), a.now)
	})
	if err != nil {
		return err
	}
	if err := p.LogOut(a.w, a.r); err != nil {
		return err
	}
	clearOfHer(a.w)
	p.setTabletCookie(a.w, token)
	return p.done(a, tabletPath, "tablet_begun")
}

// tabletsView lists the shared devices for their administrator.
type tabletsView struct {
	Frame
	Tablets   []tabletRow
	Groups    []Option
	Device    string // what was typed as its name
	NameWrong string
	Link      string // the one-time address, shown once
	Code      QRCode
}

type tabletRow struct {
	ID, Name, Where, State string
}

func (p *pages) showTablets(a *ask) error { return p.renderTablets(a, http.StatusOK, tabletsView{}) }

func (p *pages) renderTablets(a *ask, status int, view tabletsView) error {
	holder, err := p.administrator(a)
	if err != nil {
		return err
	}
	err = p.as(a, func(tx *postgres.Tx) error {
		k, err := p.keeping(a, tx, holder)
		if err != nil {
			return err
		}
		for _, place := range k.open() {
			for _, group := range place.Groups {
				view.Groups = append(view.Groups, Option{Value: string(group.ID), Label: group.Name + " · " + place.Name,
					Chosen: string(group.ID) == a.r.PostFormValue("group")})
			}
		}
		tablets, err := tx.Tablets(a.r.Context(), a.now)
		for _, t := range tablets {
			row := tabletRow{ID: string(t.ID), Name: t.Name, Where: t.Group + " · " + t.Place, State: a.say.T("tablet.waits")}
			if t.Begun {
				row.State = a.say.T("tablet.since", "Day", k.Day(t.MadeAt).Text)
			}
			if coaching.CheckOpenGroup("", k.places, t.GroupID, coaching.Day(k.Today())) != nil {
				row.State = a.say.T("tablet.closed")
			}
			view.Tablets = append(view.Tablets, row)
		}
		return err
	})
	if err != nil {
		return err
	}
	view.Frame = p.frame(a, "tablets", a.say.T("tablet.list_title"))
	return p.render(a, status, "tablets", view)
}

func (p *pages) makeTablet(a *ask) error {
	if _, err := p.administrator(a); err != nil {
		return err
	}
	token, name := secretToken(), a.r.PostFormValue("name")
	err := p.as(a, func(tx *postgres.Tx) error {
		_, err := tx.MakeTablet(a.r.Context(), a.actor, coaching.GroupID(a.r.PostFormValue("group")), name, hashOf(token), a.now)
		return err
	})
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderTablets(a, statusOf(err), tabletsView{Device: name, NameWrong: wrong.of("name")})
	}
	if err != nil {
		return err
	}
	view := tabletsView{Link: p.reachableURL(a.r) + tabletBeginPath + token}
	if view.Code, err = drawQR(view.Link); err != nil {
		return err
	}
	return p.renderTablets(a, http.StatusCreated, view)
}

func (p *pages) forgetTablet(a *ask) error {
	if _, err := p.administrator(a); err != nil {
		return err
	}
	err := p.as(a, func(tx *postgres.Tx) error {
		return tx.ForgetTablet(a.r.Context(), a.actor, coaching.TabletID(a.r.PathValue("id")), a.now)
	})
	return p.finish(a, err, "/tablets", "tablet_forgotten")
}

// pinView is the PIN in somebody's account.
type pinView struct {
	Since         string // when it was set, "" without one
	Tried         string // that somebody tried it in vain lately
	PINWrong      string
	PasswordWrong string
}

// pinOf is nil for who is no employee: only those use a tablet.
func pinOf(a *ask, tx *postgres.Tx, w words, wrong formErrors) (*pinView, error) {
	if !a.actor.Is(coaching.Employee) {
		return nil, nil //nolint:nilnil // none is what there is
	}
	view := &pinView{PINWrong: wrong.of("pin"), PasswordWrong: wrong.of("pin_password")}
	pin, err := tx.PIN(a.r.Context())
	if errors.Is(err, coaching.ErrNotFound) {
		return view, nil
	}
	if err != nil {
		return nil, err
	}
	view.Since = a.say.T("tablet.pin_since", "Day", w.Day(pin.SetAt).Text)
	if pin.LockedUntil != nil && pin.LockedUntil.After(a.now.Add(-coaching.PINNotice)) {
		view.Tried = a.say.T("tablet.pin_tried", "Day", w.Day(*pin.LockedUntil).Text)
	}
	return view, nil
}

func (p *pages) setPIN(a *ask) error {
	if !a.actor.Is(coaching.Employee) {
		return coaching.ErrNotFound
	}
	err := p.Server.setPIN(a.r, a.actor, a.r.PostFormValue("pin_password"), a.r.PostFormValue("pin"))
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderAccount(a, statusOf(err), accountView{wrongPIN: wrong})
	}
	return p.finish(a, err, "/account#pin", "pin_set")
}

func (p *pages) removePIN(a *ask) error {
	err := p.as(a, func(tx *postgres.Tx) error { return tx.RemovePIN(a.r.Context(), a.actor) })
	return p.finish(a, err, "/account#pin", "pin_removed")
}
