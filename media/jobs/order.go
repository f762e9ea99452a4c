package jobs

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"time"

	"terugblik/media"
)

// MaxLine is the longest line that parent and child take from each other, in bytes: room for the takes and gaps of a
// recording that lost something every second of a day.
const MaxLine = 16 << 20

// FirstFile is the descriptor under which a child finds the first of its files; the others follow.
const FirstFile = 3

// ErrOrder says that what came on standard input is not an order. Its text never repeats what came.
var ErrOrder = errors.New("not an order for a media child")

// ChildOrder is the one line of JSON that a child gets on its standard input.
type ChildOrder struct {
	Kind       string            `json:"kind"` // of Finalise, Adopt, Transcode, Trim, Align or Voice
	Recording  media.RecordingID `json:"recording"`
	Take       int               `json:"take,omitempty"`       // finalise
	Zero       *time.Time        `json:"zero,omitempty"`       // finalise: the zero of the recording where it is known
	Size       int64             `json:"size,omitempty"`       // adopt, voice: bytes of the file
	Device     bool              `json:"device,omitempty"`     // adopt: a device master; the live takes are its other files
	Guess      *time.Duration    `json:"guess,omitempty"`      // adopt, device: where the file's zero lies, roughly; nil where it sets the clock
	Generation int               `json:"generation,omitempty"` // transcode, trim
	Rate       *media.FrameRate  `json:"rate,omitempty"`       // transcode, trim: that of the version before
	Takes      []media.Take      `json:"takes,omitempty"`      // transcode, trim; adopt, device: the live ones
	Gaps       []media.Gap       `json:"gaps,omitempty"`       // transcode, trim
	Trimmed    []media.Span      `json:"trimmed,omitempty"`    // transcode, trim: what was cut out before
	Trim       *media.Span       `json:"trim,omitempty"`       // trim: what is to be cut out
	Beside     *Beside           `json:"beside,omitempty"`     // align
	Files      []string          `json:"files"`                // names of the sealed files that it inherits, from FirstFile on
	Folder     string            `json:"folder"`               // where it writes, absolute
	Key        Secret            `json:"-"`                    // opens the files
}

// line is an order with its key, which goes from process to process and nowhere else.
type line struct {
	ChildOrder
	Key       []byte `json:"key"`
	BesideKey []byte `json:"beside_key,omitempty"`
}

// WriteOrder hands an order to a child. It is the only place that writes a key out.
func WriteOrder(w io.Writer, o ChildOrder) error {
	if err := o.check(); err != nil {
		return err
	}
	l := line{ChildOrder: o, Key: o.Key[:]}
	if o.Beside != nil {
		l.BesideKey = o.Beside.Key[:]
	}
	raw, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("write an order: %w", err)
	}
	if _, err := w.Write(append(raw, '\n')); err != nil {
		return fmt.Errorf("write an order: %w", err)
	}
	return nil
}

// ReadOrder takes the order from the standard input of a child. Errors: ErrOrder, or that of r.
func ReadOrder(r io.Reader) (ChildOrder, error) {
	in := bufio.NewReader(io.LimitReader(r, MaxLine))
	raw, err := in.ReadBytes('\n')
	if errors.Is(err, io.EOF) {
		return ChildOrder{}, fmt.Errorf("%w: no whole line within %d bytes", ErrOrder, MaxLine)
	}
	if err != nil {
		return ChildOrder{}, fmt.Errorf("read an order: %w", err)
	}
	var l line
	if json.Unmarshal(raw, &l) != nil { // its error may quote the line
		return ChildOrder{}, fmt.Errorf("%w: no JSON of that form", ErrOrder)
	}
	if len(l.Key) != len(Secret{}) {
		return ChildOrder{}, fmt.Errorf("%w: a key of %d bytes", ErrOrder, len(l.Key))
	}
	o := l.ChildOrder
	o.Key = Secret(l.Key)
	if o.Beside != nil {
		if len(l.BesideKey) != len(Secret{}) {
			return ChildOrder{}, fmt.Errorf("%w: a key of %d bytes", ErrOrder, len(l.BesideKey))
		}
		o.Beside.Key = Secret(l.BesideKey)
	}
	return o, o.check()
}

func (o ChildOrder) check() error {
	switch {
	case !slices.Contains([]string{Finalise{}.Kind(), Adopt{}.Kind(), Transcode{}.Kind(), Trim{}.Kind(), Align{}.Kind(), Voice{}.Kind()}, o.Kind):
		return fmt.Errorf("%w: unknown kind", ErrOrder)
	case o.Recording == "":
		return fmt.Errorf("%w: no recording", ErrOrder)
	case o.Kind == Finalise{}.Kind() && (o.Take < 1 || len(o.Files) != 1):
		return fmt.Errorf("%w: finalise needs a take and one file", ErrOrder)
	case o.Kind == Adopt{}.Kind() && (o.Size < 1 || len(o.Files) != 1+len(o.Takes)):
		return fmt.Errorf("%w: adopt needs a size, one file, and one for each take", ErrOrder)
	case o.Kind == Trim{}.Kind() && (o.Trim == nil || o.Trim.End <= o.Trim.Start):
		return fmt.Errorf("%w: trim needs a stretch", ErrOrder)
	case (o.Kind == Transcode{}.Kind() || o.Kind == Trim{}.Kind()) && (o.Generation < 1 || len(o.Takes) == 0 || len(o.Files) < len(o.Takes)):
		return fmt.Errorf("%w: transcode and trim need a generation, and takes with a file each", ErrOrder)
	case o.Kind == Align{}.Kind() && !o.compares():
		return fmt.Errorf("%w: align needs takes with a file each, of two recordings", ErrOrder)
	case !filepath.IsAbs(o.Folder):
		return fmt.Errorf("%w: no absolute folder", ErrOrder)
	case o.Kind == Voice{}.Kind() && (o.Size < 1 || len(o.Files) != 1):
		return fmt.Errorf("%w: a voice note needs a size and one file", ErrOrder)
	case o.Key == Secret{} && o.Kind != Voice{}.Kind(): // what a browser sent is not sealed yet
		return fmt.Errorf("%w: no key", ErrOrder)
	}
	return nil
}

func (o ChildOrder) compares() bool {
	b := o.Beside
	return b != nil && b.Key != Secret{} && len(o.Takes) > 0 && len(b.Takes) > 0 && len(o.Files) == len(o.Takes) && len(b.Files) == len(b.Takes)
}
