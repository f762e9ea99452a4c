package web_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching/postgres"
)

func TestTheAgreementIsTheFirstStepAndSheNarrowsItAlone(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Ask()
	samira, els := s.as(s.Employee), s.as(s.Coach)
	path := "/questions/" + string(s.Question.ID) + "/agreement"
	require.Contains(t, samira.page("/"), "Eerst afspreken wat tussen jou en Els blijft.")
	require.Contains(t, samira.page("/"), "/record", "and it does not keep her from recording")
	require.Contains(t, els.page("/"), "Eerst afspreken wat tussen jou en Samira blijft.")
	page := samira.page(path)
	require.Contains(t, page, "Samira kan altijd zien wie er naar de films heeft gekeken.")
	require.Contains(t, page, "de veiligheid van kinderen")
	require.NotContains(t, page, " checked", "nothing leaves unless somebody ticks it")

	require.Equal(t, path, els.goes(path, "allowed", "own_report", "allowed", "supervision"))
	require.Contains(t, samira.page("/"), "Els stelt voor wat tussen jullie blijft.")
	require.Contains(t, samira.page(path), "Er gaat niets extra naar buiten.")
	samira.goes(path+"/agree", "number", "1")
	require.NotContains(t, samira.page("/"), "tussen jullie blijft")
	require.Contains(t, els.page(path), "Jullie hebben allebei ja gezegd.")

	samira.goes(path, "allowed", "own_report", "note", "Niet over thuis")
	now, _, _ := strings.Cut(els.page(path), `id="proposal"`)
	require.NotContains(t, now, "supervisie", "what she crossed out does not hold any more")
	require.Contains(t, els.page("/"), "Samira heeft de afspraak gemaakt of veranderd.")
	late := els.send(path+"/agree", "number", "1")
	require.Equal(t, http.StatusUnprocessableEntity, late.StatusCode)
	require.Contains(t, late.body, "Er is een nieuwere versie.")
	unchanged := samira.send(path, "allowed", "own_report", "note", "Niet over thuis")
	require.Contains(t, unchanged.body, "Dit is al wat er staat.")
	long := samira.send(path, "note", strings.Repeat("x", 1001))
	require.Contains(t, long.body, "Dit is te lang.")
	require.Contains(t, long.body, strings.Repeat("x", 1001), "what was typed is still there")
	els.goes(path+"/agree", "number", "2")
	require.Contains(t, els.page(path+"/print"), "Niet over thuis")
	require.NotContains(t, els.page(path+"/print"), "sheet-concept")
}

func TestAFormerCoachLosesTheAgreementAndTheReport(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Look().Agree().Evaluate()
	els, home := s.as(s.Coach), "/questions/"+string(s.Question.ID)
	paths := []string{"/agreement", "/agreement/print", "/evaluation", "/report", "/report/print", "/report.pdf"}
	for _, path := range paths {
		require.Equal(t, http.StatusOK, els.get(home+path).StatusCode, path)
	}
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.ChooseCoach(t.Context(), s.Employee, s.Trajectory.ID, s.Coach2.ID, s.Now)
		return err
	})
	for _, path := range paths {
		require.Equal(t, http.StatusNotFound, els.get(home+path).StatusCode, path)
	}
	samira := s.as(s.Employee)
	require.Contains(t, samira.page(home+"/agreement"), "Je eerdere afspraak was met een andere coach.")
	require.Contains(t, samira.page(home+"/report"), "Els de Wit", "the report still says who helped to make it")
}
