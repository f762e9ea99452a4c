package web_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/web"
	"terugblik/web/ui"
)

// bodies are what a request needs to get past the reading of its body. A route that needs one and is
// not here answers 422 instead of 404, and the test says so.
var bodies = map[string]string{
	"POST /api/v1/login":                                         `{"email": "x@demo.test", "password": "x"}`,
	"POST /api/v1/me/holder":                                     `{"holder_id": "01900000-0000-7000-8000-000000000000"}`,
	"PUT /api/v1/me/language":                                    `{"language": "nl"}`,
	"PUT /api/v1/me/password":                                    `{"current": "x", "new": "y"}`,
	"PUT /api/v1/me/pad":                                         `{"codes": ["vib-microanalyse:volgen"]}`,
	"POST /api/v1/tokens":                                        `{"name": "script"}`,
	"POST /api/v1/people":                                        `{"given": "A", "family": "B", "email": "a@b.test", "roles": [{"role": "coach"}]}`,
	"PATCH /api/v1/people/{id}":                                  `{"given": "A"}`,
	"POST /api/v1/people/{id}/roles":                             `{"role": "coach"}`,
	"POST /api/v1/people/{id}/roles/{role}/end":                  `{"last_day": "2026-01-01"}`,
	"POST /api/v1/people/{id}/end":                               `{"last_day": "2026-01-01"}`,
	"POST /api/v1/locations":                                     `{"name": "Zuid"}`,
	"PATCH /api/v1/locations/{id}":                               `{"name": "Zuid"}`,
	"POST /api/v1/centres":                                       `{"location_id": "01900000-0000-7000-8000-000000000000", "name": "Zuid", "kind": "daycare", "registered_from": "2026-01-01"}`,
	"PATCH /api/v1/centres/{id}":                                 `{"name": "Zuid", "kind": "daycare", "registered_from": "2026-01-01"}`,
	"POST /api/v1/teams":                                         `{"name": "Zuid"}`,
	"PATCH /api/v1/teams/{id}":                                   `{"name": "Zuid"}`,
	"POST /api/v1/people/{id}/teams":                             `{"team_id": "01890000-0000-7000-8000-000000000000"}`,
	"POST /api/v1/people/{id}/teams/{membership}/end":            `{"last_day": "2026-01-01"}`,
	"POST /api/v1/people/{id}/employments":                       `{"kind": "fixed", "fte": "1", "standing": "qualified", "from_day": "2020-01-01"}`,
	"PATCH /api/v1/people/{id}/employments/{employment}":         `{"kind": "fixed", "fte": "1", "standing": "qualified", "from_day": "2020-01-01"}`,
	"PATCH /api/v1/engagements/{id}":                             `{"contract_reference": "C-2", "until_day": "2030-01-01"}`,
	"POST /api/v1/groups":                                        `{"location_id": "01900000-0000-7000-8000-000000000000", "name": "Zuid"}`,
	"PATCH /api/v1/groups/{id}":                                  `{"name": "Zuid"}`,
	"PUT /api/v1/holder/recording-confirmation":                  `{"confirmed": true}`,
	"POST /api/v1/questions":                                     `{"text": "Hoe?"}`,
	"POST /api/v1/questions/{id}/versions":                       `{"text": "Hoe dan?"}`,
	"PUT /api/v1/trajectories/{id}/coach":                        `{"coach_id": "01900000-0000-7000-8000-000000000000"}`,
	"POST /api/v1/trajectories/{id}/agreement":                   `{"allowed": []}`,
	"POST /api/v1/trajectories/{id}/agreement/agree":             `{"number": 1}`,
	"PUT /api/v1/trajectories/{id}/evaluation":                   `{"answered": "x"}`,
	"PATCH /api/v1/trajectories/{id}/report":                     `{"answered": "x"}`,
	"POST /api/v1/cycles/{id}/close":                             `{"next": false}`,
	"PUT /api/v1/cycles/{id}/choice":                             `{"annotation_ids": []}`,
	"POST /api/v1/cycles/{id}/release":                           `{"message": "", "entry": {"date": "2026-01-01", "kind": "feedback", "minutes": 1}}`,
	"POST /api/v1/cycles/{id}/looks":                             `{"moment_id": "01900000-0000-7000-8000-000000000000", "seen": "nothing"}`,
	"PUT /api/v1/cycles/{id}/work-point":                         `{"text": "Wachten"}`,
	"POST /api/v1/recordings":                                    `{"cycle_id": "01900000-0000-7000-8000-000000000000", "title": "x"}`,
	"PUT /api/v1/retention":                                      `{"review_days": 14, "cap_days": 60, "hours_years": 3}`,
	"POST /api/v1/recordings/{id}/trims":                         `{"start_ms": 1000, "end_ms": 2000, "reason": "other"}`,
	"POST /api/v1/recordings/{id}/extensions":                    `{"until": "2030-01-01", "reason": "x"}`,
	"POST /api/v1/recordings/{id}/extensions/{extension}/answer": `{"yes": true}`,
	"PATCH /api/v1/recordings/{id}":                              `{"title": "x"}`,
	"PUT /api/v1/recordings/{id}/consent":                        `{"purpose": "vib_individual", "text_version": 1}`,
	"PUT /api/v1/recordings/{id}/pending-device":                 `{"pending": false}`,
	"POST /api/v1/recordings/{id}/annotations":                   `{"start_ms": 1, "kind": "top"}`,
	"POST /api/v1/recordings/{id}/angles":                        `{"source": "file"}`,
	"PATCH /api/v1/recordings/{id}/angles/{number}":              `{"name": "x"}`,
	"PATCH /api/v1/annotations/{id}":                             `{"text": "x"}`,
	"POST /api/v1/annotations/{id}/replies":                      `{"text": "x"}`,
	"POST /api/v1/questions/{id}/versions/{n}/accept":            ``,

	"POST /api/v1/children":                `{"group_id": "01900000-0000-7000-8000-000000000000", "names": ["Noor"]}`,
	"PATCH /api/v1/children/{id}":          `{"name": "Noor", "group_id": "01900000-0000-7000-8000-000000000000"}`,
	"POST /api/v1/children/{id}/guardians": `{"label": "ouder 1"}`,
	"POST /api/v1/children/{id}/consents":  `{"guardian_id": "01900000-0000-7000-8000-000000000000", "purposes": ["vib_individual"], "act": "given", "how": "paper"}`,
	"PUT /api/v1/consent-basis":            `{"basis": "opt_in", "register_in_use": true, "task_days": 14}`,
	"PUT /api/v1/recordings/{id}/roster":   `{"group_id": "01900000-0000-7000-8000-000000000000", "children": []}`,

	"POST /api/v1/hours":                        `{"date": "2026-01-01", "kind": "team", "minutes": 1}`,
	"PATCH /api/v1/hours/{id}":                  `{"date": "2026-01-01", "minutes": 1, "reason": "x"}`,
	"PUT /api/v1/hours/years/{year}/rule":       `{"version": 0, "per_centre": "50", "per_fte": "10", "per_toddler": "10", "full_time": "36", "weeks": 13, "count_training": true, "counted": [], "source": "x"}`,
	"POST /api/v1/hours/years/{year}/snapshots": `{"version": 0, "fte_fixed": "1", "fte_flexible": "0", "fte_agency": "0", "fte_training": "0", "source": "x"}`,
	"PUT /api/v1/hours/years/{year}/plan":       `{"version": 0, "words": "", "centres": []}`,

	"POST /api/v1/cycles/{id}/talks":   `{"recording_id": "01900000-0000-7000-8000-000000000000"}`,
	"PATCH /api/v1/talks/{id}":         `{"step": "child"}`,
	"POST /api/v1/talks/{id}/openings": `{"moment_id": "01900000-0000-7000-8000-000000000000"}`,
	"POST /api/v1/talks/{id}/minutes":  `{"date": "2026-01-01", "minutes": 30}`,
	"POST /api/v1/talks/{id}/notes":    `{"voice": "employee", "kind": "word", "step": "look", "text": "x"}`,
	"PATCH /api/v1/talk-notes/{id}":    `{"text": "x"}`,

	"POST /api/v1/cycles/{id}/practice":                            `{}`,
	"PUT /api/v1/cycles/{id}/reminder":                             `{"kind": "working"}`,
	"PUT /api/v1/me/preference":                                    `{"preference": ""}`,
	"POST /api/v1/trajectories/{id}/reopenings/{reopening}/answer": `{"yes": true}`,
	"POST /api/v1/office-films/{id}/played":                        `{"ranges": [[0, 1000]]}`,
}

