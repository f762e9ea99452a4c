package doctor

import (
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestTheClock(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		now    time.Time
		synced bool
		used   time.Time
		want   Level
	}{
		"right":                         {now, true, now.Add(-time.Minute), OK},
		"nobody sets it":                {now, false, time.Time{}, Warning},
		"an empty battery":              {time.Unix(0, 0), true, time.Time{}, Error},
		"slower than the data":          {now, true, now.AddDate(0, 0, 1), Error},
		"a little slower than the data": {now, true, now.Add(time.Minute), OK},
	} {
		require.Equal(t, c.want, Clock(c.now, c.synced, c.used).Level, name)
	}
}

func TestDiskAndMemory(t *testing.T) {
	t.Parallel()
	require.Equal(t, OK, Disk("disk", "/x", 100e9, 1<<30).Level)
	require.Equal(t, Warning, Disk("disk", "/x", 5e9, 1<<30).Level)
	require.Equal(t, Error, Disk("disk", "/x", 1e9, 1<<30).Level)
	require.Equal(t, Warning, Memory(5e8).Level)
	require.Equal(t, OK, Memory(4e9).Level)
	available, err := Available()
	require.NoError(t, err)
	require.Positive(t, available)
	_, err = Free(filepath.Join(t.TempDir(), "nowhere"))
	require.Error(t, err)
}

func TestAPortThatIsTakenIsAnErrorUnlessOurServerHasIt(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	address := listener.Addr().String()
	require.Equal(t, Error, Port("tcp", address, "--addr", 0).Level)
	require.Equal(t, OK, Port("tcp", address, "--addr", 42).Level)
	require.NoError(t, listener.Close())
	require.Equal(t, OK, Port("tcp", address, "--addr", 0).Level)
	require.Equal(t, Warning, Port("tcp", address, "--addr", 42).Level)
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	require.Contains(t, Port("udp", conn.LocalAddr().String(), "--udp-port", 0).Said, "in use by another program")
	require.Contains(t, Port("tcp", "203.0.113.1:80", "--addr", 0).Said, "not an address of this machine")
}

func TestSecretsThatOthersMayReadAreAnError(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	require.Equal(t, Note, Secrets(data).Level)
	key := filepath.Join(data, "tls", "authority.pem")
	require.NoError(t, os.Mkdir(filepath.Dir(key), 0o700))
	require.NoError(t, os.WriteFile(key, nil, 0o600))
	require.Equal(t, OK, Secrets(data).Level)
	require.NoError(t, os.Chmod(key, 0o640))
	f := Secrets(data)
	require.Equal(t, Error, f.Level)
	require.Contains(t, f.Said, key+" (mode 0640)")
}

func TestWhetherPhonesWillBeAbleToFilm(t *testing.T) {
	t.Parallel()
	https, http := &url.URL{Scheme: "https", Host: "terugblik.example.nl"}, &url.URL{Scheme: "http", Host: "terugblik"}
	proxy := []netip.Prefix{netip.MustParsePrefix("10.0.0.2/32")}
	for name, c := range map[string]struct {
		reach Reach
		want  Level
	}{
		"this machine alone":      {Reach{Addr: "127.0.0.1:8080"}, Note},
		"the network in clear":    {Reach{Addr: "0.0.0.0:8080"}, Warning},
		"in clear by its name":    {Reach{Addr: "0.0.0.0:8080", Public: http}, Warning},
		"HTTPS":                   {Reach{Addr: "0.0.0.0:8443", TLS: true}, OK},
		"behind a proxy":          {Reach{Addr: "127.0.0.1:8080", Public: https, Proxies: proxy}, OK},
		"behind an unknown proxy": {Reach{Addr: "127.0.0.1:8080", Public: https}, Warning},
	} {
		require.Equal(t, c.want, Address(c.reach)[0].Level, name)
	}
	all := Address(Reach{Addr: "127.0.0.1:8080", Public: https, Proxies: []netip.Prefix{netip.MustParsePrefix("0.0.0.0/0")}})
	require.Equal(t, Error, all[1].Level)
}

func TestFindingsArePrintedWithTheirAdvice(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	Print(&out, []Finding{{"disk", OK, "enough", ""}, {"clock", Warning, "slow", "set it"}, {"TCP port", Error, "taken", "choose another"}})
	require.Equal(t, `ok       disk      enough
warning  clock     slow
                   -> set it
error    TCP port  taken
                   -> choose another

1 error and 1 warning. The server cannot do its work until the errors are mended.
`, out.String())
}
