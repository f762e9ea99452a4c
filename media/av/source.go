package av

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/asticode/go-astiav"

	"terugblik/media"
)

// Source is an open media file that is read from front to back.
type Source struct {
	fc      *astiav.FormatContext
	pb      *astiav.IOContext
	in      *input
	file    *os.File // nil when the reader belongs to the caller
	pkt     *astiav.Packet
	streams []Stream
	clock   *streamClock // of a transport stream; nil for other containers
}

// Stream is one track of an open file.
type Stream struct {
	Kind          media.Kind
	Codec         string // FFmpeg's name: "h264", "vp8", "opus", "aac"
	Width, Height int    // video: pixels as the header says; the stream may differ
	Rate          int    // audio: samples per second
	Channels      int    // audio
	Extra         []byte // what a decoder needs before the first packet
	Turn          Turn   // video: how pictures are to be turned before they are shown
	base          astiav.Rational
	last          *time.Duration // where the packet before ended
}

// Open reads the header of the media in r, which is size bytes long; r must stay usable until
// Close. What cannot be read gives media.ErrUnreadable.
func Open(r io.ReaderAt, size int64) (*Source, error) { return open(r, size, "") }

// OpenFilm is Open by one of FFmpeg's readers alone: "mov", "matroska", "avi" or "mpegts".
func OpenFilm(r io.ReaderAt, size int64, reader string) (*Source, error) {
	return open(r, size, reader)
}

func open(r io.ReaderAt, size int64, reader string) (*Source, error) {
	quiet()
	s := &Source{in: &input{r: r, size: size}, pkt: astiav.AllocPacket()}
	if err := s.open(reader); err != nil {
		_ = s.Close()
		return nil, fmt.Errorf("open media of %d bytes: %w: %w", size, media.ErrUnreadable, s.in.cause(err))
	}
	return s, nil
}

// OpenFile opens the media file at path.
func OpenFile(path string) (*Source, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	s, err := Open(f, info.Size())
	if err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	s.file = f
	return s, nil
}

func (s *Source) open(reader string) (err error) {
	var format *astiav.InputFormat
	if reader != "" {
		if format = astiav.FindInputFormat(reader); format == nil {
			return fmt.Errorf("this FFmpeg cannot read %s", reader)
		}
	}
	// The seek callback is 64 bits wide; IOContext.Seek is not, and is never called.
	s.pb, err = astiav.AllocIOContext(64<<10, false, s.in.read, s.in.seek, nil)
	if err != nil {
		return err
	}
	fc := astiav.AllocFormatContext()
	fc.SetPb(s.pb)
	d, err := dictionary(map[string]string{
		"format_whitelist": containers, "protocol_whitelist": "none", "codec_whitelist": decoders(), "max_streams": mostStreams,
	})
	if err != nil {
		fc.Free()
		return err
	}
	defer d.Free()
	// A failed OpenInput frees the context and leaves a nil inside, so s.fc is set afterwards.
	if err := fc.OpenInput("", format, d); err != nil {
		return err
	}
	s.fc = fc
	if err := fc.FindStreamInfo(nil); err != nil {
		return fmt.Errorf("find streams: %w", err)
	}
	for _, st := range fc.Streams() {
		s.streams = append(s.streams, streamOf(st))
	}
	if len(s.streams) == 0 {
		return errors.New("no tracks")
	}
	if fc.InputFormat().Name() == "mpegts" {
		s.clock = &streamClock{}
	}
	return nil
}

func streamOf(st *astiav.Stream) Stream {
	p := st.CodecParameters()
	out := Stream{Codec: p.CodecID().Name(), Extra: p.ExtraData(), base: st.TimeBase(), last: new(time.Duration)}
	switch p.MediaType() {
	case astiav.MediaTypeVideo:
		out.Kind, out.Width, out.Height = media.Video, p.Width(), p.Height()
		out.Turn = turnOf(st.SideData(astiav.PacketSideDataTypeDisplaymatrix))
	case astiav.MediaTypeAudio:
		out.Kind, out.Rate, out.Channels = media.Audio, p.SampleRate(), p.Channels()
	}
	return out
}

