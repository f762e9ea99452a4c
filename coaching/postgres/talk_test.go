package postgres_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

// notes are the texts of Talk that somebody sees.
func notes(t *testing.T, s *pgstory.Story, who coaching.Actor) (texts []string) {
	t.Helper()
	s.As(who, func(tx *postgres.Tx) error {
		found, err := tx.TalkNotes(t.Context(), s.Talk.ID)
		for _, note := range found {
			texts = append(texts, note.Text)
		}
		return err
	})
	return texts
}

func talk(t *testing.T, s *pgstory.Story, who coaching.Actor) (talk coaching.Talk) {
	t.Helper()
	s.As(who, func(tx *postgres.Tx) (err error) {
		talk, err = tx.Talk(t.Context(), s.Talk.ID)
		return err
	})
	return talk
}

func TestBothWhoBeginAtOnceSitInOneTalk(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Share().Sit()
	s.As(s.Employee, func(tx *postgres.Tx) error {
		joined, err := tx.StartTalk(t.Context(), s.Employee, s.Cycle.ID, s.Recording.ID, coaching.Apart, s.Now)
		require.Equal(t, s.Talk.ID, joined.ID)
		require.Equal(t, coaching.Together, joined.Setting, "who comes later joins")
		return err
	})
}

func TestATalkShowsOnlyASharedFilmOfItsCycle(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Record()
	err := s.DB.AsActor(t.Context(), s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.StartTalk(t.Context(), s.Employee, s.Cycle.ID, s.Recording.ID, coaching.Together, s.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.Conflict("nothing_to_show"))
	s.Share().Sit()
	own := s.Film(s.Cycle.ID, "Voor mezelf", s.Now)
	for want, at := range map[error]coaching.Playhead{
		coaching.Conflict("nothing_to_show"): {RecordingID: own.ID, RatePercent: 100},
		coaching.ErrInvalid:                  {RecordingID: s.Recording.ID, RatePercent: 100, PositionMS: s.Recording.DurationMS + 1},
	} {
		err := s.DB.AsActor(t.Context(), s.Employee, func(tx *postgres.Tx) error {
			_, err := tx.TouchTalk(t.Context(), s.Employee, s.Talk.ID, postgres.TalkChange{Playhead: &at}, s.Now)
			return err
		})
		require.ErrorIs(t, err, want)
	}
}

func TestHerWordsOpenTheCoachsMarkWhoeverWroteThemDown(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Give().Sit()
	shut := s.Release.Moments[1]
	sees := func() (opened, marked bool) {
		s.As(s.Employee, func(tx *postgres.Tx) error {
			releases, err := tx.Releases(t.Context(), s.Cycle.ID)
			opened, marked = releases[0].Moments[1].Opened, releases[0].Moments[1].Mark != nil
			return err
		})
		return opened, marked
	}
	word := coaching.TalkNote{TalkID: s.Talk.ID, Voice: coaching.VoiceCoach, Kind: "word", Step: "look", Text: "Kijk", MomentID: shut.ID}
	s.Say(s.Coach, word)
	opened, marked := sees()
	require.False(t, opened || marked, "the coach's own words open nothing")
	word.Voice = coaching.VoiceEmployee
	s.Say(s.Coach, word)
	opened, marked = sees()
	require.True(t, opened && marked)
	s.As(s.Employee, func(tx *postgres.Tx) error {
		cycle, err := tx.Cycle(t.Context(), s.Cycle.ID)
		require.Equal(t, 2, cycle.Facts.Looked)
		require.Equal(t, 1, cycle.Facts.Talking)
		require.Equal(t, 3, cycle.Facts.ToApprove)
		return err
	})
}

func TestApartTheCoachDoesNotSkipForHer(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Give().Sit()
	apart := coaching.Apart
	skip := func(who coaching.Actor) error {
		return s.DB.AsActor(t.Context(), who, func(tx *postgres.Tx) error {
			if _, err := tx.TouchTalk(t.Context(), who, s.Talk.ID, postgres.TalkChange{Setting: &apart}, s.Now); err != nil {
				return err
			}
			_, err := tx.OpenMoment(t.Context(), who, s.Talk.ID, s.Release.Moments[1].ID, s.Now)
			return err
		})
	}
	require.ErrorIs(t, skip(s.Coach), coaching.Forbidden("only_the_employee_looks"))
	require.NoError(t, skip(s.Employee))
	require.NoError(t, skip(s.Employee), "twice is once")
	together := coaching.Together
	require.ErrorIs(t, s.DB.AsActor(t.Context(), s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.TouchTalk(t.Context(), s.Coach, s.Talk.ID, postgres.TalkChange{Setting: &together}, s.Now)
		return err
	}), coaching.Forbidden("only_the_employee_looks"), "nor does she call them together to do so")
	require.Contains(t, talk(t, s, s.Coach).Openings, coaching.Opening{MomentID: s.Release.Moments[1].ID, Skipped: true})
}

