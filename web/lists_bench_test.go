package web_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
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
)

const (
	asked      = 10                       // how often each list is asked for; the slowest stands for the 99th of a hundred
	seededVar  = "TERUGBLIK_BENCH_SEEDED" // owner's and server's URL of a database that terugblik seed filled today
	longEnough = time.Second / 4          // for one list: filling takes four minutes, and all lists two more
	slowerThan = 50 * time.Millisecond
)

var manyPeople = seed.Size{People: 10_000, Locations: 500, Cycles: 200_000, Annotations: 2_000_000}

// BenchmarkLists asks for everything that can be read, as those for whom lists are longest, among ten thousand people.
// What is counted is the time of the statements of one request, by a stopwatch in the pool: policies, log-in and
// planning included. ms/p99 is what must stay under ms/limit on a quiet machine; ms/busy is how long the processors worked
// for it, which is the same on a busy one.
func BenchmarkLists(b *testing.B) {
	pg, cast := seeded(b)
	pool, watch := pgtest.Timed(b, pg.AppURL)
	s := siteOf(b, pgstory.On(b, pg, postgres.New(pool)))
	seen := s.shows(cast)
	for _, who := range watchers(cast) {
		v := s.as(coaching.Actor{Person: coaching.Person{ID: coaching.PersonID(who.id)}})
		for _, path := range seen {
			var took, busy []time.Duration
			b.Run(who.role+path.name, func(b *testing.B) {
				if took == nil { // a list is not asked for once more because it was fast
					if v.get(path.at).StatusCode != http.StatusOK {
						b.Skip("not for her")
					}
					took, busy = v.laps(b, pg, watch, path.at)
				}
				b.ReportMetric(0, "ns/op")
				b.ReportMetric(path.limit(), "ms/limit")
				b.ReportMetric(ms(took[len(took)/2]), "ms/p50")
				b.ReportMetric(ms(took[len(took)-1]), "ms/p99")
				b.ReportMetric(ms(busy[len(busy)/2]), "ms/busy")
			})
		}
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// seeded is a database with many people; it is filled once a day.
func seeded(b *testing.B) (*pgtest.DB, seed.Cast) {
	b.Helper()
	in := seed.Inputs{Size: manyPeople, PasswordHash: "$none", Now: time.Now()}
	if owner, app, found := strings.Cut(os.Getenv(seededVar), " "); found {
		there, err := sqlx.Open("postgres", owner)
		require.NoError(b, err)
		b.Cleanup(func() { _ = there.Close() })
		return &pgtest.DB{Owner: there, App: there, OwnerURL: owner, AppURL: app}, seed.CastOf(in)
	}
	pg := pgtest.Kept(b, madeBy(b, in.Now), func(pg *pgtest.DB) {
		_, err := seed.Fill(b.Context(), pg.Owner.DB, in)
		require.NoError(b, err)
	})
	return pg, seed.CastOf(in)
}

// madeBy names what made-up people are made of: the day, their number, the tables, and how each is filled.
func madeBy(b *testing.B, now time.Time) string {
	b.Helper()
	sum := sha256.New()
	fmt.Fprintln(sum, now.UTC().Format(time.DateOnly), manyPeople)
	for _, files := range []string{"../migrations/*.sql", "../coaching/postgres/seed/*.go"} {
		names, err := filepath.Glob(files)
		require.NoError(b, err)
		for _, name := range names {
			text, err := os.ReadFile(name)
			require.NoError(b, err)
			sum.Write(text)
		}
	}
	return hex.EncodeToString(sum.Sum(nil)[:6])
}

// laps are the times of the statements of so many requests, and those that PostgreSQL worked for them, fastest first. It
// says which statement took long.
func (v *visitor) laps(b *testing.B, pg *pgtest.DB, watch *pgtest.Stopwatch, path string) (took, busy []time.Duration) {
	b.Helper()
	watch.Take()
	for began := time.Now(); len(took) < asked && time.Since(began) < longEnough; {
		before := pg.Busy(b)
		require.Equal(b, http.StatusOK, v.get(path).StatusCode)
		busy = append(busy, pg.Busy(b)-before)
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
	slices.Sort(busy)
	return took, busy
}
