package film

import (
	"encoding/binary"
	"io"
	"math"
	"time"

	"terugblik/media"
)

// Recorder writes VP8 and Opus as recorders of browsers do: a WebM that goes on until it stops, without a duration, sizes
// or an index (RFC 8794, RFC 9559).
type Recorder struct {
	w       io.Writer
	cluster time.Duration // where the open cluster begins, or -1
}

const (
	clusterFor = time.Second
	unknown    = "\x01\xff\xff\xff\xff\xff\xff\xff"
)

// NewRecorder writes the head for pictures of that size; without a size for sound alone.
func NewRecorder(w io.Writer, width, height int) (*Recorder, error) {
	opus := []byte("OpusHead\x01\x02\x38\x01\x80\xbb\x00\x00\x00\x00\x00")
	head := element("\x1a\x45\xdf\xa3", element("\x42\x86", number(1)), element("\x42\xf7", number(1)), element("\x42\xf2", number(4)),
		element("\x42\xf3", number(8)), element("\x42\x82", []byte("webm")), element("\x42\x87", number(4)), element("\x42\x85", number(2)))
	head = append(head, "\x18\x53\x80\x67"+unknown...)
	head = append(head, element("\x15\x49\xa9\x66", element("\x2a\xd7\xb1", number(1_000_000)))...)
	tracks := [][]byte{element("\xae", element("\xd7", number(1)), element("\x73\xc5", number(1)), element("\x83", number(2)), element("\x86", []byte("A_OPUS")),
		element("\x63\xa2", opus), element("\xe1", element("\xb5", binary.BigEndian.AppendUint32(nil, math.Float32bits(SoundRate))), element("\x9f", number(2))))}
	if width > 0 {
		tracks = append(tracks, element("\xae", element("\xd7", number(2)), element("\x73\xc5", number(2)), element("\x83", number(1)), element("\x86", []byte("V_VP8")),
			element("\xe0", element("\xb0", number(width)), element("\xba", number(height)))))
	}
	head = append(head, element("\x16\x54\xae\x6b", tracks...)...)
	_, err := w.Write(head)
	return &Recorder{w: w, cluster: -1}, err
}

// Write adds one unit, at a time since the recorder started. Units come in order of time.
func (r *Recorder) Write(u Unit, at time.Duration) error {
	var out []byte
	if r.cluster < 0 || at-r.cluster >= clusterFor {
		r.cluster = at.Truncate(time.Millisecond)
		out = append([]byte("\x1f\x43\xb6\x75"+unknown), element("\xe7", number(int(r.cluster/time.Millisecond)))...)
	}
	block := []byte{0x81}
	if u.Kind == media.Video {
		block[0] = 0x82
	}
	block = binary.BigEndian.AppendUint16(block, uint16((at-r.cluster)/time.Millisecond))
	flags := byte(0)
	if u.Key || u.Kind == media.Audio || u.Data[0]&1 == 0 { // VP8: RFC 6386 section 9.1
		flags = 0x80
	}
	_, err := r.w.Write(append(out, element("\xa3", append(append(block, flags), u.Data...))...))
	return err
}

func element(id string, parts ...[]byte) []byte {
	size := 0
	for _, p := range parts {
		size += len(p)
	}
	out := binary.BigEndian.AppendUint64([]byte(id), uint64(size)|1<<56)
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

func number(n int) []byte { return binary.BigEndian.AppendUint32(nil, uint32(n)) }
