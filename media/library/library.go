package library

import (
	"context"
	"crypto/cipher"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"terugblik/media"
)

// ErrNoKey is what a Vault answers for a recording that has no key, never had one or lost it.
var ErrNoKey = errors.New("no key")

// Vault keeps the wrapped data keys. Destroying a key is what erases a recording.
type Vault interface {
	// PutKey stores the key of a recording that has none; a key that is there stays.
	PutKey(ctx context.Context, recording string, wrapped []byte) error
	// Key returns ErrNoKey where there is none.
	Key(ctx context.Context, recording string) (wrapped []byte, err error)
	// DestroyKey is done, without an error, where there is none.
	DestroyKey(ctx context.Context, recording string) error
}

// Config is what a library needs.
type Config struct {
	Root    string // the data folder: media/, journal/ and tmp/ are made in it
	Master  Key    // wraps the data keys
	Vault   Vault
	Reserve int64 // bytes of disk that no new recording may use

	Synced func(took time.Duration) // optional: told each time that a log was synced; quick
}

// Library is the only opener of media files. Safe for several goroutines; several processes may share one root.
type Library struct {
	root    string
	master  cipher.AEAD // not the key itself: an unexported key would print
	vault   Vault
	reserve int64
	synced  func(time.Duration)
	marks   *sync.Map // path of a partial file to mark: how far this process knows it to be whole
}

const (
	mediaFolder    = "media"
	incomingFolder = "media/.incoming" // beside the files, because a rename does not cross a mount
	journalFolder  = "journal"
	tempFolder     = "tmp"
)

// Open makes the folders of a library where they are missing.
func Open(c Config) (*Library, error) {
	if c.Root == "" || c.Vault == nil || c.Master == (Key{}) {
		return nil, errors.New("open library: root, vault and master key are needed")
	}
	if err := os.MkdirAll(c.Root, folderMode); err != nil {
		return nil, fmt.Errorf("open library: %w", err)
	}
	for _, rel := range []string{incomingFolder, journalFolder, tempFolder} {
		if _, err := makeFolder(c.Root, rel); err != nil {
			return nil, fmt.Errorf("open library: %w", err)
		}
	}
	master, err := c.Master.aead()
	if err != nil {
		return nil, fmt.Errorf("open library: %w", err)
	}
	return &Library{root: c.Root, master: master, vault: c.Vault, reserve: c.Reserve, synced: c.Synced, marks: &sync.Map{}}, nil
}

// Create gives a recording its data key. A recording that has one keeps it.
func (l *Library) Create(ctx context.Context, id media.RecordingID) error {
	if err := checkName(string(id)); err != nil {
		return err
	}
	_, err := l.key(ctx, id)
	if !errors.Is(err, media.ErrErased) {
		return err
	}
	if err := l.vault.PutKey(ctx, string(id), wrap(l.master, id, newKey())); err != nil {
		return fmt.Errorf("store the key of recording %s: %w", id, err)
	}
	return nil
}

// key asks the vault each time: a destroyed key must stop the next read, not one after a cache has aged.
func (l *Library) key(ctx context.Context, id media.RecordingID) (Key, error) {
	wrapped, err := l.vault.Key(ctx, string(id))
	if errors.Is(err, ErrNoKey) {
		return Key{}, fmt.Errorf("recording %s: %w", id, media.ErrErased)
	}
	if err != nil {
		return Key{}, fmt.Errorf("fetch the key of recording %s: %w", id, err)
	}
	return unwrap(l.master, id, wrapped)
}

func (l *Library) path(folder string, id media.RecordingID, path string) string {
	return filepath.Join(l.root, folder, string(id), filepath.FromSlash(path))
}
