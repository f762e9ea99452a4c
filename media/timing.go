package media

import (
	"slices"
	"sort"
	"time"
)

// Span is a stretch on the clock of a recording, End not included.
type Span struct {
	Start Millis `json:"start_ms"`
	End   Millis `json:"end_ms"`
}

// Point says that a time in a file is a time on the clock of the recording, both in microseconds.
type Point [2]int64

// Timing says which time of a take's file is which on the clock of the recording, where more is known than where the file
// begins: the file of a device that was also seen live follows what was seen, picture by picture.
type Timing struct {
	Pictures []Point `json:"pictures"`        // rising; between two of them the clock runs evenly, beyond them as the file's
	Sound    []Point `json:"sound"`           // likewise
	Skip     []int64 `json:"skip,omitempty"`  // pictures that were not seen live where others were, by their time in the file in µs
	Holes    []Span  `json:"holes,omitempty"` // where the file lacks a track that it has elsewhere
	Fills    []Span  `json:"fills,omitempty"` // where its place is only roughly known, so that it fills what is missing elsewhere
}

// Shown is when a picture of the file is shown; false for one to leave out.
func (t *Timing) Shown(file time.Duration) (time.Duration, bool) {
	if _, skip := slices.BinarySearch(t.Skip, file.Microseconds()); skip {
		return 0, false
	}
	return along(t.Pictures, file), true
}

// Heard is when sound of the file is heard.
func (t *Timing) Heard(file time.Duration) time.Duration { return along(t.Sound, file) }

func along(points []Point, file time.Duration) time.Duration {
	if len(points) == 0 {
		return file
	}
	at := file.Microseconds()
	i := sort.Search(len(points), func(i int) bool { return points[i][0] > at })
	if i == 0 || i == len(points) {
		p := points[max(0, i-1)]
		return file + time.Duration(p[1]-p[0])*time.Microsecond
	}
	a, b := points[i-1], points[i]
	part := float64(at-a[0]) / float64(b[0]-a[0])
	return time.Duration(float64(a[1])+part*float64(b[1]-a[1])) * time.Microsecond
}
