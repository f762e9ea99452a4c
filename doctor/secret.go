package doctor

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Secrets looks whether others may read what only the server should: the folders and files in which keys lie.
func Secrets(data string) Finding {
	f := Finding{Check: "secrets", Level: OK, Said: "the keys can be read by the server's account alone"}
	var open []string
	looked := 0
	for _, below := range []string{"keys", "tls", "erased.log", "node"} {
		err := filepath.WalkDir(filepath.Join(data, below), func(path string, entry fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil {
				return err
			}
			info, err := entry.Info()
			if err != nil {
				return err
			}
			looked++
			if public := strings.HasSuffix(path, ".crt"); !public && info.Mode().Perm()&0o077 != 0 {
				open = append(open, fmt.Sprintf("%s (mode %04o)", path, info.Mode().Perm()))
			}
			return nil
		})
		if err != nil {
			return Unreadable("secrets", err)
		}
	}
	switch {
	case len(open) > 0:
		f.Level, f.Said = Error, "others on this machine may read "+strings.Join(open, ", ")
		f.Advice = "close them: chmod -R go= " + strings.Join([]string{filepath.Join(data, "keys"), filepath.Join(data, "tls")}, " ")
	case looked == 0:
		f.Level, f.Said = Note, "there are no keys yet: the first start makes them"
	}
	return f
}

// Unreadable is the finding where something could not even be looked at.
func Unreadable(check string, err error) Finding {
	f := Finding{Check: check, Level: Error, Said: err.Error()}
	if errors.Is(err, os.ErrPermission) {
		f.Advice = "run doctor as the account of the server, for example: sudo -u terugblik terugblik doctor ..."
	}
	return f
}
