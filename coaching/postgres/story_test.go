package postgres_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching/postgres/pgstory"
)

func TestTheWholeStoryPutsARowInEveryTable(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "").Whole()
	for _, table := range tables(t, s.PG.Owner) {
		var rows int
		require.NoError(t, s.PG.Owner.GetContext(t.Context(), &rows, `SELECT count(*) FROM `+table))
		require.Positive(t, rows, table)
	}
}
