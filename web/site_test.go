package web_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"terugblik/bench/calm"
	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
	"terugblik/media"
	"terugblik/media/ingest"
	"terugblik/media/library"
	"terugblik/web"
	"terugblik/web/live"
	"terugblik/web/ui"
)

// The PostgreSQL of the tests lives as long as the process.
func TestMain(m *testing.M) {
	calm.Main(m, goleak.IgnoreAnyFunction("terugblik/migrations/cluster.spawn.func1"),
		goleak.IgnoreAnyFunction("terugblik/migrations/cluster.(*Cluster).keep"),
		goleak.IgnoreAnyFunction("github.com/tus/tusd/v2/pkg/handler.newDelayedContext.func1"), // lasts seconds after its request
		goleak.IgnoreAnyFunction("os/exec.(*Cmd).Start.func2"),
		goleak.IgnoreAnyFunction("database/sql.(*DB).connectionOpener"))
}

const password = "terugblik"

// passwordHash is made once: hashing is slow by design.
var passwordHash = sync.OnceValues(func() (string, error) {
	return web.HashPassword(context.Background(), password)
})

// screens are read once: they take longer than most tests, and much room.
var screens = sync.OnceValues(func() (*web.Screens, error) { return web.ReadScreens(ui.Locales()) })

func screensOf(t testing.TB) *web.Screens {
	t.Helper()
	read, err := screens()
	require.NoError(t, err)
	return read
}

// site is a whole server on a database of its own.
type site struct {
	*pgstory.Story
	t       testing.TB
	server  *web.Server
	hub     *live.Hub
	library *library.Library
	ingest  *ingest.Server
	http    *httptest.Server
	clock   *clock
	keeper  web.Keeper // nil unless a test gives one
	room    func(more int) web.Room
	token   string // of the metrics
	log     *logbook
}

// clock is the time of the server; it moves only when a test says so.
type clock struct {
	begin time.Time
	moved atomic.Int64
}

func (c *clock) Now() time.Time          { return c.begin.Add(time.Duration(c.moved.Load())) }
func (c *clock) advance(d time.Duration) { c.moved.Add(int64(d)) }

// logbook keeps what the server logs.
type logbook struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logbook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logbook) lines(containing string) (found []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for line := range strings.Lines(l.text.String()) {
		if strings.Contains(line, containing) {
			found = append(found, line)
		}
	}
	return found
}

// sink keeps nothing of what is published.
type sink struct{}

func (sink) Open(context.Context, media.RecordingID) (ingest.Writer, error) { return nowhere{}, nil }

type nowhere struct{}

func (nowhere) AddTrack(media.Track, uint32, uint8, string) (int, error) { return 1, nil }
func (nowhere) WriteRTP(int, time.Time, []byte) error                    { return nil }
func (nowhere) WriteNote(time.Time, string) error                        { return nil }
func (nowhere) Synced() time.Time                                        { return time.Time{} }
func (nowhere) Close(string) error                                       { return nil }
func (nowhere) WriteReport(time.Time, uint32, uint64, uint32, uint32, uint32) error {
	return nil
}

func newSite(t testing.TB) *site {
	t.Helper()
	hash, err := passwordHash()
	require.NoError(t, err)
	return siteOf(t, pgstory.New(t, hash))
}

// siteOf is a whole server on the database of a story.
func siteOf(t testing.TB, story *pgstory.Story) *site {
	t.Helper()
	var err error
	s := &site{Story: story, t: t, log: &logbook{}}
	s.clock = &clock{begin: s.Now}
	s.hub, err = live.Start(live.Inputs{DatabaseURL: s.PG.AppURL, Log: quiet()})
	require.NoError(t, err)
	t.Cleanup(s.hub.Stop)
	s.library, err = library.Open(library.Config{
		Root: t.TempDir(), Master: library.Key{1}, Vault: postgres.NewVault(s.DB, library.ErrNoKey),
	})
	require.NoError(t, err)
	s.ingest = &ingest.Server{UDPAddr: "127.0.0.1:0", Sink: sink{}}
	require.NoError(t, s.ingest.Start())
	t.Cleanup(s.ingest.Stop)
	s.serve(s.DB)
	return s
}

// serve starts the server on a pool.
func (s *site) serve(db *postgres.DB) {
	s.t.Helper()
	logger := slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	var err error
	s.server, err = web.New(web.Inputs{
		DB: db, Library: s.library, Live: s.hub, Publisher: s.ingest, Node: "node", Screens: screensOf(s.t), Log: logger, Now: s.clock.Now,
		Keeper: s.keeper, ICEServers: iceServers, Room: s.room, MetricsToken: s.token,
	})
	require.NoError(s.t, err)
	running := httptest.NewServer(s.server.Handler())
	s.http = running
	s.t.Cleanup(func() { // testing keeps what was to be cleaned up until the last test of the package has ended
		running.Close()
		running, s.http, s.server, s.log = nil, nil, nil, nil
	})
}

// keep starts the server anew with somebody who looks after storage.
func (s *site) keep(keeper web.Keeper) {
	s.t.Helper()
	s.keeper = keeper
	s.serve(s.DB)
}

// visitor asks as one person, or as nobody.
type visitor struct {
	*site
	cookie string
	header http.Header
}

