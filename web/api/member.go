package api

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Member is a person with her roles, as those who keep people see her.
type Member struct {
	Person
	Email     string   `json:"email"`
	Version   int      `json:"version"`
	Activated bool     `json:"activated" doc:"She has chosen a password"`
	Ended     bool     `json:"ended" doc:"She has no role and none is to come"`
	Roles     []Tenure `json:"roles" doc:"Those that have not ended; of one person all"`
	Link      *Link    `json:"link,omitempty" doc:"The one-time link that is open, without its secret"`
}

// Tenure is one role from an instant until another.
type Tenure struct {
	ID string `json:"id"`
	Role
	GroupID *string    `json:"group_id"`
	From    time.Time  `json:"from"`
	Until   *time.Time `json:"until" doc:"Not any more at this instant; null without end"`
}

func tenureOf(t coaching.Tenure) Tenure {
	return Tenure{
		ID: string(t.ID), Role: Role{Role: string(t.Role), LocationID: maybe(string(t.Location))},
		GroupID: maybe(string(t.Group)), From: instant(t.From), Until: perhaps(t.Until),
	}
}

func (a *API) memberOf(m coaching.Member) Member {
	member := Member{
		Person: personOf(m.Person), Email: m.Email, Version: m.Version, Activated: m.Activated, Ended: m.Ended(a.Now()),
		Roles: each(m.Roles, tenureOf),
	}
	if m.Link != nil {
		link := a.linkOf(*m.Link)
		member.Link = &link
	}
	return member
}

// listed leaves out what is over.
func (a *API) listed(m coaching.Member) Member {
	m.Roles = m.Ending(func(coaching.Tenure) bool { return true }, a.Now())
	return a.memberOf(m)
}

// forKeepers is an operation for those who keep people; others find nothing there.
func forKeepers[I, O any](handle func(context.Context, coaching.Actor, coaching.HolderID, *I) (*O, error)) func(context.Context, coaching.Actor, *I) (*O, error) {
	return func(ctx context.Context, actor coaching.Actor, in *I) (*O, error) {
		holder, err := actor.Keeper()
		if err != nil {
			return nil, err
		}
		return handle(ctx, actor, holder, in)
	}
}

type peopleInput struct {
	Page
	Search   string `query:"q" maxLength:"200" doc:"Part of a name or address"`
	Role     string `query:"role" enum:"employee,coach,manager,administrator,data_protection_officer"`
	Location string `query:"location_id" maxLength:"36"`
	Ended    bool   `query:"ended" doc:"Those without a role now and to come, instead"`
}

// People is the list of those who keep people.
func (a *API) People() Operation {
	return Do(a, "people", "Everybody with an account", forKeepers(func(ctx context.Context, actor coaching.Actor, holder coaching.HolderID, in *peopleInput) (*Of[List[Member]], error) {
		filter := postgres.MemberFilter{
			Search: in.Search, Role: coaching.Role(in.Role), Location: coaching.LocationID(in.Location), Ended: in.Ended,
		}
		var (
			found []coaching.Member
			next  string
		)
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			found, next, err = tx.Members(ctx, holder, filter, a.Now(), in.Cursor, in.Limit)
			return err
		})
		return of(listOf(found, next, a.listed), err)
	}))
}

// Person reads one of them.
func (a *API) Person() Operation {
	return Do(a, "person", "One person with all her roles", forKeepers(func(ctx context.Context, actor coaching.Actor, holder coaching.HolderID, in *ByID) (*Tagged[Member], error) {
		var found coaching.Member
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			found, err = tx.Member(ctx, holder, coaching.PersonID(in.ID))
			return err
		})
		return a.taggedMember(found, err)
	}))
}

func (a *API) taggedMember(m coaching.Member, err error) (*Tagged[Member], error) {
	return tagged(a.memberOf(m), m.Version, err)
}

// roleInput is a role that is to be given.
type roleInput struct {
	Role       string `json:"role" enum:"employee,coach,manager,administrator,data_protection_officer"`
	LocationID string `json:"location_id,omitempty" doc:"Empty: the whole holder. Not with administrator and data protection officer"`
	GroupID    string `json:"group_id,omitempty" doc:"With employee only"`
	FirstDay   string `json:"first_day,omitempty" doc:"2026-03-05, in the zone of the holder; today unless given"`
	EndsCoach  bool   `json:"ends_coaching,omitempty" doc:"You know that it ends coaching, where it makes a coach the manager of somebody whom she coaches; without it that is 409 ends_coaching"`
}

