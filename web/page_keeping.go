package web

import (
	"strings"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// keeping says in words what those who keep people look at.
type keeping struct {
	words
	holder coaching.Holder
	places []coaching.Location
}

func (p *pages) keeping(a *ask, tx *postgres.Tx, id coaching.HolderID) (keeping, error) {
	holder, err := tx.Holder(a.r.Context(), id)
	if err != nil {
		return keeping{}, err
	}
	places, err := tx.Locations(a.r.Context(), id)
	return keeping{words: a.words(holder), holder: holder, places: places}, err
}

// lastDay is the day before what ends has ended: "5 maart".
func (k keeping) lastDay(until time.Time) string { return k.Day(until.Add(-time.Millisecond)).Text }

// where says to which place a role is narrowed, or nothing.
func (k keeping) where(location coaching.LocationID, group coaching.GroupID) string {
	for _, place := range k.places {
		if place.ID != location {
			continue
		}
		for _, g := range place.Groups {
			if g.ID == group {
				return place.Name + ", " + g.Name
			}
		}
		return place.Name
	}
	return ""
}

func (k keeping) row(m coaching.Member) personRow {
	row := personRow{Href: memberPath(m.ID), Name: m.Name.Full(), Email: m.Email, State: k.state(m)}
	seen := map[string]bool{}
	for _, t := range m.Roles {
		name := k.T("role." + string(t.Role))
		if (!t.Over(k.now) || m.Ended(k.now)) && !seen[name] {
			seen[name] = true
			row.Roles = append(row.Roles, name)
		}
	}
	return row
}

// state says what is special about a person now: she left, is about to, or has not begun.
func (k keeping) state(m coaching.Member) string {
	ends := m.EndsAt()
	switch {
	case m.Ended(k.now) && ends != nil:
		return k.T("people.state_ended", "Day", k.lastDay(*ends))
	case !m.Activated && m.Link != nil && m.Link.State(k.now) == coaching.InvitationOpen:
		return k.T("people.state_invited", "Day", k.Day(m.Link.ExpiresAt).Text)
	case !m.Activated && m.Link != nil:
		return k.T("people.state_link_expired")
	case !m.Activated:
		return k.T("people.state_no_link")
	case ends != nil:
		return k.T("people.state_ends", "Day", k.lastDay(*ends))
	}
	return ""
}

// tenureView is one role of a person.
type tenureView struct {
	ID    string
	Name  string
	Where string
	When  string
	Over  bool
	End   string // where the form that ends it goes; "" where it cannot be ended
}

func (k keeping) tenures(m coaching.Member, mayChange bool) []tenureView {
	var list []tenureView
	for _, t := range m.Roles {
		line := tenureView{
			ID: string(t.ID), Name: k.T("role." + string(t.Role)), Where: k.where(t.Location, t.Group), When: k.when(t), Over: t.Over(k.now),
		}
		if line.Where == "" {
			line.Where = k.T("member.everywhere")
		}
		if mayChange && !line.Over {
			line.End = memberPath(m.ID) + "/roles/" + line.ID + "/end"
		}
		list = append(list, line)
	}
	return list
}

func (k keeping) when(t coaching.Tenure) string {
	key, from, until := "member.since", k.Day(t.From).Text, ""
	if t.Until != nil {
		key, until = "member.until", k.lastDay(*t.Until)
	}
	switch {
	case t.Until != nil && !t.Until.After(t.From):
		key = "member.never_began"
	case t.Over(k.now):
		key = "member.was"
	case t.From.After(k.now) && t.Until == nil:
		key = "member.from"
	}
	return k.T(key, "From", from, "Until", until)
}

func (k keeping) roleOptions(chosen coaching.Role, none string) []Option {
	options := []Option{{"", k.T(none), chosen == ""}}
	for _, role := range coaching.Roles() {
		options = append(options, Option{string(role), k.T("role." + string(role)), role == chosen})
	}
	return options
}

// placeOptions are the places that are open, and the one that is chosen.
func (k keeping) placeOptions(chosen coaching.LocationID, none string) []Option {
	return k.optionsOf(chosen, none, func(place coaching.Location) bool { return place.ID == chosen || !k.shut(place.Until) })
}

// optionsOf are the places that one wants, the closed ones called so.
func (k keeping) optionsOf(chosen coaching.LocationID, none string, wanted func(coaching.Location) bool) []Option {
	options := []Option{{"", k.T(none), chosen == ""}}
	for _, place := range k.places {
		if wanted(place) {
			options = append(options, Option{string(place.ID), k.called(place.Name, place.Until), place.ID == chosen})
		}
	}
	return options
}

// open are the places that are there today.
func (k keeping) open() []coaching.Location {
	return coaching.OpenPlaces(k.places, coaching.Day(k.Today()))
}

// scopeOptions name the whole holder, each location and each group, as "", "<location>" or "<location>/<group>".
func (k keeping) scopeOptions(chosen string) []Option {
	options := []Option{{"", k.T("member.everywhere"), chosen == ""}}
	for _, place := range k.open() {
		options = append(options, Option{string(place.ID), place.Name, string(place.ID) == chosen})
		for _, group := range place.Groups {
			value := string(place.ID) + "/" + string(group.ID)
			options = append(options, Option{value, place.Name + ", " + group.Name, value == chosen})
		}
	}
	return options
}

// scope reads what scopeOptions named.
func scope(value string) (coaching.LocationID, coaching.GroupID) {
	location, group, _ := strings.Cut(value, "/")
	return coaching.LocationID(location), coaching.GroupID(group)
}

// linkView is one line in a list of one-time links.
type linkView struct {
	ID       string
	Sentence string
	What     string // became of it
	At       Stamp
	Open     bool
}

func (k keeping) link(i coaching.Invitation, people cast, me coaching.PersonID) linkView {
	line := linkView{
		ID: string(i.ID), At: k.Moment(i.MadeAt), Open: i.State(k.now) == coaching.InvitationOpen,
		Sentence: k.T("links."+string(i.Kind), "Who", k.who(i.MadeBy, people, me), "Whom", k.whom(i.PersonID, i.MadeBy, people, me)),
	}
	switch i.State(k.now) {
	case coaching.InvitationUsed:
		line.What = k.T("links.used", "Moment", k.Moment(*i.UsedAt).Text)
	case coaching.InvitationReplaced:
		line.What = k.T("links.replaced")
	case coaching.InvitationExpired:
		line.What = k.T("links.expired")
	default:
		line.What = k.T("links.open", "Moment", k.Moment(i.ExpiresAt).Text)
	}
	return line
}

// who names somebody who did something: a person, or the operator of the server.
func (k keeping) who(actor string, people cast, me coaching.PersonID) string {
	name := people.Full(coaching.PersonID(actor))
	switch {
	case actor == string(me):
		return k.T("links.you")
	case strings.HasPrefix(actor, "system:"):
		return k.T("links.operator")
	case name == "":
		return k.T("links.somebody")
	}
	return name
}

// whom names somebody to whom somebody did something.
func (k keeping) whom(id coaching.PersonID, actor string, people cast, me coaching.PersonID) string {
	if id == me && actor == string(me) {
		return k.T("links.yourself")
	}
	if id == me {
		return k.T("links.to_you")
	}
	if name := people.Full(id); name != "" {
		return name
	}
	return k.T("links.somebody")
}

// peopleOf are the people that makers of links and lines of logs name.
func peopleOf(actors ...string) []coaching.PersonID {
	var ids []coaching.PersonID
	for _, actor := range actors {
		if actor != "" && !strings.Contains(actor, ":") {
			ids = append(ids, coaching.PersonID(actor))
		}
	}
	return ids
}
