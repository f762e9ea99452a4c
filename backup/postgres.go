package backup

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// Program finds a program of PostgreSQL that fits a server's major version.
func Program(name string, major int) (string, error) {
	path := fmt.Sprintf("/usr/lib/postgresql/%d/bin/%s", major, name)
	if _, err := os.Stat(path); err != nil {
		return "", fmt.Errorf("%s of PostgreSQL %d is not here (%s): install the package postgresql-client-%d", name, major, path, major)
	}
	return path, nil
}

// Dump writes the database at the moment of a snapshot, in pg_dump's custom format.
func Dump(ctx context.Context, ownerURL, snapshot string, major int, to io.Writer) error {
	program, err := Program("pg_dump", major)
	if err != nil {
		return err
	}
	where, secret := target(ownerURL)
	return run(ctx, exec.CommandContext(ctx, program, "--format=custom", "--compress=6", "--no-owner", "--snapshot="+snapshot, "--dbname="+where), secret, nil, to)
}

// Load fills an empty database from a dump: all of it or nothing.
func Load(ctx context.Context, ownerURL string, major int, from io.Reader) error {
	program, err := Program("pg_restore", major)
	if err != nil {
		return err
	}
	where, secret := target(ownerURL)
	return run(ctx, exec.CommandContext(ctx, program, "--single-transaction", "--exit-on-error", "--no-owner", "--dbname="+where), secret, from, nil)
}

// target takes out of a connection string what must not stand on a command line, where everybody on the machine can
// read it, and what libpq does not know.
func target(text string) (where, password string) {
	u, err := url.Parse(text)
	if err != nil {
		return text, ""
	}
	password, _ = u.User.Password()
	u.User = url.User(u.User.Username())
	query := u.Query()
	query.Del("timezone")
	u.RawQuery = query.Encode()
	return u.String(), password
}

// run carries out a program that sees nothing of our environment and dies with us.
func run(ctx context.Context, cmd *exec.Cmd, password string, in io.Reader, out io.Writer) error {
	var said bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = in, out, &said
	cmd.Dir = "/"
	cmd.Env = []string{"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC", "PGTZ=UTC"}
	if password != "" {
		cmd.Env = append(cmd.Env, "PGPASSWORD="+password)
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	cmd.WaitDelay = 2 * time.Second
	runtime.LockOSThread() // the parent-death signal follows the thread that starts the child (prctl(2))
	defer runtime.UnlockOSThread()
	err := cmd.Run()
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	default:
		name := filepath.Base(cmd.Path)
		if line := firstLine(said.String(), name+": error: "); line != "" {
			return fmt.Errorf("%s: %s", name, line)
		}
		return errors.Join(fmt.Errorf("%s: %w", name, err))
	}
}

// firstLine is the first complaint; what follows it is mostly its consequence, and may quote data.
func firstLine(said, prefix string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(said), "\n")
	return strings.TrimPrefix(line, prefix)
}
