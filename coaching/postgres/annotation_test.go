package postgres_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

func TestSendingAMarkAgainMakesOne(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Share()
	ctx := t.Context()
	mark := coaching.Annotation{ID: postgres.NewID[coaching.AnnotationID](), RecordingID: s.Recording.ID, StartMS: 5, EndMS: 5, Kind: coaching.Top, Text: "een"}
	create := func(actor coaching.Actor, mark coaching.Annotation) (made coaching.Annotation, err error) {
		err = s.DB.AsActor(ctx, actor, func(tx *postgres.Tx) error {
			made, err = tx.CreateAnnotation(ctx, actor, mark)
			return err
		})
		return made, err
	}
	var both sync.WaitGroup
	for range 4 {
		both.Go(func() {
			made, err := create(s.Coach, mark)
			if err != nil || made.ID != mark.ID {
				t.Errorf("create again: %v, %v", made, err)
			}
		})
	}
	both.Wait()
	s.As(s.Coach, func(tx *postgres.Tx) error {
		marks, _, err := tx.Annotations(ctx, s.Recording.ID, "", 0)
		require.Len(t, marks, 1)
		require.Equal(t, coaching.Draft, marks[0].Visibility)
		require.Equal(t, s.Coach.ID, marks[0].AuthorID)
		return err
	})
	_, err := create(s.Employee, mark)
	require.ErrorIs(t, err, coaching.ErrConflict, "another's id, which she cannot even see")
	mark.ID = "mine"
	_, err = create(s.Coach, mark)
	require.ErrorIs(t, err, coaching.ErrInvalid)
}

func TestTwoCoachesOnOneMark(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Mark()
	ctx := t.Context()
	_, err := s.PG.Owner.ExecContext(ctx, `
		INSERT INTO trajectory_coach (trajectory_id, coach_id, holder_id, valid_from)
		VALUES ($1, $2, $3, $4)`, s.Trajectory.ID, s.Coach2.ID, s.Holder.ID, s.Now)
	require.NoError(t, err)
	change := func(actor coaching.Actor, text string, version int) (mark coaching.Annotation, err error) {
		err = s.DB.AsActor(ctx, actor, func(tx *postgres.Tx) error {
			words := s.Top
			words.Text = text
			mark, err = tx.ChangeAnnotation(ctx, actor, words, version)
			return err
		})
		return mark, err
	}
	mark, err := change(s.Coach2, "van de tweede", 1)
	require.NoError(t, err)
	require.Equal(t, 2, mark.Version)
	require.Equal(t, s.Coach.ID, mark.AuthorID)
	_, err = change(s.Coach, "van de eerste", 1)
	require.ErrorIs(t, err, coaching.ErrStale, "not a silent overwrite")
	remove := func(version int) error {
		return s.DB.AsActor(ctx, s.Coach, func(tx *postgres.Tx) error {
			return tx.DeleteAnnotation(ctx, s.Coach, s.Top.ID, version)
		})
	}
	require.ErrorIs(t, remove(1), coaching.ErrStale)
	require.NoError(t, remove(2))
	require.ErrorIs(t, remove(2), coaching.ErrNotFound)
}

