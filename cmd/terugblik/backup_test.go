package main

import (
	"crypto/sha256"
	"database/sql"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching/postgres/pgstory"
	"terugblik/migrations"
	"terugblik/migrations/cluster"
	"terugblik/migrations/pgtest"
)

// terugblik runs one command of the program in a process of its own and returns what it said.
func terugblik(t *testing.T, args ...string) (string, error) {
	t.Helper()
	out, err := exec.Command(os.Args[0], args...).CombinedOutput()
	return string(out), err
}

// terugblikOut is terugblik without what goes to stderr.
func terugblikOut(t *testing.T, args ...string) (string, error) {
	t.Helper()
	out, err := exec.Command(os.Args[0], args...).Output()
	return string(out), err
}

func must(t *testing.T, args ...string) string {
	t.Helper()
	out, err := terugblik(t, args...)
	require.NoError(t, err, out)
	return out
}

// refused runs a command that must fail with one line.
func refused(t *testing.T, want string, args ...string) {
	t.Helper()
	out, err := terugblik(t, args...)
	require.Error(t, err, out)
	last := strings.Split(strings.TrimSpace(out), "\n")
	require.Contains(t, last[len(last)-1], want)
	require.True(t, strings.HasPrefix(last[len(last)-1], "terugblik: "), out)
}

// contents reads what every table holds through a running server's PostgreSQL.
func contents(t *testing.T, ownerURL string) (all map[string]migrations.Content) {
	t.Helper()
	require.NoError(t, onDatabase(t.Context(), ownerURL, func(db *sql.DB) (err error) {
		all, err = migrations.Contents(t.Context(), db)
		return err
	}))
	return all
}

func ownerOf(data string) string {
	return cluster.SocketURL(cluster.RunFolder(data), cluster.Owner, databaseName)
}

func plant(t *testing.T, data, path, content string) {
	t.Helper()
	to := filepath.Join(data, path)
	require.NoError(t, os.MkdirAll(filepath.Dir(to), 0o700))
	require.NoError(t, os.WriteFile(to, []byte(content), 0o600))
}

func TestABackupOfARunningServerComesBackWholeAndPlays(t *testing.T) {
	t.Parallel()
	data, _ := firstRelease(t)
	shelf := filepath.Join(filepath.Dir(data), "backups")
	s := startServer(t, "--data", data)
	said := must(t, "backup", shelf, "--data", data)
	require.Contains(t, said, "guard this folder")
	was, files := contents(t, ownerOf(data)), hashes(t, data)
	require.Greater(t, len(files), 20)
	require.Equal(t, http.StatusOK, s.status("/readyz"), "the server did not notice")
	require.NoError(t, s.Process.Kill())
	require.Error(t, s.Wait())
	require.Eventually(t, func() bool { return os.RemoveAll(data) == nil }, time.Minute, 20*time.Millisecond, "PostgreSQL goes with the server")

	said = must(t, "restore", shelf, "--data", data)
	require.Contains(t, said, "the same, byte for byte")
	require.Contains(t, said, "the same, row by row")
	again := startServer(t, "--data", data)
	require.Equal(t, http.StatusOK, again.status("/readyz"))
	is := contents(t, ownerOf(data))
	require.EqualValues(t, 1, is["server_state"].Rows, "that it was put back is kept")
	require.Positive(t, was["login_session"].Rows)
	require.Zero(t, is["login_session"].Rows, "everybody logs in again")
	settled := []string{ // by the restore and by the running server
		"server_state", "login_session", "ingest_token", "access_token", "audit_entry", "retention_clock",
		"restore", "recording", "recording_lock", "recording_share", "access_log", "administration_log",
	}
	for table, content := range was {
		if !slices.Contains(settled, table) && !strings.HasPrefix(table, "river_") { // the running server's own
			require.Equal(t, content, is[table], table)
		}
	}
	require.Equal(t, files, hashes(t, data))
	again.waitsUntilSomebodyHasLooked(t, "01a2023f-eb80-7826-9bad-7f0ad4c5e888")
	again.plays(t, "01a2023f-eb80-7826-9bad-7f0ad4c5e888")
}

