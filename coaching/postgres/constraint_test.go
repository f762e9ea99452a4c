package postgres_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/migrations/pgtest"
)

// unbreakable are constraints that no input can break: ids and hashes are made by us at random, values are constants
// or come from other rows, or only the owner's role can write there.
func unbreakable() []string {
	return []string{
		"evaluation_number", "evaluation_part_once", "evaluation_part_pkey", "evaluation_pkey", "report_approval_once",
		"report_approval_pkey", "report_pkey", "sharing_agreement_number", "sharing_agreement_pkey",
		"sharing_agreement_text_version", "sharing_agreement_yes_once", "sharing_agreement_yes_pkey",
		"access_log_pkey", "access_token_hash_unique", "access_token_pkey", "administration_act_known",
		"administration_log_pkey", "annotation_visibility_known",
		"care_group_name_length", "care_group_pkey", "coach_question_pkey", "coaching_entry_pkey", "code_pad_pkey",
		"credential_pkey", "cycle_number", "cycle_pkey", "feedback_moment_pkey", "feedback_moment_position_unique",
		"feedback_release_pkey", "gap_order", "gap_track_known", "holder_name_length", "holder_pkey",
		"ingest_token_hash_unique", "ingest_token_pkey", "invitation_ends_once", "invitation_hash_unique",
		"invitation_kind_known", "invitation_pkey", "location_name_length", "location_pkey", "login_session_pkey",
		"look_once", "look_pkey", "person_email_lower", "person_family_name_length", "person_given_name_length",
		"person_pkey", "question_version_number", "recording_key_pkey", "recording_pkey", "recording_share_dates",
		"recording_state_known", "role_assignment_pkey", "role_dates", "role_known", "role_scope", "server_state_known",
		"server_state_pkey", "take_number", "take_source_known",
		"talk_dates", "talk_opening_once", "talk_opening_pkey", "talk_pkey",
		"trajectory_coach_dates", "trajectory_pkey", "trajectory_question_unique", "work_point_pkey",
		"erasure_receipt_asked", "kept_word_pkey", "recording_extension_order", "recording_extension_pkey",
		"retention_clock_held", "retention_clock_pkey", "retention_terms_pkey", "storage_finding_kind", "storage_finding_pkey",
		"recording_consent_dates", "recording_consent_language_known", "recording_consent_pkey", "recording_consent_text_version",
		"recording_consent_way_known", "recording_consent_words_length",
		"upload_kept", "upload_name_length", "upload_pkey", "upload_purpose_known", "upload_size_told",
		"angle_confidence", "angle_pkey", "angle_placed_known", "join_code_pkey",
		"centre_pkey", "dual_role_dates", "dual_role_pkey", "employment_pkey", "engagement_accepted", "engagement_email_lower",
		"engagement_hash_unique", "engagement_pkey", "parting_pkey", "parting_why_known", "team_member_dates", "team_member_pkey", "team_pkey",
		"centre_of_holder", "coaching_entry_by_hand", "coaching_entry_of_holder", "entry_attendee_pkey", "entry_share_minutes", "entry_share_pkey",
		"hours_page_pkey", "hours_page_token_length", "hours_page_token_unique", "hours_page_year", "hours_plan_centres", "hours_plan_pkey",
		"hours_reached_pkey", "hours_rule_pkey", "hours_snapshot_centres", "hours_snapshot_pkey", "hours_sum_once",
		"child_consent_order", "child_consent_pkey", "child_pkey", "consent_basis_known", "consent_basis_pkey", "consent_basis_version",
		"consent_task_done", "consent_task_how_known", "consent_task_pkey", "effective_consent_once", "effective_consent_pkey",
		"effective_consent_purpose_known", "guardian_pkey", "recording_lock_lifted", "recording_lock_pkey",
		"recording_lock_reason_known", "restore_confirmed", "restore_pkey", "roster_child_pkey", "roster_confirmed", "roster_pkey",
		"learning_preference_once", "learning_preference_pkey", "practice_pkey", "reminder_notice_once", "reminder_notice_pkey",
		"reminder_once", "reminder_pkey", "reopening_order", "reopening_pkey", "voice_note_key_pkey", "voice_note_pkey",
		"voice_note_sent",
		"breach_entry_number", "breach_entry_pkey", "emergency_access_asker", "emergency_access_ended", "emergency_access_pkey",
		"office_played_cause_known", "office_played_pkey", "privacy_finding_decided", "privacy_finding_pkey",
		"privacy_request_closed", "privacy_request_pkey", "safety_note_kind_known", "safety_note_pkey", "safety_officer_pkey",
		"safety_signal_closed", "safety_signal_pkey", "viewing_ended", "viewing_pkey",
		"audit_entry_act", "audit_entry_actor", "audit_entry_hash", "audit_entry_number", "audit_entry_pkey", "audit_entry_previous",
		"audit_entry_source", "audit_entry_thing", "transparency_page_pkey", "transparency_page_token_length",
		"trim_cut", "trim_ends", "trim_pkey",
		"pin_once", "pin_pkey", "tablet_code_unique", "tablet_name_length", "tablet_pkey", "tablet_token_unique",
		"newcomer_list_added", "newcomer_list_name_length", "newcomer_list_pkey",
		"live_invitation_dates", "live_invitation_pkey", "watch_token_hash_unique", "watch_token_pkey",
	}
}

