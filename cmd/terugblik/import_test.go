package main

import (
	"bytes"
	"crypto/rand"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
	"terugblik/media"
	"terugblik/media/library"
)

// awaited is a story with an empty recording, and an import of a file of so many bytes into it.
func awaited(t *testing.T, size int) (*pgstory.Story, *importing, []byte) {
	t.Helper()
	story := pgstory.New(t, "hash").Ask()
	var made coaching.Recording
	story.As(story.Employee, func(tx *postgres.Tx) (err error) {
		made, err = tx.CreateRecording(t.Context(), story.Employee, story.Cycle.ID, "Kring", nil, 0, time.Now())
		return err
	})
	lib, err := library.Open(library.Config{Root: t.TempDir(), Master: library.Key{1}, Vault: drawer{}})
	require.NoError(t, err)
	film := make([]byte, size)
	_, _ = rand.Read(film)
	path := filepath.Join(t.TempDir(), "kring.mkv")
	require.NoError(t, os.WriteFile(path, film, 0o600))
	return story, &importing{
		db: story.DB, library: lib, node: "node", path: path, owner: story.Employee.Email, id: made.ID, reason: "stond op de camera",
		stdout: io.Discard, progress: slog.New(slog.DiscardHandler), now: time.Now,
	}, film
}

func saysYes(t *testing.T, s *pgstory.Story, id coaching.RecordingID) {
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.GiveConsent(t.Context(), s.Employee, coaching.Consent{
			RecordingID: id, Purpose: coaching.OwnQuestion, TextVersion: coaching.CurrentConsentText, Language: "nl", Way: coaching.ConsentRequest,
		}, time.Now())
		return err
	})
}

// came is what the library holds of the import.
func came(t *testing.T, i *importing) []byte {
	var whole []coaching.Upload
	require.NoError(t, i.db.AsDoor(t.Context(), postgres.Finalise, func(tx *postgres.Tx) (err error) {
		whole, err = tx.CompletedUploads(t.Context(), "node")
		return err
	}))
	require.Len(t, whole, 1, "it is to be looked through")
	sealed, key, err := i.library.OpenPartial(t.Context(), media.RecordingID(i.id), whole[0].File)
	require.NoError(t, err)
	defer sealed.Close()
	info, err := sealed.Stat()
	require.NoError(t, err)
	plain, err := library.UnsealPartial(sealed, info.Size(), key)
	require.NoError(t, err)
	content, err := io.ReadAll(io.NewSectionReader(plain, 0, plain.Size()))
	require.NoError(t, err)
	return content
}

func TestAnImportedFilmComesWholeAndItsOwnerSeesWhoBroughtIt(t *testing.T) {
	t.Parallel()
	story, i, film := awaited(t, 700_000)
	saysYes(t, story, i.id)
	require.NoError(t, i.run(t.Context()))
	require.Equal(t, film, came(t, i))
	var lines []coaching.LogLine
	story.As(story.Employee, func(tx *postgres.Tx) (err error) {
		lines, _, err = tx.OwnLog(t.Context(), false, "", 10)
		return err
	})
	require.Equal(t, []string{"system:export", "import", "stond op de camera"}, []string{lines[0].Actor, lines[0].Action, lines[0].Detail})
	require.ErrorContains(t, i.run(t.Context()), "film", "a second one finds it filled")
}

func TestAnImportThatWasKilledGoesOnWithTheSameFilmOnly(t *testing.T) {
	t.Parallel()
	story, i, film := awaited(t, 900_000)
	saysYes(t, story, i.id)
	require.NoError(t, i.who(t.Context()))
	i.size = int64(len(film))
	upload, err := i.begin(t.Context())
	require.NoError(t, err)
	part, err := i.library.ContinuePartial(t.Context(), media.RecordingID(i.id), upload.File)
	require.NoError(t, err)
	require.NoError(t, part.Append(film[:250_000]))
	require.NoError(t, part.Close()) // and here it was killed

	other := bytes.Clone(film)
	other[1000]++
	require.NoError(t, os.WriteFile(i.path, other, 0o600))
	require.ErrorContains(t, i.run(t.Context()), "another film")
	require.NoError(t, os.WriteFile(i.path, film, 0o600))
	require.NoError(t, i.run(t.Context()))
	require.Equal(t, film, came(t, i))
	var begun int
	require.NoError(t, story.PG.Owner.GetContext(t.Context(), &begun, `SELECT count(*) FROM upload`))
	require.Equal(t, 1, begun)
}

