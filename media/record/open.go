package record

import (
	"context"
	"fmt"
	"time"

	"terugblik/media"
	"terugblik/media/library"
)

// LogName is the name of the journal of a take, counted from 1, in the library.
func LogName(take int) string { return fmt.Sprintf("%03d", take) }

// Create begins the journal of a take that has none yet; start is the zero of its arrivals. Errors: media.ErrDiskFull,
// media.ErrReadOnly, media.ErrErased.
func Create(ctx context.Context, l *library.Library, recording media.RecordingID, take int, start time.Time) (*Writer, error) {
	if err := l.Room(media.TakeRoom); err != nil {
		return nil, fmt.Errorf("begin take %d: %w", take, err)
	}
	log, err := l.Append(ctx, recording, LogName(take))
	if err != nil {
		return nil, fmt.Errorf("begin take %d: %w", take, err)
	}
	return NewWriter(log, func() error { return l.Room(0) }, take, start), nil
}
