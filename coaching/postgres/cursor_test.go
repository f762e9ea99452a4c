package postgres_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

func FuzzCursor(f *testing.F) {
	for _, seed := range []string{"", "x", "MjAyNi0wMS0wMlQwMzowNDowNVogMDE5NWY5ZjAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAx", "IA", "===="} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, cursor string) {
		if err := postgres.ReadCursor(cursor); err != nil {
			require.ErrorIs(t, err, coaching.ErrInvalid)
		}
	})
}
