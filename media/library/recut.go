package library

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"terugblik/media"
)

// Under is the same library with the keys of another vault: what is put there is sealed under them.
func (l *Library) Under(v Vault) *Library {
	other := *l
	other.vault = v
	return &other
}

// Purge removes what of a recording was sealed with another key than it has now: nobody can read that any more. What is
// being written meanwhile is sealed with the key of now and stays. It may be repeated; the count is of what this call
// removed. Errors: media.ErrErased.
func (l *Library) Purge(ctx context.Context, id media.RecordingID) (Erased, error) {
	var done Erased
	if err := checkName(string(id)); err != nil {
		return done, err
	}
	key, err := l.key(ctx, id)
	if err != nil {
		return done, err
	}
	for _, folder := range []string{mediaFolder, journalFolder} {
		if err := purge(l.path(folder, id, ""), key, &done); err != nil {
			return done, fmt.Errorf("remove what was cut of recording %s: %w", id, err)
		}
	}
	return done, nil
}

func purge(dir string, key Key, done *Erased) error {
	folders := map[string]bool{}
	err := eachFile(dir, func(at string, info fs.FileInfo) error {
		if foreign, err := isForeign(at, key); err != nil || !foreign {
			return err
		}
		folders[filepath.Dir(at)] = true
		done.Files, done.Bytes = done.Files+1, done.Bytes+info.Size()
		return os.Remove(at)
	})
	for folder := range folders {
		err = errors.Join(err, syncFolder(folder))
		_ = os.Remove(folder) // where it is empty
	}
	return err
}

// isForeign says whether a file was sealed with another key. Of one whose head is not whole that cannot be said.
func isForeign(path string, key Key) (bool, error) {
	file, err := openPlain(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer func() { _ = file.Close() }()
	for _, magic := range []string{fileMagic, logMagic, partialMagic} {
		if _, _, _, err = readHead(magic, atStart(file), key); !errors.Is(err, ErrWrongKey) {
			return false, nil
		}
	}
	return true, nil
}

// trimmedName is the list of what was cut out of recordings: like that of erased ones it outlives the database.
const trimmedName = "trimmed.log"

// Cut is a line of that list: what was asked to be cut out, and when.
type Cut struct {
	Recording media.RecordingID
	Span      media.Span
	At        time.Time // in microseconds, as the database keeps it
}

// NoteCut adds to the list. It is on the disk when NoteCut returns.
func (l *Library) NoteCut(c Cut) error {
	line := fmt.Sprintf("%s %s %d %d .", c.At.UTC().Format(time.RFC3339Nano), c.Recording, c.Span.Start, c.Span.End)
	if err := l.addLine(trimmedName, line); err != nil {
		return fmt.Errorf("note what is cut out of recording %s: %w", c.Recording, diskError(err))
	}
	return nil
}

// addLine is on the disk when it returns.
func (l *Library) addLine(name, line string) error {
	file, err := os.OpenFile(filepath.Join(l.root, name), os.O_WRONLY|os.O_CREATE|os.O_APPEND, fileMode)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(file, line)
	if err == nil {
		err = file.Sync()
	}
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	return syncFolder(l.root)
}

// CutIn reads such a list. A line that a crash or a full disk cut is passed over; a file that is not there lists nothing.
func CutIn(path string) (cuts []Cut, err error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the list of cuts: %w", err)
	}
	defer func() { _ = file.Close() }()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		if c, ok := parseCut(lines.Text()); ok {
			cuts = append(cuts, c)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read the list of cuts: %w", err)
	}
	return cuts, nil
}

// parseCut wants a whole line, up to its point.
func parseCut(line string) (c Cut, ok bool) {
	parts := strings.Split(line, " ")
	if len(parts) != 5 || parts[4] != "." || !isErasedID(parts[1]) {
		return c, false
	}
	at, err := time.Parse(time.RFC3339Nano, parts[0])
	if err != nil {
		return c, false
	}
	start, err1 := strconv.ParseInt(parts[2], 10, 64)
	end, err2 := strconv.ParseInt(parts[3], 10, 64)
	if err1 != nil || err2 != nil || start < 0 || end <= start {
		return c, false
	}
	return Cut{Recording: media.RecordingID(parts[1]), Span: media.Span{Start: media.Millis(start), End: media.Millis(end)}, At: at}, true
}
