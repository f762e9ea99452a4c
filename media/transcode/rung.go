package transcode

import (
	"fmt"
	"strconv"

	"terugblik/media"
	"terugblik/media/av"
)

// rung writes one size of the picture.
type rung struct {
	Rung
	enc  *av.Encoder
	list *av.Playlist
	last *av.Frame // what is shown now, in this size
}

func openRung(folder string, r Rung, rate media.FrameRate) (*rung, error) {
	key := strconv.FormatInt(SegmentSeconds*rate.Num/rate.Den, 10)
	enc, err := av.NewEncoder(av.Encoding{
		Codec: "libx264", Width: r.Width, Height: r.Height, Rate: rate, Headers: true,
		Options: map[string]string{
			"preset": "veryfast", "crf": "23", "maxrate": strconv.Itoa(r.MaxBits), "bufsize": strconv.Itoa(2 * r.MaxBits),
			// With B-frames hls.js shows another picture than a native player at the same time.
			"bf": "0", "g": key, "keyint_min": key, "sc_threshold": "0", "forced-idr": "1",
		},
	})
	if err != nil {
		return nil, fmt.Errorf("rendition %s: %w", r.Name, err)
	}
	list, err := av.CreatePlaylist(folder, r.Name, enc, SegmentSeconds)
	if err != nil {
		enc.Close()
		return nil, err
	}
	return &rung{Rung: r, enc: enc, list: list}, nil
}

// show makes what is shown now picture number n.
func (r *rung) show(n int64, rate media.FrameRate) error {
	r.last.SetIndex(n, rate)
	r.last.SetIntra(n%(SegmentSeconds*rate.Num/rate.Den) == 0)
	return r.enc.Encode(r.last, r.list.Write)
}

// replace takes f over as what is shown from now on.
func (r *rung) replace(f *av.Frame) {
	r.last.Free()
	r.last = f.Clone()
}

func (r *rung) finish() error {
	if err := r.enc.Encode(nil, r.list.Write); err != nil {
		return err
	}
	return r.list.Close()
}

func (r *rung) close() {
	r.last.Free()
	r.enc.Close()
	_ = r.list.Close()
}
