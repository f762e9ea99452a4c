package live_test

import (
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"terugblik/bench/calm"
	"terugblik/migrations/pgtest"
	"terugblik/web/live"
)

// The PostgreSQL of the tests lives as long as the process.
func TestMain(m *testing.M) {
	calm.Main(m, goleak.IgnoreAnyFunction("terugblik/migrations/cluster.spawn.func1"),
		goleak.IgnoreAnyFunction("terugblik/migrations/cluster.(*Cluster).keep"),
		goleak.IgnoreAnyFunction("os/exec.(*Cmd).Start.func2"),
		goleak.IgnoreAnyFunction("database/sql.(*DB).connectionOpener"))
}

func startHub(t *testing.T, pg *pgtest.DB) *live.Hub {
	t.Helper()
	hub, err := live.Start(live.Inputs{DatabaseURL: pg.AppURL, Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	t.Cleanup(hub.Stop)
	return hub
}

func notify(t *testing.T, pg *pgtest.DB, payload string) {
	t.Helper()
	_, err := pg.App.Exec(`SELECT pg_notify('terugblik', $1)`, payload)
	require.NoError(t, err)
}

func changed(t *testing.T, s *live.Subscription) {
	t.Helper()
	select {
	case <-s.Changed():
	case <-time.After(time.Minute):
		require.Fail(t, "nothing was told")
	}
}

func TestANotificationReachesThoseWhoFollowItsTopic(t *testing.T) {
	t.Parallel()
	pg := pgtest.New(t)
	hub := startHub(t, pg)
	mine, other := hub.Subscribe("recording:a", "annotation:a"), hub.Subscribe("recording:b")
	defer mine.Close()
	defer other.Close()
	notify(t, pg, "recording:a")
	changed(t, mine)
	notify(t, pg, "annotation:a/1")
	changed(t, mine)
	notify(t, pg, "recording:b")
	changed(t, other)
	require.Empty(t, mine.Changed())
	mine.Add("choice:c")
	notify(t, pg, "choice:c")
	changed(t, mine)
	require.Equal(t, 2, hub.Subscribers())
}

func TestAfterABrokenConnectionEverybodyReadsAgain(t *testing.T) {
	t.Parallel()
	pg := pgtest.New(t)
	hub := startHub(t, pg)
	follow := hub.Subscribe("recording:a")
	defer follow.Close()
	forgotten := make(chan string, 10)
	defer hub.OnChange(func(topic string) { forgotten <- topic })()
	_, err := pg.Owner.Exec(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()`)
	require.NoError(t, err)
	changed(t, follow)
	require.Empty(t, <-forgotten, "anything may have happened")
	notify(t, pg, "recording:a")
	changed(t, follow)
}

func TestWhoDoesNotListenHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	pg := pgtest.New(t)
	hub := startHub(t, pg)
	follow := hub.Subscribe("recording:a")
	for range 100 {
		hub.Publish(t.Context(), "recording:a", live.Event{Kind: "safe"})
	}
	require.Len(t, follow.Told(), 16)
	follow.Close()
	require.Zero(t, hub.Subscribers())
	hub.Stop()
	hub.Stop()
}
