package postgres_test

// expectedLive is who does what with watching live: one invitation and one token, of a recording that is being filmed.
func expectedLive() map[string]map[string]string {
	return map[string]map[string]string{
		"live_invitation": { // of 1
			"coach":      "see 1",
			"door erase": "see 1 remove 1",
			"door watch": "see 1",
			"employee":   "see 1 add 1 change 1",
		},
		"watch_token": { // of 1
			"coach":      "add 1",
			"door erase": "see 1 remove 1",
			"door watch": "see 1",
			"employee":   "see 1 remove 1",
		},
	}
}
