package certificate

import (
	"crypto/tls"
	"net/netip"
	"time"
)

// LookEvery is how often a Keeper looks again.
const LookEvery = lookEvery

// Look is what Watch does from time to time.
func (k *Keeper) Look() { k.look() }

// Issue signs for names that the authority may not vouch for.
func (a *Authority) Issue(names []string, addresses []netip.Addr, now time.Time) (*tls.Certificate, error) {
	return a.issue(names, addresses, now)
}
