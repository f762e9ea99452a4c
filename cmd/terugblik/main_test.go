package main

import (
	"os"
	"strings"
	"testing"
)

// TestMain lets the test binary play the whole program, as a server or as the media child of a test: both start
// /proc/self/exe or os.Args[0].
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && !strings.HasPrefix(os.Args[1], "-test.") { // a command: this is the program, started by a test
		switch os.Args[1] {
		case "child":
			os.Exit(playChild())
		case "film": // that of the demo, cut short
			os.Exit(run([]string{os.Args[0], "film", "--ms", "12000"}, os.Stdout, os.Stderr))
		}
		os.Exit(run(os.Args, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}
