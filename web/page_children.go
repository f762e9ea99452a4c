package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type childrenView struct {
	Frame
	Problem   string
	InUse     bool
	MaySettle bool
	MayAdd    bool
	Places    *placeChoice // nil where all are shown
	Groups    []childGroup
	Options   []Option // groups to add to
	Names     string
	Guardians string
	Wrong     string
	AskSure   bool
}

type childGroup struct {
	Name     string
	Children []childRow
	None     bool
}

type childRow struct {
	Href, Name, State string
	Red               bool
}

// ofChildren is the error for who has nothing to do with any register.
func ofChildren(actor coaching.Actor) error {
	if actor.Is(coaching.Administrator) || actor.Is(coaching.Manager) || actor.Is(coaching.DataProtectionOfficer) {
		return nil
	}
	return coaching.ErrNotFound
}

func (p *pages) showChildren(a *ask) error { return p.renderChildren(a, http.StatusOK, formErrors{}) }

func (p *pages) renderChildren(a *ask, status int, wrong formErrors) error {
	if err := ofChildren(a.actor); err != nil {
		return err
	}
	ctx, view := a.r.Context(), childrenView{Problem: wrong.summary, MaySettle: a.actor.Is(coaching.Administrator)}
	view.Names, view.Guardians = a.r.PostFormValue("names"), a.r.PostFormValue("guardians")
	if view.Guardians == "" {
		view.Guardians = "2"
	}
	view.Wrong = wrong.of("names") + wrong.of("name")
	view.AskSure = wrong.of("name") != ""
	err := p.as(a, func(tx *postgres.Tx) error {
		basis, err := tx.Basis(ctx, a.actor.At())
		if err != nil {
			return err
		}
		view.InUse = basis.RegisterInUse
		places, err := tx.Locations(ctx, a.actor.At())
		if err != nil {
			return err
		}
		holder, err := tx.Holder(ctx, a.actor.At())
		if err != nil {
			return err
		}
		w := a.words(holder)
		places, view.Places = a.fewOrOne("/children", places, func(place coaching.Location) bool {
			return coaching.MayKeepChildren(a.actor, place.ID) || a.actor.Is(coaching.DataProtectionOfficer)
		})
		children, err := childrenIn(ctx, tx, a.actor.At(), places, view.Places != nil)
		if err != nil {
			return err
		}
		ids := make([]coaching.ChildID, len(children))
		for i, child := range children {
			ids[i] = child.ID
		}
		allowed, err := tx.AllowedFor(ctx, ids...)
		for _, place := range places {
			view.addPlace(a, w, place, children, allowed)
		}
		return err
	})
	if err != nil {
		return err
	}
	view.MayAdd = len(view.Options) > 0
	view.Frame = p.frame(a, "children", a.say.T("children.title"))
	return p.render(a, status, "children", view)
}

// childrenIn are those of some locations, or of all that the actor sees.
func childrenIn(ctx context.Context, tx *postgres.Tx, holder coaching.HolderID, places []coaching.Location, some bool) (found []coaching.Child, err error) {
	if !some {
		return tx.ChildrenAt(ctx, holder)
	}
	for _, place := range places {
		for _, group := range place.Groups {
			children, err := tx.ChildrenOf(ctx, group.ID)
			if err != nil {
				return nil, err
			}
			found = append(found, children...)
		}
	}
	return found, nil
}

// addPlace shows the groups of a place. A closed one is there as long as a child of it is, and nothing is added to it.
func (v *childrenView) addPlace(a *ask, w words, place coaching.Location, children []coaching.Child, allowed map[coaching.ChildID][]coaching.Purpose) {
	keeps := coaching.MayKeepChildren(a.actor, place.ID)
	for _, group := range place.Groups {
		open := coaching.IsOpen(place, group.ID, coaching.Day(w.Today()))
		shown := childGroup{Name: group.Name + ", " + place.Name}
		for _, child := range children {
			if child.GroupID == group.ID {
				shown.Children = append(shown.Children, childRowOf(a, child, allowed[child.ID]))
			}
		}
		shown.None = len(shown.Children) == 0
		if keeps && open {
			v.Options = append(v.Options, Option{Value: string(group.ID), Label: shown.Name, Chosen: a.r.PostFormValue("group_id") == string(group.ID)})
		}
		if !open {
			shown.Name = w.T("places.called_closed", "Name", shown.Name)
		}
		if open || !shown.None {
			v.Groups = append(v.Groups, shown)
		}
	}
}

