package seed_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/seed"
	"terugblik/migrations/pgtest"
)

var small = seed.Size{People: 300, Locations: 20, Cycles: 1500, Annotations: 15_000}

func TestAsMuchIsMadeAsWasAskedAndOnlyOnce(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	in := seed.Inputs{Size: small, PasswordHash: "$none", Now: time.Now(), Checked: true}
	_, err := seed.Fill(t.Context(), db.Owner.DB, in)
	require.NoError(t, err)
	for table, want := range map[string]int{"person": small.People, "location": small.Locations, "cycle": small.Cycles, "annotation": small.Annotations} {
		var rows int
		require.NoError(t, db.Owner.GetContext(t.Context(), &rows, `SELECT count(*) FROM `+table))
		require.Equal(t, want, rows, table)
	}
	var off int
	require.NoError(t, db.Owner.GetContext(t.Context(), &off, `SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D'`))
	require.Zero(t, off, "triggers are on again")
	audited(t, db)

	_, err = seed.Fill(t.Context(), db.Owner.DB, in)
	require.ErrorIs(t, err, seed.ErrNotEmpty)
}

// audited reads the audit log as the product does.
func audited(t *testing.T, pg *pgtest.DB) {
	t.Helper()
	require.NoError(t, postgres.New(pg.App).AsDoor(t.Context(), postgres.Audit, func(tx *postgres.Tx) error {
		holders, err := tx.AuditHolders(t.Context())
		require.NoError(t, err)
		require.NotEmpty(t, holders)
		for _, holder := range holders {
			_, err := tx.CheckAudit(t.Context(), holder)
			require.NoError(t, err)
		}
		wrong, err := tx.AuditMismatches(t.Context(), 10)
		require.Empty(t, wrong)
		return err
	}))
}

func TestTheSameIsMadeAgain(t *testing.T) {
	t.Parallel()
	in := seed.Inputs{Size: seed.Size{People: 200, Locations: 20, Cycles: 200, Annotations: 500}, PasswordHash: "$none", Now: time.Now()}
	var sums [2]string
	for i := range sums {
		db := pgtest.New(t)
		_, err := seed.Fill(t.Context(), db.Owner.DB, in)
		require.NoError(t, err)
		require.NoError(t, db.Owner.GetContext(t.Context(), &sums[i], `
			SELECT (SELECT md5(string_agg(a::text, '' ORDER BY a.id)) FROM annotation a)
			    || (SELECT md5(string_agg(r::text, '' ORDER BY r.id)) FROM role_assignment r)
			    || (SELECT md5(string_agg(p::text, '' ORDER BY p.id)) FROM person p)`))
	}
	require.Equal(t, sums[0], sums[1])
}

func TestTooLittleIsRefused(t *testing.T) {
	t.Parallel()
	require.Error(t, seed.Size{People: 10, Locations: 20, Cycles: 200}.Check())
	require.Error(t, seed.Size{People: 200, Locations: 1, Cycles: 200}.Check())
	require.Error(t, seed.Size{People: 200, Locations: 20, Cycles: 1}.Check())
}
