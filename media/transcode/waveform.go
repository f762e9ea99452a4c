package transcode

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"

	"terugblik/media"
)

// waveform is what waveform.json holds: the loudest sample of each tenth of a second, 0 to 100.
type waveform struct {
	Version   int   `json:"version"`
	PerSecond int   `json:"per_second"`
	Peaks     []int `json:"peaks"`
}

const peaksPerSecond = 10

func newWaveform(length media.Millis) *waveform {
	n := (int64(length)*peaksPerSecond + 999) / 1000
	return &waveform{Version: 1, PerSecond: peaksPerSecond, Peaks: make([]int, n)}
}

// add takes samples, the first of which has number at; what lies past the end is left out.
func (w *waveform) add(at int64, channels ...[]float32) {
	const each = soundRate / peaksPerSecond
	for _, c := range channels {
		for i, v := range c {
			n := int((at + int64(i)) / each)
			if n >= len(w.Peaks) {
				break
			}
			w.Peaks[n] = max(w.Peaks[n], min(100, int(math.Abs(float64(v))*100+0.5)))
		}
	}
}

func (w *waveform) write(folder string) error {
	b, err := json.Marshal(w)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "waveform.json"), b, 0o600)
}
