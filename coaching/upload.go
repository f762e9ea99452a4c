package coaching

import (
	"path"
	"strings"
	"time"
	"unicode"
)

// Upload is a film that comes as a file, from the camera app of a phone, into one recording.
type Upload struct {
	ID          UploadID
	HolderID    HolderID
	RecordingID RecordingID
	CreatedBy   PersonID
	Node        string // the server that holds its bytes
	Name        string // of the file, for its maker alone: what she has to choose again
	Size        int64  // bytes of the whole file
	Received    int64  // bytes that had come at LastAt; exactly, the file itself tells
	CreatedAt   time.Time
	LastAt      time.Time
	CompletedAt *time.Time
	EndedAt     *time.Time
}

// The bounds of uploads.
const (
	LargestUpload    = 2 << 30            // bytes: half an hour in 1080p, some minutes in 4K
	UploadsPerPerson = 3                  // under way at a time
	UploadSilence    = 7 * 24 * time.Hour // after this long without a byte what came is erased
	longestFileName  = 200                // characters
)

// CheckUpload is Invalid with field "size".
func CheckUpload(size int64) error {
	switch {
	case size <= 0:
		return Invalid{{Field: "size", Code: "required"}}
	case size > LargestUpload:
		return Invalid{{Field: "size", Code: "too_large"}}
	}
	return nil
}

// FileName is the last part of what a browser says a file is called, fit to be shown.
func FileName(said string) string {
	said = path.Base(strings.ReplaceAll(strings.ToValidUTF8(said, ""), `\`, "/"))
	if said == "." || said == "/" {
		return ""
	}
	kept := []rune(strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, said))
	return strings.TrimSpace(string(kept[:min(len(kept), longestFileName)]))
}

// FilmRefused are the reasons of a recording whose film came as a file and could not be used. Its owner can choose another.
func FilmRefused() []string {
	return []string{"not_a_film", "damaged", "no_media", "too_long", "too_large", "unsupported", "took_too_long"}
}

// earliest is before any phone that still films: a camera that says less has lost its clock.
var earliest = time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC)

// ZeroAt is when the film began: as the camera says, if that can be true, else when the film began to come.
func (u Upload) ZeroAt(camera time.Time) time.Time {
	if camera.Before(earliest) || camera.After(u.CreatedAt) {
		return u.CreatedAt
	}
	return camera
}

// MayUpload says whether the actor may send a film into the recording: her own, hers alone, and empty. takes is how
// many there are.
func (r Recording) MayUpload(actor Actor, holder Holder, takes int) error {
	if err := r.MayLetIn(actor); err != nil {
		return err
	}
	if err := r.MayPublish(holder); err != nil {
		return err
	}
	if takes > 0 || r.State != Planned && r.State != Failed {
		return Conflict("recording_has_film")
	}
	return nil
}
