package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/doctor"
	"terugblik/migrations/pgtest"
)

// examine runs doctor in a process of its own and gives what it found by check.
func examine(t *testing.T, args ...string) (map[string]doctor.Finding, error) {
	t.Helper()
	out, failed := terugblikOut(t, append([]string{"doctor", "--json"}, args...)...)
	var all []doctor.Finding
	require.NoError(t, json.Unmarshal([]byte(out), &all), out)
	found := map[string]doctor.Finding{}
	for _, f := range all {
		found[f.Check] = f
	}
	return found, failed
}

func TestDoctorWorksWhereNothingWasEverStartedAndMakesNothing(t *testing.T) {
	t.Parallel()
	data := filepath.Join(openFolder(t), "var")
	found, err := examine(t, "--data", data, "--addr", "127.0.0.1:0", "--udp-port", freeUDP(t))
	require.NoError(t, err)
	require.Equal(t, doctor.Note, found["database"].Level)
	require.Equal(t, doctor.OK, found["FFmpeg"].Level, found["FFmpeg"].Said)
	require.Equal(t, doctor.OK, found["PostgreSQL"].Level)
	require.NoDirExists(t, data)
}

func TestDoctorWorksBesideARunningServerAndSeesWhatIsWrong(t *testing.T) {
	t.Parallel()
	folder := openFolder(t)
	data, shelf := filepath.Join(folder, "var"), filepath.Join(folder, "backups")
	s := startServer(t, "--data", data)
	_, port, err := net.SplitHostPort(s.url[len("http://"):])
	require.NoError(t, err)
	must(t, "backup", shelf, "--data", data)
	args := []string{"--data", data, "--addr", "127.0.0.1:" + port, "--udp-port", s.Args[5], "--backup-dir", shelf}
	found, err := examine(t, args...)
	require.NoError(t, err)
	for _, check := range []string{"database", "master key", "secrets", "TCP port", "UDP port", "backup", "data folder"} {
		require.Equal(t, doctor.OK, found[check].Level, found[check])
	}
	require.Contains(t, found["TCP port"].Said, "as it should be while the server runs")

	require.NoError(t, os.Chmod(filepath.Join(data, "keys", "master.key"), 0o644))
	lists, err := filepath.Glob(filepath.Join(shelf, "2*", "manifest.json"))
	require.NoError(t, err)
	require.NoError(t, os.Truncate(lists[0], 100))
	found, err = examine(t, args...)
	require.Error(t, err, "an error is seen by scripts")
	for _, check := range []string{"master key", "secrets", "backup"} {
		require.Equal(t, doctor.Error, found[check].Level, found[check])
		require.NotEmpty(t, found[check].Advice, check)
	}
}

func TestDoctorSaysThatADatabaseIsNotCurrent(t *testing.T) {
	t.Parallel()
	owner, app := pgtest.NewEmptyDSN(t)
	args := []string{"--data", t.TempDir(), "--addr", "127.0.0.1:0", "--udp-port", freeUDP(t), "--database-url", app}
	found, err := examine(t, args...)
	require.Error(t, err)
	require.Contains(t, found["database"].Advice, "migrate")
	must(t, "migrate", "--data", t.TempDir(), "--database-url", app, "--database-owner-url", owner)
	found, err = examine(t, args...)
	require.NoError(t, err)
	require.Equal(t, doctor.OK, found["database"].Level)
	found, err = examine(t, "--data", t.TempDir(), "--addr", "127.0.0.1:0", "--udp-port", freeUDP(t), "--database-url", "postgres://terugblik_app:geheim@127.0.0.1:1/x")
	require.Error(t, err)
	require.NotContains(t, found["database"].Said, "geheim")
}

func TestDoctorSaysWhenACertificateEnds(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	now := time.Now()
	for name, c := range map[string]struct {
		end  time.Time
		want doctor.Level
	}{
		"long":     {now.AddDate(0, 2, 0), doctor.OK},
		"tomorrow": {now.AddDate(0, 0, 1), doctor.Warning},
		"ended":    {now.AddDate(0, 0, -1), doctor.Error},
		"no file":  {time.Time{}, doctor.Error},
	} {
		path := filepath.Join(folder, name)
		if !c.end.IsZero() {
			writeCertificate(t, path, c.end)
		}
		e := &examination{config: config{TLS: tlsConfig{CertFile: path}}, data: folder, now: now}
		found := e.certificates()
		require.Len(t, found, 1)
		require.Equal(t, c.want, found[0].Level, "%s: %s", name, found[0].Said)
	}
	none := &examination{config: config{TLS: tlsConfig{Self: true}}, data: folder, now: now}
	require.Equal(t, doctor.Note, none.certificates()[0].Level, "the first start makes it")
}

func writeCertificate(t *testing.T, path string, end time.Time) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	what := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"terugblik.example.nl"}, NotBefore: end.AddDate(-1, 0, 0), NotAfter: end}
	der, err := x509.CreateCertificate(rand.Reader, what, what, key.Public(), key)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))
}
