package main

import "terugblik/doctor"

// tls says whether the server speaks HTTPS itself.
func (c config) tls() bool { return false }

func (e *examination) certificates() doctor.Finding {
	return doctor.Finding{Check: "certificate", Level: doctor.Note, Said: "none: the server speaks plain HTTP"}
}
