package web_test

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/web"
)

// ofAnswer are what differs between two answers that say the same.
var ofAnswer = regexp.MustCompile(`nonce(=|-)"?[A-Za-z0-9+/=_-]+"?|"request_id":"[^"]*"|<code>[^<]*</code>|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)

// alike is an answer without what differs each time: status, body, and the headers that could tell something.
func alike(a answer) string {
	var said []string
	for _, name := range []string{"Etag", "Last-Modified", "Allow", "Location", "Content-Type", "Content-Range", "Accept-Ranges", "Cache-Control", "Upload-Offset"} {
		said = append(said, name+": "+ofAnswer.ReplaceAllString(a.Header.Get(name), ""))
	}
	return a.Status + "\n" + strings.Join(said, "\n") + "\n" + ofAnswer.ReplaceAllString(a.body, "")
}

// TestWhatIsHiddenAnswersAsWhatIsNotThere asks every route of the pair for their thing and for one that nobody made, with
// its own method and with HEAD and OPTIONS: whoever is not of the pair gets the same words and headers.
func TestWhatIsHiddenAnswersAsWhatIsNotThere(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Look().Sit().Office().Agree().Evaluate()
	s.Speak()
	s.store(s.Recording.ID, 1)
	things := []string{
		string(s.Question.ID), string(s.Trajectory.ID), string(s.Cycle.ID), string(s.Recording.ID), string(s.Top.ID),
		string(s.Talk.ID), string(s.Said.ID), string(s.Voice.ID), string(s.Own.ID), string(s.Request.ID), string(s.Viewing.ID),
		string(s.Signal.ID), string(s.Emergency.ID), string(s.Breach.BreachID), string(s.Employee.ID),
	}
	compared := 0
	for _, actor := range []coaching.Actor{s.Colleague, s.Outsider, s.Administrator} {
		v := s.as(actor).with("If-None-Match", `"1"`).with("Range", "bytes=0-3")
		for _, route := range s.server.Routes() {
			path := addressed(s, route.Path)
			i := slices.IndexFunc(things, func(id string) bool { return strings.Contains(path, id) })
			sees := slices.ContainsFunc(seen(s)[route.Rule], func(a coaching.Actor) bool { return a.ID == actor.ID })
			if i < 0 || sees || slices.Contains([]web.Rule{web.ByIngestToken, web.ByWatchToken, web.Anyone}, route.Rule) {
				continue
			}
			missing := strings.Replace(path, things[i], postgres.NewID[string](), 1)
			methods := []string{route.Method}
			if route.Method == http.MethodGet {
				methods = append(methods, http.MethodHead, http.MethodOptions)
			}
			for _, method := range methods {
				asked := route
				asked.Method = method
				require.Equal(t, alike(ask(v, asked, missing)), alike(ask(v, asked, path)), "%s %s as %s", method, route.Path, actor.Email)
				compared++
			}
		}
	}
	require.Greater(t, compared, 300)
}

// TestNonsenseInAnAddressIsNoFaultOfTheServer: whoever may come there, with no id in the place of one, is told that
// nothing is there or what is wrong.
func TestNonsenseInAnAddressIsNoFaultOfTheServer(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Look().Sit().Office()
	s.Speak()
	s.store(s.Recording.ID, 1)
	s.storeVoice(s.Voice.ID)
	parameter, number := regexp.MustCompile(`\{[a-z]+\}`), regexp.MustCompile(`\{(n|number|year)\}`)
	query := "?cursor=%00&limit=-1&about=child:%00&person=%ff&day=0000-00-00&from=%00&to=9999-99-99&act=%27&q=%00%25_&search=%00&role=%00&location=%00&year=9999999999&recording=%00&before=-9&group=%00&holder=%00&cycle_id=%00&state=%00"
	visited := 0
	for _, route := range s.server.Routes() {
		whom := seen(s)[route.Rule]
		if len(whom) == 0 || strings.HasSuffix(route.Path, "/events") {
			whom = everybody(s)[:1]
		}
		var paths []string
		for _, nonsense := range []string{"%00", "..%2f'--%ff", strings.Repeat("9", 300)} {
			paths = append(paths, strings.ReplaceAll(parameter.ReplaceAllString(route.Path, nonsense), "/*", "/"+nonsense))
		}
		if number.MatchString(route.Path) || route.Method == http.MethodGet && !strings.HasSuffix(route.Path, "/events") { // of things that are there
			paths = append(paths, addressed(s, number.ReplaceAllString(route.Path, "9999999999")))
		}
		for _, path := range paths {
			got := ask(s.as(whom[0]), route, path+query)
			if got.StatusCode == http.StatusServiceUnavailable && strings.HasPrefix(route.Path, "/api/v1/voice-notes") {
				continue // nobody hears notes here
			}
			require.Less(t, got.StatusCode, 500, "%s %s as %s: %.300s %s", route.Method, path, whom[0].Email, got.body, s.log.lines("level=ERROR"))
			visited++
		}
	}
	require.Greater(t, visited, 500)
}
