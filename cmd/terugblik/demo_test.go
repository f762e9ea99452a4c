package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// The demo once shared a recording that somebody who tried it had made between two starts.
func TestADemoThatWasToldIsLeftToWhoTriesIt(t *testing.T) {
	t.Parallel()
	told := filepath.Join(t.TempDir(), demoTold)
	require.NoError(t, os.WriteFile(told, nil, 0o600))
	require.NoError(t, (&demoStory{told: told}).tell(t.Context()), "without a database: it reads and writes nothing")
}
