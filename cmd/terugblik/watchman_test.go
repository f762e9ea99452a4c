package main

import (
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
	"terugblik/media"
	"terugblik/web/live"
)

// filming is a recording of a story into which a publisher's token was given, as the watchman sees it.
func filming(t *testing.T) (story *pgstory.Story, asked chan struct{}, halted chan media.RecordingID) {
	t.Helper()
	story = pgstory.New(t, "hash").Record()
	_, err := story.PG.Owner.Exec(`INSERT INTO ingest_token (id, holder_id, recording_id, token_hash, created_by, created_at, expires_at)
		VALUES (gen_random_uuid(), $1, $2, $3, $4, now(), now())`, story.Holder.ID, story.Recording.ID, pgstory.Hash("x"), story.Employee.ID)
	require.NoError(t, err)
	hub, err := live.Start(live.Inputs{DatabaseURL: story.PG.AppURL, Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	t.Cleanup(hub.Stop)
	halted, asked = make(chan media.RecordingID, 10), make(chan struct{}, 10)
	m := &watchman{
		db: story.DB, hub: hub, now: time.Now, log: slog.New(slog.DiscardHandler),
		filming: func() []media.RecordingID {
			asked <- struct{}{}
			return []media.RecordingID{media.RecordingID(story.Recording.ID)}
		},
		halt: func(id media.RecordingID) { halted <- id },
	}
	m.Start()
	t.Cleanup(m.Stop)
	return story, asked, halted
}

func TestWhatSomebodyFilmsStopsWhenSheIsEnded(t *testing.T) {
	t.Parallel()
	story, asked, halted := filming(t)
	end := func(id coaching.PersonID) {
		_, err := story.DB.EndMember(t.Context(), story.Administrator, id, "2020-01-01", time.Now())
		require.NoError(t, err)
	}
	end(story.Colleague.ID)
	<-asked
	require.Empty(t, halted, "somebody else's end stops nothing")
	end(story.Employee.ID)
	require.Equal(t, media.RecordingID(story.Recording.ID), <-halted)
}

func TestWhatIsFilmedStopsWhereFilmMayNotComeInAnyMore(t *testing.T) {
	t.Parallel()
	sql := func(s *pgstory.Story, text string, id any) {
		_, err := s.PG.Owner.Exec(text, id)
		require.NoError(t, err)
	}
	for name, change := range map[string]func(s *pgstory.Story){
		"the confirmation is withdrawn": func(s *pgstory.Story) {
			sql(s, `UPDATE holder SET demo_version = NULL, recording_confirmed_at = now(), recording_confirmed_by = $1`, s.Administrator.ID)
			s.As(s.Administrator, func(tx *postgres.Tx) error {
				_, err := tx.WithdrawRecordingConfirmation(t.Context(), s.Administrator)
				return err
			})
		},
		"the trajectory rests": func(s *pgstory.Story) {
			s.As(s.Employee, func(tx *postgres.Tx) error {
				_, err := tx.Pause(t.Context(), s.Employee, s.Trajectory.ID, time.Now())
				return err
			})
		},
		"the recording is locked": func(s *pgstory.Story) {
			sql(s, `UPDATE recording SET locked_at = now() WHERE id = $1`, s.Recording.ID)
			sql(s, `SELECT pg_notify('terugblik', 'recording:' || $1)`, s.Recording.ID)
		},
		"it is shared": func(s *pgstory.Story) { s.Share() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			story, _, halted := filming(t)
			change(story)
			require.Equal(t, media.RecordingID(story.Recording.ID), <-halted)
		})
	}
}

func TestTheOperatorsLinkIsOfTheServerAsItWasLastStarted(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	require.Equal(t, "http://127.0.0.1:8080", addressOf(config{Addr: "127.0.0.1:8080"}, folder))
	require.ErrorContains(t, inviteError(coaching.Invalid{{Field: "email", Code: "not_an_address"}}), "--email is not an address")
	require.ErrorContains(t, inviteError(coaching.Invalid{{Field: "family", Code: "required"}}), "--name needs")
	require.ErrorIs(t, inviteError(coaching.ErrUnavailable), coaching.ErrUnavailable)
}
