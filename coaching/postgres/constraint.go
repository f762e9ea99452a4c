package postgres

import (
	"maps"

	"terugblik/coaching"
)

// constraintError is what a broken constraint of the schema means; nil for one that only a defect of ours can break.
func constraintError(name string) error { return constraints()[name] }

func constraints() map[string]error {
	invalid := func(field, code string) error { return coaching.Invalid{{Field: field, Code: code}} }
	meanings := map[string]error{
		"angle_hand":                        invalid("offset_ms", "out_of_range"),
		"angle_name_length":                 invalid("name", "too_long"),
		"angle_number":                      coaching.Conflict("too_many_angles"),
		"angle_number_unique":               coaching.Conflict("changed_meanwhile"),
		"angle_source_known":                invalid("source", "unknown"),
		"join_code_hash_unique":             coaching.Conflict("code_taken"),
		"join_code_once":                    coaching.Conflict("changed_meanwhile"),
		"access_token_name_length":          invalid("name", "too_long"),
		"annotation_kind_known":             invalid("kind", "unknown"),
		"annotation_order":                  invalid("end_ms", "before_the_start"),
		"annotation_pkey":                   coaching.Conflict("id_taken"),
		"annotation_says_something":         invalid("kind", "required"),
		"annotation_start":                  invalid("start_ms", "outside_the_recording"),
		"annotation_subject_known":          invalid("subject", "unknown"),
		"annotation_text_length":            invalid("text", "too_long"),
		"code_pad_nine":                     invalid("codes", "too_many"),
		"coaching_entry_kind_known":         invalid("entry.kind", "unknown"),
		"coaching_entry_minutes":            invalid("entry.minutes", "out_of_range"),
		"coaching_entry_talk_once":          coaching.Conflict("minutes_confirmed"),
		"cycle_number_unique":               coaching.Conflict("changed_meanwhile"),
		"cycle_open_once":                   coaching.Conflict("cycle_open"),
		"erasure_receipt_pkey":              coaching.ErrNotFound, // asked already: gone for everybody
		"feedback_choice_pkey":              coaching.Conflict("changed_meanwhile"),
		"feedback_choice_position_unique":   coaching.Conflict("changed_meanwhile"),
		"feedback_moment_once":              coaching.Conflict("released_already"),
		"feedback_release_message_length":   invalid("message", "too_long"),
		"invitation_open_once":              coaching.Conflict("changed_meanwhile"),
		"live_invitation_once":              coaching.Conflict("changed_meanwhile"),
		"look_text_length":                  invalid("text", "too_long"),
		"look_text_when_seen":               invalid("text", "required"),
		"look_seen_known":                   invalid("seen", "unknown"),
		"person_email_unique":               coaching.Conflict("email_taken"),
		"person_language_known":             invalid("language", "unknown"),
		"question_version_pkey":             coaching.Conflict("changed_meanwhile"),
		"question_version_situation_length": invalid("situation", "too_long"),
		"question_version_text_length":      invalid("text", "too_long"),
		"recording_consent_once":            coaching.Conflict("changed_meanwhile"),
		"recording_consent_purpose_known":   invalid("purpose", "unknown"),
		"recording_extension_reason_length": invalid("reason", "too_long"),
		"recording_extension_waits_once":    coaching.Conflict("extension_waits"),
		"recording_planned_minutes":         invalid("planned_minutes", "out_of_range"),
		"recording_share_once":              coaching.Conflict("changed_meanwhile"),
		"recording_share_pkey":              coaching.Conflict("changed_meanwhile"),
		"recording_title_length":            invalid("title", "too_long"),
		"reply_pkey":                        coaching.Conflict("id_taken"),
		"reply_text_length":                 invalid("text", "too_long"),
		"retention_terms_cap":               invalid("cap_days", "out_of_range"),
		"retention_terms_hours":             invalid("hours_years", "out_of_range"),
		"retention_terms_once":              coaching.Conflict("changed_meanwhile"),
		"retention_terms_order":             invalid("review_days", "longer_than_cap"),
		"retention_terms_reason_length":     invalid("reason", "too_long"),
		"retention_terms_review":            invalid("review_days", "out_of_range"),
		"take_pkey":                         coaching.Conflict("changed_meanwhile"),
		"talk_loop":                         invalid("loop_end_ms", "before_the_start"),
		"talk_note_kind_known":              invalid("kind", "unknown"),
		"talk_note_pkey":                    coaching.Conflict("id_taken"),
		"talk_note_place":                   invalid("position_ms", "required"),
		"talk_note_position":                invalid("position_ms", "outside_the_recording"),
		"talk_note_says_something":          invalid("text", "required"),
		"talk_note_text_length":             invalid("text", "too_long"),
		"talk_note_voice_known":             invalid("voice", "unknown"),
		"talk_open_once":                    coaching.Conflict("changed_meanwhile"),
		"talk_position":                     invalid("position_ms", "outside_the_recording"),
		"talk_rate":                         invalid("rate_percent", "unknown"),
		"talk_setting_known":                invalid("setting", "unknown"),
		"talk_step_known":                   invalid("step", "unknown"),
		"trajectory_coach_once":             coaching.Conflict("changed_meanwhile"),
		"trajectory_coach_pkey":             coaching.Conflict("changed_meanwhile"),
		"trajectory_pause_once":             coaching.Conflict("trajectory_paused"),
		"trajectory_pause_pkey":             coaching.Conflict("changed_meanwhile"),
		"upload_age":                        invalid("age_ms", "out_of_range"),
		"upload_mime_length":                invalid("mime", "too_long"),
		"upload_once":                       coaching.Conflict("upload_under_way"),
		"upload_size":                       invalid("size", "too_large"),
		"work_point_once":                   coaching.ErrStale,
		"work_point_noticed_length":         invalid("noticed_by", "too_long"),
		"work_point_text_length":            invalid("text", "too_long"),
		"work_point_when_length":            invalid("try_when", "too_long"),
	}
	maps.Copy(meanings, agreementConstraints())
	return meanings
}
