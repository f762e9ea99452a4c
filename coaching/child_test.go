package coaching_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

func TestAWholeNameIsAskedAbout(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"Noor", "Noor B", "Noor B.", "Kind 12", "12B", "Fenna-Lynn", "J."} {
		require.NoError(t, coaching.CheckChild(name, false), name)
	}
	for _, name := range []string{"Noor de Vries", "Jan Willem", "Sem Bakker"} {
		require.ErrorContains(t, coaching.CheckChild(name, false), "family_name", name)
		require.NoError(t, coaching.CheckChild(name, true), name)
	}
	for _, name := range []string{"", "  ", strings.Repeat("a", 41), "Noor 12-03-2023", "a\x00b", "\xff"} {
		require.ErrorIs(t, coaching.CheckChild(name, true), coaching.ErrInvalid, "%q", name)
	}
	require.ErrorContains(t, coaching.CheckGuardian("vader 0612345678"), "contact")
	require.ErrorContains(t, coaching.CheckGuardian("a@b.nl"), "contact")
	require.NoError(t, coaching.CheckGuardian("ouder 1"))
}

func TestAPastedListIsRead(t *testing.T) {
	t.Parallel()
	for list, want := range map[string][]string{
		"Noor\r\nBram\n\nnoor":         {"Noor", "Bram"},
		"1. Noor\n2) Bram\n- Sem\n• J": {"Noor", "Bram", "Sem", "J"},
		"Noor, Bram;Sem\tJip":          {"Noor", "Bram", "Sem", "Jip"},
		"  Noor   B. ":                 {"Noor B."},
		"12B\n13B":                     {"12B", "13B"},
	} {
		names, err := coaching.ReadNames(list)
		require.NoError(t, err)
		require.Equal(t, want, names, list)
	}
	_, err := coaching.ReadNames(" \n,")
	require.ErrorContains(t, err, "names required")
	_, err = coaching.ReadNames(strings.Repeat("a\nb\nc\n", 1) + manyNames(60))
	require.ErrorContains(t, err, "names too_many")
}

func manyNames(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("x", i%30+1) + string(rune('a'+i/30)) + "\n")
	}
	return b.String()
}

// FuzzReadNames: whatever is pasted, each name is trimmed, not empty, comes once, and reading them again changes nothing.
func FuzzReadNames(f *testing.F) {
	for _, seed := range []string{"Noor\nBram", "1. Noor", "a,b;c\td", "- - x", "1.2.3", "\xff", "•\u00a0Noor", "1)", "İ\ni̇"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, list string) {
		names, err := coaching.ReadNames(list)
		if err != nil {
			return
		}
		seen := map[string]bool{}
		for _, name := range names {
			require.NotEmpty(t, name)
			require.Equal(t, strings.TrimSpace(name), name)
			require.False(t, seen[strings.ToLower(name)])
			seen[strings.ToLower(name)] = true
			require.NotContains(t, name, "\n")
		}
	})
}
