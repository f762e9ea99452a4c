package postgres_test

// expectedTogether is the part of expected about agreement, evaluation and report: the pair of now, and nobody else.
func expectedTogether() map[string]map[string]string {
	return map[string]map[string]string{
		"evaluation": { // of 1
			"coach":    "see 1",
			"employee": "see 1 add 1",
		},
		// the coach's draft is her own; what the employee and an earlier coach handed in is open to both
		"evaluation_part": { // of 3
			"coach":    "see 3 add 1 change 1",
			"employee": "see 2 add 1",
		},
		// approved by the coach only: either may still change it, under her own name, which now is the employee's
		"report": { // of 1
			"coach":    "see 1 reach 1",
			"employee": "see 1 add 1 change 1",
		},
		"report_approval": { // of 1
			"coach":    "see 1 add 1",
			"employee": "see 1",
		},
		"sharing_agreement": { // of 1
			"coach":    "see 1",
			"employee": "see 1 add 1",
		},
		// one's own yes only
		"sharing_agreement_yes": { // of 2
			"coach":    "see 2 add 1",
			"employee": "see 2 add 1",
		},
	}
}
