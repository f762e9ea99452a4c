package postgres_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

func TestWhoWasInViewStaysOnTheRoster(t *testing.T) {
	t.Parallel()
	s := newPeople(t).Ask()
	n := newNursery(t, s)
	var planned coaching.Recording
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		planned, err = tx.CreateRecording(t.Context(), s.Employee, s.Cycle.ID, "Straks", nil, 0, s.Now)
		return err
	})
	const takeOff = `DELETE FROM roster_child WHERE child_id = $1`
	require.NoError(t, n.roster(t, s.Employee, planned.ID, coaching.ViewKeptOut, 0))
	require.EqualValues(t, 1, asRole(t, s, s.Employee, takeOff, n.noor.ID), "while nothing is filmed")
	require.NoError(t, n.roster(t, s.Employee, planned.ID, coaching.ViewKeptOut, 1))
	_, err := s.PG.Owner.Exec(`
		INSERT INTO take (recording_id, number, holder_id, node, began_at) VALUES ($1, 1, $2, 'node', $3)`, planned.ID, s.Holder.ID, s.Now)
	require.NoError(t, err)
	for _, child := range []coaching.Child{n.noor, n.bram} {
		require.Zero(t, asRole(t, s, s.Employee, takeOff, child.ID), child.Name)
	}
	require.Zero(t, asRole(t, s, s.Employee, `
		WITH gone AS (DELETE FROM roster_child WHERE child_id = $1 RETURNING roster_id, holder_id, child_id)
		INSERT INTO roster_child (id, holder_id, roster_id, child_id, seen)
		SELECT gen_random_uuid(), holder_id, roster_id, child_id, 'keep_out' FROM gone`, n.bram.ID), "out of view after all")
	require.NoError(t, n.roster(t, s.Employee, planned.ID, coaching.ViewPresent, 2), "who was kept out and came into view after all")
	require.Zero(t, asRole(t, s, s.Coach, `UPDATE roster SET confirmed_by = $1`, s.Employee.ID))
	require.Zero(t, asRole(t, s, s.Employee, `UPDATE roster SET confirmed_by = $1`, s.Coach.ID), "in another's name")
}

// TestNobodySettlesAYesThatWasNotGiven writes lines of guardians in any order and asks the database to settle a yes for
// each purpose: it is taken where coaching.EffectiveConsent says so, and nowhere else.
func TestNobodySettlesAYesThatWasNotGiven(t *testing.T) {
	t.Parallel()
	s := newPeople(t)
	n := newNursery(t, s)
	random := rand.New(rand.NewPCG(1, 2))
	bases := []coaching.Basis{
		coaching.DefaultBasis(),
		{Basis: coaching.OptIn, BothGuardians: true, TaskDays: 14},
		{Basis: coaching.LegitimateInterest, Balancing: "Wij hebben dit afgewogen tegen wat kinderen en ouders willen, en dit is wat wij daarbij hebben overwogen, kort gezegd.", TaskDays: 14},
	}
	agreed := map[bool]int{}
	for version, basis := range bases {
		s.As(s.Administrator, func(tx *postgres.Tx) error {
			_, err := tx.SetBasis(t.Context(), s.Administrator, basis, version+1, s.Now)
			return err
		})
		for i := range 20 {
			s.As(s.Manager, func(tx *postgres.Tx) error {
				_, err := tx.NoteConsent(t.Context(), s.Manager, []coaching.ChildConsent{{
					ChildID: n.noor.ID, GuardianID: n.noor.Guardians[random.IntN(2)].ID, Purpose: coaching.Purposes()[random.IntN(5)],
					Act: coaching.ConsentActs()[max(0, random.IntN(7)-3)], At: s.Now.Add(time.Duration(20*version+i+random.IntN(3)-100) * time.Minute),
					How: coaching.ByPaper, TextVersion: 1,
				}}, s.Now)
				return err
			})
			var child coaching.Child
			var said []coaching.ChildConsent
			s.As(s.Manager, func(tx *postgres.Tx) (err error) {
				if child, err = tx.Child(t.Context(), n.noor.ID); err == nil {
					said, err = tx.Said(t.Context(), n.noor.ID)
				}
				return err
			})
			for _, purpose := range coaching.Purposes() {
				want := coaching.EffectiveConsent(basis, purpose, child.Guardians, said).Allowed
				err := s.DB.AsActor(t.Context(), s.Manager, func(tx *postgres.Tx) error {
					_, err := tx.ExecContext(t.Context(), `
						UPDATE effective_consent SET allowed = true WHERE child_id = $1 AND purpose = $2`, n.noor.ID, purpose)
					return err
				})
				require.Equal(t, want, err == nil, "%s %s %v: %v", basis.Basis, purpose, said, err)
				agreed[want]++
			}
		}
	}
	require.Greater(t, min(agreed[true], agreed[false]), 20, "some of each")
}
