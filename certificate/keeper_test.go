package certificate_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"log/slog"
	"math/big"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/bench/calm"

	"terugblik/certificate"
)

func TestMain(m *testing.M) { calm.Main(m) }

const day = 24 * time.Hour

// desk is one machine: its clock, its addresses and its log move as a test says.
type desk struct {
	certificate.Inputs
	now       time.Time
	addresses []netip.Addr
	log       logbook
}

type logbook struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logbook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logbook) count(word string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Count(l.text.String(), word)
}

func newDesk(t *testing.T) *desk {
	d := &desk{now: time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC), addresses: []netip.Addr{netip.MustParseAddr("127.0.0.1"), netip.MustParseAddr("192.168.1.20")}}
	d.Folder = filepath.Join(t.TempDir(), "tls")
	d.Log = slog.New(slog.NewTextHandler(&d.log, nil))
	d.Now = func() time.Time { return d.now }
	d.Addresses = func() []netip.Addr { return d.addresses }
	return d
}

func ownDesk(t *testing.T) *desk {
	d := newDesk(t)
	d.Own, d.Names = true, []string{"nas", "nas.local", "coach.example.nl"}
	return d
}

func (d *desk) open(t *testing.T) *certificate.Keeper {
	t.Helper()
	k, err := certificate.Open(d.Inputs)
	require.NoError(t, err)
	t.Cleanup(k.Stop)
	return k
}

// shown is the certificate that a visitor of a name or an address is shown.
func shown(t *testing.T, k *certificate.Keeper) *x509.Certificate {
	t.Helper()
	pair, err := k.TLSConfig().GetCertificate(&tls.ClientHelloInfo{})
	require.NoError(t, err)
	return pair.Leaf
}

func rootsOf(t *testing.T, k *certificate.Keeper) *x509.CertPool {
	t.Helper()
	root, err := x509.ParseCertificate(k.Authority().DER())
	require.NoError(t, err)
	pool := x509.NewCertPool()
	pool.AddCert(root)
	return pool
}

// shake connects once as a device whose clock shows at.
func shake(t *testing.T, k *certificate.Keeper, name string, roots *x509.CertPool, at time.Time) error {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	done := make(chan struct{})
	go func() {
		defer close(done)
		if conn, err := listener.Accept(); err == nil {
			_ = tls.Server(conn, k.TLSConfig()).Handshake()
			_ = conn.Close()
		}
	}()
	client, err := net.Dial("tcp", listener.Addr().String())
	require.NoError(t, err)
	err = tls.Client(client, &tls.Config{ServerName: name, RootCAs: roots, Time: func() time.Time { return at }}).HandshakeContext(t.Context())
	_ = client.Close()
	<-done
	return err
}

func TestADeviceThatTrustsOnlyTheAuthorityConnectsEvenWhenItsClockIsADayOff(t *testing.T) {
	t.Parallel()
	d := ownDesk(t)
	k := d.open(t)
	for _, name := range []string{"192.168.1.20", "127.0.0.1", "nas", "nas.local", "coach.example.nl"} {
		for _, off := range []time.Duration{-day, 0, day} {
			require.NoError(t, shake(t, k, name, rootsOf(t, k), d.now.Add(off)), "%s %s", name, off)
		}
	}
	require.Error(t, shake(t, k, "192.168.1.20", x509.NewCertPool(), d.now), "who does not trust it")
	require.Error(t, shake(t, k, "192.168.1.99", rootsOf(t, k), d.now), "another address")
	leaf := shown(t, k)
	require.LessOrEqual(t, leaf.NotAfter.Sub(leaf.NotBefore), 397*day)
}