func TestTakingBackTheFilmLeavesTheTalkWithoutIt(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Share().Sit()
	require.Len(t, notes(t, s, s.Coach), 3)
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.Withdraw(t.Context(), s.Employee, s.Recording.ID, s.Now)
		return err
	})
	for _, who := range []coaching.Actor{s.Employee, s.Coach} {
		left := talk(t, s, who)
		require.Empty(t, left.Playhead.RecordingID)
		require.True(t, left.Running())
	}
	require.Len(t, notes(t, s, s.Employee), 3)
	require.Len(t, notes(t, s, s.Coach), 2, "what waits at a place in the film goes with the film; what she approved stays")
}

func TestAPauseAnEndAndAnotherCoachEndTheTalk(t *testing.T) {
	t.Parallel()
	for name, act := range map[string]func(*pgstory.Story, *postgres.Tx) error{
		"pause": func(s *pgstory.Story, tx *postgres.Tx) error {
			_, err := tx.Pause(t.Context(), s.Employee, s.Trajectory.ID, s.Now)
			return err
		},
		"end": func(s *pgstory.Story, tx *postgres.Tx) error {
			_, err := tx.End(t.Context(), s.Employee, s.Trajectory.ID, s.Now)
			return err
		},
		"close": func(s *pgstory.Story, tx *postgres.Tx) error {
			_, _, err := tx.CloseCycle(t.Context(), s.Employee, s.Cycle.ID, true, s.Now)
			return err
		},
		"another coach": func(s *pgstory.Story, tx *postgres.Tx) error {
			_, err := tx.ChooseCoach(t.Context(), s.Employee, s.Trajectory.ID, s.Coach2.ID, s.Now)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newPeople(t).Share().Sit()
			s.As(s.Employee, func(tx *postgres.Tx) error { return act(s, tx) })
			require.NotNil(t, talk(t, s, s.Employee).EndedAt)
			step := coaching.TalkStep("child")
			err := s.DB.AsActor(t.Context(), s.Coach, func(tx *postgres.Tx) error {
				_, err := tx.TouchTalk(t.Context(), s.Coach, s.Talk.ID, postgres.TalkChange{Step: &step}, s.Now)
				return err
			})
			require.Error(t, err)
		})
	}
}

func TestWhatTheCoachRewordsWaitsForHerAgain(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Share().Sit()
	note := s.Said
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		note, err = tx.ApproveTalkNote(t.Context(), s.Employee, note.ID, 1, s.Now)
		require.NotNil(t, note.ApprovedAt)
		return err
	})
	note.Text = "Anders"
	s.As(s.Coach, func(tx *postgres.Tx) (err error) {
		note, err = tx.ChangeTalkNote(t.Context(), s.Coach, note, note.Version, s.Now)
		require.Nil(t, note.ApprovedAt)
		return err
	})
	err := s.DB.AsActor(t.Context(), s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.ApproveTalkNote(t.Context(), s.Employee, note.ID, note.Version-1, s.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.ErrStale, "she approves what she read, not what was made of it meanwhile")
	s.As(s.Employee, func(tx *postgres.Tx) error {
		return tx.WithdrawTalkNote(t.Context(), s.Employee, note.ID, note.Version, s.Now)
	})
	require.NotContains(t, notes(t, s, s.Coach), "Anders")
	var kept string
	require.NoError(t, s.PG.Owner.Get(&kept, `SELECT text FROM talk_note WHERE id = $1`, note.ID))
	require.Empty(t, kept, "the text is gone, not hidden")
}

func TestTheMinutesOfATalkAreConfirmedOnce(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Share().Sit()
	minutes := coaching.Entry{HeldOn: s.Now.AddDate(0, 0, -1).Format(time.DateOnly), Minutes: 40}
	confirm := func(who coaching.Actor) error {
		return s.DB.AsActor(t.Context(), who, func(tx *postgres.Tx) error {
			return tx.ConfirmTalk(t.Context(), who, s.Talk.ID, minutes, s.Now)
		})
	}
	require.ErrorIs(t, confirm(s.Coach), coaching.Conflict("talk_not_held"))
	for range 2 {
		s.As(s.Coach, func(tx *postgres.Tx) error {
			_, err := tx.EndTalk(t.Context(), s.Coach, s.Talk.ID, s.Now)
			return err
		})
	}
	require.ErrorIs(t, confirm(s.Employee), coaching.Forbidden("only_the_coach"))
	require.NoError(t, confirm(s.Coach))
	require.ErrorIs(t, confirm(s.Coach), coaching.Conflict("minutes_confirmed"))
}

