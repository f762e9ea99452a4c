package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

func trusting(t *testing.T, der []byte) *x509.CertPool {
	t.Helper()
	root, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	pool := x509.NewCertPool()
	pool.AddCert(root)
	return pool
}

// browser trusts roots alone, reaches every name on this machine, and follows no redirect.
func browser(t *testing.T, roots *x509.CertPool) *http.Client {
	t.Helper()
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, ForceAttemptHTTP2: true}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func get(t *testing.T, client *http.Client, url string) (status int, location, body string) {
	t.Helper()
	answer, err := client.Get(url)
	require.NoError(t, err)
	defer answer.Body.Close()
	content, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	return answer.StatusCode, answer.Header.Get("Location"), string(content)
}

func TestAServerWithAnAuthorityOfItsOwn(t *testing.T) {
	t.Parallel()
	data := filepath.Join(openFolder(t), "var")
	s := startServer(t, "--data", data, "--tls-self")
	require.True(t, strings.HasPrefix(s.url, "https://127.0.0.1:"), s.url)
	plain := strings.Replace(s.url, "https://", "http://", 1)
	client := browser(t, x509.NewCertPool())
	_, err := client.Get(s.url)
	require.Error(t, err, "nobody trusts it yet")
	status, location, _ := get(t, client, plain+"/login?next=/")
	require.Equal(t, http.StatusTemporaryRedirect, status)
	require.Equal(t, s.url+"/login?next=/", location)
	status, _, der := get(t, client, plain+"/certificate/terugblik.crt")
	require.Equal(t, 200, status)

	trusted := browser(t, trusting(t, []byte(der)))
	status, _, _ = get(t, trusted, s.url+"/readyz")
	require.Equal(t, 200, status)
	status, _, numbers := get(t, trusted, s.url+"/metrics")
	require.Equal(t, 200, status)
	require.Contains(t, numbers, "terugblik_certificate_seconds_left 3.4")

	require.NoError(t, s.Process.Signal(os.Interrupt))
	require.NoError(t, s.Wait(), s.stderr.String())
	again := startServer(t, "--data", data, "--tls-self")
	status, _, _ = get(t, trusted, again.url+"/readyz")
	require.Equal(t, 200, status, "the phone's trust survives a restart")
}

// pebble is Let's Encrypt's own small ACME server for tests. It is fetched and built by the Go tool.
const pebbleModule = "github.com/letsencrypt/pebble/v2/cmd/"

type pebble struct {
	directory, rootFile, manage string
}

// installPebble gives the folder of its programs. It may take minutes.
func installPebble(t *testing.T) (folder string) {
	t.Helper()
	folder = t.TempDir()
	install := exec.Command("go", "install", pebbleModule+"pebble@v2.10.1", pebbleModule+"pebble-challtestsrv@v2.10.1")
	install.Env = append(os.Environ(), "GOBIN="+folder, "GOFLAGS=")
	out, err := install.CombinedOutput()
	require.NoError(t, err, string(out))
	return folder
}

// startPebble tells whether it came up; else another program had taken one of its four ports.
func startPebble(t *testing.T, programs string, ports []int, tlsPort, httpPort int) (p pebble, up bool) {
	t.Helper()
	folder := t.TempDir()
	mini := newAuthority(t, folder)
	listen := func(i int) string { return fmt.Sprintf("127.0.0.1:%d", ports[i]) }
	settings := map[string]any{"pebble": map[string]any{
		"listenAddress": listen(0), "managementListenAddress": listen(1),
		"certificate": mini.cert, "privateKey": mini.key, "httpPort": httpPort, "tlsPort": tlsPort,
	}}
	text, err := json.Marshal(settings)
	require.NoError(t, err)
	file := filepath.Join(folder, "pebble.json")
	require.NoError(t, os.WriteFile(file, text, 0o600))
	said := &tail{}
	startTool(t, said, nil, filepath.Join(programs, "pebble-challtestsrv"), "-management", listen(3), "-dnsserver", listen(2), "-defaultIPv4", "127.0.0.1", "-defaultIPv6", "", "-http01", "", "-https01", "", "-tlsalpn01", "", "-doh", "")
	startTool(t, said, []string{"PEBBLE_VA_NOSLEEP=1", "PEBBLE_AUTHZREUSE=0", "PEBBLE_WFE_NONCEREJECT=0"}, filepath.Join(programs, "pebble"), "-config", file, "-dnsserver", listen(2))
	p = pebble{directory: "https://" + listen(0) + "/dir", rootFile: mini.cert, manage: "https://" + listen(1)}
	require.Eventually(t, func() bool {
		answer, err := p.client(t).Get(p.directory)
		if err == nil {
			_ = answer.Body.Close()
		}
		up = err == nil
		return up || strings.Contains(said.String(), "address already in use")
	}, time.Minute, 50*time.Millisecond, said)
	return p, up
}

