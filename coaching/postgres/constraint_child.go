package postgres

import "terugblik/coaching"

// childConstraints are those of the register, the roster and the tasks.
func childConstraints() map[string]error {
	invalid := func(field, code string) error { return coaching.Invalid{{Field: field, Code: code}} }
	return map[string]error{
		"child_consent_act_known":        invalid("act", "unknown"),
		"child_consent_how_known":        invalid("how", "unknown"),
		"child_consent_purpose_known":    invalid("purpose", "unknown"),
		"child_consent_text_version":     invalid("text_version", "unknown"),
		"child_name_length":              invalid("name", "too_long"),
		"child_name_once":                coaching.Conflict("child_name_taken"),
		"consent_basis_balanced":         invalid("balancing", "required"),
		"consent_basis_balancing_length": invalid("balancing", "too_long"),
		"consent_basis_once":             coaching.Conflict("changed_meanwhile"),
		"consent_basis_task_days":        invalid("task_days", "out_of_range"),
		"consent_task_open_once":         coaching.Conflict("changed_meanwhile"),
		"guardian_label_length":          invalid("label", "too_long"),
		"guardian_label_once":            coaching.Conflict("guardian_label_taken"),
		"recording_lock_once":            coaching.Conflict("changed_meanwhile"),
		"roster_adults":                  invalid("adults", "out_of_range"),
		"roster_filmed":                  coaching.Conflict("roster_filmed"), // said by a trigger
		"roster_child_once":              coaching.Conflict("changed_meanwhile"),
		"roster_child_seen_known":        invalid("seen", "unknown"),
		"roster_once":                    coaching.Conflict("changed_meanwhile"),
	}
}