func TestTheAuthorityIsWorthNothingElsewhere(t *testing.T) {
	t.Parallel()
	d := ownDesk(t)
	k := d.open(t)
	for _, name := range []string{"bank.nl", "example.nl", "www.google.com", "8.8.8.8", "2001:4860:4860::8888", "172.32.0.1"} {
		var names []string
		var addresses []netip.Addr
		if ip, err := netip.ParseAddr(name); err == nil {
			addresses = append(addresses, ip)
		} else {
			names = append(names, name)
		}
		forged, err := k.Authority().Issue(names, addresses, d.now)
		require.NoError(t, err)
		_, err = forged.Leaf.Verify(x509.VerifyOptions{DNSName: name, Roots: rootsOf(t, k), CurrentTime: d.now})
		require.ErrorContains(t, err, "not permitted by any constraint", name)
	}
	root, err := x509.ParseCertificate(k.Authority().DER())
	require.NoError(t, err)
	require.True(t, root.PermittedDNSDomainsCritical)
	require.True(t, root.MaxPathLenZero)
	require.Equal(t, []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}, root.ExtKeyUsage)
}

func TestTheAuthorityAndTheCertificateSurviveARestart(t *testing.T) {
	t.Parallel()
	d := ownDesk(t)
	first := d.open(t)
	file := filepath.Join(d.Folder, certificate.AuthorityFile)
	info, err := os.Stat(file)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	d.now = d.now.Add(100 * day)
	second := d.open(t)
	require.Equal(t, first.Authority().Fingerprint(), second.Authority().Fingerprint())
	require.Equal(t, shown(t, first).Raw, shown(t, second).Raw)

	d.Names = append(d.Names, "new.example.nl")
	third := d.open(t)
	require.Equal(t, first.Authority().Fingerprint(), third.Authority().Fingerprint(), "a new name makes no new authority")
	require.Error(t, shown(t, third).VerifyHostname("new.example.nl"))
	require.Equal(t, 1, d.log.count("new.example.nl"), "and it is said")
}

func TestAnAuthorityThatCannotBeReadIsAnErrorAndStaysAsItIs(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		damage func([]byte) []byte
		want   string
	}{
		"cut short":      {func(b []byte) []byte { return b[:len(b)-40] }, "put it back from a backup"},
		"empty":          {func([]byte) []byte { return nil }, "put it back from a backup"},
		"no certificate": {func(b []byte) []byte { return b[bytes.Index(b, []byte("-----BEGIN PRIVATE")):] }, "put it back from a backup"},
		"another's key": {func(b []byte) []byte {
			return append(b[:bytes.Index(b, []byte("-----BEGIN PRIVATE")):bytes.Index(b, []byte("-----BEGIN PRIVATE"))], newKeyPEM(t)...)
		}, "do not belong together"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := ownDesk(t)
			d.open(t)
			file := filepath.Join(d.Folder, certificate.AuthorityFile)
			good, err := os.ReadFile(file)
			require.NoError(t, err)
			damaged := c.damage(good)
			require.NoError(t, os.WriteFile(file, damaged, 0o600))
			_, err = certificate.Open(d.Inputs)
			require.ErrorContains(t, err, c.want)
			left, err := os.ReadFile(file)
			require.NoError(t, err)
			require.Equal(t, string(damaged), string(left))
		})
	}
	d := ownDesk(t)
	d.open(t)
	require.NoError(t, os.Chmod(filepath.Join(d.Folder, certificate.AuthorityFile), 0o644))
	_, err := certificate.Open(d.Inputs)
	require.ErrorContains(t, err, "can be read by others")

	d = ownDesk(t)
	d.open(t)
	d.now = d.now.Add(3651 * day)
	_, err = certificate.Open(d.Inputs)
	require.ErrorContains(t, err, "it ended on")
}

