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

// TestWhatIsClosedIsNotOfferedAnyMore, and stays in the books.
func TestWhatIsClosedIsNotOfferedAnyMore(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	yesterday := string(coaching.DayOf(s.Now, s.Holder.Zone()).Plus(-1))
	_, err := s.PG.Owner.Exec(`UPDATE location SET until_day = $2 WHERE id = $1`, s.Locations[1].ID, yesterday)
	require.NoError(t, err)
	_, err = s.PG.Owner.Exec(`UPDATE care_group SET until_day = $2 WHERE id = $1`, s.Locations[0].Groups[0].ID, yesterday)
	require.NoError(t, err)
	admin := s.as(s.Administrator)
	closed, group := `value="`+string(s.Locations[1].ID), string(s.Locations[0].Groups[0].ID)+`"`
	for _, page := range []string{"/people/" + string(s.Employee.ID), "/people/new", "/engagements", "/children"} {
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
}
