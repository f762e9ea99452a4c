package postgres_test

// expectedOfOffice is that of the privacy office. Words of a signal are for who wrote them and for who is named in it:
// here the manager who raised it, and the colleague.
func expectedOfOffice() map[string]map[string]string {
	return map[string]map[string]string{
		"breach_entry": { // of 1
			"administrator": "see 1",
			"officer":       "see 1 add 1",
		},
		// asked by the administrator, granted by the officer
		"emergency_access": { // of 1
			"administrator": "see 1 add 1 reach 1",
			"officer":       "see 1 reach 1",
		},
		"emergency_grant": { // of 1
			"administrator": "see 1",
			"officer":       "see 1 add 1",
		},
		"office_played": { // of 1
			"officer": "see 1 add 1",
		},
		"privacy_finding": { // of 1
			"door retain": "see 1",
			"officer":     "see 1 add 1 change 1",
		},
		// the administrator writes it down, the officer handles it
		"privacy_request": { // of 1
			"administrator": "see 1 add 1",
			"officer":       "see 1 change 1",
		},
		"safety_note": { // of 1
			"colleague": "see 1",
			"manager":   "see 1 add 1",
		},
		// who is named stays, or ends: a change that leaves her named is none
		"safety_officer": { // of 1
			"administrator": "see 1 add 1 reach 1",
			"colleague":     "see 1",
			"manager":       "see 1",
			"officer":       "see 1 reach 1",
		},
		"safety_signal": { // of 1
			"administrator": "see 1",
			"colleague":     "see 1 reach 1",
			"manager":       "see 1 add 1",
			"officer":       "see 1 reach 1",
		},
		"viewing": { // of 1
			"officer": "see 1 add 1 reach 1",
		},
	}
}
