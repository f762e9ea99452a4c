package postgres_test

import "maps"

// expected is "Who sees what" for the whole story, table by table, with all rows there are. Who is not named can do nothing.
// Coach is the coach of the trajectory, coach2 another of the same holder, outsider one of another holder.
func expected() map[string]map[string]string {
	all := map[string]map[string]string{
		// one line each was written by the employee (of what she still sees), the coach and the operator
		// and the coach once took the report away; she let the coach watch live, who began, and of whom the door wrote the end
		"access_log": { // of 16
			"coach":       "add 5",
			"door export": "add 1",
			"door watch":  "add 1",
			"employee":    "see 16 add 5",
		},
		"access_token": { // of 1
			"door link":    "see 1 remove 1",
			"door session": "see 1 remove 1",
			"employee":     "see 1 add 1 remove 1",
		},
		// about people and places: here of links, two lines by the administrator, one by the operator, one by the employee
		"administration_log": { // of 25
			"administrator": "see 25 add 14",
			"door invite":   "add 1",
			"door link":     "add 1",
			"manager":       "add 4",
			"officer":       "see 25 add 5",
		},
		// of a recording that is not shared
		"angle": { // of 1
			"door erase":     "see 1 remove 1",
			"door export":    "see 1",
			"door transcode": "see 1 change 1",
			"employee":       "see 1 add 1 change 1",
		},
		// the employee: what she is proud of, and the one mark that she looked at first; not the tip, nor the drafts
		"annotation": { // of 7
			"coach":       "see 7 add 4 change 4 remove 4",
			"door erase":  "see 7 remove 7",
			"door retain": "see 7",
			"employee":    "see 2 add 1 change 1 remove 1",
			"door trim":   "see 7 change 7",
		},
		// written by triggers, by nobody else; the other holder has lines too
		"audit_entry": {
			"door audit": "see all",
			"officer":    "see some",
		},
		"care_group": { // of 4
			"administrator": "see 3 add 3 change 3",
			"coach":         "see 3",
			"coach2":        "see 3",
			"colleague":     "see 3",
			"door demo":     "see 4 add 4",
			"employee":      "see 3",
			"manager":       "see 3",
			"manager2":      "see 3",
			"officer":       "see 3",
			"outsider":      "see 1",
		},
		"coach_question": { // of 1
			"coach":    "see 1",
			"employee": "see 1 add 1",
		},
		"code_pad": { // of 1
			"coach": "see 1 add 1 change 1 remove 1",
		},
		// everybody's own
		"credential": { // of 9
			"administrator": "see 1 change 1",
			"coach":         "see 1 change 1",
			"coach2":        "see 1 change 1",
			"colleague":     "see 1 change 1",
			"door demo":     "add 9",
			"door link":     "see 2 add 2 change 2",
			"door login":    "see 9",
			"employee":      "see 1 change 1",
			"manager":       "see 1 change 1",
			"manager2":      "see 1 change 1",
			"officer":       "see 1 change 1",
			"outsider":      "see 1 change 1",
		},
		"cycle": { // of 2
			"coach":       "see 2",
			"door retain": "see 2",
			"employee":    "see 2 add 2 change 2",
		},
		// the recording had been shared, so the coach sees that it is gone
		"erasure_receipt": { // of 9
			"coach":       "see 1",
			"door erase":  "see 1 change 1",
			"door retain": "see 1 add 4",
			"employee":    "see 1 add 3",
		},
		// how somebody likes to learn is for her and who coaches her now
		"learning_preference": { // of 1
			"coach":    "see 1",
			"employee": "see 1 add 1 change 1",
		},
		"practice": { // of 1
			"coach":    "see 1",
			"employee": "see 1 add 1",
		},
		// hers alone
		"reminder": { // of 1
			"employee": "see 1 add 1 change 1 remove 1",
		},
		// one of them she answered
		"reminder_notice": { // of 2
			"door remind": "see 2 add 1",
			"employee":    "see 2 add 2 change 2",
		},
		// the employee undid an end, the coach asks to
		"reopening": { // of 2
			"coach":    "see 2 add 1",
			"employee": "see 2 add 1 change 2",
		},
		// the coach hears what was sent; a draft is hers alone
		"voice_note": { // of 2
			"coach":       "see 1",
			"door erase":  "see 2 remove 2",
			"door keys":   "see 2",
			"door retain": "see 2 change 2",
			"employee":    "see 2 add 1 change 2",
		},
		// nobody at all
		"voice_note_key": { // of 1
			"door keys": "see 1 add 1 remove 1",
		},
		// what waits to be released is not for the employee
		"feedback_choice": { // of 1
			"coach": "see 1 add 1 change 1 remove 1",
		},
		// the employee sees where to look before the mark opens
		"feedback_moment": { // of 2
			"coach":       "see 2 add 2",
			"door retain": "see 2",
			"employee":    "see 2",
			"door trim":   "see 2 change 2",
		},
		"feedback_release": { // of 1
			"coach":       "see 1 add 1",
			"door retain": "see 1",
			"employee":    "see 1",
		},
		"gap": { // of 3
			"coach":          "see 1",
			"door export":    "see 3",
			"door finalise":  "see 3 add 3 remove 3",
			"door transcode": "see 3",
			"employee":       "see 2",
			"door trim":      "see 3",
		},
		"holder": { // of 2
			"administrator": "see 1 change 1",
			"coach":         "see 1",
			"coach2":        "see 1",
			"colleague":     "see 1",
			"door audit":    "see 2",
			"door demo":     "see 2 add 2",
			"door finalise": "see 2",
			"door ingest":   "see 2",
			"door retain":   "see 2",
			"door engage":   "see 2",
			"door invite":   "see 2",
			"door link":     "see 2",
			"door start":    "see 2",
			"employee":      "see 1",
			"manager":       "see 1",
			"manager2":      "see 1",
			"officer":       "see 1",
			"outsider":      "see 1",
		},
		// one for a second camera, which a code of the owner's gives too
		"ingest_token": { // of 2
			"door erase":  "see 2 remove 2",
			"door ingest": "see 2",
			"door join":   "add 1",
			"door retain": "see 2 remove 2",
			"employee":    "see 2 add 2 remove 2",
		},
		"join_code": { // of 1
			"door join": "see 1 remove 1",
			"employee":  "see 1 add 1 remove 1",
		},
		// what stays of a recording whose time came; the coach's as long as it was shared
		"kept_word": { // of 4
			"coach":       "see 4",
			"door retain": "add 4",
			"employee":    "see 4",
		},
		// two for the employee, one of them used, and one of the operator's for her colleague
		"invitation": { // of 3
			"administrator": "see 3 add 2 change 2",
			"colleague":     "see 1 change 1",
			"door invite":   "see 3 add 1 change 3",
			"door link":     "see 3 change 3",
			"employee":      "see 2 change 1",
			"officer":       "see 3",
		},
		"location": { // of 3
			"administrator": "see 2 add 2 change 2",
			"coach":         "see 2",
			"coach2":        "see 2",
			"colleague":     "see 2",
			"door demo":     "see 3 add 3",
			"door invite":   "see 3",
			"employee":      "see 2",
			"manager":       "see 2",
			"manager2":      "see 2",
			"officer":       "see 2",
			"outsider":      "see 1",
		},
		"login_session": { // of 1
			"door link":    "see 1 remove 1",
			"door login":   "add 2",
			"door session": "see 1 change 1 remove 1",
			"door tablet":  "add 1",
			"employee":     "see 1 remove 1",
		},
		// hers: nobody else learns even that she has one
		"pin": { // of 1
			"door tablet": "see 1 change 1",
			"employee":    "see 1 add 1 change 1 remove 1",
		},
		"tablet": { // of 1
			"administrator": "see 1 add 1 change 1",
			"door session":  "see 1",
			"door tablet":   "see 1 change 1",
		},
		"look": { // of 1
			"coach":       "see 1",
			"door retain": "see 1",
			"employee":    "see 1 add 1",
		},
		// employees see the coaches whom they may choose, who made a link to their account and who of the office opened their film, managers the employees of their locations
		"person": { // of 9
			"administrator": "see 8 add 8 change 8",
			"coach":         "see 3 change 1",
			"coach2":        "see 1 change 1",
			"colleague":     "see 3 change 1",
			"door demo":     "see 9 add 9",
			"door invite":   "see 9 add 9",
			"door link":     "see 2",
			"door login":    "see 9",
			"door session":  "see 9",
			"employee":      "see 5 change 1",
			"manager":       "see 3 change 1",
			"manager2":      "see 1 change 1",
			"officer":       "see 8 change 1",
			"outsider":      "see 1 change 1",
		},
		"question_version": { // of 3
			"coach":    "see 3 add 1",
			"employee": "see 3 add 2 change 3",
		},
		// the coach: what is shared, her own plan, and what is filmed while she is let watch. One of the seven is erased: nobody sees it
		"recording": { // of 7
			"coach":          "see 3 add 1 remove 1",
			"door erase":     "see 7",
			"door export":    "see 7",
			"door finalise":  "see 7 change 7",
			"door ingest":    "see 7 change 7",
			"door keys":      "see 7",
			"door retain":    "see 7 change 7",
			"door transcode": "see 7 change 7",
			"employee":       "see 6 add 2 change 6 remove 1",
			"door watch":     "see 7",
			"door trim":      "see 7 change 7",
		},
		// the coach asks, the employee chooses and answers
		"recording_extension": { // of 2
			"coach":       "see 1 add 1",
			"door erase":  "see 2 remove 2",
			"door retain": "see 2",
			"employee":    "see 2 add 1 change 2",
		},
		// nobody at all
		"recording_key": { // of 3
			"door keys": "see 3 add 3 change 3 remove 3",
			"door trim": "see 3 change 3",
		},
		"recording_share": { // of 2
			"coach":       "see 1",
			"door erase":  "see 2 remove 2",
			"door retain": "see 2 change 2",
			"employee":    "see 1 add 1 change 1",
		},
		"reply": { // of 1
			"coach":       "see 1",
			"door retain": "see 1",
			"employee":    "see 1 add 1",
		},
		// everybody reads why something waits; the operator beside the server makes the row
		"restore": { // of 1
			"administrator": "see 1 reach 1",
			"coach":         "see 1",
			"coach2":        "see 1",
			"colleague":     "see 1",
			"door ingest":   "see 1",
			"door retain":   "see 1 change 1",
			"employee":      "see 1",
			"manager":       "see 1",
			"manager2":      "see 1",
			"officer":       "see 1 reach 1",
		},
		// how long erasing waits is said on the settings page
		"retention_clock": { // of 1
			"administrator": "see 1",
			"door retain":   "see 1 add 1 change 1",
			"officer":       "see 1",
		},
		// everybody may know how long things are kept; the administrator decides
		"retention_terms": { // of 1
			"administrator": "see 1 add 1",
			"coach":         "see 1",
			"coach2":        "see 1",
			"colleague":     "see 1",
			"door retain":   "see 1",
			"employee":      "see 1",
			"manager":       "see 1",
			"manager2":      "see 1",
			"officer":       "see 1",
		},
		"role_assignment": { // of 9
			"administrator": "see 8 add 8 change 8",
			"coach":         "see 1",
			"coach2":        "see 1",
			"colleague":     "see 1",
			"door demo":     "see 9 add 9",
			"door ingest":   "see 9",
			"door invite":   "see 9 add 9",
			"door link":     "see 2",
			"door session":  "see 9",
			"employee":      "see 1",
			"manager":       "see 1",
			"manager2":      "see 1",
			"officer":       "see 8",
			"outsider":      "see 1",
		},
		"server_state": { // of 1
			"door erase": "see 1",
		},
		// the operator's own: people see counts
		"newcomer_list": { // of 1: hers alone who brought it
			"administrator": "see 1 add 1 change 1",
			"door retain":   "see 1 remove 1",
		},
		"storage_finding": { // of 1
			"door retain": "see 1 add 1 change 1 remove 1",
		},
		"take": { // of 4
			"coach":          "see 2",
			"door erase":     "see 4 remove 4",
			"door export":    "see 4",
			"door finalise":  "see 4 add 1 change 4",
			"door ingest":    "see 4 add 4 change 4",
			"door retain":    "see 4",
			"door transcode": "see 4",
			"employee":       "see 3",
			"door trim":      "see 4 change 4",
		},
		"talk": { // of 1
			"coach":       "see 1 add 1 change 1",
			"door retain": "see 1",
			"employee":    "see 1 change 1",
		},
		// the coach approves nothing: what she changes waits for the employee again
		"talk_note": { // of 3
			"coach":    "see 3 add 2 change 2",
			"employee": "see 3 add 1 change 3",
		},
		"talk_opening": { // of 1
			"coach":       "see 1 add 1",
			"door retain": "see 1",
			"employee":    "see 1",
		},
		"transparency_page": { // of 1
			"administrator": "see 1 add 1 change 1",
			"officer":       "see 1",
		},
		"trajectory": { // of 1
			"coach":    "see 1",
			"employee": "see 1 add 1 change 1",
		},
		// the coach was away for a while; who came instead sees nothing any more
		"trajectory_coach": { // of 3
			"coach":    "see 3",
			"employee": "see 3 add 3 change 3",
		},
		"trajectory_pause": { // of 1
			"coach":    "see 1",
			"employee": "see 1 add 1 change 1",
		},
		// her yes is hers alone, also of what she shares
		"recording_consent": { // of 4
			"door erase":  "see 4 remove 4",
			"door ingest": "see 4",
			"employee":    "see 3 add 3 change 3",
		},
		// of a recording that she keeps to herself
		"trim": { // of 1
			"door erase":     "see 1 remove 1",
			"door export":    "see 1",
			"door transcode": "see 1",
			"door trim":      "see 1 change 1",
			"employee":       "see 1 add 1",
			"officer":        "see 1", // that a cut for a task of hers runs
		},
		// what she sends is hers alone
		"upload": { // of 1
			"door erase":     "see 1 change 1 remove 1",
			"door finalise":  "see 1 change 1",
			"door ingest":    "see 1 change 1",
			"door transcode": "see 1 change 1 remove 1",
			"employee":       "see 1 add 1 change 1",
			"door trim":      "see 1",
		},
		"work_point": { // of 1
			"coach":       "see 1",
			"door retain": "see 1",
			"employee":    "see 1 add 1 change 1",
		},
	}
	maps.Copy(all, expectedTogether())
	maps.Copy(all, expectedLive())
	maps.Copy(all, expectedOfOffice())
	maps.Copy(all, expectedOrganised())
	maps.Copy(all, expectedHours())
	maps.Copy(all, expectedOfChildren())
	return all
}