// waitsUntilSomebodyHasLooked goes the way of the people after a restore: nothing plays, the administrator confirms, it
// plays for its owner, and for her coach when she shares it again.
func (s *server) waitsUntilSomebodyHasLooked(t *testing.T, id string) {
	t.Helper()
	employee, coach, administrator := s.in(t, "medewerker@demo.test"), s.in(t, "coach@demo.test"), s.in(t, "beheer@demo.test")
	plays := func(as func(string, ...string) (int, string)) int {
		status, _ := as("/media/" + id + "/master.m3u8")
		return status
	}
	require.Equal(t, http.StatusNotFound, plays(employee), "it may have been taken back")
	require.Equal(t, http.StatusNotFound, plays(coach))
	for path, as := range map[string]func(string, ...string) (int, string){
		"/learning": employee, "/coaching": coach, "/people": administrator,
		"/manager": s.in(t, "leidinggevende@demo.test"), "/privacy": s.in(t, "fg@demo.test"),
	} {
		_, page := as(path)
		require.Contains(t, page, "De server is teruggezet", path)
	}
	status, page := administrator("/settings/restored", "register=yes", "people=yes")
	require.Equal(t, http.StatusUnprocessableEntity, status, page)
	require.Equal(t, http.StatusNotFound, plays(employee))
	status, page = administrator("/settings/restored", "register=yes", "people=yes", "office=yes", "parents=yes")
	require.Equal(t, http.StatusSeeOther, status, page)
	require.Equal(t, http.StatusOK, plays(employee))
	require.Equal(t, http.StatusNotFound, plays(coach), "sharing is hers to say")
	_, page = employee("/learning")
	require.Contains(t, page, "/learning/shares")
	status, page = employee("/learning/shares", "answer=all")
	require.Equal(t, http.StatusSeeOther, status, page)
	require.Equal(t, http.StatusOK, plays(coach))
}

// hashes sums every file of film, journals and keys by its path.
func hashes(t *testing.T, data string) map[string][32]byte {
	t.Helper()
	all := map[string][32]byte{}
	for _, below := range []string{"media", "journal", "keys", "node"} {
		require.NoError(t, filepath.WalkDir(filepath.Join(data, below), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || !entry.Type().IsRegular() {
				return err
			}
			content, err := os.ReadFile(path)
			all[strings.TrimPrefix(path, data)] = sha256.Sum256(content)
			return err
		}))
	}
	return all
}

const someRecording = "0195a1b2-0000-7000-8000-00000000000a"

func TestAStoppedServerIsBackedUpAndItsDatabaseStaysAsItWas(t *testing.T) {
	t.Parallel()
	folder := openFolder(t)
	data, shelf := filepath.Join(folder, "var"), filepath.Join(folder, "backups")
	must(t, "migrate", "--data", data)
	must(t, "backup", shelf, "--data", data)
	require.NoFileExists(t, filepath.Join(data, "postgres", "postmaster.pid"), "what was started is stopped")
	require.Contains(t, must(t, "restore", shelf, "--check"), "It is sound")
}

func TestABackupOrRestoreThatCannotBeIsRefusedInOneLine(t *testing.T) {
	t.Parallel()
	folder := openFolder(t)
	data, shelf := filepath.Join(folder, "var"), filepath.Join(folder, "backups")
	must(t, "migrate", "--data", data)
	refused(t, "one folder is expected", "backup", "--data", data)
	refused(t, "lies in the data folder", "backup", filepath.Join(data, "backups"), "--data", data)
	refused(t, "nothing to back up", "backup", shelf, "--data", filepath.Join(folder, "nowhere"))
	require.NoDirExists(t, filepath.Join(folder, "nowhere"))
	refused(t, "no such file or directory", "backup", filepath.Join(folder, "a", "b"), "--data", data)
	refused(t, "--keep 0", "backup", shelf, "--data", data, "--keep", "0")
	refused(t, "not a finished backup", "restore", folder, "--data", filepath.Join(folder, "new"))

	must(t, "backup", shelf, "--data", data)
	refused(t, "is not empty", "restore", shelf, "--data", data)
	made, err := filepath.Glob(filepath.Join(shelf, "2*"))
	require.NoError(t, err)
	dump := filepath.Join(made[0], "database.dump")
	content, err := os.ReadFile(dump)
	require.NoError(t, err)
	content[len(content)/2] ^= 1
	require.NoError(t, os.WriteFile(dump, content, 0o600))
	refused(t, "this backup is damaged: "+dump+" has changed", "restore", shelf, "--data", filepath.Join(folder, "new"))
	require.NoDirExists(t, filepath.Join(folder, "new"), "nothing is made before the backup is known to be sound")
	require.NoError(t, os.Rename(made[0], made[0]+".partial"))
	refused(t, "it was broken off", "restore", made[0]+".partial", "--data", filepath.Join(folder, "new"))
}

func TestARestoreThatFailsLeavesNothing(t *testing.T) {
	t.Parallel()
	folder := openFolder(t)
	data, shelf, fresh := filepath.Join(folder, "var"), filepath.Join(folder, "backups"), filepath.Join(folder, "new")
	must(t, "demo", "--data", data)
	must(t, "backup", shelf, "--data", data)
	made, err := filepath.Glob(filepath.Join(shelf, "2*"))
	require.NoError(t, err)
	r := &restoreTask{config: config{Data: fresh}, dir: made[0], out: &strings.Builder{}, log: slog.New(slog.DiscardHandler)}
	require.NoError(t, r.find())
	held := r.manifest.Tables["person"]
	was := held.Rows
	held.Rows++
	r.manifest.Tables["person"] = held // as if one row had not come back
	require.NoError(t, makeFolder(fresh, 0o711))
	err = r.into(t.Context(), fresh, nil)
	require.ErrorContains(t, err, fmt.Sprintf("table person is not as it was: %d rows now, %d in the backup", was, was+1))
	_, err = terugblik(t, "serve", "--addr", "127.0.0.1:0", "--data", fresh)
	require.Error(t, err, "no server starts on half a restore")
	require.NoError(t, emptyAgain(fresh, false))
	require.NoDirExists(t, fresh)
}

