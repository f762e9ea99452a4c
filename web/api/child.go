package api

import (
	"context"
	"slices"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Child is on the register of a group by a first name or a code.
type Child struct {
	ID        string     `json:"id"`
	GroupID   string     `json:"group_id"`
	Name      string     `json:"name" doc:"A first name or a code"`
	LeftOn    *string    `json:"left_on" doc:"The first day on which the child is not there any more"`
	Version   int        `json:"version"`
	Guardians []Guardian `json:"guardians"`
	Allowed   []string   `json:"allowed" doc:"The purposes that are allowed now: the strictest of what guardians said"`
}

// Guardian decides for a child.
type Guardian struct {
	ID      string     `json:"id"`
	Label   string     `json:"label"`
	EndedAt *time.Time `json:"ended_at"`
}

// ChildConsent is one line of the register; lines are added and never changed.
type ChildConsent struct {
	ID          string    `json:"id"`
	GuardianID  string    `json:"guardian_id"`
	Purpose     string    `json:"purpose" enum:"vib_individual,vib_team,supervision,research,external_use"`
	Act         string    `json:"act" enum:"given,refused,withdrawn,objection"`
	At          time.Time `json:"at"`
	How         string    `json:"how" enum:"paper,conversation,e-mail,form"`
	TextVersion int       `json:"text_version"`
	NotedBy     string    `json:"noted_by"`
	NotedAt     time.Time `json:"noted_at"`
}

func childOf(c coaching.Child, allowed []coaching.Purpose) Child {
	shown := Child{
		ID: string(c.ID), GroupID: string(c.GroupID), Name: c.Name, LeftOn: maybe(string(c.LeftOn)), Version: c.Version,
		Guardians: each(c.Guardians, guardianOf), Allowed: []string{},
	}
	for _, purpose := range allowed {
		shown.Allowed = append(shown.Allowed, string(purpose))
	}
	return shown
}

func guardianOf(g coaching.Guardian) Guardian {
	return Guardian{ID: string(g.ID), Label: g.Label, EndedAt: perhaps(g.EndedAt)}
}

// forRegister lets those through who keep a register or watch over it.
func forRegister[In, Out any](do func(context.Context, coaching.Actor, *In) (*Out, error)) func(context.Context, coaching.Actor, *In) (*Out, error) {
	return func(ctx context.Context, actor coaching.Actor, in *In) (*Out, error) {
		if !actor.Is(coaching.Administrator) && !actor.Is(coaching.Manager) && !actor.Is(coaching.DataProtectionOfficer) {
			return nil, coaching.ErrNotFound
		}
		return do(ctx, actor, in)
	}
}

// Children lists the register.
func (a *API) Children() Operation {
	return Do(a, "children", "The children of the groups whose register you keep", forRegister(func(ctx context.Context, actor coaching.Actor, in *Page) (*Of[List[Child]], error) {
		var (
			shown []Child
			next  string
		)
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			children, more, err := tx.ChildrenPage(ctx, actor.At(), in.Cursor, in.Limit)
			if err != nil {
				return err
			}
			next = more
			shown, err = withAllowed(ctx, tx, children)
			return err
		})
		return of(listOf(shown, next, func(c Child) Child { return c }), err)
	}))
}

func withAllowed(ctx context.Context, tx *postgres.Tx, children []coaching.Child) ([]Child, error) {
	ids := make([]coaching.ChildID, len(children))
	for i, child := range children {
		ids[i] = child.ID
	}
	allowed, err := tx.AllowedFor(ctx, ids...)
	return each(children, func(c coaching.Child) Child { return childOf(c, allowed[c.ID]) }), err
}

type newChildrenInput struct {
	Body struct {
		GroupID   string   `json:"group_id"`
		Names     []string `json:"names" minItems:"1" maxItems:"60"`
		Sure      bool     `json:"sure,omitempty" doc:"None of them is a family name, though it looks so"`
		Guardians []string `json:"guardians,omitempty" maxItems:"6" doc:"For each of them, such as \"ouder 1\""`
	}
}

// AddChildren adds some at once.
func (a *API) AddChildren() Operation {
	return Make(a, "add-children", "Put children on the register of a group, all of them or none", forRegister(func(ctx context.Context, actor coaching.Actor, in *newChildrenInput) (*Of[List[Child]], error) {
		if err := checkID("group_id", in.Body.GroupID); err != nil {
			return nil, err
		}
		var shown []Child
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			children, err := tx.AddChildren(ctx, actor, coaching.GroupID(in.Body.GroupID), in.Body.Names, in.Body.Sure, in.Body.Guardians, a.Now())
			if err != nil {
				return err
			}
			shown, err = withAllowed(ctx, tx, children)
			return err
		})
		return of(whole(shown), err)
	}))
}

// childFrom runs one step of the store and shows the child that it leaves.
func (a *API) childFrom(ctx context.Context, actor coaching.Actor, step func(*postgres.Tx) (coaching.Child, error)) (*Tagged[Child], error) {
	var shown []Child
	err := a.as(ctx, actor, func(tx *postgres.Tx) error {
		child, err := step(tx)
		if err != nil {
			return err
		}
		shown, err = withAllowed(ctx, tx, []coaching.Child{child})
		return err
	})
	if err != nil {
		return nil, err
	}
	return tagged(shown[0], shown[0].Version, nil)
}

