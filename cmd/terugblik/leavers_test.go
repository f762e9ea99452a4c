package main

import (
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres/pgstory"
	"terugblik/media"
	"terugblik/web/live"
)

func TestWhatSomebodyFilmsStopsWhenSheIsEnded(t *testing.T) {
	t.Parallel()
	story := pgstory.New(t, "hash").Record()
	hub, err := live.Start(live.Inputs{DatabaseURL: story.PG.AppURL, Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	t.Cleanup(hub.Stop)
	halted := make(chan media.RecordingID, 10)
	asked := make(chan struct{}, 10)
	l := &leavers{
		db: story.DB, hub: hub, now: time.Now, log: slog.New(slog.DiscardHandler),
		filming: func() []media.RecordingID {
			asked <- struct{}{}
			return []media.RecordingID{media.RecordingID(story.Recording.ID)}
		},
		halt: func(id media.RecordingID) { halted <- id },
	}
	l.Start()
	t.Cleanup(l.Stop)
	end := func(id coaching.PersonID) {
		_, err := story.DB.EndMember(t.Context(), story.Administrator, id, "2020-01-01", time.Now())
		require.NoError(t, err)
	}
	end(story.Colleague.ID)
	<-asked
	require.Empty(t, halted, "somebody else's end stops nothing")
	end(story.Employee.ID)
	require.Equal(t, media.RecordingID(story.Recording.ID), <-halted)
	l.Stop()
	l.Stop()
}

func TestTheOperatorsLinkIsOfTheServerAsItWasLastStarted(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	require.Equal(t, "http://127.0.0.1:8080", addressOf(config{Addr: "127.0.0.1:8080"}, folder))
	require.ErrorContains(t, inviteError(coaching.Invalid{{Field: "email", Code: "not_an_address"}}), "--email is not an address")
	require.ErrorContains(t, inviteError(coaching.Invalid{{Field: "family", Code: "required"}}), "--name needs")
	require.ErrorIs(t, inviteError(coaching.ErrUnavailable), coaching.ErrUnavailable)
}
