package web_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching/postgres"
)

func TestTheyLookBackEmployeeFirstAndApproveTheReportTogether(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Look()
	samira, els := s.as(s.Employee), s.as(s.Coach)
	home := "/questions/" + string(s.Question.ID)
	require.Contains(t, samira.page(home+"/evaluation"), "Terugkijken kan als jullie een ronde hebben afgesloten.")
	require.Contains(t, samira.send(home+"/evaluation").body, "Terugkijken kan als er een ronde is afgesloten.")
	samira.goes("/cycles/"+string(s.Cycle.ID)+"/close", "next", "yes")
	require.Contains(t, samira.page(home+"/end"), "Wil je eerst samen terugkijken?", "offered, not forced")
	els.goes(home + "/evaluation")
	require.Contains(t, samira.page("/"), "Kijk met Els terug op dit traject.")

	els.goes(home+"/evaluation/answers", "version", "0", "growth", "Je wacht langer", "hand_in", "yes")
	require.NotContains(t, samira.page(home+"/evaluation"), "Je wacht langer", "hers come first")
	samira.goes(home+"/evaluation/answers", "version", "0", "answered", "Nog niet helemaal")
	require.NotContains(t, els.page(home+"/evaluation"), "Nog niet helemaal", "a draft is her own")
	require.Equal(t, http.StatusNotFound, samira.get(home+"/report").StatusCode)
	stale := samira.send(home+"/evaluation/answers", "version", "9", "answered", "Ja!")
	require.Equal(t, http.StatusUnprocessableEntity, stale.StatusCode)
	require.Contains(t, stale.body, "Ja!")
	require.Contains(t, stale.body, "Nu staat er:</strong> Nog niet helemaal", "both are shown")
	empty := samira.send(home+"/evaluation/answers", "version", "1", "answered", " ", "hand_in", "yes")
	require.Contains(t, empty.body, "Vul dit in.")
	samira.goes(home+"/evaluation/answers", "version", "1", "answered", "Nog niet helemaal", "next_question", "Hoe doe ik dat buiten?", "hand_in", "yes")
	require.Contains(t, samira.page(home+"/evaluation"), "Je wacht langer")
	require.Contains(t, els.page(home+"/evaluation"), "Nog niet helemaal")
	s.theyApprove(t, samira, els, home)
}

// theyApprove: one change takes an approval back, two approvals freeze the report.
func (s *site) theyApprove(t *testing.T, samira, els *visitor, home string) {
	t.Helper()
	report := home + "/report"
	require.Contains(t, els.page("/"), "Er ligt een kort verslag")
	require.Contains(t, samira.page(report+"/print"), "Concept")
	require.Equal(t, http.StatusNotFound, samira.get(report+".pdf").StatusCode, "only of what both approved")
	els.goes(report+"/approve", "version", "1")
	samira.goes(report, "version", "1", "question", "Hoe maak ik contact?", "answered", "Bijna", "next_question", "Hoe doe ik dat buiten?")
	late := els.send(report, "version", "1", "question", "Van Els", "answered", "Ja")
	require.Equal(t, http.StatusUnprocessableEntity, late.StatusCode)
	require.Contains(t, late.body, "Van Els")
	require.Contains(t, late.body, "Nu staat er:</strong> Hoe maak ik contact?", "neither text is lost")
	require.Equal(t, http.StatusUnprocessableEntity, samira.send(report+"/approve", "version", "1").StatusCode)
	samira.goes(report+"/approve", "version", "2")
	require.Contains(t, samira.page(report), "Els nog niet.", "the first approval was of another text")
	els.goes(report+"/approve", "version", "2")
	require.Contains(t, els.page(report), "Het verandert niet meer.")
	require.Contains(t, samira.send(report, "version", "2", "question", "Toch anders").body, "Jullie hebben dit verslag goedgekeurd.")
	require.NotContains(t, samira.page(report+"/print"), "Concept")

	pdf := els.get(report + ".pdf")
	require.Equal(t, "application/pdf", pdf.Header.Get("Content-Type"))
	require.True(t, strings.HasPrefix(pdf.body, "%PDF-"))
	require.Contains(t, samira.page("/log"), "Els de Wit haalde het verslag op.")
	require.Contains(t, samira.page("/questions/new?after="+string(s.Question.ID)), "Hoe doe ik dat buiten?</textarea>")
	require.Equal(t, http.StatusNotFound, els.get("/questions/new?after="+string(s.Question.ID)).StatusCode)
}

func TestTheReportOutlivesTheFilmsAndTheTrajectory(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Look().Agree().Evaluate()
	samira, home := s.as(s.Employee), "/questions/"+string(s.Question.ID)
	s.As(s.Employee, func(tx *postgres.Tx) error {
		if _, err := tx.RequestErasure(t.Context(), s.Employee, s.Recording.ID, s.Now); err != nil {
			return err
		}
		_, err := tx.End(t.Context(), s.Employee, s.Trajectory.ID, s.Now)
		return err
	})
	page := samira.page(home + "/report")
	require.Contains(t, page, "Nog niet helemaal")
	require.Contains(t, page, "Drie tellen wachten")
	require.Contains(t, page, "Afgesproken: Samira mag dit verslag zelf laten zien.")
	require.Equal(t, http.StatusOK, samira.get(home+"/report.pdf").StatusCode)
}
