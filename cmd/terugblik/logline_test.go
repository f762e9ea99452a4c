package main

import (
	"bytes"
	"errors"
	"log/slog"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestALogLineIsASentenceWithFewFactsBehindIt(t *testing.T) {
	var out bytes.Buffer
	t.Setenv("JOURNAL_STREAM", "")
	log := slog.New(newLogSwitch(&out))
	log.With("recording", "0195").WithGroup("loss").Info("a take has ended", "lost", 3, "err", nil, "why", "", "after", 1500*time.Microsecond)
	log.Warn("cannot\nwrite", "err", errors.New("line one\nline two"))
	log.Debug("for finding faults")
	require.Regexp(t, regexp.MustCompile(`^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d a take has ended recording=0195 loss\.lost=3 loss\.after=2ms
\d{4}-\d\d-\d\d \d\d:\d\d:\d\d WARNING cannot write err="line one\\nline two"
$`), out.String())

	out.Reset()
	t.Setenv("JOURNAL_STREAM", "8:1234")
	slog.New(newLogSwitch(&out)).Error("gone")
	require.Equal(t, "ERROR gone\n", out.String(), "the journal has the time already")
}

func TestALogForProgramsIsJSONAlsoForALoggerMadeBefore(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	form := newLogSwitch(&out)
	log := slog.New(form).With("a", 1)
	require.NoError(t, form.choose("json"))
	log.Info("x")
	require.Contains(t, out.String(), `"msg":"x","a":1}`)
	require.ErrorContains(t, form.choose("xml"), "text or json")
}
