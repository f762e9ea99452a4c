package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

func newOffice(t *testing.T) *site {
	t.Helper()
	s := newSite(t)
	s.Look().Office()
	s.store(s.Own.ID, 1)
	_, err := s.PG.Owner.Exec(`UPDATE recording SET generation = 1 WHERE id = $1`, s.Own.ID)
	require.NoError(t, err)
	return s
}

// film asks for a piece of the film that the privacy office has a request of.
func (v *visitor) film(id coaching.RecordingID) int {
	v.t.Helper()
	return v.get("/media/" + string(id) + "/g1/720p_000.m4s").StatusCode
}

func TestASupervisedViewingOpensFilmAndNothingElse(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	officer, own := s.as(s.Officer), string(s.Own.ID)
	require.Equal(t, http.StatusOK, officer.film(s.Own.ID))
	page := officer.get("/privacy/films/" + own)
	require.Equal(t, http.StatusOK, page.StatusCode, page.body)
	require.Contains(t, page.body, s.Officer.Name.Full(), "her name goes over the picture")
	require.NotContains(t, page.body, s.Own.Title)
	for _, path := range []string{"/recordings/" + own, "/api/v1/recordings/" + own, "/api/v1/recordings/" + own + "/annotations", "/api/v1/recordings/" + own + "/events"} {
		require.Equal(t, http.StatusNotFound, officer.get(path).StatusCode, path)
	}
	for _, other := range []coaching.Actor{s.Employee, s.Coach, s.Administrator, s.Manager, s.Colleague, s.Outsider} {
		require.Equal(t, http.StatusNotFound, s.as(other).film(s.Own.ID), "locked for %s", other.Email)
	}
	require.Contains(t, s.as(s.Employee).get("/log").body, s.Officer.Name.Full()+" bekeek dit bij samen kijken, na een verzoek.")
	told, more := s.as(s.Employee).get("/learning").body, "Er gebeurde de laatste twee weken meer"
	require.Contains(t, told, " plande samen kijken na een verzoek")
	require.NotContains(t, told, more)

	officer.want(200, "GET", "/api/v1/office-films/"+own, "")
	got := officer.do("POST", "/api/v1/office-films/"+own+"/played", `{"ranges": [[0, 4000], [3000, 9000], [-5, -1], [9, 2]]}`)
	require.Less(t, got.StatusCode, 300, got.body)
	require.Contains(t, officer.get("/privacy/requests/"+string(s.Request.ID)).body, "afgespeeld 0:00 tot 0:09")

	require.Equal(t, http.StatusSeeOther, officer.post("/privacy/viewings/"+string(s.Viewing.ID)+"/end").StatusCode)
	told = s.as(s.Employee).get("/learning").body
	require.Contains(t, told, " sloot het samen kijken")
	require.Contains(t, told, more, "her own work stays in sight")
	require.NotContains(t, told, " plande samen kijken")
}

func TestFilmOfAViewingClosesWithinTwoSecondsOfItsEnd(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	officer := s.as(s.Officer)
	_, err := s.PG.Owner.Exec(`UPDATE viewing SET opens_at = now() - interval '1 hour', closes_at = now() + interval '3 seconds'`)
	require.NoError(t, err)
	var closes time.Time
	require.NoError(t, s.PG.Owner.Get(&closes, `SELECT closes_at FROM viewing`))
	require.Equal(t, http.StatusOK, officer.film(s.Own.ID))
	var after time.Time
	require.Eventually(t, func() bool {
		s.clock.advance(time.Second) // the short memory counts by the server's clock
		after = time.Now()
		return officer.film(s.Own.ID) == http.StatusNotFound
	}, time.Minute, 100*time.Millisecond)
	require.False(t, after.Before(closes.Add(-time.Second)), "not before its end")
	require.Equal(t, http.StatusNotFound, officer.get("/api/v1/office-films/"+string(s.Own.ID)).StatusCode)
}

func TestFilmOfAViewingClosesAtOnceWhenItIsEnded(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	officer := s.as(s.Officer)
	require.Equal(t, http.StatusOK, officer.film(s.Own.ID))
	require.Equal(t, http.StatusSeeOther, officer.post("/privacy/viewings/"+string(s.Viewing.ID)+"/end").StatusCode)
	began := time.Now()
	require.Eventually(t, func() bool { return officer.film(s.Own.ID) == http.StatusNotFound }, time.Minute, 10*time.Millisecond)
	t.Log("closed after", time.Since(began)) // the server's clock stands still here: the notification did it
}

