package calm

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestAGoroutineThatEndsLateIsNoLeakAndOneThatStaysIs(t *testing.T) {
	end := make(chan struct{})
	go func() { <-end }()
	require.ErrorContains(t, leaks(0), "TestAGoroutineThatEndsLate")
	time.AfterFunc(time.Second, func() { close(end) })
	require.NoError(t, leaks(atLast))
}
