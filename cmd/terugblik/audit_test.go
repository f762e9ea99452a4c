package main

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching/postgres/pgstory"
	"terugblik/doctor"
)

// TestACutOffEndShowsBesideABackupAndBesideTheServersLog: within itself such a chain is whole.
func TestACutOffEndShowsBesideABackupAndBesideTheServersLog(t *testing.T) {
	t.Parallel()
	folder := openFolder(t)
	data, shelf := filepath.Join(folder, "var"), filepath.Join(folder, "backups")
	startServer(t, "--data", data)
	run := func(statement string, args ...any) {
		require.NoError(t, onDatabase(t.Context(), ownerOf(data), func(db *sql.DB) error {
			_, err := db.ExecContext(t.Context(), statement, args...)
			return err
		}))
	}
	const holder = "0195a1b2-0000-7000-8000-00000000000a"
	for range 5 {
		run(`SELECT audit.add(jsonb_populate_record(NULL::audit_entry, jsonb_build_object('holder_id', $1::text, 'at', now(),
			'actor', 'system:login', 'act', 'logged_in', 'thing_kind', '', 'source', 'login_session')))`, holder)
	}
	must(t, "backup", shelf, "--data", data)
	said := must(t, "audit", "verify", "--data", data, "--backup-dir", shelf)
	require.Contains(t, said, "whole, 5 lines")
	head := strings.TrimSpace(said[strings.Index(said, "head ")+5:][:len(holder)+1+1+1+64])
	require.Contains(t, must(t, "audit", "verify", "--data", data, "--head", head), "line 5")
	refused(t, "is not HOLDER:NUMBER:HASH", "audit", "verify", "--data", data, "--head", "5")

	run(`ALTER TABLE audit_entry DISABLE TRIGGER USER; DELETE FROM audit_entry WHERE number > 3`)
	require.Contains(t, must(t, "audit", "verify", "--data", data), "whole, 3 lines")
	cut := fmt.Sprintf("audit log of holder %s: line 4: cut_off", holder)
	refused(t, cut, "audit", "verify", "--data", data, "--head", head)
	refused(t, cut, "audit", "verify", "--data", data, "--backup-dir", shelf)
	found, err := examine(t, "--data", data, "--addr", "127.0.0.1:0", "--udp-port", freeUDP(t), "--backup-dir", shelf)
	require.Error(t, err)
	require.Equal(t, doctor.Error, found["audit log"].Level)
	require.Contains(t, found["audit log"].Said, cut)
}

// TestTheServersLogSaysTheHeadEachDay and remembers it for the next.
func TestTheServersLogSaysTheHeadEachDay(t *testing.T) {
	t.Parallel()
	k := newKept(t, pgstory.New(t, "").Share())
	whole := `"the audit log is whole" holder=` + string(k.Holder.ID)
	require.NoError(t, k.pass(t.Context()))
	require.Equal(t, 1, strings.Count(k.said.String(), whole), k.said)
	require.Regexp(t, string(k.Holder.ID)+":[1-9][0-9]*:[0-9a-f]{64}", k.said)
	k.runs(12 * time.Hour)
	require.Equal(t, 1, strings.Count(k.said.String(), whole), "not before a day is over")
	_, err := k.PG.Owner.ExecContext(t.Context(), `
		ALTER TABLE audit_entry DISABLE TRIGGER USER;
		DELETE FROM audit_entry e
		WHERE number = (SELECT max(number) FROM audit_entry WHERE holder_id = e.holder_id)`)
	require.NoError(t, err)
	k.runs(12 * time.Hour)
	require.Contains(t, k.said.String(), "cut_off")
}