func TestTheOwnCertificateIsRenewedByItself(t *testing.T) {
	t.Parallel()
	d := ownDesk(t)
	k := d.open(t)
	first := shown(t, k)
	d.now = first.NotAfter.Add(-31 * day)
	k.Look()
	require.Equal(t, first.Raw, shown(t, k).Raw, "not before it is time")
	d.now = first.NotAfter.Add(-29 * day)
	k.Look()
	second := shown(t, k)
	require.NotEqual(t, first.Raw, second.Raw)
	require.NoError(t, shake(t, k, "192.168.1.20", rootsOf(t, k), d.now.Add(300*day)))

	d.addresses = []netip.Addr{netip.MustParseAddr("10.1.2.3"), netip.MustParseAddr("8.8.8.8"), netip.MustParseAddr("fd12::5")}
	k.Look()
	third := shown(t, k)
	require.NoError(t, third.VerifyHostname("10.1.2.3"))
	require.NoError(t, third.VerifyHostname("fd12::5"))
	require.Error(t, third.VerifyHostname("192.168.1.20"))
	require.Error(t, third.VerifyHostname("8.8.8.8"), "not private, and not there when the authority was made")
	k.Look()
	require.Equal(t, third.Raw, shown(t, k).Raw)
	d.addresses = append(d.addresses, netip.MustParseAddr("192.168.200.1"))
	k.Look()
	require.NoError(t, shown(t, k).VerifyHostname("192.168.200.1"), "one more")
	d.addresses = d.addresses[:1]
	k.Look()
	require.Error(t, shown(t, k).VerifyHostname("192.168.200.1"), "and fewer")
}

func TestOwnAddressesOfNoPrivateNetworkAreVouchedForOneByOne(t *testing.T) {
	t.Parallel()
	d := ownDesk(t)
	d.addresses = []netip.Addr{netip.MustParseAddr("198.51.100.7")}
	d.Extra = []netip.Addr{netip.MustParseAddr("203.0.113.5")}
	k := d.open(t)
	for _, good := range []string{"198.51.100.7", "203.0.113.5"} {
		require.NoError(t, shake(t, k, good, rootsOf(t, k), d.now))
	}
	forged, err := k.Authority().Issue(nil, []netip.Addr{netip.MustParseAddr("198.51.100.8")}, d.now)
	require.NoError(t, err)
	_, err = forged.Leaf.Verify(x509.VerifyOptions{Roots: rootsOf(t, k), CurrentTime: d.now})
	require.Error(t, err)
}

// filesDesk shows a pair of files.
func filesDesk(t *testing.T, until time.Duration) *desk {
	d := newDesk(t)
	folder := t.TempDir()
	d.CertFile, d.KeyFile = filepath.Join(folder, "cert.pem"), filepath.Join(folder, "key.pem")
	d.put(t, "een.example.nl", until)
	return d
}

// put writes a pair that ends after a while.
func (d *desk) put(t *testing.T, name string, until time.Duration) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name},
		NotBefore: d.now.Add(-time.Hour), NotAfter: d.now.Add(until),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	require.NoError(t, err)
	pkcs, err := x509.MarshalPKCS8PrivateKey(key)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(d.CertFile, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))
	require.NoError(t, os.WriteFile(d.KeyFile, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs}), 0o600))
}

func newKeyPEM(t *testing.T) []byte {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	pkcs, err := x509.MarshalPKCS8PrivateKey(key)
	require.NoError(t, err)
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs})
}

func TestFilesThatChangeAreTakenAndBrokenOnesAreNot(t *testing.T) {
	t.Parallel()
	d := filesDesk(t, 90*day)
	k := d.open(t)
	require.Nil(t, k.Authority())
	first := shown(t, k)

	good, err := os.ReadFile(d.KeyFile)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(d.KeyFile, newKeyPEM(t), 0o600))
	k.Look()
	k.Look()
	require.Equal(t, first.Raw, shown(t, k).Raw)
	require.Equal(t, 1, d.log.count("cannot be used together"), "said once")
	require.NoError(t, os.WriteFile(d.KeyFile, good, 0o600))
	k.Look()

	require.NoError(t, os.Remove(d.CertFile))
	k.Look()
	require.Equal(t, first.Raw, shown(t, k).Raw)

	d.put(t, "twee.example.nl", 90*day)
	k.Look()
	require.Equal(t, []string{"twee.example.nl"}, shown(t, k).DNSNames)
	require.Equal(t, 1, d.log.count("a new certificate is in use"))
}

