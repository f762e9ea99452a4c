package web_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching/postgres"
)

// TestWhatIsFinishedStandsOnAPageOfItsOwn, one tap from whom she coaches now.
func TestWhatIsFinishedStandsOnAPageOfItsOwn(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Ask()
	coach, name := s.as(s.Coach), s.Employee.Name.Full()
	require.NotContains(t, coach.get("/coaching").body, "/coaching?finished")
	require.Contains(t, coach.get("/coaching?finished").body, "Hier komen de trajecten die klaar zijn")
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.End(t.Context(), s.Employee, s.Trajectory.ID, s.Now)
		return err
	})
	home := coach.get("/coaching").body
	require.NotContains(t, home, name)
	require.Contains(t, home, `<a href="/coaching?finished">1 traject dat klaar is</a>`)
	finished := coach.get("/coaching?finished").body
	require.Contains(t, finished, name)
	require.Contains(t, finished, `href="/questions/`+string(s.Question.ID)+`"`)
	require.Contains(t, s.as(s.Coach2).get("/coaching?finished").body, "Hier komen de trajecten die klaar zijn")
}
