// Command table runs every benchmark once, prints the figures as a table and keeps them in bench/results.json.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"text/tabwriter"
)

const kept = "bench/results.json"

func main() {
	if err := run(os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// benchmarks let one thing be measured at a time: two would share the processors.
var benchmarks = [][]string{
	{"go", "test", "-p", "1", "-timeout", "60m", "-run", "^$", "-bench", ".", "-benchmem", "./..."},
	{"node", "web/e2e/slow.mjs"}, // pages and clips in a browser on a slow line
}

func run(out, progress io.Writer) error {
	var said bytes.Buffer
	var failed error
	for _, line := range benchmarks {
		cmd := exec.Command(line[0], line[1:]...)
		cmd.Stdout, cmd.Stderr = io.MultiWriter(&said, progress), progress
		failed = errors.Join(failed, cmd.Run())
	}
	results := read(&said)
	if err := keep(results); err != nil {
		return err
	}
	if err := show(out, results); err != nil {
		return err
	}
	if failed != nil {
		return fmt.Errorf("run the benchmarks: %w", failed)
	}
	return nil
}

func keep(results []result) error {
	text, err := json.MarshalIndent(results, "", "  ")
	if err != nil {
		return fmt.Errorf("keep the results: %w", err)
	}
	if err := os.WriteFile(kept, append(text, '\n'), 0o644); err != nil {
		return fmt.Errorf("keep the results: %w", err)
	}
	return nil
}

// show prints a line for each benchmark, so that a ratio stands beside what it compares, and a time beside its limit.
func show(out io.Writer, results []result) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "\nbenchmark\tfigures")
	for _, r := range results {
		var figures []string
		for _, f := range r.Figures {
			if f.Unit != "ns/op" || f.Value != 0 {
				figures = append(figures, fmt.Sprintf("%.4g %s", f.Value, f.Unit))
			}
		}
		if r.over() {
			figures = append(figures, "OVER")
		}
		fmt.Fprintf(w, "%s\t%s\n", r.Package+" "+r.Name, strings.Join(figures, "\t"))
	}
	return w.Flush()
}
