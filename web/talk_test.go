package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
)

// followTalk opens the stream of the story's talk.
func (v *visitor) followTalk() *stream {
	v.t.Helper()
	return v.stream("/api/v1/talks/"+string(v.Talk.ID)+"/events", "talk")
}

func TestATalkRunsThroughTheAPI(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Give()
	she, coach := s.as(s.Employee), s.as(s.Coach)
	cycle := "/api/v1/cycles/" + string(s.Cycle.ID)
	begun := coach.want(201, "POST", cycle+"/talks", `{"recording_id": "`+string(s.Recording.ID)+`", "setting": "apart"}`)
	path := "/api/v1/talks/" + begun["id"].(string)
	require.Equal(t, begun["id"], she.want(201, "POST", cycle+"/talks", `{"recording_id": "`+string(s.Recording.ID)+`"}`)["id"], "who comes later joins")

	place := `{"playhead": {"recording_id": "` + string(s.Recording.ID) + `", "position_ms": 61000, "playing": true, "rate_percent": 50}, "step": "child"}`
	now := coach.want(200, "PATCH", path, place)
	head := now["playhead"].(map[string]any)
	require.EqualValues(t, 1, head["number"])
	require.Equal(t, head["at_ms"], now["server_ms"], "the server's own time")
	for _, nonsense := range []string{`-1, "rate_percent": 100`, `600001, "rate_percent": 100`, `1, "rate_percent": 1600`, `1, "rate_percent": 100, "loop_start_ms": 5, "loop_end_ms": 4`} {
		body := `{"playhead": {"recording_id": "` + string(s.Recording.ID) + `", "playing": true, "position_ms": ` + nonsense + `}}`
		require.Equal(t, 422, coach.do("PATCH", path, body).StatusCode, nonsense)
	}

	moment := s.Release.Moments[0].ID
	note := `{"voice": "employee", "kind": "word", "step": "look", "text": "Ik wacht", "moment_id": "` + string(moment) + `"}`
	said := coach.want(201, "POST", path+"/notes", note)
	require.Equal(t, true, said["waits"])
	noted := "/api/v1/talk-notes/" + said["id"].(string)
	require.Equal(t, 428, she.do("POST", noted+"/approve", "").StatusCode)
	require.Equal(t, "only_the_employee_approves", coach.with("If-Match", `"1"`).do("POST", noted+"/approve", "").code(t))
	require.NotNil(t, she.with("If-Match", `"1"`).want(200, "POST", noted+"/approve", "")["approved_at"])
	require.Equal(t, 412, coach.with("If-Match", `"1"`).do("PATCH", noted, `{"text": "Anders"}`).StatusCode)
	require.Equal(t, 422, she.do("POST", path+"/notes", `{"voice": "child", "kind": "word", "step": "look", "text": "x"}`).StatusCode)

	coach.want(200, "PATCH", path, `{"ended": true}`)
	require.Equal(t, "talk_ended", she.do("PATCH", path, `{"step": "why"}`).code(t))
	day := s.Now.In(s.Holder.Zone()).Format(time.DateOnly)
	require.Equal(t, "only_the_coach", she.do("POST", path+"/minutes", `{"date": "`+day+`", "minutes": 40}`).code(t))
	require.Equal(t, true, coach.want(201, "POST", path+"/minutes", `{"date": "`+day+`", "minutes": 40}`)["confirmed"])
	account := s.as(s.Manager).do("GET", "/api/v1/accountability", "")
	require.Contains(t, account.body, `"minutes":85`, "45 of the feedback and 40 of the talk")
	require.NotContains(t, account.body, "Ik wacht")
}

func TestAHandThatDragsTooFastIsHeldBack(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Share().Sit()
	path, coach := "/api/v1/talks/"+string(s.Talk.ID), s.as(s.Coach)
	refused := func() bool {
		return coach.do("PATCH", path, `{"step": "child"}`).StatusCode == http.StatusTooManyRequests
	}
	for i := range 20 {
		require.False(t, refused(), "touch %d", i)
	}
	require.True(t, refused())
	require.False(t, s.as(s.Employee).do("PATCH", path, `{"step": "child"}`).StatusCode == http.StatusTooManyRequests, "each hand for itself")
	s.clock.advance(time.Second)
	require.False(t, refused())
}

func TestBothHearOfEachTouchAndWhoIsThere(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Share().Sit()
	hers := s.as(s.Employee).followTalk()
	require.Contains(t, hers.until("presence").data, s.Employee.Name.Given)
	els := s.as(s.Coach).followTalk()
	require.Contains(t, hers.until("presence").data, s.Coach.Name.Given)
	s.as(s.Coach).want(200, "PATCH", "/api/v1/talks/"+string(s.Talk.ID), `{"step": "why"}`)
	require.Contains(t, hers.until("talk").data, `"step":"why"`)
	s.as(s.Employee).want(201, "POST", "/api/v1/talks/"+string(s.Talk.ID)+"/notes", `{"voice": "employee", "kind": "word", "step": "look", "text": "x"}`)
	els.until("notes")
	els.close()
	require.NotContains(t, hers.until("presence").data, s.Coach.Name.Given)
}

