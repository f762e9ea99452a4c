package web_test

import (
	"net/http"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

// TestATeamIsJoinedAndLeftByAProgram, by who keeps people and nobody else.
func TestATeamIsJoinedAndLeftByAProgram(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	admin, day := s.as(s.Administrator), coaching.DayOf(s.Now, s.Holder.Zone())
	team := admin.want(201, "POST", "/api/v1/teams", `{"name": "Zuid"}`)["id"].(string)
	path := "/api/v1/people/" + string(s.Colleague.ID) + "/teams"
	join := `{"team_id": "` + team + `", "first_day": "` + string(day) + `"}`
	for _, other := range []coaching.Actor{s.Manager, s.Coach, s.Employee, s.Colleague, s.Outsider} {
		require.Equal(t, 404, s.as(other).do("POST", path, join).StatusCode, other.Email)
		require.Equal(t, 404, s.as(other).get(path).StatusCode, other.Email)
	}
	require.Contains(t, []int{403, 404}, s.as(s.Officer).do("POST", path, join).StatusCode, "the officer reads, and changes nothing")
	in := admin.want(201, "POST", path, join)
	require.Equal(t, team, in["team_id"])
	require.Nil(t, in["until"])
	require.Equal(t, "in_team", admin.want(409, "POST", path, join)["code"])
	admin.want(404, "POST", path, `{"team_id": "01900000-0000-7000-8000-000000000000"}`)
	admin.want(422, "POST", path, `{"team_id": "`+team+`", "first_day": "morgen"}`)
	admin.want(422, "POST", path, `{}`)
	listed := s.as(s.Officer).want(200, "GET", path, "")["items"].([]any)
	require.Equal(t, in, listed[0])
	require.Equal(t, []any{string(s.Colleague.ID)}, teamOf(t, admin, team)["member_ids"])

	end := path + "/" + in["id"].(string) + "/end"
	require.Equal(t, 404, s.as(s.Manager).do("POST", end, `{"last_day": "`+string(day)+`"}`).StatusCode)
	elsewhere := "/api/v1/people/" + string(s.Employee.ID) + "/teams/" + in["id"].(string) + "/end"
	admin.want(404, "POST", elsewhere, `{"last_day": "`+string(day)+`"}`)
	admin.want(422, "POST", end, `{"last_day": "x"}`)
	require.NotNil(t, admin.want(200, "POST", end, `{"last_day": "`+string(day)+`"}`)["until"])
	admin.want(404, "POST", end, `{"last_day": "`+string(day)+`"}`)
	require.Empty(t, teamOf(t, admin, team)["member_ids"])
	admin.want(201, "POST", path, join)
}

func teamOf(t *testing.T, v *visitor, id string) map[string]any {
	t.Helper()
	for _, item := range v.want(200, "GET", "/api/v1/teams", "")["items"].([]any) {
		if team := item.(map[string]any); team["id"] == id {
			return team
		}
	}
	t.Fatal("the team is not there")
	return nil
}

func TestOfTwoWhoPutSomebodyIntoATeamAtOnceOneIsTold(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	team := s.as(s.Administrator).want(201, "POST", "/api/v1/teams", `{"name": "Zuid"}`)["id"].(string)
	last := coaching.DayOf(s.Now, s.Holder.Zone()).Plus(30) // no index keeps two times with an end apart
	var all sync.WaitGroup
	answers, begin := make([]int, 4), make(chan struct{})
	for i := range answers {
		admin := s.as(s.Administrator)
		all.Go(func() {
			<-begin
			answers[i] = admin.do("POST", "/api/v1/people/"+string(s.Colleague.ID)+"/teams", `{"team_id": "`+team+`", "last_day": "`+string(last)+`"}`).StatusCode
		})
	}
	close(begin)
	all.Wait()
	require.ElementsMatch(t, []int{http.StatusCreated, 409, 409, 409}, answers)
}
