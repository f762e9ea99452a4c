package web_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

// BenchmarkPage asks for each page as the server answers it, network excluded but for loopback. The ratio is to a page
// that reads nothing; ms/p95 is what must stay under 50 on a quiet machine.
func BenchmarkPage(b *testing.B) {
	s := newSite(b)
	s.Whole()
	for range 200 {
		s.Note(s.Coach, coaching.Annotation{StartMS: 1000, EndMS: 2000, Kind: coaching.Top})
	}
	employee, coach, manager := s.as(s.Employee), s.as(s.Coach), s.as(s.Manager)
	empty := median(b, s.nobody(), "/healthz", 50)
	for _, page := range []struct {
		name string
		as   *visitor
		path string
	}{
		{"home/employee", employee, "/"},
		{"home/coach", coach, "/"},
		{"home/manager", manager, "/"},
		{"question", employee, "/questions/" + string(s.Question.ID)},
		{"cycle", employee, "/cycles/" + string(s.Cycle.ID)},
		{"recording", coach, "/recordings/" + string(s.Recording.ID)},
		{"annotations", coach, "/api/v1/recordings/" + string(s.Recording.ID) + "/annotations"},
	} {
		b.Run(page.name, func(b *testing.B) {
			var times []time.Duration
			for b.Loop() {
				times = append(times, timed(b, page.as, page.path))
			}
			slices.Sort(times)
			b.ReportMetric(float64(times[len(times)*95/100].Microseconds())/1000, "ms/p95")
			b.ReportMetric(float64(times[len(times)/2])/float64(empty), "ratio")
		})
	}
}

func timed(b *testing.B, as *visitor, path string) time.Duration {
	b.Helper()
	begin := time.Now()
	require.Equal(b, http.StatusOK, as.get(path).StatusCode, path)
	return time.Since(begin)
}

func median(b *testing.B, as *visitor, path string, times int) time.Duration {
	b.Helper()
	taken := make([]time.Duration, times)
	for i := range taken {
		taken[i] = timed(b, as, path)
	}
	slices.Sort(taken)
	return taken[times/2]
}
