package library

import (
	"bytes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"strings"

	"terugblik/media"
)

// Every sealed file and every log opens with a head: what it is, a random salt, the recording and path it belongs to,
// and a tag over all that. Its own key is derived from the data key and the whole head, so that no two files ever
// share a nonce and nothing opens under another name, as another kind or with another recording's key.
const (
	fileMagic = "TBFILE01"
	logMagic  = "TBJRNL01"
	saltSize  = 32
	tagSize   = 16
	headFixed = len(fileMagic) + saltSize + 2 // then the name, then the tag
	maxHead   = headFixed + maxPart + 1 + maxPath + tagSize
)

// The last byte of a nonce says what was sealed; the first eight count.
const (
	middleChunk = iota
	lastChunk
	headTag
)

func nonce(n uint64, kind byte) [12]byte {
	var b [12]byte
	binary.BigEndian.PutUint64(b[:], n)
	b[11] = kind
	return b
}

func newHead(magic string, id media.RecordingID, path string, data Key) ([]byte, cipher.AEAD, error) {
	name := string(id) + "/" + path
	head := make([]byte, headFixed, maxHead)
	copy(head, magic)
	_, _ = rand.Read(head[len(magic) : len(magic)+saltSize])
	binary.BigEndian.PutUint16(head[headFixed-2:], uint16(len(name)))
	head = append(head, name...)
	own, err := derive(data, head)
	if err != nil {
		return nil, nil, err
	}
	n := nonce(0, headTag)
	return own.Seal(head, n[:], nil, nil), own, nil
}

func derive(data Key, head []byte) (cipher.AEAD, error) {
	raw, err := hkdf.Key(sha256.New, data[:], head[len(fileMagic):len(fileMagic)+saltSize], string(head), len(data))
	if err != nil {
		return nil, err
	}
	return Key(raw).aead()
}

// readHead takes a head off r. It returns io.ErrUnexpectedEOF where r ends within it,
// ErrWrongKey where it does not belong to the key, its name as "recording/path", and its length in bytes.
func readHead(magic string, r io.Reader, data Key) (own cipher.AEAD, name string, size int, err error) {
	head := make([]byte, headFixed, maxHead)
	if n, err := io.ReadFull(r, head); err != nil {
		return nil, "", n, short(err)
	}
	length := int(binary.BigEndian.Uint16(head[headFixed-2:]))
	if !bytes.HasPrefix(head, []byte(magic)) || length > maxPart+1+maxPath {
		return nil, "", headFixed, fmt.Errorf("not a %s: %w", magic, ErrWrongKey)
	}
	size = headFixed + length + tagSize
	if n, err := io.ReadFull(r, head[headFixed:size]); err != nil {
		return nil, "", headFixed + n, short(err)
	}
	head = head[:size]
	if own, err = derive(data, head[:size-tagSize]); err != nil {
		return nil, "", size, err
	}
	n := nonce(0, headTag)
	if _, err = own.Open(nil, n[:], head[size-tagSize:], nil); err != nil {
		return nil, "", size, ErrWrongKey
	}
	return own, string(head[headFixed : size-tagSize]), size, nil
}

func short(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

func splitName(name string) (id media.RecordingID, path string) {
	recording, path, _ := strings.Cut(name, "/")
	return media.RecordingID(recording), path
}
