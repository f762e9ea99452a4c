// Package adopt judges a film that came as a file, and says what of it becomes a take: where it begins, how long it lasts, which tracks it has.
package adopt

import (
	"time"

	"terugblik/media"
	"terugblik/media/movie"
)

// Longest is how long a film may last: more than a morning at the group, and 20 GB at the 11 Mbit/s of a good camera.
const Longest = media.Millis(4 * time.Hour / time.Millisecond)

// Adopted is what a film becomes. Its file is kept byte for byte, without the blanks: edit list, rotation and times stay
// as the camera wrote them.
type Adopted struct {
	Format    movie.Format  `json:"format"`
	Ext       string        `json:"ext"` // "mp4", "mov", "mkv", "webm", "avi", "ts" or "mts"
	Blanks    []movie.Blank `json:"blanks"`
	CreatedAt time.Time     `json:"created_at"` // by the camera's clock; zero where it is not said
	Take      media.Take    `json:"take"`       // number 1, from zero on; the caller names the file
}
