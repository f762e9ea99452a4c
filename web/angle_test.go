package web_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching/postgres"
)

func TestTheOwnerNamesAndRemovesAFurtherCameraAndHerCoachOnlyWatchesIt(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Record()
	page := "/recordings/" + string(s.Recording.ID)
	employee, coach := s.as(s.Employee), s.as(s.Coach)
	require.NotContains(t, employee.get(page).body, `id="cameras"`, "nothing to keep yet")
	employee.want(201, "POST", "/api/v1"+page+"/angles", `{"source": "file"}`)
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.Share(t.Context(), s.Employee, s.Recording.ID, s.Now)
		return err
	})

	require.Contains(t, employee.get(page).body, `action="`+page+`/angles/2"`)
	shown := coach.get(page)
	require.Equal(t, http.StatusOK, shown.StatusCode)
	require.NotContains(t, shown.body, "/angles", "the coach has nothing to do to a camera")

	require.Equal(t, http.StatusForbidden, coach.send(page+"/angles/2", "name", "Raam").StatusCode)
	require.Equal(t, http.StatusForbidden, coach.send(page+"/angles/2/remove").StatusCode)
	require.Equal(t, http.StatusUnprocessableEntity, employee.send(page+"/angles/2", "name", " ").StatusCode)
	require.Equal(t, http.StatusSeeOther, employee.send(page+"/angles/2", "name", " Raam <b>").StatusCode)
	again := employee.get(page).body
	require.Contains(t, again, `value="Raam &lt;b&gt;"`)
	for _, unknown := range []string{"/angles/3", "/angles/x", "/angles/99999999999999999999", "/angles/1"} {
		require.Equal(t, http.StatusNotFound, employee.send(page+unknown, "name", "Raam").StatusCode, unknown)
		require.Equal(t, http.StatusNotFound, employee.send(page+unknown+"/remove").StatusCode, unknown)
	}

	gone := employee.send(page + "/angles/2/remove")
	require.Equal(t, page, gone.Header.Get("Location"))
	require.Empty(t, employee.want(200, "GET", "/api/v1"+page+"/angles", "")["items"])
	require.NotContains(t, employee.get(page).body, `id="cameras"`)
}
