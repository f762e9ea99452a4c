package record

import (
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"terugblik/media"
)

// A journal is a series of blocks, a block a series of whole records:
//
//	1 byte kind, uvarint length of what follows, then by kind
//	start   version, wall clock and monotonic clock of the node (int64 ns each), uvarint take
//	track   number, RTP payload type, SSRC (uint32), clock rate (uint32), channels, kind, codec, fmtp (strings)
//	rtp     track number, uvarint arrival, the packet as it came (RTX already undone)
//	report  uvarint arrival, SSRC, NTP (uint64), RTP, packet count, octet count (uint32 each): RFC 3550 section 6.4.1
//	note    uvarint arrival, text
//	end     uvarint arrival, reason
//
// Integers are big-endian, strings carry a uvarint length, arrivals are nanoseconds since the start record.
const journalVersion = 1

// Kind says what a record holds.
type Kind byte

// The kinds of record.
const (
	KindStart  Kind = 1
	KindTrack  Kind = 2
	KindRTP    Kind = 3
	KindReport Kind = 4
	KindNote   Kind = 5
	KindEnd    Kind = 6
)

// Start opens a journal.
type Start struct {
	Wall      time.Time     // wall clock of this node when the session began
	Monotonic time.Duration // clock of this node that never jumps (CLOCK_BOOTTIME), at the same moment
	Take      int
}

// Stream is one track as it was negotiated.
type Stream struct {
	Number      int // 0 to 255, the order in which tracks were announced
	Track       media.Track
	PayloadType uint8
	SSRC        uint32
	Fmtp        string
}

// Report is an RTCP sender report: RTP time and NTP time of one instant at the sender.
type Report struct {
	SSRC    uint32
	NTP     uint64 // seconds since 1900, 32.32 fixed point
	RTP     uint32
	Packets uint32
	Octets  uint32
}

// Record is one entry of a journal. Which fields are set depends on Kind.
type Record struct {
	Kind    Kind
	Arrival time.Duration // since the start of the session; not for start and track
	Track   int           // rtp: the number of its stream
	Packet  []byte        // rtp: valid until the next record
	Start   Start
	Stream  Stream
	Report  Report
	Text    string // note and end
}

var errRecord = errors.New("malformed journal record")

func appendRecord(b []byte, kind Kind, size int) []byte {
	return binary.AppendUvarint(append(b, byte(kind)), uint64(size))
}

func appendRTP(b []byte, track int, arrival time.Duration, packet []byte) []byte {
	at := ticks(arrival)
	b = appendRecord(b, KindRTP, 1+uvarintSize(at)+len(packet))
	b = append(b, byte(track))
	b = binary.AppendUvarint(b, at)
	return append(b, packet...)
}

// appendSmall writes any record but rtp; these are rare, so the body may be built apart.
func appendSmall(b []byte, r Record) []byte {
	var body []byte
	switch r.Kind {
	case KindStart:
		body = append(body, journalVersion)
		body = binary.BigEndian.AppendUint64(body, uint64(r.Start.Wall.UnixNano()))
		body = binary.BigEndian.AppendUint64(body, uint64(r.Start.Monotonic))
		body = binary.AppendUvarint(body, uint64(r.Start.Take))
	case KindTrack:
		s := r.Stream
		body = append(body, byte(s.Number), s.PayloadType)
		body = binary.BigEndian.AppendUint32(body, s.SSRC)
		body = binary.BigEndian.AppendUint32(body, s.Track.ClockRate)
		body = append(body, byte(s.Track.Channels))
		for _, text := range []string{string(s.Track.Kind), string(s.Track.Codec), s.Fmtp} {
			body = binary.AppendUvarint(body, uint64(len(text)))
			body = append(body, text...)
		}
	case KindReport:
		body = binary.AppendUvarint(body, ticks(r.Arrival))
		body = binary.BigEndian.AppendUint32(body, r.Report.SSRC)
		body = binary.BigEndian.AppendUint64(body, r.Report.NTP)
		body = binary.BigEndian.AppendUint32(body, r.Report.RTP)
		body = binary.BigEndian.AppendUint32(body, r.Report.Packets)
		body = binary.BigEndian.AppendUint32(body, r.Report.Octets)
	default:
		body = append(binary.AppendUvarint(body, ticks(r.Arrival)), r.Text...)
	}
	return append(appendRecord(b, r.Kind, len(body)), body...)
}

