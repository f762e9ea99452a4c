package web_test

import (
	"net/http"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// TestWhatTwoAdministratorsChangeAtOnceIsNotOverwritten: the second reads what the first stored, finds what she typed, and
// can save it after that. Programs get 412.
func TestWhatTwoAdministratorsChangeAtOnceIsNotOverwritten(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	admin, place := s.as(s.Administrator), string(s.Locations[0].ID)
	s.offer("mirjam@demo.test")
	id := func(query string, args ...any) (found string) {
		require.NoError(t, s.PG.Owner.Get(&found, query, args...))
		return found
	}
	done := func(got answer) {
		require.Equal(t, http.StatusSeeOther, got.StatusCode, got.body)
	}
	done(admin.post("/places/"+place+"/centres", "name", "Noord KDV", "kind", "daycare", "registered_from", "2020-01-01"))
	done(admin.post("/teams", "name", "Noord", "location_id", ""))
	person := "/people/" + string(s.Employee.ID)
	done(admin.post(person+"/employments", "kind", "fixed", "fte", "0,67", "standing", "qualified", "from_day", "2020-01-01"))
	today := coaching.DayOf(s.Now, s.Holder.Zone())
	group := s.Locations[0].Groups[0]
	for path, form := range map[string]struct {
		field, first, second string
		others               []string
	}{
		"/places/" + place:            {"name", "Eerste plek", "Tweede plek", nil},
		"/groups/" + string(group.ID): {"name", "Eerste groep", "Tweede groep", nil},
		"/centres/" + id(`SELECT id FROM centre WHERE name = 'Noord KDV'`): {"name", "Eerste centrum", "Tweede centrum", []string{"kind", "daycare", "registered_from", "2020-01-01"}},
		"/teams/" + id(`SELECT id FROM team WHERE name = 'Noord'`):         {"name", "Eerste team", "Tweede team", nil},
		"/engagements/" + id(`SELECT id FROM engagement`):                  {"contract_reference", "Eerste contract", "Tweede contract", []string{"until_day", string(today.Plus(20))}},
		person + "/employments/" + id(`SELECT id FROM employment`):         {"fte", "0,5", "0,83", []string{"kind", "fixed", "standing", "qualified", "from_day", "2020-01-01"}},
		person: {"given", "Eerste", "Tweede", []string{"family", "Persoon", "email", s.Employee.Email}},
	} {
		save := func(value, version string) answer {
			return admin.post(path, append([]string{form.field, value, "version", version}, form.others...)...)
		}
		done(save(form.first, "1"))
		late := save(form.second, "1")
		require.Equal(t, http.StatusPreconditionFailed, late.StatusCode, path)
		require.Contains(t, late.body, `value="`+form.second+`"`, "%s: what she typed", path)
		require.Regexp(t, `Nu staat er: [^<]*`+regexp.QuoteMeta(form.first), late.body, "%s: what the other changed", path)
		done(save(form.second, "2"))
	}
}

// TestProgramsChangeTheOrganisationInTheVersionThatTheySaw.
func TestProgramsChangeTheOrganisationInTheVersionThatTheySaw(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	admin, place := s.as(s.Administrator), string(s.Locations[0].ID)
	s.offer("mirjam@demo.test")
	centre := admin.want(201, "POST", "/api/v1/centres", `{"location_id": "`+place+`", "name": "Noord", "kind": "daycare", "registered_from": "2020-01-01"}`)
	team := admin.want(201, "POST", "/api/v1/teams", `{"name": "Noord"}`)
	people := "/api/v1/people/" + string(s.Employee.ID) + "/employments"
	employment := `{"kind": "fixed", "fte": "0,67", "standing": "qualified", "from_day": "2020-01-01"}`
	period := admin.want(201, "POST", people, employment)
	require.InDelta(t, 0.67, period["fte"], 0.001)
	var engagement string
	require.NoError(t, s.PG.Owner.Get(&engagement, `SELECT id FROM engagement`))
	until := string(coaching.DayOf(s.Now, s.Holder.Zone()).Plus(20))
	group := string(s.Locations[0].Groups[0].ID)
	for path, body := range map[string]string{
		"/api/v1/teams/" + team["id"].(string): `{"name": "Zuid"}`,
		"/api/v1/engagements/" + engagement:    `{"contract_reference": "C-8", "until_day": "` + until + `"}`,
		people + "/" + period["id"].(string):   employment,
		"/api/v1/groups/" + group:              `{"name": "Vlinders", "centre_id": "` + centre["id"].(string) + `"}`,
	} {
		require.Equal(t, http.StatusPreconditionRequired, admin.do("PATCH", path, body).StatusCode, path)
		admin.with("If-Match", `"1"`).want(200, "PATCH", path, body)
		require.Equal(t, http.StatusPreconditionFailed, admin.with("If-Match", `"1"`).do("PATCH", path, body).StatusCode, path)
	}
	require.Contains(t, admin.get("/api/v1/locations").body, `"centre_id":"`+centre["id"].(string)+`"`)
	require.Len(t, admin.get(people).json(t)["items"], 1)
	elsewhere := `{"name": "Vlinders", "centre_id": "` + string(postgres.NewID[coaching.CentreID]()) + `"}`
	require.Equal(t, http.StatusUnprocessableEntity, admin.with("If-Match", `"2"`).do("PATCH", "/api/v1/groups/"+group, elsewhere).StatusCode)
}

// close ends a location yesterday.
func (s *site) close(place coaching.LocationID) {
	s.t.Helper()
	_, err := s.PG.Owner.Exec(`UPDATE location SET until_day = $2 WHERE id = $1`, place, coaching.DayOf(s.Now, s.Holder.Zone()).Plus(-1))
	require.NoError(s.t, err)
}

// TestWhatIsClosedIsNotOfferedAnyMore, and stays in the books.
func TestWhatIsClosedIsNotOfferedAnyMore(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	yesterday := string(coaching.DayOf(s.Now, s.Holder.Zone()).Plus(-1))
	s.close(s.Locations[1].ID)
	_, err := s.PG.Owner.Exec(`UPDATE care_group SET until_day = $2 WHERE id = $1`, s.Locations[0].Groups[0].ID, yesterday)
	require.NoError(t, err)
	admin := s.as(s.Administrator)
	closed, group := `value="`+string(s.Locations[1].ID), string(s.Locations[0].Groups[0].ID)+`"`
	for _, page := range []string{"/people/" + string(s.Employee.ID), "/people/new", "/engagements", "/children", "/tablets", "/settings/transparency"} {
		body := admin.get(page).body
		require.NotContains(t, body, closed, page)
		require.NotContains(t, body, group, page)
	}
	require.Contains(t, admin.get("/places").body, s.Locations[1].Name+" (gesloten)")
	require.Contains(t, admin.get("/people").body, closed, "people of then are still found")
	given := admin.post("/people/"+string(s.Employee.ID)+"/roles", "role", "coach", "scope", string(s.Locations[1].ID))
	require.Equal(t, http.StatusUnprocessableEntity, given.StatusCode)
	list := admin.post("/people/"+string(s.Employee.ID)+"/roles", "role", "employee", "scope", string(s.Locations[0].ID)+"/"+group[:36])
	require.Equal(t, http.StatusUnprocessableEntity, list.StatusCode)
	require.Contains(t, list.body, "Dit is dan gesloten.")
}

// TestAPageForParentsEndsWithItsPlace, and the office reads why.
func TestAPageForParentsEndsWithItsPlace(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	admin, settings := s.as(s.Administrator), "/settings/transparency"
	form := settings + "/" + string(s.Locations[1].ID)
	require.Equal(t, settings, admin.goes(form, "shown", "yes", "contact", "De locatiemanager", "version", "0"))
	require.NotContains(t, admin.page(settings), "geen pagina meer")
	s.close(s.Locations[1].ID)
	why := "Ouders zien daar geen pagina meer."
	body := admin.page(settings)
	require.Contains(t, body, s.Locations[1].Name+" was open tot en met")
	require.Contains(t, body, why)
	late := admin.post(form, "shown", "yes", "contact", "De locatiemanager", "version", "1") // she had the form open
	require.Equal(t, http.StatusUnprocessableEntity, late.StatusCode)
	require.Contains(t, late.body, "Deze plek is gesloten.")
	require.Contains(t, late.body, why)
}

// TestProgramsAreToldThatAPlaceIsClosed, by field; what was there before can still be changed.
func TestProgramsAreToldThatAPlaceIsClosed(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	day := coaching.DayOf(s.Now, s.Holder.Zone())
	group, other, place := string(s.Locations[0].Groups[0].ID), string(s.Locations[0].Groups[1].ID), string(s.Locations[1].ID)
	admin := s.as(s.Administrator)
	require.Equal(t, 303, admin.post("/settings/transparency/"+place, "shown", "yes", "contact", "De locatiemanager", "version", "0").StatusCode)
	var parents string
	require.NoError(t, s.PG.Owner.Get(&parents, `SELECT '/ouders/' || token FROM transparency_page WHERE location_id = $1`, place))
	require.Equal(t, 200, s.nobody().get(parents).StatusCode)
	added := admin.want(201, "POST", "/api/v1/children", `{"group_id": "`+group+`", "names": ["Noor"]}`)["items"].([]any)[0].(map[string]any)
	recording := "/api/v1/recordings/" + string(s.empty())
	require.Equal(t, 201, admin.post("/tablets", "group", group, "name", "Tablet").StatusCode)
	for table, id := range map[string]string{"care_group": group, "location": place} {
		_, err := s.PG.Owner.Exec(`UPDATE `+table+` SET until_day = $2 WHERE id = $1`, id, day.Plus(-1))
		require.NoError(t, err)
	}
	employee, people := s.as(s.Employee), "/api/v1/people/"+string(s.Colleague.ID)
	for name, c := range map[string]struct {
		who                       *visitor
		method, path, body, field string
	}{
		"a child":             {admin, "POST", "/api/v1/children", `{"group_id": "` + group + `", "names": ["Bram"]}`, "group_id"},
		"who is there":        {employee, "PUT", recording + "/roster", `{"group_id": "` + group + `", "children": []}`, "group_id"},
		"a role":              {admin, "POST", people + "/roles", `{"role": "employee", "location_id": "` + string(s.Locations[0].ID) + `", "group_id": "` + group + `"}`, "group_id"},
		"a role at the place": {admin, "POST", people + "/roles", `{"role": "coach", "location_id": "` + place + `"}`, "location_id"},
		"employment":          {admin, "POST", people + "/employments", `{"kind": "fixed", "fte": "1", "standing": "other", "location_id": "` + place + `", "from_day": "` + string(day) + `"}`, "location_id"},
		"a team":              {admin, "POST", "/api/v1/teams", `{"name": "Zuid", "location_id": "` + place + `"}`, "location_id"},
		"a group":             {admin, "POST", "/api/v1/groups", `{"name": "De Mieren", "location_id": "` + place + `"}`, "location_id"},
		"a centre":            {admin, "POST", "/api/v1/centres", `{"name": "Zuid", "kind": "daycare", "location_id": "` + place + `", "registered_from": "` + string(day) + `"}`, "location_id"},
	} {
		errors := c.who.want(422, c.method, c.path, c.body)["errors"].([]any)
		require.Equal(t, "closed", errors[0].(map[string]any)["code"], name)
		require.Equal(t, c.field, errors[0].(map[string]any)["field"], name)
	}
	require.Equal(t, 422, admin.post("/tablets", "group", group, "name", "Nog een").StatusCode)
	require.Contains(t, admin.get("/tablets").body, "De groep is gesloten")
	require.Equal(t, 404, s.nobody().get(parents).StatusCode, "as one that never was")
	past := `{"kind": "fixed", "fte": "1", "standing": "other", "location_id": "` + place + `", "from_day": "2020-01-01", "until_day": "2020-12-31"}`
	admin.want(201, "POST", people+"/employments", past)

	child := "/api/v1/children/" + added["id"].(string)
	admin.with("If-Match", `"1"`).want(200, "PATCH", child, `{"name": "Noor B", "sure": true, "group_id": "`+group+`"}`)
	require.Contains(t, admin.get("/children").body, "(gesloten)", "as long as a child is there")
	admin.with("If-Match", `"2"`).want(200, "PATCH", child, `{"name": "Noor B", "sure": true, "group_id": "`+other+`"}`)
	admin.with("If-Match", `"3"`).want(422, "PATCH", child, `{"name": "Noor B", "sure": true, "group_id": "`+group+`"}`)
	require.NotContains(t, admin.get("/children").body, "(gesloten)")
}

// TestASignalCanTellOfAGroupThatClosedLately: film of it can be there; it is not told of a day after it closed.
func TestASignalCanTellOfAGroupThatClosedLately(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	day, lately, long := coaching.DayOf(s.Now, s.Holder.Zone()), s.Locations[0].Groups[0], s.Locations[0].Groups[1]
	for group, ago := range map[coaching.GroupID]int{lately.ID: 3, long.ID: coaching.MostCapDays + 1} {
		_, err := s.PG.Owner.Exec(`UPDATE care_group SET until_day = $2 WHERE id = $1`, group, day.Plus(-ago))
		require.NoError(t, err)
	}
	admin := s.as(s.Administrator)
	form := admin.get("/signals/new").body
	require.Contains(t, form, lately.Name+" (gesloten)")
	require.NotContains(t, form, string(long.ID))
	raise := func(on coaching.Day) int {
		return admin.post("/signals", "group", string(lately.ID), "day", string(on), "words", "Wat ik zag.").StatusCode
	}
	require.Equal(t, 422, raise(day))
	require.Equal(t, 303, raise(day.Plus(-3)))
}

// TestATeamIsClosedAndItsPeopleComeAndGo in forms.
func TestATeamIsClosedAndItsPeopleComeAndGo(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	admin, day, person := s.as(s.Administrator), coaching.DayOf(s.Now, s.Holder.Zone()), "/people/"+string(s.Employee.ID)
	require.Equal(t, 303, admin.post("/teams", "name", "Noord", "location_id", "").StatusCode)
	var team, membership string
	require.NoError(t, s.PG.Owner.Get(&team, `SELECT id FROM team`))
	require.Equal(t, 303, admin.post(person+"/teams", "team_id", team, "first_day", string(day), "last_day", string(day.Plus(40))).StatusCode)
	twice := admin.post(person+"/teams", "team_id", team, "first_day", string(day.Plus(1)), "last_day", "")
	require.Equal(t, 409, twice.StatusCode)
	require.Contains(t, twice.body, `value="`+string(day.Plus(1))+`"`, "what was typed stays")
	require.NoError(t, s.PG.Owner.Get(&membership, `SELECT id FROM team_member`))
	require.Equal(t, 422, admin.post(person+"/teams/"+membership+"/leave", "last_day", "morgen").StatusCode)
	require.Equal(t, 303, admin.post(person+"/teams/"+membership+"/leave", "last_day", string(day.Plus(20))).StatusCode)
	require.Equal(t, 303, admin.post("/teams/"+team, "name", "Noord", "until_day", string(day.Plus(-1)), "version", "1").StatusCode)
	require.Contains(t, admin.get("/places").body, "Noord (gesloten)")
	require.NotContains(t, admin.get(person).body, `value="`+team+`"`, "it is not offered")
	shut := admin.post(person+"/teams", "team_id", team, "first_day", string(day), "last_day", "")
	require.Equal(t, 422, shut.StatusCode)
	got := admin.get("/api/v1/teams").json(t)["items"].([]any)[0].(map[string]any)
	require.Equal(t, string(day.Plus(-1)), got["until_day"])
	require.Empty(t, got["member_ids"])
}
