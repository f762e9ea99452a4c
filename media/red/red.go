// Package red unpacks sound that was sent twice in case a packet is lost (RFC 2198).
package red

import (
	"errors"
	"strconv"
	"strings"
)

// Block is one piece of sound in a packet.
type Block struct {
	Payload     []byte // a part of the packet
	PayloadType uint8
	Before      uint32 // RTP ticks that it is older than the packet
}

// ErrMalformed is what a packet gets that is no RED.
var ErrMalformed = errors.New("malformed redundant audio")

const most = 16 // blocks in a packet; browsers send two or three

// Unpack gives the blocks of a payload, the oldest first and the packet's own last. Empty blocks (nothing was to be said
// again) are left out. They share the memory of payload.
func Unpack(payload []byte) ([]Block, error) {
	var blocks []Block
	var sizes []int
	rest := payload
	for {
		if len(rest) == 0 || len(blocks) == most {
			return nil, ErrMalformed
		}
		own := rest[0]&0x80 == 0
		block := Block{PayloadType: rest[0] & 0x7f}
		if own {
			blocks, rest = append(blocks, block), rest[1:]
			break
		}
		if len(rest) < 4 {
			return nil, ErrMalformed
		}
		block.Before = uint32(rest[1])<<6 | uint32(rest[2])>>2
		sizes = append(sizes, int(rest[2]&3)<<8|int(rest[3]))
		blocks, rest = append(blocks, block), rest[4:]
	}
	out := blocks[:0]
	for i, block := range blocks {
		size := len(rest)
		if i < len(sizes) {
			size = sizes[i]
		}
		if size > len(rest) {
			return nil, ErrMalformed
		}
		block.Payload, rest = rest[:size], rest[size:]
		if size > 0 {
			out = append(out, block)
		}
	}
	return out, nil
}

// Inside tells from the format parameters of RED ("111/111") which payload type is in it; ok is false for those of
// anything else, and where the blocks may be of several codecs.
func Inside(fmtp string) (payloadType uint8, ok bool) {
	parts := strings.Split(strings.TrimSpace(fmtp), "/")
	if len(parts) < 2 {
		return 0, false
	}
	number, err := strconv.ParseUint(parts[0], 10, 7)
	for _, part := range parts[1:] {
		if err != nil || part != parts[0] {
			return 0, false
		}
	}
	return uint8(number), true
}
