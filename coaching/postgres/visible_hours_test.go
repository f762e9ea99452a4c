package postgres_test

// expectedHours is who sees what of the hours: norm and distribution are for all who work for the holder, minutes for
// whoever worked them and whoever was with her; the administrator keeps what was written down by hand. A manager has
// sums only, and nobody learns from a line what was spoken of.
func expectedHours() map[string]map[string]string {
	staff := map[string]string{
		"administrator": "see 1 add 1", "coach": "see 1", "coach2": "see 1", "colleague": "see 1", "employee": "see 1",
		"manager": "see 1", "manager2": "see 1", "officer": "see 1",
	}
	return map[string]map[string]string{
		// one of a cycle, one by hand with the employee, and one of policy
		"coaching_entry": { // of 3
			"administrator": "see 2 add 1 reach 2", // she strikes through, and no more
			"coach":         "see 2 add 2 change 2",
			"door retain":   "see 3 remove 3",
			"employee":      "see 2",
		},
		"entry_attendee": { // of 1
			"administrator": "see 1",
			"coach":         "see 1 add 1",
			"employee":      "see 1",
		},
		"entry_share": { // of 1
			"administrator": "see 1 add 1",
			"coach":         "see 1 add 1",
		},
		"hours_page": { // of 1
			"administrator": "see 1 add 1 change 1",
		},
		"hours_plan":     staff, // of 1
		"hours_reached":  {},    // of 1: nobody, but for functions
		"hours_rule":     staff, // of 1
		"hours_snapshot": staff, // of 1
		"hours_sum":      {},    // of 4
	}
}
