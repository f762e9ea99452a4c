package web_test

import (
	"fmt"
	"maps"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
	"terugblik/coaching/postgres/seed"
	"terugblik/migrations/pgtest"
	"terugblik/web"
)

type watcher struct{ role, id string }

// watchers are those for whom lists are longest.
func watchers(c seed.Cast) []watcher {
	return []watcher{
		{"employee", c.Employee}, {"coach", c.Coach}, {"guest", c.Guest}, {"manager", c.Manager},
		{"administrator", c.Administrator}, {"officer", c.Officer}, {"small", c.Small},
	}
}

// readable is a route that answers with something about people, and where it is asked for.
type readable struct{ name, at string }

// limit is how many milliseconds the database may take for it: a file that is made of everything may take a second.
func (r readable) limit() float64 {
	if slices.Contains([]string{".pdf", ".csv", ".json"}, path.Ext(r.name)) || strings.HasPrefix(r.name, "/api/v1/me/dossier") {
		return 1000
	}
	return 50
}

// searches are lists that are also asked for in another way.
var searches = []string{
	"/people?q=jan", "/people?role=coach", "/people?state=ended", "/api/v1/people?q=zzz", "/api/v1/people?limit=500",
	"/api/v1/recordings?limit=500", "/api/v1/me/log?limit=500", "/hours/people?show=all", "/api/v1/accountability?limit=500",
	"/privacy/requests/new?q=noor", "/privacy/requests/new?q=zzz", "/privacy/requests/new?who=person", "/privacy/requests/new?who=person&q=zzz",
	"/privacy/saw?choose=yes",
}

// unseeded are reading routes of things that made-up people do not have, and what each reads: no list among them.
func unseeded() map[string]string {
	return map[string]string{
		"/api/v1/office-films/{id}":        "one film, while an office may see it",
		"/privacy/films/{id}":              "one film, while an office may see it",
		"/api/v1/voice-notes/{id}/sound":   "a file of sound",
		"/recordings/{id}/live":            "one recording, while it runs",
		"/recordings/{id}/upload":          "one recording, before it has film",
		"/api/v1/trajectories/{id}/report": "one report, of a trajectory that ended",
		"/consent-tasks/{id}":              "one task, with the cameras of one recording",
		"/questions/{id}/report":           "one report, of a trajectory that ended",
		"/questions/{id}/report/print":     "one report, of a trajectory that ended",
		"/questions/{id}/report.pdf":       "one report, of a trajectory that ended",
	}
}

// shows is every reading route, with the things of the cast.
func (s *site) shows(c seed.Cast) (list []readable) {
	s.Employee.ID = coaching.PersonID(c.Employee)
	s.Question.ID, s.Trajectory.ID = coaching.QuestionID(c.Question), coaching.TrajectoryID(c.Trajectory)
	s.Cycle.ID, s.Recording.ID = coaching.CycleID(c.Cycle), coaching.RecordingID(c.Recording)
	s.Top.ID, s.Talk.ID, s.Said.ID = coaching.AnnotationID(c.Annotation), coaching.TalkID(c.Talk), coaching.TalkNoteID(c.Note)
	s.Request.ID, s.Viewing.ID = coaching.PrivacyRequestID(c.Request), coaching.ViewingID(c.Viewing)
	s.Emergency.ID, s.Signal.ID, s.Breach.BreachID = coaching.EmergencyID(c.Emergency), coaching.SignalID(c.Signal), coaching.BreachID(c.Breach)
	group := coaching.Group{ID: coaching.GroupID(c.Group)}
	s.Locations = []coaching.Location{{ID: coaching.LocationID(c.Location), Groups: []coaching.Group{group}}}
	own := strings.NewReplacer("/children/{id}", "/children/"+c.Child, "/hours/lines/{id}", "/hours/lines/"+c.Session, "/hours/{id}", "/hours/"+c.Session)
	for _, route := range s.server.Routes() {
		passed := slices.Contains([]web.Rule{web.Anyone, web.Machines, web.Doorstep, web.OfFilm, web.OfUpload, web.ByIngestToken, web.ByWatchToken}, route.Rule)
		if route.Method == http.MethodGet && !passed && !strings.HasSuffix(route.Path, "/events") {
			list = append(list, readable{route.Path, addressed(s, own.Replace(route.Path))})
		}
	}
	for _, search := range searches {
		list = append(list, readable{search, search})
	}
	return list
}

// TestEveryListIsMeasured: BenchmarkLists asks for every reading route. One that it would measure empty, because made-up
// people have nothing of its kind, is named in unseeded with a reason, or seed makes it.
func TestEveryListIsMeasured(t *testing.T) {
	t.Parallel()
	pg := pgtest.New(t)
	cast, err := seed.Fill(t.Context(), pg.Owner.DB, seed.Inputs{
		Size: seed.Size{People: 300, Locations: 20, Cycles: 900, Annotations: 3000}, PasswordHash: "$none", Now: time.Now(),
	})
	require.NoError(t, err)
	s := siteOf(t, pgstory.On(t, pg, postgres.New(pg.App)))
	answered := map[string]bool{}
	seen := s.shows(cast)
	for _, who := range watchers(cast) {
		v := s.as(coaching.Actor{Person: coaching.Person{ID: coaching.PersonID(who.id)}})
		for _, path := range seen {
			if !answered[path.name] {
				answered[path.name] = v.get(path.at).StatusCode == http.StatusOK
			}
		}
	}
	maps.DeleteFunc(answered, func(_ string, found bool) bool { return found })
	require.ElementsMatch(t, slices.Collect(maps.Keys(unseeded())), slices.Collect(maps.Keys(answered)))
}

