package web_test

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/web"
)

// stream is an open event stream.
type stream struct {
	t      testing.TB
	events chan event
	close  context.CancelFunc
}

type event struct{ kind, data string }

// follow opens the stream of the story's recording.
func (v *visitor) follow() *stream {
	v.t.Helper()
	return v.stream("/api/v1/recordings/"+string(v.Recording.ID)+"/events", "recording")
}

// stream opens an event stream, whose first event is known.
func (v *visitor) stream(path, first string) *stream {
	v.t.Helper()
	ctx, cancel := context.WithCancel(v.t.Context())
	response, err := v.http.Client().Do(v.request("GET", path, "").WithContext(ctx))
	require.NoError(v.t, err)
	require.Equal(v.t, http.StatusOK, response.StatusCode)
	require.Equal(v.t, "text/event-stream", response.Header.Get("Content-Type"))
	s := &stream{t: v.t, events: make(chan event, 100), close: cancel}
	go func() {
		defer close(s.events)
		defer response.Body.Close()
		var now event
		lines := bufio.NewScanner(response.Body)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			switch name, value, _ := strings.Cut(lines.Text(), ": "); {
			case name == "event":
				now.kind = value
			case name == "data":
				now.data = value
			case lines.Text() == "" && now.kind != "":
				s.events <- now
				now = event{}
			}
		}
	}()
	v.t.Cleanup(func() {
		cancel()
		for range s.events { //nolint:revive // until it is closed
		}
	})
	require.Equal(v.t, first, s.next().kind)
	return s
}

// until skips events until one of a kind comes.
func (s *stream) until(kind string) event {
	s.t.Helper()
	for {
		e := s.next()
		require.NotEqual(s.t, "end", e.kind, "the stream ended before %s", kind)
		if e.kind == kind {
			return e
		}
	}
}

// next is the next event, which must come within two seconds; "end" when the stream has ended.
func (s *stream) next() event {
	s.t.Helper()
	select {
	case e, open := <-s.events:
		if !open {
			return event{kind: "end"}
		}
		return e
	case <-time.After(20 * time.Second):
		require.Fail(s.t, "no event")
		return event{}
	}
}

func TestAWithdrawalEndsTheStreamOfTheCoach(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Share()
	coach, owner := s.as(s.Coach).follow(), s.as(s.Employee).follow()
	s.as(s.Employee).want(200, "DELETE", "/api/v1/recordings/"+string(s.Recording.ID)+"/share", "")
	require.Equal(t, "bye", coach.next().kind)
	require.Equal(t, "end", coach.next().kind)
	changed := owner.next()
	require.Equal(t, "recording", changed.kind)
	var shown map[string]any
	require.NoError(t, json.Unmarshal([]byte(changed.data), &shown))
	require.Nil(t, shown["shared_at"])
}

func TestTheEndOfALogInEndsItsStreams(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Share()
	phone, laptop, coach := s.as(s.Employee), s.as(s.Employee), s.as(s.Coach)
	first, second, third := phone.follow(), laptop.follow(), coach.follow()
	made := coach.want(201, "POST", "/api/v1/tokens", `{"name": "script"}`)
	script := s.nobody().with("Authorization", "Bearer "+made["token"].(string)).follow()
	require.Equal(t, 204, coach.do("DELETE", "/api/v1/tokens/"+made["id"].(string), "").StatusCode)
	require.Equal(t, "bye", script.next().kind)
	require.Equal(t, 204, phone.do("POST", "/api/v1/logout", "").StatusCode)
	require.Equal(t, "bye", first.next().kind)
	require.Equal(t, 204, laptop.do("POST", "/api/v1/logout-everywhere", "").StatusCode)
	require.Equal(t, "bye", second.next().kind)
	got := coach.do("PUT", "/api/v1/me/password", `{"current": "terugblik", "new": "een nieuw wachtwoord"}`)
	require.Equal(t, 204, got.StatusCode, got.body)
	require.Equal(t, "bye", third.next().kind)
}

func TestAChangeOfRoleEndsAStream(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Share()
	coach := s.as(s.Coach).follow()
	_, err := s.PG.Owner.Exec(`UPDATE role_assignment SET valid_until = now() WHERE person_id = $1`, s.Coach.ID)
	require.NoError(t, err)
	_, err = s.PG.Owner.Exec(`SELECT pg_notify('terugblik', 'person:' || $1)`, s.Coach.ID)
	require.NoError(t, err)
	require.Equal(t, "bye", coach.next().kind)
}

func TestAStreamTellsOnlyOfMarksThatItsReaderCanSee(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Share()
	coach, owner := s.as(s.Coach).follow(), s.as(s.Employee).follow()
	draft := s.Note(s.Coach, coaching.Annotation{StartMS: 1, EndMS: 1, Kind: coaching.Top, Text: "Concept"})
	require.Equal(t, event{"annotation", `{"id":"` + string(draft.ID) + `"}`}, coach.next())
	own := s.Note(s.Employee, coaching.Annotation{StartMS: 2, EndMS: 2, Kind: coaching.Proud, Text: "Trots"})
	require.Equal(t, event{"annotation", `{"id":"` + string(own.ID) + `"}`}, owner.next(), "the draft before it was not told")
	require.Equal(t, event{"annotation", `{"id":"` + string(own.ID) + `"}`}, coach.next())
	s.As(s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.SetChoice(t.Context(), s.Coach, s.Cycle.ID, []coaching.AnnotationID{draft.ID})
		return err
	})
	require.Equal(t, "choice", coach.next().kind)
	s.As(s.Coach, func(tx *postgres.Tx) error { return tx.DeleteAnnotation(t.Context(), s.Coach, draft.ID, draft.Version) })
	var told []event
	for len(told) < 2 {
		told = append(told, coach.next())
	}
	require.Contains(t, told, event{"annotation", `{"id":"` + string(draft.ID) + `","deleted":true}`})
	s.as(s.Employee).want(200, "DELETE", "/api/v1/recordings/"+string(s.Recording.ID)+"/share", "")
	require.Equal(t, "recording", owner.next().kind, "of the draft she never heard")
}

func TestWhatIsSafeReachesWhoMaySeeTheRecording(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Record()
	owner := s.as(s.Employee).follow()
	id := media.RecordingID(s.Recording.ID)
	s.server.TellSafe(t.Context(), id, web.Safe{UntilMS: 4100, At: s.Now})
	safe := owner.next()
	require.Equal(t, "safe", safe.kind)
	require.JSONEq(t, `{"until_ms": 4100, "at": "`+s.Now.Format(time.RFC3339Nano)+`"}`, safe.data)
	s.server.TellConnection(t.Context(), id, "disconnected")
	require.Equal(t, event{"connection", `{"state":"disconnected"}`}, owner.next())
}

func TestTheEndOfTheServerEndsStreamsWithoutABye(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Record()
	owner := s.as(s.Employee).follow()
	s.hub.Stop()
	require.Equal(t, "end", owner.next().kind, "the page comes back by itself")
}
