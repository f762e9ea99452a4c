package postgres_test

// expectedOfChildren is that of the register, the roster, the tasks and the locks.
func expectedOfChildren() map[string]map[string]string {
	return map[string]map[string]string{
		"child": { // of 2
			"administrator": "see 2 add 2 change 2",
			"coach":         "see 2",
			"coach2":        "see 2",
			"colleague":     "see 1",
			"door retain":   "see 2",
			"employee":      "see 2",
			"manager":       "see 1 add 1 change 1",
			"manager2":      "see 1 add 1 change 1",
			"officer":       "see 2",
		},
		"child_consent": { // of 1
			"administrator": "see 1 add 1",
			"manager":       "see 1",
			"officer":       "see 1",
		},
		"consent_basis": { // of 1
			"administrator": "see 1 add 1",
			"coach":         "see 1",
			"coach2":        "see 1",
			"colleague":     "see 1",
			"door finalise": "see 1",
			"door ingest":   "see 1",
			"door retain":   "see 1",
			"employee":      "see 1",
			"manager":       "see 1",
			"manager2":      "see 1",
			"officer":       "see 1",
		},
		"consent_task": { // of 1
			"door finalise":  "see 1 add 1 change 1",
			"door ingest":    "add 1",
			"door retain":    "see 1 change 1",
			"door transcode": "see 1 change 1",
			"employee":       "see 1 add 1 reach 1",
			"officer":        "see 1",
		},
		"effective_consent": { // of 10
			"administrator": "see 10 add 10 change 10",
			"coach":         "see 10",
			"coach2":        "see 10",
			"colleague":     "see 5",
			"door finalise": "see 10",
			"door ingest":   "see 10",
			"door retain":   "see 10",
			"employee":      "see 10",
			"manager":       "see 5 add 5 change 5",
			"manager2":      "see 5 add 5 change 5",
			"officer":       "see 10 add 10 change 10",
		},
		"guardian": { // of 1
			"administrator": "see 1 add 1 change 1",
			"manager":       "see 1 add 1 change 1",
			"officer":       "see 1",
		},
		"recording_lock": { // of 3
			"door erase":     "see 3 remove 3",
			"door finalise":  "see 3 change 1",
			"door transcode": "see 3 change 1",
			"employee":       "see 3 add 1 reach 1",
			"officer":        "see 3 add 2 reach 2",
		},
		"roster": { // of 1
			"door erase":     "see 1 remove 1",
			"door finalise":  "see 1",
			"door ingest":    "see 1",
			"door transcode": "see 1",
			"employee":       "see 1 add 1 change 1",
		},
		"roster_child": { // of 2
			"door erase":     "see 2",
			"door finalise":  "see 2 change 2",
			"door ingest":    "see 2",
			"door transcode": "see 2 change 2",
			"employee":       "see 2 add 2 remove 2",
		}}
}
