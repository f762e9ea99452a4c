package postgres_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

func TestMinutesAreThoseOfACoachOfTheSameHolder(t *testing.T) {
	t.Parallel()
	c := newCounted(t)
	const bySQL = `
		INSERT INTO coaching_entry (id, holder_id, coach_id, held_on, kind, minutes, noted_by)
		VALUES ($1, $2, $3, '2026-05-14', 'other', 60, $4)`
	write := func(coach coaching.PersonID) (bool, error) {
		err := c.DB.AsActor(t.Context(), c.Administrator, func(tx *postgres.Tx) error {
			_, err := tx.NoteHours(t.Context(), c.Administrator, coaching.HoursLine{
				CoachID: coach, HeldOn: "2026-05-14", Kind: coaching.KindOther, Minutes: 60,
			}, c.Now)
			return err
		})
		return asRole(t, c.Story, c.Administrator, bySQL, postgres.NewID[string](), c.Holder.ID, coach, c.Administrator.ID) == 1, err
	}
	for who, id := range map[string]coaching.PersonID{
		"a coach of another holder": c.Outsider.ID, "somebody who coaches nobody": c.Employee.ID, "nobody": postgres.NewID[coaching.PersonID](),
	} {
		past, err := write(id)
		require.ErrorContains(t, err, "coach_id unknown", who)
		require.False(t, past, who)
	}
	past, err := write(c.Coach2.ID)
	require.NoError(t, err)
	require.True(t, past)
}

func TestNobodyConfirmsTheMinutesOfAnother(t *testing.T) {
	t.Parallel()
	c := newCounted(t)
	line := c.note(t, c.Administrator, coaching.HoursLine{CoachID: c.Coach.ID, HeldOn: "2026-05-14", Kind: coaching.KindOther, Minutes: 60}, c.Now)
	const confirm = `UPDATE coaching_entry SET confirmed_at = now() WHERE id = $1`
	for _, actor := range []coaching.Actor{c.Administrator, c.Coach2, c.Manager, c.Officer, c.Outsider} {
		require.Zero(t, asRole(t, c.Story, actor, confirm, line.ID), actor.Email)
	}
	require.EqualValues(t, 1, asRole(t, c.Story, c.Coach, confirm, line.ID))
	require.EqualValues(t, 1, asRole(t, c.Story, c.Administrator, `UPDATE coaching_entry SET replaced_at = now() WHERE id = $1`, line.ID))
	require.Zero(t, asRole(t, c.Story, c.Administrator, `UPDATE coaching_entry SET replaced_at = NULL WHERE id = $1`, line.ID), "what is struck through stays so")
}

func TestALineReplacesOneOfTheSameHolderOnly(t *testing.T) {
	t.Parallel()
	c := newCounted(t)
	line := c.note(t, c.Coach, coaching.HoursLine{CoachID: c.Coach.ID, HeldOn: "2026-05-14", Kind: coaching.KindOther, Minutes: 60}, c.Now)
	var foreign string
	require.NoError(t, c.PG.Owner.Get(&foreign, `
		WITH other AS (
		    INSERT INTO holder (id, name, created_at) VALUES (gen_random_uuid(), 'Een ander', now())
		    RETURNING id)
		INSERT INTO coaching_entry (id, holder_id, coach_id, held_on, kind, minutes, noted_by)
		SELECT gen_random_uuid(), id, $1, '2026-05-14', 'other', 60, $1 FROM other
		RETURNING id`, c.Coach.ID))
	for replaced, fits := range map[string]bool{foreign: false, string(line.ID): true} {
		require.Equal(t, fits, asRole(t, c.Story, c.Coach, `
			INSERT INTO coaching_entry (id, holder_id, coach_id, held_on, kind, minutes, noted_by, replaces_id)
			VALUES ($1, $2, $3, '2026-05-14', 'other', 30, $3, $4)`, postgres.NewID[string](), c.Holder.ID, c.Coach.ID, replaced) == 1)
	}
}

func TestNothingMovesToAPlaceOfAnotherHolder(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Whole()
	for _, attempt := range []struct {
		who         coaching.Actor
		places, sql string
	}{
		{s.Administrator, "location", `UPDATE employment SET location_id = $1`},
		{s.Administrator, "centre", `UPDATE care_group SET centre_id = $1 WHERE location_id = '` + string(s.Locations[0].ID) + `'`},
		{s.Employee, "care_group", `UPDATE roster SET group_id = $1`},
	} {
		for which, moves := range map[string]bool{"=": true, "<>": false} {
			var place string
			require.NoError(t, s.PG.Owner.Get(&place, `SELECT id FROM `+attempt.places+` WHERE holder_id `+which+` $1 LIMIT 1`, s.Holder.ID))
			require.Equal(t, moves, asRole(t, s, attempt.who, attempt.sql, place) > 0, "%s, holder %s hers", attempt.sql, which)
		}
	}
}
