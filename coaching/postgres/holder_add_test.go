package postgres_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

// TestTheOperatorAddsAHolder: apart from those that are there, and only behind the operator's door.
func TestTheOperatorAddsAHolder(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Whole()
	add := func(door postgres.Door, name, email string) (person coaching.Person, err error) {
		err = s.DB.AsDoor(t.Context(), door, func(tx *postgres.Tx) error {
			_, person, err = tx.AddHolder(t.Context(), name, coaching.Person{Name: coaching.ParseName("Iris de Groot"), Email: email}, pgstory.Hash(email), s.Now)
			return err
		})
		return person, err
	}
	iris, err := add(postgres.Invite, " De  Derde ", "iris@demo.test")
	require.NoError(t, err)
	_, err = add(postgres.Invite, "de derde", "anders@demo.test")
	require.ErrorContains(t, err, "already")
	_, err = add(postgres.Invite, "De Vierde", s.Coach.Email)
	require.ErrorContains(t, err, "another holder keeps")
	for _, door := range postgres.Doors() {
		if door != postgres.Invite {
			_, err = add(door, "De Vijfde "+string(door), string(door)+"@demo.test")
			require.Error(t, err, door)
		}
	}
	for table := range newQuestions(t, s.PG.Owner).rows {
		s.As(coaching.Actor{Person: iris}, func(tx *postgres.Tx) error {
			var foreign int
			err := tx.GetContext(t.Context(), &foreign, `
				SELECT count(*)
				FROM `+table+` AS r
				WHERE to_jsonb(r) ->> 'holder_id' IN ($1, $2)`, s.Holder.ID, s.Other.ID)
			require.Zero(t, foreign, "an administrator sees %s of her own holder only", table)
			return err
		})
	}
}
