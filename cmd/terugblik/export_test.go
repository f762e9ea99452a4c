package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
	"terugblik/media"
	"terugblik/media/library"
)

// drawer is a vault in memory: the story's own keys fit no master key.
type drawer map[string][]byte

func (d drawer) PutKey(_ context.Context, id string, wrapped []byte) error {
	d[id] = wrapped
	return nil
}

func (d drawer) Key(_ context.Context, id string) ([]byte, error) {
	if wrapped, there := d[id]; there {
		return wrapped, nil
	}
	return nil, library.ErrNoKey
}

func (d drawer) DestroyKey(_ context.Context, id string) error {
	delete(d, id)
	return nil
}

// recorded is a story with one sealed take, and an export of it.
func recorded(t *testing.T) (*pgstory.Story, *export) {
	t.Helper()
	story := pgstory.New(t, "hash").Record()
	lib, err := library.Open(library.Config{Root: t.TempDir(), Master: library.Key{1}, Vault: drawer{}})
	require.NoError(t, err)
	id := media.RecordingID(story.Recording.ID)
	require.NoError(t, lib.Create(t.Context(), id))
	require.NoError(t, lib.Put(t.Context(), id, "takes/001.mp4", strings.NewReader("film")))
	return story, &export{db: story.DB, library: lib, id: story.Recording.ID, out: filepath.Join(t.TempDir(), "out"), reason: "verzoek van de ouder"}
}

func TestAnExportHoldsTheOriginalsAndIsSeenByTheOwner(t *testing.T) {
	t.Parallel()
	story, e := recorded(t)
	require.NoError(t, e.run(t.Context()))

	film, err := os.ReadFile(filepath.Join(e.out, "take-001.mp4"))
	require.NoError(t, err)
	require.Equal(t, "film", string(film))
	raw, err := os.ReadFile(filepath.Join(e.out, "recording.json"))
	require.NoError(t, err)
	var got struct {
		ID         string           `json:"id"`
		DurationMS int64            `json:"duration_ms"`
		ZeroAt     *time.Time       `json:"zero_at"`
		Takes      []map[string]any `json:"takes"`
		Gaps       []map[string]any `json:"gaps"`
	}
	require.NoError(t, json.Unmarshal(raw, &got))
	require.EqualValues(t, story.Recording.ID, got.ID)
	require.EqualValues(t, 600_000, got.DurationMS)
	require.NotNil(t, got.ZeroAt)
	require.Equal(t, "take-001.mp4", got.Takes[0]["file"])
	require.EqualValues(t, 0, got.Takes[0]["start_ms"])
	require.Equal(t, map[string]any{"start_ms": 1000.0, "end_ms": 1400.0, "track": "video", "reason": "lost"}, got.Gaps[0])

	var lines []coaching.LogLine
	story.As(story.Employee, func(tx *postgres.Tx) (err error) {
		lines, _, err = tx.OwnLog(t.Context(), false, "", 10)
		return err
	})
	require.Equal(t, "system:export", lines[0].Actor)
	require.Equal(t, "export", lines[0].Action)
	require.Equal(t, "verzoek van de ouder", lines[0].Detail)
}

func TestAnExportThatMayNotBeIsRefusedAndWritesNothing(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*testing.T, *pgstory.Story, *export)
		want   string
	}{
		"unknown":   {func(_ *testing.T, _ *pgstory.Story, e *export) { e.id = postgres.NewID[coaching.RecordingID]() }, "no such recording"},
		"no id":     {func(_ *testing.T, _ *pgstory.Story, e *export) { e.id = "../x" }, "no such recording"},
		"no reason": {func(_ *testing.T, _ *pgstory.Story, e *export) { e.reason = "" }, "--reason"},
		"a folder with something in it": {func(t *testing.T, _ *pgstory.Story, e *export) {
			require.NoError(t, os.MkdirAll(filepath.Join(e.out, "x"), 0o700))
		}, "not empty"},
		"erased": {func(t *testing.T, s *pgstory.Story, _ *export) {
			s.As(s.Employee, func(tx *postgres.Tx) error {
				_, err := tx.RequestErasure(t.Context(), s.Employee, s.Recording.ID, time.Now())
				return err
			})
		}, "no such recording"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			story, e := recorded(t)
			c.change(t, story, e)
			require.ErrorContains(t, e.run(t.Context()), c.want)
			require.NoFileExists(t, filepath.Join(e.out, "recording.json"))
		})
	}
}

func TestALockedRecordingIsNotExported(t *testing.T) {
	t.Parallel()
	now := time.Now()
	whole := []coaching.Take{{FinalisedAt: &now, File: "takes/001.mp4"}}
	require.NoError(t, exportable(coaching.Recording{}, whole))
	require.ErrorContains(t, exportable(coaching.Recording{LockedAt: &now}, whole), "locked")
	require.ErrorContains(t, exportable(coaching.Recording{}, []coaching.Take{{}}), "still being recorded")
	require.ErrorContains(t, exportable(coaching.Recording{}, []coaching.Take{{FinalisedAt: &now}}), "nothing was recorded")
}

// TestAnExportNamesWhatWasCutOutAndLeavesNothingOfWhatWasLockedMeanwhile: an operator who takes a recording away sees that
// a stretch is gone, and gets nothing of one that a guardian's no reaches while it is written.
func TestAnExportNamesWhatWasCutOutAndLeavesNothingOfWhatWasLockedMeanwhile(t *testing.T) {
	t.Parallel()
	story, e := recorded(t)
	_, err := story.PG.Owner.ExecContext(t.Context(), `
		INSERT INTO trim (id, holder_id, recording_id, asked_by, asked_at, reason, start_ms, end_ms, from_ms, to_ms, switched_at, done_at)
		SELECT gen_random_uuid(), holder_id, id, owner_id, now(), 'consent', 4000, 5000, 3800, 5200, now(), now()
		FROM recording WHERE id = $1`, story.Recording.ID)
	require.NoError(t, err)
	require.NoError(t, e.run(t.Context()))
	raw, err := os.ReadFile(filepath.Join(e.out, "recording.json"))
	require.NoError(t, err)
	require.Contains(t, string(raw), `"reason": "trimmed"`)

	leaves, err := e.take(t.Context())
	require.NoError(t, err)
	_, err = story.PG.Owner.ExecContext(t.Context(), `
		INSERT INTO recording_lock (id, recording_id, reason, cause_id, made_at, made_by)
		VALUES (gen_random_uuid(), $1, 'child_consent', gen_random_uuid(), now(), 'system:test')`, story.Recording.ID)
	require.NoError(t, err)
	e.out = filepath.Join(t.TempDir(), "again")
	require.NoError(t, emptyFolder(e.out))
	require.ErrorContains(t, e.finish(t.Context(), leaves), "locked")
	left, err := os.ReadDir(e.out)
	require.NoError(t, err)
	require.Empty(t, left)
}
