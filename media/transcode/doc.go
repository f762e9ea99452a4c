// Package transcode turns the takes of a recording into one watchable version on one clock: HLS, sprites, a poster and a waveform.
//
// Measure looks at the takes, Make plans on values alone, Run carries the plan out.
package transcode

import (
	"io"

	"terugblik/media"
)

// Opener opens the file of a take for random access and tells its size. The runner never reads
// one after it has opened the next, and closes what can be closed.
type Opener func(file string) (r io.ReaderAt, size int64, err error)

// SegmentSeconds is the length of a segment, and so the distance of the key frames.
const SegmentSeconds = 2

func closeReader(r io.ReaderAt) {
	if c, ok := r.(io.Closer); ok {
		_ = c.Close()
	}
}

// Shape is what must be known of the takes before planning.
type Shape struct {
	Width, Height int             // the size that most of the time has; 0 without any picture
	Rate          float64         // pictures per second as they came; 0 when not known
	Kept          media.FrameRate // of the version before, on whose pictures marks lie; zero for none
	Trimmed       []media.Span    // what was cut out of the recording for good
}

// Span is a stretch on the clock of the recording, End not included.
type Span struct {
	Start, End media.Millis
}
