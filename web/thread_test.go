package web_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares JSON with testdata/<name>.json. Ids are numbered in the order in which they appear
// and instants are blanked, so that the shape and every other value count.
func golden(t testing.TB, name string, got answer) {
	t.Helper()
	require.Less(t, got.StatusCode, 300, got.body)
	var shaped bytes.Buffer
	require.NoError(t, json.Indent(&shaped, []byte(got.body), "", "  "))
	ids := map[string]string{}
	text := regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}`).ReplaceAllStringFunc(shaped.String(), func(id string) string {
		if ids[id] == "" {
			ids[id] = fmt.Sprintf("id-%d", len(ids)+1)
		}
		return ids[id]
	})
	text = regexp.MustCompile(`"\d{4}-\d\d-\d\dT[0-9:.]+Z"`).ReplaceAllString(text, `"<instant>"`)
	text = regexp.MustCompile(`"(date|erase_on)": "[0-9-]+"`).ReplaceAllString(text, `"$1": "<day>"`)
	file := filepath.Join("testdata", name+".json")
	text = regexp.MustCompile(`"next": "[^"]+"`).ReplaceAllString(text, `"next": "<cursor>"`)
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(text), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err, "run with -update to make it")
	require.Equal(t, string(want), text, "%s; run with -update when the change is meant", file)
}

func TestAnswersKeepTheirShape(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Look()
	owner, coach := s.as(s.Employee), s.as(s.Coach)
	cycle, recording := "/api/v1/cycles/"+string(s.Cycle.ID), "/api/v1/recordings/"+string(s.Recording.ID)
	golden(t, "me", owner.get("/api/v1/me"))
	golden(t, "coaches", owner.get("/api/v1/coaches"))
	golden(t, "questions", coach.get("/api/v1/questions"))
	golden(t, "cycles", owner.get("/api/v1/trajectories/"+string(s.Trajectory.ID)+"/cycles"))
	golden(t, "recording", owner.get(recording))
	golden(t, "annotations_coach", coach.get(recording+"/annotations"))
	golden(t, "annotations_employee", owner.get(recording+"/annotations"))
	golden(t, "replies", coach.get("/api/v1/annotations/"+string(s.Top.ID)+"/replies"))
	golden(t, "releases_employee", owner.get(cycle+"/releases"))
	golden(t, "releases_coach", coach.get(cycle+"/releases"))
	golden(t, "work_point", coach.get(cycle+"/work-point"))
	golden(t, "entries", owner.get(cycle+"/entries"))
	golden(t, "log", owner.get("/api/v1/me/log"))
	golden(t, "proud", owner.get("/api/v1/me/proud"))
	golden(t, "accountability", s.as(s.Manager).get("/api/v1/accountability"))
	golden(t, "people", s.as(s.Officer).get("/api/v1/people?limit=3"))
	golden(t, "locations", s.as(s.Administrator).get("/api/v1/locations"))
}

