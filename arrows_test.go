package terugblik_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	module = "terugblik"
	astiav = "github.com/asticode/go-astiav"
)

// room is what a folder may import of ours; its tests may import more.
type room struct {
	may          []string
	standardOnly bool   // nothing but the standard library beside that
	why          string // why nothing else
}

// rooms is the house. A folder that is not here fails the test: give it a place first.
var rooms = map[string]room{
	"cmd/terugblik": {may: []string{"*"}, why: "it wires everything"},

	"coaching":                  {standardOnly: true, why: "types and rules are pure functions on values"},
	"coaching/postgres":         {may: []string{"coaching"}, why: "it stores coaching and knows nothing of files or pages"},
	"coaching/postgres/demo":    {may: []string{"coaching", "coaching/postgres"}, why: "the people of the demo, as rows"},
	"coaching/postgres/seed":    {may: []string{"coaching"}, why: "made-up rows, as the tables want them"},
	"coaching/postgres/pgstory": {may: []string{"coaching", "coaching/postgres", "coaching/postgres/demo", "migrations/pgtest"}, why: "it tells a story in a database, for tests"},

	"media":           {standardOnly: true, why: "plain values; and it does not know coaching: a recording is a record there and files here"},
	"media/jobs":      {may: []string{"media"}, standardOnly: true, why: "what can be asked of the media side, as plain values"},
	"media/library":   {may: []string{"media"}, why: "the only opener of media files does not know what is in them"},
	"media/av":        {may: []string{"media"}, why: "the cgo seam"},
	"media/align":     {may: []string{"media", "media/av"}, why: "it compares sounds, whoever recorded them"},
	"media/red":       {standardOnly: true, why: "it reads packets, whoever got them"},
	"media/movie":     {may: []string{"media"}, why: "it reads the containers of strangers' files and decodes nothing"},
	"media/trim":      {may: []string{"media", "media/av"}, why: "it cuts a film, wherever it lies"},
	"media/adopt":     {may: []string{"media", "media/av", "media/movie"}, why: "it judges a film, wherever it lies"},
	"media/voice":     {may: []string{"media", "media/av"}, why: "it judges a sound, whoever said it"},
	"media/master":    {may: []string{"media", "media/align", "media/av"}, why: "it places a file beside others, wherever they lie"},
	"media/film":      {may: []string{"media", "media/av"}, why: "it draws and sounds the film of the demo and the tests"},
	"media/ingest":    {may: []string{"media", "media/red"}, why: "it hands what arrives to a Sink of its own making; cmd wires the two"},
	"media/record":    {may: []string{"media", "media/av", "media/library", "media/red"}, why: "it writes and reads journals, whoever brought them"},
	"media/transcode": {may: []string{"media", "media/av", "media/library"}, why: "a plan and a thin runner; the queue is wired in cmd"},

	"certificate": {why: "it knows keys and authorities, whatever is served with them"},

	"web": {
		may: []string{"certificate", "coaching", "coaching/postgres", "docs/privacy", "media", "media/ingest", "media/library", "media/jobs", "web/api", "web/live", "web/paper", "web/sheet", "web/ui"},
		why: "a request never decodes, encodes or finalises: that is asked for as a job",
	},
	"web/api":      {may: []string{"coaching", "coaching/postgres", "media", "media/jobs", "web/live"}, why: "resources; files and sessions are behind web"},
	"web/live":     {why: "it carries events, and listeners read again as their own actor"},
	"web/paper":    {why: "a text on paper, whatever it says"},
	"web/sheet":    {why: "a table in a file, whatever is in it"},
	"web/ui":       {why: "embedded files"},
	"web/ui/build": {why: "a tool that bundles"},

	"docs/privacy": {standardOnly: true, why: "documents, whoever shows them"},

	"backup": {why: "it copies and checks files, whatever they hold, and calls pg_dump; cmd tells it where the database is"},

	"doctor": {why: "it looks at the machine and says in words what it sees; what only others know cmd hands it"},

	"migrations":         {why: "the schema stands alone"},
	"migrations/cluster": {why: "a PostgreSQL, whatever is in it"},
	"migrations/pgtest":  {may: []string{"bench/calm", "migrations", "migrations/cluster"}, why: "a migrated database, whatever is tested with it"},

	"bench":          {may: []string{"*"}, why: "it measures everything"},
	"bench/table":    {why: "it prints what the others measured"},
	"bench/calm":     {why: "it gives tests time and room, whatever they test"},
	"bench/lossy":    {standardOnly: true, why: "it loses packets, whoever sent them"},
	"bench/receiver": {why: "a baseline owes nothing to what it is compared with"},
}

