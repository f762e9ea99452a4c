package pgtest_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lib/pq"
	"github.com/stretchr/testify/require"

	"terugblik/migrations"
	"terugblik/migrations/pgtest"
)

func TestEachTestHasItsOwnMigratedDatabase(t *testing.T) {
	t.Parallel()
	one, two := pgtest.New(t), pgtest.New(t)
	_, err := one.Owner.ExecContext(t.Context(), `CREATE TABLE only_here (n integer)`)
	require.NoError(t, err)
	var there bool
	require.NoError(t, two.Owner.GetContext(t.Context(), &there, `SELECT to_regclass('only_here') IS NOT NULL`))
	require.False(t, there)
	require.NoError(t, migrations.Check(t.Context(), two.App.DB))
}

func TestTheAppConnectionIsBoundByTheRules(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	_, err := db.App.ExecContext(t.Context(), `CREATE TABLE nothing_of_its_own (n integer)`)
	var refused *pq.Error
	require.True(t, errors.As(err, &refused))
	require.EqualValues(t, "42501", refused.Code)
}

func BenchmarkClone(b *testing.B) {
	pgtest.NewDSN(b) // starts the cluster
	for b.Loop() {
		pgtest.NewDSN(b)
	}
}

// TestChild is the process that the next test kills.
func TestChild(t *testing.T) {
	if os.Getenv("PGTEST_CHILD") == "" {
		return
	}
	db := pgtest.New(t)
	var folder string
	require.NoError(t, db.Owner.GetContext(t.Context(), &folder, `SELECT current_setting('data_directory')`))
	fmt.Println("folder " + filepath.Dir(folder))
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
}

func TestAKilledTestProcessLeavesNothing(t *testing.T) {
	t.Parallel()
	child := exec.Command(os.Args[0], "-test.run=^TestChild$")
	child.Env = append(os.Environ(), "PGTEST_CHILD=1")
	hold, err := child.StdinPipe()
	require.NoError(t, err)
	t.Cleanup(func() { _ = hold.Close() })
	out, err := child.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, child.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	folder := strings.TrimSpace(strings.TrimPrefix(line, "folder "))
	require.DirExists(t, folder)

	require.NoError(t, child.Process.Kill())
	require.Error(t, child.Wait())
	require.Eventually(t, func() bool { return !processIn(folder) && !there(folder) }, 20*time.Second, 20*time.Millisecond)
}

func there(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func processIn(folder string) bool {
	links, _ := filepath.Glob("/proc/[0-9]*/cwd")
	for _, link := range links {
		if cwd, err := os.Readlink(link); err == nil && strings.HasPrefix(cwd, folder+"/") {
			return true
		}
	}
	return false
}
