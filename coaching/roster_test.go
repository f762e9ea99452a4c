package coaching_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

func allowedChild(id coaching.ChildID, seen coaching.InView, allowed ...coaching.Purpose) coaching.RosterChild {
	return coaching.RosterChild{ChildID: id, Name: string(id), Seen: seen, Allowed: allowed}
}

func TestNothingIsFilmedBeforeTheRosterIsRight(t *testing.T) {
	t.Parallel()
	begin := func(change func(*coaching.Beginning)) error {
		b := coaching.Beginning{
			Recording: coaching.Recording{AcceptedAt: &noon}, Holder: coaching.Holder{Demo: true},
			Consent: coaching.Consent{GivenAt: noon}, Basis: coaching.DefaultBasis(),
			Roster: coaching.Roster{ID: "roster", ConfirmedAt: &noon, Children: []coaching.RosterChild{
				allowedChild("bram", coaching.ViewPresent, coaching.OwnQuestion), allowedChild("noor", coaching.ViewKeptOut),
			}},
		}
		change(&b)
		return coaching.MayBegin(b)
	}
	require.NoError(t, begin(func(*coaching.Beginning) {}))
	none := func(b *coaching.Beginning) { b.Roster = coaching.Roster{} }
	require.EqualError(t, begin(none), "roster_needed")
	require.NoError(t, begin(func(b *coaching.Beginning) { none(b); b.Basis.RegisterInUse = false }))
	require.NoError(t, begin(func(b *coaching.Beginning) { none(b); b.Begun = true }), "begun before the register")
	require.NoError(t, begin(func(b *coaching.Beginning) { none(b); b.Device = true }), "filmed already")
	require.EqualError(t, begin(func(b *coaching.Beginning) { b.Roster.ConfirmedAt = nil }), "roster_not_confirmed")
	require.EqualError(t, begin(func(b *coaching.Beginning) { b.Roster.Children[0].Allowed = nil }), "child_not_to_be_filmed",
		"taken back after the seat plan was made")
	require.EqualError(t, begin(func(b *coaching.Beginning) { b.Roster.Children[0].Allowed, b.Begun = nil, true }), "child_not_to_be_filmed")
}

func TestATeamNeedsMoreThanACoach(t *testing.T) {
	t.Parallel()
	r := coaching.Roster{ConfirmedAt: &noon, Children: []coaching.RosterChild{
		allowedChild("bram", coaching.ViewPresent, coaching.OwnQuestion), allowedChild("noor", coaching.ViewKeptOut),
	}}
	require.NoError(t, coaching.AudienceAllowed(r, coaching.OwnQuestion))
	refused := coaching.AudienceAllowed(r, coaching.ForTeam)
	require.ErrorIs(t, refused, coaching.Conflict("audience_not_allowed"))
	require.Equal(t, coaching.AudienceRefused{Purpose: coaching.ForTeam, Children: []string{"bram"}}, refused, "Noor is out of view")
	require.NotContains(t, refused.Error(), "bram", "a log names nobody")
	r.Children[0].Allowed = append(r.Children[0].Allowed, coaching.ForTeam)
	require.NoError(t, coaching.AudienceAllowed(r, coaching.ForTeam))
	r.ConfirmedAt = nil
	require.ErrorIs(t, coaching.AudienceAllowed(r, coaching.OwnQuestion), coaching.Conflict("audience_not_allowed"), "nobody answers for Noor's seat")
}

func TestWhoWasInViewStaysOnTheRoster(t *testing.T) {
	t.Parallel()
	before := coaching.Roster{Children: []coaching.RosterChild{allowedChild("bram", coaching.ViewPresent), allowedChild("noor", coaching.ViewKeptOut)}}
	next := func(children ...coaching.RosterChild) error {
		return coaching.Roster{Children: children}.Follows(before)
	}
	require.NoError(t, next(allowedChild("bram", coaching.ViewPresent), allowedChild("noor", coaching.ViewPresent), allowedChild("sem", coaching.ViewPresent)))
	require.EqualError(t, next(allowedChild("noor", coaching.ViewKeptOut)), "roster_filmed")
	require.EqualError(t, next(allowedChild("bram", coaching.ViewKeptOut), allowedChild("noor", coaching.ViewKeptOut)), "roster_filmed")
}

func TestATaskIsDueInTheZoneOfItsHolder(t *testing.T) {
	t.Parallel()
	basis := coaching.DefaultBasis()
	amsterdam := coaching.Holder{TimeZone: "Europe/Amsterdam"}.Zone()
	for at, want := range map[string]coaching.Day{
		"2026-03-02T23:30:00Z": "2026-03-17", // the 3rd in Amsterdam
		"2026-12-31T23:30:00Z": "2027-01-15", // the turn of the year
		"2026-03-28T23:30:00Z": "2026-04-12", // the night of summer time
		"2026-10-24T22:30:00Z": "2026-11-08", // the night of winter time
	} {
		instant, err := time.Parse(time.RFC3339, at)
		require.NoError(t, err)
		require.Equal(t, want, basis.DueOn(instant, amsterdam), at)
	}
}
