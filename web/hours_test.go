package web_test

import (
	"fmt"
	"net/http"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// TestSomebodyWithoutALocationIsOnTheListsOfTheYear: she works for the whole holder, and is found by her name.
func TestSomebodyWithoutALocationIsOnTheListsOfTheYear(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	boss := s.as(s.Administrator)
	added := boss.post("/people", "given", "Fleur", "prefix", "van den", "family", "Oetelaar-Achterberg", "email", "fleur@x.test", "role", "employee", "scope", "")
	require.Equal(t, http.StatusCreated, added.StatusCode, added.body)
	for _, path := range []string{"/hours/people", "/hours/people?show=all", "/hours/inspection", "/hours/inspection.csv", "/api/v1/hours/years/" + s.Now.In(s.Holder.Zone()).Format("2006") + "/people"} {
		got := boss.get(path)
		require.Equal(t, http.StatusOK, got.StatusCode, path)
		require.Contains(t, got.body, "Oetelaar-Achterberg", path)
	}
	found := boss.get("/hours/people?q=fleur+VAN+den").body
	require.Contains(t, found, "Fleur van den Oetelaar-Achterberg")
	require.NotContains(t, found, "Noor Özdemir")
	require.Contains(t, boss.get("/hours/people?q=%25").body, "Niemand gevonden.", "a sign of patterns is a sign")
}

// readPaper asks another program what stands in a PDF.
func readPaper(t testing.TB, pdf string) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), "pdftotext", "-layout", "-", "-")
	command.Stdin = strings.NewReader(pdf)
	out, err := command.Output()
	require.NoError(t, err, "pdftotext (of poppler-utils)")
	return string(out)
}

// doorsOfHours are all answers about hours, read as somebody.
func doorsOfHours(s *site, actor coaching.Actor) map[string]string {
	answers := map[string]string{}
	for _, route := range s.server.Routes() {
		if route.Method != http.MethodGet || !(strings.Contains(route.Path, "/hours") || strings.Contains(route.Path, "/distribution") || route.Path == "/manager") {
			continue
		}
		got := s.as(actor).get(addressed(s, route.Path))
		if strings.HasSuffix(route.Path, ".pdf") && got.StatusCode == http.StatusOK {
			got.body = readPaper(s.t, got.body)
		}
		answers[route.Path] = got.body
	}
	return answers
}

func TestNoDoorOfHoursSaysAWordOfWhatCoachingIsAbout(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Whole()
	const canary = "Kanarie zat aan tafel"
	lines, _ := s.as(s.Coach).want(200, "GET", "/api/v1/hours", "")["items"].([]any)
	for _, line := range lines { // the reason of a correction is the coach's, too
		id, _ := line.(map[string]any)["id"].(string)
		s.as(s.Coach).want(200, "PATCH", "/api/v1/hours/"+id, `{"date": "`+s.Now.Format(time.DateOnly)+`", "kind": "team", "minutes": 5, "reason": "`+canary+`"}`)
	}
	hidden := append(secrets(s), canary)
	for _, actor := range []coaching.Actor{s.Manager, s.Manager2, s.Officer, s.Colleague, s.Coach2, s.Outsider} {
		answers := doorsOfHours(s, actor)
		require.Greater(t, len(answers), 10)
		for path, body := range answers {
			for _, secret := range hidden {
				require.NotContains(t, body, secret, "%s as %s", path, actor.Email)
			}
		}
	}
	manager := doorsOfHours(s, s.Manager)
	for _, path := range []string{"/hours/inspection.pdf", "/hours/inspection.csv", "/hours/inspection"} {
		require.Contains(t, manager[path], "Samira van den Oetelaar", path)
	}
	require.Regexp(t, `(?m)^\s*Samira van den Oetelaar\s{2,}\S.*\s{2,}ja$`, manager["/hours/inspection.pdf"])
	require.Regexp(t, `(?m)^\s*Noor Özdemir\s{2,}\S.*\s{2,}nee$`, manager["/hours/inspection.pdf"])
	require.NotContains(t, manager["/hours/inspection.csv"], "Samira van den Oetelaar;;minuten")
	require.Contains(t, doorsOfHours(s, s.Coach)["/hours/lines"], canary, "the canary can be found where it may be")
}

