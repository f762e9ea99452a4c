package main

import (
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/certificate"
)

// doorstep is one port that answers "secure" to TLS and "plain" to the rest.
func doorstep(t *testing.T) (address string, k *certificate.Keeper, both *split) {
	t.Helper()
	k, err := certificate.Open(certificate.Inputs{
		Own: true, Folder: t.TempDir(), Log: quiet(), Now: time.Now,
		Addresses: func() []netip.Addr { return []netip.Addr{netip.MustParseAddr("127.0.0.1")} },
	})
	require.NoError(t, err)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	both = splitTLS(listener)
	answer := func(word string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, word+" "+r.Proto) })
	}
	secure, plain := &http.Server{Handler: answer("secure"), TLSConfig: k.TLSConfig()}, plainServer(answer("plain"), quiet())
	done := make(chan struct{}, 2)
	go func() { _ = secure.ServeTLS(both.secure, "", ""); done <- struct{}{} }()
	go func() { _ = plain.Serve(both.plain); done <- struct{}{} }()
	t.Cleanup(func() {
		_ = both.Close()
		_ = both.Close()
		_, _ = secure.Close(), plain.Close()
		<-done
		<-done
	})
	return listener.Addr().String(), k, both
}

func TestOnePortAnswersWithAndWithoutTLS(t *testing.T) {
	t.Parallel()
	address, k, _ := doorstep(t)
	client := &http.Client{Transport: &http.Transport{ForceAttemptHTTP2: true, TLSClientConfig: &tls.Config{RootCAs: trusting(t, k.Authority().DER())}}}
	t.Cleanup(client.CloseIdleConnections)
	for url, want := range map[string]string{"https://" + address: "secure HTTP/2.0", "http://" + address: "plain HTTP/1.1"} {
		for range 3 {
			got, err := client.Get(url)
			require.NoError(t, err)
			body, err := io.ReadAll(got.Body)
			require.NoError(t, err)
			require.NoError(t, got.Body.Close())
			require.Equal(t, want, string(body))
		}
	}
}

func TestWhoSaysNothingOrNonsenseHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	address, _, both := doorstep(t)
	var open []net.Conn
	for _, first := range []string{"", "", "\x00", "\xff\xff", "\x16", "\x16\x03\x01\xff\xff", "GET"} {
		conn, err := net.Dial("tcp", address)
		require.NoError(t, err)
		_, err = io.WriteString(conn, first)
		require.NoError(t, err)
		open = append(open, conn)
	}
	got, err := http.Get("http://" + address)
	require.NoError(t, err)
	require.NoError(t, got.Body.Close())
	require.Equal(t, 200, got.StatusCode)

	large, err := net.Dial("tcp", address)
	require.NoError(t, err)
	_, err = io.WriteString(large, "GET / HTTP/1.1\r\nHost: a\r\nX: "+strings.Repeat("x", 64<<10)+"\r\n\r\n")
	require.NoError(t, err)
	answer := make([]byte, 12)
	_, err = io.ReadFull(large, answer)
	require.NoError(t, err)
	require.Equal(t, "HTTP/1.1 431", string(answer))
	open = append(open, large)

	require.NoError(t, both.Close(), "and nobody holds up the end")
	for _, conn := range open {
		_ = conn.Close()
	}
}

func TestTheBestAddressComesFirst(t *testing.T) {
	t.Parallel()
	var all []netip.Addr
	for _, text := range []string{"127.0.0.1", "::1", "2001:db8::7", "203.0.113.9", "172.17.0.1", "192.168.1.20"} {
		all = append(all, netip.MustParseAddr(text))
	}
	got := ordered(slices.Clone(all), netip.MustParseAddr("192.168.1.20"))
	require.Equal(t, []netip.Addr{all[5], all[4], all[3], all[2], all[0], all[1]}, got)
	require.Equal(t, all[4], ordered(slices.Clone(all), netip.Addr{})[0], "without a default interface a private one")
	require.Equal(t, []netip.Addr{all[0]}, boundAddresses("127.0.0.1:8080"))
	require.Empty(t, boundAddresses("nas.local:8080"))
	require.Contains(t, boundAddresses(":8080"), all[0])
	for _, ip := range boundAddresses("0.0.0.0:8080") {
		require.True(t, ip.Is4())
	}
	for _, c := range []struct {
		c    config
		port int
		want string
	}{
		{config{Addr: "127.0.0.1:80"}, 80, "http://127.0.0.1"},
		{config{Addr: "[::1]:443", TLS: tlsConfig{Self: true}}, 443, "https://[::1]"},
		{config{Addr: "[::1]:8443", TLS: tlsConfig{Self: true}}, 8443, "https://[::1]:8443"},
		{config{Addr: ":443", TLS: tlsConfig{Domains: []string{"a.nl", "b.nl"}}}, 443, "https://a.nl https://b.nl"},
		{config{Addr: "nas.local:8443", TLS: tlsConfig{CertFile: "a"}}, 8443, "https://nas.local:8443"},
	} {
		require.Equal(t, c.want, strings.Join(reach(c.c, &net.TCPAddr{Port: c.port}, nil), " "))
	}
}

func TestACodeIsDrawnWhole(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	printCodes(&out, []code{{"1", "http://192.168.1.20:8443/certificate"}, {"2", "https://192.168.1.20:8443"}}, false)
	for line := range strings.Lines(out.String()) {
		require.LessOrEqual(t, len([]rune(line)), terminalWidth+1)
	}
	require.NotContains(t, out.String(), "\x1b")
	require.Contains(t, out.String(), "▀")
	out.Reset()
	printCodes(&out, []code{{"1", "http://" + strings.Repeat("x", 60)}, {"2", "http://" + strings.Repeat("y", 60)}}, true)
	require.Contains(t, out.String(), "\x1b[97;40m", "black on white whatever the terminal's colours are")
	out.Reset()
	printCodes(&out, []code{{"1", strings.Repeat("x", 5000)}}, false)
	require.Empty(t, out.String())
}
