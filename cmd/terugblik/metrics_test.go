package main

import (
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/migrations/pgtest"
)

func TestTheNumbersOfRecordingAreThereWithoutNames(t *testing.T) {
	t.Parallel()
	s := startServer(t, "--data", filepath.Join(openFolder(t), "var"), "--reserve", "4096B", "--metrics-token", "a token for Prometheus")
	r, err := http.NewRequestWithContext(t.Context(), "GET", s.url+"/metrics", nil)
	require.NoError(t, err)
	r.Header.Set("X-Forwarded-For", "192.0.2.1") // from elsewhere, through a proxy
	answer, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	require.NoError(t, answer.Body.Close())
	require.Equal(t, 404, answer.StatusCode)
	r.Header.Set("Authorization", "Bearer a token for Prometheus")
	answer, err = http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer answer.Body.Close()
	require.Equal(t, 200, answer.StatusCode)
	text, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	for _, name := range []string{
		`terugblik_whip_sessions{state="connected"} 0`, `terugblik_whip_sessions{state="connecting"} 0`,
		"terugblik_whip_packets_received_total 0", "terugblik_whip_packets_repaired_total 0", "terugblik_whip_packets_lost_total 0",
		"terugblik_whip_nacks_total 0", "terugblik_whip_key_frame_requests_total 0", "terugblik_whip_bytes_total 0",
		"terugblik_whip_behind_seconds 0", "terugblik_whip_round_trip_seconds 0", "terugblik_journal_sync_seconds_count 0",
		"terugblik_disk_free_bytes ", "terugblik_disk_reserve_bytes 4096", "terugblik_disk_read_only 0", "terugblik_recording_minutes_left ",
		"terugblik_uploads_open 0", "terugblik_uploads_received_bytes 0", "terugblik_event_streams 0",
		`go_sql_open_connections{db_name="terugblik"}`, "process_resident_memory_bytes", "terugblik_requests_total",
	} {
		require.Contains(t, string(text), "\n"+name)
	}
	for line := range strings.Lines(string(text)) {
		require.NotRegexp(t, `[0-9a-f]{8}-[0-9a-f]{4}-7`, line, "no number is kept by recording or by person")
	}
}

func TestJobsAreCountedByKindAndState(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	_, err := db.Owner.ExecContext(t.Context(), `
		INSERT INTO river_job (kind, state, args, max_attempts, finalized_at, attempt)
		VALUES ('transcode', 'available', '{}', 25, NULL, 0), ('transcode', 'retryable', '{"a": 1}', 25, NULL, 1),
		       ('finalise', 'discarded', '{}', 25, now(), 25), ('finalise', 'completed', '{"a": 2}', 25, now(), 1)`)
	require.NoError(t, err)
	counts, err := countJobs(t.Context(), db.App.DB)
	require.NoError(t, err)
	require.ElementsMatch(t, []jobCount{{"transcode", "waiting", 2}, {"finalise", "failed", 1}}, counts)
}
