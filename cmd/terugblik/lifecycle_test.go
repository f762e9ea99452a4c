package main

import (
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"
)

func TestPartsStopInReverseOnceAndAllOfThem(t *testing.T) {
	t.Parallel()
	l := &lifecycle{log: slog.New(slog.DiscardHandler)}
	var order []string
	for _, name := range []string{"database", "queue", "HTTP"} {
		l.started(name, func() error {
			order = append(order, name)
			if name == "queue" {
				return errors.New("stuck")
			}
			return nil
		})
	}
	require.EqualError(t, l.stop(), "stop queue: stuck")
	require.Equal(t, []string{"HTTP", "queue", "database"}, order)
	require.NoError(t, l.stop())
	require.Len(t, order, 3)
}

func TestAPartThatHangsDoesNotHoldTheProcess(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := &lifecycle{log: slog.New(slog.DiscardHandler)}
		never := make(chan struct{})
		l.started("database", func() error { return nil })
		l.started("queue", func() error { <-never; return nil })
		require.ErrorContains(t, l.stop(), "stop queue: not done within 10s")
		close(never)
	})
}
