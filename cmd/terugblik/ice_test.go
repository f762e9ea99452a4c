package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/web"
)

func TestTheListOfICEServersIsOfThisServerAndOfOthers(t *testing.T) {
	t.Parallel()
	s := &site{config: config{ICE: iceConfig{StunURLs: []string{"stun:s.example"}, TurnURLs: []string{"turns:t.example:443"}, TurnSecret: "secret"}}}
	list := s.iceServers("::1", "token", time.Unix(1900000000, 0))
	require.Equal(t, web.ICEServer{URL: "stun:s.example"}, list[0])
	require.Equal(t, "turns:t.example:443", list[1].URL)
	require.Equal(t, "1900000000:token", list[1].Username)
	require.Equal(t, "lkOOoPOH3f5Av1MKNnqCjPCo3Rw=", list[1].Credential, "by HMAC-SHA1, as others reckon it")
	require.Len(t, list, 2)

	s.config.Addr, s.config.UDPPort = "127.0.0.1:0", 9
	s.config.ICE = iceConfig{Turn: true}
	require.NoError(t, s.startRelay())
	t.Cleanup(s.relay.Stop)
	list = s.iceServers("::1", "token", time.Unix(1900000000, 0))
	require.Len(t, list, 2)
	require.Regexp(t, `^turn:\[::1\]:\d+\?transport=udp$`, list[0].URL)
	require.Regexp(t, `^turn:\[::1\]:\d+\?transport=tcp$`, list[1].URL)
	require.NotEqual(t, "lkOOoPOH3f5Av1MKNnqCjPCo3Rw=", list[1].Credential)
}
