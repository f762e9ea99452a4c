package av

import (
	"errors"
	"fmt"
	"slices"

	"github.com/asticode/go-astiav"

	"terugblik/media"
)

// Remux writes packets of an open Source to a new file, coded as they are and at the times that they have.
type Remux struct {
	path   string
	fc     *astiav.FormatContext
	pb     *astiav.IOContext
	pkt    *astiav.Packet
	tracks []int // of the source, by track of the file
	bases  []astiav.Rational
	length []int64 // of the last packet by track, in ticks of the source
	failed error
}

// CreateRemux creates the file at path for those tracks of src and writes its header. What came as Matroska or WebM
// becomes that, all else MOV or MP4: they keep the times of the tracks exactly. The file is whole only after Close has returned
// nil. Tracks that the container cannot hold give media.ErrUnsupported.
func CreateRemux(path string, src *Source, tracks []int) (*Remux, error) {
	if len(tracks) == 0 {
		return nil, fmt.Errorf("create %s: no tracks: %w", path, media.ErrNoMedia)
	}
	r := &Remux{path: path, tracks: tracks, length: make([]int64, len(tracks)), pkt: astiav.AllocPacket()}
	if err := r.open(src); err != nil {
		r.free()
		if err = diskError(err); !errors.Is(err, media.ErrDiskFull) {
			err = fmt.Errorf("%w: %w", media.ErrUnsupported, err)
		}
		return nil, fmt.Errorf("create %s: %w", path, err)
	}
	return r, nil
}

func (r *Remux) open(src *Source) (err error) {
	format, options := "mov", map[string]string{"movflags": "faststart"}
	switch {
	case src.Matroska():
		format, options = "matroska", map[string]string{"cues_to_front": "1", "cluster_time_limit": "2000"}
	case r.onlyMP4(src):
		format = "mp4"
	}
	url := "file:" + r.path // "file:" keeps a colon in the path from being read as a protocol
	if r.fc, err = astiav.AllocOutputFormatContext(nil, format, url); err != nil {
		return err
	}
	from := src.fc.Streams()
	for _, track := range r.tracks {
		if err := r.addStream(from[track]); err != nil {
			return err
		}
	}
	if r.pb, err = astiav.OpenIOContext(url, astiav.NewIOContextFlags(astiav.IOContextFlagWrite)); err != nil {
		return err
	}
	r.fc.SetPb(r.pb)
	if err := writeHeader(r.fc, options); err != nil {
		return err
	}
	for _, s := range r.fc.Streams() {
		r.bases = append(r.bases, s.TimeBase())
	}
	return nil
}

// onlyMP4 says whether a track is coded in a way that MP4 has a name for and MOV has not.
func (r *Remux) onlyMP4(src *Source) bool {
	return slices.ContainsFunc(r.tracks, func(track int) bool {
		return slices.Contains([]string{"opus", "flac", "vp9", "av1"}, src.streams[track].Codec)
	})
}

// addStream takes over how a track is coded and shown, and nothing else that its file says of it.
func (r *Remux) addStream(from *astiav.Stream) error {
	to := r.fc.NewStream(nil)
	if to == nil {
		return errors.New("add a stream: out of memory")
	}
	if err := from.CodecParameters().Copy(to.CodecParameters()); err != nil {
		return err
	}
	to.CodecParameters().SetCodecTag(0) // the container's own
	to.SetTimeBase(from.TimeBase())
	to.SetSampleAspectRatio(from.SampleAspectRatio())
	to.SetAvgFrameRate(from.AvgFrameRate())
	if turn := from.SideData(astiav.PacketSideDataTypeDisplaymatrix); len(turn) > 0 {
		return to.AddSideData(astiav.PacketSideDataTypeDisplaymatrix, turn)
	}
	return nil
}

// Copy writes the packet that src read last, of which p tells the times. Packets of other tracks are passed over.
func (r *Remux) Copy(src *Source, p Packet) error {
	track := slices.Index(r.tracks, p.Track)
	if track < 0 || r.failed != nil {
		return r.failed
	}
	if err := r.pkt.Ref(src.pkt); err != nil {
		return fmt.Errorf("copy to %s: %w", r.path, err)
	}
	base := src.streams[p.Track].base
	if r.pkt.Pts() == astiav.NoPtsValue || r.pkt.Dts() == astiav.NoPtsValue {
		r.pkt.SetPts(ticks(p.PTS, base))
		r.pkt.SetDts(ticks(p.DTS, base))
	}
	if r.pkt.Duration() <= 0 { // MOV ends with its last packet: one without a length lies outside of it
		r.pkt.SetDuration(r.length[track])
	}
	r.length[track] = r.pkt.Duration()
	r.pkt.RescaleTs(base, r.bases[track])
	r.pkt.SetStreamIndex(track)
	r.pkt.SetPos(-1)
	if err := r.fc.WriteInterleavedFrame(r.pkt); err != nil {
		r.failed = fmt.Errorf("copy to %s at %s: %w", r.path, p.DTS, diskError(err))
	}
	return r.failed
}

// Blank is Copy of a packet of as many bytes that are zero.
func (r *Remux) Blank(src *Source, p Packet) error {
	props := astiav.AllocPacket()
	defer props.Free()
	if err := props.FromData(make([]byte, src.pkt.Size())); err != nil {
		return fmt.Errorf("blank a packet of %s: %w", r.path, err)
	}
	props.SetPts(src.pkt.Pts())
	props.SetDts(src.pkt.Dts())
	props.SetDuration(src.pkt.Duration())
	props.SetFlags(src.pkt.Flags())
	src.pkt.Unref()
	src.pkt.MoveRef(props)
	return r.Copy(src, p)
}

// Close writes the index. A second call returns nil.
func (r *Remux) Close() error {
	if r.fc == nil {
		return nil
	}
	defer r.free()
	err := r.fc.WriteTrailer() // it also frees what the muxer holds, so it runs after a failure too
	if cerr := r.closeFile(); err == nil {
		err = cerr
	}
	if r.failed != nil {
		return r.failed
	}
	if err != nil {
		return fmt.Errorf("finish %s: %w", r.path, diskError(err))
	}
	return nil
}

func (r *Remux) closeFile() error {
	if r.pb == nil {
		return nil
	}
	pb := r.pb
	r.pb = nil
	return pb.Close()
}

func (r *Remux) free() {
	_ = r.closeFile()
	if r.pkt != nil {
		r.pkt.Free()
		r.pkt = nil
	}
	if r.fc != nil {
		r.fc.Free()
		r.fc = nil
	}
}
