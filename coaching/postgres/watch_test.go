package postgres_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

// filmed is a recording of the employee that nobody was let watch yet.
type filmed struct {
	*pgstory.Story
	t  *testing.T
	id coaching.RecordingID
}

func toFilm(t *testing.T) filmed {
	t.Helper()
	s := filmed{Story: pgstory.New(t, "").Ask(), t: t}
	s.As(s.Employee, func(tx *postgres.Tx) error {
		r, err := tx.CreateRecording(t.Context(), s.Employee, s.Cycle.ID, "Kring", nil, 0, s.Now)
		s.id = r.ID
		return err
	})
	return s
}

func (s filmed) invites() {
	s.t.Helper()
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.InviteLive(s.t.Context(), s.Employee, s.id, "", s.Now)
		return err
	})
}

func (s filmed) begins() (take int) {
	s.t.Helper()
	s.Behind(postgres.Ingest, func(tx *postgres.Tx) (err error) {
		take, err = tx.BeginTake(s.t.Context(), s.id, "node", s.Now)
		return err
	})
	return take
}

func (s filmed) ends(take int, at time.Time) {
	s.t.Helper()
	s.Behind(postgres.Ingest, func(tx *postgres.Tx) error { return tx.EndTake(s.t.Context(), s.id, take, at) })
}

// sees says whether the coach finds the recording.
func (s filmed) sees(actor coaching.Actor) bool {
	s.t.Helper()
	err := s.DB.AsActor(s.t.Context(), actor, func(tx *postgres.Tx) error {
		_, err := tx.Recording(s.t.Context(), s.id)
		return err
	})
	if err != nil {
		require.ErrorIs(s.t, err, coaching.ErrNotFound)
	}
	return err == nil
}

func (s filmed) marks(actor coaching.Actor, ms int64) (mark coaching.Annotation, err error) {
	s.t.Helper()
	err = s.DB.AsActor(s.t.Context(), actor, func(tx *postgres.Tx) (err error) {
		mark, err = tx.CreateAnnotation(s.t.Context(), actor, coaching.Annotation{RecordingID: s.id, StartMS: ms, EndMS: ms, Kind: coaching.Top})
		return err
	})
	return mark, err
}

func (s filmed) marksSeen(actor coaching.Actor) (ids []coaching.AnnotationID) {
	s.t.Helper()
	s.As(actor, func(tx *postgres.Tx) error {
		marks, _, err := tx.Annotations(s.t.Context(), s.id, "", 100)
		for _, mark := range marks {
			ids = append(ids, mark.ID)
		}
		return err
	})
	return ids
}

func TestAnInvitedCoachSeesWhatIsFilmedUntilItIsTakenBack(t *testing.T) {
	t.Parallel()
	s := toFilm(t)
	require.False(t, s.sees(s.Coach), "nobody was let in")
	s.invites()
	require.True(t, s.sees(s.Coach), "also before the first picture")
	for _, other := range []coaching.Actor{s.Coach2, s.Colleague, s.Manager, s.Administrator, s.Officer, s.Outsider} {
		require.False(t, s.sees(other), other.Email)
	}
	s.begins()
	mark, err := s.marks(s.Coach, 4000)
	require.NoError(t, err)
	require.Equal(t, coaching.Draft, mark.Visibility)
	require.Equal(t, []coaching.AnnotationID{mark.ID}, s.marksSeen(s.Coach))
	require.Empty(t, s.marksSeen(s.Employee), "a draft is the coach's")
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.EndLive(t.Context(), s.Employee, s.id, s.Now)
		return err
	})
	require.False(t, s.sees(s.Coach))
	_, err = s.marks(s.Coach, 5000)
	require.ErrorIs(t, err, coaching.ErrNotFound)
	require.Empty(t, s.marksSeen(s.Coach))
	s.invites()
	require.True(t, s.sees(s.Coach), "she may let her in again")
}