// manyLocations are twelve more, Zz 00 to Zz 11, each with a group.
func (s *site) manyLocations() {
	s.t.Helper()
	for i := range 12 {
		_, err := s.PG.Owner.Exec(`
			WITH place AS (INSERT INTO location (id, holder_id, name, created_at) VALUES ($1, $2, $3, now()) RETURNING id, holder_id)
			INSERT INTO care_group (id, holder_id, location_id, name, created_at)
			SELECT gen_random_uuid(), holder_id, id, 'De Mussen', now() FROM place`,
			postgres.NewID[coaching.LocationID](), s.Holder.ID, fmt.Sprintf("Zz %02d", i))
		require.NoError(s.t, err)
	}
}

// TestManyLocationsShowTheirChildrenOneAtATime keeps the register of a large holder a page that can be read.
func TestManyLocationsShowTheirChildrenOneAtATime(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.manyLocations()
	v := s.as(s.Administrator)
	first := v.get("/children").body
	require.NotContains(t, first, "De Mussen, Zz")
	last := v.get("/children?place=" + placeOf(t, first, "Zz 11")).body
	require.Equal(t, 1, strings.Count(last, "<h2>De Mussen, Zz"))
	require.Contains(t, last, "<h2>De Mussen, Zz 11</h2>")
	require.Contains(t, last, `name="place" value="`+placeOf(t, first, "Zz 11")+`"`, "and comes back to it after adding")
	require.Equal(t, http.StatusOK, v.get("/children?place=unknown").StatusCode)
}

// placeOf is the id of a location that a page offers.
func placeOf(t *testing.T, page, name string) string {
	t.Helper()
	found := regexp.MustCompile(`value="([0-9a-f-]{36})"[^>]*>` + name + `<`).FindStringSubmatch(page)
	require.NotNil(t, found, "she can choose %s", name)
	return found[1]
}

// TestAClosedLocationComesLastAndIsCalledSo where one of many is chosen.
func TestAClosedLocationComesLastAndIsCalledSo(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.manyLocations()
	_, err := s.PG.Owner.Exec(`
		INSERT INTO role_assignment (id, holder_id, person_id, role, location_id, valid_from)
		SELECT gen_random_uuid(), l.holder_id, $1, 'manager', l.id, now() - interval '1 day'
		FROM location l
		WHERE l.name LIKE 'Zz %'`, s.Manager.ID)
	require.NoError(t, err)
	s.close(s.Locations[0].ID)
	for page, actor := range map[string]coaching.Actor{"/children": s.Administrator, "/manager": s.Manager} {
		v := s.as(actor)
		body := v.page(page)
		require.Regexp(t, s.Locations[0].Name+` \(gesloten\)</option></select>`, body, page)
		require.NotContains(t, body, s.Locations[0].Name+" (gesloten)</h2>", "an open one is shown first")
	}
	require.Contains(t, s.as(s.Manager).page("/manager?place="+string(s.Locations[0].ID)), "<h2>"+s.Locations[0].Name+" (gesloten)</h2>")
}

// TestAManagerOfManyLocationsSeesOneAtATime, and one of few all of them at once.
func TestAManagerOfManyLocationsSeesOneAtATime(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.manyLocations()
	few := s.as(s.Manager).get("/manager").body
	require.Contains(t, few, s.Colleague.Name.Full())
	require.NotContains(t, few, "<select")
	_, err := s.PG.Owner.Exec(`
		INSERT INTO role_assignment (id, holder_id, person_id, role, location_id, valid_from)
		SELECT gen_random_uuid(), l.holder_id, who.id::uuid, who.role, l.id, now() - interval '1 day'
		FROM location l, (VALUES ($1, 'manager'), ($2, 'employee')) AS who (id, role)
		WHERE l.name LIKE 'Zz %'`, s.Manager.ID, s.Coach2.ID)
	require.NoError(t, err)
	many := s.as(s.Manager)
	first := many.get("/manager").body
	require.Contains(t, first, s.Colleague.Name.Full())
	require.NotContains(t, first, s.Coach2.Name.Full())
	last := many.get("/manager?place=" + placeOf(t, first, "Zz 11")).body
	require.Contains(t, last, "<h2>Zz 11</h2>")
	require.Equal(t, 1, strings.Count(last, s.Coach2.Name.Full()))
	require.NotContains(t, last, s.Colleague.Name.Full())
	require.NotContains(t, first, "Kindercentrum Zuid", "where she is no manager")
	items := many.want(200, "GET", "/api/v1/accountability?location_id="+placeOf(t, first, "Zz 11"), "")["items"].([]any)
	require.Len(t, items, 1)
	paged := many.want(200, "GET", "/api/v1/accountability?limit=3", "")
	require.Len(t, paged["items"], 3)
	require.NotNil(t, paged["next"])
}
