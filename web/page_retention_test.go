package web_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

func (s *site) endOf(id coaching.RecordingID) (ending postgres.Ending) {
	s.t.Helper()
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		ending, err = tx.Ending(s.t.Context(), id)
		return err
	})
	return ending
}

func TestBothSeeWhenARecordingGoesWhereverItIsShown(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Look()
	she, coach := s.as(s.Employee), s.as(s.Coach)
	recording, cycle := "/recordings/"+string(s.Recording.ID), "/cycles/"+string(s.Cycle.ID)
	for _, path := range []string{recording, cycle, recording + "/keep"} {
		require.Contains(t, she.page(path), "(over 14 dagen)", path)
		require.Contains(t, coach.page(path), "(over 14 dagen)", path)
	}
	require.Contains(t, she.page(cycle+"/review"), "(over 14 dagen)")
	require.NotContains(t, she.page("/"), "Wordt gewist", "home is quiet until the last days")
	wait := func(days int) {
		now := s.clock.Now().In(s.Holder.Zone())
		s.clock.advance(now.AddDate(0, 0, days).Sub(now)) // one of them may have 23 hours, or 25
	}
	wait(11)
	she = s.as(s.Employee)
	require.Contains(t, she.page("/"), "(over 3 dagen)")
	require.Contains(t, she.page("/"), recording+"/keep")
	wait(2)
	require.Contains(t, she.page("/"), "Wordt morgen gewist, op ")
	wait(1)
	require.Contains(t, she.page(cycle), "Wordt vandaag gewist")
}

func TestSheKeepsLongerAndHerCoachAsksWithoutScript(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Share()
	she, coach := s.as(s.Employee), s.as(s.Coach)
	keep := "/recordings/" + string(s.Recording.ID) + "/keep"
	end := s.endOf(s.Recording.ID).End.On

	wrong := coach.send(keep, "until", string(end), "reason", " ")
	require.Equal(t, http.StatusUnprocessableEntity, wrong.StatusCode)
	require.Contains(t, wrong.body, "Kies een dag na de dag die nu geldt.")
	require.Contains(t, wrong.body, "Vul dit in.")
	require.Equal(t, keep, coach.goes(keep, "until", string(end.Plus(10)), "reason", "Nog eens kijken"))
	require.Contains(t, coach.page(keep), "Wacht op antwoord")
	require.NotContains(t, coach.page(keep), "<textarea", "one question at a time")
	require.Contains(t, she.page("/"), "Els vraagt of deze film mag blijven")
	require.Contains(t, she.page(keep), "Nog eens kijken")

	var waiting map[coaching.RecordingID]coaching.Extension
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		waiting, err = tx.WaitingExtensions(t.Context())
		return err
	})
	she.goes(keep+"/answer", "extension", string(waiting[s.Recording.ID].ID), "answer", "yes")
	require.Equal(t, end.Plus(10), s.endOf(s.Recording.ID).End.On)
	require.Equal(t, http.StatusConflict, she.send(keep+"/answer", "extension", string(waiting[s.Recording.ID].ID), "answer", "no").StatusCode)
	she.goes(keep, "until", string(end.Plus(20)), "reason", "Voor het team")
	require.Contains(t, coach.page(keep), "Voor het team")
	require.Contains(t, she.page("/log"), "koos voor langer bewaren")
	she.goes(keep + "/take-back")
	require.Equal(t, end, s.endOf(s.Recording.ID).End.On)
}

func TestLaterEndsThroughTheAPI(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Share()
	she, coach := s.as(s.Employee), s.as(s.Coach)
	recording := "/api/v1/recordings/" + string(s.Recording.ID)
	end := s.endOf(s.Recording.ID).End.On
	require.Equal(t, string(end), coach.want(200, "GET", recording, "")["erase_on"])
	require.Equal(t, "cap", coach.want(200, "GET", recording, "")["erase_why"])
	require.Equal(t, string(end), coach.want(200, "GET", "/api/v1/recordings", "")["items"].([]any)[0].(map[string]any)["erase_on"])
	asked := coach.want(201, "POST", recording+"/extensions", `{"until": "`+string(end.Plus(3))+`", "reason": "Kijken"}`)
	require.Nil(t, asked["decided_at"])
	answer := recording + "/extensions/" + asked["id"].(string) + "/answer"
	require.Equal(t, "only_the_owner", coach.do("POST", answer, `{"yes": true}`).code(t))
	require.Equal(t, true, she.want(200, "POST", answer, `{"yes": true}`)["granted"])
	require.Equal(t, "extended", she.want(200, "GET", recording, "")["erase_why"])
	require.Len(t, coach.want(200, "GET", recording+"/extensions", "")["items"], 1)
	require.Equal(t, http.StatusNoContent, she.do("DELETE", recording+"/extensions", "").StatusCode)
	require.Equal(t, string(end), she.want(200, "GET", recording, "")["erase_on"])
	for _, body := range []string{`{"until": "gisteren", "reason": "x"}`, `{"until": "2020-01-01", "reason": "x"}`, `{"until": "2999-01-01", "reason": "x"}`, `{"until": "` + string(end.Plus(1)) + `", "reason": ""}`} {
		require.Equal(t, 422, she.do("POST", recording+"/extensions", body).StatusCode, body)
	}
	she.want(200, "DELETE", recording, "")
	require.Equal(t, 404, she.do("POST", recording+"/extensions", `{"until": "`+string(end.Plus(3))+`", "reason": "Te laat"}`).StatusCode)
}

