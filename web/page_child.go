package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type childView struct {
	Frame
	Problem    string
	ID         string
	Child      string
	LeftOn     string
	Version    int
	Group      string
	Back       string // to the register, where the child stands on it
	Next       *childRow
	Groups     []Option
	MayKeep    bool
	MayNote    bool
	Purposes   []purposeRow
	Guardians  []guardianRow
	Asked      askedForm
	Today      string
	Said       []extensionLine
	Typed      string // its name, as the form has it
	NameWrong  string
	LeftWrong  string
	AskSure    bool
	Changing   bool
	Label      string
	LabelWrong string
}

type purposeRow struct {
	Name, Words, State, Tone string
}

type guardianRow struct {
	ID, Label, Hint string
}

// askedForm writes down what a guardian said.
type askedForm struct {
	Guardians, Acts, Purposes, Hows []Option
	On, OnWrong                     string
	PurposeWrong                    string
}

// allGuardians stands in that form for all who decide for the child, when they said the same.
const allGuardians = "all"

func (p *pages) showChild(a *ask) error { return p.renderChild(a, http.StatusOK, formErrors{}) }

func (p *pages) renderChild(a *ask, status int, wrong formErrors) error {
	if err := ofChildren(a.actor); err != nil {
		return err
	}
	view := childView{Problem: wrong.summary}
	if err := p.as(a, func(tx *postgres.Tx) error { return view.load(a, tx) }); err != nil {
		return err
	}
	view.typed(a, wrong)
	view.Frame = p.frame(a, "child", view.Child)
	return p.render(a, status, "child", view)
}

func (v *childView) load(a *ask, tx *postgres.Tx) error {
	ctx := a.r.Context()
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
	basis, err := tx.Basis(ctx, holder.ID)
	if err != nil {
		return err
	}
	places, err := tx.Locations(ctx, holder.ID)
	if err != nil {
		return err
	}
	w := a.words(holder)
	v.ID, v.Child, v.LeftOn, v.Version = string(child.ID), child.Name, string(child.LeftOn), child.Version
	v.Typed, v.Today = child.Name, w.Today()
	v.inPlace(w, a.actor, child, places)
	v.decide(w, child, said)
	v.purposes(w, basis, child, said)
	v.MayNote = len(v.Guardians) > 0 && (v.MayKeep || a.actor.Is(coaching.DataProtectionOfficer))
	if !v.MayNote {
		return nil
	}
	v.Next, err = nextUnasked(ctx, tx, basis, child, coaching.Day(v.Today))
	return err
}

// inPlace says where the child is, and where it can go.
func (v *childView) inPlace(w words, actor coaching.Actor, child coaching.Child, places []coaching.Location) {
	v.Back = "/children"
	for _, place := range places {
		for _, group := range place.Groups {
			here := group.ID == child.GroupID
			if here {
				v.Group, v.MayKeep, v.Back = group.Name+", "+place.Name, coaching.MayKeepChildren(actor, place.ID), childrenOf(string(place.ID))
			}
			open, label := coaching.IsOpen(place, group.ID, coaching.Day(v.Today)), group.Name+", "+place.Name
			if !open {
				label = w.T("places.called_closed", "Name", label)
			}
			if coaching.MayKeepChildren(actor, place.ID) && (here || open) {
				v.Groups = append(v.Groups, Option{Value: string(group.ID), Label: label, Chosen: here})
			}
		}
	}
}

// decide lists who decides for the child, and offers first who said nothing yet.
func (v *childView) decide(w words, child coaching.Child, said []coaching.ChildConsent) {
	labels := map[coaching.GuardianID]string{}
	chosen := false
	for _, guardian := range child.Guardians {
		labels[guardian.ID] = guardian.Label
		if guardian.EndedAt != nil {
			continue
		}
		row := guardianRow{ID: string(guardian.ID), Label: guardian.Label}
		silent := !slices.ContainsFunc(said, func(line coaching.ChildConsent) bool { return line.GuardianID == guardian.ID })
		if silent {
			row.Hint = w.T("children.silent")
		}
		v.Guardians = append(v.Guardians, row)
		v.Asked.Guardians = append(v.Asked.Guardians, Option{Value: row.ID, Label: row.Label, Chosen: silent && !chosen})
		chosen = chosen || silent
	}
	if len(v.Guardians) > 1 {
		v.Asked.Guardians = append(v.Asked.Guardians, Option{Value: allGuardians, Label: w.T("children.all_guardians")})
	}
	v.Said = w.said(said, labels)
}

