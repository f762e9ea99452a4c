package record

import (
	"encoding/binary"

	"github.com/pion/rtp/codecs"
)

// vp8Shaper makes VP8 frames (RFC 7741).
type vp8Shaper struct {
	width  int
	height int
}

func (v *vp8Shaper) shape(payloads [][]byte) (data []byte, key, broken, skip bool) {
	for i, payload := range payloads {
		var p codecs.VP8Packet
		part, err := p.Unmarshal(payload)
		if err != nil {
			return nil, false, true, false
		}
		if starts := p.S == 1 && p.PID == 0; starts != (i == 0) {
			return nil, false, true, false
		}
		data = append(data, part...)
	}
	if len(data) == 0 {
		return nil, false, false, true
	}
	if data[0]&1 != 0 {
		return data, false, false, false
	}
	// A key frame: 3 bytes tag, start code, width and height of 14 bits each (RFC 6386 section 9.1).
	if len(data) < 10 || data[3] != 0x9d || data[4] != 0x01 || data[5] != 0x2a {
		return nil, false, true, false
	}
	v.width = int(binary.LittleEndian.Uint16(data[6:]) & 0x3fff)
	v.height = int(binary.LittleEndian.Uint16(data[8:]) & 0x3fff)
	return data, true, false, false
}