// seen says who of the story sees what a rule shows. A rule that is not here fails the test.
func seen(s *site) map[web.Rule][]coaching.Actor {
	pair := []coaching.Actor{s.Employee, s.Coach}
	return map[web.Rule][]coaching.Actor{
		web.OfQuestion:   pair,
		web.OfCycle:      pair,
		web.OfRecording:  pair,
		web.OfFilm:       pair,
		web.OfAnnotation: pair,
		web.OfConsent:    {s.Employee},
		web.OfUpload:     {s.Employee},
		web.OfOwner:      {s.Employee},
		web.OfWatched:    {}, // nothing is filmed now: see whep_test.go
		web.OfTalk:       pair,
		web.OfVoiceNote:  pair,
		web.OfTalkNote:   pair,
		web.OfManager:    {s.Manager, s.Manager2},
		web.OfHolder:     {s.Administrator, s.Officer},
		web.OfChildren:   {s.Administrator, s.Manager, s.Manager2, s.Officer},
		web.OfChild:      {}, // a child of nobody: see child_test.go of the store
		web.OfTask:       {},
		web.OfHours:      {s.Administrator, s.Manager, s.Manager2},
		web.OfHoursLine:  {}, // a line of nobody: see hours_test.go
		web.OfAudit:      {s.Officer},
		web.OfOffice:     {s.Administrator, s.Officer},
		web.OfOfficer:    {s.Officer},
		web.OfOfficeFilm: {s.Officer}, // there is a viewing now
		web.OfSignaller:  {s.Coach, s.Coach2, s.Manager, s.Manager2, s.Administrator, s.Officer, s.Outsider},
		web.OfSignal:     {s.Manager, s.Colleague, s.Administrator, s.Officer}, // she raised it, is named in it, the office
		web.Themselves:   everybody(s),
		web.OwnAccount:   everybody(s),
		web.OwnDossier:   {s.Employee, s.Colleague},
		web.Lists:        everybody(s),
		web.Doorstep:     everybody(s),
		web.Anyone:       everybody(s),
		web.Machines:     everybody(s),
	}
}

