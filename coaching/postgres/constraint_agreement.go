package postgres

import "terugblik/coaching"

// agreementConstraints are those of agreement, evaluation and report.
func agreementConstraints() map[string]error {
	invalid := func(field, code string) error { return coaching.Invalid{{Field: field, Code: code}} }
	meanings := map[string]error{
		"evaluation_number_unique":        coaching.Conflict("evaluation_open"),
		"report_once":                     coaching.Conflict("changed_meanwhile"),
		"report_question_length":          invalid("question", "too_long"),
		"report_work_points_length":       invalid("work_points", "too_long"),
		"sharing_agreement_allowed_known": invalid("allowed", "unknown"),
		"sharing_agreement_note_length":   invalid("note", "too_long"),
		"sharing_agreement_number_unique": coaching.Conflict("changed_meanwhile"),
	}
	for _, answer := range []string{"answered", "best_moment", "keep", "next_question", "growth", "helped", "wish"} {
		meanings["evaluation_part_"+answer+"_length"] = invalid(answer, "too_long")
		meanings["report_"+answer+"_length"] = invalid(answer, "too_long")
	}
	return meanings
}
