package postgres_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

func TestFilmPassesThroughItsStates(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Ask()
	ctx := t.Context()
	var id coaching.RecordingID
	s.As(s.Employee, func(tx *postgres.Tx) error {
		recording, err := tx.CreateRecording(ctx, s.Employee, s.Cycle.ID, "", nil, 0, s.Now)
		id = recording.ID
		return err
	})
	state := func() coaching.RecordingState { return s.Read(id).State }
	require.Equal(t, coaching.Planned, state())

	zero := s.Now.Add(time.Second)
	s.Behind(postgres.Ingest, func(tx *postgres.Tx) error {
		number, err := tx.BeginTake(ctx, id, "here", s.Now)
		require.Equal(t, 1, number)
		require.NoError(t, err)
		require.NoError(t, tx.SetZero(ctx, id, zero))
		return tx.SetZero(ctx, id, zero.Add(time.Hour))
	})
	require.Equal(t, coaching.InProgress, state())
	require.True(t, zero.Equal(*s.Read(id).ZeroAt), "zero never changes")

	s.Behind(postgres.Ingest, func(tx *postgres.Tx) error { // a second take begins before the first has ended
		number, err := tx.BeginTake(ctx, id, "here", s.Now)
		require.Equal(t, 2, number)
		require.NoError(t, err)
		require.NoError(t, tx.SetSteady(ctx, id, 2, coaching.Steady{Boot: "b", SinceBoot: time.Hour}))
		takes, err := tx.Takes(ctx, id)
		require.NoError(t, err)
		require.Equal(t, coaching.Steady{Boot: "b", SinceBoot: time.Hour}, takes[1].Steady)
		require.Zero(t, takes[0].Steady)
		return tx.EndTake(ctx, id, 1, s.Now)
	})
	require.Equal(t, coaching.InProgress, state())
	s.Behind(postgres.Finalise, func(tx *postgres.Tx) error {
		here, err := tx.UnfinishedTakes(ctx, "here")
		require.NoError(t, err)
		require.Len(t, here, 2)
		elsewhere, err := tx.UnfinishedTakes(ctx, "elsewhere")
		require.Empty(t, elsewhere)
		require.NoError(t, err)
		gaps := []coaching.Gap{{StartMS: 10, EndMS: 20, Track: "audio", Reason: "lost"}}
		for range 2 { // a repeated job changes nothing
			require.NoError(t, tx.FinaliseTake(ctx, id, coaching.Take{Number: 1, File: "takes/001.mp4", DurationMS: 5000}, gaps, &zero))
		}
		return tx.FinaliseTake(ctx, id, coaching.Take{Number: 2, File: "takes/002.webm", StartMS: 7000, DurationMS: 1000}, nil, nil)
	})
	require.Equal(t, coaching.Processing, state(), "a crash left take 2 open; finalising ends it")
	require.EqualValues(t, 8000, s.Read(id).DurationMS, "how long it is, for the progress that is shown meanwhile")
	s.Behind(postgres.Transcode, func(tx *postgres.Tx) error {
		recording, takes, gaps, err := tx.RecordingForJob(ctx, id)
		require.NoError(t, err)
		require.Len(t, takes, 2)
		require.Equal(t, []coaching.Gap{{Take: 1, StartMS: 10, EndMS: 20, Track: "audio", Reason: "lost"}}, gaps)
		require.Equal(t, 0, recording.Generation)
		work, err := tx.Unwatchables(ctx)
		require.NoError(t, err)
		require.Equal(t, []postgres.Unwatchable{{RecordingID: id, Takes: 2}}, work)
		require.NoError(t, tx.SetProgress(ctx, id, 4000))
		require.NoError(t, tx.Publish(ctx, id, postgres.Watchable{Generation: 2, Takes: 2, DurationMS: 8000, Num: 30, Den: 1}))
		require.NoError(t, tx.Publish(ctx, id, postgres.Watchable{Generation: 1, Takes: 1, DurationMS: 1, Num: 25, Den: 1}), "late")
		work, err = tx.Unwatchables(ctx)
		require.Empty(t, work)
		return err
	})
	ready := s.Read(id)
	require.Equal(t, coaching.Ready, ready.State)
	require.Equal(t, []int64{8000, 30, 2}, []int64{ready.DurationMS, int64(ready.FrameRateNum), int64(ready.Generation)})
	s.Behind(postgres.Ingest, func(tx *postgres.Tx) error {
		_, err := tx.BeginTake(ctx, id, "here", s.Now)
		return err
	})
	require.Equal(t, coaching.Ready, state(), "what can be watched stays so during a later take")
	s.Behind(postgres.Finalise, func(tx *postgres.Tx) error { return tx.FailRecording(ctx, id, "no_media") })
	require.Equal(t, coaching.Ready, state())
}

// beginTake is a recording whose first take is under way.
func beginTake(t *testing.T) (*pgstory.Story, coaching.RecordingID) {
	t.Helper()
	s := newPeople(t).Ask()
	var id coaching.RecordingID
	s.As(s.Employee, func(tx *postgres.Tx) error {
		recording, err := tx.CreateRecording(t.Context(), s.Employee, s.Cycle.ID, "", nil, 0, s.Now)
		id = recording.ID
		return err
	})
	s.Behind(postgres.Ingest, func(tx *postgres.Tx) error {
		_, err := tx.BeginTake(t.Context(), id, "here", s.Now)
		return err
	})
	return s, id
}

func TestARecordingWithoutFilmFails(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	s, id := beginTake(t)
	s.Behind(postgres.Finalise, func(tx *postgres.Tx) error {
		require.NoError(t, tx.FinaliseTake(ctx, id, coaching.Take{Number: 1}, nil, nil))
		return tx.FailRecording(ctx, id, "no_media")
	})
	failed := s.Read(id)
	require.Equal(t, coaching.Failed, failed.State)
	require.Equal(t, "no_media", failed.Reason)
	err := s.DB.AsActor(ctx, s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.Share(ctx, s.Employee, id, s.Now)
		return err
	})
	require.ErrorIs(t, err, coaching.ErrConflict)
	s.Behind(postgres.Ingest, func(tx *postgres.Tx) error {
		number, err := tx.BeginTake(ctx, id, "here", s.Now)
		require.Equal(t, 2, number)
		return err
	})
	require.Equal(t, coaching.InProgress, s.Read(id).State, "she can try again")
}

func TestATakeThatIsWholeAfterAllIsProcessed(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	s, id := beginTake(t)
	s.Behind(postgres.Finalise, func(tx *postgres.Tx) error {
		require.NoError(t, tx.FailRecording(ctx, id, coaching.ProcessingFailed))
		return tx.FinaliseTake(ctx, id, coaching.Take{Number: 1, File: "takes/001.mp4", DurationMS: 1000}, nil, nil)
	})
	require.Equal(t, coaching.Processing, s.Read(id).State, "it was tried until it worked")
	require.Empty(t, s.Read(id).Reason)
}