func everybody(s *site) []coaching.Actor {
	return []coaching.Actor{
		s.Employee, s.Colleague, s.Coach, s.Coach2, s.Manager, s.Manager2, s.Administrator, s.Officer, s.Outsider,
	}
}

// addressed fills in the things of the story.
func addressed(s *site, path string) string {
	id := map[string]string{
		"talks": string(s.Talk.ID), "talk-notes": string(s.Said.ID),
		"voice-notes": string(s.Voice.ID),
		"questions":   string(s.Question.ID), "trajectories": string(s.Trajectory.ID), "cycles": string(s.Cycle.ID),
		"recordings": string(s.Recording.ID), "annotations": string(s.Top.ID), "media": string(s.Recording.ID),
		"tokens": string(postgres.NewID[coaching.TokenID]()), "whip": string(s.Recording.ID), "whep": string(s.Recording.ID),
		"people": string(s.Employee.ID), "locations": string(s.Locations[0].ID), "places": string(s.Locations[0].ID),
		"groups": string(s.Locations[0].Groups[0].ID), "transparency": string(s.Locations[0].ID), "links": string(postgres.NewID[coaching.InvitationID]()),
		"children": string(postgres.NewID[coaching.ChildID]()), "consent-tasks": string(postgres.NewID[coaching.TaskID]()),
		"lines": string(postgres.NewID[coaching.EntryID]()), "hours": string(postgres.NewID[coaching.EntryID]()),
		"centres": string(postgres.NewID[coaching.CentreID]()), "teams": string(postgres.NewID[coaching.TeamID]()), "employments": string(postgres.NewID[coaching.EmploymentID]()),
		"engagements": string(postgres.NewID[coaching.EngagementID]()),
		"requests":    string(s.Request.ID), "viewings": string(s.Viewing.ID), "films": string(s.Own.ID), "office-films": string(s.Own.ID),
		"breaches": string(s.Breach.BreachID), "signals": string(s.Signal.ID), "emergencies": string(s.Emergency.ID),
		"tablets": string(postgres.NewID[coaching.TabletID]()),
		"import":  string(postgres.NewID[coaching.NewcomersID]()),
		"uploads": string(postgres.NewID[coaching.UploadID]()), // of nobody: see upload_test.go
	}
	for name, value := range id {
		if strings.Contains(path, "/"+name+"/{id}") {
			path = strings.Replace(path, "{id}", value, 1)
		}
	}
	manifest, err := ui.ReadManifest()
	require.NoError(s.t, err)
	return strings.NewReplacer("{n}", "1", "{number}", "2", "{file}", manifest["base.css"], "{year}", "2026", "{session}", "unknown", "{role}", "unknown", "{employment}", "unknown", "{membership}", "unknown", "{token}", "unknown", "{name}", "dpia", "{finding}", string(postgres.NewID[coaching.PrivacyFindingID]()), "{guardian}", string(postgres.NewID[coaching.GuardianID]()), "{extension}", string(postgres.NewID[coaching.ExtensionID]()), "{reopening}", string(postgres.NewID[coaching.ReopeningID]()), "/*", "/master.m3u8").Replace(path)
}

func forPrograms(path string) bool {
	return strings.HasPrefix(path, "/api/") || strings.HasPrefix(path, "/media/") || strings.HasPrefix(path, "/whip/") || strings.HasPrefix(path, "/whep/")
}

// ask visits a route, pages with a form.
func ask(v *visitor, route web.Route, path string) answer {
	v.t.Helper()
	body := bodies[route.Method+" "+route.Path]
	if route.Method == "POST" && !strings.HasPrefix(route.Path, "/api/") {
		v, body = v.with("Content-Type", "application/x-www-form-urlencoded"), "x=y"
	}
	return v.do(route.Method, path, body)
}

