package demo

import (
	"context"
	"fmt"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Hours tells the demo's year of hours, unless it was told: four registered centres and 10.5 full-time jobs on 1 January,
// 200 hours of policy and 105 of coaching planned, 97.5 of coaching worked by the coach outside the product, and two flexible
// workers whom nobody has coached yet.
func Hours(ctx context.Context, db *postgres.DB, administrator, coach coaching.Actor, passwordHash string, now time.Time) error {
	holder, err := administrator.HolderAs(coaching.Administrator)
	if err != nil {
		return err
	}
	h := hours{db: db, admin: administrator, coach: coach, holder: holder, now: now}
	told, err := h.begin(ctx)
	if err != nil || told {
		return err
	}
	err = db.AsActor(ctx, administrator, func(tx *postgres.Tx) error {
		for _, step := range []func(context.Context, *postgres.Tx) error{h.centres, h.count, h.plan, h.policy} {
			if err := step(ctx, tx); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := db.AsActor(ctx, coach, func(tx *postgres.Tx) error { return h.coached(ctx, tx) }); err != nil {
		return err
	}
	flexible, err := h.flexible(ctx, passwordHash)
	if err != nil {
		return err
	}
	return db.AsActor(ctx, administrator, func(tx *postgres.Tx) error {
		for _, person := range flexible {
			span := coaching.WorkSpan{Person: person, Kind: coaching.FlexibleWork, FTE: 20, From: coaching.ReferenceDay(h.year - 1)}
			if err := tx.CreateEmployment(ctx, h.holder, h.places[len(h.places)-1].ID, span, h.now); err != nil {
				return err
			}
		}
		return nil
	})
}

type hours struct {
	db     *postgres.DB
	admin  coaching.Actor
	coach  coaching.Actor
	holder coaching.HolderID
	now    time.Time

	year   int
	today  coaching.Day
	places []coaching.Location
	list   []coaching.CountedCentre
}

func (h *hours) begin(ctx context.Context) (told bool, err error) {
	err = h.db.AsActor(ctx, h.admin, func(tx *postgres.Tx) error {
		holder, err := tx.Holder(ctx, h.holder)
		if err != nil {
			return err
		}
		h.today = coaching.DayOf(h.now, holder.Zone())
		h.year = h.now.In(holder.Zone()).Year()
		if h.places, err = tx.Locations(ctx, h.holder); err != nil {
			return err
		}
		plan, err := tx.HoursPlan(ctx, h.holder, h.year)
		told = plan.Version > 0
		return err
	})
	return told || len(h.places) == 0, err
}

// centres adds registered centres until there are four: a day care and an out-of-school care at each location.
func (h *hours) centres(ctx context.Context, tx *postgres.Tx) error {
	there, err := tx.CentresOfYear(ctx, h.holder, h.year)
	if err != nil {
		return err
	}
	kinds := []struct{ kind, suffix string }{{"out_of_school", "bso"}, {"daycare", "dagopvang"}}
	for i := 0; len(there)+i < 4; i++ {
		place, kind := h.places[i%len(h.places)], kinds[(i/len(h.places))%2]
		centre := coaching.CountedCentre{
			ID: postgres.NewID[coaching.CentreID](), Name: place.Name + ", " + kind.suffix, Kind: kind.kind, LRK: fmt.Sprintf("30000000%d", i+1),
		}
		if err := tx.CreateCentre(ctx, h.holder, place.ID, centre, "2019-01-01", h.now); err != nil {
			return err
		}
	}
	h.list, err = tx.CentresOfYear(ctx, h.holder, h.year)
	return err
}

func (h *hours) count(ctx context.Context, tx *postgres.Tx) error {
	_, err := tx.FixHours(ctx, h.admin, coaching.HoursSnapshot{
		Year: h.year, FTE: coaching.FTE{Fixed: 850, Flexible: 150, Agency: 50}, Source: "Loonadministratie en LRK, bekeken in de eerste week van januari",
	}, h.now)
	return err
}

func (h *hours) plan(ctx context.Context, tx *postgres.Tx) error {
	plan := coaching.HoursPlan{Year: h.year, Words: "De bso's hebben dit jaar veel nieuwe collega's. Daarom krijgen zij meer coaching."}
	policy, coached := []int{60, 50, 50, 40}, []int{20, 30, 25, 30}
	for i, centre := range h.list[:min(4, len(h.list))] {
		plan.Centres = append(plan.Centres, coaching.PlannedCentre{ID: centre.ID, Policy: coaching.Whole(policy[i]), Coaching: coaching.Whole(coached[i])})
	}
	_, err := tx.SetHoursPlan(ctx, h.admin, plan, h.now)
	return err
}

// weekday is a working day that many weeks back, a Tuesday, Wednesday or Thursday in turn; as far back as the year goes.
func (h *hours) weekday(weeks int) coaching.Day {
	at, _ := time.Parse(time.DateOnly, string(h.today)) // a Day is a date
	thursday := 7 + (int(at.Weekday())-int(time.Thursday)+7)%7
	return max(h.today.Plus(-thursday-7*weeks-weeks%3), coaching.ReferenceDay(h.year))
}

// coached writes 39 sessions of two and a half hours down, as the coach did.
func (h *hours) coached(ctx context.Context, tx *postgres.Tx) error {
	for i := range 39 {
		kind := []coaching.HoursKind{coaching.KindTeam, coaching.KindObservation, coaching.KindReview}[i%3]
		line := coaching.HoursLine{CoachID: h.coach.ID, HeldOn: h.weekday(i), Kind: kind, Minutes: 150, CentreID: h.list[i%len(h.list)].ID}
		if _, err := tx.NoteHours(ctx, h.coach, line, h.now); err != nil {
			return err
		}
	}
	return nil
}

// policy writes two days a month down, of somebody without an account.
func (h *hours) policy(ctx context.Context, tx *postgres.Tx) error {
	for i := range 10 {
		line := coaching.HoursLine{HeldOn: h.weekday(4 * i), Kind: coaching.KindPolicy, Minutes: 16 * 60, CentreID: h.list[i%len(h.list)].ID}
		if _, err := tx.NoteHours(ctx, h.admin, line, h.now); err != nil {
			return err
		}
	}
	return nil
}

// flexible are two who come in where somebody is ill; they have accounts with the demo's password.
func (h *hours) flexible(ctx context.Context, passwordHash string) (ids []coaching.PersonID, err error) {
	s := seeder{ctx: ctx, hash: passwordHash, at: h.now.AddDate(-1, 0, 0)}
	err = h.db.AsDoor(ctx, postgres.Demo, func(tx *postgres.Tx) error {
		s.tx = tx
		at := h.places[len(h.places)-1].ID
		for email, name := range map[string]coaching.Name{
			"inval1@demo.test": {Given: "Aylin", Family: "Demir"}, "inval2@demo.test": {Given: "Joost", Family: "Vink"},
		} {
			ids = append(ids, s.person(coaching.Holder{ID: h.holder}, email, name, coaching.Employee, at).ID)
		}
		return s.err
	})
	return ids, err
}
