package postgres_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

func checkAudit(t *testing.T, s *pgstory.Story, holder coaching.HolderID, heads ...coaching.AuditHead) (chain *coaching.AuditChain, err error) {
	t.Helper()
	err = s.DB.AsDoor(t.Context(), postgres.Audit, func(tx *postgres.Tx) (err error) {
		chain, err = tx.CheckAudit(t.Context(), holder, heads...)
		return err
	})
	return chain, err
}

func auditMismatches(t *testing.T, s *pgstory.Story) (list []postgres.AuditMismatch) {
	t.Helper()
	s.Behind(postgres.Audit, func(tx *postgres.Tx) (err error) {
		list, err = tx.AuditMismatches(t.Context(), 10)
		return err
	})
	return list
}

// TestTheAuditLogIsWholeAfterTheWholeStory: both logs have their entries, numbered from 1, chained, and Go hashes what
// PostgreSQL hashed.
func TestTheAuditLogIsWholeAfterTheWholeStory(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Whole()
	for _, holder := range []coaching.HolderID{s.Holder.ID, s.Other.ID} {
		chain, err := checkAudit(t, s, holder)
		require.NoError(t, err)
		require.Positive(t, chain.Number())
		s.Behind(postgres.Audit, func(tx *postgres.Tx) error {
			head, err := tx.AuditHead(t.Context(), holder)
			require.Equal(t, chain.Number(), head.Number)
			require.Equal(t, chain.Hash(), head.Hash)
			return err
		})
	}
	require.Empty(t, auditMismatches(t, s))
	var strange []string
	require.NoError(t, s.PG.Owner.SelectContext(t.Context(), &strange, `
		SELECT act || ' by ' || actor
		FROM audit_entry
		WHERE act = 'other'
		   OR actor = 'unknown'`))
	require.Empty(t, strange)
}

// TestTheServingRoleCannotTouchTheAuditLog tries by SQL whatever could write, change, remove, or switch off the writing.
func TestTheServingRoleCannotTouchTheAuditLog(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Share()
	for _, attempt := range []string{
		`INSERT INTO audit_entry SELECT * FROM audit_entry LIMIT 1`,
		`UPDATE audit_entry SET actor = 'operator'`,
		`DELETE FROM audit_entry`,
		`TRUNCATE audit_entry`,
		`DROP TABLE audit_entry`,
		`ALTER TABLE audit_entry DISABLE TRIGGER ALL`,
		`ALTER TABLE access_log DISABLE TRIGGER ALL`,
		`ALTER TABLE access_log DISABLE TRIGGER audit`,
		`DROP TRIGGER audit ON access_log`,
		`DROP FUNCTION audit.append() CASCADE`,
		`SET session_replication_role = replica`,
		`SELECT set_config('session_replication_role', 'replica', false)`,
		`SELECT audit.add(ROW(gen_random_uuid(), 1, now(), now(), 'operator', 'play', NULL, '', NULL, 'access_log', NULL, NULL, NULL)::audit_entry)`,
		`CREATE TRIGGER mine BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit.refuse()`,
		`CREATE RULE mine AS ON INSERT TO audit_entry DO INSTEAD NOTHING`,
		`CREATE FUNCTION public.sha256(bytea) RETURNS bytea LANGUAGE sql AS 'SELECT $1'`,
		`DELETE FROM access_log`,
		`UPDATE access_log SET actor = 'operator'`,
		`DELETE FROM administration_log`,
		`SET ROLE terugblik_owner`,
		`LOCK TABLE audit_entry IN ACCESS EXCLUSIVE MODE`,
	} {
		for _, setting := range []string{string(s.Officer.ID), string(s.Administrator.ID), "system:audit", "system:export", ""} {
			tx, err := s.PG.App.BeginTxx(t.Context(), nil)
			require.NoError(t, err)
			_, err = tx.ExecContext(t.Context(), `SELECT set_config('app.actor', $1, true)`, setting)
			require.NoError(t, err)
			_, err = tx.ExecContext(t.Context(), attempt)
			require.Error(t, err, "%s as %q", attempt, setting)
			require.Regexp(t, "permission denied|must be owner|does not exist", err.Error(), attempt)
			require.NoError(t, tx.Rollback())
		}
	}
}

