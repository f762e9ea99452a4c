package postgres_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

func entry(s *pgstory.Story) coaching.Entry {
	return coaching.Entry{HeldOn: s.Now.AddDate(0, 0, -1).Format(time.DateOnly), Kind: "review", Minutes: 30}
}

func TestSheLooksFirstAndThenTheMarkOpens(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Give()
	ctx := t.Context()
	require.Equal(t, []coaching.AnnotationID{s.Top.ID, s.Growth.ID},
		[]coaching.AnnotationID{s.Release.Moments[0].AnnotationID, s.Release.Moments[1].AnnotationID}, "strengths first, whatever was chosen first")
	moments := func(actor coaching.Actor) (moments []coaching.Moment) {
		s.As(actor, func(tx *postgres.Tx) error {
			releases, err := tx.Releases(ctx, s.Cycle.ID)
			require.Len(t, releases, 1)
			moments = releases[0].Moments
			return err
		})
		return moments
	}
	for _, moment := range moments(s.Employee) {
		require.Nil(t, moment.Mark)
		require.Nil(t, moment.Look)
	}
	for _, moment := range moments(s.Coach) {
		require.NotNil(t, moment.Mark)
	}
	look := func(actor coaching.Actor, seen coaching.Seen, text string) (moment coaching.Moment, err error) {
		err = s.DB.AsActor(ctx, actor, func(tx *postgres.Tx) error {
			moment, err = tx.CreateLook(ctx, actor, s.Release.Moments[0].ID, seen, text, s.Now)
			return err
		})
		return moment, err
	}
	_, err := look(s.Coach, coaching.SeenNothing, "")
	require.ErrorIs(t, err, coaching.ErrForbidden)
	_, err = look(s.Colleague, coaching.SeenNothing, "")
	require.ErrorIs(t, err, coaching.ErrNotFound)
	_, err = look(s.Employee, coaching.SeenSomething, "")
	require.ErrorIs(t, err, coaching.ErrInvalid)
	moment, err := look(s.Employee, coaching.SeenSomething, "Ik wacht")
	require.NoError(t, err)
	require.Equal(t, s.Top.Text, moment.Mark.Text)
	moment, err = look(s.Employee, coaching.SeenSkipped, "")
	require.NoError(t, err)
	require.Equal(t, "Ik wacht", moment.Look.Text, "the first look stays")
	require.Nil(t, moments(s.Employee)[1].Mark, "the other is still shut")
	s.As(s.Employee, func(tx *postgres.Tx) error {
		cycle, err := tx.Cycle(ctx, s.Cycle.ID)
		require.Equal(t, coaching.StepLook, cycle.Step())
		return err
	})
}

func TestAnOpenedMarkDoesNotNameOneThatIsHidden(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Look()
	read := func(actor coaching.Actor) (mark coaching.Annotation) {
		s.As(actor, func(tx *postgres.Tx) (err error) {
			mark, err = tx.Annotation(t.Context(), s.Top.ID)
			return err
		})
		return mark
	}
	require.Equal(t, s.Initiative.ID, read(s.Coach).AnswersID)
	require.Empty(t, read(s.Employee).AnswersID, "the coach's draft that it answers stays unknown")
}

func TestReleasedMarksAreFrozen(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Give()
	ctx := t.Context()
	err := s.DB.AsActor(ctx, s.Coach, func(tx *postgres.Tx) error {
		mark, err := tx.Annotation(ctx, s.Top.ID)
		require.NoError(t, err)
		require.Equal(t, coaching.Released, mark.Visibility)
		_, err = tx.ChangeAnnotation(ctx, s.Coach, mark, mark.Version)
		require.ErrorIs(t, err, coaching.ErrConflict)
		return tx.DeleteAnnotation(ctx, s.Coach, mark.ID, mark.Version)
	})
	require.ErrorIs(t, err, coaching.ErrConflict)
	err = s.DB.AsActor(ctx, s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.SetChoice(ctx, s.Coach, s.Cycle.ID, []coaching.AnnotationID{s.Top.ID})
		return err
	})
	require.ErrorIs(t, err, coaching.ErrInvalid, "it cannot be chosen again")
	var touched int64
	s.As(s.Coach, func(tx *postgres.Tx) error { // behind our rules the policies hold it too
		result, err := tx.ExecContext(ctx, `UPDATE annotation SET text = 'anders' WHERE id = $1`, s.Top.ID)
		require.NoError(t, err)
		touched, err = result.RowsAffected()
		return err
	})
	require.Zero(t, touched)
}

