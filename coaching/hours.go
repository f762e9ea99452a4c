package coaching

import (
	"slices"
	"time"
)

// HoursLine is one line of minutes that were worked: confirmed with a step of a cycle, or written down by hand. It is
// never changed. What was wrong is struck through and another line says it better.
type HoursLine struct {
	ID          EntryID
	HolderID    HolderID
	CycleID     CycleID  // "" by hand
	CoachID     PersonID // whose minutes they are; "" for somebody without an account
	EmployeeID  PersonID // of the cycle; "" by hand
	HeldOn      Day
	Kind        HoursKind
	Minutes     int
	InRatio     bool     // while she stood in the ratio of staff to children
	CentreID    CentreID // the only centre; "" for several, or for all together
	Attended    []PersonID
	NotedBy     PersonID   // "" with a step of a cycle
	ConfirmedAt *time.Time // nil while its coach has not confirmed it
	ReplacedAt  *time.Time // struck through
	ReplacesID  EntryID
	Reason      string // why it replaces another
}

// ByHand says whether it was written down outside a cycle.
func (l HoursLine) ByHand() bool { return l.CycleID == "" }

// Counts says whether its minutes count anywhere.
func (l HoursLine) Counts() bool { return l.ConfirmedAt != nil && l.ReplacedAt == nil }

// The limits of one line.
const (
	mostMinutesOfStep = 600  // ten hours
	mostMinutesByHand = 6000 // a hundred hours: policy hours may be written down by the month
	mostReason        = 200
	mostAttended      = 100
)

// Check is Invalid with fields "date", "kind", "minutes", "attended" and "reason". The day may not lie ahead of today.
func (l HoursLine) Check(today Day) error {
	var c checked
	switch day, ok := ParseDay(string(l.HeldOn)); {
	case !ok || day < ReferenceDay(leastHoursYear):
		c.fail("date", "not_a_date")
	case day > today:
		c.fail("date", "in_the_future")
	}
	if !l.Kind.Known() {
		c.fail("kind", "unknown")
	}
	most, least := mostMinutesOfStep, 1
	if l.ByHand() {
		most = mostMinutesByHand
	}
	if l.ReplacesID != "" {
		least = 0 // it never took place
		c.line("reason", l.Reason, true, mostReason)
	}
	if l.Minutes < least || l.Minutes > most {
		c.fail("minutes", "out_of_range")
	}
	if len(l.Attended) > mostAttended {
		c.fail("attended", "too_many")
	} else if len(l.Attended) > 0 && (!l.ByHand() || !l.Kind.Reaches()) {
		c.fail("attended", "unknown")
	}
	return c.err()
}

// MayNote says whether the actor may write a line down by hand, and completes it: a coach her own, which counts at once,
// the administrator anybody's, which a coach confirms herself. Others find nothing.
func (l HoursLine) MayNote(actor Actor, now time.Time) (HoursLine, error) {
	l.NotedBy, l.ConfirmedAt = actor.ID, &now
	if holder, err := actor.HolderAs(Coach); err == nil && l.CoachID == actor.ID {
		l.HolderID = holder
		return l, nil
	}
	holder, err := actor.HolderAs(Administrator)
	if err != nil {
		if actor.Is(Coach) {
			return l, Forbidden("only_own_minutes")
		}
		return l, ErrNotFound
	}
	if l.HolderID = holder; l.CoachID != "" {
		l.ConfirmedAt = nil
	}
	return l, nil
}

// MayConfirm says whether the actor may say that the minutes are right: they are hers and wait for that.
func (l HoursLine) MayConfirm(actor Actor) error {
	switch {
	case l.CoachID != actor.ID:
		return Forbidden("only_own_minutes")
	case l.ReplacedAt != nil:
		return Conflict("changed_meanwhile")
	case l.ConfirmedAt != nil:
		return Conflict("minutes_confirmed")
	}
	return nil
}

// MayCorrect says whether the actor may strike the line through: a coach her own, the administrator what was written
// down by hand.
func (l HoursLine) MayCorrect(actor Actor) error {
	own := l.CoachID == actor.ID && actor.Is(Coach)
	if !own && !(l.ByHand() && actor.Is(Administrator)) {
		return Forbidden("only_own_minutes")
	}
	if l.ReplacedAt != nil {
		return Conflict("changed_meanwhile")
	}
	return nil
}

// Correction is what a line says better than the one it replaces. Minutes of 0 say that it never took place.
type Correction struct {
	HeldOn   Day
	Kind     HoursKind
	Minutes  int
	InRatio  bool
	CentreID CentreID
	Reason   string
}

// Corrected is the line that replaces l, of the same people. The kind of a step of a cycle stays what the step was.
func (l HoursLine) Corrected(actor Actor, with Correction, now time.Time) (HoursLine, error) {
	if err := l.MayCorrect(actor); err != nil {
		return HoursLine{}, err
	}
	next := l
	next.ID, next.ReplacesID, next.Reason, next.ReplacedAt = "", l.ID, with.Reason, nil
	next.HeldOn, next.Minutes, next.InRatio, next.CentreID = with.HeldOn, with.Minutes, with.InRatio, with.CentreID
	if l.ByHand() {
		next.Kind, next.NotedBy = with.Kind, actor.ID
		if !next.Kind.Reaches() {
			next.Attended = nil
		}
	}
	if next.ConfirmedAt = &now; l.ByHand() && l.CoachID != "" && l.CoachID != actor.ID {
		next.ConfirmedAt = nil // what somebody else made of her minutes, she confirms again
	}
	return next, nil
}

// HoursHolder is for which holder the actor keeps or reads hours; ErrNotFound without a role.
func (a Actor) HoursHolder() (HolderID, error) {
	for _, role := range []Role{Administrator, Manager, Coach, Employee, DataProtectionOfficer} {
		if holder, err := a.HolderAs(role); err == nil {
			return holder, nil
		}
	}
	return "", ErrNotFound
}

// OwnHours are the minutes of one worker in a year: all that were with her, and those of them away from the children.
type OwnHours struct{ Coached, OffGroup int }

// OwnHoursOf adds up the lines that count. What is looked at or written without her is no time of hers.
func OwnHoursOf(lines []HoursLine) (own OwnHours) {
	for _, line := range lines {
		if !line.Counts() || !line.Kind.Reaches() {
			continue
		}
		own.Coached += line.Minutes
		if line.Kind.OffGroup() && !line.InRatio {
			own.OffGroup += line.Minutes
		}
	}
	return own
}

// Standing are the lines that are not struck through.
func Standing(lines []HoursLine) []HoursLine {
	return slices.DeleteFunc(slices.Clone(lines), func(l HoursLine) bool { return l.ReplacedAt != nil })
}