func TestAMarkMustFitItsRecording(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Mark()
	other := s.Film(s.Cycle.ID, "Ander", s.Now)
	ctx := t.Context()
	for name, wrong := range map[string]coaching.Annotation{
		"start_ms outside_the_recording": {StartMS: 600_001, EndMS: 600_001, Kind: coaching.Top},
		"end_ms before_the_start":        {StartMS: 20, EndMS: 10, Kind: coaching.Top},
		"kind required":                  {},
		"codes unknown":                  {Codes: []string{"vib-microanalyse:nee"}},
		"answers_id unknown":             {Kind: coaching.Top, AnswersID: postgres.NewID[coaching.AnnotationID]()},
	} {
		wrong.RecordingID = s.Recording.ID
		err := s.DB.AsActor(ctx, s.Coach, func(tx *postgres.Tx) error {
			_, err := tx.CreateAnnotation(ctx, s.Coach, wrong)
			return err
		})
		require.ErrorIs(t, err, coaching.ErrInvalid, name)
		require.ErrorContains(t, err, name)
	}
	err := s.DB.AsActor(ctx, s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.CreateAnnotation(ctx, s.Employee, coaching.Annotation{RecordingID: other.ID, Kind: coaching.Top, AnswersID: s.Proud.ID})
		return err
	})
	require.ErrorIs(t, err, coaching.ErrInvalid, "it answers a mark of another recording")
	err = s.DB.AsActor(ctx, s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.CreateAnnotation(ctx, s.Employee, coaching.Annotation{RecordingID: s.Recording.ID, Kind: coaching.Top, AnswersID: s.Top.ID})
		return err
	})
	require.ErrorIs(t, err, coaching.ErrInvalid, "it answers a draft that she cannot see")
}

func TestMarksComeByPositionAndAreCounted(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Mark()
	ctx := t.Context()
	s.As(s.Coach, func(tx *postgres.Tx) error {
		var order []coaching.AnnotationID
		for cursor, more := "", true; more; more = cursor != "" {
			page, next, err := tx.Annotations(ctx, s.Recording.ID, cursor, 2)
			require.NoError(t, err)
			for _, mark := range page {
				order = append(order, mark.ID)
			}
			cursor = next
		}
		require.Equal(t, []coaching.AnnotationID{s.Growth.ID, s.Initiative.ID, s.Top.ID, s.Proud.ID, s.Answer.ID, s.Left.ID}, order)
		chain, err := tx.Chain(ctx, s.Recording.ID)
		require.Equal(t, coaching.ChainCount{Initiatives: 1, Received: 1, Verbal: 1, Answered: 1}, chain)
		return err
	})
	s.As(s.Employee, func(tx *postgres.Tx) error {
		chain, err := tx.Chain(ctx, s.Recording.ID)
		require.Zero(t, chain, "counted by what she may see")
		proud, err2 := tx.ProudMarks(ctx)
		require.NoError(t, err2)
		require.Len(t, proud, 1)
		require.Equal(t, s.Recording.ID, proud[0].Recording.ID)
		return err
	})
}

func TestTheThreadUnderAMark(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Look()
	ctx := t.Context()
	id := postgres.NewID[coaching.ReplyID]()
	for range 2 {
		s.As(s.Coach, func(tx *postgres.Tx) error {
			_, err := tx.CreateReply(ctx, s.Coach, s.Top.ID, id, "Mooi", s.Now)
			return err
		})
	}
	s.As(s.Employee, func(tx *postgres.Tx) error {
		replies, err := tx.Replies(ctx, s.Top.ID)
		require.Len(t, replies, 2)
		require.Equal(t, "Ik wachtte dus echt", replies[0].Text)
		mark, err2 := tx.Annotation(ctx, s.Top.ID)
		require.NoError(t, err2)
		require.Equal(t, 2, mark.Replies)
		_, err2 = tx.Replies(ctx, s.Growth.ID)
		require.ErrorIs(t, err2, coaching.ErrNotFound, "not looked at yet")
		return err
	})
}

func TestThePadIsHersOrTheUsualOne(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	ctx := t.Context()
	s.As(s.Coach, func(tx *postgres.Tx) error {
		pad, err := tx.Pad(ctx, s.Coach)
		require.NoError(t, err)
		require.Equal(t, coaching.DefaultPad(), pad)
		for _, chosen := range [][]string{{"vib-microanalyse:volgen"}, {"vib-microanalyse:kijken", "vib-microanalyse:volgen"}} {
			require.NoError(t, tx.SetPad(ctx, s.Coach, chosen))
			pad, err = tx.Pad(ctx, s.Coach)
			require.NoError(t, err)
			require.Equal(t, chosen, pad)
		}
		require.ErrorIs(t, tx.SetPad(ctx, s.Coach, []string{"nee"}), coaching.ErrInvalid)
		return nil
	})
}
