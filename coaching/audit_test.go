package coaching_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

// chained are lines as the database writes them.
func chained(acts ...string) (lines []coaching.AuditEntry) {
	previous := make([]byte, 32)
	for i, act := range acts {
		at := time.Date(2026, 3, 5, 9, i, 0, 0, time.UTC)
		line := coaching.AuditEntry{
			HolderID: "h", Number: int64(i + 1), At: at, WrittenAt: at, Actor: "system:login", Act: act, Source: "access_log", Previous: previous,
		}.Chained()
		lines, previous = append(lines, line), line.Hash
	}
	return lines
}

func follow(lines []coaching.AuditEntry, heads ...coaching.AuditHead) error {
	chain := coaching.NewAuditChain("h", heads...)
	for _, line := range lines {
		if err := chain.Next(line); err != nil {
			return err
		}
	}
	return chain.End()
}

// renumbered gives lines the numbers of their places; rechained their hashes too.
func renumbered(lines []coaching.AuditEntry) []coaching.AuditEntry {
	for i := range lines {
		lines[i].Number = int64(i + 1)
	}
	return lines
}

func rechained(lines []coaching.AuditEntry) []coaching.AuditEntry {
	previous := make([]byte, 32)
	for i, line := range renumbered(lines) {
		line.Previous = previous
		lines[i] = line.Chained()
		previous = lines[i].Hash
	}
	return lines
}

// TestEachWayOfForgingTheAuditLogIsNamedWithItsLine: the head that is known from elsewhere is what stops whoever chains
// anew all that follows.
func TestEachWayOfForgingTheAuditLogIsNamedWithItsLine(t *testing.T) {
	t.Parallel()
	whole := chained("play", "share", "export", "withdraw", "erase", "play")
	chain := coaching.NewAuditChain("h")
	for _, line := range whole {
		require.NoError(t, chain.Next(line))
	}
	head := coaching.AuditHead{HolderID: "h", Number: chain.Number(), Hash: chain.Hash()}
	require.NoError(t, follow(whole, head))

	swap := func(lines []coaching.AuditEntry) []coaching.AuditEntry {
		lines[2], lines[3] = lines[3], lines[2]
		return lines
	}
	insert := func(lines []coaching.AuditEntry) []coaching.AuditEntry { return slices.Insert(lines, 3, lines[0]) }
	change := func(lines []coaching.AuditEntry) []coaching.AuditEntry { lines[2].Act = "play"; return lines }
	remove := func(lines []coaching.AuditEntry) []coaching.AuditEntry { return slices.Delete(lines, 2, 3) }
	cut := func(lines []coaching.AuditEntry) []coaching.AuditEntry { return lines[:4] }
	as := func(lines []coaching.AuditEntry) []coaching.AuditEntry { return lines }
	for name, forged := range map[string]struct {
		do, after func([]coaching.AuditEntry) []coaching.AuditEntry
		number    int64
		why       string
	}{
		"reordered":                {swap, as, 3, coaching.AuditMissing},
		"reordered and numbered":   {swap, renumbered, 3, coaching.AuditNotChained},
		"reordered and chained":    {swap, rechained, 6, coaching.AuditOther},
		"inserted":                 {insert, as, 4, coaching.AuditMissing},
		"inserted and numbered":    {insert, renumbered, 4, coaching.AuditNotChained},
		"inserted and chained":     {insert, rechained, 6, coaching.AuditOther},
		"changed":                  {change, as, 3, coaching.AuditChanged},
		"changed and chained":      {change, rechained, 6, coaching.AuditOther},
		"removed":                  {remove, as, 3, coaching.AuditMissing},
		"removed and numbered":     {remove, renumbered, 3, coaching.AuditNotChained},
		"removed and chained":      {remove, rechained, 6, coaching.AuditCutOff},
		"removed at the end":       {cut, as, 5, coaching.AuditCutOff},
		"of another holder put in": {as, func(l []coaching.AuditEntry) []coaching.AuditEntry { l[1].HolderID = "o"; return l }, 2, coaching.AuditMissing},
	} {
		err := follow(forged.after(forged.do(slices.Clone(whole))), head)
		var wrong *coaching.AuditBreak
		require.ErrorAs(t, err, &wrong, name)
		require.Equal(t, coaching.AuditBreak{HolderID: "h", Number: forged.number, Why: forged.why}, *wrong, name)
	}
}
