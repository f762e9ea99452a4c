package postgres_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

// real makes the holder of a story one that is no demo: only there anything is erased by itself.
func real(t *testing.T, s *pgstory.Story) *pgstory.Story {
	t.Helper()
	_, err := s.PG.Owner.ExecContext(t.Context(), `UPDATE holder SET demo_version = NULL, recording_confirmed_at = now() WHERE id = $1`, s.Holder.ID)
	require.NoError(t, err)
	return s
}

func endOf(t *testing.T, s *pgstory.Story, id coaching.RecordingID) (end coaching.End) {
	t.Helper()
	s.As(s.Employee, func(tx *postgres.Tx) error {
		ending, err := tx.Ending(t.Context(), id)
		end = ending.End
		return err
	})
	return end
}

// days is a day counted from now, in the zone of the story.
func days(s *pgstory.Story, n int) coaching.Day {
	return coaching.DayOf(s.Now, zoneOf(s)).Plus(n)
}

func zoneOf(s *pgstory.Story) *time.Location {
	return coaching.Lifespan{TimeZone: s.Holder.TimeZone}.Zone()
}

func expire(t *testing.T, s *pgstory.Story, id coaching.RecordingID, now time.Time) (expired bool) {
	t.Helper()
	s.Behind(postgres.Retain, func(tx *postgres.Tx) (err error) {
		expired, err = tx.Expire(t.Context(), id, now)
		return err
	})
	return expired
}

func TestARecordingIsReviewedByTheFirstOfItsDatedFacts(t *testing.T) {
	t.Parallel()
	s := real(t, newPeople(t).Record()) // made ten days ago
	ctx := t.Context()
	made := coaching.DayOf(s.Now.AddDate(0, 0, -10), zoneOf(s))
	require.Equal(t, coaching.End{On: made.Plus(60), Why: coaching.EndCap}, endOf(t, s, s.Recording.ID))
	s.Look() // her work point, written now, after the release
	require.Equal(t, coaching.EndReviewed, endOf(t, s, s.Recording.ID).Why)
	require.LessOrEqual(t, endOf(t, s, s.Recording.ID).On, days(s, 15))

	other := real(t, newPeople(t).Record())
	other.As(other.Employee, func(tx *postgres.Tx) error {
		_, _, err := tx.CloseCycle(ctx, other.Employee, other.Cycle.ID, false, other.Now.AddDate(0, 0, -2))
		return err
	})
	closed := coaching.DayOf(other.Now.AddDate(0, 0, -2), zoneOf(other))
	require.Equal(t, coaching.End{On: closed.Plus(14), Why: coaching.EndReviewed}, endOf(t, other, other.Recording.ID))
}

func TestTheTalkReviewsWhatItWasAbout(t *testing.T) {
	t.Parallel()
	s := real(t, newPeople(t).Share().Sit())
	require.Equal(t, coaching.EndCap, endOf(t, s, s.Recording.ID).Why, "a talk that runs has reviewed nothing yet")
	s.As(s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.EndTalk(t.Context(), s.Coach, s.Talk.ID, s.Now)
		return err
	})
	end := coaching.End{On: days(s, 14), Why: coaching.EndReviewed}
	require.Equal(t, end, endOf(t, s, s.Recording.ID))
	require.False(t, expire(t, s, s.Recording.ID, s.Now.AddDate(0, 0, 13)))
	require.True(t, expire(t, s, s.Recording.ID, s.Now.AddDate(0, 0, 16)), "the door that ends recordings knows of the talk")
}

func TestAWorkPointBeforeTheReleaseIsNoReview(t *testing.T) {
	t.Parallel()
	s := real(t, newPeople(t).Record())
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.SetWorkPoint(t.Context(), s.Employee, s.Cycle.ID, coaching.WorkPoint{Text: "Wachten", UpdatedAt: s.Now.AddDate(0, 0, -9)}, 0)
		return err
	})
	s.Give() // seven days ago
	require.Equal(t, coaching.EndCap, endOf(t, s, s.Recording.ID).Why)
}

func TestADueRecordingIsClosedForAllAndItsWordsStay(t *testing.T) {
	t.Parallel()
	s := real(t, newPeople(t).Look())
	ctx, id := t.Context(), s.Recording.ID
	end := endOf(t, s, id)
	over := end.On.Over(zoneOf(s))
	require.False(t, expire(t, s, id, over.Add(-time.Second)), "the day is not over")
	require.True(t, expire(t, s, id, over))
	require.False(t, expire(t, s, id, over), "once")
	for _, actor := range []coaching.Actor{s.Employee, s.Coach} {
		s.As(actor, func(tx *postgres.Tx) error {
			_, err := tx.Recording(ctx, id)
			require.ErrorIs(t, err, coaching.ErrNotFound)
			receipt, err := tx.Receipt(ctx, id)
			require.NoError(t, err)
			require.Equal(t, coaching.ErasedByRetention, receipt.Reason)
			require.Equal(t, coaching.EndReviewed, receipt.Why)
			words, err := tx.KeptWords(ctx, s.Cycle.ID)
			var said []string
			for _, word := range words {
				said = append(said, word.Kind+": "+word.Text)
			}
			require.Equal(t, []string{"top: Je wacht en benoemt", "look: Ik wacht", "reply: Ik wachtte dus echt", "proud: Dit lukte"}, said)
			return err
		})
	}
	s.Behind(postgres.Erase, func(tx *postgres.Tx) error {
		ids, err := tx.Unerased(ctx)
		require.Equal(t, []coaching.RecordingID{id}, ids, "the erase job finds it")
		require.NoError(t, tx.KeyDestroyed(ctx, id, over))
		require.NoError(t, tx.CompleteErasure(ctx, id, 1, 1, over))
		return err
	})
	s.As(s.Employee, func(tx *postgres.Tx) error {
		words, err := tx.KeptWords(ctx, s.Cycle.ID)
		require.Len(t, words, 4, "and they outlive the marks")
		lines, _, err2 := tx.OwnLog(ctx, false, "", 0)
		require.NoError(t, err2)
		require.Equal(t, "expire", lines[0].Action)
		require.Equal(t, "system:retain", lines[0].Actor)
		return err
	})
	s.As(s.Manager, func(tx *postgres.Tx) error {
		words, err := tx.KeptWords(ctx, s.Cycle.ID)
		require.Empty(t, words)
		return err
	})
}

