package backup

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Check reads every file of a backup and holds it against the list. The error names the first one that is not as it
// was and counts the others. Errors: ErrDamaged.
func Check(ctx context.Context, folder string, m Manifest) error {
	return compare(ctx, m.all(), func(f File) string { return filepath.Join(folder, filepath.FromSlash(f.Path)) })
}

// compare reads the files at their places.
func compare(ctx context.Context, files []File, place func(File) string) error {
	var first error
	bad := 0
	for _, f := range files {
		wrong, err := f.differs(ctx, place(f))
		if err != nil {
			return err
		}
		if wrong == "" {
			continue
		}
		if bad++; first == nil {
			first = fmt.Errorf("%w: %s %s", ErrDamaged, place(f), wrong)
		}
	}
	if bad > 1 {
		return fmt.Errorf("%w, and %d more of %d files", first, bad-1, len(files))
	}
	return first
}

// differs says in words how a file is not what it was, or nothing.
func (f File) differs(ctx context.Context, path string) (wrong string, err error) {
	file, err := openPlain(path)
	if errors.Is(err, os.ErrNotExist) {
		return "is missing", nil
	}
	if err != nil {
		return "cannot be read: " + err.Error(), nil
	}
	defer func() { _ = file.Close() }()
	hash := sha256.New()
	to := &meter{ctx: ctx, to: hash}
	_, err = io.Copy(to, file)
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case err != nil:
		return "cannot be read: " + err.Error(), nil
	case to.size != f.Size:
		return fmt.Sprintf("has %d bytes where %d were written", to.size, f.Size), nil
	case hex.EncodeToString(hash.Sum(nil)) != f.SHA256:
		return "has changed since it was written", nil
	}
	return "", nil
}
