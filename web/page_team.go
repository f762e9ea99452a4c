package web

import (
	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type teamRow struct {
	placeFields
	ID      string
	Title   string // its name as it is stored
	Version int
	Where   string
	People  string // how many
	Open    bool
}

func (k keeping) team(team coaching.Team, typed typedPlace) teamRow {
	row := teamRow{
		ID: string(team.ID), Version: team.Version, Title: team.Name, placeFields: placeFields{Name: team.Name, Until: string(team.Until)},
		Where: k.where(team.Location, ""), People: k.N("places.team_people", len(team.Members)),
	}
	if !team.IsOpen(k.places, coaching.Day(k.Today())) {
		row.Title = k.T("places.called_closed", "Name", team.Name)
	} else if team.Until != "" {
		row.People += " · " + k.T("places.team_closes", "Day", k.Date(string(team.Until)))
	}
	if row.Where == "" {
		row.Where = k.T("member.everywhere")
	}
	if typed.about == row.ID {
		row.placeFields, row.Open = typed.over(k.stored(team.Name, team.Until)), true
	}
	return row
}

func (p *pages) addTeam(a *ask) error {
	return p.settle(a, "team", "place_added", func(tx *postgres.Tx) error {
		_, err := tx.AddTeam(a.r.Context(), a.actor, coaching.Team{
			Name: a.r.PostFormValue("name"), Location: coaching.LocationID(a.r.PostFormValue("location_id")),
		}, a.now)
		return err
	})
}

func (p *pages) changeTeam(a *ask) error {
	id := a.r.PathValue("id")
	return p.settle(a, id, "place_changed", func(tx *postgres.Tx) error {
		_, err := tx.ChangeTeam(a.r.Context(), a.actor, coaching.TeamID(id), a.r.PostFormValue("name"),
			coaching.Day(a.r.PostFormValue("until_day")), wholeNumber(a.r.PostFormValue("version")), a.now)
		return err
	})
}

// teamLine is somebody's time in a team, on her page.
type teamLine struct {
	ID   string // of that time
	Name string
	When string
	Over bool
}

// joinFields are what a form asks to put somebody into a team.
type joinFields struct {
	Teams                            []Option // that are open
	FirstDay, LastDay                string
	TeamWrong, FirstWrong, LastWrong string
}

func (p *pages) addTeams(a *ask, tx *postgres.Tx, k keeping, m coaching.Member, view *memberView) error {
	teams, err := tx.Teams(a.r.Context(), k.holder.ID, a.now)
	if err != nil {
		return err
	}
	times, err := tx.Memberships(a.r.Context(), k.holder.ID, m.ID)
	names := make(map[coaching.TeamID]string, len(teams))
	view.Work.Join.FirstDay = k.Today()
	for _, team := range teams {
		names[team.ID] = team.Name
		if team.IsOpen(k.places, coaching.Day(k.Today())) {
			view.Work.Join.Teams = append(view.Work.Join.Teams, Option{Value: string(team.ID), Label: team.Name})
		}
	}
	for _, spent := range times {
		view.Work.Teams = append(view.Work.Teams, teamLine{
			ID: spent.ID, Name: names[spent.TeamID], Over: spent.Over(k.now), When: k.when(coaching.Tenure{From: spent.From, Until: spent.Until}),
		})
	}
	return err
}

func (p *pages) joinTeam(a *ask) error {
	if _, err := p.administrator(a); err != nil {
		return err
	}
	value := a.r.PostFormValue
	err := p.as(a, func(tx *postgres.Tx) error {
		_, err := tx.JoinTeam(a.r.Context(), a.actor, coaching.TeamID(value("team_id")), memberID(a), value("first_day"), value("last_day"), a.now)
		return err
	})
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderMember(a, statusOf(err), formErrors{summary: wrong.summary}, func(view *memberView, _ keeping) {
			join := &view.Work.Join
			join.FirstDay, join.LastDay = value("first_day"), value("last_day")
			join.TeamWrong, join.FirstWrong, join.LastWrong = wrong.of("team_id"), wrong.of("first_day"), wrong.of("last_day")
			for i := range join.Teams {
				join.Teams[i].Chosen = join.Teams[i].Value == value("team_id")
			}
		})
	}
	return p.finish(a, err, memberPath(memberID(a))+"#teams", "team_joined")
}

func (p *pages) leaveTeam(a *ask) error {
	if _, err := p.administrator(a); err != nil {
		return err
	}
	err := p.as(a, func(tx *postgres.Tx) error {
		_, err := tx.LeaveTeam(a.r.Context(), a.actor, memberID(a), a.r.PathValue("membership"), a.r.PostFormValue("last_day"), a.now)
		return err
	})
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderMember(a, statusOf(err), formErrors{summary: wrong.summary}, func(*memberView, keeping) {})
	}
	return p.finish(a, err, memberPath(memberID(a))+"#teams", "team_left")
}
