package postgres_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
)

func TestWhatWasFilmedGoesWithAReceiptOnly(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Share()
	id, signal := s.Recording.ID, postgres.NewID[string]()
	const back = `UPDATE recording SET state = 'planned', accepted_at = NULL WHERE id = $1`
	for _, frozen := range []bool{false, true} {
		if frozen {
			freeze(t, s, id, signal)
		}
		for _, attempt := range []string{
			`DELETE FROM recording WHERE id = $1`,
			`UPDATE recording SET deleted_at = now() WHERE id = $1`,
			`UPDATE recording SET locked_at = NULL WHERE id = $1`,
			`UPDATE recording SET frozen_at = NULL WHERE id = $1`,
			`DELETE FROM recording_lock WHERE recording_id = $1`,
			`DELETE FROM take WHERE recording_id = $1`,
			`DELETE FROM recording_key WHERE recording_id = $1`,
			`INSERT INTO trim (id, holder_id, recording_id, asked_by, asked_at, reason, start_ms, end_ms)
			SELECT gen_random_uuid(), holder_id, id, owner_id, now(), 'other', 0, 600000 FROM recording WHERE id = $1 AND frozen_at IS NOT NULL`,
			`WITH back AS (` + back + ` RETURNING id) DELETE FROM recording WHERE id IN (SELECT id FROM back)`,
		} {
			for _, actor := range []coaching.Actor{s.Employee, s.Coach, s.Officer, s.Administrator} {
				require.Zero(t, asRole(t, s, actor, attempt, id), "%s, frozen %t, as %s", attempt, frozen, actor.Email)
			}
		}
		require.LessOrEqual(t, asRole(t, s, s.Employee, back, id), int64(1))
		require.Zero(t, asRole(t, s, s.Employee, `DELETE FROM recording WHERE id = $1`, id), "as a plan that was never accepted")
	}
	for _, door := range []postgres.Door{postgres.Keys, postgres.Erase, postgres.Retain} {
		err := s.DB.AsDoor(t.Context(), door, func(tx *postgres.Tx) error {
			result, err := tx.ExecContext(t.Context(), `DELETE FROM recording_key WHERE recording_id = $1`, id)
			if err == nil {
				rows, _ := result.RowsAffected()
				require.Zero(t, rows, door)
			}
			return err
		})
		t.Logf("door %s: %v", door, err)
	}
	var keys int
	require.NoError(t, s.PG.Owner.Get(&keys, `SELECT count(*) FROM recording_key WHERE recording_id = $1`, id))
	require.Equal(t, 1, keys, "the key of what a signal holds stays")
}

// An asker who dates her question years ahead does not make an accomplice of yesterday somebody of long ago.
func TestASecondPersonIsNotMadeByAQuestionOfLater(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	accomplice := s.Officer
	accomplice.ID = coaching.PersonID(postgres.NewID[string]())
	_, err := s.PG.Owner.Exec(`
		INSERT INTO person (id, holder_id, given_name, family_name, email, created_at)
		VALUES ($1, $2, 'Tweede', 'Account', 'tweede@demo.test', now())`, accomplice.ID, s.Holder.ID)
	require.NoError(t, err)
	_, err = s.PG.Owner.Exec(`
		INSERT INTO role_assignment (id, person_id, holder_id, role, valid_from)
		VALUES ($1, $2, $3, 'data_protection_officer', now() - interval '1 minute')`, postgres.NewID[string](), accomplice.ID, s.Holder.ID)
	require.NoError(t, err)
	id := postgres.NewID[string]()
	asRole(t, s, s.Administrator, `
		INSERT INTO emergency_access (id, holder_id, owner_id, on_day, reason, asked_by, asked_at)
		VALUES ($1, $2, $3, $4, 'Een kind wordt vermist', $5, now() + interval '1 year')`, id, s.Holder.ID, s.Employee.ID, dayOf(t, s, s.Recording.ID), s.Administrator.ID)
	require.Zero(t, asRole(t, s, accomplice, `
		INSERT INTO emergency_grant (emergency_id, holder_id, asked_by, granted_by, granted_at, closes_at)
		VALUES ($1, $2, $3, $4, now(), now() + interval '1 hour')`, id, s.Holder.ID, s.Administrator.ID, accomplice.ID))
	require.Empty(t, opened(t, s, s.Administrator))
}

func TestAViewingTellsTheOwnerHoweverItWasPlanned(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	told := func(act string) (lines int) {
		require.NoError(t, s.PG.Owner.Get(&lines, `SELECT count(*) FROM access_log WHERE action = $1 AND recording_id = $2 AND owner_id = $3`, act, s.Own.ID, s.Employee.ID))
		return lines
	}
	require.Equal(t, 1, told("viewing_planned"))
	require.EqualValues(t, 1, asRole(t, s, s.Officer, `
		INSERT INTO viewing (id, holder_id, request_id, officer_id, present, recordings, opens_at, closes_at, planned_at)
		VALUES ($1, $2, $3, $4, 'ouder 1', ARRAY[$5::uuid], now(), now() + interval '1 hour', now())`,
		postgres.NewID[string](), s.Holder.ID, s.Request.ID, s.Officer.ID, s.Own.ID))
	require.Equal(t, 2, told("viewing_planned"))
	require.EqualValues(t, 2, asRole(t, s, s.Officer, `UPDATE viewing SET ended_at = now(), ended_by = $1`, s.Officer.ID))
	require.Equal(t, 2, told("viewing_over"))
}

