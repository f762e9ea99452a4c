package library

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"

	"terugblik/media"
)

// Key is a secret of 256 bits: the master key of an installation or the data key of one recording.
// It prints, logs and encodes as "[key]". Keep it out of unexported fields: fmt calls no methods there.
type Key [32]byte

const redacted = "[key]"

// Format writes a placeholder for every verb.
func (Key) Format(s fmt.State, _ rune) { _, _ = s.Write([]byte(redacted)) }

// LogValue is a placeholder.
func (Key) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalText gives a placeholder; whoever must hand a key on takes its bytes on purpose.
func (Key) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// ErrWrongKey says that sealed bytes do not belong to the key, or that their beginning is damaged.
var ErrWrongKey = errors.New("sealed with another key, or damaged")

func newKey() Key {
	var k Key
	_, _ = rand.Read(k[:]) // never fails: crypto/rand ends the process instead
	return k
}

func (k Key) aead() (cipher.AEAD, error) {
	block, err := aes.NewCipher(k[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

const wrapVersion = 1

// wrap seals a data key with the master key, bound to its recording: version, nonce, sealed key.
func wrap(master cipher.AEAD, id media.RecordingID, data Key) []byte {
	out := make([]byte, 1+master.NonceSize(), 1+master.NonceSize()+len(data)+master.Overhead())
	out[0] = wrapVersion
	_, _ = rand.Read(out[1:])
	return master.Seal(out, out[1:], data[:], wrapContext(id))
}

func unwrap(master cipher.AEAD, id media.RecordingID, wrapped []byte) (Key, error) {
	var data Key
	n := 1 + master.NonceSize()
	if len(wrapped) != n+len(data)+master.Overhead() || wrapped[0] != wrapVersion {
		return data, fmt.Errorf("unwrap the key of recording %s: %d bytes of an unknown form", id, len(wrapped))
	}
	plain, err := master.Open(nil, wrapped[1:n], wrapped[n:], wrapContext(id))
	if err != nil {
		return data, fmt.Errorf("unwrap the key of recording %s with this master key: %w", id, ErrWrongKey)
	}
	copy(data[:], plain)
	return data, nil
}

func wrapContext(id media.RecordingID) []byte { return []byte("terugblik data key " + string(id)) }