func (in roleInput) appointment() coaching.Appointment {
	return coaching.Appointment{
		Role: coaching.Role(in.Role), Location: coaching.LocationID(in.LocationID), Group: coaching.GroupID(in.GroupID), FirstDay: in.FirstDay,
		EndsCoaching: in.EndsCoach,
	}
}

type newPersonInput struct {
	Body struct {
		Given  string      `json:"given"`
		Prefix string      `json:"prefix,omitempty"`
		Family string      `json:"family"`
		Email  string      `json:"email"`
		Roles  []roleInput `json:"roles" maxItems:"20"`
	}
}

// AddPerson makes an account without a password; a one-time link lets its person in.
func (a *API) AddPerson() Operation {
	return Make(a, "add-person", "Add a person with her roles", forKeepers(func(ctx context.Context, actor coaching.Actor, _ coaching.HolderID, in *newPersonInput) (*Tagged[Member], error) {
		person := coaching.Person{Name: coaching.Name{Given: in.Body.Given, Prefix: in.Body.Prefix, Family: in.Body.Family}, Email: in.Body.Email}
		var made coaching.Member
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			made, err = tx.AddMember(ctx, actor, person, each(in.Body.Roles, roleInput.appointment), a.Now())
			return err
		})
		return a.taggedMember(made, err)
	}))
}

type personChange struct {
	ByID
	Change
	Body struct {
		Given  Optional[string] `json:"given,omitempty"`
		Prefix Optional[string] `json:"prefix,omitempty"`
		Family Optional[string] `json:"family,omitempty"`
		Email  Optional[string] `json:"email,omitempty"`
	}
}

// ChangePerson changes the fields that are given.
func (a *API) ChangePerson() Operation {
	return Do(a, "change-person", "Change a name or address", forKeepers(func(ctx context.Context, actor coaching.Actor, holder coaching.HolderID, in *personChange) (*Tagged[Member], error) {
		var changed coaching.Member
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			there, err := tx.Member(ctx, holder, coaching.PersonID(in.ID))
			if err != nil {
				return err
			}
			version, err := in.version()
			if err != nil {
				return err
			}
			in.Body.Given.into(&there.Name.Given)
			in.Body.Prefix.into(&there.Name.Prefix)
			in.Body.Family.into(&there.Name.Family)
			in.Body.Email.into(&there.Email)
			changed, err = tx.ChangeMember(ctx, actor, there.ID, there.Name, there.Email, version, a.Now())
			return err
		})
		return a.taggedMember(changed, err)
	}))
}

type giveRoleInput struct {
	ByID
	Body roleInput
}

// GiveRole gives one more role.
func (a *API) GiveRole() Operation {
	return Make(a, "give-role", "Give a person a role", forKeepers(func(ctx context.Context, actor coaching.Actor, _ coaching.HolderID, in *giveRoleInput) (*Tagged[Member], error) {
		return a.taggedMember(a.DB.Appoint(ctx, actor, coaching.PersonID(in.ID), in.Body.appointment(), a.Now()))
	}))
}

type lastDay struct {
	LastDay string `json:"last_day" doc:"2026-03-05, in the zone of the holder; today or earlier ends at once"`
}

type endRoleInput struct {
	ByID
	Role string `path:"role" doc:"Id of the role"`
	Body lastDay
}

// EndRole ends one role.
func (a *API) EndRole() Operation {
	return Do(a, "end-role", "End a role after a last day", forKeepers(func(ctx context.Context, actor coaching.Actor, _ coaching.HolderID, in *endRoleInput) (*Tagged[Member], error) {
		return a.taggedMember(a.DB.EndTenure(ctx, actor, coaching.PersonID(in.ID), coaching.TenureID(in.Role), in.Body.LastDay, a.Now()))
	}))
}

type endPersonInput struct {
	ByID
	Body lastDay
}

// EndPerson ends all roles; log-ins, tokens and streams end with them.
func (a *API) EndPerson() Operation {
	return Do(a, "end-person", "End all roles of a person after a last day", forKeepers(func(ctx context.Context, actor coaching.Actor, _ coaching.HolderID, in *endPersonInput) (*Tagged[Member], error) {
		return a.taggedMember(a.DB.EndMember(ctx, actor, coaching.PersonID(in.ID), in.Body.LastDay, a.Now()))
	}))
}
