package main

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
	"terugblik/media"
	"terugblik/media/jobs"
	"terugblik/media/library"
)

// kept is a keeper with a clock of its own over a story whose first holder is no demo.
type kept struct {
	*keeper
	*pgstory.Story
	t      testing.TB
	root   string
	at     time.Time
	uptime time.Duration
	looks  int
	said   *bytes.Buffer
}

func newKept(t testing.TB, story *pgstory.Story) *kept {
	t.Helper()
	_, err := story.PG.Owner.ExecContext(t.Context(), `UPDATE holder SET demo_version = NULL WHERE id = $1`, story.Holder.ID)
	require.NoError(t, err)
	k := &kept{Story: story, t: t, root: t.TempDir(), at: story.Now, said: &bytes.Buffer{}}
	vault := postgres.NewVault(story.DB, library.ErrNoKey)
	lib, err := library.Open(library.Config{Root: k.root, Master: library.Key{1}, Vault: vault})
	require.NoError(t, err)
	k.keeper = &keeper{
		storage: storage{db: story.DB, library: lib, vault: vault, node: "node"},
		now:     func() time.Time { return k.at }, ran: func() time.Duration { return k.uptime },
		look: func() { k.looks++ }, log: slog.New(slog.NewTextHandler(k.said, nil)),
	}
	return k
}

// steady lets the keeper know the clock and be past its first wait.
func (k *kept) steady() *kept {
	k.t.Helper()
	require.NoError(k.t, k.pass(k.t.Context()))
	k.runs(25 * time.Hour)
	return k
}

// runs lets time pass with the server running, in steps as small as it looks.
func (k *kept) runs(d time.Duration) {
	k.t.Helper()
	for ; d > 0; d -= 12 * time.Hour {
		step := min(d, 12*time.Hour)
		k.at, k.uptime = k.at.Add(step), k.uptime+step
		require.NoError(k.t, k.pass(k.t.Context()))
	}
}

// restart is the same server in a new process after so long.
func (k *kept) restart(off time.Duration) {
	k.t.Helper()
	k.at, k.uptime = k.at.Add(off), 0
	old := k.keeper
	k.keeper = &keeper{storage: old.storage, now: old.now, ran: old.ran, look: old.look, log: old.log}
	require.NoError(k.t, k.pass(k.t.Context()))
}

// film puts files of a recording into the library.
func (k *kept) film(id coaching.RecordingID) {
	k.t.Helper()
	_, err := k.PG.Owner.ExecContext(k.t.Context(), `DELETE FROM recording_key WHERE recording_id = $1`, id)
	require.NoError(k.t, err)
	require.NoError(k.t, k.library.Create(k.t.Context(), media.RecordingID(id)))
	for _, path := range []string{"takes/001.mp4", "watch/1/master.m3u8"} {
		require.NoError(k.t, k.library.Put(k.t.Context(), media.RecordingID(id), path, strings.NewReader("film")))
	}
}

func (k *kept) living(id coaching.RecordingID) bool {
	k.t.Helper()
	var living bool
	require.NoError(k.t, k.PG.Owner.GetContext(k.t.Context(), &living, `SELECT deleted_at IS NULL FROM recording WHERE id = $1`, id))
	return living
}

func (k *kept) folder(id coaching.RecordingID) string {
	return filepath.Join(k.root, "media", string(id))
}