// hire adds employees who work at the first location, Zz001 and on.
func (s *site) hire(count int) {
	s.t.Helper()
	_, err := s.PG.Owner.ExecContext(s.t.Context(), `
		WITH new AS (
		    INSERT INTO person (id, holder_id, given_name, family_name, email, created_at)
		    SELECT gen_random_uuid(), $1, 'Werkster', 'Zz' || to_char(n, 'FM000'), n || '@zz.test', now()
		    FROM generate_series(1, $3::int) AS n
		    RETURNING id, holder_id)
		INSERT INTO role_assignment (id, holder_id, person_id, role, location_id, valid_from)
		SELECT gen_random_uuid(), holder_id, id, 'employee', $2, now() - interval '1 hour'
		FROM new`, s.Holder.ID, s.Locations[0].ID, count)
	require.NoError(s.t, err)
}

// TestAnInspectorReadsAllWorkersInTheFiles, and of many the first on the screen, which says so.
func TestAnInspectorReadsAllWorkersInTheFiles(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.hire(250)
	v := s.as(s.Administrator)
	screen := v.get("/hours/inspection").body
	require.Contains(t, screen, "Hier staan de eerste 200 medewerkers")
	require.Contains(t, screen, "Zz100")
	require.NotContains(t, screen, "Zz250")
	table := v.get("/hours/inspection.csv").body
	require.Contains(t, table, "Zz001")
	require.Contains(t, table, "Zz250")
}

func TestTheTableForAnInspectorIsNoProgram(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Whole()
	for person, name := range map[coaching.PersonID]string{s.Employee.ID: `=HYPERLINK("http://x")`, s.Colleague.ID: " @SUM(A1);\"x\"\r\n+1"} {
		_, err := s.PG.Owner.ExecContext(t.Context(), `UPDATE person SET given_name = $2 WHERE id = $1`, person, name)
		require.NoError(t, err)
	}
	got := s.as(s.Administrator).get("/hours/inspection.csv")
	require.Equal(t, "text/csv; charset=utf-8", got.Header.Get("Content-Type"))
	require.Contains(t, got.Header.Get("Content-Disposition"), "attachment; filename=\"coachingsuren-")
	require.True(t, strings.HasPrefix(got.body, "\ufeffdeel;naam;lrk-nummer;wat;waarde\r\n"))
	require.Contains(t, got.body, `;"'=HYPERLINK(""http://x"") van den Oetelaar";`)
	require.Contains(t, got.body, `;"'@SUM(A1);""x""`)
	require.Contains(t, got.body, ";fte op 1 januari;10,5\r\n", "a decimal comma")
	english := s.as(s.Administrator).with("Accept-Language", "en").with("Cookie", "").get("/hours/inspection.csv")
	require.NotEmpty(t, english.body)
}

func TestTheDistributionIsForWhoeverHasItsAddress(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Whole()
	const path = "/distribution/a-token-of-26-characters-ab"
	got := s.nobody().get(path)
	require.Equal(t, 200, got.StatusCode)
	require.Contains(t, got.body, "Kindercentrum Noord")
	require.Contains(t, got.body, "305")
	require.Contains(t, got.Header.Get("X-Robots-Tag"), "noindex")
	for _, person := range everybody(s) {
		require.NotContains(t, got.body, person.Name.Full())
	}
	require.Equal(t, 404, s.nobody().get("/distribution/a-token-of-26-characters-ac").StatusCode)
	year := s.Now.In(s.Holder.Zone()).Format("2006")
	for _, other := range []coaching.Actor{s.Manager, s.Coach, s.Employee, s.Outsider} {
		require.Equal(t, 404, s.as(other).do("DELETE", "/api/v1/hours/years/"+year+"/page", "").StatusCode)
	}
	shown := s.as(s.Administrator).want(200, "DELETE", "/api/v1/hours/years/"+year+"/page", "")
	require.Nil(t, shown["page"])
	require.Equal(t, 404, s.nobody().get(path).StatusCode, "a closed address is none")
	again := s.as(s.Administrator).want(200, "PUT", "/api/v1/hours/years/"+year+"/page", "")
	require.NotContains(t, again["page"], "a-token", "and a later one is another")
	require.Equal(t, 200, s.nobody().get(again["page"].(string)).StatusCode)
}

