package web_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

// planned is a recording of hers that waits to be filmed, with a second camera; the path of the camera.
func (s *site) plannedAngle() (recording, angle string) {
	s.t.Helper()
	employee := s.as(s.Employee)
	made := employee.want(201, "POST", "/api/v1/recordings", fmt.Sprintf(`{"cycle_id": %q, "title": "Kring"}`, s.Cycle.ID))
	recording = "/api/v1/recordings/" + made["id"].(string)
	employee.want(201, "POST", recording+"/angles", `{"source": "live"}`)
	return recording, recording + "/angles/2"
}

func TestADeviceJoinsWithACodeAndSeesNothing(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Ask()
	recording, angle := s.plannedAngle()
	employee := s.as(s.Employee)
	code := employee.want(201, "POST", angle+"/code", "")["code"].(string)
	require.Len(t, code, coaching.JoinCodeDigits)

	let := s.nobody().want(201, "POST", "/api/v1/join", fmt.Sprintf(`{"code": %q}`, code[:3]+" "+code[3:]))
	require.Equal(t, s.Employee.Name.Given, let["owner"])
	device := s.nobody().with("Authorization", "Bearer "+let["token"].(string))
	require.Equal(t, "waiting", device.want(200, "GET", "/api/v1/join", "")["state"])
	again := s.nobody().do("POST", "/api/v1/join", fmt.Sprintf(`{"code": %q}`, code))
	require.Equal(t, "join_code_unknown", again.code(t), "once")

	id := let["angle_id"].(string)
	for _, path := range []string{recording, "/api/v1/recordings/" + id, "/api/v1/me", "/media/" + id + "/master.m3u8", recording + "/angles"} {
		require.Equal(t, http.StatusUnauthorized, device.get(path).StatusCode, path)
	}
	whole := "/whip" + recording[len("/api/v1/recordings"):]
	require.Equal(t, http.StatusNotFound, device.with("Content-Type", "application/sdp").do("POST", whole, "v=0").StatusCode, "not into the recording itself")

	require.Equal(t, true, employee.want(200, "GET", recording+"/angles", "")["items"].([]any)[0].(map[string]any)["joined"])
	employee.want(204, "POST", angle+"/put-out", "")
	require.Equal(t, http.StatusUnauthorized, device.get("/api/v1/join").StatusCode, "put out")
}

func TestCodesCannotBeGuessed(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Ask()
	_, angle := s.plannedAngle()
	code := s.as(s.Employee).want(201, "POST", angle+"/code", "")["code"].(string)
	for _, wrong := range []string{"", "x", "12345", "1234567", "abcdef"} {
		require.Equal(t, http.StatusNotFound, s.nobody().do("POST", "/api/v1/join", fmt.Sprintf(`{"code": %q}`, wrong)).StatusCode, wrong)
	}
	var last answer
	for range 10 {
		last = s.nobody().do("POST", "/api/v1/join", `{"code": "000000"}`)
	}
	require.Equal(t, http.StatusTooManyRequests, last.StatusCode)
	require.NotEmpty(t, last.Header.Get("Retry-After"))
	require.Equal(t, http.StatusTooManyRequests, s.nobody().do("POST", "/api/v1/join", fmt.Sprintf(`{"code": %q}`, code)).StatusCode, "the right one has to wait too")
}

func TestAngleIsNoPageOfItsOwn(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Ask()
	recording, _ := s.plannedAngle()
	employee := s.as(s.Employee)
	id := employee.want(200, "GET", recording+"/angles", "")["items"].([]any)[0].(map[string]any)["id"].(string)
	page := employee.get("/recordings/" + id)
	require.Equal(t, recording[len("/api/v1"):], page.Header.Get("Location"))
	require.Equal(t, http.StatusNotFound, employee.get("/recordings/"+id+"/record").StatusCode)
}