func TestWhatWasFilmedOpensToTheCoachByASharingOnly(t *testing.T) {
	t.Parallel()
	s := toFilm(t)
	s.invites()
	take := s.begins()
	mark, err := s.marks(s.Coach, 4000)
	require.NoError(t, err)
	now := time.Now()
	s.ends(take, now)
	require.True(t, s.sees(s.Coach), "a recorder may come back")
	s.ends(s.begins(), now.Add(-2*time.Minute))
	_, err = s.PG.Owner.ExecContext(t.Context(), `UPDATE take SET ended_at = $2 WHERE recording_id = $1`, s.id, now.Add(-2*time.Minute))
	require.NoError(t, err)
	require.False(t, s.sees(s.Coach), "it is over, and was not shared")
	require.Empty(t, s.marksSeen(s.Coach))
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.Share(t.Context(), s.Employee, s.id, s.Now)
		return err
	})
	require.Equal(t, []coaching.AnnotationID{mark.ID}, s.marksSeen(s.Coach), "her marks were kept for that")
}

func TestTheFilmOfAnEarlierTakeIsNotPartOfWatchingLive(t *testing.T) {
	t.Parallel()
	s := filmed{Story: pgstory.New(t, "").Record(), t: t}
	s.id = s.Recording.ID
	s.invites()
	s.begins()
	require.True(t, s.sees(s.Coach))
	err := s.DB.AsActor(t.Context(), s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.Film(t.Context(), s.id)
		return err
	})
	require.ErrorIs(t, err, coaching.ErrNotFound)
	late, err := s.marks(s.Coach, 700_000)
	require.NoError(t, err, "beyond what can be watched so far")
	err = s.DB.AsActor(t.Context(), s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.SetChoice(t.Context(), s.Coach, s.Cycle.ID, []coaching.AnnotationID{late.ID})
		return err
	})
	require.Error(t, err, "what is chosen for feedback is of what was shared")
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.Film(t.Context(), s.id)
		return err
	})
}

func TestAWatchTokenIsOfOneCoachAndGoesWithItsLogIn(t *testing.T) {
	t.Parallel()
	s := toFilm(t)
	ask := func(actor coaching.Actor, token string) error {
		return s.DB.AsActor(t.Context(), actor, func(tx *postgres.Tx) error {
			return tx.CreateWatchToken(t.Context(), actor, s.id, pgstory.Hash(token), pgstory.Hash("log-in"), s.Now, s.Now.Add(time.Hour))
		})
	}
	s.Behind(postgres.Login, func(tx *postgres.Tx) error {
		return tx.CreateLoginSession(t.Context(), pgstory.Hash("log-in"), s.Coach.ID, s.Now, s.Now.Add(time.Hour))
	})
	require.ErrorIs(t, ask(s.Coach, "early"), coaching.ErrNotFound)
	s.invites()
	require.NoError(t, ask(s.Coach, "watch"))
	require.ErrorIs(t, ask(s.Coach2, "other"), coaching.ErrNotFound)
	require.ErrorIs(t, ask(s.Employee, "own"), coaching.ErrNotFound)
	find := func(at time.Time) (found coaching.WatchToken, err error) {
		err = s.DB.AsDoor(t.Context(), postgres.Watch, func(tx *postgres.Tx) (err error) {
			found, err = tx.WatchToken(t.Context(), pgstory.Hash("watch"), at)
			return err
		})
		return found, err
	}
	found, err := find(s.Now)
	require.NoError(t, err)
	require.Equal(t, coaching.WatchToken{RecordingID: s.id, OwnerID: s.Employee.ID, PersonID: s.Coach.ID}, found)
	_, err = find(s.Now.Add(2 * time.Hour))
	require.ErrorIs(t, err, coaching.ErrNotFound)
	s.As(s.Coach, func(tx *postgres.Tx) error { return tx.DeleteLoginSessions(t.Context(), s.Coach.ID) })
	_, err = find(s.Now)
	require.ErrorIs(t, err, coaching.ErrNotFound, "logged out everywhere")
}
