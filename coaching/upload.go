package coaching

import (
	"path"
	"strings"
	"time"
	"unicode"
)

// UploadPurpose is what a file that comes is for.
type UploadPurpose string

// The purposes of uploads.
const (
	FilmUpload   UploadPurpose = "film"   // a film from a camera app, into an empty recording
	DeviceUpload UploadPurpose = "device" // what the device that filmed kept itself: see DeviceMaster
	AngleUpload  UploadPurpose = "angle"  // a film, into a further camera: see Recording.PurposeOf
)

// Upload is film that comes as a file into one recording.
type Upload struct {
	ID          UploadID
	HolderID    HolderID
	RecordingID RecordingID
	CreatedBy   PersonID
	Purpose     UploadPurpose
	Node        string // the server that holds its bytes
	File        string // the name of its partial file there
	Name        string // of the file, for its maker alone: what she has to choose again
	MIME        string // as the device says
	Size        int64  // bytes of the whole file; 0 while a device has not told it
	AgeMS       int64  // device: how long its recorder ran at CreatedAt, in ms of the device's own clock
	Received    int64  // bytes that had come at LastAt; exactly, the file itself tells
	CreatedAt   time.Time
	LastAt      time.Time
	CompletedAt *time.Time
	KeptAt      *time.Time // device: it became a take
	EndedAt     *time.Time
}

// BeganAt is when the recorder of a device began, as far as a request that may have waited tells.
func (u Upload) BeganAt() time.Time {
	return u.CreatedAt.Add(-time.Duration(u.AgeMS) * time.Millisecond)
}

// The bounds of uploads.
const (
	LargestUpload    = 20 << 30             // bytes
	UploadsPerPerson = 3                    // films under way at a time
	DevicesPerPerson = 20                   // device masters under way at a time: each reload of the page begins one
	UnknownUpload    = 512 << 20            // bytes that are kept free for a size that is not told yet
	UploadSilence    = 7 * 24 * time.Hour   // after this long without a byte what came is erased; of a device it counts as all there is
	longestFileName  = 200                  // characters
	longestAge       = 366 * 24 * time.Hour // of a recorder: a device may have been without network, or in a drawer
)

// Expected is how many bytes it comes to as far as is known.
func (u Upload) Expected() int64 {
	if u.Size > 0 {
		return u.Size
	}
	return u.Received + UnknownUpload
}

// CheckUpload is Invalid with fields "purpose", "size", "age_ms" and "mime". Only a device may leave its size open.
func CheckUpload(u Upload) error {
	var c checked
	switch u.Purpose {
	case FilmUpload, DeviceUpload, AngleUpload:
	default:
		c.fail("purpose", "unknown")
	}
	switch {
	case u.Size < 0, u.Size == 0 && u.Purpose != DeviceUpload:
		c.fail("size", "required")
	case u.Size > LargestUpload:
		c.fail("size", "too_large")
	}
	if u.AgeMS < 0 || u.AgeMS > longestAge.Milliseconds() {
		c.fail("age_ms", "out_of_range")
	}
	c.text("mime", u.MIME, false, longestFileName)
	return c.err()
}

// PurposeOf is what a file that is sent for a purpose is for the recording: for a further camera it is its film. Invalid
// with field "purpose" for an angle where there is none: nobody would ever look at it.
func (r Recording) PurposeOf(said UploadPurpose) (UploadPurpose, error) {
	if said != AngleUpload {
		return said, nil
	}
	if r.AngleOf == "" {
		return said, Invalid{{Field: "purpose", Code: "unknown"}}
	}
	return FilmUpload, nil
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
