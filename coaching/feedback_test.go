package coaching_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

func TestStrengthsComeFirstInTheCoachsOrder(t *testing.T) {
	t.Parallel()
	codes := coaching.NewCodes(coaching.Schemes())
	choice := []coaching.Annotation{
		{ID: "tip", Kind: coaching.Tip},
		{ID: "top 1", Kind: coaching.Top},
		{ID: "missed", Codes: []string{"vib-microanalyse:niet-opgemerkt"}},
		{ID: "seen", Codes: []string{"vib-microanalyse:volgen"}},
		{ID: "top 2", Kind: coaching.Top, Codes: []string{"vib-microanalyse:niet-opgemerkt"}},
	}
	var order []coaching.AnnotationID
	for _, mark := range coaching.OrderMoments(choice, codes) {
		order = append(order, mark.ID)
	}
	require.Equal(t, []coaching.AnnotationID{"top 1", "seen", "top 2", "tip", "missed"}, order)
	require.Equal(t, coaching.AnnotationID("tip"), choice[0].ID, "the choice itself stays")
}

func TestWarningsAreGentleAndBeyondThreeAndOne(t *testing.T) {
	t.Parallel()
	codes := coaching.NewCodes(coaching.Schemes())
	top, tip := coaching.Annotation{Kind: coaching.Top}, coaching.Annotation{Kind: coaching.Tip}
	for _, c := range []struct {
		choice []coaching.Annotation
		want   []string
	}{
		{nil, nil},
		{[]coaching.Annotation{top, top, top, tip}, nil},
		{[]coaching.Annotation{top, top, top, top}, []string{"many_strengths"}},
		{[]coaching.Annotation{tip, tip}, []string{"many_growth"}},
		{[]coaching.Annotation{top, tip, top, tip, top, top}, []string{"many_strengths", "many_growth"}},
	} {
		require.Equal(t, c.want, coaching.ChoiceWarnings(c.choice, codes))
	}
}

func TestWhoMayRelease(t *testing.T) {
	t.Parallel()
	running := coaching.Trajectory{EmployeeID: "her", CoachIDs: []coaching.PersonID{"coach"}}
	one := []coaching.Annotation{{Kind: coaching.Top}}
	coach := actor("coach", coaching.Coach)
	require.NoError(t, coaching.Cycle{}.MayRelease(coach, running, "", one))
	require.ErrorIs(t, coaching.Cycle{}.MayRelease(actor("her", coaching.Employee), running, "", one), coaching.ErrForbidden)
	require.ErrorIs(t, coaching.Cycle{}.MayRelease(coach, running, "", nil), coaching.ErrConflict)
	require.ErrorIs(t, coaching.Cycle{ClosedAt: &noon}.MayRelease(coach, running, "", one), coaching.ErrConflict)
	require.ErrorIs(t, coaching.Cycle{}.MayRelease(coach, running, "\xff", one), coaching.ErrInvalid)
}

func TestALookSaysSomethingOrNothing(t *testing.T) {
	t.Parallel()
	require.NoError(t, coaching.CheckLook(coaching.SeenSomething, "ze lacht"))
	require.NoError(t, coaching.CheckLook(coaching.SeenNothing, ""))
	require.NoError(t, coaching.CheckLook(coaching.SeenSkipped, ""))
	for _, wrong := range []struct {
		seen coaching.Seen
		text string
	}{{coaching.SeenSomething, " "}, {coaching.SeenNothing, "toch iets"}, {"", ""}, {"later", ""}} {
		require.ErrorIs(t, coaching.CheckLook(wrong.seen, wrong.text), coaching.ErrInvalid)
	}
}

func TestMinutesAreConfirmedForADayThatWas(t *testing.T) {
	t.Parallel()
	sound := coaching.Entry{HeldOn: "2026-03-05", Kind: "review", Minutes: 0}
	require.NoError(t, sound.Check("2026-03-05"))
	for _, c := range []struct {
		want   string
		change func(*coaching.Entry)
	}{
		{"entry.date in_the_future", func(e *coaching.Entry) { e.HeldOn = "2026-03-06" }},
		{"entry.date not_a_date", func(e *coaching.Entry) { e.HeldOn = "2026-02-30" }},
		{"entry.kind unknown", func(e *coaching.Entry) { e.Kind = "chat" }},
		{"entry.minutes out_of_range", func(e *coaching.Entry) { e.Minutes = 601 }},
		{"entry.minutes out_of_range", func(e *coaching.Entry) { e.Minutes = -1 }},
	} {
		wrong := sound
		c.change(&wrong)
		require.EqualError(t, wrong.Check("2026-03-05"), "invalid: "+c.want)
	}
}

func TestTheWorkPointIsSmall(t *testing.T) {
	t.Parallel()
	require.NoError(t, coaching.WorkPoint{Text: "Drie tellen wachten"}.Check())
	require.ErrorIs(t, coaching.WorkPoint{TryWhen: "lunch"}.Check(), coaching.ErrInvalid)
}