// What she wrote in a signal of one holder is not there while she works for another, nor when she works there no more.
func TestWordsOfASignalStayWithItsHolder(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	notes := func(actor coaching.Actor) (count int) {
		s.As(actor, func(tx *postgres.Tx) error {
			return tx.GetContext(t.Context(), &count, `SELECT count(*) FROM safety_note`)
		})
		return count
	}
	require.Equal(t, 1, notes(s.Manager))
	elsewhere := s.Manager
	elsewhere.Working = s.Other.ID
	require.Zero(t, notes(elsewhere))
	_, err := s.PG.Owner.Exec(`UPDATE role_assignment SET valid_until = now() WHERE person_id = $1`, s.Manager.ID)
	require.NoError(t, err)
	require.Zero(t, notes(s.Manager))
}

// TestWhatTheServingRoleDoesStandsInTheChain: past every rule in Go and without a line in any log, the facts are there.
func TestWhatTheServingRoleDoesStandsInTheChain(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	count := func() (entries int) {
		require.NoError(t, s.PG.Owner.Get(&entries, `SELECT count(*) FROM audit_entry WHERE holder_id = $1`, s.Holder.ID))
		return entries
	}
	for _, act := range []struct {
		actor     coaching.Actor
		statement string
		act       string
	}{
		{s.Manager, `INSERT INTO guardian (id, holder_id, child_id, label, created_at) SELECT gen_random_uuid(), holder_id, id, 'oma', now() FROM child`, coaching.AuditGuardian},
		{s.Manager, `UPDATE child SET name = 'N'`, coaching.AuditChild},
		{s.Manager, `INSERT INTO child_consent (id, holder_id, child_id, guardian_id, purpose, act, at, how, text_version, noted_by, noted_at)
			SELECT gen_random_uuid(), g.holder_id, g.child_id, g.id, 'vib_team', 'given', now(), 'paper', 1, access.actor(), now() FROM guardian g`, coaching.AuditConsentLine},
		{s.Administrator, `INSERT INTO consent_basis (id, holder_id, version, basis, register_in_use, task_days, set_by, set_at)
			SELECT gen_random_uuid(), holder_id, 99, 'opt_in', false, 1, access.actor(), now() FROM consent_basis LIMIT 1`, coaching.AuditBasis},
		{s.Administrator, `INSERT INTO role_assignment (id, holder_id, person_id, role, valid_from)
			SELECT gen_random_uuid(), holder_id, id, 'manager', now() FROM person WHERE email = 'collega@demo.test'`, coaching.AuditRole},
		{s.Administrator, `UPDATE role_assignment SET valid_until = now() WHERE role = 'manager' AND location_id IS NULL`, coaching.AuditRoleEnd},
		{s.Administrator, `INSERT INTO invitation (id, holder_id, person_id, kind, token_hash, made_by, made_at, expires_at)
			SELECT gen_random_uuid(), holder_id, id, 'password', sha256('x'), access.actor()::text, now(), now() + interval '1 day' FROM person WHERE email = 'collega@demo.test'`, coaching.AuditLink},
		{s.Employee, `UPDATE credential SET password_hash = 'x'`, coaching.AuditPassword},
		{s.Officer, `UPDATE privacy_finding SET decision = 'keep', decided_by = access.actor(), decided_at = now()`, coaching.AuditDecision},
		{s.Officer, `UPDATE privacy_request SET closed_at = now(), closed_by = access.actor(), outcome = 'done'`, coaching.AuditRequestOver},
		{s.Administrator, `UPDATE emergency_access SET ended_at = now(), ended_by = access.actor()`, coaching.AuditEmergencyOver},
		{s.Officer, `UPDATE safety_officer SET ended_at = now()`, coaching.AuditNamedOver},
		{s.Officer, `UPDATE safety_signal SET closed_at = now(), closed_by = access.actor()`, coaching.AuditSignalOver},
	} {
		before := count()
		rows := asRole(t, s, act.actor, act.statement)
		require.Positive(t, rows, act.statement)
		require.Equal(t, before+int(rows), count(), act.statement)
		var last struct{ Act, Actor string }
		require.NoError(t, s.PG.Owner.Get(&last, `SELECT act, actor FROM audit_entry WHERE holder_id = $1 ORDER BY number DESC LIMIT 1`, s.Holder.ID))
		require.Equal(t, act.act, last.Act)
		require.Equal(t, string(act.actor.ID), last.Actor)
	}
	_, err := checkAudit(t, s, s.Holder.ID)
	require.NoError(t, err)
}