// Child shows one.
func (a *API) Child() Operation {
	return Do(a, "child", "A child on the register", forRegister(func(ctx context.Context, actor coaching.Actor, in *ByID) (*Tagged[Child], error) {
		return a.childFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Child, error) { return tx.Child(ctx, coaching.ChildID(in.ID)) })
	}))
}

type childChange struct {
	ByID
	Change
	Body struct {
		Name    string `json:"name"`
		GroupID string `json:"group_id"`
		LeftOn  string `json:"left_on,omitempty" doc:"Empty while the child is there"`
		Sure    bool   `json:"sure,omitempty"`
	}
}

// ChangeChild renames, moves, or says when it leaves.
func (a *API) ChangeChild() Operation {
	return Do(a, "change-child", "Rename or move a child, or say on which day it has left", forRegister(func(ctx context.Context, actor coaching.Actor, in *childChange) (*Tagged[Child], error) {
		if err := checkID("group_id", in.Body.GroupID); err != nil {
			return nil, err
		}
		return a.childFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Child, error) {
			if _, err := tx.Child(ctx, coaching.ChildID(in.ID)); err != nil {
				return coaching.Child{}, err
			}
			version, err := in.version()
			if err != nil {
				return coaching.Child{}, err
			}
			return tx.ChangeChild(ctx, actor, coaching.Child{
				ID: coaching.ChildID(in.ID), Name: in.Body.Name, GroupID: coaching.GroupID(in.Body.GroupID),
				LeftOn: coaching.Day(in.Body.LeftOn), Version: version,
			}, in.Body.Sure, a.Now())
		})
	}))
}

type guardianInput struct {
	ByID
	Body struct {
		Label string `json:"label" doc:"No contact data"`
	}
}

// AddGuardian adds who decides.
func (a *API) AddGuardian() Operation {
	return Do(a, "add-guardian", "Add somebody who decides for a child", forRegister(func(ctx context.Context, actor coaching.Actor, in *guardianInput) (*Tagged[Child], error) {
		return a.childFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Child, error) {
			return tx.AddGuardian(ctx, actor, coaching.ChildID(in.ID), in.Body.Label, a.Now())
		})
	}))
}

type guardianEnd struct {
	ByID
	Guardian string `path:"guardian"`
}

// EndGuardian says that somebody decides no more.
func (a *API) EndGuardian() Operation {
	return Do(a, "end-guardian", "Say that somebody decides for a child no more", forRegister(func(ctx context.Context, actor coaching.Actor, in *guardianEnd) (*Tagged[Child], error) {
		if !isID(in.Guardian) {
			return nil, coaching.ErrNotFound
		}
		return a.childFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Child, error) {
			return tx.EndGuardian(ctx, actor, coaching.ChildID(in.ID), coaching.GuardianID(in.Guardian), a.Now())
		})
	}))
}

// ChildConsents are all lines about a child.
func (a *API) ChildConsents() Operation {
	return Do(a, "child-consents", "All that guardians of a child said, the first first", forRegister(func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[List[ChildConsent]], error) {
		var said []coaching.ChildConsent
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			child, err := tx.Child(ctx, coaching.ChildID(in.ID))
			if err == nil {
				said, err = tx.Said(ctx, child.ID)
			}
			return err
		})
		return of(whole(each(said, func(c coaching.ChildConsent) ChildConsent {
			return ChildConsent{
				ID: c.ID, GuardianID: string(c.GuardianID), Purpose: string(c.Purpose), Act: string(c.Act), At: instant(c.At), How: string(c.How),
				TextVersion: c.TextVersion, NotedBy: string(c.NotedBy), NotedAt: instant(c.NotedAt),
			}
		})), err)
	}))
}

type noteConsentInput struct {
	ByID
	Body struct {
		GuardianID  string     `json:"guardian_id"`
		Purposes    []string   `json:"purposes" minItems:"1" maxItems:"5"`
		Act         string     `json:"act" doc:"given, refused, withdrawn or objection"`
		At          *time.Time `json:"at,omitempty" doc:"When it was said; now unless given"`
		How         string     `json:"how" doc:"paper, conversation, e-mail or form"`
		TextVersion int        `json:"text_version,omitempty" doc:"Of the words that were read; the newest unless given"`
	}
}

// NoteConsent writes down what was said.
func (a *API) NoteConsent() Operation {
	return Do(a, "note-consent", "Write down what a guardian said. Where a child may not be in view any more, every recording of it is locked at once", forRegister(func(ctx context.Context, actor coaching.Actor, in *noteConsentInput) (*Tagged[Child], error) {
		if err := checkID("guardian_id", in.Body.GuardianID); err != nil {
			return nil, err
		}
		var lines []coaching.ChildConsent
		for _, purpose := range slices.Compact(slices.Sorted(slices.Values(in.Body.Purposes))) {
			line := coaching.ChildConsent{
				ChildID: coaching.ChildID(in.ID), GuardianID: coaching.GuardianID(in.Body.GuardianID), Purpose: coaching.Purpose(purpose),
				Act: coaching.ConsentAct(in.Body.Act), How: coaching.ConsentHow(in.Body.How), TextVersion: in.Body.TextVersion,
			}
			if in.Body.At != nil {
				line.At = *in.Body.At
			}
			if line.TextVersion == 0 {
				line.TextVersion = coaching.CurrentChildConsentText
			}
			lines = append(lines, line)
		}
		return a.childFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Child, error) { return tx.NoteConsent(ctx, actor, lines, a.Now()) })
	}))
}
