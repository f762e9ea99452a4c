package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/media/jobs"
)

// jobDoors says through which doors a kind of job goes to the tables. What a door opens, the store's tests know. A kind that is
// not here, or goes through another door or as a person, fails the build.
func jobDoors() map[string][]string {
	return map[string][]string{
		"finalise":  {"Finalise"},
		"adopt":     {"Finalise"},
		"transcode": {"Transcode"},
		"trim":      {"Trim"},
		"align":     {"Transcode"},
		"erase":     {"Erase"},
	}
}

func TestEveryKindOfJobGoesThroughItsDoorsOnly(t *testing.T) {
	t.Parallel()
	wired, used := jobsInSource(t)
	doors := jobDoors()
	require.Len(t, wired, len(doors), "kinds of jobs: %v", wired)
	for _, kind := range wired {
		require.Contains(t, doors, kind, "this kind of job names no door")
		require.ElementsMatch(t, doors[kind], used[kind], "the doors of %s", kind)
	}
}

// A queue is read by whoever looks after the database: it holds ids and numbers.
func TestJobsHoldIdsAndNumbersOnly(t *testing.T) {
	t.Parallel()
	for _, job := range []any{jobs.Finalise{}, jobs.Adopt{}, jobs.Transcode{}, jobs.Trim{}, jobs.Align{}, jobs.Erase{}} {
		for _, field := range reflect.VisibleFields(reflect.TypeOf(job)) {
			name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			require.Contains(t, []string{"recording", "take", "upload", "device", "generation", "trim", "angle", "versions"}, name, "%T", job)
		}
	}
}

// jobsInSource finds the kinds for which a worker is wired, and the doors that the files of each name (work_<kind>*.go; a
// device master is adopted). Work as a person is told as door "AsActor".
func jobsInSource(t *testing.T) (wired []string, used map[string][]string) {
	t.Helper()
	files, err := filepath.Glob("work*.go")
	require.NoError(t, err)
	used = map[string][]string{}
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		source, err := os.ReadFile(path)
		require.NoError(t, err)
		parsed, err := parser.ParseFile(token.NewFileSet(), path, source, 0)
		require.NoError(t, err)
		kind := kindOfFile(path)
		ast.Inspect(parsed, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			switch selector, _ := call.Fun.(*ast.SelectorExpr); {
			case selector == nil:
			case selector.Sel.Name == "AddWorker":
				worker := call.Args[1].(*ast.UnaryExpr).X.(*ast.CompositeLit).Type.(*ast.Ident).Name
				wired = append(wired, strings.TrimSuffix(worker, "Worker"))
			case selector.Sel.Name == "AsActor":
				used[kind] = append(used[kind], "AsActor")
			case selector.Sel.Name == "AsDoor":
				if door := call.Args[1].(*ast.SelectorExpr).Sel.Name; !slices.Contains(used[kind], door) {
					used[kind] = append(used[kind], door)
				}
			}
			return true
		})
	}
	return wired, used
}

func kindOfFile(path string) string {
	kind, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSuffix(path, ".go"), "work_"), "_")
	switch kind {
	case "device":
		return "adopt"
	case "tidy":
		return "transcode"
	}
	return kind
}
