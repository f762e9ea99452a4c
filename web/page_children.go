package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type childrenView struct {
	Frame
	Problem   string
	InUse     bool
	Rule      string // when a child may be in view
	MaySettle bool
	MayAdd    bool
	Places    *placeChoice // nil where all are shown
	Groups    []childGroup
	Options   []Option // groups to add to
	Names     string
	Most      int // names at once
	Guardians string
	Wrong     string
	AskSure   bool
	taken     map[string]bool // names in the group to which children are added
}

type childGroup struct {
	Name     string
	Sums     []string // how many may be in view, and of how many there is no answer yet
	Children []childRow
	Left     []childRow // who is not there any more
	None     bool
}

type childRow struct {
	Href, Name, State string
	Red               bool
}

// Long says whether the list can be searched.
func (v childrenView) Long() bool {
	count := 0
	for _, group := range v.Groups {
		count += len(group.Children)
	}
	return count >= searchFrom
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
	view := childrenView{Problem: wrong.summary, Most: coaching.MostPastedNames, MaySettle: a.actor.Is(coaching.Administrator)}
	view.Names, view.Guardians = a.r.PostFormValue("names"), a.r.PostFormValue("guardians")
	if view.Guardians == "" {
		view.Guardians = "2"
	}
	view.Wrong = wrong.of("names") + wrong.of("name")
	view.AskSure = wrong.of("name") != ""
	if err := p.as(a, func(tx *postgres.Tx) error { return view.load(a, tx) }); err != nil {
		return err
	}
	if which := view.culprits(a); wrong.summary != "" && len(which) > 0 {
		view.Wrong = strings.TrimSpace(view.Wrong + " " + a.say.T("children.look_at", "Names", a.say.list(which)))
	}
	view.MayAdd = len(view.Options) > 0
	view.Frame = p.frame(a, "children", a.say.T("children.title"))
	return p.render(a, status, "children", view)
}

// culprits are the names of a list that cannot be put on the register as they are, or stand in the chosen group already.
func (v *childrenView) culprits(a *ask) (which []string) {
	names, _ := coaching.ReadNames(v.Names)
	for _, name := range names {
		if coaching.CheckChild(name, a.r.PostFormValue("sure") != "") != nil || v.taken[strings.ToLower(name)] {
			which = append(which, name)
		}
	}
	return which
}

func (v *childrenView) load(a *ask, tx *postgres.Tx) error {
	ctx := a.r.Context()
	holder, err := tx.Holder(ctx, a.actor.At())
	if err != nil {
		return err
	}
	basis, err := tx.Basis(ctx, holder.ID)
	if err != nil {
		return err
	}
	v.InUse, v.Rule = basis.RegisterInUse, a.say.T(ruleKey(basis))
	places, err := tx.Locations(ctx, holder.ID)
	if err != nil {
		return err
	}
	w := a.words(holder)
	places, v.Places = a.fewOrOne(w, "/children", places, func(place coaching.Location) bool {
		return coaching.MayKeepChildren(a.actor, place.ID) || a.actor.Is(coaching.DataProtectionOfficer)
	})
	children, err := childrenIn(ctx, tx, holder.ID, places, v.Places != nil)
	if err != nil {
		return err
	}
	standings, err := standingsOf(ctx, tx, basis, children)
	if err != nil {
		return err
	}
	v.taken = map[string]bool{}
	for _, child := range children {
		if child.LeftOn == "" && string(child.GroupID) == a.r.PostFormValue("group_id") {
			v.taken[strings.ToLower(child.Name)] = true
		}
	}
	list := childList{words: w, children: children, standings: standings}
	for _, place := range places {
		v.addPlace(a, place, list)
	}
	return nil
}

// standingsOf says of children whether they may be in view of what an employee films for her own question.
func standingsOf(ctx context.Context, tx *postgres.Tx, basis coaching.Basis, children []coaching.Child) (map[coaching.ChildID]coaching.ConsentStanding, error) {
	ids := make([]coaching.ChildID, len(children))
	for i, child := range children {
		ids[i] = child.ID
	}
	said, err := tx.SaidAbout(ctx, coaching.OwnQuestion, ids...)
	standings := make(map[coaching.ChildID]coaching.ConsentStanding, len(children))
	for _, child := range children {
		standings[child.ID] = coaching.EffectiveConsent(basis, coaching.OwnQuestion, child.Guardians, said[child.ID])
	}
	return standings, err
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

// childList is what the rows of a register are made of.
type childList struct {
	words
	children  []coaching.Child
	standings map[coaching.ChildID]coaching.ConsentStanding
}

// addPlace shows the groups of a place. A closed one is there as long as a child of it is, and nothing is added to it.
func (v *childrenView) addPlace(a *ask, place coaching.Location, list childList) {
	today := coaching.Day(list.Today())
	for _, group := range place.Groups {
		shown := list.group(group.ID, today)
		shown.Name = group.Name + ", " + place.Name
		open := coaching.IsOpen(place, group.ID, today)
		if open && coaching.MayKeepChildren(a.actor, place.ID) {
			v.Options = append(v.Options, Option{Value: string(group.ID), Label: shown.Name, Chosen: a.r.PostFormValue("group_id") == string(group.ID)})
		}
		if !open {
			shown.Name = list.T("places.called_closed", "Name", shown.Name)
		}
		if open || !shown.None || len(shown.Left) > 0 {
			v.Groups = append(v.Groups, shown)
		}
	}
}

func (l childList) group(id coaching.GroupID, today coaching.Day) (shown childGroup) {
	may, missing := 0, 0
	for _, child := range l.children {
		switch standing := l.standings[child.ID]; {
		case child.GroupID != id:
		case !child.There(today):
			shown.Left = append(shown.Left, l.row(child))
		default:
			shown.Children = append(shown.Children, l.row(child))
			if standing.Allowed {
				may++
			}
			if standing.Missing {
				missing++
			}
		}
	}
	shown.None = len(shown.Children) == 0
	if !shown.None {
		shown.Sums = append(shown.Sums, l.N("children.may_count", may, "Of", len(shown.Children)))
	}
	if missing > 0 {
		shown.Sums = append(shown.Sums, l.N("children.missing_count", missing))
	}
	return shown
}

func (l childList) row(child coaching.Child) childRow {
	row := childRow{Href: "/children/" + string(child.ID), Name: child.Name}
	switch standing := l.standings[child.ID]; {
	case child.LeftOn != "":
		row.State = l.T("children.leaves", "Day", l.Date(string(child.LeftOn)))
	case standing.Allowed:
		row.State = l.T("children.in_view")
	case standing.Missing:
		row.State, row.Red = l.T(missingKey(standing)), true
	default:
		row.State, row.Red = l.T("children.not_in_view"), true
	}
	return row
}

// ruleKey says when a child may be in view.
func ruleKey(basis coaching.Basis) string {
	switch {
	case basis.Assumes(coaching.OwnQuestion):
		return "children.rule_interest"
	case basis.BothGuardians:
		return "children.rule_all"
	}
	return "children.rule_one"
}

// missingKey says what a yes waits for.
func missingKey(standing coaching.ConsentStanding) string {
	if standing.Act == coaching.ActGiven {
		return "children.one_missing"
	}
	return "children.missing"
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
	return p.finish(a, err, childrenOf(a.r.PostFormValue("place"))+"#top", "children_added")
}

// childrenOf is the register, at the location that was shown.
func childrenOf(place string) string {
	if place == "" {
		return "/children"
	}
	return "/children?place=" + url.QueryEscape(place)
}
