package pgstory

import (
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Office has all that the privacy office does, about one more recording of hers.
func (s *Story) Office() *Story {
	s.t.Helper()
	own := s.Film(s.Cycle.ID, "Voor mezelf", s.day(-5))
	return s.register(own).office(own)
}

// office: a guardian of the child in view of her own recording asked for access. The officer found and locked it, decided
// to erase it, and opened it to look at it together. In an emergency film of a day was opened on which there was none; a
// manager raised a signal about a day on which nothing was filmed, and a colleague is named in it. There was a breach.
func (s *Story) office(of coaching.Recording) *Story {
	s.t.Helper()
	ctx, now := s.t.Context(), s.Now.Add(-time.Minute)
	s.Own = of
	var child coaching.ChildID
	require.NoError(s.t, s.PG.Owner.GetContext(ctx, &child, `SELECT id FROM child WHERE name = 'Noor'`))
	today := coaching.DayOf(s.Now, s.Holder.Zone())
	s.As(s.Administrator, func(tx *postgres.Tx) (err error) {
		s.Request, err = tx.RegisterRequest(ctx, s.Administrator, coaching.PrivacyRequest{
			HolderID: s.Holder.ID, Kind: coaching.AccessRequest, ChildID: child, AskedBy: "ouder 1", ReceivedOn: today.Plus(-1),
		}, today, s.day(-1))
		return err
	})
	s.As(s.Officer, func(tx *postgres.Tx) (err error) {
		if _, err = tx.LockFindings(ctx, s.Officer, s.Request.ID, s.day(-1)); err != nil {
			return err
		}
		if s.Viewing, err = tx.PlanViewing(ctx, s.Officer, coaching.Viewing{
			RequestID: s.Request.ID, Present: "ouder 1", Recordings: []coaching.RecordingID{of.ID}, OpensAt: now, ClosesAt: now.Add(coaching.ViewingLength),
		}, now); err != nil {
			return err
		}
		film, err := tx.OfficeFilm(ctx, of.ID)
		if err != nil {
			return err
		}
		if err := tx.NotePlayed(ctx, s.Officer, film, [][2]int64{{0, 9000}}, now); err != nil {
			return err
		}
		findings, err := tx.PrivacyFindings(ctx, s.Request.ID)
		if err != nil {
			return err
		}
		if err := tx.Decide(ctx, s.Officer, s.Request.ID, findings[0].ID, coaching.FindingErase, "Op verzoek", now); err != nil {
			return err
		}
		s.Breach, err = tx.WriteBreach(ctx, s.Officer, coaching.Breach{
			HolderID: s.Holder.ID, NoticedAt: s.day(-1), What: "Een telefoon is kwijt", Authority: coaching.TellOpen, People: coaching.TellOpen,
		}, now)
		return err
	})
	return s.alarm(today, now)
}

func (s *Story) alarm(today coaching.Day, now time.Time) *Story {
	s.t.Helper()
	ctx := s.t.Context()
	s.As(s.Administrator, func(tx *postgres.Tx) (err error) {
		s.Emergency, err = tx.AskEmergency(ctx, s.Administrator, coaching.Emergency{
			HolderID: s.Holder.ID, OwnerID: s.Employee.ID, OnDay: today.Plus(-100), Reason: "Een kind is vermist op die dag",
		}, today, now)
		return err
	})
	s.As(s.Officer, func(tx *postgres.Tx) error {
		return tx.GrantEmergency(ctx, s.Officer, s.Emergency.ID, time.Hour, now)
	})
	s.As(s.Manager, func(tx *postgres.Tx) (err error) {
		s.Signal, err = tx.RaiseSignal(ctx, s.Manager, coaching.Signal{
			HolderID: s.Holder.ID, GroupID: s.Locations[0].Groups[0].ID, OnDay: today.Plus(-100),
		}, "Een ouder vertelde over een blauwe plek", today, now)
		return err
	})
	s.As(s.Administrator, func(tx *postgres.Tx) error {
		return tx.NameSafetyOfficer(ctx, s.Administrator, s.Signal.ID, 1, s.Colleague.ID, now)
	})
	return s
}
