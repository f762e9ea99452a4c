package certificate

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"net/netip"
	"os"
	"path/filepath"
	"time"
)

// AuthorityFile is the name of the own authority in its folder: its certificate and its key, as PEM.
const AuthorityFile = "authority.pem"

// openAuthority reads the authority of a folder, or makes it where there never was one. One that is there and cannot
// be read is an error: every phone trusts it, so another must never take its place by itself.
func openAuthority(folder string, names []string, addresses []netip.Addr, now time.Time) (*Authority, error) {
	path := filepath.Join(folder, AuthorityFile)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return makeAuthority(path, names, addresses, now)
	}
	if err != nil {
		return nil, fmt.Errorf("read the own authority: %w", err)
	}
	authority, err := parseAuthority(text)
	if err == nil && !now.Before(authority.NotAfter()) {
		err = errors.New("it ended on " + authority.NotAfter().Format(time.DateOnly))
	}
	if err != nil {
		return nil, fmt.Errorf("the own authority %s cannot be used (%w): put it back from a backup; if you have none, move it away, and every phone must install a new certificate", path, err)
	}
	return authority, secret(path)
}

// secret demands that others cannot read a file with a key in it.
func secret(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("read the own authority: %w", err)
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return fmt.Errorf("the own authority %s can be read by others (mode %04o, should be 0600)", path, mode)
	}
	return nil
}

func makeAuthority(path string, names []string, addresses []netip.Addr, now time.Time) (*Authority, error) {
	authority, err := newAuthority(names, addresses, now)
	if err != nil {
		return nil, fmt.Errorf("make an own authority: %w", err)
	}
	text, err := encode(authority.certificate.Raw, authority.key)
	if err != nil {
		return nil, fmt.Errorf("make an own authority: %w", err)
	}
	if err := write(path, text); err != nil {
		return nil, fmt.Errorf("keep the own authority: %w", err)
	}
	return authority, nil
}

// parseAuthority demands a certificate of an authority and the key that belongs to it.
func parseAuthority(text []byte) (*Authority, error) {
	der, key, err := decode(text)
	if err != nil {
		return nil, err
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	if !certificate.IsCA || !key.PublicKey.Equal(certificate.PublicKey) {
		return nil, errors.New("its certificate and its key do not belong together")
	}
	return &Authority{certificate: certificate, key: key}, nil
}

func encode(certificate []byte, key *ecdsa.PrivateKey) ([]byte, error) {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	var text bytes.Buffer
	_ = pem.Encode(&text, &pem.Block{Type: "CERTIFICATE", Bytes: certificate}) // a buffer takes all
	_ = pem.Encode(&text, &pem.Block{Type: "PRIVATE KEY", Bytes: der})
	return text.Bytes(), nil
}

func decode(text []byte) (certificate []byte, key *ecdsa.PrivateKey, err error) {
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		switch block.Type {
		case "CERTIFICATE":
			certificate = block.Bytes
		case "PRIVATE KEY":
			parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
			if err != nil {
				return nil, nil, err
			}
			key, _ = parsed.(*ecdsa.PrivateKey)
		}
	}
	if certificate == nil || key == nil {
		return nil, nil, errors.New("it is damaged")
	}
	return certificate, key, nil
}

// write puts a secret in place whole or not at all, on the disk before it is used.
func write(path string, content []byte) error {
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	file, err := os.OpenFile(path+".new", os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return errors.Join(err, os.Remove(path+".new"))
	}
	if err := os.Rename(path+".new", path); err != nil {
		return err
	}
	for _, name := range []string{folder, filepath.Dir(folder)} {
		if err := syncFolder(name); err != nil {
			return err
		}
	}
	return nil
}

func syncFolder(name string) error {
	folder, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