func TestARuleAndAPlanOfTheYearComeBackAsTheyWereGiven(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Whole()
	admin, year := s.as(s.Administrator), s.Now.In(s.Holder.Zone()).Format("2006")
	path := "/api/v1/hours/years/" + year
	before := admin.want(200, "GET", path, "")
	require.Equal(t, map[string]any{
		"fixed": true, "version": 1.0, "centres": 0.0, "fte": "10.5", "toddlers": 0.0, "exact": "105", "hours": "105", "ve_hours": "0", "source": "Loonadministratie",
	}, before["norm"], "its centre is registered later than 1 January")
	rule := `{"version": 1, "per_centre": "51.25", "per_fte": "10.25", "per_toddler": "10", "full_time": "36", "weeks": 13, "count_training": false, "counted": ["review"], "source": "Eigen afspraak"}`
	after := admin.want(200, "PUT", path+"/rule", rule)
	require.Equal(t, "51.25", after["rule"].(map[string]any)["per_centre"])
	require.Equal(t, before["norm"], after["norm"], "what was fixed keeps the constants of then")
	require.Equal(t, 412, admin.do("PUT", path+"/rule", rule).StatusCode, "somebody else changed it meanwhile")
	require.Equal(t, 422, admin.do("PUT", path+"/rule", strings.Replace(rule, "51.25", "51.255", 1)).StatusCode)
	require.Equal(t, 422, admin.do("POST", path+"/snapshots", `{"version": 1, "fte_fixed": "11", "fte_flexible": "0", "fte_agency": "0", "fte_training": "0", "source": "x"}`).StatusCode, "a correction has a reason")
	fixed := admin.want(201, "POST", path+"/snapshots", `{"version": 1, "fte_fixed": "11", "fte_flexible": "0", "fte_agency": "0", "fte_training": "3", "source": "x", "reason": "Contract vergeten"}`)
	require.Equal(t, "112.75", fixed["norm"].(map[string]any)["hours"])
	require.Equal(t, 422, admin.do("PUT", path+"/plan", `{"version": 1, "centres": [{"id": "01900000-0000-7000-8000-000000000000", "policy": "1", "coaching": "1", "ve": "0"}]}`).StatusCode)
	for _, old := range []string{"2017", "2201", "x"} {
		require.Contains(t, []int{404, 422}, admin.get("/api/v1/hours/years/"+old).StatusCode)
		require.Equal(t, 404, admin.get("/hours?year="+old).StatusCode)
	}
}

// keptBy is the newest line that somebody keeps.
func keptBy(s *site, actor coaching.Actor) (line coaching.HoursLine) {
	s.t.Helper()
	s.As(actor, func(tx *postgres.Tx) error {
		lines, _, err := tx.HoursLines(s.t.Context(), actor, s.Holder.ID, postgres.HoursQuery{
			Filter: postgres.KeptHours, Span: coaching.YearSpan(s.Now.In(s.Holder.Zone()).Year()),
		}, "", 1)
		if err == nil {
			line = lines[0]
		}
		return err
	})
	return line
}

func TestALineIsCorrectedOnItsPageAndStaysThereStruckThrough(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Whole()
	line := keptBy(s, s.Coach)
	coach, path := s.as(s.Coach), "/hours/lines/"+string(line.ID)
	require.Contains(t, coach.get(path).body, `name="reason"`)
	require.Equal(t, 404, s.as(s.Employee).get(path).StatusCode, "she was there, and it is not hers to correct")
	require.Equal(t, 404, s.as(s.Manager).get(path).StatusCode)
	form := coach.with("Content-Type", "application/x-www-form-urlencoded")
	sent := "date=" + string(line.HeldOn) + "&hours=1&minutes=30&kind=team&reason="
	require.Equal(t, 422, form.do("POST", path+"/correct", sent).StatusCode, "why is asked")
	require.Equal(t, 303, form.do("POST", path+"/correct", sent+"Duurde+langer").StatusCode)
	require.Equal(t, 409, form.do("POST", path+"/correct", sent+"Nog+een+keer").StatusCode, "a second tap finds it replaced")
	list := coach.get("/hours/lines").body
	require.Contains(t, list, "<del>")
	require.Contains(t, list, "1,5 uur")
	require.Contains(t, list, "Duurde langer")
}

