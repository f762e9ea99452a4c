package ingest

import (
	"github.com/pion/rtp"

	"terugblik/media/red"
)

// plain is a packet of sound as it would have come without RED (RFC 2198), for whoever plays it at once; any other packet
// is given back as it is, and nil is what cannot be read. A packet of RED is copied.
func (c *coding) plain(raw []byte) []byte {
	if c.twice == nil || len(raw) < 2 || raw[1]&0x7f != uint8(c.twice.PayloadType) {
		return raw
	}
	var p rtp.Packet
	if p.Unmarshal(raw) != nil {
		return nil
	}
	blocks, err := red.Unpack(p.Payload)
	if err != nil || len(blocks) == 0 {
		return nil
	}
	own := blocks[len(blocks)-1]
	if own.Before != 0 || own.PayloadType != uint8(c.main.PayloadType) {
		return nil
	}
	p.PayloadType, p.Payload = own.PayloadType, own.Payload
	p.Padding, p.PaddingSize, p.Header.PaddingSize = false, 0, 0
	out, err := p.Marshal()
	if err != nil {
		return nil
	}
	return out
}