func TestWhoMayNotSeeGetsNothingFromAnyRoute(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Look().Sit().Office().Agree().Evaluate()
	s.Speak()
	expected := seen(s)
	visitors := map[coaching.PersonID]*visitor{}
	for _, actor := range everybody(s) {
		visitors[actor.ID] = s.as(actor)
	}
	before := s.contents()
	for _, route := range s.server.Routes() {
		if route.Rule == web.ByIngestToken || route.Rule == web.ByWatchToken {
			continue // tokens, not roles: see whip_test.go and whep_test.go
		}
		mayBeSeen, known := expected[route.Rule]
		require.True(t, known, "%s %s has the rule %q, of which the test expects nothing", route.Method, route.Path, route.Rule)
		path := addressed(s, route.Path)
		require.NotContains(t, path, "{", "the test has no address for %s", route.Path)
		for _, actor := range everybody(s) {
			if slices.ContainsFunc(mayBeSeen, func(a coaching.Actor) bool { return a.ID == actor.ID }) {
				continue
			}
			got := ask(visitors[actor.ID], route, path)
			require.Equal(t, http.StatusNotFound, got.StatusCode, "%s %s as %s: %s", route.Method, path, actor.Email, got.body)
			require.NotContains(t, got.body, s.Recording.Title)
			require.NotContains(t, got.body, s.Question.Versions[0].Text)
		}
	}
	require.Equal(t, before, s.contents(), "nothing was changed by those who may not see it")
}

func TestNobodyGetsPastTheDoor(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Look().Sit().Office()
	s.Speak()
	open := []web.Rule{web.Anyone, web.Doorstep, web.Machines}
	for _, route := range s.server.Routes() {
		if slices.Contains(open, route.Rule) {
			continue
		}
		got := ask(s.nobody(), route, addressed(s, route.Path))
		if forPrograms(route.Path) {
			require.Equal(t, http.StatusUnauthorized, got.StatusCode, "%s %s: %s", route.Method, route.Path, got.body)
			require.Equal(t, "Bearer", got.Header.Get("WWW-Authenticate"))
			continue
		}
		require.Equal(t, http.StatusSeeOther, got.StatusCode, "%s %s", route.Method, route.Path)
		require.True(t, strings.HasPrefix(got.Header.Get("Location"), "/login"), got.Header.Get("Location"))
	}
}

func TestWhoMaySeeReachesEveryReadingRoute(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Look().Sit().Office().Agree().Evaluate()
	s.Speak()
	s.storeVoice(s.Voice.ID)
	s.store(s.Recording.ID, 1)
	for _, route := range s.server.Routes() {
		if route.Method != "GET" || strings.HasSuffix(route.Path, "/events") {
			continue
		}
		for _, actor := range seen(s)[route.Rule] {
			got := s.as(actor).get(addressed(s, route.Path))
			if slices.Contains([]int{http.StatusForbidden, http.StatusNotFound}, got.StatusCode) && !forPrograms(route.Path) {
				continue // a page for an act that is the other's to do
			}
			require.Less(t, got.StatusCode, 400, "%s as %s: %.200s %s", route.Path, actor.Email, got.body, s.log.lines("level=ERROR"))
		}
	}
}

func TestWhatDoesNotExistAndWhatIsHiddenAnswerAlike(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Look()
	colleague := s.as(s.Colleague)
	for _, path := range []string{"/api/v1/recordings/", "/api/v1/cycles/", "/api/v1/questions/", "/api/v1/annotations/"} {
		hidden := colleague.get(path + addressed(s, strings.TrimPrefix(path, "/api/v1")+"{id}")[len(path)-len("/api/v1"):])
		missing := colleague.get(path + string(postgres.NewID[coaching.RecordingID]()))
		nonsense := colleague.get(path + "..%2f'--")
		for _, got := range []answer{hidden, missing, nonsense} {
			require.Equal(t, 404, got.StatusCode, got.body)
			a, b := got.json(t), missing.json(t)
			delete(a, "request_id")
			delete(b, "request_id")
			require.Equal(t, b, a)
		}
	}
}

func TestAnUnsharedRecordingIsItsOwnersAlone(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Record()
	for _, path := range []string{"/api/v1/recordings/", "/media/"} {
		suffix := map[string]string{"/media/": "/master.m3u8"}[path]
		require.Equal(t, 404, s.as(s.Coach).get(path+string(s.Recording.ID)+suffix).StatusCode)
	}
	require.NotContains(t, s.as(s.Coach).get("/api/v1/recordings").body, s.Recording.ID)
	s.as(s.Employee).want(200, "GET", "/api/v1/recordings/"+string(s.Recording.ID), "")
}
