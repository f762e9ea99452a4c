package coaching_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

func TestANameIsSpokenWithItsPrefix(t *testing.T) {
	t.Parallel()
	name := coaching.Name{Given: "Samira", Prefix: "van den", Family: "Oetelaar"}
	require.Equal(t, "Samira van den Oetelaar", name.Full())
	require.Equal(t, "SO", name.Initials())
	require.Equal(t, "NÖ", coaching.Name{Given: "noor", Family: "özdemir"}.Initials())
}

func TestARoleIsForAHolder(t *testing.T) {
	t.Parallel()
	coach := actor("coach", coaching.Coach)
	require.True(t, coach.Is(coaching.Coach))
	require.False(t, coach.Is(coaching.Manager))
	holder, err := coach.HolderAs(coaching.Coach)
	require.NoError(t, err)
	require.Equal(t, coaching.HolderID("holder"), holder)
	_, err = coach.HolderAs(coaching.Manager)
	require.ErrorIs(t, err, coaching.ErrForbidden)
}
