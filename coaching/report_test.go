package coaching_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

func TestAReportIsApprovedByHerAndACoachAndThenFrozen(t *testing.T) {
	t.Parallel()
	first, second := time.Unix(1, 0), time.Unix(2, 0)
	r := coaching.Report{EmployeeID: "samira", Version: 3}
	require.NoError(t, r.MayApprove(els, pair, 3))
	require.ErrorIs(t, r.MayApprove(els, pair, 2), coaching.ErrStale, "a yes is to what was read")
	require.ErrorIs(t, r.MayApprove(mirjam, pair, 3), coaching.ErrNotFound)
	r.Approvals = []coaching.Yes{{PersonID: "els", AgreedAt: first}, {PersonID: "mirjam", AgreedAt: second}}
	require.Nil(t, r.ApprovedAt(), "two coaches are not both")
	require.NoError(t, r.MayEdit(samira, pair))
	r.Approvals[1].PersonID = "samira"
	require.Equal(t, second, *r.ApprovedAt())
	require.ErrorIs(t, r.MayEdit(samira, pair), coaching.Conflict("report_approved"))
	require.ErrorIs(t, r.MayEdit(els, pair), coaching.Conflict("report_approved"))
	require.NoError(t, r.MayApprove(els, pair, 3), "said twice it is one")
}

func TestAReportIsDraftedFromWhatBothSaid(t *testing.T) {
	t.Parallel()
	amsterdam, err := time.LoadLocation("Europe/Amsterdam")
	require.NoError(t, err)
	at := func(month time.Month, day, hour int) *time.Time {
		moment := time.Date(2026, month, day, hour, 30, 0, 0, time.UTC)
		return &moment
	}
	road := pair
	road.StartedAt = at(time.March, 1, 23)
	retold := coaching.Retold{
		Question:   coaching.Question{EmployeeID: "samira", Trajectory: road, Versions: []coaching.QuestionVersion{{Number: 1, Text: "Hoe?", AcceptedAt: at(time.March, 2, 9)}}},
		Cycles:     []coaching.Cycle{{Number: 1, ClosedAt: at(time.March, 20, 9)}, {Number: 2}},
		WorkPoints: []coaching.WorkPoint{{Text: "Drie tellen\nwachten"}, {Text: "Op ooghoogte"}},
		Evaluation: coaching.Evaluation{ID: "e", Parts: []coaching.EvaluationPart{
			{AuthorID: "samira", Answers: coaching.Answers{Answered: " Nog niet \n", NextQuestion: "En buiten?"}, HandedInAt: at(time.April, 1, 9)},
			{AuthorID: "els", Answers: coaching.Answers{Growth: "Je wacht"}},
		}},
		Employee: "Samira van den Oetelaar", Coach: "Els de Wit", Home: "De Uiltjes", Zone: amsterdam, Now: *at(time.April, 2, 9),
	}
	_, both := retold.Draft()
	require.False(t, both, "not before both have handed in")
	retold.Evaluation.Parts[1].HandedInAt = at(time.April, 2, 9)
	report, both := retold.Draft()
	require.True(t, both)
	require.Equal(t, coaching.ReportText{
		Question: "Hoe?", WorkPoints: "Drie tellen wachten\nOp ooghoogte",
		Answers: coaching.Answers{Answered: "Nog niet", NextQuestion: "En buiten?", Growth: "Je wacht"},
	}, report.ReportText)
	require.Equal(t, 1, report.Rounds, "only what was closed counts")
	require.Equal(t, "2026-03-02", report.PeriodFrom, "a day of the holder")
	require.Equal(t, "2026-04-02", report.PeriodTo)
	require.Equal(t, 1, report.Version)
	require.NoError(t, report.Check())
	report.Question = ""
	require.ErrorIs(t, report.Check(), coaching.ErrInvalid)
}
