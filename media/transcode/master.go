package transcode

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"terugblik/media"
)

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

// avc1 is the CODECS value of RFC 6381 section 3.3: profile, constraints and level as they stand
// in the first bytes of the SPS, which comes first in extra.
func avc1(extra []byte) string {
	if i := bytes.Index(extra, []byte{0, 0, 1}); i >= 0 && len(extra) >= i+7 {
		return fmt.Sprintf("avc1.%x", extra[i+4:i+7])
	}
	return "avc1.64001f"
}
