package postgres_test

import (
	"context"
	"database/sql"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"
	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/seed"
	"terugblik/migrations"
	"terugblik/migrations/pgtest"
)

var updatePlans = flag.Bool("update-plans", false, "write the plans of lists anew")

// list is one that people look at, as one of those for whom it is longest.
type list struct {
	actor func(seed.Cast) string
	read  func(context.Context, *postgres.Tx, seed.Cast) error
}

// year and aYear are whole, whatever day it is: how much of a year lies behind us decides what the planner prefers.
func (c planCast) year() int { return c.now.Year() - 1 }

func (c planCast) aYear() coaching.Span {
	today := coaching.DayOf(c.now, time.UTC)
	return coaching.Span{From: today.Plus(-365), Until: today}
}

func (c planCast) lists() map[string]list {
	employee := func(c seed.Cast) string { return c.Employee }
	coach := func(c seed.Cast) string { return c.Coach }
	manager := func(c seed.Cast) string { return c.Manager }
	administrator := func(c seed.Cast) string { return c.Administrator }
	officer := func(c seed.Cast) string { return c.Officer }
	return map[string]list{
		"questions_employee": {employee, func(ctx context.Context, tx *postgres.Tx, _ seed.Cast) error {
			_, _, err := tx.Questions(ctx, "", 50)
			return err
		}},
		"questions_coach": {coach, func(ctx context.Context, tx *postgres.Tx, _ seed.Cast) error {
			_, _, err := tx.Questions(ctx, "", 50)
			return err
		}},
		"coached": {coach, func(ctx context.Context, tx *postgres.Tx, who seed.Cast) error {
			_, _, err := tx.Coached(ctx, coaching.PersonID(who.Coach), "", 50)
			return err
		}},
		"trajectories": {coach, func(ctx context.Context, tx *postgres.Tx, _ seed.Cast) error {
			_, _, err := tx.Trajectories(ctx, "", 50)
			return err
		}},
		"cycles": {coach, func(ctx context.Context, tx *postgres.Tx, who seed.Cast) error {
			_, err := tx.Cycles(ctx, coaching.TrajectoryID(who.Trajectory))
			return err
		}},
		"cycles_seen": {coach, func(ctx context.Context, tx *postgres.Tx, _ seed.Cast) error {
			_, _, err := tx.SeenCycles(ctx, "", 50)
			return err
		}},
		"recordings_employee": {employee, func(ctx context.Context, tx *postgres.Tx, _ seed.Cast) error {
			_, _, err := tx.Recordings(ctx, postgres.RecordingFilter{}, "", 50)
			return err
		}},
		"recordings_coach": {coach, func(ctx context.Context, tx *postgres.Tx, _ seed.Cast) error {
			_, _, err := tx.Recordings(ctx, postgres.RecordingFilter{}, "", 50)
			return err
		}},
		"annotations": {coach, func(ctx context.Context, tx *postgres.Tx, who seed.Cast) error {
			_, _, err := tx.Annotations(ctx, coaching.RecordingID(who.Recording), "", 500)
			return err
		}},
		"proud": {employee, func(ctx context.Context, tx *postgres.Tx, _ seed.Cast) error {
			_, err := tx.ProudMarks(ctx)
			return err
		}},
		"releases": {employee, func(ctx context.Context, tx *postgres.Tx, who seed.Cast) error {
			_, err := tx.Releases(ctx, coaching.CycleID(who.Cycle))
			return err
		}},
		"log": {employee, func(ctx context.Context, tx *postgres.Tx, _ seed.Cast) error {
			_, _, err := tx.OwnLog(ctx, true, "", 50)
			return err
		}},
		"dossier": {employee, func(ctx context.Context, tx *postgres.Tx, _ seed.Cast) error {
			return tx.DossierWords(ctx, func([]coaching.DossierWord) error { return nil })
		}},
		"accountability": {manager, func(ctx context.Context, tx *postgres.Tx, _ seed.Cast) error {
			_, _, err := tx.Accountability(ctx, "", "", 50)
			return err
		}},
		"members": {administrator, func(ctx context.Context, tx *postgres.Tx, _ seed.Cast) error {
			_, _, err := tx.Members(ctx, c.holder, postgres.MemberFilter{}, c.now, "", 200)
			return err
		}},
		"office_children": {officer, func(ctx context.Context, tx *postgres.Tx, _ seed.Cast) error {
			_, _, err := tx.OfficeChildren(ctx, c.holder, postgres.ChildFilter{}, "", 50)
			return err
		}},
		"office_children_there": {administrator, func(ctx context.Context, tx *postgres.Tx, who seed.Cast) error {
			_, _, err := tx.OfficeChildren(ctx, c.holder, postgres.ChildFilter{Search: "noor", Location: coaching.LocationID(who.Location)}, "", 50)
			return err
		}},
		"office_requests": {officer, func(ctx context.Context, tx *postgres.Tx, who seed.Cast) error {
			if _, err := tx.PrivacyRequests(ctx, c.holder, true); err != nil {
				return err
			}
			_, err := tx.TheseChildren(ctx, coaching.ChildID(who.Child))
			return err
		}},
		"saw": {officer, func(ctx context.Context, tx *postgres.Tx, _ seed.Cast) error {
			_, _, err := tx.WhoSaw(ctx, postgres.SawFilter{From: c.now.AddDate(0, -1, 0), Until: c.now})
			return err
		}},
		"hours_people": {administrator, func(ctx context.Context, tx *postgres.Tx, _ seed.Cast) error {
			_, _, err := tx.Workers(ctx, c.holder, c.year(), true, "", "", 200)
			return err
		}},
		"hours_year": {administrator, func(ctx context.Context, tx *postgres.Tx, _ seed.Cast) error {
			if _, _, err := tx.CountWorkers(ctx, c.holder, c.year()); err != nil {
				return err
			}
			_, err := tx.Realised(ctx, c.holder, c.year())
			return err
		}},
		"hours_lines": {employee, func(ctx context.Context, tx *postgres.Tx, who seed.Cast) error {
			actor := coaching.Actor{Person: coaching.Person{ID: coaching.PersonID(who.Employee)}}
			_, _, err := tx.HoursLines(ctx, actor, c.holder, postgres.HoursQuery{Filter: postgres.SeenHours, Span: c.aYear()}, "", 50)
			return err
		}},
		"attendance": {coach, func(ctx context.Context, tx *postgres.Tx, who seed.Cast) error {
			_, err := tx.Attendance(ctx, coaching.GroupID(who.Group), coaching.DayOf(c.now, time.UTC))
			return err
		}},
		"administration_log": {administrator, func(ctx context.Context, tx *postgres.Tx, _ seed.Cast) error {
			_, _, err := tx.AdministrationLog(ctx, c.holder, "", "", 50)
			return err
		}},
	}
}