func TestAnImportThatGoesOnWithWhatSheBeganHerselfIsSeenByHer(t *testing.T) {
	t.Parallel()
	story, i, film := awaited(t, 1000)
	saysYes(t, story, i.id)
	story.As(story.Employee, func(tx *postgres.Tx) error {
		made, err := tx.CreateUpload(t.Context(), story.Employee, coaching.Upload{
			RecordingID: i.id, Node: i.node, Purpose: coaching.FilmUpload, Name: filepath.Base(i.path), Size: int64(len(film)),
		}, time.Now())
		require.NoError(t, err)
		require.NoError(t, i.library.Create(t.Context(), media.RecordingID(i.id)))
		return i.library.StartPartial(t.Context(), media.RecordingID(i.id), made.File)
	})
	require.NoError(t, i.run(t.Context()))
	story.As(story.Employee, func(tx *postgres.Tx) error {
		lines, _, err := tx.OwnLog(t.Context(), false, "", 10)
		require.NotEmpty(t, lines)
		require.Equal(t, []string{"import", i.reason}, []string{lines[0].Action, lines[0].Detail})
		return err
	})
}

func TestAnImportThatMayNotBeIsRefusedInWords(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*testing.T, *pgstory.Story, *importing)
		want   string
	}{
		"without her yes": {func(*testing.T, *pgstory.Story, *importing) {}, "has not said yes"},
		"nobody":          {func(_ *testing.T, _ *pgstory.Story, i *importing) { i.owner = "niemand@demo.test" }, "nobody logs in"},
		"her coach":       {func(_ *testing.T, s *pgstory.Story, i *importing) { i.owner = s.Coach.Email }, "no such recording"},
		"no reason":       {func(_ *testing.T, _ *pgstory.Story, i *importing) { i.reason = "" }, "--reason"},
		"no id":           {func(_ *testing.T, _ *pgstory.Story, i *importing) { i.id = "../x" }, "no such recording"},
		"neither":         {func(_ *testing.T, _ *pgstory.Story, i *importing) { i.id = "" }, "--recording or --cycle"},
		"no file":         {func(_ *testing.T, _ *pgstory.Story, i *importing) { i.path += "x" }, "no such file"},
		"a folder":        {func(_ *testing.T, _ *pgstory.Story, i *importing) { i.path = filepath.Dir(i.path) }, "not a file"},
		"empty": {func(t *testing.T, s *pgstory.Story, i *importing) {
			saysYes(t, s, i.id)
			require.NoError(t, os.Truncate(i.path, 0))
		}, "it is empty"},
		"too large": {func(t *testing.T, s *pgstory.Story, i *importing) {
			saysYes(t, s, i.id)
			require.NoError(t, os.Truncate(i.path, coaching.LargestUpload+1))
		}, "larger than 20 GB"},
		"paused": {func(t *testing.T, s *pgstory.Story, i *importing) {
			saysYes(t, s, i.id)
			s.As(s.Employee, func(tx *postgres.Tx) error {
				_, err := tx.Pause(t.Context(), s.Employee, s.Trajectory.ID, time.Now())
				return err
			})
		}, "paused"},
		"erased": {func(t *testing.T, s *pgstory.Story, i *importing) {
			s.As(s.Employee, func(tx *postgres.Tx) error {
				_, err := tx.RequestErasure(t.Context(), s.Employee, i.id, time.Now())
				return err
			})
		}, "no such recording"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			story, i, _ := awaited(t, 1000)
			c.change(t, story, i)
			require.ErrorContains(t, i.run(t.Context()), c.want)
			var begun int
			require.NoError(t, story.PG.Owner.GetContext(t.Context(), &begun, `SELECT count(*) FROM upload`))
			require.Zero(t, begun)
		})
	}
}

func TestARoundGetsARecordingToWhichSheSaysYes(t *testing.T) {
	t.Parallel()
	story, i, film := awaited(t, 1000)
	var said bytes.Buffer
	i.id, i.cycle, i.stdout = "", story.Cycle.ID, &said
	require.NoError(t, i.run(t.Context()))
	require.Contains(t, said.String(), string(i.id))
	require.NotEmpty(t, i.id)
	i.cycle = ""
	require.ErrorContains(t, i.run(t.Context()), "has not said yes", "nobody says it for her")
	saysYes(t, story, i.id)
	require.NoError(t, i.run(t.Context()))
	require.Equal(t, film, came(t, i))
}
