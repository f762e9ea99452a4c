package web_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/ingest"
	"terugblik/web"
)

func TestNoTokenIsGivenAfterSheTookHerYesBack(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Ask()
	owner := s.as(s.Employee)
	id := owner.want(201, "POST", "/api/v1/recordings", `{"cycle_id": "`+string(s.Cycle.ID)+`", "title": "Fruit eten"}`)["id"].(string)
	path := "/api/v1/recordings/" + id
	before := owner.want(200, "GET", path+"/readiness", "")
	require.Equal(t, false, before["ready"])
	require.Equal(t, "consent_needed", before["missing"].([]any)[0].(map[string]any)["code"])
	asked := before["consent"].(map[string]any)
	require.Contains(t, asked["words"], "niet om mij te beoordelen")
	require.Nil(t, asked["given_at"])

	yes := fmt.Sprintf(`{"purpose": %q, "text_version": %v}`, asked["purpose"], asked["text_version"])
	require.NotNil(t, owner.want(200, "PUT", path+"/consent", yes)["given_at"])
	require.Equal(t, true, owner.want(200, "GET", path+"/readiness", "")["ready"])
	require.Equal(t, 422, owner.do("PUT", path+"/consent", `{"purpose": "vib_individual", "text_version": 99}`).StatusCode)
	token := owner.want(201, "POST", path+"/ingest-tokens", "")["token"].(string)

	require.Equal(t, 204, owner.do("DELETE", path+"/consent", "").StatusCode)
	refused := owner.do("POST", path+"/ingest-tokens", "")
	require.Equal(t, 409, refused.StatusCode)
	require.Equal(t, "consent_withdrawn", refused.code(t))
	require.Contains(t, refused.body, "Je hebt je ja teruggenomen")
	require.Equal(t, 401, s.nobody().publisher(token).do("POST", "/whip/"+id, offer(t)).StatusCode)
	require.Equal(t, 404, s.as(s.Coach).do("PUT", path+"/consent", yes).StatusCode)
}

// broken refuses each take.
type broken struct{ err error }

func (b broken) Open(context.Context, media.RecordingID) (ingest.Writer, error) { return nil, b.err }

func TestWithoutRoomIsSaidBeforeAndWhenSheBegins(t *testing.T) {
	t.Parallel()
	for _, lack := range []struct {
		err   error
		code  string
		words string
	}{
		{media.ErrDiskFull, "disk_full", "De server heeft te weinig plek voor een nieuwe opname."},
		{media.ErrReadOnly, "disk_read_only", "De server kan nu niets opslaan."},
	} {
		t.Run(lack.code, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			s.Ask()
			s.ingest = &ingest.Server{UDPAddr: "127.0.0.1:0", Sink: broken{errors.Join(errors.New("take 1"), lack.err)}}
			require.NoError(t, s.ingest.Start())
			t.Cleanup(s.ingest.Stop)
			s.room = func(more int) web.Room { return web.Room{Reason: lack.code, MinutesLeft: more} }
			s.serve(s.DB)
			id, token := publishable(s)
			ready := s.as(s.Employee).want(200, "GET", "/api/v1/recordings/"+id+"/readiness", "")
			require.Equal(t, false, ready["ready"])
			missing := ready["missing"].([]any)[0].(map[string]any)
			require.Equal(t, lack.code, missing["code"])
			require.Contains(t, missing["detail"], lack.words)
			require.Equal(t, 1.0, ready["room"].(map[string]any)["minutes_left"], "asked for one more stream")
			got := s.nobody().publisher(token).do("POST", "/whip/"+id, offer(t))
			require.Equal(t, http.StatusInsufficientStorage, got.StatusCode, got.body)
			require.Equal(t, lack.code, got.code(t))
			require.Contains(t, got.body, lack.words)
		})
	}
}