func childRowOf(a *ask, child coaching.Child, allowed []coaching.Purpose) childRow {
	row := childRow{Href: "/children/" + string(child.ID), Name: child.Name, State: a.say.T("children.not_in_view"), Red: true}
	if slices.Contains(allowed, coaching.OwnQuestion) {
		row.State, row.Red = a.say.T("children.in_view"), false
	}
	if child.LeftOn != "" {
		row.State = a.say.T("children.leaves", "Day", words{speech: a.say, now: a.now, zone: time.UTC}.Date(string(child.LeftOn)))
	}
	return row
}

func (p *pages) addChildren(a *ask) error {
	if err := ofChildren(a.actor); err != nil {
		return err
	}
	names, err := coaching.ReadNames(a.r.PostFormValue("names"))
	var guardians []string
	for i := range min(wholeNumber(a.r.PostFormValue("guardians")), 4) {
		guardians = append(guardians, a.say.T("children.guardian_number", "Number", i+1))
	}
	if err == nil {
		err = p.as(a, func(tx *postgres.Tx) error {
			_, err := tx.AddChildren(a.r.Context(), a.actor, coaching.GroupID(a.r.PostFormValue("group_id")), names, a.r.PostFormValue("sure") != "", guardians, a.now)
			return err
		})
	}
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderChildren(a, statusOf(err), wrong)
	}
	back := "/children"
	if place := a.r.PostFormValue("place"); place != "" {
		back += "?place=" + url.QueryEscape(place)
	}
	return p.finish(a, err, back, "children_added")
}

type childView struct {
	Frame
	Problem   string
	ID        string
	Child     string
	LeftOn    string
	Version   int
	Group     string
	Groups    []Option
	MayKeep   bool
	MayNote   bool
	Purposes  []purposeRow
	Guardians []guardianRow
	Choose    []Option // guardians
	Acts      []Option
	Hows      []Option
	Asked     []Option // purposes
	Today     string
	Said      []extensionLine
	NameWrong string
	AskSure   bool
}

type purposeRow struct {
	Name, Words, State string
	Allowed            bool
}

type guardianRow struct {
	ID, Label string
}

func (p *pages) showChild(a *ask) error { return p.renderChild(a, http.StatusOK, formErrors{}) }

func (p *pages) renderChild(a *ask, status int, wrong formErrors) error {
	if err := ofChildren(a.actor); err != nil {
		return err
	}
	ctx, view := a.r.Context(), childView{Problem: wrong.summary, NameWrong: wrong.of("name") + wrong.of("label")}
	err := p.as(a, func(tx *postgres.Tx) error {
		holder, err := tx.Holder(ctx, a.actor.At())
		if err != nil {
			return err
		}
		child, err := tx.Child(ctx, coaching.ChildID(a.r.PathValue("id")))
		if err != nil {
			return err
		}
		said, err := tx.Said(ctx, child.ID)
		if err != nil {
			return err
		}
		allowed, err := tx.AllowedFor(ctx, child.ID)
		if err != nil {
			return err
		}
		places, err := tx.Locations(ctx, a.actor.At())
		view.fill(a.words(holder), a.actor, child, said, allowed[child.ID], places)
		return err
	})
	if err != nil {
		return err
	}
	view.AskSure = wrong.of("name") != ""
	view.Frame = p.frame(a, "child", view.Child)
	return p.render(a, status, "child", view)
}

func (v *childView) fill(w words, actor coaching.Actor, child coaching.Child, said []coaching.ChildConsent, allowed []coaching.Purpose, places []coaching.Location) {
	v.ID, v.Child, v.LeftOn, v.Version = string(child.ID), child.Name, string(child.LeftOn), child.Version
	for _, place := range places {
		keeps := coaching.MayKeepChildren(actor, place.ID)
		for _, group := range place.Groups {
			here, open, label := group.ID == child.GroupID, coaching.IsOpen(place, group.ID, coaching.Day(w.Today())), group.Name+", "+place.Name
			if !open {
				label = w.T("places.called_closed", "Name", label)
			}
			if here {
				v.Group, v.MayKeep = group.Name, keeps
			}
			if keeps && (here || open) {
				v.Groups = append(v.Groups, Option{Value: string(group.ID), Label: label, Chosen: here})
			}
		}
	}
	labels := map[coaching.GuardianID]string{}
	for _, guardian := range child.Guardians {
		labels[guardian.ID] = guardian.Label
		if guardian.EndedAt == nil {
			v.Guardians = append(v.Guardians, guardianRow{string(guardian.ID), guardian.Label})
			v.Choose = append(v.Choose, Option{Value: string(guardian.ID), Label: guardian.Label})
		}
	}
	v.MayNote = len(v.Choose) > 0 && (v.MayKeep || actor.Is(coaching.DataProtectionOfficer))
	texts, _ := coaching.ChildConsentText(coaching.CurrentChildConsentText, w.Language)
	for _, purpose := range coaching.Purposes() {
		row := purposeRow{Name: w.T("purpose." + string(purpose)), Words: texts[purpose], State: w.T("children.no"), Allowed: slices.Contains(allowed, purpose)}
		if row.Allowed {
			row.State = w.T("children.yes")
		}
		v.Purposes = append(v.Purposes, row)
		v.Asked = append(v.Asked, Option{Value: string(purpose), Label: row.Name, Chosen: purpose == coaching.OwnQuestion})
	}
	for _, act := range coaching.ConsentActs() {
		if act != coaching.ActGiven || v.MayKeep {
			v.Acts = append(v.Acts, Option{Value: string(act), Label: w.T("consent_act." + string(act))})
		}
	}
	for _, how := range coaching.ConsentHows() {
		v.Hows = append(v.Hows, Option{Value: string(how), Label: w.T("consent_how." + string(how))})
	}
	v.Today = string(coaching.DayOf(w.now, w.zone))
	for _, line := range slices.Backward(said) {
		v.Said = append(v.Said, extensionLine{
			Sentence: w.T("children.said", "Who", labels[line.GuardianID], "What", w.T("consent_act."+string(line.Act)), "Purpose", w.T("purpose."+string(line.Purpose))),
			Reason:   w.T("consent_how." + string(line.How)), At: w.Day(line.At),
		})
	}
}

