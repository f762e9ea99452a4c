package backup

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// The names in a backup's folder.
const (
	ManifestName = "manifest.json"
	sumName      = "manifest.sha256" // written last, in the form that sha256sum -c reads
	DatabaseName = "database.dump"   // pg_dump's custom format
	FilesName    = "files"           // the data folder without the database
)

// form is the version of the manifest that this program writes and reads.
const form = 1

// Manifest says what a backup holds. It is written when everything else is on the disk.
type Manifest struct {
	Form       int              `json:"form"`
	Program    string           `json:"program"` // version of the program that made it
	Node       string           `json:"node"`    // name of the server whose data these are
	At         time.Time        `json:"at"`      // the moment of the database
	PostgreSQL int              `json:"postgresql"`
	Schema     int64            `json:"schema"`
	Database   File             `json:"database"`
	Tables     map[string]Table `json:"tables"`
	Files      []File           `json:"files"`
	Audit      []AuditHead      `json:"audit,omitempty"` // how far the audit log of each holder had come, or a little less
	Gone       []string         `json:"gone,omitempty"`  // recordings erased while the copy was made
}

// File is one file of a backup: its path in the backup's folder, with slashes.
type File struct {
	Path   string    `json:"path"`
	Size   int64     `json:"size"`
	SHA256 string    `json:"sha256"`
	Mode   uint32    `json:"mode"`     // permission bits
	Time   time.Time `json:"modified"` // of the original
}

// AuditHead is the last line of a holder's audit log.
type AuditHead struct {
	Holder string `json:"holder"`
	Number int64  `json:"number"`
	Hash   string `json:"hash"` // hex
}

// Table is what a table held at that moment.
type Table struct {
	Rows   int64  `json:"rows"`
	Digest string `json:"digest"`
}

// ErrDamaged says that a backup is not what was written: something in it is missing, cut or changed.
var ErrDamaged = errors.New("this backup is damaged")

// ErrNone says that a folder is no finished backup.
var ErrNone = errors.New("not a finished backup")

// write puts the manifest and its sum into the folder, synced.
func (m Manifest) write(folder string) error {
	m.Form = form
	text, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return fmt.Errorf("write the list of a backup: %w", err)
	}
	text = append(text, '\n')
	sum := sha256.Sum256(text)
	for name, content := range map[string][]byte{ManifestName: text, sumName: []byte(hex.EncodeToString(sum[:]) + "  " + ManifestName + "\n")} {
		if err := writeFile(filepath.Join(folder, name), content); err != nil {
			return fmt.Errorf("write the list of a backup: %w", err)
		}
	}
	return syncFolder(folder)
}

// Read opens the manifest of a backup and holds it against its sum. Errors: ErrNone, ErrDamaged.
func Read(folder string) (Manifest, error) {
	var m Manifest
	text, err := os.ReadFile(filepath.Join(folder, ManifestName))
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		return m, fmt.Errorf("%s: %w (it has no %s)", folder, ErrNone, ManifestName)
	}
	if err != nil {
		return m, fmt.Errorf("read a backup: %w", err)
	}
	line, err := os.ReadFile(filepath.Join(folder, sumName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return m, fmt.Errorf("read a backup: %w", err)
	}
	sum := sha256.Sum256(text)
	said, _, _ := strings.Cut(string(line), " ")
	if said != hex.EncodeToString(sum[:]) {
		return m, fmt.Errorf("%w: %s does not fit %s", ErrDamaged, filepath.Join(folder, ManifestName), sumName)
	}
	return m, m.parse(text, folder)
}

func (m *Manifest) parse(text []byte, folder string) error {
	var head struct {
		Form int `json:"form"`
	}
	if err := json.Unmarshal(text, &head); err != nil {
		return fmt.Errorf("%w: %s: %w", ErrDamaged, filepath.Join(folder, ManifestName), err)
	}
	if head.Form > form {
		return fmt.Errorf("%s was made by a newer Terugblik (form %d, this program reads %d): restore it with that one", folder, head.Form, form)
	}
	strict := json.NewDecoder(bytes.NewReader(text))
	strict.DisallowUnknownFields()
	if err := strict.Decode(m); err != nil {
		return fmt.Errorf("%w: %s: %w", ErrDamaged, filepath.Join(folder, ManifestName), err)
	}
	for _, f := range m.all() {
		// Clean too: "files/../x" stays in the backup, but would be put back beside the data folder.
		if !filepath.IsLocal(filepath.FromSlash(f.Path)) || path.Clean(f.Path) != f.Path || f.Size < 0 {
			return fmt.Errorf("%w: %s names %q", ErrDamaged, filepath.Join(folder, ManifestName), f.Path)
		}
	}
	return nil
}

// all are the files of a backup, the database first.
func (m Manifest) all() []File { return append([]File{m.Database}, m.Files...) }

// Bytes is what the files take, without the database.
func (m Manifest) Bytes() (sum int64) {
	for _, f := range m.Files {
		sum += f.Size
	}
	return sum
}

// Recordings counts the recordings that have film in the backup.
func (m Manifest) Recordings() int {
	seen := map[string]bool{}
	for _, f := range m.Files {
		if id := recordingOf(f.Path); id != "" {
			seen[id] = true
		}
	}
	return len(seen)
}

// recordingOf is the recording that a path in a backup belongs to, or "".
func recordingOf(path string) string {
	parts := strings.Split(path, "/")
	if len(parts) < 4 || parts[0] != FilesName || !byRecording[parts[1]] {
		return ""
	}
	return parts[2]
}

// byRecording are the folders that hold a folder for each recording.
var byRecording = map[string]bool{"media": true, "journal": true}
