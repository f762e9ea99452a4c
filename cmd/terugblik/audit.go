package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"

	"github.com/jmoiron/sqlx"
	"github.com/urfave/cli/v3"

	"terugblik/backup"
	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

func auditCommand(stdout io.Writer, log *slog.Logger) *cli.Command {
	return &cli.Command{
		Name:  "audit",
		Usage: "look whether the audit log is whole",
		Commands: inherit([]*cli.Command{{
			Name:  "verify",
			Usage: "read every line of the audit log, beside a running server too, and name the first that is not as it was written",
			Flags: append(storeFlags(),
				&cli.StringFlag{Name: "backup-dir", Sources: env("BACKUP_DIR"), Usage: "folder with backups: each remembers how far the log had come, so that a cut-off end shows"},
				&cli.StringSliceFlag{Name: "head", Usage: "HOLDER:NUMBER:HASH as the server's log said it on some day; may be repeated"},
			),
			Action: func(ctx context.Context, c *cli.Command) error {
				config, err := given(c)
				if err != nil {
					return err
				}
				heads, err := knownHeads(c.String("backup-dir"), c.StringSlice("head"))
				if err != nil {
					return err
				}
				return auditVerify(ctx, config, heads, stdout, log)
			},
		}}),
	}
}

func auditVerify(ctx context.Context, c config, heads []coaching.AuditHead, stdout io.Writer, log *slog.Logger) (err error) {
	l := &lifecycle{log: log}
	defer func() { err = errors.Join(err, l.stop()) }()
	store, err := openBeside(ctx, c, stdout, log, l)
	if err != nil {
		return err
	}
	looked, err := lookAtAudit(ctx, postgres.New(store.database.pool), heads)
	if err != nil {
		return err
	}
	for _, chain := range looked.whole {
		fmt.Fprintf(stdout, "holder %s: whole, %d lines\n  head %s\n", chain.HolderID, chain.Number, headText(chain))
	}
	for _, known := range heads {
		fmt.Fprintf(stdout, "compared with what was known from elsewhere: holder %s, line %d\n", known.HolderID, known.Number)
	}
	return looked.wrong()
}

// auditLook is what a look at all chains found.
type auditLook struct {
	whole      []coaching.AuditHead
	broken     []*coaching.AuditBreak
	mismatches []postgres.AuditMismatch
}

// lookAtAudit reads every chain to its end, and compares the logs with them.
func lookAtAudit(ctx context.Context, db *postgres.DB, heads []coaching.AuditHead) (look auditLook, err error) {
	err = db.AsDoor(ctx, postgres.Audit, func(tx *postgres.Tx) error {
		holders, err := tx.AuditHolders(ctx)
		if err != nil {
			return err
		}
		for _, head := range heads { // of one whose whole chain is gone too
			if !containsHolder(holders, head.HolderID) {
				holders = append(holders, head.HolderID)
			}
		}
		for _, holder := range holders {
			chain, err := tx.CheckAudit(ctx, holder, heads...)
			if broken, ok := errors.AsType[*coaching.AuditBreak](err); ok {
				look.broken = append(look.broken, broken)
				continue
			}
			if err != nil {
				return err
			}
			look.whole = append(look.whole, coaching.AuditHead{HolderID: holder, Number: chain.Number(), Hash: chain.Hash()})
		}
		look.mismatches, err = tx.AuditMismatches(ctx, 20)
		return err
	})
	return look, err
}

func containsHolder(list []coaching.HolderID, id coaching.HolderID) bool {
	for _, holder := range list {
		if holder == id {
			return true
		}
	}
	return false
}

// wrong says the first thing that is not right, and how many more there are; nil when all is well.
func (l auditLook) wrong() error {
	var said []string
	for _, b := range l.broken {
		said = append(said, b.Error())
	}
	for _, m := range l.mismatches {
		if m.Number == 0 {
			said = append(said, fmt.Sprintf("holder %s: line %s of %s never came into the audit log", m.HolderID, m.LineID, m.Source))
		} else {
			said = append(said, fmt.Sprintf("holder %s: line %d of the audit log names line %s of %s, which is gone or was changed", m.HolderID, m.Number, m.LineID, m.Source))
		}
	}
	switch len(said) {
	case 0:
		return nil
	case 1:
		return errors.New("the audit log is not whole: " + said[0])
	}
	return fmt.Errorf("the audit log is not whole: %s; and %d more", said[0], len(said)-1)
}

func headText(h coaching.AuditHead) string {
	return fmt.Sprintf("%s:%d:%s", h.HolderID, h.Number, h.Hash)
}

// knownHeads are those that backups remember and those that the operator gives.
func knownHeads(shelf string, given []string) (heads []coaching.AuditHead, err error) {
	for _, text := range given {
		part := strings.Split(text, ":")
		if len(part) != 3 || len(part[2]) != 64 {
			return nil, fmt.Errorf("--head %q is not HOLDER:NUMBER:HASH", text)
		}
		number, err := strconv.ParseInt(part[1], 10, 64)
		if err != nil || number < 1 {
			return nil, fmt.Errorf("--head %q: %q is not a number of a line", text, part[1])
		}
		heads = append(heads, coaching.AuditHead{HolderID: coaching.HolderID(part[0]), Number: number, Hash: strings.ToLower(part[2])})
	}
	if shelf == "" {
		return heads, nil
	}
	folders, err := backup.Backups(shelf)
	if err != nil {
		return nil, err
	}
	for _, folder := range folders {
		m, err := backup.Read(folder)
		if err != nil {
			return nil, fmt.Errorf("read backup %s: %w", folder, err)
		}
		for _, a := range m.Audit {
			heads = append(heads, coaching.AuditHead{HolderID: coaching.HolderID(a.Holder), Number: a.Number, Hash: a.Hash})
		}
	}
	return heads, nil
}

// auditAnchors are the heads for a backup's manifest, read before its moment, so that what is dumped reaches them.
func auditAnchors(ctx context.Context, owner *sql.DB) (anchors []backup.AuditHead, err error) {
	var there bool
	if err := owner.QueryRowContext(ctx, `SELECT to_regclass('public.audit_entry') IS NOT NULL`).Scan(&there); err != nil || !there {
		return nil, err
	}
	err = postgres.New(sqlx.NewDb(owner, "postgres")).AsDoor(ctx, postgres.Audit, func(tx *postgres.Tx) error {
		heads, err := tx.AuditHeads(ctx)
		for _, h := range heads {
			anchors = append(anchors, backup.AuditHead{Holder: string(h.HolderID), Number: h.Number, Hash: h.Hash})
		}
		return err
	})
	return anchors, err
}
