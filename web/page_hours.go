package web

import (
	"net/http"
	"strconv"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

const hoursPath = "/hours"

type hoursView struct {
	Frame
	hoursHead
	Norm     *normView
	Whole    *centreHours // all centres together; nil for whoever does not answer for hours
	Centres  []centreHours
	Together string // minutes that are for all centres together
	Unplaced bool
	People   *coverView
	MayKeep  bool
	Kept     *keptHours // a coach's own
	Own      *ownHours  // a worker's
	Plan     *planTable // the distribution, for all who work here
	Page     string     // the address for parents
}

// hoursHead is what all pages about a year share.
type hoursHead struct {
	Year  int
	Years []yearLink
}

type yearLink struct {
	Year    int
	Href    string
	Current bool
}

type coverView struct {
	Text string
	Due  string
	Href string
}

type keptHours struct{ Done, Waiting, Href string }

type ownHours struct {
	Coached, OffGroup string
	Lines             []hoursLineView
}

// hoursYear is the year that is asked for, in the zone of the holder; this one when none is. Others do not exist.
func hoursYear(a *ask, holder coaching.Holder) (int, error) {
	this := a.now.In(zoneOf(holder)).Year()
	text := a.r.FormValue("year")
	if text == "" {
		return this, nil
	}
	year, err := strconv.Atoi(text)
	if err != nil || coaching.CheckHoursYear(year, this) != nil {
		return 0, coaching.ErrNotFound
	}
	return year, nil
}

// yearPath is a page about hours in a year.
func yearPath(path string, year int) string { return path + "?year=" + strconv.Itoa(year) }

func (w words) hoursHead(path string, year int) hoursHead {
	head, this := hoursHead{Year: year}, w.now.In(w.zone).Year()
	for y := this - 2; y <= this+1; y++ {
		head.Years = append(head.Years, yearLink{Year: y, Href: yearPath(path, y), Current: y == year})
	}
	return head
}

// readHours reads the year that is asked for, as far as the actor may know it.
func (p *pages) readHours(a *ask, tx *postgres.Tx) (coaching.HoursYear, error) {
	id, err := a.actor.HoursHolder()
	if err != nil {
		return coaching.HoursYear{}, err
	}
	holder, err := tx.Holder(a.r.Context(), id)
	if err != nil {
		return coaching.HoursYear{}, err
	}
	year, err := hoursYear(a, holder)
	if err != nil {
		return coaching.HoursYear{}, err
	}
	return tx.HoursYear(a.r.Context(), a.actor, id, year)
}

func (p *pages) showHours(a *ask) error {
	var view hoursView
	err := p.as(a, func(tx *postgres.Tx) error {
		y, err := p.readHours(a, tx)
		if err != nil {
			return err
		}
		w := a.words(y.Holder)
		view = w.hoursPage(y, a.actor)
		if view.MayKeep {
			if view.Page, err = tx.HoursPage(a.r.Context(), y.Holder.ID, y.Year); err != nil {
				return err
			}
		}
		if err := p.keptHours(a, tx, w, y, &view); err != nil {
			return err
		}
		return p.ownHours(a, tx, w, y, &view)
	})
	if err != nil {
		return err
	}
	view.Frame = p.frame(a, "hours", a.say.T("hours.title"))
	return p.render(a, http.StatusOK, "hours", view)
}

func (w words) hoursPage(y coaching.HoursYear, actor coaching.Actor) hoursView {
	view := hoursView{hoursHead: w.hoursHead(hoursPath, y.Year), MayKeep: actor.Is(coaching.Administrator), Plan: w.planTable(y.Plan)}
	answers := view.MayKeep || actor.Is(coaching.Manager)
	if view.MayKeep || len(y.Snapshots) > 0 {
		view.Norm = w.norm(y)
	}
	if !answers {
		return view
	}
	view.Whole, view.Centres = w.centres(y, view.MayKeep)
	if together := y.Done[""]; view.MayKeep && together.Counted() > 0 {
		view.Together = w.T("hours.together", "Hours", w.hours(coaching.HoursOf(together.Counted())))
		view.Unplaced = together.Coaching > 0
	}
	view.People = &coverView{
		Text: w.T("hours.people_count", "Coached", y.Coached, "All", y.Workers), Href: yearPath(hoursPath+"/people", y.Year),
	}
	if missing := y.Workers - y.Coached; missing > 0 && w.Today() >= string(coaching.DueFrom(y.Year)) {
		view.People.Due = w.N("hours.people_due", missing)
	}
	return view
}

// hours says a number of hours in the language.
func (w words) hours(h coaching.Hundredths) string { return w.decimal(h.String()) }

// minutes says minutes as hours.
func (w words) minutes(minutes int) string { return w.hours(coaching.HoursOf(minutes)) }

func (p *pages) keptHours(a *ask, tx *postgres.Tx, w words, y coaching.HoursYear, view *hoursView) error {
	if !a.actor.Is(coaching.Coach) && !view.MayKeep {
		return nil
	}
	view.Kept = &keptHours{Href: yearPath(hoursPath+"/lines", y.Year)}
	if !a.actor.Is(coaching.Coach) {
		return nil
	}
	sum, err := tx.CoachHours(a.r.Context(), a.actor, y.Holder.ID, y.Year)
	if err != nil {
		return err
	}
	view.Kept.Done = w.T("hours.kept_done", "Hours", w.minutes(sum.Confirmed))
	if sum.Waiting > 0 {
		view.Kept.Waiting = w.N("hours.kept_waiting", sum.Waiting)
	}
	return nil
}

func (p *pages) ownHours(a *ask, tx *postgres.Tx, w words, y coaching.HoursYear, view *hoursView) error {
	if !a.actor.Is(coaching.Employee) {
		return nil
	}
	lines, _, err := tx.HoursLines(a.r.Context(), a.actor, y.Holder.ID, postgres.HoursQuery{Filter: postgres.OwnHours, Span: coaching.YearSpan(y.Year)}, "", 500)
	if err != nil {
		return err
	}
	own := coaching.OwnHoursOf(lines)
	view.Own = &ownHours{Coached: w.minutes(own.Coached), OffGroup: w.minutes(own.OffGroup)}
	for _, line := range coaching.Standing(lines) {
		view.Own.Lines = append(view.Own.Lines, w.hoursLine(line, nil, nil))
	}
	return nil
}
