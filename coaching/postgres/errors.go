package postgres

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"

	"github.com/lib/pq"

	"terugblik/coaching"
)

// translate says with a sentinel of coaching what the database said; the original stays in the chain for the log.
func translate(err error) error {
	var said *pq.Error
	if !errors.As(err, &said) {
		if gone(err) {
			return fmt.Errorf("%w: %w", coaching.ErrUnavailable, err)
		}
		return err
	}
	if sentinel := sentinelOf(said); sentinel != nil {
		return fmt.Errorf("%w: %w", sentinel, err)
	}
	return err
}

func sentinelOf(said *pq.Error) error {
	if said.Constraint != "" {
		return constraintError(said.Constraint)
	}
	switch said.Code {
	case "57P01", "57P02", "57P03", "53300", "40001", "40P01", "55P03": // shutting down, starting up, full, or two at once
		return coaching.ErrUnavailable
	case "22P02", "22021": // an id or an address that is none: nothing has it
		return coaching.ErrNotFound
	case "22003", "22007", "22008": // a number or a day that is none here, and that no rule had looked at
		return coaching.ErrInvalid
	case "42501": // refused by a policy or a privilege: a rule let through what is not hers
		return coaching.ErrNotFound
	}
	if strings.HasPrefix(string(said.Code), "08") || strings.HasPrefix(string(said.Code), "58") {
		return coaching.ErrUnavailable
	}
	return nil
}

// gone says whether the connection, and not the statement, is what failed.
func gone(err error) bool {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	var network net.Error
	if errors.As(err, &network) {
		return true
	}
	for _, sign := range []error{
		driver.ErrBadConn, sql.ErrConnDone, io.EOF, io.ErrUnexpectedEOF, net.ErrClosed,
		syscall.ECONNREFUSED, syscall.ECONNRESET, syscall.EPIPE, syscall.ENOENT,
	} {
		if errors.Is(err, sign) {
			return true
		}
	}
	return false
}
