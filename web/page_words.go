package web

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// words speaks one language about dates in one zone.
type words struct {
	*speech
	now  time.Time
	zone *time.Location
}

// words are in the zone of a holder, in which its days are counted.
func (a *ask) words(holder coaching.Holder) words {
	return words{speech: a.say, now: a.now, zone: zoneOf(holder)}
}

func zoneOf(holder coaching.Holder) *time.Location { return holder.Zone() }

// Day says a date.
func (w words) Day(at time.Time) Stamp { return w.day(at, w.now, w.zone) }

// Moment says a date and time.
func (w words) Moment(at time.Time) Stamp { return w.moment(at, w.now, w.zone) }

// Today is the date in the zone, "2026-03-05".
func (w words) Today() string { return w.now.In(w.zone).Format(time.DateOnly) }

// shut says whether what has a last day, or "", is over.
func (w words) shut(until coaching.Day) bool { return coaching.Shut(until, coaching.Day(w.Today())) }

// called is the name of a place, and that it is closed where it is.
func (w words) called(name string, until coaching.Day) string {
	if w.shut(until) {
		return w.T("places.called_closed", "Name", name)
	}
	return name
}

// Date says a date that is stored without a time, "2026-03-05".
func (w words) Date(date string) string {
	at, err := time.ParseInLocation(time.DateOnly, date, w.zone)
	if err != nil {
		return date
	}
	return w.Day(at).Text
}

// date says a day by its date even when that is today.
func (w words) date(at time.Time) string {
	at = at.In(w.zone)
	return fmt.Sprintf("%d %s", at.Day(), w.months[at.Month()-1])
}

// Ago says how many days ago something was: "vandaag", "3 dagen geleden".
func (w words) Ago(at time.Time) string {
	days := daysBetween(at.In(w.zone), w.now.In(w.zone))
	if days <= 1 {
		return w.Day(at).Text
	}
	return w.N("date.days_ago", days)
}

// Length says how long something lasts, in seconds or in minutes.
func (w words) Length(ms int64) string {
	if ms <= 0 {
		return ""
	}
	return clock(ms)
}

// decimal writes a number with the decimal mark of the language.
func (w words) decimal(number string) string {
	return strings.Replace(number, ".", w.T("common.decimal"), 1)
}

// list joins names as people say them: "Noor, Bram en Saar".
func (s *speech) list(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return s.T("common.and", "Some", strings.Join(names[:last], ", "), "Last", names[last])
}

// cast knows the people of one page by their ids.
type cast map[coaching.PersonID]coaching.Person

// castOf finds the names of people whom the actor may see.
func castOf(ctx context.Context, tx *postgres.Tx, ids ...coaching.PersonID) (cast, error) {
	ids = slices.DeleteFunc(slices.Clone(ids), func(id coaching.PersonID) bool { return id == "" }) // nobody, yet
	found, err := tx.PersonNames(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("finding the names on the page: %w", err)
	}
	return cast(found), nil
}

// Given is how people speak of each other: by the first name. Somebody whom the actor may no longer see has none.
func (c cast) Given(id coaching.PersonID) string { return c[id].Name.Given }

// Full is the whole name.
func (c cast) Full(id coaching.PersonID) string { return c[id].Name.Full() }
