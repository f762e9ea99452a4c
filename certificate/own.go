package certificate

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// serverFile keeps the certificate that the own authority signed last, so that a restart changes nothing for a device
// that has accepted it.
const serverFile = "server.pem"

// own signs for this server itself.
type own struct {
	authority *Authority
	folder    string
	names     []string
	extra     []netip.Addr // beside those that this machine has now
	addresses func() []netip.Addr
	log       *slog.Logger
	pair      *tls.Certificate
}

func openOwn(in Inputs) (*own, error) {
	authority, err := openAuthority(in.Folder, in.Names, append(slices.Clone(in.Extra), in.Addresses()...), in.Now())
	if err != nil {
		return nil, err
	}
	o := &own{authority: authority, folder: in.Folder, addresses: in.Addresses, log: in.Log}
	for _, name := range in.Names {
		if authority.mayName(name) {
			o.names = append(o.names, name)
		} else {
			o.log.Warn("the own authority was made before this name and cannot vouch for it", "name", name, "authority", filepath.Join(in.Folder, AuthorityFile))
		}
	}
	for _, address := range in.Extra {
		if authority.mayAddress(address) {
			o.extra = append(o.extra, address)
		} else {
			o.log.Warn("the own authority was made before this address and cannot vouch for it", "address", address, "authority", filepath.Join(in.Folder, AuthorityFile))
		}
	}
	o.pair = o.kept()
	return o, nil
}

// kept is the certificate of an earlier start; nil when there is none that this authority signed.
func (o *own) kept() *tls.Certificate {
	text, err := os.ReadFile(filepath.Join(o.folder, serverFile))
	if err != nil {
		return nil
	}
	der, key, err := decode(text)
	if err != nil {
		return nil
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil || leaf.CheckSignatureFrom(o.authority.certificate) != nil || !key.PublicKey.Equal(leaf.PublicKey) {
		return nil
	}
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}
}

// look signs anew when the names changed or the end is near. Without that it returns what it had.
func (o *own) look(now time.Time) (*tls.Certificate, error) {
	addresses := o.vouched()
	if o.pair != nil && o.stillGood(addresses, now) {
		return o.pair, nil
	}
	pair, err := o.authority.issue(o.names, addresses, now)
	if err != nil {
		return o.pair, err
	}
	o.pair = pair
	text, err := encode(pair.Certificate[0], keyOf(pair))
	if err == nil {
		err = write(filepath.Join(o.folder, serverFile), text)
	}
	if err != nil {
		o.log.Warn("the certificate was not kept for the next start", "err", err)
	}
	return pair, nil
}

// vouched are the addresses that the authority may vouch for, in order and each once.
func (o *own) vouched() []netip.Addr {
	var good []netip.Addr
	for _, address := range append(slices.Clone(o.extra), o.addresses()...) {
		if address = address.Unmap(); address.Zone() == "" && o.authority.mayAddress(address) {
			good = append(good, address)
		}
	}
	slices.SortFunc(good, netip.Addr.Compare)
	return slices.Compact(good)
}

func (o *own) stillGood(addresses []netip.Addr, now time.Time) bool {
	leaf := o.pair.Leaf
	if now.Before(leaf.NotBefore) || leaf.NotAfter.Sub(now) < renewBefore && leaf.NotAfter.Before(o.authority.NotAfter()) {
		return false
	}
	if !slices.Equal(leaf.DNSNames, o.names) || len(leaf.IPAddresses) != len(addresses) {
		return false
	}
	for i, address := range addresses {
		if !bytes.Equal(leaf.IPAddresses[i].To16(), asNet(address)) {
			return false
		}
	}
	return true
}

func asNet(address netip.Addr) []byte {
	long := address.As16()
	return long[:]
}
