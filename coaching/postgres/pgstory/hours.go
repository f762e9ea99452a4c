package pgstory

import (
	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// counted: the administrator keeps a rule of her own, what was counted on 1 January, and a distribution with an address for
// parents; she wrote down hours of policy, and the coach a session by hand with the employee.
func (s *Story) counted() *Story {
	s.t.Helper()
	ctx, year := s.t.Context(), s.Now.In(s.Holder.Zone()).Year()
	today := coaching.DayOf(s.Now, s.Holder.Zone())
	s.As(s.Administrator, func(tx *postgres.Tx) error {
		if err := tx.SetHoursRule(ctx, s.Administrator, coaching.ShippedHoursRule(year), s.Now); err != nil {
			return err
		}
		if _, err := tx.FixHours(ctx, s.Administrator, coaching.HoursSnapshot{Year: year, FTE: coaching.FTE{Fixed: 1050}, Source: "Loonadministratie"}, s.Now); err != nil {
			return err
		}
		centres, err := tx.CentresOfYear(ctx, s.Holder.ID, year)
		if err != nil {
			return err
		}
		plan := coaching.HoursPlan{Year: year, Centres: []coaching.PlannedCentre{{ID: centres[0].ID, Policy: coaching.Whole(200), Coaching: coaching.Whole(105)}}}
		if _, err := tx.SetHoursPlan(ctx, s.Administrator, plan, s.Now); err != nil {
			return err
		}
		if err := tx.OpenHoursPage(ctx, s.Administrator, year, "a-token-of-26-characters-ab", s.Now); err != nil {
			return err
		}
		_, err = tx.NoteHours(ctx, s.Administrator, coaching.HoursLine{HeldOn: today, Kind: coaching.KindPolicy, Minutes: 600}, s.Now)
		return err
	})
	s.As(s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.NoteHours(ctx, s.Coach, coaching.HoursLine{
			CoachID: s.Coach.ID, HeldOn: today, Kind: coaching.KindTeam, Minutes: 75, Attended: []coaching.PersonID{s.Employee.ID},
		}, s.Now)
		return err
	})
	return s
}
