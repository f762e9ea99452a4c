package certificate

import (
	"bytes"
	"crypto/tls"
	"fmt"
	"os"
	"time"
)

// files is a pair that somebody else renews.
type files struct {
	certFile, keyFile string
	cert, key         []byte // as they were read last
	pair              *tls.Certificate
}

// look reads the files again. When they changed and do not fit, it returns the old pair with the error; nil when
// there never was one.
func (f *files) look(time.Time) (*tls.Certificate, error) {
	cert, err := os.ReadFile(f.certFile)
	if err != nil {
		return f.pair, fmt.Errorf("read the certificate: %w", err)
	}
	key, err := os.ReadFile(f.keyFile)
	if err != nil {
		return f.pair, fmt.Errorf("read the key of the certificate: %w", err)
	}
	if f.pair != nil && bytes.Equal(cert, f.cert) && bytes.Equal(key, f.key) {
		return f.pair, nil
	}
	pair, err := tls.X509KeyPair(cert, key)
	if err != nil {
		return f.pair, fmt.Errorf("the certificate %s and the key %s cannot be used together: %w", f.certFile, f.keyFile, err)
	}
	f.cert, f.key, f.pair = cert, key, &pair
	return f.pair, nil
}