func TestShorterTermsAreFirstSaidWithWhatTheyTake(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Record() // ten days ago
	administrator, officer := s.as(s.Administrator), s.as(s.Officer)
	const path = "/settings/retention"
	require.Contains(t, officer.page(path), "14 dagen")
	require.NotContains(t, officer.page(path), "<form method=\"post\" action=\"/settings/retention\"")
	require.Equal(t, http.StatusNotFound, officer.send(path, "review_days", "5", "cap_days", "14", "hours_years", "3").StatusCode)

	asked := administrator.send(path, "review_days", "5", "cap_days", "14", "hours_years", "3")
	require.Equal(t, http.StatusOK, asked.StatusCode)
	require.Contains(t, asked.body, "1 opname gaat dan eerder weg.")
	require.Equal(t, coaching.EndCap, s.endOf(s.Recording.ID).End.Why)
	before := s.endOf(s.Recording.ID).End.On
	require.NotContains(t, officer.page(path), "Vanaf ", "nothing was decided yet")
	other := administrator.send(path, "review_days", "1", "cap_days", "14", "hours_years", "3", "sure", "5-14-3")
	require.Contains(t, other.body, "gaat dan eerder weg", "a yes to other numbers is no yes")
	administrator.goes(path, "review_days", "5", "cap_days", "14", "hours_years", "3", "sure", "5-14-3")
	require.Less(t, s.endOf(s.Recording.ID).End.On, before)
	require.GreaterOrEqual(t, s.endOf(s.Recording.ID).End.On, coaching.DayOf(s.clock.Now(), time.UTC).Plus(7))
	require.Contains(t, officer.page(path), "Vanaf ")

	longer := administrator.send(path, "review_days", "30", "cap_days", "90", "hours_years", "3")
	require.Equal(t, http.StatusUnprocessableEntity, longer.StatusCode, "longer needs a reason")
	nonsense := administrator.send(path, "review_days", "veel", "cap_days", "0", "hours_years", "")
	require.Equal(t, http.StatusUnprocessableEntity, nonsense.StatusCode)
	require.Contains(t, nonsense.body, "Vul een getal in.")
	require.Equal(t, http.StatusNotFound, s.as(s.Employee).get(path).StatusCode)
	require.EqualValues(t, 14, s.as(s.Employee).want(200, "GET", "/api/v1/retention", "")["review_days"])
	require.Equal(t, "only_as_administrator", officer.do("PUT", "/api/v1/retention", `{"review_days": 14, "cap_days": 60, "hours_years": 3}`).code(t))
}

func TestTheReceiptSaysThatTheTimeWasOverAndTheWordsStay(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Look()
	_, err := s.PG.Owner.ExecContext(t.Context(), `UPDATE holder SET demo_version = NULL`)
	require.NoError(t, err)
	s.Behind(postgres.Retain, func(tx *postgres.Tx) error {
		gone, err := tx.Expire(context.Background(), s.Recording.ID, s.Now.AddDate(0, 3, 0))
		require.True(t, gone)
		return err
	})
	for _, actor := range []coaching.Actor{s.Employee, s.Coach} {
		v := s.as(actor)
		page := v.page("/cycles/" + string(s.Cycle.ID))
		require.Contains(t, page, "de tijd na het bespreken was voorbij")
		require.Contains(t, page, "Je wacht en benoemt")
		require.Contains(t, page, "Ik wachtte dus echt")
		require.Contains(t, v.page("/recordings/"+string(s.Recording.ID)), "de tijd na het bespreken was voorbij")
		receipt := v.want(200, "GET", "/api/v1/recordings/"+string(s.Recording.ID), "")["receipt"].(map[string]any)
		require.Equal(t, "retention", receipt["reason"])
		require.Equal(t, "reviewed", receipt["why"])
	}
	require.Contains(t, s.as(s.Employee).page("/log"), "wiste dit, omdat de tijd voorbij was")
}

type board struct{ report coaching.StorageReport }

func (b *board) Report() coaching.StorageReport { return b.report }
func (b *board) Check(context.Context) error    { b.report.At = b.report.At.Add(time.Hour); return nil }

func TestStorageIsCountsOnlyForThoseWhoKeepIt(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	require.Contains(t, s.as(s.Officer).page("/settings/storage"), "nog niet gekeken")
	s.keep(&board{coaching.StorageReport{At: s.Now, Recordings: 12, Files: 300, Bytes: 4_200_000_000, Strays: 2, StrayBytes: 1_500_000, Missing: 1, LockedPast: 1, Trusted: true}})
	page := s.as(s.Administrator).page("/settings/storage")
	for _, said := range []string{"12", "300", "4,2 GB", "van 2 opnames, 1,5 MB", "1 opname is over zijn dag heen"} {
		require.Contains(t, page, said)
	}
	require.Equal(t, "/settings/storage", s.as(s.Administrator).goes("/settings/storage"))
	require.Equal(t, http.StatusNotFound, s.as(s.Officer).send("/settings/storage").StatusCode)
	for _, actor := range []coaching.Actor{s.Employee, s.Coach, s.Manager} {
		require.Equal(t, http.StatusNotFound, s.as(actor).get("/settings/storage").StatusCode)
	}
}
