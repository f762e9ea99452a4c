package coaching_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

var (
	samira = coaching.Actor{Person: coaching.Person{ID: "samira"}}
	els    = coaching.Actor{Person: coaching.Person{ID: "els"}}
	mirjam = coaching.Actor{Person: coaching.Person{ID: "mirjam"}}
)

// told is an agreement between Samira and Els that a test tells step by step.
type told struct {
	t *testing.T
	coaching.Agreement
}

func tell(t *testing.T) *told {
	t.Helper()
	return &told{t: t, Agreement: coaching.Agreement{Trajectory: coaching.Trajectory{EmployeeID: "samira", CoachIDs: []coaching.PersonID{"els"}}}}
}

func (a *told) proposes(actor coaching.Actor, allowed ...coaching.Sharing) *told {
	a.t.Helper()
	require.NoError(a.t, a.MayPropose(actor, allowed, ""))
	a.Versions = append(a.Versions, coaching.AgreementVersion{
		Number: len(a.Versions) + 1, ProposedBy: actor.ID, Allowed: allowed, Yes: []coaching.Yes{{PersonID: actor.ID}},
	})
	return a
}

func (a *told) agrees(actor coaching.Actor) *told {
	a.t.Helper()
	require.NoError(a.t, a.MayAgree(actor, len(a.Versions)))
	newest := a.Newest()
	newest.Yes = append(newest.Yes, coaching.Yes{PersonID: actor.ID})
	return a
}

func TestWideningWaitsForBothAndNarrowingByHerDoesNot(t *testing.T) {
	t.Parallel()
	report, supervision := coaching.ShareReport, coaching.ShareSupervision
	a := tell(t)
	require.Empty(t, a.Allowed(), "nothing leaves before anything is agreed")
	require.True(t, a.WaitsFor(samira))
	require.True(t, a.WaitsFor(els))
	require.False(t, a.WaitsFor(mirjam))

	a.proposes(els, report, supervision)
	require.Empty(t, a.Allowed(), "her coach alone allows nothing")
	require.False(t, a.WaitsFor(els))
	require.True(t, a.WaitsFor(samira))
	a.agrees(samira)
	require.True(t, a.Settled())
	require.ElementsMatch(t, []coaching.Sharing{report, supervision}, a.Allowed())

	a.proposes(samira, report)
	require.Equal(t, []coaching.Sharing{report}, a.Allowed(), "what she crosses out ends at once")
	require.Equal(t, 1, a.InForce().Number)
	require.True(t, a.WaitsFor(els), "and her coach is told")
	a.agrees(els)
	require.Equal(t, 2, a.InForce().Number)

	a.proposes(els)
	require.Equal(t, []coaching.Sharing{report}, a.Allowed(), "her coach narrows nothing alone")
	a.proposes(samira, coaching.ShareTeam)
	require.Empty(t, a.Allowed(), "of a change by her what is less holds, and what is more waits")
	a.proposes(els, report, supervision, coaching.ShareTeam)
	require.Empty(t, a.Allowed(), "and her coach does not undo it")
}

func TestAnAgreementIsBetweenHerAndTheCoachOfNow(t *testing.T) {
	t.Parallel()
	a := tell(t).proposes(samira, coaching.ShareSupervision).agrees(els)
	a.Trajectory.CoachIDs = []coaching.PersonID{"mirjam"}
	require.Empty(t, a.Allowed(), "what one coach may is not another's")
	require.False(t, a.Settled())
	require.True(t, a.NeedsAnew())
	require.ErrorIs(t, a.MayAgree(mirjam, 1), coaching.Conflict("newer_agreement"), "it was not made with her")
	require.ErrorIs(t, a.MayAgree(els, 1), coaching.ErrNotFound)
	require.ErrorIs(t, a.MayPropose(els, nil, ""), coaching.ErrNotFound)
	a.proposes(mirjam, coaching.ShareSupervision).agrees(samira)
	require.True(t, a.Settled())

	a.Trajectory.CoachIDs = nil
	require.ErrorIs(t, a.MayPropose(samira, nil, ""), coaching.Conflict("no_coach"))
}

func TestOnlyTheNewestVersionCanBeAgreedTo(t *testing.T) {
	t.Parallel()
	a := tell(t).proposes(els, coaching.ShareReport).proposes(els)
	require.ErrorIs(t, a.MayAgree(samira, 1), coaching.Conflict("newer_agreement"))
	require.ErrorIs(t, a.MayAgree(samira, 3), coaching.ErrNotFound)
	require.ErrorIs(t, a.MayPropose(samira, nil, ""), coaching.Conflict("agreement_unchanged"))
	require.NoError(t, a.MayPropose(samira, nil, "Niet over thuis"))
	require.ErrorIs(t, a.MayPropose(samira, []coaching.Sharing{"alles"}, ""), coaching.ErrInvalid)
	require.ErrorIs(t, a.MayPropose(samira, []coaching.Sharing{coaching.ShareTeam, coaching.ShareTeam}, ""), coaching.ErrInvalid)
}

func TestAfterTheEndSheCanOnlyTakeBack(t *testing.T) {
	t.Parallel()
	a := tell(t).proposes(samira, coaching.ShareReport, coaching.ShareSupervision).agrees(els)
	now := time.Now()
	a.Trajectory.EndedAt = &now
	require.ErrorIs(t, a.MayPropose(els, nil, ""), coaching.Conflict("trajectory_ended"))
	require.ErrorIs(t, a.MayPropose(samira, coaching.Sharings(), ""), coaching.Conflict("trajectory_ended"))
	require.ErrorIs(t, a.MayPropose(samira, []coaching.Sharing{coaching.ShareTeam}, ""), coaching.Conflict("trajectory_ended"))
	require.NoError(t, a.MayPropose(samira, []coaching.Sharing{coaching.ShareReport}, ""))
}

// TestATextThatWasAgreedToStaysAsItIs: a changed text is a new version, with a new line here.
func TestATextThatWasAgreedToStaysAsItIs(t *testing.T) {
	t.Parallel()
	sums := []string{"62de613c9fcbf340514b380044c3aebc824128a06ab5e30c6abf8ed7cc292db8"}
	require.Len(t, sums, coaching.CurrentAgreementText)
	for i, sum := range sums {
		content, err := os.ReadFile("agreements/" + string(rune('1'+i)) + ".json")
		require.NoError(t, err)
		got := sha256.Sum256(content)
		require.Equal(t, sum, hex.EncodeToString(got[:]), "version %d: people agreed to these words", i+1)
		for _, language := range []string{"nl", "en"} {
			words, err := coaching.AgreementText(i+1, language, "Samira", "Els")
			require.NoError(t, err)
			whole, err := json.Marshal(words)
			require.NoError(t, err)
			require.NotContains(t, string(whole), "{employee}")
			require.NotContains(t, string(whole), "{coach}")
			require.Contains(t, words.Lead, "Samira")
			require.NotEmpty(t, words.Safety)
			require.NotEmpty(t, words.Changes)
			require.Len(t, words.Options, len(coaching.Sharings()))
			for _, sharing := range coaching.Sharings() {
				require.NotEmpty(t, words.Options[sharing], sharing)
			}
		}
	}
	_, err := coaching.AgreementText(99, "nl", "", "")
	require.Error(t, err)
	_, err = coaching.AgreementText(1, "fr", "", "")
	require.Error(t, err)
}