// TestTheOwnerOfTheTablesIsStoppedByATrigger: a slip of the operator's changes nothing.
func TestTheOwnerOfTheTablesIsStoppedByATrigger(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Share()
	for _, slip := range []string{
		`UPDATE audit_entry SET actor = 'operator'`, `DELETE FROM audit_entry`, `TRUNCATE audit_entry`,
	} {
		_, err := s.PG.Owner.ExecContext(t.Context(), slip)
		require.ErrorContains(t, err, "never changed or removed", slip)
	}
}

// TestTheFirstWrongLineIsNamed: whoever has the rights of the owner and takes the trigger away leaves a trace.
func TestTheFirstWrongLineIsNamed(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Whole()
	before, err := checkAudit(t, s, s.Holder.ID)
	require.NoError(t, err)
	head := coaching.AuditHead{HolderID: s.Holder.ID, Number: before.Number(), Hash: before.Hash()}
	for _, forgery := range []struct {
		sql    string
		number int64
		why    string
	}{
		{`UPDATE audit_entry SET actor = 'operator' WHERE number = 3 AND holder_id = $1`, 3, coaching.AuditChanged},
		{`UPDATE audit_entry SET at = at + interval '1 microsecond' WHERE number = 4 AND holder_id = $1`, 4, coaching.AuditChanged},
		{`DELETE FROM audit_entry WHERE number = 5 AND holder_id = $1`, 5, coaching.AuditMissing},
		{`DELETE FROM audit_entry WHERE number = 1 AND holder_id = $1`, 1, coaching.AuditMissing},
		{`UPDATE audit_entry SET actor = 'operator', hash = sha256('x') WHERE number = 3 AND holder_id = $1`, 3, coaching.AuditChanged},
		{`WITH forged AS (SELECT e.* FROM audit_entry e WHERE number = 3 AND holder_id = $1)
		  UPDATE audit_entry SET act = 'play', hash = sha256(previous || convert_to('x', 'UTF8')) WHERE number = 3 AND holder_id = $1`, 3, coaching.AuditChanged},
		{`WITH gone AS (DELETE FROM audit_entry WHERE number IN (3, 4) AND holder_id = $1 RETURNING *)
		  INSERT INTO audit_entry
		  SELECT (jsonb_populate_record(NULL::audit_entry, to_jsonb(g) || jsonb_build_object('number', 7 - g.number))).*
		  FROM gone g ORDER BY g.number`, 3, coaching.AuditNotChained},
		{`WITH gone AS (DELETE FROM audit_entry WHERE number > 3 AND holder_id = $1 RETURNING *),
		  moved AS (SELECT to_jsonb(g) || jsonb_build_object('number', g.number + 1) AS line, g.number FROM gone g
		            UNION ALL
		            SELECT to_jsonb(e) || '{"number": 4}', 3 FROM audit_entry e WHERE number = 1 AND holder_id = $1)
		  INSERT INTO audit_entry
		  SELECT (jsonb_populate_record(NULL::audit_entry, line)).* FROM moved ORDER BY moved.number`, 4, coaching.AuditNotChained},
		{`DELETE FROM audit_entry WHERE number > 6 AND holder_id = $1`, 7, coaching.AuditCutOff},
		{`DELETE FROM audit_entry WHERE holder_id = $1`, 1, coaching.AuditCutOff},
	} {
		tx, err := s.PG.Owner.BeginTxx(t.Context(), nil)
		require.NoError(t, err)
		_, err = tx.ExecContext(t.Context(), `ALTER TABLE audit_entry DISABLE TRIGGER USER`)
		require.NoError(t, err)
		_, err = tx.ExecContext(t.Context(), forgery.sql, s.Holder.ID)
		require.NoError(t, err, forgery.sql)
		tx.Mapper = s.DB.Mapper
		var lines []coaching.AuditEntry
		require.NoError(t, tx.SelectContext(t.Context(), &lines, `
			SELECT holder_id, number, at, written_at, actor, act, COALESCE(person_id::text, '') AS person_id, thing_kind,
			       COALESCE(thing_id::text, '') AS thing_id, source, COALESCE(line_id::text, '') AS line_id, previous, hash
			FROM audit_entry
			WHERE holder_id = $1
			ORDER BY number`, s.Holder.ID))
		require.NoError(t, tx.Rollback())
		chain := coaching.NewAuditChain(s.Holder.ID, head)
		for _, line := range lines {
			if err = chain.Next(line); err != nil {
				break
			}
		}
		if err == nil {
			err = chain.End()
		}
		var wrong *coaching.AuditBreak
		require.ErrorAs(t, err, &wrong, forgery.sql)
		require.Equal(t, coaching.AuditBreak{HolderID: s.Holder.ID, Number: forgery.number, Why: forgery.why}, *wrong, forgery.sql)
	}
}

