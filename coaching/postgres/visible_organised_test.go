package postgres_test

// expectedOrganised is who sees what of the organisation: the administrator keeps it, the officer reads it, a manager
// knows the places and teams of her locations, and nobody but she herself and those two knows what somebody's contract says.
func expectedOrganised() map[string]map[string]string {
	return map[string]map[string]string{
		"centre": { // of 2
			"administrator": "see 1 add 1 change 1",
			"coach":         "see 1",
			"coach2":        "see 1",
			"colleague":     "see 1",
			"employee":      "see 1",
			"manager":       "see 1",
			"officer":       "see 1",
			"outsider":      "see 1",
		},
		// who chooses a coach, or has her, reads what else she is
		"dual_role": { // of 1
			"administrator": "see 1 change 1",
			"coach":         "see 1 add 1 change 1",
			"colleague":     "see 1",
			"employee":      "see 1",
			"officer":       "see 1",
		},
		"employment": { // of 1
			"administrator": "see 1 add 1 change 1",
			"employee":      "see 1",
			"officer":       "see 1",
		},
		// one accepted, one not
		"engagement": { // of 2
			"administrator": "see 2 add 1 change 2",
			"coach2":        "see 1",
			"door engage":   "see 2",
			"officer":       "see 2",
		},
		// what she wrote to a coach whom she left no other coach reads; who left is told by a function of her own
		"parting": { // of 2
			"employee": "see 2 add 2",
		},
		"team": { // of 1
			"administrator": "see 1 add 1 change 1",
			"coach":         "see 1",
			"coach2":        "see 1",
			"employee":      "see 1",
			"manager":       "see 1",
			"officer":       "see 1",
		},
		"team_member": { // of 1
			"administrator": "see 1 add 1 change 1",
			"employee":      "see 1",
			"manager":       "see 1",
			"officer":       "see 1",
		},
	}
}
