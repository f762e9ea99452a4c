package cluster

import (
	"bytes"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestLinesOfPostgreSQLAreForwardedAtALevelThatFits(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, want string }{
		"routine is only for debugging":        {"LOG:  checkpoint starting\n", "level=DEBUG"},
		"the client hears of its end itself":   {"FATAL:  too many connections\n", "level=DEBUG"},
		"a panic is an error":                  {"PANIC:  could not write\n", "level=ERROR"},
		"half a line waits for its other half": {"PANIC:  could", ""},
		"an empty line is nothing":             {"\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			f := newForwarder(slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug})))
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
	f := newForwarder(slog.New(slog.DiscardHandler))
	for _, piece := range []string{"LOG:  starting\nFAT", "AL:  no room\n", "LOG:  shut down\n"} {
		_, err := f.Write([]byte(piece))
		require.NoError(t, err)
	}
	require.Equal(t, "FATAL:  no room", f.last())
}