func TestAReleaseIsGivenOnce(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Mark()
	ctx := t.Context()
	s.As(s.Coach, func(tx *postgres.Tx) error {
		choice, err := tx.SetChoice(ctx, s.Coach, s.Cycle.ID, []coaching.AnnotationID{s.Left.ID, s.Top.ID})
		require.Len(t, choice, 2)
		return err
	})
	s.As(s.Employee, func(tx *postgres.Tx) error {
		choice, err := tx.Choice(ctx, s.Cycle.ID)
		require.Empty(t, choice, "not hers to see")
		return err
	})
	release := func() error {
		return s.DB.AsActor(ctx, s.Coach, func(tx *postgres.Tx) error {
			_, err := tx.Release(ctx, s.Coach, s.Cycle.ID, "", entry(s), s.Now)
			return err
		})
	}
	results := make(chan error, 2)
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() { results <- release() })
	}
	both.Wait()
	one, two := <-results, <-results
	require.True(t, (one == nil) != (two == nil), "one of two at once: %v, %v", one, two)
	require.ErrorIs(t, errors.Join(one, two), coaching.ErrConflict)
	s.As(s.Employee, func(tx *postgres.Tx) error {
		releases, err := tx.Releases(ctx, s.Cycle.ID)
		require.NoError(t, err)
		require.Len(t, releases, 1)
		entries, err := tx.Entries(ctx, s.Cycle.ID)
		require.Len(t, entries, 1, "minutes that the employee sees")
		require.Equal(t, entry(s).HeldOn, entries[0].HeldOn)
		return err
	})
}

func TestARefusedReleaseKeepsNothing(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Mark()
	ctx := t.Context()
	s.As(s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.SetChoice(ctx, s.Coach, s.Cycle.ID, []coaching.AnnotationID{s.Top.ID})
		return err
	})
	wrong := entry(s)
	wrong.HeldOn = s.Now.AddDate(0, 0, 2).Format(time.DateOnly)
	err := s.DB.AsActor(ctx, s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.Release(ctx, s.Coach, s.Cycle.ID, "", wrong, s.Now)
		return err
	})
	require.ErrorContains(t, err, "entry.date in_the_future")
	s.As(s.Coach, func(tx *postgres.Tx) error {
		mark, err := tx.Annotation(ctx, s.Top.ID)
		require.Equal(t, coaching.Draft, mark.Visibility)
		return err
	})
	for _, actor := range []coaching.Actor{s.Employee, s.Coach2} {
		err = s.DB.AsActor(ctx, actor, func(tx *postgres.Tx) error {
			_, err := tx.Release(ctx, actor, s.Cycle.ID, "", entry(s), s.Now)
			return err
		})
		require.Error(t, err)
	}
}

func TestAWithdrawnRecordingTakesItsMomentsFromTheCoach(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Look()
	ctx := t.Context()
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.Withdraw(ctx, s.Employee, s.Recording.ID, s.Now)
		return err
	})
	s.As(s.Coach, func(tx *postgres.Tx) error {
		releases, err := tx.Releases(ctx, s.Cycle.ID)
		require.Len(t, releases, 1)
		require.Empty(t, releases[0].Moments)
		_, err2 := tx.Annotation(ctx, s.Top.ID)
		require.ErrorIs(t, err2, coaching.ErrNotFound)
		return err
	})
	s.As(s.Employee, func(tx *postgres.Tx) error {
		releases, err := tx.Releases(ctx, s.Cycle.ID)
		require.NotNil(t, releases[0].Moments[0].Mark, "what was opened to her stays hers")
		return err
	})
}

func TestTheWorkPointIsHersAndHasVersions(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Look()
	ctx := t.Context()
	write := func(actor coaching.Actor, text string, version int) (point coaching.WorkPoint, err error) {
		err = s.DB.AsActor(ctx, actor, func(tx *postgres.Tx) error {
			point, err = tx.SetWorkPoint(ctx, actor, s.Cycle.ID, coaching.WorkPoint{Text: text}, version)
			return err
		})
		return point, err
	}
	_, err := write(s.Employee, "nog een", 0)
	require.ErrorIs(t, err, coaching.ErrStale, "there is one")
	point, err := write(s.Employee, "Vier tellen", 1)
	require.NoError(t, err)
	require.Equal(t, 2, point.Version)
	_, err = write(s.Employee, "Vijf", 1)
	require.ErrorIs(t, err, coaching.ErrStale)
	_, err = write(s.Coach, "Zes", 2)
	require.ErrorIs(t, err, coaching.ErrForbidden)
	_, err = write(s.Colleague, "Zes", 2)
	require.ErrorIs(t, err, coaching.ErrNotFound)
	s.As(s.Coach, func(tx *postgres.Tx) error {
		point, err := tx.WorkPoint(ctx, s.Cycle.ID)
		require.Equal(t, "Vier tellen", point.Text)
		return err
	})
}
