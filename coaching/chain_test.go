package coaching_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

func TestChain(t *testing.T) {
	t.Parallel()
	const child, employee, other = coaching.SubjectChild, coaching.SubjectEmployee, coaching.SubjectOther
	mark := func(id string, subject coaching.Subject, answers string, codes ...string) coaching.Annotation {
		return coaching.Annotation{
			ID: coaching.AnnotationID(id), Subject: subject, AnswersID: coaching.AnnotationID(answers), Codes: codes,
		}
	}
	const verbal = "vib-microanalyse:ontvangst-verbaal"
	for name, c := range map[string]struct {
		marks []coaching.Annotation
		want  coaching.ChainCount
	}{
		"nothing":                          {},
		"an initiative that nobody sees":   {[]coaching.Annotation{mark("a", child, "")}, coaching.ChainCount{Initiatives: 1}},
		"an adult who begins":              {[]coaching.Annotation{mark("a", employee, ""), mark("b", child, "a")}, coaching.ChainCount{}},
		"a colleague who answers":          {[]coaching.Annotation{mark("a", child, ""), mark("b", other, "a", verbal)}, coaching.ChainCount{Initiatives: 1}},
		"received without words":           {[]coaching.Annotation{mark("a", child, ""), mark("b", employee, "a", "vib-microanalyse:kijken")}, coaching.ChainCount{Initiatives: 1, Received: 1}},
		"received twice, once with words":  {[]coaching.Annotation{mark("a", child, ""), mark("b", employee, "a"), mark("c", employee, "a", verbal)}, coaching.ChainCount{Initiatives: 1, Received: 1, Verbal: 1}},
		"initiative, reception and answer": {[]coaching.Annotation{mark("c", child, "b"), mark("b", employee, "a", "vib-basiscommunicatie:benoemen"), mark("a", child, "")}, coaching.ChainCount{Initiatives: 1, Received: 1, Verbal: 1, Answered: 1}},
		"a long exchange counts once":      {[]coaching.Annotation{mark("a", child, ""), mark("b", employee, "a"), mark("c", child, "b"), mark("d", employee, "c", verbal)}, coaching.ChainCount{Initiatives: 1, Received: 1, Answered: 1}},
		"marks that answer each other":     {[]coaching.Annotation{mark("a", child, "b"), mark("b", employee, "a")}, coaching.ChainCount{}},
		"said to be missed":                {[]coaching.Annotation{mark("a", child, ""), mark("b", employee, "a", "vib-microanalyse:niet-opgemerkt")}, coaching.ChainCount{Initiatives: 1}},
		"a mark of nobody":                 {[]coaching.Annotation{mark("a", "", "")}, coaching.ChainCount{}},
	} {
		require.Equal(t, c.want, coaching.Chain(c.marks), name)
	}
}

// TestFourteenInitiativesNineReceived is the example of the coach's micro-analysis.
func TestFourteenInitiativesNineReceived(t *testing.T) {
	t.Parallel()
	var marks []coaching.Annotation
	for i := range 14 {
		initiative := coaching.AnnotationID(fmt.Sprint("i", i))
		marks = append(marks, coaching.Annotation{ID: initiative, Subject: coaching.SubjectChild})
		if i < 9 {
			marks = append(marks, coaching.Annotation{ID: initiative + "r", Subject: coaching.SubjectEmployee, AnswersID: initiative})
		}
	}
	require.Equal(t, coaching.ChainCount{Initiatives: 14, Received: 9}, coaching.Chain(marks))
}
