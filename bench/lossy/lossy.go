// Package lossy stands between a sender and its line and loses packets of media, as a bad network does.
package lossy

import (
	"math/rand/v2"
	"net"
	"sync"
)

// Conn loses some of the SRTP and SRTCP packets that are written to it; what sets a connection up passes (RFC 7983).
// Safe for several goroutines.
type Conn struct {
	net.PacketConn
	Rate  float64 // share of the packets that is lost, 0 to 1
	Burst int     // so many in a row are lost at a time; 0 is 1
	Seed  uint64

	mu      sync.Mutex
	rng     *rand.Rand
	losing  int
	written int
	lost    int
}

// WriteTo sends a packet or loses it.
func (c *Conn) WriteTo(b []byte, to net.Addr) (int, error) {
	if len(b) > 0 && b[0] >= 128 && b[0] < 192 && c.lose() {
		return len(b), nil
	}
	return c.PacketConn.WriteTo(b, to)
}

// Lost tells how many of the packets were lost.
func (c *Conn) Lost() (lost, written int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.lost, c.written
}

func (c *Conn) lose() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.rng == nil {
		c.rng = rand.New(rand.NewPCG(c.Seed, 1))
	}
	c.written++
	burst := max(c.Burst, 1)
	if c.losing == 0 && c.rng.Float64() < c.Rate/float64(burst) {
		c.losing = burst
	}
	if c.losing == 0 {
		return false
	}
	c.losing--
	c.lost++
	return true
}
