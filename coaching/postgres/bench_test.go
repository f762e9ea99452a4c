package postgres_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

// BenchmarkReading is what a page asks, as its actor, with the policies.
func BenchmarkReading(b *testing.B) {
	s := pgstory.New(b, "").Whole()
	ctx := b.Context()
	for range 300 {
		s.Note(s.Coach, coaching.Annotation{StartMS: 1000, EndMS: 1000, Kind: coaching.Top})
	}
	for name, read := range map[string]func(*postgres.Tx) error{
		"nothing":     func(*postgres.Tx) error { return nil },
		"recording":   func(tx *postgres.Tx) error { _, err := tx.Recording(ctx, s.Recording.ID); return err },
		"annotations": func(tx *postgres.Tx) error { _, _, err := tx.Annotations(ctx, s.Recording.ID, "", 500); return err },
		"cycles":      func(tx *postgres.Tx) error { _, err := tx.Cycles(ctx, s.Trajectory.ID); return err },
		"questions":   func(tx *postgres.Tx) error { _, _, err := tx.Questions(ctx, "", 50); return err },
		"releases":    func(tx *postgres.Tx) error { _, err := tx.Releases(ctx, s.Cycle.ID); return err },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				require.NoError(b, s.DB.AsActor(ctx, s.Coach, read))
			}
		})
	}
}
