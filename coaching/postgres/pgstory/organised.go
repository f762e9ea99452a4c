package pgstory

import (
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// organised: the first location is one registered centre and has a team, to which the employee belongs; the other holder
// has a centre too. The second coach was hired for a time, a third was asked and has not answered, and the coach is
// something else as well.
func (s *Story) organised() *Story {
	s.t.Helper()
	north, day, id := s.Locations[0].ID, s.Now.Format(time.DateOnly), postgres.NewID[string]
	registered := s.Now.In(s.Holder.Zone()).Format("2006") + "-01-02" // a day too late for the norm of its year
	team := id()
	for _, row := range []struct {
		sql  string
		args []any
	}{
		{`INSERT INTO centre (id, holder_id, location_id, name, kind, lrk_number, registered_from, created_at)
		  VALUES ($1, $2, $3, 'Kindercentrum Noord', 'daycare', '200000001', $4, $5)`, []any{id(), s.Holder.ID, north, registered, s.Now}},
		{`INSERT INTO centre (id, holder_id, location_id, name, kind, registered_from, created_at)
		  SELECT $1, $2, l.id, 'Het Nest', 'daycare', $3, $4
		  FROM location l
		  WHERE l.holder_id = $2`, []any{id(), s.Other.ID, day, s.Now}},
		{`INSERT INTO team (id, holder_id, location_id, name, created_at)
		  VALUES ($1, $2, $3, 'Team Noord', $4)`, []any{team, s.Holder.ID, north, s.Now}},
		{`INSERT INTO team_member (id, holder_id, team_id, person_id, valid_from)
		  VALUES ($1, $2, $3, $4, $5)`, []any{id(), s.Holder.ID, team, s.Employee.ID, s.day(-9)}},
		{`INSERT INTO employment (id, holder_id, person_id, kind, fte, standing, location_id, from_day, created_at)
		  VALUES ($1, $2, $3, 'fixed', 0.67, 'qualified', $4, $5, $6)`, []any{id(), s.Holder.ID, s.Employee.ID, north, day, s.Now}},
		{`INSERT INTO engagement (id, holder_id, person_id, email, name, contract_reference, from_day, until_day, offered_by, offered_at, accepted_at)
		  VALUES ($1, $2, $3, $4, 'Jeroen', 'C-1', $5, $5::date + 300, $6, $7, $7)`,
			[]any{id(), s.Holder.ID, s.Coach2.ID, s.Coach2.Email, day, s.Administrator.ID, s.Now}},
		{`INSERT INTO engagement (id, holder_id, email, name, from_day, until_day, token_hash, token_expires_at, offered_by, offered_at)
		  VALUES ($1, $2, 'nieuw@demo.test', 'Wim', $3, $3::date + 300, $4, $5, $6, $7)`,
			[]any{id(), s.Holder.ID, day, Hash("engaged"), s.Now.Add(time.Hour), s.Administrator.ID, s.Now}},
		{`INSERT INTO dual_role (id, holder_id, person_id, words, declared_by, declared_at)
		  VALUES ($1, $2, $3, 'Ik ben ook beleidsmedewerker', $3, $4)`, []any{id(), s.Holder.ID, s.Coach.ID, s.Now}},
	} {
		_, err := s.PG.Owner.ExecContext(s.t.Context(), row.sql, row.args...)
		require.NoError(s.t, err)
	}
	return s
}

// At is somebody who works for one holder only, for now.
func At(actor coaching.Actor, holder coaching.HolderID) coaching.Actor {
	actor.Working = holder
	return actor
}