// said are the lines of a register, the last first; what was said at once about several purposes is one.
func (w words) said(said []coaching.ChildConsent, labels map[coaching.GuardianID]string) (lines []extensionLine) {
	var before coaching.ChildConsent
	for _, line := range slices.Backward(said) {
		purpose := w.T("purpose." + string(line.Purpose))
		if saidAtOnce(line, before) {
			lines[len(lines)-1].Reason = purpose + "; " + lines[len(lines)-1].Reason
			continue
		}
		before = line
		lines = append(lines, extensionLine{
			Sentence: w.T("children.said", "Who", labels[line.GuardianID], "What", w.T("consent_act."+string(line.Act)), "How", w.T("consent_how."+string(line.How))),
			Reason:   purpose, At: w.Day(line.At),
		})
	}
	return lines
}

func saidAtOnce(a, b coaching.ChildConsent) bool {
	return a.GuardianID == b.GuardianID && a.Act == b.Act && a.How == b.How && a.At.Equal(b.At) && a.NotedAt.Equal(b.NotedAt)
}

// purposes says what is allowed now, and offers what can be said about it: the officer writes down no yes.
func (v *childView) purposes(w words, basis coaching.Basis, child coaching.Child, said []coaching.ChildConsent) {
	texts, _ := coaching.ChildConsentText(coaching.CurrentChildConsentText, w.Language)
	for _, purpose := range coaching.Purposes() {
		row := purposeRow{Name: w.T("purpose." + string(purpose)), Words: texts[purpose], State: w.T("children.no"), Tone: "warm"}
		switch standing := coaching.EffectiveConsent(basis, purpose, child.Guardians, said); {
		case standing.Allowed:
			row.State, row.Tone = w.T("children.yes"), "teal"
		case standing.Missing:
			row.State, row.Tone = w.T(missingKey(standing)), "slate"
		}
		v.Purposes = append(v.Purposes, row)
		v.Asked.Purposes = append(v.Asked.Purposes, Option{Value: string(purpose), Label: row.Name, Chosen: purpose == coaching.OwnQuestion})
	}
	for _, act := range coaching.ConsentActs() {
		if act != coaching.ActGiven || v.MayKeep {
			v.Asked.Acts = append(v.Asked.Acts, Option{Value: string(act), Label: w.T("consent_act." + string(act))})
		}
	}
	for _, how := range coaching.ConsentHows() {
		v.Asked.Hows = append(v.Asked.Hows, Option{Value: string(how), Label: w.T("consent_how." + string(how))})
	}
	v.Asked.On = v.Today
}

// nextUnasked is who comes next in the group of a child and waits for an answer; nil while the child itself does, or
// nobody does.
func nextUnasked(ctx context.Context, tx *postgres.Tx, basis coaching.Basis, child coaching.Child, today coaching.Day) (*childRow, error) {
	group, err := tx.ChildrenOf(ctx, child.GroupID)
	if err != nil {
		return nil, err
	}
	standings, err := standingsOf(ctx, tx, basis, group)
	if err != nil || standings[child.ID].Missing {
		return nil, err
	}
	at := slices.IndexFunc(group, func(c coaching.Child) bool { return c.ID == child.ID })
	for i := range group {
		next := group[(at+1+i)%len(group)]
		if next.There(today) && standings[next.ID].Missing {
			return &childRow{Href: "/children/" + string(next.ID), Name: next.Name}, nil
		}
	}
	return nil, nil //nolint:nilnil // nobody waits
}

// typed keeps what was typed in the form that comes back, with what is wrong beside it.
func (v *childView) typed(a *ask, wrong formErrors) {
	value := a.r.PostFormValue
	switch strings.TrimPrefix(a.r.URL.Path, "/children/"+a.r.PathValue("id")) {
	case "/consents":
		v.Asked.PurposeWrong, v.Asked.OnWrong = wrong.of("purpose"), wrong.of("at")
		v.Asked.On = value("on")
		for name, options := range map[string][]Option{"guardian": v.Asked.Guardians, "act": v.Asked.Acts, "purpose": v.Asked.Purposes, "how": v.Asked.Hows} {
			for i := range options {
				options[i].Chosen = slices.Contains(a.r.PostForm[name], options[i].Value)
			}
		}
	case "/guardians":
		v.Label, v.LabelWrong = value("label"), cmp.Or(wrong.of("label"), wrong.summary)
	case "":
		if a.r.Method != http.MethodPost {
			return
		}
		v.Changing, v.Typed, v.LeftOn = true, value("name"), value("left_on")
		v.NameWrong, v.LeftWrong = wrong.of("name"), wrong.of("left_on")
		v.AskSure = v.NameWrong != ""
		for i := range v.Groups {
			v.Groups[i].Chosen = v.Groups[i].Value == value("group_id")
		}
	}
}