type planCast struct {
	holder coaching.HolderID
	now    time.Time
}

// growing are the tables that no list of one person reads from one end to the other.
var growing = regexp.MustCompile(`Seq Scan on (annotation|access_log|administration_log|audit_entry|cycle|recording|recording_share|take|feedback_moment|look|talk|talk_note|reply|coaching_entry|entry_share|entry_attendee|hours_sum|hours_reached|employment|child|roster|roster_child|person|role_assignment|trajectory|trajectory_coach|coach_question|question_version)\b`)

// TestPlansStayAsTheyAre holds the plan of every statement of a list, and of those in the access functions under it,
// against those in testdata. Where an index can lead it leads: a table that is read whole has lost its index. After a
// change that is meant: go test -run TestPlansStayAsTheyAre ./coaching/postgres -update-plans
func TestPlansStayAsTheyAre(t *testing.T) {
	t.Parallel()
	pg, cast := seeded(t)
	var version string
	require.NoError(t, pg.Owner.GetContext(t.Context(), &version, `SHOW server_version_num`))
	if !strings.HasPrefix(version, "15") {
		t.Skipf("the plans are those of PostgreSQL 15, not of %s", version)
	}
	var c planCast
	c.now = time.Now()
	require.NoError(t, pg.Owner.GetContext(t.Context(), &c.holder, `SELECT holder_id FROM person WHERE id = $1`, cast.Administrator))
	for _, name := range slices.Sorted(maps.Keys(c.lists())) {
		one := c.lists()[name]
		plans := explained(t, pg, one, cast)
		require.NotEmpty(t, plans)
		if !*updatePlans {
			require.Empty(t, growing.FindAllString(plans, -1), name)
		}
		golden := filepath.Join("testdata", "plans", name+".txt")
		if *updatePlans {
			require.NoError(t, os.WriteFile(golden, []byte(plans), 0o644))
		}
		want, err := os.ReadFile(golden)
		require.NoError(t, err, "run with -update-plans to write it")
		require.Equal(t, string(want), plans, golden)
	}
}

