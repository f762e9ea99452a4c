package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// minded is a child of the first group whose guardian said yes.
func (s *site) minded() (child coaching.Child) {
	s.t.Helper()
	ctx, before := s.t.Context(), s.Now.AddDate(0, 0, -30)
	s.As(s.Administrator, func(tx *postgres.Tx) error {
		_, err := tx.SetBasis(ctx, s.Administrator, coaching.DefaultBasis(), 0, before)
		return err
	})
	s.As(s.Manager, func(tx *postgres.Tx) error {
		children, err := tx.AddChildren(ctx, s.Manager, s.Locations[0].Groups[0].ID, []string{"Noor"}, false, []string{"moeder"}, before)
		require.NoError(s.t, err)
		child = children[0]
		_, err = tx.NoteConsent(ctx, s.Manager, []coaching.ChildConsent{{
			ChildID: child.ID, GuardianID: child.Guardians[0].ID, Purpose: coaching.OwnQuestion, Act: coaching.ActGiven,
			At: before, How: coaching.ByPaper, TextVersion: 1,
		}}, before)
		return err
	})
	return child
}

// inView puts a child on the roster of a recording.
func (s *site) inView(id coaching.RecordingID, child coaching.Child) {
	s.t.Helper()
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.SetRoster(s.t.Context(), s.Employee, coaching.Roster{
			RecordingID: id, GroupID: child.GroupID, Children: []coaching.RosterChild{{ChildID: child.ID, Seen: coaching.ViewPresent}},
		}, true, 0, s.Now)
		return err
	})
}

// TestAWithdrawalEndsWhatSomebodyWatches: a guardian takes the yes back while the coach plays one recording and watches
// another live, which the employee films.
func TestAWithdrawalEndsWhatSomebodyWatches(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Share()
	s.store(s.Recording.ID, 1)
	coach, she := s.as(s.Coach), s.as(s.Employee)
	watches := s.watching(t, coach)
	var live coaching.RecordingID
	require.NoError(t, s.PG.Owner.Get(&live, `SELECT recording_id FROM live_invitation WHERE ended_at IS NULL`))
	s.Behind(postgres.Ingest, func(tx *postgres.Tx) error {
		_, err := tx.BeginTake(t.Context(), live, "node", s.clock.Now())
		return err
	})
	child := s.minded()
	for _, id := range []coaching.RecordingID{s.Recording.ID, live} {
		s.inView(id, child)
	}
	film := "/media/" + string(s.Recording.ID) + "/g1/720p_000.m4s"
	for _, v := range []*visitor{coach, she} {
		require.Equal(t, http.StatusOK, v.get(film).StatusCode)
	}
	hers, theirs := she.follow(), coach.follow()

	said := `{"guardian_id": "` + string(child.Guardians[0].ID) + `", "purposes": ["vib_individual"], "act": "withdrawn", "how": "paper"}`
	got := s.as(s.Manager).do("POST", "/api/v1/children/"+string(child.ID)+"/consents", said)
	require.Less(t, got.StatusCode, 300, got.body)
	for _, stream := range []*stream{hers, theirs} { // both still see that it is there
		require.Contains(t, stream.until("recording").data, `"locked_at":"`)
	}
	for _, v := range []*visitor{coach, she} { // the clock of the server stands still: only having been told ends what it remembers
		require.Eventually(t, func() bool { return v.get(film).StatusCode == http.StatusNotFound }, 20*time.Second, 5*time.Millisecond)
		page := v.get("/recordings/" + string(s.Recording.ID))
		require.Equal(t, http.StatusOK, page.StatusCode)
		require.False(t, strings.Contains(page.body, "moeder"), "nobody reads which parent it was")
	}
	select {
	case <-watches:
	case <-time.After(20 * time.Second):
		require.Fail(t, "the live picture goes on")
	}
	s.Behind(postgres.Ingest, func(tx *postgres.Tx) error {
		stop, err := tx.MustStop(t.Context(), []coaching.RecordingID{live}, s.clock.Now())
		require.Equal(t, []coaching.RecordingID{live}, stop, "and she films it no longer")
		return err
	})
}
