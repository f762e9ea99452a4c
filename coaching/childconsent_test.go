package coaching_test

import (
	"math/rand"
	"reflect"
	"testing"
	"testing/quick"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

// register is any register of one child: up to three guardians who said anything at any of few instants.
type register struct {
	Basis     coaching.Basis
	Guardians []coaching.Guardian
	Said      []coaching.ChildConsent
}

// Generate makes one (testing/quick).
func (register) Generate(random *rand.Rand, _ int) reflect.Value {
	r := register{Basis: coaching.Basis{Basis: coaching.OptIn, BothGuardians: random.Intn(2) == 0}}
	if random.Intn(2) == 0 {
		r.Basis.Basis = coaching.LegitimateInterest
	}
	for i := range 1 + random.Intn(3) {
		r.Guardians = append(r.Guardians, coaching.Guardian{ID: coaching.GuardianID(rune('a' + i))})
	}
	for range random.Intn(8) {
		r.Said = append(r.Said, coaching.ChildConsent{
			GuardianID: r.Guardians[random.Intn(len(r.Guardians))].ID,
			Purpose:    coaching.Purposes()[random.Intn(2)],
			Act:        coaching.ConsentActs()[random.Intn(4)],
			At:         noon.Add(time.Duration(random.Intn(4)) * time.Hour),
		})
	}
	return reflect.ValueOf(r)
}

func (r register) is() coaching.ConsentStanding {
	return coaching.EffectiveConsent(r.Basis, coaching.OwnQuestion, r.Guardians, r.Said)
}

func said(guardian coaching.GuardianID, act coaching.ConsentAct, at time.Time) coaching.ChildConsent {
	return coaching.ChildConsent{GuardianID: guardian, Purpose: coaching.OwnQuestion, Act: act, At: at}
}

func TestWhatFollowsDoesNotDependOnTheOrderOfWriting(t *testing.T) {
	t.Parallel()
	require.NoError(t, quick.Check(func(r register, seed int64) bool {
		was := r.is()
		rand.New(rand.NewSource(seed)).Shuffle(len(r.Said), func(i, j int) { r.Said[i], r.Said[j] = r.Said[j], r.Said[i] })
		return reflect.DeepEqual(was, r.is())
	}, &quick.Config{MaxCount: 2000}))
}

func TestOneNoThatStandsIsEnough(t *testing.T) {
	t.Parallel()
	require.NoError(t, quick.Check(func(r register, which uint8, act uint8) bool {
		no := []coaching.ConsentAct{coaching.ActRefused, coaching.ActWithdrawn, coaching.ActObjection}[act%3]
		guardian := r.Guardians[int(which)%len(r.Guardians)].ID
		r.Said = append(r.Said, said(guardian, no, noon.Add(24*time.Hour)))
		return !r.is().Allowed
	}, &quick.Config{MaxCount: 2000}))
}

func TestAYesNeverTakesAnybodysNoAway(t *testing.T) {
	t.Parallel()
	require.NoError(t, quick.Check(func(r register) bool {
		other := append(append([]coaching.Guardian{}, r.Guardians...), coaching.Guardian{ID: "z"})
		before := r.is()
		with := coaching.EffectiveConsent(r.Basis, coaching.OwnQuestion, other, append(r.Said, said("z", coaching.ActGiven, noon.Add(48*time.Hour))))
		return before.Allowed || before.Missing || !with.Allowed
	}, &quick.Config{MaxCount: 2000}))
}

func TestWithoutAnyWordsOptInForbidsAndInterestAllowsWhatStaysInside(t *testing.T) {
	t.Parallel()
	parents := []coaching.Guardian{{ID: "mother"}, {ID: "father"}}
	optIn := coaching.EffectiveConsent(coaching.DefaultBasis(), coaching.OwnQuestion, parents, nil)
	require.False(t, optIn.Allowed)
	require.True(t, optIn.Missing)
	interest := coaching.Basis{Basis: coaching.LegitimateInterest}
	for purpose, allowed := range map[coaching.Purpose]bool{
		coaching.OwnQuestion: true, coaching.ForTeam: true, coaching.ForSupervision: false, coaching.ForResearch: false, coaching.ForOutside: false,
	} {
		require.Equal(t, allowed, coaching.EffectiveConsent(interest, purpose, parents, nil).Allowed, purpose)
	}
}

func TestTwoGuardiansWhoDisagreeAtTheSameInstantAreANo(t *testing.T) {
	t.Parallel()
	parents := []coaching.Guardian{{ID: "mother"}, {ID: "father"}}
	words := []coaching.ChildConsent{said("mother", coaching.ActGiven, noon), said("father", coaching.ActRefused, noon)}
	is := coaching.EffectiveConsent(coaching.DefaultBasis(), coaching.OwnQuestion, parents, words)
	require.False(t, is.Allowed)
	require.Equal(t, coaching.ActRefused, is.Act)
	later := append(words, said("father", coaching.ActGiven, noon.Add(time.Second)))
	require.True(t, coaching.EffectiveConsent(coaching.DefaultBasis(), coaching.OwnQuestion, parents, later).Allowed, "his own later yes counts")
	parents[1].EndedAt = &noon
	require.True(t, coaching.EffectiveConsent(coaching.DefaultBasis(), coaching.OwnQuestion, parents, words).Allowed, "he decides no more")
}

func TestBothGuardiansCanBeAsked(t *testing.T) {
	t.Parallel()
	both := coaching.DefaultBasis()
	both.BothGuardians = true
	parents := []coaching.Guardian{{ID: "mother"}, {ID: "father"}}
	one := []coaching.ChildConsent{said("mother", coaching.ActGiven, noon)}
	require.True(t, coaching.EffectiveConsent(coaching.DefaultBasis(), coaching.OwnQuestion, parents, one).Allowed)
	require.True(t, coaching.EffectiveConsent(both, coaching.OwnQuestion, parents, one).Missing)
	two := append(one, said("father", coaching.ActGiven, noon))
	require.True(t, coaching.EffectiveConsent(both, coaching.OwnQuestion, parents, two).Allowed)
}

func TestLegitimateInterestMustBeBalancedInWords(t *testing.T) {
	t.Parallel()
	basis := coaching.DefaultBasis()
	require.NoError(t, basis.Check())
	basis.Basis = coaching.LegitimateInterest
	require.ErrorContains(t, basis.Check(), "balancing required")
	basis.Balancing = "Omdat het kan."
	require.ErrorContains(t, basis.Check(), "balancing too_short")
}
