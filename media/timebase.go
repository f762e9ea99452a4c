package media

import (
	"fmt"
	"time"
)

// Millis is a position or a length in a recording: whole milliseconds since zero.
// Zero is the capture time of the first decodable video frame of the first take
// (of the first sample where there is no picture).
type Millis int64

// MillisOf rounds a duration down to whole milliseconds.
func MillisOf(d time.Duration) Millis { return Millis(d / time.Millisecond) }

// Duration is the same length as a time.Duration.
func (m Millis) Duration() time.Duration { return time.Duration(m) * time.Millisecond }

// String is the position as mm:ss.mmm (hours appear in the minutes, as in 75:03.120).
func (m Millis) String() string {
	sign := ""
	if m < 0 {
		sign, m = "-", -m
	}
	return fmt.Sprintf("%s%02d:%02d.%03d", sign, m/60000, m/1000%60, m%1000)
}

// FrameRate is the constant frame rate of a watchable version: Num frames in Den seconds.
type FrameRate struct {
	Num int64 `json:"num"`
	Den int64 `json:"den"`
}

// Frame is the number, counted from 0, of the frame that is shown at m: frame n is shown
// from n*Den/Num seconds up to, but not at, the start of frame n+1. m must not be negative.
func (r FrameRate) Frame(m Millis) int64 { return int64(m) * r.Num / (1000 * r.Den) }

// First is the first whole millisecond inside frame n: what a mark on that frame stores.
func (r FrameRate) First(n int64) Millis {
	return Millis((n*1000*r.Den + r.Num - 1) / r.Num)
}

// Middle is the middle of frame n, where a player seeks to in order to show exactly that frame.
func (r FrameRate) Middle(n int64) time.Duration {
	return time.Duration((2*n + 1) * r.Den * int64(time.Second) / (2 * r.Num))
}