func TestWithdrawnWordsStayHersAlone(t *testing.T) {
	t.Parallel()
	s := real(t, newPeople(t).Look())
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.Withdraw(t.Context(), s.Employee, s.Recording.ID, s.Now)
		return err
	})
	require.True(t, expire(t, s, s.Recording.ID, s.Now.AddDate(1, 0, 0)))
	count := func(actor coaching.Actor) (n int) {
		s.As(actor, func(tx *postgres.Tx) error {
			words, err := tx.KeptWords(t.Context(), s.Cycle.ID)
			n = len(words)
			return err
		})
		return n
	}
	require.Equal(t, 4, count(s.Employee))
	require.Zero(t, count(s.Coach))
}

// A mark opens to her by her look or in the talk, and by no clock.
func TestAReleasedMarkThatNeverOpenedGoesWithItsFilm(t *testing.T) {
	t.Parallel()
	for name, open := range map[string]func(*pgstory.Story){
		"": func(s *pgstory.Story) { s.Give() },
		"top: Je wacht en benoemt, look: Ik wacht, reply: Ik wachtte dus echt": func(s *pgstory.Story) { s.Look() },
		"tip: Tel tot drie": func(s *pgstory.Story) {
			s.Give()
			s.As(s.Employee, func(tx *postgres.Tx) error {
				talk, err := tx.StartTalk(t.Context(), s.Employee, s.Cycle.ID, s.Recording.ID, coaching.Together, s.Now)
				if err == nil {
					_, err = tx.OpenMoment(t.Context(), s.Employee, talk.ID, s.Release.Moments[1].ID, s.Now)
				}
				return err
			})
		},
	} {
		s := real(t, newPeople(t))
		open(s)
		require.True(t, expire(t, s, s.Recording.ID, s.Now.AddDate(1, 0, 0)))
		s.As(s.Employee, func(tx *postgres.Tx) error {
			words, err := tx.KeptWords(t.Context(), s.Cycle.ID)
			var said []string
			for _, word := range words {
				if word.Kind != "proud" {
					said = append(said, word.Kind+": "+word.Text)
				}
			}
			require.Equal(t, name, strings.Join(said, ", "))
			return err
		})
	}
}

func TestLockedDemoAndKeptRecordingsAreLeftAlone(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	far := func(s *pgstory.Story) time.Time { return s.Now.AddDate(1, 0, 0) }
	demo := newPeople(t).Record()
	require.False(t, expire(t, demo, demo.Recording.ID, far(demo)), "demo")

	locked := real(t, newPeople(t).Record())
	_, err := locked.PG.Owner.ExecContext(ctx, `UPDATE recording SET locked_at = now(), frozen_at = now() WHERE id = $1`, locked.Recording.ID)
	require.NoError(t, err)
	require.False(t, expire(t, locked, locked.Recording.ID, far(locked)), "kept as evidence")
	locked.Behind(postgres.Retain, func(tx *postgres.Tx) error {
		all, err := tx.AllEndings(ctx, "")
		require.Len(t, all, 1)
		require.NotNil(t, all[0].FrozenAt, "and can be reported")
		return err
	})

	kept := real(t, newPeople(t).Record())
	until := days(kept, 100)
	kept.As(kept.Employee, func(tx *postgres.Tx) error {
		_, err := tx.Extend(ctx, kept.Employee, kept.Recording.ID, string(until), "Voor het team", kept.Now)
		return err
	})
	require.False(t, expire(t, kept, kept.Recording.ID, until.Over(zoneOf(kept)).Add(-time.Second)), "kept longer")
	require.True(t, expire(t, kept, kept.Recording.ID, until.Over(zoneOf(kept))))

	planned := real(t, newPeople(t).Ask())
	var id coaching.RecordingID
	planned.As(planned.Employee, func(tx *postgres.Tx) error {
		r, err := tx.CreateRecording(ctx, planned.Employee, planned.Cycle.ID, "Ooit", nil, 0, planned.Now.AddDate(-1, 0, 0))
		id = r.ID
		return err
	})
	require.False(t, expire(t, planned, id, far(planned)), "nothing was recorded")
}

func TestOldMinutesGoAfterThreeFullYears(t *testing.T) {
	t.Parallel()
	s := real(t, newPeople(t).Give())
	var held string
	require.NoError(t, s.PG.Owner.GetContext(t.Context(), &held, `SELECT to_char(held_on, 'YYYY-MM-DD') FROM coaching_entry`))
	remove := func(before coaching.Day) (n int64) {
		s.Behind(postgres.Retain, func(tx *postgres.Tx) (err error) {
			n, err = tx.ExpireEntries(t.Context(), s.Holder.ID, before)
			return err
		})
		return n
	}
	require.Zero(t, remove(coaching.Day(held)))
	require.EqualValues(t, 1, remove(coaching.Day(held).Plus(1)))
}
