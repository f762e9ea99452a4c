package lossy

import (
	"net"
	"testing"

	"github.com/stretchr/testify/require"
)

type sink struct{ net.PacketConn }

func (sink) WriteTo(b []byte, _ net.Addr) (int, error) { return len(b), nil }

func TestItLosesTheShareItWasToldTo(t *testing.T) {
	t.Parallel()
	for _, c := range []*Conn{{Rate: 0}, {Rate: 0.02}, {Rate: 0.1, Burst: 3}} {
		c.PacketConn = sink{}
		for range 20000 {
			_, err := c.WriteTo([]byte{0x80, 96}, nil)
			require.NoError(t, err)
			_, err = c.WriteTo([]byte{0, 1}, nil) // STUN
			require.NoError(t, err)
		}
		lost, written := c.Lost()
		require.Equal(t, 20000, written)
		require.InDelta(t, c.Rate, float64(lost)/20000, 0.02)
	}
}
