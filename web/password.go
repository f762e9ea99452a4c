package web

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// The cost of one password: OWASP's second choice for Argon2id, fit for a small machine.
const (
	argonMemory = 19 << 10 // KiB
	argonPasses = 2
	argonLanes  = 1
	saltLength  = 16
	keyLength   = 32
)

// passwords hashes and compares, at most two at once: each takes 19 MiB for a moment.
type passwords struct {
	places chan struct{}
	nobody string // the hash that an unknown account is compared with, so that both take as long
}

func newPasswords() (*passwords, error) {
	p := &passwords{places: make(chan struct{}, 2)}
	var err error
	if p.nobody, err = p.hash(context.Background(), rand.Text()); err != nil {
		return nil, fmt.Errorf("hashing for unknown accounts: %w", err)
	}
	return p, nil
}

// HashPassword makes the PHC string that is stored for a password.
func HashPassword(ctx context.Context, password string) (string, error) {
	return (&passwords{places: make(chan struct{}, 1)}).hash(ctx, password)
}

func (p *passwords) hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltLength)
	rand.Read(salt) // never fails
	key, err := p.derive(ctx, password, salt, argonMemory, argonPasses, argonLanes, keyLength)
	if err != nil {
		return "", err
	}
	encode := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s",
		argon2.Version, argonMemory, argonPasses, argonLanes, encode(salt), encode(key)), nil
}

// matches compares a password with a stored hash; with "" it compares with nobody's and is false.
func (p *passwords) matches(ctx context.Context, stored, password string) (bool, error) {
	known := stored != ""
	if !known {
		stored = p.nobody
	}
	phc, err := parsePHC(stored)
	if err != nil {
		return false, err
	}
	key, err := p.derive(ctx, password, phc.salt, phc.memory, phc.passes, phc.lanes, uint32(len(phc.key)))
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(key, phc.key) == 1 && known, nil
}

func (p *passwords) derive(ctx context.Context, password string, salt []byte, memory, passes uint32, lanes uint8, length uint32) ([]byte, error) {
	select {
	case p.places <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-p.places }()
	return argon2.IDKey([]byte(password), salt, passes, memory, lanes, length), nil
}

// phc is an Argon2id hash in parts.
type phc struct {
	memory, passes uint32
	lanes          uint8
	salt, key      []byte
}

var errHash = errors.New("not an Argon2id hash that can be compared")

// parsePHC reads "$argon2id$v=19$m=19456,t=2,p=1$<salt>$<key>". Costs that no hash of ours could
// have are refused, so that a damaged row cannot occupy the machine.
func parsePHC(stored string) (phc, error) {
	var (
		p       phc
		version int
	)
	parts := strings.Split(stored, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" {
		return p, errHash
	}
	parts = parts[1:]
	if _, err := fmt.Sscanf(parts[1], "v=%d", &version); err != nil || version != argon2.Version {
		return p, errHash
	}
	if _, err := fmt.Sscanf(parts[2], "m=%d,t=%d,p=%d", &p.memory, &p.passes, &p.lanes); err != nil {
		return p, errHash
	}
	var err error
	if p.salt, err = base64.RawStdEncoding.DecodeString(parts[3]); err != nil {
		return p, errHash
	}
	if p.key, err = base64.RawStdEncoding.DecodeString(parts[4]); err != nil {
		return p, errHash
	}
	if p.memory > 1<<20 || p.passes < 1 || p.passes > 16 || p.lanes < 1 || len(p.key) < 16 || len(p.key) > 64 {
		return p, errHash
	}
	return p, nil
}
