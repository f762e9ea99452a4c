package postgres_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

func TestAListThatNobodyTookOverIsGoneAfterADay(t *testing.T) {
	t.Parallel()
	s := pgstory.New(t, "")
	var id coaching.NewcomersID
	s.As(s.Administrator, func(tx *postgres.Tx) (err error) {
		id, err = tx.KeepNewcomers(t.Context(), s.Administrator, "mensen.csv", []coaching.Newcomer{{Email: "jo@x.test"}}, s.Now)
		return err
	})
	for _, look := range []struct {
		after time.Duration
		want  int64
	}{{coaching.NewcomersKept, 0}, {coaching.NewcomersKept + time.Second, 1}} {
		require.NoError(t, s.DB.AsDoor(t.Context(), postgres.Retain, func(tx *postgres.Tx) error {
			dropped, err := tx.DropLeftNewcomers(t.Context(), s.Now.Add(look.after))
			require.Equal(t, look.want, dropped)
			return err
		}))
	}
	s.As(s.Administrator, func(tx *postgres.Tx) error {
		_, err := tx.Newcomers(t.Context(), id)
		require.ErrorIs(t, err, coaching.ErrNotFound)
		return nil
	})
}
