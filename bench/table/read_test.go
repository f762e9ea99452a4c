package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const output = `goos: linux
pkg: terugblik/media/transcode
BenchmarkTranscode-2   	       1	         1.050 ratio
some log line
PASS
pkg: terugblik/media/library
BenchmarkSealedRead/4KiB-2 	 100	 10250 ns/op	 1.25 x-plain
BenchmarkCut-2   	       1	         1.0
BenchmarkWrong-2   	       1	         x ns/op
ok  	terugblik/media/library	1.2s
`

func TestFiguresAreReadFromWhatGoTestPrints(t *testing.T) {
	t.Parallel()
	require.Equal(t, []result{
		{Package: "media/transcode", Name: "Transcode", Runs: 1, Figures: []figure{{1.05, "ratio"}}},
		{Package: "media/library", Name: "SealedRead/4KiB", Runs: 100, Figures: []figure{{10250, "ns/op"}, {1.25, "x-plain"}}},
	}, read(strings.NewReader(output)))
}

func TestTheTableHasALinePerBenchmarkAndMarksWhatIsOverItsLimit(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	require.NoError(t, show(&out, read(strings.NewReader(output+`
BenchmarkLists/a-2	1	0 ns/op	50 ms/limit	51 ms/p99
BenchmarkLists/b-2	1	0 ns/op	50 ms/limit	49 ms/p99
`))))
	require.Contains(t, out.String(), "media/transcode Transcode")
	require.Equal(t, 6, strings.Count(out.String(), "\n"))
	require.Regexp(t, `Lists/a .*OVER`, out.String())
	require.NotRegexp(t, `Lists/b .*OVER`, out.String())
}