// accountFor makes a second account with a role since a while, into which somebody got by a link of a maker's; "" for none.
func accountFor(t *testing.T, s *pgstory.Story, role coaching.Role, since, maker string) coaching.Actor {
	t.Helper()
	id := coaching.PersonID(postgres.NewID[string]())
	_, err := s.PG.Owner.Exec(`
		INSERT INTO person (id, holder_id, given_name, family_name, email, created_at)
		VALUES ($1, $2, 'Tweede', 'Account', $3, now())`, id, s.Holder.ID, string(id)+"@demo.test")
	require.NoError(t, err)
	_, err = s.PG.Owner.Exec(`
		INSERT INTO role_assignment (id, person_id, holder_id, role, valid_from)
		VALUES ($1, $2, $3, $4, now() - $5::interval)`, postgres.NewID[string](), id, s.Holder.ID, role, since)
	require.NoError(t, err)
	if maker != "" {
		_, err = s.PG.Owner.Exec(`
			INSERT INTO invitation (id, holder_id, person_id, kind, token_hash, made_by, made_at, expires_at, used_at)
			VALUES ($1, $2, $3, 'password', sha256($4), $5, now() - interval '1 hour', now() + interval '1 day', now() - interval '1 minute')`,
			postgres.NewID[string](), s.Holder.ID, id, []byte(id), maker)
		require.NoError(t, err)
	}
	return coaching.Actor{
		Person: coaching.Person{ID: id, HolderID: s.Holder.ID}, Roles: []coaching.Assignment{{HolderID: s.Holder.ID, Role: role}},
	}
}

// TestOnePersonAloneOpensNoViewing: an administrator who makes herself officer, or an officer's account, or gets into one
// by her own link, looks at nothing with it.
func TestOnePersonAloneOpensNoViewing(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	plan := func(actor coaching.Actor) error {
		return s.DB.AsActor(t.Context(), actor, func(tx *postgres.Tx) error {
			_, err := tx.PlanViewing(t.Context(), actor, coaching.Viewing{
				RequestID: s.Request.ID, Present: "ouder 1", Recordings: []coaching.RecordingID{s.Own.ID}, OpensAt: s.Now, ClosesAt: s.Now.Add(time.Hour),
			}, s.Now)
			return err
		})
	}
	both := s.Administrator
	both.Roles = append(both.Roles, coaching.Assignment{HolderID: s.Holder.ID, Role: coaching.DataProtectionOfficer})
	_, err := s.PG.Owner.Exec(`
		INSERT INTO role_assignment (id, person_id, holder_id, role, valid_from)
		VALUES ($1, $2, $3, 'data_protection_officer', now() - interval '1 year')`, postgres.NewID[string](), both.ID, s.Holder.ID)
	require.NoError(t, err)
	require.ErrorIs(t, plan(both), coaching.Forbidden("office_independent"))
	fresh := accountFor(t, s, coaching.DataProtectionOfficer, "1 hour", "")
	taken := accountFor(t, s, coaching.DataProtectionOfficer, "1 year", string(s.Administrator.ID))
	for _, actor := range []coaching.Actor{fresh, taken} {
		require.ErrorIs(t, plan(actor), coaching.Forbidden("new_in_the_office"))
	}
	for _, actor := range []coaching.Actor{both, fresh, taken} {
		require.Zero(t, asRole(t, s, actor, `
			INSERT INTO viewing (id, holder_id, request_id, officer_id, present, recordings, opens_at, closes_at, planned_at)
			VALUES ($1, $2, $3, $4, 'ouder 1', ARRAY[$5::uuid], now(), now() + interval '1 hour', now())`,
			postgres.NewID[string](), s.Holder.ID, s.Request.ID, actor.ID, s.Own.ID))
		require.Empty(t, opened(t, s, actor))
	}
	require.NoError(t, plan(accountFor(t, s, coaching.DataProtectionOfficer, "2 days", "system:invite")), "a new officer, by the operator")
}

// TestOnePersonAloneIsNotNamedInASignalUnderAnotherName: neither who names nor who is named has an account for the occasion.
func TestOnePersonAloneIsNotNamedInASignalUnderAnotherName(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	signal := signalled(t, s)
	name := func(by, who coaching.Actor) error {
		return s.DB.AsActor(t.Context(), by, func(tx *postgres.Tx) error {
			return tx.NameSafetyOfficer(t.Context(), by, signal.ID, 1, who.ID, s.Now)
		})
	}
	no := coaching.Conflict("cannot_be_named")
	require.ErrorIs(t, name(s.Administrator, accountFor(t, s, coaching.Coach, "1 hour", "")), no, "made for the occasion")
	require.ErrorIs(t, name(s.Administrator, accountFor(t, s, coaching.Coach, "1 year", string(s.Administrator.ID))), no, "taken over by who names")
	require.ErrorIs(t, name(s.Administrator, accountFor(t, s, coaching.Coach, "1 year", string(s.Manager.ID))), no, "or by who raised it")
	require.ErrorIs(t, name(accountFor(t, s, coaching.DataProtectionOfficer, "1 hour", ""), s.Administrator), no, "named by one that was made for it")
	require.NoError(t, name(s.Administrator, accountFor(t, s, coaching.Coach, "2 days", "")))
}