func TestTheWholeThreadRunsThroughTheAPI(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	she, coach := s.as(s.Employee), s.as(s.Coach)
	question := she.want(201, "POST", "/api/v1/questions", `{"text": "Ze luisteren niet", "coach_id": "`+string(s.Coach.ID)+`"}`)
	require.Nil(t, question["text"])
	path := "/api/v1/questions/" + question["id"].(string)
	coach.want(201, "POST", path+"/versions", `{"text": "Hoe houd ik contact?"}`)
	require.Equal(t, "only_the_employee_accepts", coach.do("POST", path+"/versions/2/accept", "").code(t))
	question = she.want(200, "POST", path+"/versions/2/accept", "")
	require.Equal(t, "Hoe houd ik contact?", question["text"])
	cycle := "/api/v1/cycles/" + question["trajectory"].(map[string]any)["cycle_id"].(string)
	require.Equal(t, "record", she.want(200, "GET", cycle, "")["step"])

	film := s.Film(coaching.CycleID(cycle[len("/api/v1/cycles/"):]), "Lunch", s.Now)
	recording := "/api/v1/recordings/" + string(film.ID)
	require.Equal(t, 404, coach.get(recording).StatusCode)
	require.NotNil(t, she.want(200, "PUT", recording+"/share", "")["shared_at"])
	id := string(postgres.NewID[coaching.AnnotationID]())
	body := `{"id": "` + id + `", "start_ms": 1000, "kind": "top", "text": "Je wacht", "codes": ["vib-microanalyse:volgen"], "subject": "employee"}`
	mark := coach.want(201, "POST", recording+"/annotations", body)
	require.Equal(t, mark, coach.want(201, "POST", recording+"/annotations", body), "sent twice it is one")
	require.EqualValues(t, 1000, mark["end_ms"])
	require.Equal(t, 404, she.get("/api/v1/annotations/"+id).StatusCode, "a draft is not hers to see")

	chosen := coach.want(200, "PUT", cycle+"/choice", `{"annotation_ids": ["`+id+`"]}`)
	require.Len(t, chosen["items"], 1)
	require.Equal(t, []any{}, she.want(200, "GET", cycle+"/choice", "")["items"])
	day := s.Now.AddDate(0, 0, -1).Format("2006-01-02")
	release := coach.want(201, "POST", cycle+"/release", `{"message": "Kijk", "entry": {"date": "`+day+`", "kind": "feedback", "minutes": 30}}`)
	moment := release["moments"].([]any)[0].(map[string]any)
	hers := she.want(200, "GET", cycle+"/releases", "")["items"].([]any)[0].(map[string]any)["moments"].([]any)[0].(map[string]any)
	require.Nil(t, hers["mark"], "before her own look there is nothing")
	opened := she.want(201, "POST", cycle+"/looks", `{"moment_id": "`+moment["id"].(string)+`", "seen": "something", "text": "Ik wacht"}`)
	require.Equal(t, "Je wacht", opened["mark"].(map[string]any)["text"])
	she.want(201, "POST", "/api/v1/annotations/"+id+"/replies", `{"text": "Dat wist ik niet"}`)

	she.want(200, "PUT", cycle+"/work-point", `{"text": "Drie tellen wachten"}`)
	require.Equal(t, 428, she.do("PUT", cycle+"/work-point", `{"text": "Anders"}`).StatusCode)
	point := she.with("If-Match", `"1"`).want(200, "PUT", cycle+"/work-point", `{"text": "Vier tellen wachten"}`)
	require.EqualValues(t, 2, point["version"])
	require.Equal(t, 412, she.with("If-Match", `"1"`).do("PUT", cycle+"/work-point", `{"text": "Te laat"}`).StatusCode)
	closed := she.want(200, "POST", cycle+"/close", `{"next": true}`)
	require.Equal(t, "closed", closed["closed"].(map[string]any)["step"])
	require.EqualValues(t, 2, closed["next"].(map[string]any)["number"])
	account := s.as(s.Manager).want(200, "GET", "/api/v1/accountability", "")["items"].([]any)
	require.Contains(t, fmt.Sprint(account), "minutes:30")
}

func TestTwoCoachesOnOneMarkGetAClearConflict(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Mark()
	coach, path := s.as(s.Coach), "/api/v1/annotations/"+string(s.Growth.ID)
	read := coach.get(path)
	require.Equal(t, `"1"`, read.Header.Get("ETag"))
	require.Equal(t, "needs_if_match", coach.do("PATCH", path, `{"text": "x"}`).code(t))
	changed := coach.with("If-Match", `"1"`).do("PATCH", path, `{"text": "Tel tot vier"}`)
	require.Equal(t, `"2"`, changed.Header.Get("ETag"))
	require.Equal(t, "tip", changed.json(t)["kind"], "what is left out stays")
	stale := coach.with("If-Match", `"1"`).do("PATCH", path, `{"text": "Tel tot vijf"}`)
	require.Equal(t, 412, stale.StatusCode)
	require.Equal(t, "stale", stale.code(t))
	require.Equal(t, 412, coach.with("If-Match", `W/"2"`).do("DELETE", path, "").StatusCode)
	cleared := coach.with("If-Match", `"2"`).want(200, "PATCH", path, `{"kind": null, "codes": ["vib-microanalyse:volgen"], "start_ms": 31000}`)
	require.Nil(t, cleared["kind"])
	require.EqualValues(t, 35000, cleared["end_ms"], "the end of a stretch stays")
	require.Equal(t, 204, coach.with("If-Match", `"3"`).do("DELETE", path, "").StatusCode)
	require.Equal(t, 404, coach.get(path).StatusCode)
}

func TestListsGoOnWhereThePageEnded(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Mark()
	coach, path := s.as(s.Coach), "/api/v1/recordings/"+string(s.Recording.ID)+"/annotations?limit=4"
	first := coach.want(200, "GET", path, "")
	require.Len(t, first["items"], 4)
	second := coach.want(200, "GET", path+"&cursor="+first["next"].(string), "")
	require.Len(t, second["items"], 2)
	require.Nil(t, second["next"])
	require.Equal(t, first["chain"], second["chain"])
	broken := coach.get(path + "&cursor=onzin")
	require.Equal(t, 422, broken.StatusCode)
	require.Contains(t, broken.body, `"field":"cursor"`)
}