// TestLinesOfAYearAreFoundByMonthPersonAndCentre, on the page and by a program; what is chosen stays chosen on the next page.
func TestLinesOfAYearAreFoundByMonthPersonAndCentre(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Whole()
	var centre string
	require.NoError(t, s.PG.Owner.Get(&centre, `SELECT id FROM centre WHERE holder_id = $1`, s.Holder.ID))
	year := s.Now.In(s.Holder.Zone()).AddDate(-1, 0, 0).Format("2006")
	coach := s.as(s.Coach)
	note := func(day string, minutes int, more string) {
		coach.want(201, "POST", "/api/v1/hours", fmt.Sprintf(`{"coach_id": %q, "date": "%s-%s", "kind": "team", "minutes": %d%s}`, s.Coach.ID, year, day, minutes, more))
	}
	note("01-31", 60, fmt.Sprintf(`, "with": [%q]`, s.Employee.ID))
	note("02-01", 120, "")
	note("02-28", 180, fmt.Sprintf(`, "centre_id": %q`, centre))
	note("12-31", 240, "")
	_, err := s.PG.Owner.ExecContext(t.Context(), `
		INSERT INTO coaching_entry (id, holder_id, coach_id, held_on, kind, minutes, in_ratio, noted_by, confirmed_at, reason)
		SELECT gen_random_uuid(), $1, $2, make_date($3, 3, 1 + n % 31), 'other', 6, false, $2, now(), ''
		FROM generate_series(1, 101) AS n`, s.Holder.ID, s.Coach.ID, year)
	require.NoError(t, err)
	const row = "hours-row"
	for query, want := range map[string]int{
		"month=1": 1, "month=2": 2, "month=12": 1, "month=6": 0, "month=3": 100, "": 100,
		"person=" + string(s.Employee.ID): 1, "person=" + string(s.Coach2.ID): 0, "at=" + centre: 1, "at=" + centre + "&month=1": 0,
		"month=2&person=" + string(s.Coach.ID): 2, "month=&person=&at=": 100,
	} {
		page := coach.page("/hours/lines?year=" + year + "&" + query)
		require.Equal(t, want, strings.Count(page, row), query)
		asked := strings.NewReplacer("person=&", "", "at=", "centre_id=", "person=", "person_id=").Replace(query)
		if want > 0 && want < 100 {
			require.Len(t, coach.want(200, "GET", "/api/v1/hours?year="+year+"&"+asked, "")["items"], want, asked)
		}
	}
	require.Contains(t, coach.page("/hours/lines?year="+year+"&month=6"), "Er is niets dat hierbij past.")
	first := coach.page("/hours/lines?year=" + year + "&month=3")
	require.Contains(t, first, `<option value="3" selected>maart</option>`)
	_, more, _ := strings.Cut(first, `href="/hours/lines?year=`+year+"&amp;month=3&amp;after=")
	more, _, _ = strings.Cut(more, `"`)
	require.NotEmpty(t, more, "the second page is of the same month")
	require.Equal(t, 1, strings.Count(coach.page("/hours/lines?year="+year+"&month=3&after="+more), row))
	for _, wrong := range []string{"month=13", "month=0", "month=x", "person=x", "at=%27"} {
		require.Equal(t, 404, coach.get("/hours/lines?year="+year+"&"+wrong).StatusCode, wrong)
	}
	for _, wrong := range []string{"month=13", "person_id=x", "centre_id=1"} {
		require.Equal(t, 422, coach.get("/api/v1/hours?year="+year+"&"+wrong).StatusCode, wrong)
	}
	require.Contains(t, s.as(s.Administrator).page("/hours/lines"), `id="find-person"`)
	require.NotContains(t, s.as(s.Employee).page("/hours/lines"), `id="find-person"`, "who keeps no lines has none to find")
}
