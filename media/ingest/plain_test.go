package ingest

import (
	"slices"
	"testing"

	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"
	"github.com/stretchr/testify/require"
)

func TestAPacketOfREDIsPlainSoundForWhoeverListensNow(t *testing.T) {
	t.Parallel()
	twice := &webrtc.RTPCodecParameters{PayloadType: 63}
	c := &coding{main: webrtc.RTPCodecParameters{PayloadType: 111}, twice: twice}
	packet := func(payloadType uint8, payload []byte) []byte {
		p := rtp.Packet{Header: rtp.Header{Version: 2, PayloadType: payloadType, SequenceNumber: 7, Timestamp: 960, SSRC: 5, Marker: true}, Payload: payload}
		raw, err := p.Marshal()
		require.NoError(t, err)
		return raw
	}
	whole := []byte{0x80 | 111, 960 >> 6, 960 & 63 << 2, 2, 111, 0xfc, 1, 0xfc, 2}
	require.Equal(t, packet(111, []byte{0xfc, 2}), c.plain(packet(63, whole)))
	plain := packet(111, []byte{0xfc, 3})
	require.Equal(t, plain, c.plain(plain))
	require.Nil(t, c.plain(packet(63, whole[:5])), "cut short")
	require.Nil(t, c.plain(packet(63, slices.Concat([]byte{100}, whole[5:]))), "another codec")
	require.Equal(t, packet(63, whole), (&coding{main: c.main}).plain(packet(63, whole)))
}