// walls are imports that one or a few rooms alone may have, inside and outside of the module.
var walls = []struct {
	to, why string
	except  []string
}{
	{to: astiav, except: []string{"media/av"}, why: "its faults end the process and its rules are many: one room knows them"},
	{to: "C", except: []string{"media/av"}, why: "only media/av and what links it need cgo"},
	{to: module + "/migrations/cluster", except: []string{"cmd/terugblik", "migrations/pgtest"}, why: "who serves gets a connection, not a server"},
	{to: module + "/migrations", except: []string{"cmd/terugblik", "migrations/pgtest"}, why: "the owner's role is closed before serving"},
	{to: module + "/coaching", except: []string{"cmd/terugblik", "coaching/postgres", "coaching/postgres/demo", "coaching/postgres/pgstory", "coaching/postgres/seed", "web", "web/api", "bench"}, why: "media and coaching do not know each other; they meet in web and cmd"},
	{to: "github.com/riverqueue/river", except: []string{"cmd/terugblik"}, why: "jobs are plain values; the queue is wired in cmd"},
	{to: "github.com/pion/webrtc/v4", except: []string{"media/ingest", "bench/receiver", "bench"}, why: "sessions are ingest's; everybody else gets packets"},
	{to: "database/sql", except: []string{"cmd/terugblik", "coaching/postgres", "coaching/postgres/seed", "migrations", "migrations/cluster", "migrations/pgtest", "web/live"}, why: "every statement is in coaching/postgres; libraries' tables and listening are the named exceptions"},
}

func TestArrowsPointWhereTheHouseSays(t *testing.T) {
	t.Parallel()
	imports, err := importsOf(".")
	require.NoError(t, err)
	require.Contains(t, imports, "coaching", "the walk finds the house")
	require.Empty(t, complaints(imports))
}

func TestAWrongArrowIsSeen(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ from, to, want string }{
		"coaching knows media":       {"coaching", "terugblik/media", "media"},
		"media knows coaching":       {"media", "terugblik/coaching", "do not know each other"},
		"ingest knows coaching":      {"media/ingest", "terugblik/coaching", "do not know each other"},
		"ingest knows record":        {"media/ingest", "terugblik/media/record", "Sink"},
		"record knows ingest":        {"media/record", "terugblik/media/ingest", "journals"},
		"library knows coaching":     {"media/library", "terugblik/coaching/postgres", "opener"},
		"web decodes":                {"web", "terugblik/media/av", "never decodes"},
		"web transcodes":             {"web", "terugblik/media/transcode", "never decodes"},
		"web migrates":               {"web", "terugblik/migrations", "owner's role"},
		"web starts PostgreSQL":      {"web", "terugblik/migrations/cluster", "not a server"},
		"web queues":                 {"web", "github.com/riverqueue/river", "wired in cmd"},
		"web writes SQL":             {"web/api", "database/sql", "every statement"},
		"a second room of astiav":    {"media/transcode", astiav, "one room"},
		"cgo in cmd":                 {"cmd/terugblik", "C", "cgo"},
		"coaching takes a library":   {"coaching", "github.com/google/uuid", "standard library"},
		"media takes a library":      {"media", "golang.org/x/sys/unix", "standard library"},
		"postgres knows pages":       {"coaching/postgres", "terugblik/web", "nothing of files or pages"},
		"anybody imports cmd":        {"web", "terugblik/cmd/terugblik", "never decodes"},
		"a new room without a place": {"helpers", "fmt", "no place"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := complaints(map[string][]string{c.from: {"fmt", c.to}})
			require.NotEmpty(t, got)
			require.Contains(t, strings.Join(got, "\n"), c.want)
		})
	}
	require.Empty(t, complaints(map[string][]string{"web": {"fmt", "terugblik/coaching", "github.com/go-chi/chi/v5"}}))
}

// complaints tells each forbidden import with its reason. imports holds import paths by folder.
func complaints(imports map[string][]string) []string {
	var found []string
	for folder, paths := range imports {
		place, known := rooms[folder]
		if !known {
			found = append(found, folder+" has no place in the house: add it to rooms in arrows_test.go")
			continue
		}
		for _, to := range paths {
			if why := forbidden(folder, place, to); why != "" {
				found = append(found, fmt.Sprintf("%s must not import %s: %s", folder, to, why))
			}
		}
	}
	slices.Sort(found)
	return found
}

func forbidden(folder string, place room, to string) string {
	for _, w := range walls {
		if w.to == to && !slices.Contains(w.except, folder) {
			return w.why
		}
	}
	inside, ours := strings.CutPrefix(to, module+"/")
	switch {
	case ours && !slices.Contains(place.may, inside) && !slices.Contains(place.may, "*"):
		return place.why
	case !ours && place.standardOnly && strings.Contains(firstElement(to), "."):
		return "only the standard library here: " + place.why
	}
	return ""
}

func firstElement(importPath string) string {
	first, _, _ := strings.Cut(importPath, "/")
	return first
}

// importsOf reads the imports of every Go file that is not a test, by folder.
func importsOf(root string) (map[string][]string, error) {
	imports := map[string][]string{}
	err := filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name := entry.Name(); entry.IsDir() && file != root && (name == "node_modules" || name == "testdata" || name == "var" || strings.HasPrefix(name, ".")) {
			return filepath.SkipDir
		}
		if entry.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return fmt.Errorf("read imports: %w", err)
		}
		folder := filepath.ToSlash(path.Dir(file))
		imports[folder] = slices.Grow(imports[folder], len(parsed.Imports))
		for _, spec := range parsed.Imports {
			to, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return fmt.Errorf("import in %s: %w", file, err)
			}
			if !slices.Contains(imports[folder], to) {
				imports[folder] = append(imports[folder], to)
			}
		}
		return nil
	})
	return imports, err
}
