package postgres_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

func (s agreed) of(actor coaching.Actor) (agreement coaching.Agreement) {
	s.t.Helper()
	s.As(actor, func(tx *postgres.Tx) (err error) {
		trajectory, err := tx.Trajectory(s.t.Context(), s.Trajectory.ID)
		if err != nil {
			return err
		}
		agreement, err = tx.Agreement(s.t.Context(), trajectory)
		return err
	})
	return agreement
}

type agreed struct {
	*pgstory.Story
	t *testing.T
}

func TestAnAgreementKeepsItsVersionsAndWhoSaidYes(t *testing.T) {
	t.Parallel()
	s := agreed{pgstory.New(t, "").Ask().Agree(), t}
	ctx := t.Context()
	require.True(t, s.of(s.Coach).Settled())
	require.Equal(t, []coaching.Sharing{coaching.ShareReport}, s.of(s.Coach).Allowed())
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.ProposeAgreement(ctx, s.Employee, s.Trajectory.ID, nil, "", s.Now)
		return err
	})
	require.Empty(t, s.of(s.Coach).Allowed(), "what she crosses out does not hold any more")
	require.Equal(t, 1, s.of(s.Coach).InForce().Number)
	require.Len(t, s.of(s.Coach).Versions, 2)
	err := s.DB.AsActor(ctx, s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.Agree(ctx, s.Coach, s.Trajectory.ID, 1, s.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.Conflict("newer_agreement"))
	for _, stranger := range []coaching.Actor{s.Colleague, s.Coach2, s.Manager, s.Administrator, s.Officer, s.Outsider} {
		err := s.DB.AsActor(ctx, stranger, func(tx *postgres.Tx) error {
			_, err := tx.ProposeAgreement(ctx, stranger, s.Trajectory.ID, nil, "", s.Now)
			return err
		})
		require.ErrorIs(t, err, coaching.ErrNotFound, stranger.Email)
	}
}

// TestNobodySaysYesForAnother asks the database itself, past every rule of the program.
func TestNobodySaysYesForAnother(t *testing.T) {
	t.Parallel()
	s := agreed{pgstory.New(t, "").Ask(), t}
	ctx := t.Context()
	s.As(s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.ProposeAgreement(ctx, s.Coach, s.Trajectory.ID, coaching.Sharings(), "", s.Now)
		return err
	})
	version := s.of(s.Coach).Newest()
	err := s.DB.AsActor(ctx, s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO sharing_agreement_yes (id, holder_id, agreement_id, person_id, agreed_at)
			VALUES ($1, $2, $3, $4, now())`, postgres.NewID[string](), version.HolderID, version.ID, s.Employee.ID)
		return err
	})
	require.ErrorIs(t, err, coaching.ErrNotFound)
	require.Empty(t, s.of(s.Employee).Allowed())
	err = s.DB.AsActor(ctx, s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE sharing_agreement SET note = 'x'`)
		return err
	})
	require.ErrorIs(t, err, coaching.ErrNotFound, "a version is never changed")
}

// TestAYesIsNotSaidToAVersionThatIsBeingReplaced: the yes comes second and finds a newer version.
func TestAYesIsNotSaidToAVersionThatIsBeingReplaced(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Ask()
	ctx := t.Context()
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.ProposeAgreement(ctx, s.Employee, s.Trajectory.ID, coaching.Sharings(), "", s.Now)
		return err
	})
	var yes <-chan error
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.ProposeAgreement(ctx, s.Employee, s.Trajectory.ID, nil, "", s.Now)
		yes = late(t, s, func() error {
			return s.DB.AsActor(ctx, s.Coach, func(tx *postgres.Tx) error {
				_, err := tx.Agree(ctx, s.Coach, s.Trajectory.ID, 1, s.Now)
				return err
			})
		})
		return err
	})
	require.ErrorIs(t, <-yes, coaching.Conflict("newer_agreement"))
}
