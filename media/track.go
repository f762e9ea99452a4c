package media

// RecordingID names a recording on the media side; the same UUIDv7 names its record in coaching.
type RecordingID string

// Kind says whether a track is picture or sound.
type Kind string

// The kinds of track.
const (
	Video Kind = "video"
	Audio Kind = "audio"
)

// Codec is how a track is coded: by its RTP name in lower case, or by FFmpeg's name where a film came as a file.
type Codec string

// The codecs that can be recorded whole.
const (
	H264 Codec = "h264"
	VP8  Codec = "vp8"
	Opus Codec = "opus"
	AAC  Codec = "aac" // that we make ourselves
)

// Track describes one track of a take as it came in.
type Track struct {
	Kind      Kind   `json:"kind"`
	Codec     Codec  `json:"codec"`
	ClockRate uint32 `json:"clock_rate"`         // RTP ticks per second: 90000 for video, 48000 for Opus
	Channels  int    `json:"channels,omitempty"` // audio only: 1 or 2
	Width     int    `json:"width,omitempty"`    // video only: pixels of the first key frame
	Height    int    `json:"height,omitempty"`

	// Of a film that came as a file.
	Streams  []int    `json:"streams,omitempty"`  // which of its file's tracks of this kind, counted from 0; none is the first, two are left and right
	Of       int      `json:"of,omitempty"`       // how many there are, where more than one
	Roll     int      `json:"roll,omitempty"`     // video: degrees counter-clockwise to turn it, in place of what the demuxer says
	Unusable []string `json:"unusable,omitempty"` // video: codecs of sound in the same file that cannot be decoded
	Torn     bool     `json:"torn,omitempty"`     // video: the film ends before its file says it does
}

// Take is one unbroken stretch of a recording: what one WHIP session brought, one film that came as a file, or what the
// device that filmed kept itself.
type Take struct {
	Number   int    `json:"number"`           // counted from 1
	File     string `json:"file"`             // its finalised original in the library, for example "takes/001.mp4"
	Source   string `json:"source,omitempty"` // "live", "upload" or "device"
	Start    Millis `json:"start_ms"`
	Lead     Millis `json:"lead_ms,omitempty"` // what lies in the file before its start: sound before the first picture
	Duration Millis `json:"duration_ms"`       // from its start on
	Video    *Track `json:"video"`             // nil when the take has no picture
	Audio    *Track `json:"audio"`             // nil when the take has no sound

	TimingFile string  `json:"timing,omitempty"` // device: where its timing is kept
	Timing     *Timing `json:"-"`                // device: once it is read
}

// End is where the take ends on the clock of the recording.
func (t Take) End() Millis { return t.Start + t.Duration }

// Gap is a stretch of which a track has nothing, at its real place and length.
type Gap struct {
	Start  Millis `json:"start_ms"`
	End    Millis `json:"end_ms"`
	Track  Kind   `json:"track"`
	Reason string `json:"reason"` // "between_takes", "loss", "stall", "no_track", "damaged"
}

// Rendition is one watchable version on the ladder.
type Rendition struct {
	Name   string `json:"name"` // "720p", "360p"
	Width  int    `json:"width"`
	Height int    `json:"height"`
	Bits   int    `json:"bits_per_second"`
}
