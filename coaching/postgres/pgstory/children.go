package pgstory

import (
	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// register: one child of the group was in view of her own recording, its guardian took the yes back, and the recording
// is locked with a task. Another child has gone to another location since. The officer answers a request about it too.
func (s *Story) register(of coaching.Recording) *Story {
	s.t.Helper()
	ctx := s.t.Context()
	child, guardian, roster := postgres.NewID[coaching.ChildID](), postgres.NewID[coaching.GuardianID](), postgres.NewID[coaching.RosterID]()
	moved := postgres.NewID[coaching.ChildID]()
	for _, line := range []struct {
		query string
		args  []any
	}{
		{`INSERT INTO child (id, holder_id, group_id, name, created_at) VALUES ($1, $2, $3, 'Noor', $4)`,
			[]any{child, s.Holder.ID, s.Locations[0].Groups[0].ID, s.day(-9)}},
		{`INSERT INTO child (id, holder_id, group_id, name, created_at) VALUES ($1, $2, $3, 'Bram', $4)`,
			[]any{moved, s.Holder.ID, s.Locations[1].Groups[0].ID, s.day(-9)}},
		{`INSERT INTO guardian (id, holder_id, child_id, label, created_at) VALUES ($1, $2, $3, 'ouder 1', $4)`,
			[]any{guardian, s.Holder.ID, child, s.day(-9)}},
		{`INSERT INTO child_consent (id, holder_id, child_id, guardian_id, purpose, act, at, how, text_version, noted_by, noted_at)
			VALUES ($1, $2, $3, $4, 'vib_individual', 'withdrawn', $5, 'paper', 1, $6, $5)`,
			[]any{postgres.NewID[string](), s.Holder.ID, child, guardian, s.day(-2), s.Administrator.ID}},
		{`INSERT INTO effective_consent (id, holder_id, child_id, purpose, allowed, since) VALUES ($1, $2, $3, 'vib_individual', false, $4)`,
			[]any{postgres.NewID[string](), s.Holder.ID, child, s.day(-2)}},
		{`INSERT INTO consent_basis (id, holder_id, version, basis, register_in_use, task_days, set_by, set_at) VALUES ($1, $2, 1, 'opt_in', false, 14, $3, $4)`,
			[]any{postgres.NewID[coaching.BasisID](), s.Holder.ID, s.Administrator.ID, s.day(-9)}},
		{`INSERT INTO roster (id, holder_id, recording_id, group_id, made_by, updated_at) VALUES ($1, $2, $3, $4, $5, $6)`,
			[]any{roster, s.Holder.ID, of.ID, s.Locations[0].Groups[0].ID, s.Employee.ID, s.day(-5)}},
		{`INSERT INTO roster_child (id, holder_id, roster_id, child_id, seen) VALUES ($1, $2, $3, $4, 'present')`,
			[]any{postgres.NewID[string](), s.Holder.ID, roster, child}},
		{`INSERT INTO roster_child (id, holder_id, roster_id, child_id, seen) VALUES ($1, $2, $3, $4, 'keep_out')`,
			[]any{postgres.NewID[string](), s.Holder.ID, roster, moved}},
		{`INSERT INTO consent_task (id, holder_id, recording_id, owner_id, child_id, made_at, due_on) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			[]any{postgres.NewID[coaching.TaskID](), s.Holder.ID, of.ID, s.Employee.ID, child, s.day(-2), s.day(12)}},
	} {
		_, err := s.PG.Owner.ExecContext(ctx, line.query, line.args...)
		require.NoError(s.t, err)
	}
	s.As(s.Administrator, func(tx *postgres.Tx) error {
		return tx.LockRecording(ctx, of.ID, coaching.LockConsent, string(child), s.day(-2))
	})
	s.As(s.Officer, func(tx *postgres.Tx) error {
		return tx.LockRecording(ctx, of.ID, coaching.LockRequest, postgres.NewID[string](), s.day(-1))
	})
	return s
}