// nobody is not logged in.
func (s *site) nobody() *visitor { return &visitor{site: s, header: http.Header{}} }

// as is a log-in of a person, without the slow comparison of passwords.
func (s *site) as(actor coaching.Actor) *visitor {
	s.t.Helper()
	token := rand.Text()
	s.Behind(postgres.Login, func(tx *postgres.Tx) error {
		now := s.clock.Now()
		return tx.CreateLoginSession(s.t.Context(), pgstory.Hash(token), actor.ID, now, now.Add(7*24*time.Hour))
	})
	return &visitor{site: s, cookie: token, header: http.Header{}}
}

// after is the visitor with the log-in that an answer gave her.
func (v *visitor) after(got answer) *visitor {
	v.t.Helper()
	for _, cookie := range got.Cookies() {
		if cookie.Name == "terugblik" {
			return &visitor{site: v.site, cookie: cookie.Value, header: http.Header{}}
		}
	}
	require.Fail(v.t, "the answer gave no log-in")
	return nil
}

// afterLast is after for an answer that gave several log-ins one after the other: a browser keeps the last.
func (v *visitor) afterLast(got answer) *visitor {
	v.t.Helper()
	last := v.after(got)
	for _, cookie := range got.Cookies() {
		if cookie.Name == "terugblik" {
			last.cookie = cookie.Value
		}
	}
	return last
}

// with is the same visitor with one more header.
func (v *visitor) with(name, value string) *visitor {
	other := *v
	other.header = v.header.Clone()
	other.header.Set(name, value)
	return &other
}

// answer is a whole response.
type answer struct {
	*http.Response
	body string
}

func (v *visitor) request(method, path, body string) *http.Request {
	v.t.Helper()
	r, err := http.NewRequestWithContext(v.t.Context(), method, v.http.URL+path, strings.NewReader(body))
	require.NoError(v.t, err)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for name, values := range v.header {
		r.Header[name] = values
	}
	if v.cookie != "" {
		r.AddCookie(&http.Cookie{Name: "terugblik", Value: v.cookie})
	}
	return r
}

func (v *visitor) do(method, path, body string) answer {
	v.t.Helper()
	response, err := v.http.Client().Transport.RoundTrip(v.request(method, path, body))
	require.NoError(v.t, err)
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	require.NoError(v.t, err)
	return answer{response, string(content)}
}

func (v *visitor) get(path string) answer { v.t.Helper(); return v.do("GET", path, "") }

// want demands a status and reads the JSON of the answer.
func (v *visitor) want(status int, method, path, body string) map[string]any {
	v.t.Helper()
	got := v.do(method, path, body)
	require.Equal(v.t, status, got.StatusCode, "%s %s: %s", method, path, got.body)
	return got.json(v.t)
}

func (a answer) json(t testing.TB) map[string]any {
	t.Helper()
	if a.body == "" {
		return nil
	}
	var read map[string]any
	require.NoError(t, json.Unmarshal([]byte(a.body), &read), a.body)
	return read
}

func (a answer) code(t testing.TB) string {
	t.Helper()
	require.Equal(t, "application/problem+json", a.Header.Get("Content-Type"), a.body)
	code, _ := a.json(t)["code"].(string)
	return code
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// contents is a fingerprint of everything that people made, to see that nothing changed.
func (s *site) contents() map[string]string {
	s.t.Helper()
	print := map[string]string{}
	var tables []string
	// Log-ins are renewed by being used.
	require.NoError(s.t, s.PG.Owner.Select(&tables, `
		SELECT tablename FROM pg_tables
		WHERE schemaname = 'public' AND tablename <> 'login_session' AND tablename NOT LIKE 'river%'`))
	for _, table := range tables {
		var sum string
		require.NoError(s.t, s.PG.Owner.Get(&sum, `SELECT COALESCE(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM `+table+` t`))
		print[table] = sum
	}
	return print
}

// store puts a small watchable version of a recording into the library.
func (s *site) store(id coaching.RecordingID, generation int) {
	s.t.Helper()
	ctx := s.t.Context()
	_, err := s.PG.Owner.Exec(`DELETE FROM recording_key WHERE recording_id = $1 AND wrapped = 'wrapped'`, id)
	require.NoError(s.t, err)
	require.NoError(s.t, s.library.Create(ctx, media.RecordingID(id)))
	for name, content := range map[string]string{
		"master.m3u8":     "#EXTM3U\n#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"aud\",URI=\"audio.m3u8\"\n#EXT-X-STREAM-INF:BANDWIDTH=1\n720p.m3u8\n",
		"720p.m3u8":       "#EXTM3U\n#EXT-X-MAP:URI=\"720p_init.mp4\"\n#EXTINF:2,\n720p_000.m4s\n",
		"720p_000.m4s":    "0123456789",
		"poster.jpg":      "jpg",
		"sprites.vtt":     "WEBVTT\n",
		"waveform.json":   "{}",
		"secret.txt":      "not of a watchable version",
		"sprites_000.jpg": "jpg",
	} {
		file := fmt.Sprintf("watch/%d/%s", generation, name)
		require.NoError(s.t, s.library.Put(ctx, media.RecordingID(id), file, strings.NewReader(content)))
	}
}