func TestWhatIsDueIsErasedKeyFirstAlsoAfterWeeksOfStandingStill(t *testing.T) {
	t.Parallel()
	k := newKept(t, pgstory.New(t, "").Give()).steady()
	ctx, id := t.Context(), k.Recording.ID
	k.film(id)
	k.runs(24 * time.Hour)
	require.True(t, k.living(id), "not yet")
	k.restart(8 * 7 * 24 * time.Hour)
	require.True(t, k.living(id), "off for weeks looks like a clock that is wrong")
	require.Contains(t, k.said.String(), "the clock is far ahead")
	k.runs(23 * time.Hour)
	require.True(t, k.living(id))
	before := k.looks
	k.runs(2 * time.Hour)
	require.False(t, k.living(id))
	require.Greater(t, k.looks, before, "the erase job is told")
	k.runs(time.Hour)
	require.Equal(t, before+1, k.looks, "safe twice")

	w := &work{db: k.DB, library: k.library, log: slog.New(slog.DiscardHandler), halt: func(media.RecordingID) {}, nudge: make(chan struct{}, 1), running: map[int64]*underWay{}}
	vault := &orderVault{Vault: k.vault, folder: k.folder(id)}
	var err error
	w.library, err = library.Open(library.Config{Root: k.root, Master: library.Key{1}, Vault: vault})
	require.NoError(t, err)
	var ids []coaching.RecordingID
	k.Behind(postgres.Erase, func(tx *postgres.Tx) (err error) { ids, err = tx.Unerased(ctx); return err })
	require.Equal(t, []coaching.RecordingID{id}, ids)
	job := &river.Job[jobs.Erase]{JobRow: &rivertype.JobRow{ID: 1}, Args: jobs.Erase{Recording: media.RecordingID(id)}}
	require.NoError(t, (&eraseWorker{work: w}).Work(ctx, job))
	require.True(t, vault.filesStood, "the key goes while the files still stand")
	require.NoDirExists(t, k.folder(id))
	for _, actor := range []coaching.Actor{k.Employee, k.Coach} {
		k.As(actor, func(tx *postgres.Tx) error {
			receipt, err := tx.Receipt(ctx, id)
			require.Equal(t, coaching.ErasedByRetention, receipt.Reason)
			require.NotNil(t, receipt.CompletedAt)
			require.Equal(t, 2, receipt.Files)
			return err
		})
	}
}

// orderVault notes whether the files were still there when the key went.
type orderVault struct {
	*postgres.Vault
	folder     string
	filesStood bool
}

func (v *orderVault) DestroyKey(ctx context.Context, id string) error {
	_, err := os.Stat(v.folder)
	v.filesStood = err == nil
	return v.Vault.DestroyKey(ctx, id)
}

func TestAClockThatLeapsErasesNothingAndIsForgivenWhenMended(t *testing.T) {
	t.Parallel()
	k := newKept(t, pgstory.New(t, "").Record()).steady()
	real := k.at
	k.at = real.AddDate(10, 0, 0) // in one step of a running server
	k.uptime += time.Minute
	require.NoError(t, k.pass(t.Context()))
	require.True(t, k.living(k.Recording.ID))
	require.Contains(t, k.said.String(), "the clock is far ahead")
	k.at = real.Add(2 * time.Minute)
	k.uptime += time.Minute
	require.NoError(t, k.pass(t.Context()))
	k.runs(48 * time.Hour)
	require.True(t, k.living(k.Recording.ID), "its day is still to come")
	require.Contains(t, k.said.String(), "automatic erasing goes on")
}

func TestAServerThatNeverSawTheClockWaits(t *testing.T) {
	t.Parallel()
	k := newKept(t, pgstory.New(t, "").Record())
	k.at = k.Now.AddDate(1, 0, 0) // restored from long ago, all is due
	require.NoError(t, k.pass(t.Context()))
	require.True(t, k.living(k.Recording.ID))
	k.runs(23 * time.Hour)
	require.True(t, k.living(k.Recording.ID))
	k.runs(2 * time.Hour)
	require.False(t, k.living(k.Recording.ID))
}

func TestAfterARestoreErasingWaits(t *testing.T) {
	t.Parallel()
	k := newKept(t, pgstory.New(t, "").Record()).steady()
	k.at = k.Now.AddDate(0, 0, 49) // it ends on the fiftieth
	k.clock.SeenAt = k.at
	require.NoError(t, k.pass(t.Context()))
	_, err := k.PG.Owner.ExecContext(t.Context(), `INSERT INTO server_state (key, value, at) VALUES ('restored', '', $1)
		ON CONFLICT (key) DO UPDATE SET at = excluded.at`, k.at.Add(time.Hour))
	require.NoError(t, err)
	k.restart(60 * time.Hour) // too short for a leap
	require.True(t, k.living(k.Recording.ID))
	k.runs(25 * time.Hour)
	require.False(t, k.living(k.Recording.ID))
}

func TestARecordingThatIsEvidenceStaysAndIsReported(t *testing.T) {
	t.Parallel()
	k := newKept(t, pgstory.New(t, "").Record()).steady()
	_, err := k.PG.Owner.ExecContext(t.Context(), `UPDATE recording SET locked_at = now(), frozen_at = now()`)
	require.NoError(t, err)
	k.runs(80 * 24 * time.Hour)
	require.True(t, k.living(k.Recording.ID))
	require.Equal(t, 1, k.Report().LockedPast)
	require.Equal(t, 1, strings.Count(k.said.String(), "past their end and stay"), "said once")
}

