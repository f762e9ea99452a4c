package ingest_test

import (
	"net"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/media"
)

// announced are the addresses of the candidates in an answer.
func announced(sdp string) (addresses []string) {
	for _, match := range regexp.MustCompile(`a=candidate:\S+ 1 udp \d+ (\S+) \d+ typ host`).FindAllStringSubmatch(sdp, -1) {
		addresses = append(addresses, match[1])
	}
	return addresses
}

func TestPublicAddressesAreAnnouncedBesideTheBoundOne(t *testing.T) {
	t.Parallel()
	ports := map[string][]string{ // those of the family of the port: nothing of the other one arrives there
		"127.0.0.1:0": {"127.0.0.1", "203.0.113.7", "203.0.113.8"},
	}
	if conn, err := net.ListenPacket("udp6", "[::1]:0"); err == nil { // not every machine has IPv6
		require.NoError(t, conn.Close())
		ports["[::1]:0"] = []string{"::1", "2001:db8::7"}
	}
	for addr, want := range ports {
		x := newStudio(t)
		x.UDPAddr, x.PublicIPs = addr, []string{"203.0.113.7", "203.0.113.8", "2001:db8::7"}
		x.start(t)
		answer, err := x.Publish(t.Context(), recording, newPublisher(t, publishOptions{codec: media.H264}).offer(t))
		require.NoError(t, err)
		require.ElementsMatch(t, want, announced(answer.SDP))
		require.NoError(t, x.Delete(answer.Session))
	}
}

func TestWithoutAnAddressEveryInterfaceIsAnnounced(t *testing.T) {
	t.Parallel()
	for _, addr := range []string{":0", "[::]:0", "0.0.0.0:0"} {
		x := newStudio(t)
		x.UDPAddr, x.PublicIPs = addr, []string{"203.0.113.7"}
		x.start(t)
		answer, err := x.Publish(t.Context(), recording, newPublisher(t, publishOptions{codec: media.H264}).offer(t))
		require.NoError(t, err)
		got := announced(answer.SDP)
		require.Contains(t, got, "203.0.113.7", addr)
		interfaces, err := net.InterfaceAddrs()
		require.NoError(t, err)
		for _, each := range interfaces {
			ip := each.(*net.IPNet).IP
			if ip.To4() != nil && !ip.IsLoopback() && !ip.IsLinkLocalUnicast() {
				require.Contains(t, got, ip.String(), addr)
			}
			if ip.To4() == nil && ip.IsGlobalUnicast() && addr != "0.0.0.0:0" {
				require.Contains(t, got, ip.String(), addr)
			}
		}
		require.NoError(t, x.Delete(answer.Session))
	}
}

// translate forwards what comes to an address outside to the port inside, as a router does.
func translate(t *testing.T, outside, inside *net.UDPAddr) {
	t.Helper()
	front, err := net.ListenUDP("udp4", outside)
	require.NoError(t, err)
	back, err := net.DialUDP("udp4", nil, inside)
	require.NoError(t, err)
	sender := make(chan net.Addr, 1)
	done := make(chan struct{}, 2)
	go func() {
		defer func() { done <- struct{}{} }()
		packet := make([]byte, 2048)
		for first := true; ; first = false {
			n, from, err := front.ReadFrom(packet)
			if err != nil {
				return
			}
			if first {
				sender <- from
			}
			_, _ = back.Write(packet[:n])
		}
	}()
	go func() {
		defer func() { done <- struct{}{} }()
		packet := make([]byte, 2048)
		var to net.Addr
		for {
			n, err := back.Read(packet)
			if err != nil {
				return
			}
			if to == nil {
				to = <-sender
			}
			_, _ = front.WriteTo(packet[:n], to)
		}
	}()
	t.Cleanup(func() {
		_, _ = front.Close(), back.Close()
		<-done
		<-done
	})
}

func TestAPublisherBehindARouterReachesThePublicAddressAlone(t *testing.T) {
	t.Parallel()
	x := newStudio(t)
	x.PublicIPs = []string{"127.0.0.3"}
	x.start(t)
	bound := x.Addr().(*net.UDPAddr)
	translate(t, &net.UDPAddr{IP: net.IPv4(127, 0, 0, 3), Port: bound.Port}, bound)
	p := newPublisher(t, publishOptions{codec: media.H264})
	answer, err := x.Publish(t.Context(), recording, p.offer(t))
	require.NoError(t, err)
	inside := " 127.0.0.1 " + strconv.Itoa(bound.Port) + " typ host"
	require.Contains(t, answer.SDP, inside)
	lines := strings.SplitAfter(answer.SDP, "\r\n")
	answer.SDP = strings.Join(slices.DeleteFunc(lines, func(line string) bool { return strings.Contains(line, inside) }), "")
	require.Equal(t, []string{"127.0.0.3"}, announced(answer.SDP))
	p.connect(t, answer)
	p.send(t, unitsOf(t, media.H264), 2*time.Second)
	require.NoError(t, x.Delete(answer.Session))
	x.end(t)
	require.InDelta(t, 60, x.finalise(t, 1, nil).Frames, 1)
}
