package av

import (
	"errors"
	"fmt"
	"syscall"
	"time"

	"github.com/asticode/go-astiav"

	"terugblik/media"
)

// Format is a container that Mux writes.
type Format string

// The containers. MP4 takes H.264, Opus and AAC, WebM takes VP8 and Opus.
const (
	MP4  Format = "mp4"
	WebM Format = "webm"
)

// MuxTrack is one track to write.
type MuxTrack struct {
	media.Track
	// Extra is what a decoder needs before the first packet. H.264: SPS and PPS with start
	// codes (Annex B). VP8: nil. Opus: an OpusHead (RFC 7845 section 5.1), or nil for one
	// made from Channels. AAC: the AudioSpecificConfig of ISO 14496-3, at a rate of ClockRate.
	Extra []byte
}

// Packet is one coded picture or one stretch of coded sound.
type Packet struct {
	Track    int           // index in the list of tracks, or of streams when read
	PTS, DTS time.Duration // since the start of the take; DTS rises strictly per track
	Duration time.Duration // 0 when not known
	Key      bool
	Hidden   bool   // read only: needed for decoding, cut from the film by its edit list
	Data     []byte // H.264 as an Annex B access unit where it is written; as stored where it is read
}

// Mux writes coded packets to an indexed file without touching them.
type Mux struct {
	path    string
	fc      *astiav.FormatContext
	pb      *astiav.IOContext
	pkt     *astiav.Packet
	tracks  []MuxTrack
	bases   []astiav.Rational // of the tracks, as the container chose them
	last    []time.Duration   // DTS of the last packet per track, -1 before the first
	scratch []byte
	failed  error
}

// CreateMux creates the file at path and writes its header. The file is whole only after Close
// has returned nil. Tracks that the container cannot hold give media.ErrUnsupported.
func CreateMux(path string, format Format, tracks []MuxTrack) (*Mux, error) {
	quiet()
	for i, t := range tracks {
		if err := checkTrack(format, t); err != nil {
			return nil, fmt.Errorf("track %d for %s: %w", i, path, err)
		}
	}
	if len(tracks) == 0 {
		return nil, fmt.Errorf("create %s: no tracks: %w", path, media.ErrNoMedia)
	}
	m := &Mux{path: path, tracks: tracks, pkt: astiav.AllocPacket()}
	if err := m.open(format); err != nil {
		m.free()
		return nil, fmt.Errorf("create %s: %w", path, diskError(err))
	}
	return m, nil
}

func (m *Mux) open(format Format) (err error) {
	// "file:" keeps a colon in the path from being read as a protocol.
	url := "file:" + m.path
	if m.fc, err = astiav.AllocOutputFormatContext(nil, string(format), url); err != nil {
		return err
	}
	for _, t := range m.tracks {
		if err := addStream(m.fc, t); err != nil {
			return err
		}
		m.last = append(m.last, -1)
	}
	if m.pb, err = astiav.OpenIOContext(url, astiav.NewIOContextFlags(astiav.IOContextFlagWrite)); err != nil {
		return err
	}
	m.fc.SetPb(m.pb)
	options := map[string]string{"movflags": "faststart"}
	if format == WebM {
		options = map[string]string{"cues_to_front": "1", "cluster_time_limit": "2000"}
	}
	if err := writeHeader(m.fc, options); err != nil {
		return err
	}
	for _, s := range m.fc.Streams() {
		m.bases = append(m.bases, s.TimeBase())
	}
	return nil
}

func writeHeader(fc *astiav.FormatContext, options map[string]string) error {
	d, err := dictionary(options)
	if err != nil {
		return err
	}
	defer d.Free()
	if err := fc.WriteHeader(d); err != nil {
		return fmt.Errorf("write header: %w", err)
	}
	return leftover(d)
}

// Write adds one packet. Packets of different tracks should come roughly in order of time. A
// packet that breaks the rules of Packet is refused and the file stays usable; an error from
// below FFmpeg (a full disk gives media.ErrDiskFull) ends the file.
func (m *Mux) Write(p Packet) error {
	if m.fc == nil {
		return fmt.Errorf("write to %s: already closed", m.path)
	}
	if m.failed != nil {
		return m.failed
	}
	if err := m.check(p); err != nil {
		return fmt.Errorf("write to %s: %w", m.path, err)
	}
	// FFmpeg's parsers read some bytes past the end of a packet.
	m.scratch = append(append(m.scratch[:0], p.Data...), make([]byte, 64)...)
	if err := m.pkt.FromData(m.scratch); err != nil {
		return fmt.Errorf("write to %s: %w", m.path, err)
	}
	m.pkt.SetSize(len(p.Data))
	base := m.bases[p.Track]
	m.pkt.SetStreamIndex(p.Track)
	m.pkt.SetPts(ticks(p.PTS, base))
	m.pkt.SetDts(ticks(p.DTS, base))
	m.pkt.SetDuration(ticks(p.PTS+p.Duration, base) - ticks(p.PTS, base))
	m.pkt.SetFlags(0)
	if p.Key {
		m.pkt.SetFlags(astiav.NewPacketFlags(astiav.PacketFlagKey))
	}
	if err := m.fc.WriteInterleavedFrame(m.pkt); err != nil {
		m.failed = fmt.Errorf("write to %s at %s: %w", m.path, p.DTS, diskError(err))
		return m.failed
	}
	m.last[p.Track] = p.DTS
	return nil
}

func (m *Mux) check(p Packet) error {
	switch {
	case p.Track < 0 || p.Track >= len(m.tracks):
		return fmt.Errorf("no track %d", p.Track)
	case len(p.Data) == 0:
		return fmt.Errorf("empty packet at %s on track %d", p.PTS, p.Track)
	case p.DTS < 0 || p.PTS < p.DTS || p.Duration < 0:
		return fmt.Errorf("impossible times on track %d: pts %s, dts %s, duration %s", p.Track, p.PTS, p.DTS, p.Duration)
	// A WebM counts whole milliseconds.
	case m.last[p.Track] >= 0 && p.DTS-m.last[p.Track] < time.Millisecond:
		return fmt.Errorf("dts on track %d must rise by 1 ms or more: %s after %s", p.Track, p.DTS, m.last[p.Track])
	case m.tracks[p.Track].Codec == media.H264 && !startsNAL(p.Data):
		return fmt.Errorf("packet at %s on track %d is not Annex B", p.PTS, p.Track)
	}
	return nil
}

// Close writes the index and the exact duration. A second call returns nil.
func (m *Mux) Close() error {
	if m.fc == nil {
		return nil
	}
	defer m.free()
	// The trailer also frees what the muxer holds, so it runs after a failure too.
	err := m.fc.WriteTrailer()
	if cerr := m.closeFile(); err == nil {
		err = cerr
	}
	if m.failed != nil {
		return m.failed
	}
	if err != nil {
		return fmt.Errorf("finish %s: %w", m.path, diskError(err))
	}
	return nil
}

func (m *Mux) closeFile() error {
	if m.pb == nil {
		return nil
	}
	pb := m.pb
	m.pb = nil
	return pb.Close()
}

func (m *Mux) free() {
	_ = m.closeFile()
	if m.pkt != nil {
		m.pkt.Free()
		m.pkt = nil
	}
	if m.fc != nil {
		m.fc.Free()
		m.fc = nil
	}
}

// diskError names the one condition that callers treat apart.
func diskError(err error) error {
	if errors.Is(err, astiav.Error(-int(syscall.ENOSPC))) {
		return fmt.Errorf("%w: %w", media.ErrDiskFull, err)
	}
	return err
}
