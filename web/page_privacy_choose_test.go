package web_test

import (
	"html"
	"net/http"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

var offered = regexp.MustCompile(`<a class="list-row" href="([^"]+)"><span class="list-main"><strong>([^<]*)</strong>`)

// choices are the links that a chooser offers, by name.
func choices(page string) map[string][]string {
	found := map[string][]string{}
	for _, link := range offered.FindAllStringSubmatch(page, -1) {
		found[html.UnescapeString(link[2])] = append(found[link[2]], html.UnescapeString(link[1]))
	}
	return found
}

var more = regexp.MustCompile(`href="([^"]*after=[^"]*)"`)

// TestAnyChildOfALargeRegisterIsFound by name, by location, or page after page, and the request is about that one.
func TestAnyChildOfALargeRegisterIsFound(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	s.manyLocations()
	_, err := s.PG.Owner.Exec(`
		INSERT INTO child (id, holder_id, group_id, name, created_at)
		SELECT gen_random_uuid(), g.holder_id, g.id, 'Zita ' || n, now()
		FROM care_group g, generate_series(10, 14) AS n
		WHERE g.name = 'De Mussen'`)
	require.NoError(t, err)
	officer, all := s.as(s.Officer), map[string]bool{}
	for at := "/privacy/requests/new"; at != ""; {
		page := officer.get(at).body
		for _, links := range choices(page) {
			for _, link := range links {
				require.False(t, all[link], "no one comes twice")
				all[link] = true
			}
		}
		at = ""
		if next := more.FindStringSubmatch(page); next != nil {
			at = html.UnescapeString(next[1])
		}
	}
	require.Len(t, all, 62, "twelve times five, and the two of the story")

	named := officer.get("/privacy/requests/new?q=zITA+12").body
	require.Len(t, choices(named), 1)
	require.Len(t, choices(named)["Zita 12"], 12, "one at each location")
	place := placeOf(t, named, "Zz 03")
	there := officer.get("/privacy/requests/new?q=zita+12&place=" + place).body
	require.Len(t, choices(there)["Zita 12"], 1)
	require.Len(t, choices(officer.get("/privacy/requests/new?place="+place).body), 5)
	require.Empty(t, choices(officer.get("/privacy/requests/new?q=%25").body), "a sign is no pattern")

	form := officer.get(choices(there)["Zita 12"][0])
	require.Contains(t, form.body, "Kind Zita 12, De Mussen")
	about := regexp.MustCompile(`name="about" value="(child:[0-9a-f-]{36})"`).FindStringSubmatch(form.body)
	require.NotNil(t, about)
	day := string(coaching.DayOf(s.Now, s.Holder.Zone()))
	made := officer.post("/privacy/requests", "kind", "access", "about", about[1], "asked_by", "ouder 1", "received_on", day)
	require.Equal(t, http.StatusSeeOther, made.StatusCode, made.body)
	require.Contains(t, officer.get(made.Header.Get("Location")).body, "kind Zita 12")
	require.Contains(t, officer.get("/privacy").body, "kind Zita 12")
}

// TestWhomSheMayNotKnowCannotBeChosen: an address that names somebody of another holder asks again.
func TestWhomSheMayNotKnowCannotBeChosen(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	officer := s.as(s.Officer)
	for _, page := range []string{"/privacy/requests/new?about=person:", "/privacy/emergencies/new?person=person:"} {
		require.NotContains(t, officer.get(page+string(s.Employee.ID)).body, `role="search"`)
		asked := officer.get(page + string(s.Outsider.ID)).body
		require.Contains(t, asked, `role="search"`)
		require.NotContains(t, asked, s.Outsider.Name.Full())
	}
	require.Contains(t, officer.get("/privacy/emergencies/new?person=child:"+string(s.Employee.ID)).body, `role="search"`, "nor a child in an emergency")
	people := choices(officer.get("/privacy/emergencies/new?q=samira").body)
	require.Len(t, people, 1)
	made := officer.post("/privacy/emergencies", "person", "person:"+string(s.Employee.ID), "day", string(coaching.DayOf(s.Now, s.Holder.Zone())), "reason", "Er is een kind gewond geraakt")
	require.Equal(t, http.StatusSeeOther, made.StatusCode, made.body)
}

// TestTheReportIsNarrowedToWhomSheChose, for the days that she had.
func TestTheReportIsNarrowedToWhomSheChose(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	officer := s.as(s.Officer)
	found := choices(officer.get("/privacy/saw?choose=yes&from=2026-01-02&to=2026-01-03&who=person&q=oetelaar").body)
	require.Len(t, found, 1)
	page := officer.get(found[s.Employee.Name.Full()][0]).body
	require.Contains(t, page, "<strong>"+s.Employee.Name.Full()+"</strong>")
	require.Contains(t, page, `value="2026-01-02"`)
	require.Contains(t, page, `value="2026-01-03"`)
	require.Contains(t, page, `name="about" value="person:`+string(s.Employee.ID)+`"`, "and stays so with other days")
	require.Equal(t, http.StatusNotFound, s.as(s.Administrator).get("/privacy/saw?choose=yes").StatusCode)
}

// TestSheFindsWhomToNameInASignal among all who work there, but not herself.
func TestSheFindsWhomToNameInASignal(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	officer, path := s.as(s.Officer), "/privacy/signals/"+string(s.Signal.ID)
	require.Contains(t, officer.get(path).body, path+"?slot=2")
	require.Empty(t, choices(officer.get(path+"?slot=2&q="+s.Officer.Name.Family).body))
	found := choices(officer.get(path + "?slot=2&q=" + s.Administrator.Name.Given).body)
	require.Len(t, found, 1)
	form := officer.get(found[s.Administrator.Name.Full()][0]).body
	require.Contains(t, form, s.Administrator.Name.Full()+" als tweede aanwijzen")
	named := officer.post(path+"/officers", "slot", "2", "person", "person:"+string(s.Administrator.ID))
	require.Equal(t, http.StatusSeeOther, named.StatusCode, named.body)
	refused := officer.post(path+"/officers", "slot", "1", "person", "person:"+string(s.Manager.ID))
	require.Equal(t, http.StatusConflict, refused.StatusCode)
	require.Contains(t, refused.body, s.Manager.Name.Full(), "she can choose another")
	require.NotContains(t, s.as(s.Manager).get(path+"?slot=1").body, `role="search"`, "who raised it names nobody")
}
