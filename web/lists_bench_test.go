package web_test

import (
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
	"terugblik/coaching/postgres/seed"
	"terugblik/migrations/pgtest"
	"terugblik/web"
)

const (
	asked      = 10                       // how often each list is asked for; the slowest stands for the 99th of a hundred
	seededVar  = "TERUGBLIK_BENCH_SEEDED" // owner's and server's URL of a database that was seeded today, to measure again
	longEnough = time.Second / 2          // for one list: filling takes four minutes, and all lists two more
	slowerThan = 50 * time.Millisecond
)

var manyPeople = seed.Size{People: 10_000, Locations: 500, Cycles: 200_000, Annotations: 2_000_000}

// BenchmarkLists asks for everything that can be read, as those for whom lists are longest, among ten thousand people.
// What is counted is the time of the statements of one request, by a stopwatch in the pool: policies, log-in and
// planning included. ms/p99 is what must stay under 50 on a quiet machine.
func BenchmarkLists(b *testing.B) {
	pg, cast := seeded(b)
	pool, watch := pgtest.Timed(b, pg.AppURL)
	s := siteOf(b, pgstory.On(b, pg, postgres.New(pool)))
	s.show(cast)
	for _, who := range watchers(cast) {
		v := s.as(coaching.Actor{Person: coaching.Person{ID: coaching.PersonID(who.id)}})
		for _, path := range s.readable() {
			var took []time.Duration
			b.Run(who.role+path.name, func(b *testing.B) {
				if took == nil { // a list is not asked for once more because it was fast
					if v.get(path.at).StatusCode != http.StatusOK {
						b.Skip("not for her")
					}
					took = v.laps(b, watch, path.at)
				}
				b.ReportMetric(0, "ns/op")
				b.ReportMetric(ms(took[len(took)/2]), "ms/p50")
				b.ReportMetric(ms(took[len(took)-1]), "ms/p99")
			})
		}
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// seeded is a database with many people.
func seeded(b *testing.B) (*pgtest.DB, seed.Cast) {
	b.Helper()
	in := seed.Inputs{Size: manyPeople, PasswordHash: "$none", Now: time.Now()}
	if owner, app, found := strings.Cut(os.Getenv(seededVar), " "); found {
		there, err := sqlx.Open("postgres", owner)
		require.NoError(b, err)
		b.Cleanup(func() { _ = there.Close() })
		return &pgtest.DB{Owner: there, App: there, OwnerURL: owner, AppURL: app}, seed.CastOf(in)
	}
	pg := pgtest.Alone(b)
	cast, err := seed.Fill(b.Context(), pg.Owner.DB, in)
	require.NoError(b, err)
	return pg, cast
}

type watcher struct{ role, id string }

func watchers(c seed.Cast) []watcher {
	return []watcher{
		{"employee", c.Employee}, {"coach", c.Coach}, {"guest", c.Guest}, {"manager", c.Manager},
		{"administrator", c.Administrator}, {"officer", c.Officer}, {"small", c.Small},
	}
}

// show gives the site what its routes are about.
func (s *site) show(c seed.Cast) {
	s.Employee.ID = coaching.PersonID(c.Employee)
	s.Question.ID, s.Trajectory.ID = coaching.QuestionID(c.Question), coaching.TrajectoryID(c.Trajectory)
	s.Cycle.ID, s.Recording.ID = coaching.CycleID(c.Cycle), coaching.RecordingID(c.Recording)
	s.Top.ID, s.Talk.ID = coaching.AnnotationID(c.Annotation), coaching.TalkID(c.Talk)
	group := coaching.Group{ID: coaching.GroupID(c.Group)}
	s.Locations = []coaching.Location{{ID: coaching.LocationID(c.Location), Groups: []coaching.Group{group}}}
}

type readable struct{ name, at string }

// searches are lists that are also asked for in another way.
var searches = []string{"/people?q=jan", "/people?role=coach", "/people?state=ended", "/api/v1/people?q=zzz", "/api/v1/people?limit=500", "/api/v1/recordings?limit=500", "/api/v1/me/log?limit=500"}

// readable are all routes that answer with something about people.
func (s *site) readable() []readable {
	var list []readable
	for _, route := range s.server.Routes() {
		passed := slices.Contains([]web.Rule{web.Anyone, web.Machines, web.Doorstep, web.OfFilm, web.OfUpload, web.ByIngestToken, web.ByWatchToken}, route.Rule)
		if route.Method == http.MethodGet && !passed && !strings.HasSuffix(route.Path, "/events") {
			list = append(list, readable{route.Path, addressed(s, route.Path)})
		}
	}
	for _, search := range searches {
		list = append(list, readable{search, search})
	}
	return list
}

// laps are the times at the database of so many requests, fastest first. It says which statement took long.
func (v *visitor) laps(b *testing.B, watch *pgtest.Stopwatch, path string) (took []time.Duration) {
	b.Helper()
	watch.Take()
	for began := time.Now(); len(took) < asked && time.Since(began) < longEnough; {
		require.Equal(b, http.StatusOK, v.get(path).StatusCode)
		var sum time.Duration
		for _, lap := range watch.Take() {
			sum += lap.Took
			if lap.Took > slowerThan/2 {
				b.Logf("%v of\n%s", lap.Took, lap.Statement)
			}
		}
		took = append(took, sum)
	}
	slices.Sort(took)
	return took
}
