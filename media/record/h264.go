package record

import (
	"bytes"

	"github.com/pion/rtp/codecs"
)

// NAL unit types of H.264 (ITU-T H.264 table 7-1).
const (
	nalSlice = 1
	nalIDR   = 5
	nalSPS   = 7
	nalPPS   = 8
)

var startCode = []byte{0, 0, 0, 1}

// h264Shaper makes Annex B access units. It remembers the parameter sets, because some senders give them in packets of
// their own, and puts them before each key frame that came without.
type h264Shaper struct {
	sps, pps []byte
	width    int
	height   int
}

func (h *h264Shaper) shape(payloads [][]byte) (data []byte, key, broken, skip bool) {
	unit, ok := joinH264(payloads)
	if !ok {
		return nil, false, true, false
	}
	picture, idr, inBand, first := false, false, false, true
	for nal := range nals(unit) {
		switch kind := nal[0] & 31; kind {
		case nalSPS:
			h.keepSPS(nal)
			inBand = true
		case nalPPS:
			h.pps = bytes.Clone(nal)
		case nalSlice, 2, 3, 4, nalIDR:
			// first_mb_in_slice is 0, and so its first bit 1, in the first slice of a picture
			if first && (len(nal) < 2 || nal[1]&0x80 == 0) {
				return nil, false, true, false
			}
			picture, first = true, false
			idr = idr || kind == nalIDR
		}
	}
	if !picture {
		return nil, false, false, true
	}
	key = idr && h.sps != nil && h.pps != nil
	if key && !inBand {
		unit = append(h.extra(), unit...)
	}
	return unit, key, idr && !key, false
}

func (h *h264Shaper) keepSPS(nal []byte) {
	if width, height, ok := sizeH264(nal); ok {
		h.sps, h.width, h.height = bytes.Clone(nal), width, height
	}
}

// extra is the parameter sets as Annex B.
func (h *h264Shaper) extra() []byte {
	return bytes.Join([][]byte{nil, h.sps, h.pps}, startCode)
}

func joinH264(payloads [][]byte) ([]byte, bool) {
	var depacketiser codecs.H264Packet
	var unit []byte
	inside := false // between the first and the last fragment of a unit
	for _, payload := range payloads {
		const fuA = 28
		if len(payload) > 1 && payload[0]&31 == fuA {
			start, end := payload[1]&0x80 != 0, payload[1]&0x40 != 0
			if start == inside {
				return nil, false
			}
			inside = !end
		} else if inside {
			return nil, false
		}
		part, err := depacketiser.Unmarshal(payload)
		if err != nil {
			return nil, false
		}
		unit = append(unit, part...)
	}
	return unit, !inside
}

// nals yields the units of an Annex B stream, none of them empty.
func nals(unit []byte) func(yield func([]byte) bool) {
	return func(yield func([]byte) bool) {
		short := startCode[1:]
		at := bytes.Index(unit, short)
		for at >= 0 {
			unit = unit[at+len(short):]
			at = bytes.Index(unit, short)
			nal := unit
			if at >= 0 {
				nal = unit[:at]
			}
			nal = bytes.TrimRight(nal, "\x00")
			if len(nal) > 0 && !yield(nal) {
				return
			}
		}
	}
}
