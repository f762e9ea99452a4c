package postgres

import "terugblik/coaching"

// officeConstraints are those of the privacy office.
func officeConstraints() map[string]error {
	invalid := func(field, code string) error { return coaching.Invalid{{Field: field, Code: code}} }
	return map[string]error{
		"breach_entry_affected":            invalid("affected", "out_of_range"),
		"breach_entry_authority_known":     invalid("authority", "unknown"),
		"breach_entry_authority_length":    invalid("authority_why", "too_long"),
		"breach_entry_authority_when":      invalid("authority_at", "required"),
		"breach_entry_kinds_length":        invalid("kinds", "too_long"),
		"breach_entry_measures_length":     invalid("measures", "too_long"),
		"breach_entry_once":                coaching.ErrStale,
		"breach_entry_people_known":        invalid("people", "unknown"),
		"breach_entry_people_length":       invalid("people_why", "too_long"),
		"breach_entry_people_when":         invalid("people_at", "required"),
		"breach_entry_what_length":         invalid("what", "too_long"),
		"emergency_access_reason_length":   invalid("reason", "too_short"),
		"emergency_grant_pkey":             coaching.Conflict("changed_meanwhile"),
		"emergency_grant_two_people":       coaching.Forbidden("needs_two_people"),
		"emergency_grant_window":           invalid("hours", "out_of_range"),
		"office_played_order":              invalid("ranges", "out_of_range"),
		"privacy_finding_decision_known":   invalid("decision", "unknown"),
		"privacy_finding_once":             coaching.Conflict("changed_meanwhile"),
		"privacy_finding_reason_length":    invalid("reason", "too_long"),
		"privacy_request_about":            invalid("about", "required"),
		"privacy_request_answer_length":    invalid("answer", "too_long"),
		"privacy_request_asked_by_length":  invalid("asked_by", "too_long"),
		"privacy_request_extension_length": invalid("reason", "too_long"),
		"privacy_request_kind_known":       invalid("kind", "unknown"),
		"privacy_request_outcome_known":    invalid("outcome", "unknown"),
		"recording_frozen":                 coaching.Conflict("recording_frozen"),  // said by a trigger
		"recording_filmed":                 coaching.Conflict("changed_meanwhile"), // likewise
		"safety_note_text_length":          invalid("words", "too_long"),
		"safety_officer_person_once":       coaching.Conflict("named_already"),
		"safety_officer_slot_once":         coaching.Conflict("changed_meanwhile"),
		"safety_officer_two":               invalid("slot", "unknown"),
		"safety_signal_about":              invalid("group", "required"),
		"viewing_present_length":           invalid("present", "too_long"),
		"viewing_recordings_some":          invalid("recordings", "required"),
		"viewing_window":                   invalid("minutes", "out_of_range"),
	}
}