// settleChild does something about a child, or shows its page again.
func (p *pages) settleChild(a *ask, said string, do func(*postgres.Tx, coaching.ChildID) error) error {
	if err := ofChildren(a.actor); err != nil {
		return err
	}
	id := coaching.ChildID(a.r.PathValue("id"))
	err := p.as(a, func(tx *postgres.Tx) error { return do(tx, id) })
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderChild(a, statusOf(err), wrong)
	}
	return p.finish(a, err, "/children/"+string(id), said)
}

func (p *pages) changeChild(a *ask) error {
	return p.settleChild(a, "child_changed", func(tx *postgres.Tx, id coaching.ChildID) error {
		_, err := tx.ChangeChild(a.r.Context(), a.actor, coaching.Child{
			ID: id, Name: a.r.PostFormValue("name"), GroupID: coaching.GroupID(a.r.PostFormValue("group_id")),
			LeftOn: coaching.Day(a.r.PostFormValue("left_on")), Version: wholeNumber(a.r.PostFormValue("version")),
		}, a.r.PostFormValue("sure") != "", a.now)
		return err
	})
}

func (p *pages) addGuardian(a *ask) error {
	return p.settleChild(a, "child_changed", func(tx *postgres.Tx, id coaching.ChildID) error {
		_, err := tx.AddGuardian(a.r.Context(), a.actor, id, a.r.PostFormValue("label"), a.now)
		return err
	})
}

func (p *pages) endGuardian(a *ask) error {
	return p.settleChild(a, "child_changed", func(tx *postgres.Tx, id coaching.ChildID) error {
		_, err := tx.EndGuardian(a.r.Context(), a.actor, id, coaching.GuardianID(a.r.PostFormValue("guardian")), a.now)
		return err
	})
}

func (p *pages) noteConsent(a *ask) error {
	return p.settleChild(a, "consent_noted", func(tx *postgres.Tx, id coaching.ChildID) error {
		holder, err := tx.Holder(a.r.Context(), a.actor.At())
		if err != nil {
			return err
		}
		at := a.now
		if day := coaching.Day(strings.TrimSpace(a.r.PostFormValue("on"))); day != "" && day != coaching.DayOf(a.now, holder.Zone()) {
			if _, ok := coaching.ParseDay(string(day)); !ok {
				return coaching.Invalid{{Field: "at", Code: "not_a_date"}}
			}
			at = day.Over(holder.Zone()).Add(-1) // said some time on that day: it counts from its end
		}
		var lines []coaching.ChildConsent
		for _, purpose := range a.r.PostForm["purpose"] {
			lines = append(lines, coaching.ChildConsent{
				ChildID: id, GuardianID: coaching.GuardianID(a.r.PostFormValue("guardian")), Purpose: coaching.Purpose(purpose),
				Act: coaching.ConsentAct(a.r.PostFormValue("act")), At: at, How: coaching.ConsentHow(a.r.PostFormValue("how")),
				TextVersion: coaching.CurrentChildConsentText,
			})
		}
		if len(lines) == 0 {
			if _, err := tx.Child(a.r.Context(), id); err != nil {
				return err
			}
		}
		if len(lines) > 0 {
			_, err = tx.NoteConsent(a.r.Context(), a.actor, lines, a.now)
			return err
		}
		return coaching.Invalid{{Field: "purpose", Code: "required"}}
	})
}