// TestALineThatIsRemovedFromALogShowsBesideTheChain: also when the chain itself is whole.
func TestALineThatIsRemovedFromALogShowsBesideTheChain(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Whole()
	_, err := s.PG.Owner.ExecContext(t.Context(), `
		DELETE FROM access_log
		WHERE action = 'export'`)
	require.NoError(t, err)
	_, err = s.PG.Owner.ExecContext(t.Context(), `
		ALTER TABLE administration_log DISABLE TRIGGER audit;
		INSERT INTO administration_log (id, holder_id, actor, act, created_at)
		SELECT gen_random_uuid(), h.id, 'operator', 'person_added', now()
		FROM holder h`)
	require.NoError(t, err)
	var gone, slipped int
	for _, m := range auditMismatches(t, s) {
		if m.Number > 0 {
			gone++
			require.Equal(t, "access_log", m.Source)
		} else {
			slipped++
			require.Equal(t, "administration_log", m.Source)
		}
	}
	require.Equal(t, 1, gone)
	require.Equal(t, 2, slipped, "one for each holder")
}

// TestTwentyWritersLeaveOneChain: they wait for one another at the commit, none fails, no number is missing or double.
func TestTwentyWritersLeaveOneChain(t *testing.T) {
	t.Parallel()
	const writers, each = 20, 10
	s := pgstory.New(t, "").Look()
	before, err := checkAudit(t, s, s.Holder.ID)
	require.NoError(t, err)
	start := make(chan struct{})
	failed := make(chan error, writers)
	var all sync.WaitGroup
	for range writers {
		all.Go(func() {
			<-start
			for range each {
				if err := writeTwice(t.Context(), s); err != nil {
					failed <- err
					return
				}
			}
		})
	}
	began := time.Now()
	close(start)
	all.Wait()
	close(failed)
	for err := range failed {
		require.NoError(t, err)
	}
	t.Logf("%d transactions of two lines each in %v", writers*each, time.Since(began).Round(time.Millisecond))
	chain, err := checkAudit(t, s, s.Holder.ID)
	require.NoError(t, err)
	require.Equal(t, before.Number()+2*writers*each, chain.Number())
	require.Empty(t, auditMismatches(t, s))
}

// writeTwice adds two lines in one transaction, and takes a third one back with another.
func writeTwice(ctx context.Context, s *pgstory.Story) error {
	log := func(tx *postgres.Tx) error {
		return tx.Log(ctx, string(s.Employee.ID), "play", s.Recording.ID, s.Employee.ID, "", s.Now)
	}
	_ = s.DB.AsActor(ctx, s.Employee, func(tx *postgres.Tx) error {
		_ = log(tx)
		return coaching.ErrConflict // taken back: leaves no gap
	})
	return s.DB.AsActor(ctx, s.Employee, func(tx *postgres.Tx) error {
		if err := log(tx); err != nil {
			return err
		}
		return log(tx)
	})
}
