package transcode

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"terugblik/media"
	"terugblik/media/av"
)

// written is one playlist as it stands on disk.
type written struct {
	name    string
	files   []string // the init file and the segments
	length  time.Duration
	bytes   int64
	peak    int // bits per second of the densest segment
	packets int
}

func (w written) mean() int { return int(float64(w.bytes*8) / w.length.Seconds()) }

// readPlaylist reads back <name>.m3u8 and everything it names.
func readPlaylist(folder, name string) (written, error) {
	raw, err := os.ReadFile(filepath.Join(folder, name+".m3u8"))
	if err != nil {
		return written{}, err
	}
	w := written{name: name}
	var length float64
	lines := bufio.NewScanner(bytes.NewReader(raw))
	for lines.Scan() {
		line := lines.Text()
		if v, ok := strings.CutPrefix(line, "#EXTINF:"); ok {
			if length, err = strconv.ParseFloat(strings.TrimSuffix(v, ","), 64); err != nil {
				return written{}, fmt.Errorf("%s: %w", name, err)
			}
		} else if v, ok := strings.CutPrefix(line, `#EXT-X-MAP:URI="`); ok {
			w.files = append(w.files, strings.TrimSuffix(v, `"`))
		} else if line != "" && line[0] != '#' {
			if err := w.segment(folder, line, length); err != nil {
				return written{}, err
			}
		}
	}
	return w, w.count(folder)
}

func (w *written) segment(folder, file string, length float64) error {
	info, err := os.Stat(filepath.Join(folder, file))
	if err != nil {
		return err
	}
	w.files = append(w.files, file)
	w.length += time.Duration(length * float64(time.Second))
	w.bytes += info.Size()
	// A last segment of some milliseconds says nothing about the rate.
	if length > 0.5 || w.peak == 0 {
		w.peak = max(w.peak, int(float64(info.Size()*8)/length))
	}
	return nil
}

// count opens init file and segments as the one stream that a player sees.
func (w *written) count(folder string) error {
	j, err := openJoined(folder, w.files)
	if err != nil {
		return err
	}
	defer j.close()
	got, err := av.Probe(j, j.size)
	if err != nil {
		return fmt.Errorf("read back %s: %w", w.name, err)
	}
	if len(got) != 1 {
		return fmt.Errorf("read back %s: %d tracks", w.name, len(got))
	}
	if got[0].Start != 0 {
		return fmt.Errorf("read back %s: starts at %s", w.name, got[0].Start)
	}
	w.packets = got[0].Packets
	return nil
}

// joined is several files one after the other.
type joined struct {
	files  []*os.File
	starts []int64
	size   int64
}

func openJoined(folder string, names []string) (*joined, error) {
	j := &joined{}
	for _, n := range names {
		f, err := os.Open(filepath.Join(folder, n))
		if err != nil {
			j.close()
			return nil, err
		}
		j.files = append(j.files, f)
		info, err := f.Stat()
		if err != nil {
			j.close()
			return nil, err
		}
		j.starts = append(j.starts, j.size)
		j.size += info.Size()
	}
	return j, nil
}

// ReadAt reads within one file at a time, which the demuxer takes.
func (j *joined) ReadAt(b []byte, at int64) (int, error) {
	for i := len(j.files) - 1; i >= 0; i-- {
		if at >= j.starts[i] && at < j.size {
			n, err := j.files[i].ReadAt(b, at-j.starts[i])
			if n > 0 {
				err = nil
			}
			return n, err
		}
	}
	return 0, io.EOF
}

func (j *joined) close() {
	for _, f := range j.files {
		_ = f.Close()
	}
}

// result reads everything back, compares it with the plan and writes the master playlist.
func (r *run) result(folder string) (Result, error) {
	out := Result{Duration: r.plan.End(), FrameRate: r.plan.Rate, Frames: r.plan.Frames(), HasVideo: r.plan.Picture, HasAudio: r.plan.Sound}
	var master bytes.Buffer
	master.WriteString("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n")
	group, codec, sound := "", "", written{}
	if r.plan.Sound {
		var err error
		if sound, err = r.checked(folder, soundName, 0); err != nil {
			return Result{}, err
		}
		master.WriteString("#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"sound\",NAME=\"audio\",DEFAULT=YES,AUTOSELECT=YES,CHANNELS=\"2\",URI=\"audio.m3u8\"\n")
		group, codec = `,AUDIO="sound"`, ",mp4a.40.2"
	}
	for _, x := range r.pictures.rungs {
		w, err := r.checked(folder, x.Name, out.Frames)
		if err != nil {
			return Result{}, err
		}
		mean := w.mean()
		if r.plan.Sound {
			mean += sound.mean()
		}
		fmt.Fprintf(&master, "#EXT-X-STREAM-INF:BANDWIDTH=%d,AVERAGE-BANDWIDTH=%d,CODECS=\"%s%s\",RESOLUTION=%dx%d,FRAME-RATE=%.3f%s\n%s.m3u8\n",
			w.peak+sound.peak, mean, avc1(x.enc.Extra()), codec, x.Width, x.Height,
			float64(r.plan.Rate.Num)/float64(r.plan.Rate.Den), group, x.Name)
		out.Renditions = append(out.Renditions, media.Rendition{Name: x.Name, Width: x.Width, Height: x.Height, Bits: mean})
	}
	return out, os.WriteFile(filepath.Join(folder, "master.m3u8"), master.Bytes(), 0o600)
}

// checked reads a playlist back; frames is how many packets it must have, 0 for any number.
func (r *run) checked(folder, name string, frames int64) (written, error) {
	w, err := readPlaylist(folder, name)
	if err != nil {
		return written{}, err
	}
	if frames > 0 && int64(w.packets) != frames {
		return written{}, fmt.Errorf("%s has %d pictures instead of %d", name, w.packets, frames)
	}
	if off := (w.length - r.plan.End().Duration()).Abs(); off > 40*time.Millisecond {
		return written{}, fmt.Errorf("%s is %s long instead of %s", name, w.length, r.plan.End().Duration())
	}
	return w, nil
}

// avc1 is the CODECS value of RFC 6381 section 3.3: profile, constraints and level as they stand
// in the first bytes of the SPS, which comes first in extra.
func avc1(extra []byte) string {
	if i := bytes.Index(extra, []byte{0, 0, 1}); i >= 0 && len(extra) >= i+7 {
		return fmt.Sprintf("avc1.%x", extra[i+4:i+7])
	}
	return "avc1.64001f"
}