// ticks keeps arrivals from before the start record (a clock read a moment too early) at zero.
func ticks(d time.Duration) uint64 { return uint64(max(d, 0)) }

func uvarintSize(v uint64) int {
	n := 1
	for ; v >= 0x80; v >>= 7 {
		n++
	}
	return n
}

// parse reads one record from the front of b. Unknown kinds are yielded as they are, for a later reader to skip.
func parse(b []byte) (r Record, rest []byte, err error) {
	if len(b) == 0 {
		return r, nil, errRecord
	}
	size, n := binary.Uvarint(b[1:])
	if n <= 0 || size > uint64(len(b)-1-n) {
		return r, nil, fmt.Errorf("%w: length of a record of kind %d", errRecord, b[0])
	}
	body := b[1+n : 1+n+int(size)]
	r.Kind, rest = Kind(b[0]), b[1+n+int(size):]
	c := cursor{b: body}
	c.record(&r)
	if c.short {
		return r, nil, fmt.Errorf("%w: body of a record of kind %d", errRecord, r.Kind)
	}
	return r, rest, nil
}

type cursor struct {
	b     []byte
	short bool
}

func (c *cursor) record(r *Record) {
	switch r.Kind {
	case KindStart:
		c.start(&r.Start)
	case KindTrack:
		c.stream(&r.Stream)
	case KindRTP:
		r.Track = int(c.byte())
		r.Arrival = c.arrival()
		r.Packet = c.b
	case KindReport:
		r.Arrival = c.arrival()
		r.Report = Report{SSRC: c.uint32(), NTP: c.uint64(), RTP: c.uint32(), Packets: c.uint32(), Octets: c.uint32()}
	case KindNote, KindEnd:
		r.Arrival = c.arrival()
		r.Text = string(c.b)
	}
}

func (c *cursor) start(s *Start) {
	if c.byte() != journalVersion {
		c.short = true
		return
	}
	s.Wall = time.Unix(0, int64(c.uint64())).UTC()
	s.Monotonic = time.Duration(c.uint64())
	s.Take = int(c.uvarint())
}

func (c *cursor) stream(s *Stream) {
	s.Number, s.PayloadType = int(c.byte()), c.byte()
	s.SSRC, s.Track.ClockRate = c.uint32(), c.uint32()
	s.Track.Channels = int(c.byte())
	s.Track.Kind = media.Kind(c.string())
	s.Track.Codec = media.Codec(c.string())
	s.Fmtp = c.string()
}

func (c *cursor) take(n int) []byte {
	if n < 0 || n > len(c.b) {
		c.short, c.b = true, nil
		return make([]byte, 8)
	}
	out := c.b[:n]
	c.b = c.b[n:]
	return out
}

func (c *cursor) byte() byte     { return c.take(1)[0] }
func (c *cursor) uint32() uint32 { return binary.BigEndian.Uint32(c.take(4)) }
func (c *cursor) uint64() uint64 { return binary.BigEndian.Uint64(c.take(8)) }

func (c *cursor) uvarint() uint64 {
	v, n := binary.Uvarint(c.b)
	if n <= 0 {
		c.short = true
		return 0
	}
	c.b = c.b[n:]
	return v
}

// maxArrival bounds an arrival: ten years, so that no arithmetic on it overflows.
const maxArrival = 10 * 365 * 24 * time.Hour

func (c *cursor) arrival() time.Duration {
	v := c.uvarint()
	if v > uint64(maxArrival) {
		c.short = true
		return 0
	}
	return time.Duration(v)
}

func (c *cursor) string() string {
	n := c.uvarint()
	if n > uint64(len(c.b)) {
		c.short = true
		return ""
	}
	return string(c.take(int(n)))
}