// planner are the settings under which plans are the same on every machine.
const planner = `
	LOAD 'auto_explain';
	SET auto_explain.log_min_duration = 0;
	SET auto_explain.log_nested_statements = on;
	SET auto_explain.log_level = 'notice';
	SET enable_seqscan = off;
	SET enable_indexonlyscan = off; -- its price hangs on how much has been vacuumed by then
	SET jit = off;
	SET max_parallel_workers_per_gather = 0;
	SET work_mem = '4MB';
	SET effective_cache_size = '4GB';
	SET random_page_cost = 1; -- dearer, and a bitmap of few rows costs the same as an index scan: chance would choose
	SET plan_cache_mode = force_custom_plan;
	SET SESSION AUTHORIZATION ` + migrations.AppRole

// explained is what PostgreSQL says of each statement of a list, without costs.
func explained(t *testing.T, pg *pgtest.DB, one list, cast seed.Cast) string {
	t.Helper()
	connector, err := pq.NewConnector(pg.OwnerURL)
	require.NoError(t, err)
	var said []string
	pool := sqlx.NewDb(sql.OpenDB(pq.ConnectorWithNoticeHandler(connector, func(notice *pq.Error) {
		if plan, found := tidy(notice.Message); found {
			said = append(said, plan)
		}
	})), "postgres")
	defer pool.Close()
	pool.SetMaxOpenConns(1)
	_, err = pool.ExecContext(t.Context(), planner)
	require.NoError(t, err)
	said = nil
	actor := coaching.Actor{Person: coaching.Person{ID: coaching.PersonID(one.actor(cast))}}
	require.NoError(t, postgres.New(pool).AsActor(t.Context(), actor, func(tx *postgres.Tx) error {
		return one.read(t.Context(), tx, cast)
	}))
	slices.Sort(said)
	return strings.Join(slices.Compact(said), "\n")
}

var (
	planned = regexp.MustCompile(`(?s)^duration: .*? plan:\nQuery Text: (.*?)\n((?:\S[^\n]*  \(cost=).*)$`)
	spaces  = regexp.MustCompile(`\s+`)
	// Who sees which of the rows that were found, and numbers that move when a policy is added. What of a condition the index
	// itself can check is another thing in 15.18 than in 15.20.
	passed  = regexp.MustCompile(`(?m)^\s*(InitPlan|Index Cond:|Recheck Cond:|Filter:|Join Filter:|->  Result).*\n`)
	moving  = regexp.MustCompile(`  \(cost=[^)]*\)|'[0-9a-f]{8}-[0-9a-f-]{27}'(::uuid)?|'\{[^']*\}'::uuid\[\]|'\d{4}-\d\d-\d\d[^']*'|\$\d+`)
	numbers = regexp.MustCompile(`SubPlan \d+`)
)

// tidy is how rows are found, without costs and without what differs from day to day; what reads no table is left out.
func tidy(message string) (string, bool) {
	found := planned.FindStringSubmatch(message)
	if found == nil || !strings.Contains(found[2], " on ") {
		return "", false
	}
	statement := strings.TrimSpace(spaces.ReplaceAllString(found[1], " "))
	plan := passed.ReplaceAllString(found[2]+"\n", "")
	plan = numbers.ReplaceAllString(moving.ReplaceAllStringFunc(plan, func(text string) string {
		if strings.HasPrefix(text, "  (cost") {
			return ""
		}
		return "?"
	}), "SubPlan")
	return "-- " + statement[:min(len(statement), 160)] + "\n" + plan, true
}