// Streams lists the tracks in the order of Packet.Track.
func (s *Source) Streams() []Stream { return s.streams }

// First is the index of the first stream of a kind, or -1.
func (s *Source) First(kind media.Kind) int { return s.Nth(kind, 0) }

// Nth is the index of the nth stream of a kind, counted from 0, or -1.
func (s *Source) Nth(kind media.Kind, n int) int {
	for i, st := range s.streams {
		if st.Kind != kind {
			continue
		}
		if n == 0 {
			return i
		}
		n--
	}
	return -1
}

// Next reads the next packet, without its Data, which Data hands out until the following Next.
// At the end it returns io.EOF; damage gives media.ErrUnreadable.
func (s *Source) Next() (Packet, error) {
	for {
		s.pkt.Unref()
		if err := s.fc.ReadFrame(s.pkt); errors.Is(err, astiav.ErrEof) {
			return Packet{}, s.in.end()
		} else if err != nil {
			return Packet{}, fmt.Errorf("read packet: %w: %w", media.ErrUnreadable, s.in.cause(err))
		}
		// A stream that turns up after the header (Matroska allows none, MP4 none) is skipped.
		if s.pkt.StreamIndex() >= len(s.streams) {
			continue
		}
		if s.clock != nil {
			s.clock.set(s.pkt, s.streams[s.pkt.StreamIndex()].base)
		}
		return s.packet(), nil
	}
}

// Matroska says whether the file is Matroska or WebM.
func (s *Source) Matroska() bool { return strings.Contains(s.fc.InputFormat().Name(), "matroska") }

// Stored says whether a Remux of the file holds the same Units, byte for byte.
func (s *Source) Stored() bool {
	return s.Matroska() || strings.Contains(s.fc.InputFormat().Name(), "mov")
}

// Failed is what the reader said when it failed, which is no damage in the film itself; nil while it did not.
func (s *Source) Failed() error { return s.in.failed }

func (s *Source) packet() Packet {
	base := s.streams[s.pkt.StreamIndex()].base
	p := Packet{
		Track:    s.pkt.StreamIndex(),
		DTS:      span(s.pkt.Dts(), base),
		PTS:      span(s.pkt.Pts(), base),
		Duration: span(s.pkt.Duration(), base),
		Key:      s.pkt.Flags().Has(astiav.PacketFlagKey),
		Hidden:   s.pkt.Flags().Has(astiav.PacketFlagDiscard),
	}
	last := s.streams[s.pkt.StreamIndex()].last
	noPTS, noDTS := s.pkt.Pts() == astiav.NoPtsValue, s.pkt.Dts() == astiav.NoPtsValue
	switch {
	case noPTS && noDTS:
		p.PTS, p.DTS = *last, *last
	case noPTS:
		p.PTS = p.DTS
	case noDTS:
		p.DTS = p.PTS
	}
	*last = p.DTS + p.Duration
	return p
}

// Data is a copy of the bytes of the packet that Next read last.
func (s *Source) Data() []byte { return s.pkt.Data() }

// Duration is the length that the header states, or 0 where it states none.
func (s *Source) Duration() time.Duration {
	if d := s.fc.Duration(); d > 0 {
		return span(d, astiav.NewRational(1, 1000000))
	}
	return 0
}

// Close frees everything and may be called again.
func (s *Source) Close() error {
	if s.fc != nil {
		s.fc.CloseInput()
		s.fc = nil
	}
	if s.pb != nil {
		// Free, never Close: Close is for files that FFmpeg opened itself.
		s.pb.Free()
		s.pb = nil
	}
	if s.pkt != nil {
		s.pkt.Free()
		s.pkt = nil
	}
	s.in.r = nil // the binding never forgets the callbacks; let go of the reader at least
	if s.file != nil {
		err := s.file.Close()
		s.file = nil
		return err
	}
	return nil
}