func TestOneNoteSentTwiceIsOne(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Share().Sit()
	note := coaching.TalkNote{ID: postgres.NewID[coaching.TalkNoteID](), TalkID: s.Talk.ID, Voice: "employee", Kind: "insight", Step: "why", Text: "Wachten helpt"}
	require.Equal(t, s.Say(s.Coach, note), s.Say(s.Coach, note))
	err := s.DB.AsActor(t.Context(), s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.CreateTalkNote(t.Context(), s.Employee, note, s.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.Conflict("id_taken"))
}

func TestTwoTouchesAtOnceHaveAnOrder(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Share().Sit()
	at := func(ms int64) postgres.TalkChange {
		return postgres.TalkChange{Playhead: &coaching.Playhead{RecordingID: s.Recording.ID, PositionMS: ms, RatePercent: 100, Playing: true}}
	}
	var second <-chan error
	s.As(s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.TouchTalk(t.Context(), s.Coach, s.Talk.ID, at(1000), s.Now)
		second = late(t, s, func() error {
			return s.DB.AsActor(t.Context(), s.Employee, func(tx *postgres.Tx) error {
				_, err := tx.TouchTalk(t.Context(), s.Employee, s.Talk.ID, at(2000), s.Now)
				return err
			})
		})
		return err
	})
	require.NoError(t, <-second)
	now := talk(t, s, s.Coach).Playhead
	require.EqualValues(t, 2000, now.PositionMS)
	require.Equal(t, 2, now.Number)
	require.Equal(t, s.Employee.ID, now.By)
}

func TestTheCoachsHandNeverApproves(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Share().Sit()
	err := s.DB.AsActor(t.Context(), s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.ExecContext(t.Context(), `UPDATE talk_note SET approved_at = now() WHERE id = $1`, s.Said.ID)
		return err
	})
	require.ErrorIs(t, err, coaching.ErrNotFound, "PostgreSQL itself refuses")
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.ExecContext(t.Context(), `UPDATE talk_note SET approved_at = now() WHERE id = $1`, s.Said.ID)
		return err
	})
}

func TestTakingBackAndTouchingDoNotWaitForOneAnother(t *testing.T) {
	t.Parallel()
	for name, take := range map[string]func(*pgstory.Story, *postgres.Tx) error{
		"withdraw": func(s *pgstory.Story, tx *postgres.Tx) error {
			_, err := tx.Withdraw(t.Context(), s.Employee, s.Recording.ID, s.Now)
			return err
		},
		"erase": func(s *pgstory.Story, tx *postgres.Tx) error {
			_, err := tx.RequestErasure(t.Context(), s.Employee, s.Recording.ID, s.Now)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newPeople(t).Share().Sit()
			at := postgres.TalkChange{Playhead: &coaching.Playhead{RecordingID: s.Recording.ID, PositionMS: 1000, RatePercent: 100}}
			var taken <-chan error
			s.As(s.Coach, func(tx *postgres.Tx) error {
				if _, err := tx.ExecContext(t.Context(), `SELECT FROM talk WHERE id = $1 FOR UPDATE`, s.Talk.ID); err != nil {
					return err // so far each touch comes before it asks for the film
				}
				taken = late(t, s, func() error {
					return s.DB.AsActor(t.Context(), s.Employee, func(tx *postgres.Tx) error { return take(s, tx) })
				})
				_, err := tx.TouchTalk(t.Context(), s.Coach, s.Talk.ID, at, s.Now)
				return err
			})
			require.NoError(t, <-taken)
			require.Empty(t, talk(t, s, s.Employee).Playhead.RecordingID)
		})
	}
}

func TestAfterTheTalkTheCoachsHandOpensNoMark(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Give()
	ctx := t.Context()
	opened := func() (n int) {
		s.As(s.Employee, func(tx *postgres.Tx) error {
			talks, err := tx.Talks(ctx, s.Cycle.ID)
			n = len(talks[0].Openings)
			return err
		})
		return n
	}
	var talk coaching.Talk
	s.As(s.Coach, func(tx *postgres.Tx) (err error) {
		if talk, err = tx.StartTalk(ctx, s.Coach, s.Cycle.ID, s.Recording.ID, coaching.Together, s.Now); err == nil {
			talk, err = tx.EndTalk(ctx, s.Coach, talk.ID, s.Now)
		}
		return err
	})
	for i, actor := range []coaching.Actor{s.Coach, s.Employee} {
		s.As(actor, func(tx *postgres.Tx) error {
			_, err := tx.CreateTalkNote(ctx, actor, coaching.TalkNote{
				TalkID: talk.ID, Voice: coaching.VoiceEmployee, Kind: "word", Step: "look", Text: "Ik zie het", MomentID: s.Release.Moments[1].ID,
			}, s.Now)
			return err
		})
		require.Equal(t, i, opened(), "her own words open it, also late")
	}
}
