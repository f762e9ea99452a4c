package web

import (
	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// endingLine says when a recording is erased, and leads to where that can be put off.
type endingLine struct {
	Text string
	Href string
	Soon bool // within coaching.NoticeDays: worth a word on home
}

// end is nil while there is no film.
func (w words) end(e postgres.Ending) *endingLine {
	if !e.Shown() {
		return nil
	}
	left := w.today(e).Until(e.End.On)
	view := endingLine{Href: "/recordings/" + string(e.RecordingID) + "/keep", Soon: left <= coaching.NoticeDays && e.FrozenAt == nil}
	day := w.Date(string(e.End.On))
	switch {
	case e.FrozenAt != nil:
		view.Text = w.T("end.locked")
	case left < 0 && e.Demo:
		view.Text, view.Soon = w.T("end.demo"), false
	case left < 0:
		view.Text = w.T("end.now")
	case left == 0:
		view.Text = w.T("end.today")
	default:
		view.Text = w.N("end.on", left, "Day", w.dayAndMonth(e.End.On, day))
	}
	return &view
}

func (w words) today(e postgres.Ending) coaching.Day { return coaching.DayOf(w.now, e.Zone()) }

// dayAndMonth says tomorrow by its date too: the sentence counts the days.
func (w words) dayAndMonth(day coaching.Day, said string) string {
	if at, err := parseDay(day, w.zone); err == nil && w.Day(at).Text == w.T("date.tomorrow") {
		return w.date(at)
	}
	return said
}

// because says why a recording ends on its day.
func (w words) because(end coaching.End) string { return w.T("end.why_" + string(end.Why)) }
