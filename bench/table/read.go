package main

import (
	"bufio"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// result is one line of a benchmark.
type result struct {
	Package string   `json:"package"`
	Name    string   `json:"name"`
	Runs    int      `json:"runs"`
	Figures []figure `json:"figures"`
}

// over says whether what nearly all take is more than the benchmark allows.
func (r result) over() bool {
	of := map[string]float64{}
	for _, f := range r.Figures {
		of[f.Unit] = f.Value
	}
	limit, limited := of["ms/limit"]
	return limited && of["ms/p99"] > limit
}

type figure struct {
	Value float64 `json:"value"`
	Unit  string  `json:"unit"`
}

var processors = regexp.MustCompile(`-\d+$`)

// read takes the output of go test -bench (the format of golang.org/design/14313-benchmark-format). Other lines, and
// lines that are cut off, are passed over.
func read(out io.Reader) []result {
	results := []result{}
	folder := ""
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if name, found := strings.CutPrefix(lines.Text(), "pkg: "); found {
			_, folder, _ = strings.Cut(name, "/")
			continue
		}
		if r, ok := readLine(lines.Text()); ok {
			r.Package = folder
			results = append(results, r)
		}
	}
	return results
}

func readLine(text string) (result, bool) {
	fields := strings.Fields(text)
	if len(fields) < 4 || len(fields)%2 != 0 || !strings.HasPrefix(fields[0], "Benchmark") {
		return result{}, false
	}
	runs, err := strconv.Atoi(fields[1])
	if err != nil {
		return result{}, false
	}
	r := result{Name: processors.ReplaceAllString(strings.TrimPrefix(fields[0], "Benchmark"), ""), Runs: runs}
	for i := 2; i < len(fields); i += 2 {
		value, err := strconv.ParseFloat(fields[i], 64)
		if err != nil {
			return result{}, false
		}
		r.Figures = append(r.Figures, figure{value, fields[i+1]})
	}
	return r, true
}
