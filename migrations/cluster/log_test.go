package cluster

import (
	"bytes"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestLinesOfPostgreSQLAreForwardedAtALevelThatFits(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		state State
		stop  bool
		text  string
		want  string
	}{
		"routine is only for debugging":        {state: Up, text: "LOG:  checkpoint starting\n", want: "level=DEBUG"},
		"a broken connection is a warning":     {state: Up, text: "FATAL:  too many connections\n", want: "level=WARN"},
		"not while it starts":                  {state: Starting, text: "FATAL:  the database system is starting up\n", want: "level=DEBUG"},
		"not while it stops":                   {state: Up, stop: true, text: "FATAL:  terminating connection\n", want: "level=DEBUG"},
		"a panic is an error":                  {state: Up, text: "PANIC:  could not write\n", want: "level=ERROR"},
		"half a line waits for its other half": {state: Up, text: "PANIC:  could", want: ""},
		"an empty line is nothing":             {state: Up, text: "\n", want: ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			log := slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))
			f := newForwarder(log, func() State { return c.state })
			if c.stop {
				f.quiet()
			}
			_, err := f.Write([]byte(c.text))
			require.NoError(t, err)
			if c.want == "" {
				require.Empty(t, out.String())
				return
			}
			require.Contains(t, out.String(), c.want)
		})
	}
}

func TestTheReasonIsTheLastFatalLine(t *testing.T) {
	t.Parallel()
	f := newForwarder(slog.New(slog.DiscardHandler), func() State { return Starting })
	for _, piece := range []string{"LOG:  starting\nFAT", "AL:  no room\n", "LOG:  shut down\n"} {
		_, err := f.Write([]byte(piece))
		require.NoError(t, err)
	}
	require.Equal(t, "FATAL:  no room", f.last())
}