func (p pebble) client(t *testing.T) *http.Client {
	text, err := os.ReadFile(p.rootFile)
	require.NoError(t, err)
	pool := x509.NewCertPool()
	require.True(t, pool.AppendCertsFromPEM(text))
	return browser(t, pool)
}

// roots are whom a browser trusts that trusts this authority.
func (p pebble) roots(t *testing.T) *x509.CertPool {
	_, _, text := get(t, p.client(t), p.manage+"/roots/0")
	pool := x509.NewCertPool()
	require.True(t, pool.AppendCertsFromPEM([]byte(text)))
	return pool
}

func startTool(t *testing.T, said io.Writer, env []string, name string, args ...string) {
	t.Helper()
	tool := exec.Command(name, args...)
	tool.Env = append(os.Environ(), env...)
	tool.Stdout, tool.Stderr = said, said
	require.NoError(t, tool.Start())
	t.Cleanup(func() { _ = tool.Process.Kill(); _ = tool.Wait() })
}

func freePorts(t *testing.T, n int) (ports []int) {
	t.Helper()
	for range n {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		defer listener.Close()
		ports = append(ports, listener.Addr().(*net.TCPAddr).Port)
	}
	return ports
}

// certified starts an authority and a server that asks it for a certificate.
func certified(t *testing.T, programs, data string, onPort bool) (_ *server, _ pebble, secure, plain int) {
	t.Helper()
	for try := 1; ; try++ {
		ports := freePorts(t, 7)
		secure, plain = ports[0], ports[1]
		asked := secure
		if !onPort {
			asked = ports[2] // nobody is there
		}
		authority, up := startPebble(t, programs, ports[3:], asked, plain)
		if up {
			s := launch(t, []string{"SSL_CERT_FILE=" + authority.rootFile}, "--data", data,
				"--addr", fmt.Sprintf("127.0.0.1:%d", secure), "--http-addr", fmt.Sprintf("127.0.0.1:%d", plain),
				"--tls-domain", "coach.example.org", "--acme-directory", authority.directory)
			if s.url != "" {
				return s, authority, secure, plain
			}
			require.True(t, s.lostAPort(), s.stderr)
		}
		require.Less(t, try, tries, "other programs take the ports")
	}
}

func TestADomainGetsItsCertificateByACME(t *testing.T) {
	t.Parallel()
	programs := installPebble(t)
	for name, onPort := range map[string]bool{"on the port of HTTPS": true, "over plain HTTP": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data := filepath.Join(openFolder(t), "var")
			s, authority, secure, plain := certified(t, programs, data, onPort)
			require.Equal(t, fmt.Sprintf("https://coach.example.org:%d", secure), s.url)
			client := browser(t, authority.roots(t))
			client.Transport.(*http.Transport).TLSClientConfig.ServerName = "coach.example.org"
			require.Eventually(t, func() bool {
				answer, err := client.Get(fmt.Sprintf("https://127.0.0.1:%d/readyz", secure))
				if err != nil {
					return false
				}
				_ = answer.Body.Close()
				return answer.StatusCode == 200 && answer.TLS.PeerCertificates[0].VerifyHostname("coach.example.org") == nil
			}, 60*time.Second, 100*time.Millisecond, s.stderr)
			require.Eventually(t, func() bool { // another handshake may be answered before the first has stored it
				_, err := os.Stat(filepath.Join(data, "tls", "acme", "coach.example.org"))
				return err == nil
			}, 60*time.Second, 100*time.Millisecond)

			status, location, _ := get(t, client, fmt.Sprintf("http://127.0.0.1:%d/a?b=c", plain))
			require.Equal(t, http.StatusTemporaryRedirect, status)
			require.Equal(t, fmt.Sprintf("https://127.0.0.1:%d/a?b=c", secure), location)
			status, _, _ = get(t, client, fmt.Sprintf("http://127.0.0.1:%d/certificate/terugblik.crt", plain))
			require.Equal(t, http.StatusTemporaryRedirect, status, "there is nothing to install")
		})
	}
}
