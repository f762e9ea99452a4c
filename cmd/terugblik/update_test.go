package main

import (
	"archive/tar"
	"compress/gzip"
	"database/sql"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/backup"
	"terugblik/migrations"
	"terugblik/migrations/cluster"
)

// releaseToken is the access token of the employee in testdata/release-0.1.tar.gz.
const releaseToken = "UJZETTTQSKMJKEYYSSLLSYXHCJQG3SBSUFCS5NZ2OTC6CEI5E6FO"

// unpack puts an archive of testdata into a folder.
func unpack(t *testing.T, archive, folder string) {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", archive))
	require.NoError(t, err)
	defer func() { _ = file.Close() }()
	packed, err := gzip.NewReader(file)
	require.NoError(t, err)
	entries := tar.NewReader(packed)
	for {
		entry, err := entries.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		require.NoError(t, err)
		if entry.Typeflag != tar.TypeReg {
			continue
		}
		content, err := io.ReadAll(entries)
		require.NoError(t, err)
		plant(t, folder, filepath.Clean(entry.Name), string(content))
	}
}

// firstRelease is a data folder as the first release left it, and what its tables held.
func firstRelease(t *testing.T) (data string, held map[string]migrations.Content) {
	t.Helper()
	data = filepath.Join(openFolder(t), "var")
	require.NoError(t, makeFolder(data, 0o711))
	unpack(t, "release-0.1.tar.gz", data)
	dump := filepath.Join(data, "database.dump")
	private, err := cluster.Start(t.Context(), cluster.Config{Root: data, Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	require.NoError(t, onDatabase(t.Context(), private.URL(cluster.Owner, "postgres"), func(db *sql.DB) error {
		return migrations.EnsureDatabase(t.Context(), db, databaseName)
	}))
	owner := private.URL(cluster.Owner, databaseName)
	require.NoError(t, onDatabase(t.Context(), owner, func(db *sql.DB) error {
		if err := migrations.Bootstrap(t.Context(), db, ""); err != nil {
			return err
		}
		from, err := os.Open(dump)
		require.NoError(t, err)
		defer func() { _ = from.Close() }()
		return backup.Load(t.Context(), explicit(owner), 15, from)
	}))
	held = contents(t, owner)
	require.NoError(t, private.Stop())
	require.NoError(t, os.Remove(dump))
	return data, held
}

// ask gets a path with the employee's token and gives what it answers.
func (s *server) ask(t *testing.T, path string, into any) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+path, nil)
	require.NoError(t, err)
	request.Header.Set("Authorization", "Bearer "+releaseToken)
	answer, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, answer.StatusCode, "%s: %s", path, body)
	if into != nil {
		require.NoError(t, json.Unmarshal(body, into))
	}
	return string(body)
}

func TestWhoUpdatesFromTheFirstReleaseKeepsEverything(t *testing.T) {
	t.Parallel()
	data, was := firstRelease(t)
	require.EqualValues(t, 8, was["goose_db_version"].Rows-1)
	s := startServer(t, "--data", data)
	require.Equal(t, http.StatusOK, s.status("/readyz"))
	is := contents(t, ownerOf(data))
	for table, content := range was {
		if !strings.HasPrefix(table, "river_") {
			require.GreaterOrEqual(t, is[table].Rows, content.Rows, table)
		}
	}

	type items struct {
		Items []map[string]any `json:"items"`
	}
	var recordings, marks, questions items
	s.ask(t, "/api/v1/recordings", &recordings)
	require.Len(t, recordings.Items, 1)
	require.Equal(t, "Fruit eten", recordings.Items[0]["title"])
	require.Equal(t, "ready", recordings.Items[0]["state"])
	id := recordings.Items[0]["id"].(string)
	s.ask(t, "/api/v1/recordings/"+id+"/annotations", &marks)
	require.NotEmpty(t, marks.Items, "what the coach gave back")
	s.ask(t, "/api/v1/questions", &questions)
	require.Equal(t, "Hoe maak ik contact met alle kinderen aan tafel?", questions.Items[0]["text"])
	login, err := http.Post(s.url+"/api/v1/login", "application/json", strings.NewReader(`{"email":"coach@demo.test","password":"terugblik"}`))
	require.NoError(t, err)
	require.NoError(t, login.Body.Close())
	require.Equal(t, http.StatusOK, login.StatusCode, "passwords hold")
	s.plays(t, id)
}

// in logs somebody in and gives a way to ask as her; what follows a path is posted as a form.
func (s *server) in(t *testing.T, email string) func(path string, form ...string) (status int, body string) {
	t.Helper()
	answer, err := http.Post(s.url+"/api/v1/login", "application/json", strings.NewReader(`{"email":"`+email+`","password":"terugblik"}`))
	require.NoError(t, err)
	require.NoError(t, answer.Body.Close())
	require.Equal(t, http.StatusOK, answer.StatusCode, email)
	cookies := answer.Cookies()
	away := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return func(path string, form ...string) (int, string) {
		method := http.MethodGet
		if len(form) > 0 {
			method = http.MethodPost
		}
		request, err := http.NewRequestWithContext(t.Context(), method, s.url+path, strings.NewReader(strings.Join(form, "&")))
		require.NoError(t, err)
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.Header.Set("Origin", s.url)
		for _, c := range cookies {
			request.AddCookie(c)
		}
		answer, err := away.Do(request)
		require.NoError(t, err)
		defer func() { _ = answer.Body.Close() }()
		body, err := io.ReadAll(answer.Body)
		require.NoError(t, err)
		return answer.StatusCode, string(body)
	}
}

// plays fetches the first segment of the watchable version as a player would.
func (s *server) plays(t *testing.T, id string) {
	t.Helper()
	employee := s.in(t, "medewerker@demo.test")
	get := func(path string) string {
		status, body := employee("/media/" + id + "/" + path)
		require.Equal(t, http.StatusOK, status, path)
		return body
	}
	playlist := ""
	for line := range strings.SplitSeq(get("master.m3u8"), "\n") {
		if line != "" && !strings.HasPrefix(line, "#") {
			playlist = line
			break
		}
	}
	for line := range strings.SplitSeq(get(playlist), "\n") {
		if strings.HasSuffix(line, ".m4s") {
			segment := get(filepath.Join(filepath.Dir(playlist), line))
			require.Contains(t, segment[:200], "moof", "it opens with the old master key")
			return
		}
	}
	require.Fail(t, "no segment", playlist)
}
