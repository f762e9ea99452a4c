package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestAFormOfTheOfficeComesBackUnfoldedWithWhatWasTyped: of several forms of a page only the one that was sent.
func TestAFormOfTheOfficeComesBackUnfoldedWithWhatWasTyped(t *testing.T) {
	t.Parallel()
	s := newOffice(t)
	officer, request, signal := s.as(s.Officer), "/privacy/requests/"+string(s.Request.ID), "/privacy/signals/"+string(s.Signal.ID)
	for path, form := range map[string]url.Values{
		request + "/viewings": {"opens_at": {"2001-01-01T10:00"}, "minutes": {"45"}, "present": {"ouder 1"}},
		request + "/extend":   {"reason": {strings.Repeat("x", 501)}, "version": {"1"}},
		request + "/close":    {"outcome": {"refused"}, "version": {"1"}},
		signal + "/notes":     {"words": {strings.Repeat("x", 4001)}},
	} {
		got := officer.form(path, form)
		require.GreaterOrEqual(t, got.StatusCode, 400, path)
		require.Less(t, got.StatusCode, 500, path)
		require.NotEqual(t, http.StatusNotFound, got.StatusCode, path)
		require.Equal(t, 1, strings.Count(got.body, `<details class="office-fold" open>`), path)
	}
	got := officer.form(request+"/viewings", url.Values{"opens_at": {"2001-01-01T10:00"}, "minutes": {"45"}, "present": {"ouder 1"}})
	require.Contains(t, got.body, `value="45"`)
	require.NotContains(t, got.body, `name="recordings" value="`+string(s.Own.ID)+`" checked`, "what was not ticked is not ticked for her")
}
