package bench

import (
	"bytes"
	"fmt"
	"net/http"
	_ "net/http/pprof" // a look at what costs: go tool pprof ADDRESS/debug/pprof/profile
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func profiled() http.Handler { return http.DefaultServeMux }

// cpuTime is user and system time of a process, in steps of 10 ms (proc(5)).
func cpuTime(b *testing.B, pid int) time.Duration {
	b.Helper()
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	require.NoError(b, err)
	fields := strings.Fields(string(raw[bytes.LastIndexByte(raw, ')'):]))
	user, err := strconv.Atoi(fields[12])
	require.NoError(b, err)
	system, err := strconv.Atoi(fields[13])
	require.NoError(b, err)
	return time.Duration(user+system) * 10 * time.Millisecond
}

// anonymous is memory that belongs to the process alone, in KiB.
func anonymous(b *testing.B, pid int) int {
	b.Helper()
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	require.NoError(b, err)
	for line := range strings.Lines(string(raw)) {
		if rest, ok := strings.CutPrefix(line, "RssAnon:"); ok {
			kib, err := strconv.Atoi(strings.Fields(rest)[0])
			require.NoError(b, err)
			return kib
		}
	}
	b.Fatal("no RssAnon")
	return 0
}
