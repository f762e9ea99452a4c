package library

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"terugblik/media"
)

// erasedName is the list of erased recordings under the root: a line for each, with when and which. It outlives the
// database that knew them, so that a database put back from a backup cannot bring a recording back.
const erasedName = "erased.log"

// note adds a recording to the list. It is on the disk when note returns. One that was erased twice stands there twice.
func (l *Library) note(id media.RecordingID, now time.Time) error {
	if err := l.addLine(erasedName, now.UTC().Format(time.RFC3339)+" "+string(id)); err != nil {
		return fmt.Errorf("note that recording %s is erased: %w", id, diskError(err))
	}
	return nil
}

// ErasedIn reads a list of erased recordings. A line that a crash or a full disk cut is passed over; a file that is
// not there lists nothing.
func ErasedIn(path string) (ids []media.RecordingID, err error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the list of erased recordings: %w", err)
	}
	defer func() { _ = file.Close() }()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		when, id, _ := strings.Cut(lines.Text(), " ")
		if _, err := time.Parse(time.RFC3339, when); err == nil && isErasedID(id) {
			ids = append(ids, media.RecordingID(id))
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read the list of erased recordings: %w", err)
	}
	return ids, nil
}

// isErasedID wants the whole of a UUID: half a line must not name another recording.
func isErasedID(id string) bool {
	return len(id) == 36 && isPart(id) && strings.Count(id, "-") == 4
}