func TestCtrlCInTheMiddleIsAFailureThatLeavesNothing(t *testing.T) {
	t.Parallel()
	folder := openFolder(t)
	data, shelf := filepath.Join(folder, "var"), filepath.Join(folder, "backups")
	must(t, "migrate", "--data", data)
	big := filepath.Join(data, "media", someRecording, "takes", "001.mp4")
	plant(t, data, filepath.Join("media", someRecording, "takes", "001.mp4"), "")
	require.NoError(t, os.Truncate(big, 3<<30)) // a hole: no room, and long to read
	cmd := exec.Command(os.Args[0], "backup", shelf, "--data", data)
	var said strings.Builder
	cmd.Stderr = &said
	require.NoError(t, cmd.Start())
	require.Eventually(t, func() bool {
		films, _ := filepath.Glob(filepath.Join(shelf, "*.partial", "files", "media", "*", "takes", "001.mp4"))
		return len(films) == 1
	}, 30*time.Second, 5*time.Millisecond)
	require.NoError(t, cmd.Process.Signal(syscall.SIGINT))
	require.Error(t, cmd.Wait())
	require.Contains(t, said.String(), "the backup was broken off; nothing of it is kept")
	left, err := os.ReadDir(shelf)
	require.NoError(t, err)
	require.Empty(t, left)
}

// TestWhatWasErasedAfterTheBackupStaysErased brings a whole story back on a database of others.
func TestWhatWasErasedAfterTheBackupStaysErased(t *testing.T) {
	t.Parallel()
	story := pgstory.New(t, "hash").Whole()
	id := string(story.Recording.ID)
	folder := t.TempDir()
	data, shelf, fresh := filepath.Join(folder, "var"), filepath.Join(folder, "backups"), filepath.Join(folder, "new")
	plant(t, data, "node", "0123456789ab\n")
	plant(t, data, "media/"+id+"/takes/001.mp4", "film")
	urls := []string{"--database-url", story.PG.AppURL, "--database-owner-url", story.PG.OwnerURL}
	refused(t, "needs --database-owner-url", "backup", shelf, "--data", data, "--database-url", story.PG.AppURL)
	must(t, append([]string{"backup", shelf, "--data", data}, urls...)...)
	plant(t, data, "erased.log", "2026-11-22T12:00:00Z "+id+"\n2026-11-22T12:00:00Z 0195a1b2-00") // the last line was cut by a crash

	refused(t, "tables already", append([]string{"restore", shelf, "--data", fresh}, urls...)...)
	require.NoDirExists(t, fresh)
	owner, app := pgtest.NewEmptyDSN(t)
	said := must(t, "restore", shelf, "--data", fresh, "--database-url", app, "--database-owner-url", owner, "--erased", filepath.Join(data, "erased.log"))
	require.Contains(t, said, "1 recordings had been erased after this backup")
	require.NoDirExists(t, filepath.Join(fresh, "media", id))
	require.NoError(t, onDatabase(t.Context(), owner, func(db *sql.DB) error {
		var hidden, receipt bool
		var keys, sessions, doors int
		if err := db.QueryRowContext(t.Context(), `SELECT deleted_at IS NOT NULL, EXISTS (SELECT FROM erasure_receipt e WHERE e.recording_id = r.id AND completed_at IS NULL) FROM recording r WHERE id = $1`, id).Scan(&hidden, &receipt); err != nil {
			return err
		}
		require.True(t, hidden)
		require.True(t, receipt, "the server completes it")
		if err := db.QueryRowContext(t.Context(), `SELECT (SELECT count(*) FROM recording_key WHERE recording_id = $1), (SELECT count(*) FROM login_session)`, id).Scan(&keys, &sessions); err != nil {
			return err
		}
		require.Zero(t, keys)
		require.Zero(t, sessions, "everybody logs in again")
		require.NoError(t, db.QueryRowContext(t.Context(), `SELECT (SELECT count(*) FROM access_token) + (SELECT count(*) FROM invitation WHERE used_at IS NULL AND replaced_at IS NULL)`).Scan(&doors))
		require.Zero(t, doors, "a token or link that was revoked or used after the backup works no more")
		return nil
	}))
	require.Equal(t, contents(t, story.PG.OwnerURL)["annotation"], contents(t, owner)["annotation"])
}

func TestAListOfErasedRecordingsThatIsNotThereIsRefusedUnlessNothingWasEverErased(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	require.ErrorContains(t, listOfErased(filepath.Join(data, "erased.log")), "--erased")
	plant(t, data, "node", "0123456789ab\n")
	require.NoError(t, listOfErased(filepath.Join(data, "erased.log")))
	require.ErrorContains(t, listOfErased(filepath.Join(data, "ersed.log")), "--erased")
}
