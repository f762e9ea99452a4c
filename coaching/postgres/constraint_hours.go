package postgres

import "terugblik/coaching"

func hoursConstraints() map[string]error {
	invalid := func(field, code string) error { return coaching.Invalid{{Field: field, Code: code}} }
	return map[string]error{
		"coaching_entry_reason_length":  invalid("reason", "too_long"),
		"coaching_entry_replaced_once":  coaching.Conflict("changed_meanwhile"),
		"entry_attendee_once":           invalid("attended", "twice"),
		"entry_attendee_person_id_fkey": invalid("attended", "unknown"),
		"entry_share_centre":            invalid("centre_id", "unknown"),
		"entry_share_once":              coaching.Conflict("changed_meanwhile"),
		"hours_page_once":               coaching.Conflict("changed_meanwhile"),
		"hours_plan_once":               coaching.ErrStale,
		"hours_plan_words_length":       invalid("words", "too_long"),
		"hours_plan_year":               invalid("year", "out_of_range"),
		"hours_rule_full_time":          invalid("full_time", "out_of_range"),
		"hours_rule_once":               coaching.ErrStale,
		"hours_rule_per_centre":         invalid("per_centre", "out_of_range"),
		"hours_rule_per_fte":            invalid("per_fte", "out_of_range"),
		"hours_rule_per_toddler":        invalid("per_toddler", "out_of_range"),
		"hours_rule_source_length":      invalid("source", "too_long"),
		"hours_rule_weeks":              invalid("weeks", "out_of_range"),
		"hours_rule_year":               invalid("year", "out_of_range"),
		"hours_snapshot_agency":         invalid("fte_agency", "out_of_range"),
		"hours_snapshot_corrected":      invalid("reason", "required"),
		"hours_snapshot_fixed":          invalid("fte_fixed", "out_of_range"),
		"hours_snapshot_flexible":       invalid("fte_flexible", "out_of_range"),
		"hours_snapshot_once":           coaching.ErrStale,
		"hours_snapshot_reason_length":  invalid("reason", "too_long"),
		"hours_snapshot_source_length":  invalid("source", "too_long"),
		"hours_snapshot_training":       invalid("fte_training", "out_of_range"),
		"hours_snapshot_year":           invalid("year", "out_of_range"),
	}
}
