package postgres_test

import (
	"context"
	"fmt"
	"slices"
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

// fewPeople are spread as ten thousand are.
var fewPeople = seed.Size{People: 400, Locations: 24, Cycles: 1500, Annotations: 12_000}

func seeded(t *testing.T) (*pgtest.DB, seed.Cast) {
	t.Helper()
	pg := pgtest.New(t)
	cast, err := seed.Fill(t.Context(), pg.Owner.DB, seed.Inputs{Size: fewPeople, PasswordHash: "$none", Now: time.Now()})
	require.NoError(t, err)
	return pg, cast
}

// plainly says what the functions of docs/decisions/0032-speed.md answer, as it was first written: without an index in mind.
var plainly = map[string]string{
	`SELECT unnest(access.coached_trajectories())::text`: `
		SELECT c.trajectory_id::text
		FROM trajectory_coach c
		JOIN trajectory t ON t.id = c.trajectory_id
		WHERE c.coach_id = access.actor()
		  AND c.valid_from <= now()
		  AND (c.valid_until IS NULL OR c.valid_until > now())
		  AND c.holder_id = ANY (access.holders('coach'))
		  AND access.actor() <> ALL (access.managers_of(t.employee_id))`,
	`SELECT DISTINCT unnest(access.people())::text`: `
		SELECT access.actor()::text
		UNION SELECT unnest(access.engaged_coaches())::text
		UNION SELECT r.person_id::text
		      FROM role_assignment r
		      JOIN location l ON l.holder_id = r.holder_id AND (r.location_id IS NULL OR r.location_id = l.id)
		      WHERE l.id = ANY (access.locations('manager')) AND r.role = 'employee'
		        AND r.valid_from <= now() AND (r.valid_until IS NULL OR r.valid_until > now())
		UNION SELECT id::text FROM person WHERE holder_id = ANY (access.holders('administrator', 'data_protection_officer'))
		UNION SELECT person_id::text FROM role_assignment WHERE holder_id = ANY (access.holders('administrator', 'data_protection_officer'))
		UNION SELECT employee_id::text FROM trajectory WHERE id = ANY (access.coached_trajectories())
		UNION SELECT coach_id::text FROM trajectory_coach WHERE trajectory_id = ANY (access.trajectories())`,
	`SELECT unnest(access.people_at(access.locations('manager'), 'employee', 'coach'))::text`: `
		SELECT DISTINCT r.person_id::text
		FROM role_assignment r
		JOIN location l ON l.holder_id = r.holder_id AND (r.location_id IS NULL OR r.location_id = l.id)
		WHERE l.id = ANY (access.locations('manager'))
		  AND r.role IN ('employee', 'coach')
		  AND r.valid_from <= now()
		  AND (r.valid_until IS NULL OR r.valid_until > now())`,
	`SELECT concat_ws(' ', trajectory_id, at) FROM access.last_contacts(ARRAY(SELECT id FROM trajectory))`: `
		SELECT concat_ws(' ', t.id, GREATEST(
		           (SELECT max(v.created_at) FROM question_version v WHERE v.question_id = t.question_id),
		           (SELECT max(s.shared_at) FROM recording_share s
		            JOIN recording r ON r.id = s.recording_id
		            JOIN cycle c ON c.id = r.cycle_id
		            WHERE c.trajectory_id = t.id AND s.recording_id = ANY (access.coached_recordings())),
		           (SELECT max(f.released_at) FROM feedback_release f
		            JOIN cycle c ON c.id = f.cycle_id
		            WHERE c.trajectory_id = t.id),
		           (SELECT max(e.held_on)::timestamptz FROM coaching_entry e WHERE e.trajectory_id = t.id)))
		FROM trajectory t
		WHERE t.id = ANY (access.coached_trajectories())`,
	`SELECT concat_ws(' ', employee_id, location_id, running, minutes) FROM access.accountability(NULL, NULL, NULL, NULL)`: `
		SELECT DISTINCT concat_ws(' ', r.person_id, l.id,
		       EXISTS (SELECT FROM trajectory t
		               WHERE t.employee_id = r.person_id AND t.holder_id = l.holder_id AND t.started_at IS NOT NULL AND t.ended_at IS NULL),
		       (SELECT COALESCE(sum(e.minutes), 0) FROM coaching_entry e
		        WHERE (e.employee_id = r.person_id OR EXISTS (SELECT FROM entry_attendee a WHERE a.entry_id = e.id AND a.person_id = r.person_id))
		          AND e.holder_id = l.holder_id AND e.replaced_at IS NULL AND e.confirmed_at IS NOT NULL
		          AND extract(year FROM e.held_on) = extract(year FROM now() AT TIME ZONE h.time_zone)))
		FROM location l
		JOIN holder h ON h.id = l.holder_id
		JOIN role_assignment r ON r.holder_id = l.holder_id AND r.role = 'employee' AND (r.location_id IS NULL OR r.location_id = l.id)
		 AND r.valid_from <= now() AND (r.valid_until IS NULL OR r.valid_until > now())
		WHERE l.id = ANY (access.locations('manager'))`,
}

func TestFastAnswersAreThoseOfThePlainQuestions(t *testing.T) {
	t.Parallel()
	pg, cast := seeded(t)
	_, err := pg.Owner.ExecContext(t.Context(), `
		INSERT INTO role_assignment (id, holder_id, person_id, role, valid_from)
		SELECT gen_random_uuid(), p.holder_id, p.id, 'manager', now() - interval '1 day'
		FROM person p
		WHERE p.id = $1`, cast.Guest) // a coach who manages everybody of her own holder, and nobody of the others
	require.NoError(t, err)
	for _, actor := range []string{cast.Employee, cast.Coach, cast.Guest, cast.Manager, cast.Administrator, cast.Officer, cast.Small} {
		tx, err := pg.Owner.BeginTxx(t.Context(), nil)
		require.NoError(t, err)
		_, err = tx.ExecContext(t.Context(), `SELECT set_config('app.actor', $1, true)`, actor)
		require.NoError(t, err)
		for fast, plain := range plainly {
			want := sorted(t, tx, plain)
			require.Equal(t, want, sorted(t, tx, fast), fast)
			require.Equal(t, want, sorted(t, tx, fast), "asked again: "+fast)
		}
		require.NoError(t, tx.Rollback())
	}
}

func sorted(t *testing.T, tx *sqlx.Tx, query string) []string {
	t.Helper()
	rows := []string{}
	require.NoError(t, tx.SelectContext(t.Context(), &rows, query), query)
	slices.Sort(rows)
	return rows
}

// An answer is kept for a transaction that only reads: not for whoever comes after it on the same connection, and not
// over a change or a wait inside of it.
func TestAnAnswerLastsNoLongerThanItIsTrue(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Look()
	ctx := t.Context()
	sees := func(tx *postgres.Tx) bool {
		_, err := tx.Recording(ctx, s.Recording.ID)
		if err != nil {
			require.ErrorIs(t, err, coaching.ErrNotFound)
		}
		return err == nil
	}
	s.PG.App.SetMaxOpenConns(2)
	s.As(s.Coach, func(tx *postgres.Tx) error {
		require.True(t, sees(tx))
		s.As(s.Employee, func(other *postgres.Tx) error {
			_, err := other.Withdraw(ctx, s.Employee, s.Recording.ID, s.Now)
			return err
		})
		_, err := tx.ExecContext(ctx, `SELECT pg_current_xact_id()`) // as tx.alone does, and whatever writes
		require.NoError(t, err)
		require.False(t, sees(tx), "after a wait it is asked anew")
		return nil
	})
	s.As(s.Coach, func(tx *postgres.Tx) error {
		require.False(t, sees(tx))
		return nil
	})
	s.As(s.Employee, func(tx *postgres.Tx) error {
		require.True(t, sees(tx))
		planned, err := tx.CreateRecording(ctx, s.Employee, s.Cycle.ID, "Erbij", nil, 5, s.Now)
		require.NoError(t, err)
		_, err = tx.Recording(ctx, planned.ID)
		require.NoError(t, err, "what she has just made is hers")
		return nil
	})
}

func TestAnAnswerOfAnotherTransactionCountsForNothing(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Look()
	conn, err := s.PG.App.Connx(t.Context())
	require.NoError(t, err)
	defer conn.Close()
	require.NoError(t, rows(t, conn, s.Colleague.ID, 0))
	_, err = conn.ExecContext(t.Context(), `
		SELECT set_config('answer.owned_recordings', concat_ws(' ', pg_backend_pid(), extract(epoch FROM now()), $1::text, '', '') || '{`+string(s.Recording.ID)+`}', false)`,
		s.Colleague.ID)
	require.NoError(t, err)
	require.NoError(t, rows(t, conn, s.Colleague.ID, 0))
	require.NoError(t, rows(t, conn, s.Employee.ID, 1))
}

func rows(t *testing.T, conn *sqlx.Conn, actor coaching.PersonID, want int) error {
	t.Helper()
	tx, err := conn.BeginTxx(context.WithoutCancel(t.Context()), nil)
	require.NoError(t, err)
	_, err = tx.ExecContext(t.Context(), `SELECT set_config('app.actor', $1, true)`, actor)
	require.NoError(t, err)
	var count int
	require.NoError(t, tx.GetContext(t.Context(), &count, `SELECT count(*) FROM recording`))
	if count != want {
		err = fmt.Errorf("%s sees %d recordings, not %d", actor, count, want)
	}
	require.NoError(t, tx.Rollback())
	return err
}