func TestFilesThatDoNotFitAtTheStartAreAnError(t *testing.T) {
	t.Parallel()
	d := filesDesk(t, 90*day)
	require.NoError(t, os.WriteFile(d.KeyFile, newKeyPEM(t), 0o600))
	_, err := certificate.Open(d.Inputs)
	require.ErrorContains(t, err, "cannot be used together")
	require.NoError(t, os.Remove(d.KeyFile))
	_, err = certificate.Open(d.Inputs)
	require.ErrorContains(t, err, "key.pem")
}

func TestACertificateThatEndsSoonIsSaidAtTheStartAndOnEachNewDay(t *testing.T) {
	t.Parallel()
	d := filesDesk(t, 2*day+time.Hour)
	k := d.open(t)
	require.Equal(t, 1, d.log.count("in 2 days"))
	k.Look()
	require.Equal(t, 1, d.log.count("the certificate ends"), "not at each look")
	d.now = d.now.Add(day)
	k.Look()
	require.Equal(t, 1, d.log.count("in 1 days"))
	d.now = d.now.Add(2 * day)
	k.Look()
	require.Equal(t, 1, d.log.count("the certificate ended on 2026-11-24"))
	facts, ok := k.Facts()
	require.True(t, ok)
	require.Equal(t, certificate.Ended, facts.Problem)
	d.put(t, "een.example.nl", 90*day)
	k.Look()
	facts, _ = k.Facts()
	require.Empty(t, facts.Problem)
}

func TestAKeeperLooksByItself(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		d.Now = time.Now
		d.now = time.Now()
		d.CertFile, d.KeyFile = filepath.Join(t.TempDir(), "cert.pem"), filepath.Join(t.TempDir(), "key.pem")
		d.put(t, "een.example.nl", 90*day)
		k, err := certificate.Open(d.Inputs)
		require.NoError(t, err)
		k.Watch()
		synctest.Wait()
		d.put(t, "twee.example.nl", 90*day)
		time.Sleep(certificate.LookEvery) // of the bubble
		synctest.Wait()
		require.Equal(t, []string{"twee.example.nl"}, shown(t, k).DNSNames)
		k.Stop()
		k.Stop()
	})
}

func TestInspectSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	d := filesDesk(t, 90*day)
	text, err := os.ReadFile(d.CertFile)
	require.NoError(t, err)
	for want, at := range map[certificate.Problem]time.Time{
		"": d.now, certificate.NotYet: d.now.Add(-2 * time.Hour),
		certificate.EndsSoon: d.now.Add(76*day + time.Minute), certificate.Ended: d.now.Add(90 * day),
	} {
		facts := certificate.Inspect(text, at)
		require.Equal(t, want, facts.Problem)
		require.Equal(t, []string{"een.example.nl"}, facts.Names)
		require.Equal(t, want == "", facts.Words(at) == "")
	}
	for _, broken := range []string{"", "x", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", string(newKeyPEM(t))} {
		facts := certificate.Inspect([]byte(broken), d.now)
		require.Equal(t, certificate.Unreadable, facts.Problem)
		require.NotEmpty(t, facts.Words(d.now))
	}
	require.Equal(t, "E3:B0:C4:42 98:FC:1C:14 9A:FB:F4:C8 99:6F:B9:24 27:AE:41:E4 64:9B:93:4C A4:95:99:1B 78:52:B8:55", certificate.Fingerprint(nil))
}

func FuzzInspect(f *testing.F) {
	f.Add([]byte("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"), int64(0))
	f.Fuzz(func(t *testing.T, text []byte, at int64) {
		facts := certificate.Inspect(text, time.Unix(at, 0))
		require.Equal(t, facts.Problem == "", facts.Words(time.Unix(at, 0)) == "", fmt.Sprint(facts))
	})
}
