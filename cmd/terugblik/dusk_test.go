package main

import (
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching/postgres/pgstory"
	"terugblik/web/live"
)

// TestARoleThatEndsByTheClockIsTold: nobody does anything at that moment, and whatever is open of hers learns it.
func TestARoleThatEndsByTheClockIsTold(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "hash")
	hub, err := live.Start(live.Inputs{DatabaseURL: s.PG.AppURL, Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	t.Cleanup(hub.Stop)
	told := make(chan string, 10)
	t.Cleanup(hub.OnChange(func(topic string) { told <- topic }))
	d := &dusk{db: s.DB, log: slog.New(slog.DiscardHandler)}
	d.Start()
	t.Cleanup(d.Stop)
	var ends time.Time
	require.NoError(t, s.PG.Owner.Get(&ends, `
		UPDATE role_assignment
		SET valid_until = now() + interval '3 seconds'
		WHERE person_id = $1
		RETURNING valid_until`, s.Coach2.ID))
	require.Equal(t, "person:"+string(s.Coach2.ID), <-told)
	var late bool
	require.NoError(t, s.PG.Owner.Get(&late, `SELECT now() >= $1`, ends))
	require.True(t, late, "not before it ended")
	d.Stop()
}