func TestARequestIsRegisteredByTheAdministratorAndHandledByTheOfficer(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	administrator, officer := s.as(s.Administrator), s.as(s.Officer)
	day := coaching.DayOf(s.Now, s.Holder.Zone())
	about := "person:" + string(s.Employee.ID)
	wrong := administrator.post("/privacy/requests", "kind", "access", "about", about, "asked_by", "ouder 2", "received_on", string(day.Plus(1)))
	require.Equal(t, http.StatusUnprocessableEntity, wrong.StatusCode)
	require.Contains(t, wrong.body, "ouder 2", "what was typed is still there")
	require.Contains(t, wrong.body, about, "and whom it is about")
	nobody := administrator.post("/privacy/requests", "kind", "access", "about", "", "asked_by", "ouder 2", "received_on", string(day))
	require.Equal(t, http.StatusUnprocessableEntity, nobody.StatusCode)
	require.Contains(t, nobody.body, `role="search"`, "without anybody she is asked for")
	made := administrator.post("/privacy/requests", "kind", "erasure", "about", about, "asked_by", "zijzelf", "received_on", string(day))
	require.Equal(t, http.StatusSeeOther, made.StatusCode, made.body)
	path := made.Header.Get("Location")
	require.Contains(t, administrator.get(path).body, "De functionaris gegevensbescherming handelt dit verzoek af")
	require.Equal(t, http.StatusNotFound, administrator.post(path+"/lock").StatusCode)
	require.Equal(t, http.StatusSeeOther, officer.post(path+"/lock").StatusCode)
	page := officer.get(path).body
	require.Contains(t, page, "Opname van "+s.Employee.Name.Full())
	require.NotContains(t, page, s.Recording.Title)
	require.Equal(t, http.StatusUnprocessableEntity, officer.post(path+"/close", "outcome", "refused", "version", "1").StatusCode, "a refusal says why")
	require.Equal(t, http.StatusSeeOther, officer.post(path+"/close", "outcome", "refused", "answer", "Dat mag niet", "version", "1").StatusCode)
	letter := officer.get(path + "/letter.pdf")
	require.Equal(t, "application/pdf", letter.Header.Get("Content-Type"))
	require.True(t, strings.HasPrefix(letter.body, "%PDF-"))
}

func TestAManagerRaisesASignalAndSeesNoFilm(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	s.store(s.Recording.ID, 1)
	manager := s.as(s.Manager)
	var made time.Time
	require.NoError(t, s.PG.Owner.Get(&made, `SELECT min(began_at) FROM take WHERE recording_id = $1`, s.Recording.ID))
	raised := manager.post("/signals", "group", string(s.Locations[0].Groups[0].ID), "day", string(coaching.DayOf(made, s.Holder.Zone())), "words", "Ik hoorde geschreeuw")
	require.Equal(t, http.StatusSeeOther, raised.StatusCode, raised.body)
	page := manager.get("/signals").body
	require.NotContains(t, page, string(s.Recording.ID))
	for _, actor := range []coaching.Actor{s.Manager, s.Employee, s.Coach, s.Officer} {
		require.Equal(t, http.StatusNotFound, s.as(actor).get("/media/"+string(s.Recording.ID)+"/master.m3u8").StatusCode, actor.Email)
	}
	erase := s.as(s.Employee).do("DELETE", "/api/v1/recordings/"+string(s.Recording.ID), "")
	require.Equal(t, http.StatusConflict, erase.StatusCode)
	require.Equal(t, "recording_frozen", erase.code(t))
	own := s.as(s.Employee).get("/signals").body
	require.Contains(t, own, "nog niemand aangewezen")
	require.NotContains(t, own, "geschreeuw")
	require.NotContains(t, own, s.Manager.Name.Full())
	require.NotContains(t, s.as(s.Employee).get("/api/v1/me/log").body, string(s.Manager.ID), "nor does her log name who raised it")
	require.Contains(t, s.as(s.Employee).get("/learning").body, "blijft bewaard vanwege een veiligheidssignaal")
}

func TestTheReportOfWhoSawWhatHasNoContentAndNoFormula(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	_, err := s.PG.Owner.Exec(`UPDATE person SET given_name = '=1+1' WHERE id = $1`, s.Coach.ID)
	require.NoError(t, err)
	_, err = s.PG.Owner.Exec(`
		INSERT INTO access_log (id, holder_id, at, actor, action, recording_id, owner_id)
		VALUES (gen_random_uuid(), $1, now(), $2, 'play', $3, $4)`, s.Holder.ID, s.Coach.ID, s.Recording.ID, s.Employee.ID)
	require.NoError(t, err)
	for _, about := range []string{"", "person:" + string(s.Employee.ID), "request:" + string(s.Request.ID), "recording:" + string(s.Recording.ID)} {
		query := "?about=" + url.QueryEscape(about)
		page := s.as(s.Officer).get("/privacy/saw" + query)
		require.Equal(t, http.StatusOK, page.StatusCode, about)
		require.NotContains(t, page.body, s.Recording.Title)
		sheet := s.as(s.Officer).get("/privacy/saw.csv" + query)
		require.NotContains(t, sheet.body, "\n=", about)
		require.NotContains(t, sheet.body, ",=", about)
		require.True(t, strings.HasPrefix(s.as(s.Officer).get("/privacy/saw.pdf"+query).body, "%PDF-"))
	}
	require.Equal(t, http.StatusNotFound, s.as(s.Administrator).get("/privacy/saw").StatusCode)
}