// TestEachConstraintHasItsMeaning: what the schema refuses is an error that people understand, or cannot happen.
// A missing parent row (a foreign key) is always "not found".
func TestEachConstraintHasItsMeaning(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	var names []string
	require.NoError(t, db.Owner.SelectContext(t.Context(), &names, `
		SELECT conname
		FROM pg_constraint
		WHERE connamespace = 'public'::regnamespace
		  AND contype NOT IN ('f', 't') -- no foreign keys, no triggers
		  AND conrelid::regclass::text NOT LIKE 'river\_%'
		  AND conrelid <> 'goose_db_version'::regclass
		UNION
		SELECT indexrelid::regclass::text
		FROM pg_index
		JOIN pg_class ON pg_class.oid = indrelid
		WHERE indisunique
		  AND relnamespace = 'public'::regnamespace
		  AND relname NOT LIKE 'river\_%'
		  AND relname <> 'goose_db_version'`))
	known := postgres.Constraints()
	for _, name := range names {
		_, mapped := known[name]
		require.NotEqual(t, mapped, slices.Contains(unbreakable(), name), "%s has a meaning, or is named as unbreakable", name)
	}
	var others []string // a foreign key or a deferred trigger can have a meaning of its own
	require.NoError(t, db.Owner.SelectContext(t.Context(), &others, `SELECT conname FROM pg_constraint WHERE contype IN ('f', 't')`))
	// Said by triggers: TestASignalHoldsAgainstEveryDeletion, TestWhatWasFilmedGoesWithAReceiptOnly, TestWhoWasInViewStaysOnTheRoster,
	// TestNothingBeginsAtAClosedPlace.
	others = append(others, "recording_frozen", "recording_filmed", "roster_filmed", "place_open")
	for name, err := range known {
		require.True(t, slices.Contains(names, name) || slices.Contains(others, name), "the schema has no constraint %s", name)
		require.Error(t, err)
	}
	for _, name := range unbreakable() {
		require.Contains(t, names, name, "the schema has no such constraint")
	}
}

func TestABrokenConstraintIsSaidInOurWords(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	err := s.DB.AsDoor(t.Context(), postgres.Demo, func(tx *postgres.Tx) error {
		twin := s.Employee.Person
		twin.ID = postgres.NewID[coaching.PersonID]()
		return tx.CreatePerson(t.Context(), twin, "$none", s.Now)
	})
	require.ErrorIs(t, err, coaching.ErrConflict)
	var conflict coaching.Conflict
	require.ErrorAs(t, err, &conflict)
	require.Equal(t, coaching.Conflict("email_taken"), conflict)
}