func TestTheDemoErasesNothingByItself(t *testing.T) {
	t.Parallel()
	k := newKept(t, pgstory.New(t, "").Give()).steady()
	_, err := k.PG.Owner.ExecContext(t.Context(), `UPDATE holder SET demo_version = 1`)
	require.NoError(t, err)
	k.runs(90 * 24 * time.Hour)
	require.True(t, k.living(k.Recording.ID))
	var entries int
	k.runs(24 * time.Hour)
	require.NoError(t, k.PG.Owner.GetContext(t.Context(), &entries, `SELECT count(*) FROM coaching_entry`))
	require.Equal(t, 1, entries)
}

func TestStrayFilesGoAfterAWeekAndWhatIsNotOursStays(t *testing.T) {
	t.Parallel()
	k := newKept(t, pgstory.New(t, "").Record()).steady()
	k.film(k.Recording.ID)
	stray := coaching.RecordingID(postgres.NewID[coaching.RecordingID]())
	for _, path := range []string{filepath.Join(k.folder(stray), "takes"), filepath.Join(k.root, "journal", string(stray)), filepath.Join(k.root, "media", "holiday")} {
		require.NoError(t, os.MkdirAll(path, 0o700))
		require.NoError(t, os.WriteFile(filepath.Join(path, "x"), []byte("12345"), 0o600))
	}
	k.runs(25 * time.Hour)
	report := k.Report()
	require.Equal(t, 2, report.Strays)
	require.Equal(t, 3, report.StrayFiles)
	require.EqualValues(t, 15, report.StrayBytes)
	k.runs(6 * 24 * time.Hour)
	require.DirExists(t, k.folder(stray), "a restore may still bring its record")
	k.runs(49 * time.Hour)
	require.NoDirExists(t, k.folder(stray))
	require.NoDirExists(t, filepath.Join(k.root, "journal", string(stray)))
	require.DirExists(t, filepath.Join(k.root, "media", "holiday"))
	require.FileExists(t, filepath.Join(k.folder(k.Recording.ID), "watch/1/master.m3u8"))
	require.Contains(t, k.said.String(), "files that belong to no recording were removed")
}

func TestARecordingWithoutFilesIsSaidToBeAndComesBackWithThem(t *testing.T) {
	t.Parallel()
	k := newKept(t, pgstory.New(t, "").Mark())
	id := k.Recording.ID
	k.film(id)
	k.steady()
	aside := k.root + "-aside"
	require.NoError(t, os.Rename(k.folder(id), aside))
	k.runs(24 * time.Hour)
	require.Equal(t, coaching.Ready, k.Read(id).State, "not at first sight")
	k.runs(49 * time.Hour)
	require.Equal(t, coaching.Failed, k.Read(id).State)
	require.Equal(t, coaching.FilesMissing, k.Read(id).Reason)
	require.Equal(t, 1, k.Report().Missing)
	k.As(k.Coach, func(tx *postgres.Tx) error {
		marks, _, err := tx.Annotations(t.Context(), id, "", 0)
		require.Len(t, marks, 6, "no mark is lost")
		return err
	})
	require.NoError(t, os.Rename(aside, k.folder(id)))
	k.runs(25 * time.Hour)
	require.Equal(t, coaching.Ready, k.Read(id).State)
	require.True(t, k.Report().Fits())
}

func TestAnotherDatabaseDoesNotEmptyTheStorage(t *testing.T) {
	t.Parallel()
	k := newKept(t, pgstory.New(t, "").Record()).steady()
	k.film(k.Recording.ID)
	var strays []coaching.RecordingID
	for range 5 {
		id := postgres.NewID[coaching.RecordingID]()
		require.NoError(t, os.MkdirAll(k.folder(id), 0o700))
		require.NoError(t, os.WriteFile(filepath.Join(k.folder(id), "x"), []byte("film"), 0o600))
		strays = append(strays, id)
	}
	k.runs(20 * 24 * time.Hour)
	for _, id := range strays {
		require.DirExists(t, k.folder(id))
	}
	require.Contains(t, k.said.String(), "Is this the right data folder")
}

func TestStorageIsLookedAtOnDemandWhileTheKeeperRuns(t *testing.T) {
	t.Parallel()
	k := newKept(t, pgstory.New(t, "").Record())
	k.keeper.log = slog.New(slog.DiscardHandler)
	require.NoError(t, k.Start())
	require.NoError(t, k.Check(t.Context()))
	require.Equal(t, k.at.Round(0), k.Report().At)
	k.keeper.Stop()
	require.ErrorIs(t, k.Check(t.Context()), coaching.ErrUnavailable)
	k.keeper.Stop()
}
