package av

import (
	"bytes"
	"encoding/binary"
)

// Units is what the packet that Next read last holds, whichever way its container sets apart the units of a picture of H.264
// or HEVC: with their lengths (ISO 14496-15) or with start codes (ITU-T H.264 annex B). Of all else it is Data.
func (s *Source) Units() []byte {
	stream := s.streams[s.pkt.StreamIndex()]
	if stream.Codec != "h264" && stream.Codec != "hevc" {
		return s.Data()
	}
	width := lengthWidth(stream.Codec, stream.Extra)
	if width == 0 {
		return joined(startCoded(s.Data()))
	}
	units, ok := lengthPrefixed(s.Data(), width)
	if !ok {
		return s.Data()
	}
	return joined(units)
}

// lengthWidth is how many bytes state the length of a unit, by the decoder's configuration record; 0 for start codes.
func lengthWidth(codec string, extra []byte) int {
	at := map[string]int{"h264": 4, "hevc": 21}[codec]
	if len(extra) <= at || extra[0] != 1 {
		return 0
	}
	return int(extra[at]&3) + 1
}

func lengthPrefixed(data []byte, width int) (units [][]byte, ok bool) {
	for len(data) > 0 {
		if len(data) < width {
			return nil, false
		}
		size := 0
		for _, b := range data[:width] {
			size = size<<8 | int(b)
		}
		data = data[width:]
		if size > len(data) {
			return nil, false
		}
		units, data = append(units, data[:size]), data[size:]
	}
	return units, true
}

func startCoded(data []byte) (units [][]byte) {
	code := []byte{0, 0, 1}
	for i, piece := range bytes.Split(data, code) {
		if i > 0 {
			units = append(units, piece)
		}
	}
	return units
}

// joined puts lengths of four bytes before the units. The zeros that may stand behind one are no part of it.
func joined(units [][]byte) []byte {
	var out []byte
	for _, unit := range units {
		if unit = bytes.TrimRight(unit, "\x00"); len(unit) > 0 {
			out = append(binary.BigEndian.AppendUint32(out, uint32(len(unit))), unit...)
		}
	}
	return out
}
