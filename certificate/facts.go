package certificate

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"strings"
	"time"
)

// Notice is how long before its end a certificate is spoken of.
const Notice = 14 * 24 * time.Hour

// Problem is what is wrong with a certificate; "" is nothing.
type Problem string

// The problems.
const (
	Unreadable Problem = "unreadable" // no certificate in it
	NotYet     Problem = "not_yet"    // it begins in the future, or this clock is slow
	EndsSoon   Problem = "ends_soon"  // within Notice
	Ended      Problem = "ended"
)

// Facts is what can be said of a server's certificate without its key.
type Facts struct {
	NotBefore, NotAfter time.Time
	Names               []string // host names and addresses that it is for
	Fingerprint         string   // as Fingerprint writes it
	Problem             Problem
}

// Inspect reads the first certificate of a PEM file. What cannot be read has the problem Unreadable and nothing else.
func Inspect(text []byte, now time.Time) Facts {
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		if block.Type != "CERTIFICATE" {
			continue
		}
		leaf, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			break
		}
		return factsOf(leaf, now)
	}
	return Facts{Problem: Unreadable}
}

func factsOf(leaf *x509.Certificate, now time.Time) Facts {
	f := Facts{NotBefore: leaf.NotBefore, NotAfter: leaf.NotAfter, Names: leaf.DNSNames, Fingerprint: Fingerprint(leaf.Raw)}
	for _, ip := range leaf.IPAddresses {
		f.Names = append(f.Names, ip.String())
	}
	f.Problem = problemOf(f, now)
	return f
}

func problemOf(f Facts, now time.Time) Problem {
	switch {
	case now.Before(f.NotBefore):
		return NotYet
	case !now.Before(f.NotAfter):
		return Ended
	case f.NotAfter.Sub(now) < Notice:
		return EndsSoon
	}
	return ""
}

// Words says the problem in one English sentence, for a log or a terminal; "" when there is none.
func (f Facts) Words(now time.Time) string {
	const day = 24 * time.Hour
	switch f.Problem {
	case Unreadable:
		return "the certificate cannot be read"
	case NotYet:
		return fmt.Sprintf("the certificate is valid from %s on: look at the clock of this machine", f.NotBefore.UTC().Format(time.DateTime+" MST"))
	case EndsSoon:
		return fmt.Sprintf("the certificate ends on %s, in %d days: put a new one in its place", f.NotAfter.UTC().Format(time.DateOnly), int(f.NotAfter.Sub(now)/day))
	case Ended:
		return fmt.Sprintf("the certificate ended on %s: browsers refuse it until a new one is in its place", f.NotAfter.UTC().Format(time.DateOnly))
	}
	return ""
}

// Fingerprint is the SHA-256 of a certificate as devices show it, eight groups of four bytes.
func Fingerprint(der []byte) string {
	sum := sha256.Sum256(der)
	groups := make([]string, 0, len(sum)/4)
	for i := 0; i < len(sum); i += 4 {
		pairs := make([]string, 4)
		for j := range pairs {
			pairs[j] = strings.ToUpper(hex.EncodeToString(sum[i+j : i+j+1]))
		}
		groups = append(groups, strings.Join(pairs, ":"))
	}
	return strings.Join(groups, " ")
}
