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

// checked reads a playlist back; frames is how many packets it must have, 0 for any number.
func (r *run) checked(folder, name string, frames int64) (written, error) {
	w, err := readPlaylist(folder, name)
	if err != nil {
		return written{}, err
	}
	if frames > 0 && int64(w.packets) != frames {
		return written{}, fmt.Errorf("%s has %d pictures instead of %d", name, w.packets, frames)
	}
	if off := (w.length - r.plan.shown()).Abs(); off > 40*time.Millisecond {
		return written{}, fmt.Errorf("%s is %s long instead of %s", name, w.length, r.plan.shown())
	}
	return w, nil
}