func TestTakingBackTheFilmEndsItsViewInTheTalkAtOnce(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Share().Sit()
	els := s.as(s.Coach).followTalk()
	s.as(s.Employee).want(200, "DELETE", "/api/v1/recordings/"+string(s.Recording.ID)+"/share", "")
	require.Contains(t, els.until("talk").data, `"recording_id":null`)
	left := s.as(s.Coach).get("/api/v1/talks/" + string(s.Talk.ID) + "/notes").body
	require.NotContains(t, left, string(s.Said.ID))
	s.as(s.Employee).want(200, "PUT", "/api/v1/recordings/"+string(s.Recording.ID)+"/share", "")
}

func TestATalkSaysNothingOfWhatIsFilmedInWhatWasTakenBack(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Share().Sit()
	els := s.as(s.Coach).followTalk()
	s.as(s.Employee).want(200, "DELETE", "/api/v1/recordings/"+string(s.Recording.ID)+"/share", "")
	require.Contains(t, els.until("talk").data, `"recording_id":null`)
	s.server.TellConnection(t.Context(), media.RecordingID(s.Recording.ID), "connected") // she films some more
	s.as(s.Employee).followTalk()
	for {
		said := els.next()
		require.NotEqual(t, "connection", said.kind)
		if said.kind == "presence" && strings.Contains(said.data, s.Employee.Name.Given) {
			return
		}
	}
}

func TestAnotherCoachEndsTheLineOfTheFirst(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Share().Sit()
	els := s.as(s.Coach).followTalk()
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.ChooseCoach(t.Context(), s.Employee, s.Trajectory.ID, s.Coach2.ID, s.Now)
		return err
	})
	els.until("bye")
	require.Equal(t, 404, s.as(s.Coach).get("/api/v1/talks/"+string(s.Talk.ID)).StatusCode)
}

func TestTheTalkNeedsNoScript(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Give()
	samira, els := s.as(s.Employee), s.as(s.Coach)
	base := "/cycles/" + string(s.Cycle.ID) + "/talk"
	require.Contains(t, els.page(base), "De nabespreking beginnen")
	require.Equal(t, http.StatusSeeOther, els.send(base+"/plan", "date", "2030-03-05", "time", "14:00").StatusCode)
	require.Contains(t, samira.page("/cycles/"+string(s.Cycle.ID)), "Afgesproken: 5 maart 2030 om 14:00")
	require.Equal(t, http.StatusUnprocessableEntity, els.send(base+"/plan", "date", "morgen").StatusCode)
	require.Equal(t, http.StatusSeeOther, els.send(base, "recording", string(s.Recording.ID), "setting", "together").StatusCode)
	require.Contains(t, samira.page("/"), "De nabespreking met Els is begonnen.")
	page := els.page(base + "?step=why")
	require.Contains(t, page, "Waardoor lukt dit?")
	require.NotContains(t, page, s.Top.Text, "the coach's own screen keeps her mark shut too")
	moment := string(s.Release.Moments[0].ID)
	els.send(base+"/notes", "voice", "employee", "kind", "word", "step", "look", "moment", moment, "text", "Ik wacht op haar")
	require.Contains(t, els.page(base), s.Top.Text)
	els.send(base+"/moment", "moment", string(s.Release.Moments[1].ID))
	require.Contains(t, samira.page(base), s.Growth.Text)
	els.send(base + "/end")

	require.Contains(t, samira.page("/"), "Els schreef één ding op dat jij zei.")
	require.NotContains(t, samira.page("/cycles/"+string(s.Cycle.ID)), "Ik wacht op haar", "not before she says so")
	var note coaching.TalkNote
	s.As(s.Employee, func(tx *postgres.Tx) error {
		notes, err := tx.TalkNotesOf(t.Context(), s.Cycle.ID)
		note = notes[0]
		return err
	})
	samira.send(base+"/note", "note", string(note.ID), "version", "1", "act", "reword", "text", "Ik wachtte op haar")
	require.Contains(t, samira.page("/cycles/"+string(s.Cycle.ID)), "Ik wachtte op haar")
	require.Equal(t, http.StatusUnprocessableEntity, samira.send(base+"/note", "note", string(note.ID), "version", "1", "act", "approve").StatusCode, "she read another version")

	require.NotContains(t, samira.page(base), "Hoe lang duurde het?")
	require.Contains(t, els.page(base), "Hoe lang duurde het?")
	wrong := els.send(base+"/minutes", "date", s.Now.Format("2006-01-02"), "minutes", "veel", "confirm", "yes")
	require.Contains(t, wrong.body, "Vul een getal in.")
	require.Equal(t, http.StatusSeeOther, els.send(base+"/minutes", "date", s.Now.AddDate(0, 0, -1).Format("2006-01-02"), "minutes", "35", "confirm", "yes").StatusCode)
	require.NotContains(t, els.page(base), "Hoe lang duurde het?")
	require.Equal(t, http.StatusSeeOther, samira.send("/cycles/"+string(s.Cycle.ID)+"/work-point", "version", "0", "text", "Drie tellen wachten").StatusCode)
}
