package movie

import (
	"bytes"
	"io"
)

// Format is a family of containers that one demuxer reads.
type Format string

// The formats that cameras, phones and recorders write.
const (
	Boxes     Format = "mov"      // MP4, MOV, 3GP
	Matroska  Format = "matroska" // MKV, WebM
	AVI       Format = "avi"
	Transport Format = "mpegts" // MTS, M2TS, TS
)

// Lasting says of a format that a file which ends early, as when a battery died, is a film up to there.
func (f Format) Lasting() bool { return f != Boxes }

// enough is how many bytes tell the formats apart.
const enough = 6 * longPacket

// sniff tells the format by what a file begins with, whatever it is called; "" where it is none of ours.
func sniff(r io.ReaderAt) Format {
	head := make([]byte, enough)
	n, _ := r.ReadAt(head, 0)
	head = head[:n]
	switch {
	case bytes.HasPrefix(head, []byte("\x1a\x45\xdf\xa3")):
		return Matroska
	case len(head) >= 12 && string(head[:4]) == "RIFF" && string(head[8:12]) == "AVI ":
		return AVI
	case len(head) >= 8 && has(openers, string(head[4:8])):
		return Boxes
	}
	if size, _ := packets(head); size > 0 {
		return Transport
	}
	return ""
}

// The sizes of packets of a transport stream: as broadcast, and as camcorders keep them, with four bytes of time before.
const (
	shortPacket = 188
	longPacket  = 192
	syncByte    = 0x47
	inARow      = 5 // sync bytes that are no accident
)

// packets is the size of the packets that a file begins with and where the first sync byte is; 0 for none.
func packets(head []byte) (size, at int) {
	for _, size := range []int{shortPacket, longPacket} {
		for at := 0; at < size; at++ {
			if inStep(head, at, size) {
				return size, at
			}
		}
	}
	return 0, 0
}

func inStep(head []byte, at, size int) bool {
	if at+(inARow-1)*size >= len(head) {
		return false
	}
	for i := range inARow {
		if head[at+i*size] != syncByte {
			return false
		}
	}
	return true
}
