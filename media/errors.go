package media

import "errors"

// What can go wrong with media. Callers test with errors.Is.
var (
	ErrNoMedia     = errors.New("no media")              // nothing decodable ever arrived
	ErrUnreadable  = errors.New("unreadable media")      // FFmpeg cannot make sense of a file
	ErrUnsupported = errors.New("unsupported media")     // a codec or shape that cannot be recorded whole
	ErrNotFilm     = errors.New("not a film")            // a file that is neither MP4 nor MOV
	ErrTooLong     = errors.New("film too long")         // lasts longer than is taken in
	ErrTooLarge    = errors.New("picture too large")     // more pixels than are decoded
	ErrTookTooLong = errors.New("took too long")         // could not be worked through in the time that its length allows
	ErrNotFound    = errors.New("media not found")       // the library holds no such file
	ErrErased      = errors.New("media erased")          // the key of this recording is gone
	ErrDiskFull    = errors.New("not enough disk space") // below the reserve
	ErrReadOnly    = errors.New("disk is read-only")     // the system has stopped writing to it, or was told to
	ErrBusy        = errors.New("recording is in use")   // another session is publishing
)
