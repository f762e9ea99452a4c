// Package doctor looks at the machine that a server is to run on and says in words what is wrong and what to do.
package doctor

import (
	"fmt"
	"io"
	"strings"
)

// Level says how bad a finding is.
type Level string

// The levels. Only an Error keeps the server from its work.
const (
	OK      Level = "ok"
	Note    Level = "note" // could not be looked at, or is only good to know
	Warning Level = "warning"
	Error   Level = "error"
)

// Finding is what one look found.
type Finding struct {
	Check  string `json:"check"`
	Level  Level  `json:"level"`
	Said   string `json:"said"`
	Advice string `json:"advice,omitempty"` // what to do, as a sentence
}

// Print writes a line for each finding, its advice below it, and a last line that counts.
func Print(out io.Writer, findings []Finding) {
	width := 0
	for _, f := range findings {
		width = max(width, len(f.Check))
	}
	for _, f := range findings {
		fmt.Fprintf(out, "%-8s %-*s  %s\n", f.Level, width, f.Check, f.Said)
		if f.Advice != "" {
			fmt.Fprintf(out, "%s  -> %s\n", strings.Repeat(" ", 9+width), f.Advice)
		}
	}
	errors, warnings := Count(findings, Error), Count(findings, Warning)
	switch {
	case errors > 0:
		fmt.Fprintf(out, "\n%s and %s. The server cannot do its work until the errors are mended.\n", number(errors, "error"), number(warnings, "warning"))
	case warnings > 0:
		fmt.Fprintf(out, "\nNo errors, %s.\n", number(warnings, "warning"))
	default:
		fmt.Fprintln(out, "\nEverything is as it should be.")
	}
}

// Count counts the findings of a level.
func Count(findings []Finding, level Level) (n int) {
	for _, f := range findings {
		if f.Level == level {
			n++
		}
	}
	return n
}

func number(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
