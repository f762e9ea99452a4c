package pgtest

import (
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Busy is for how long the processors worked for the server's connections until now, as Linux counts it: what a statement
// costs, however much else the machine does. Zero where PostgreSQL runs elsewhere.
func (db *DB) Busy(t testing.TB) (sum time.Duration) {
	t.Helper()
	if db.backends == nil {
		require.NoError(t, db.Owner.SelectContext(t.Context(), &db.backends, `
			SELECT pid
			FROM pg_stat_activity
			WHERE datname = current_database()
			  AND usename = 'terugblik_app'`))
	}
	for _, pid := range db.backends {
		var ran time.Duration
		if text, err := os.ReadFile(fmt.Sprintf("/proc/%d/schedstat", pid)); err == nil {
			_, _ = fmt.Sscan(string(text), &ran)
		}
		sum += ran
	}
	return sum
}
