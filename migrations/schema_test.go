package migrations_test

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/migrations/cluster"
	"terugblik/migrations/pgtest"
)

func replaceProbe(text, role string) string {
	return strings.NewReplacer("probe", role, "terugblik_app@", role+"@").Replace(text)
}

// TestSchemaDumpIsCurrent guards schema.sql, which is for readers. -update writes it anew.
func TestSchemaDumpIsCurrent(t *testing.T) {
	t.Parallel()
	owner, _ := pgtest.NewDSN(t)
	// The key stands in the dump; without a fixed one each dump differs.
	dump := exec.CommandContext(t.Context(), filepath.Join(cluster.Binaries, "pg_dump"), "--schema-only", "--restrict-key=golden", "--dbname="+owner)
	var complaint strings.Builder
	dump.Stderr = &complaint
	said, err := dump.Output()
	require.NoError(t, err, complaint.String())
	got := dumpedBy.ReplaceAll(said, nil)
	if *update {
		require.NoError(t, os.WriteFile("schema.sql", got, 0o644))
		return
	}
	want, err := os.ReadFile("schema.sql")
	require.NoError(t, err)
	require.Equal(t, string(want), string(got), "make update writes it anew")
}

// dumpedBy names the minor version of PostgreSQL, which differs from machine to machine.
var dumpedBy = regexp.MustCompile(`(?m)^-- Dumped (from|by) .*\n`)

var update = flag.Bool("update", false, "write the golden files anew")
