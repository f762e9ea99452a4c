package av

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/asticode/go-astiav"
)

// Playlist writes the packets of one encoder as HLS: <name>.m3u8, <name>_init.mp4 and
// <name>_000.m4s and on, all in one folder and named relative to it.
type Playlist struct {
	name   string
	fc     *astiav.FormatContext
	base   astiav.Rational
	failed error
}

// CreatePlaylist starts the playlist of x, which must have been opened with Headers. A segment
// ends at the first key frame (any packet of sound) that is seconds or more after its start.
func CreatePlaylist(folder, name string, x *Encoder, seconds int) (*Playlist, error) {
	p := &Playlist{name: name}
	if err := p.open(folder, x, seconds); err != nil {
		p.free()
		return nil, fmt.Errorf("create playlist %s: %w", name, diskError(err))
	}
	return p, nil
}

func (p *Playlist) open(folder string, x *Encoder, seconds int) (err error) {
	p.fc, err = astiav.AllocOutputFormatContext(nil, "hls", filepath.Join(folder, p.name+".m3u8"))
	if err != nil {
		return err
	}
	s := p.fc.NewStream(nil)
	if s == nil {
		return fmt.Errorf("add stream: out of memory")
	}
	if err := x.cc.ToCodecParameters(s.CodecParameters()); err != nil {
		return err
	}
	s.SetTimeBase(x.base)
	s.SetAvgFrameRate(x.cc.Framerate())
	p.base = x.base
	return writeHeader(p.fc, map[string]string{
		"hls_segment_type":       "fmp4",
		"hls_time":               strconv.Itoa(seconds),
		"hls_list_size":          "0",
		"hls_playlist_type":      "vod",
		"hls_flags":              "independent_segments",
		"hls_fmp4_init_filename": p.name + "_init.mp4",
		// The pattern is expanded with the folder in it.
		"hls_segment_filename": filepath.Join(strings.ReplaceAll(folder, "%", "%%"), p.name+"_%03d.m4s"),
	})
}

// Write adds one packet; it takes over its content.
func (p *Playlist) Write(c Coded) error {
	if p.failed != nil {
		return p.failed
	}
	if c.pkt.Duration() == 0 && c.base.Num() > 0 {
		c.pkt.SetDuration(1) // libx264 does not say; one frame of a constant rate
	}
	c.pkt.SetStreamIndex(0)
	c.pkt.RescaleTs(p.base, p.fc.Streams()[0].TimeBase())
	if err := p.fc.WriteInterleavedFrame(c.pkt); err != nil {
		p.failed = fmt.Errorf("write playlist %s: %w", p.name, diskError(err))
	}
	return p.failed
}

// Close ends the last segment and writes the playlist itself. It may be called again.
func (p *Playlist) Close() error {
	if p == nil || p.fc == nil {
		return nil
	}
	defer p.free()
	err := p.fc.WriteTrailer()
	if p.failed != nil {
		return p.failed
	}
	if err != nil {
		return fmt.Errorf("finish playlist %s: %w", p.name, diskError(err))
	}
	return nil
}

func (p *Playlist) free() {
	if p.fc != nil {
		p.fc.Free()
		p.fc = nil
	}
}
