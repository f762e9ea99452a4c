package web

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

const logLines = 100

type logView struct {
	Frame
	Shared []sharedView
	Days   []logDay
	Hidden bool   // what she did herself
	Switch string // to the other way
	More   string
}

// sharedView is a recording that somebody else can see now.
type sharedView struct {
	Title string
	Who   string
	Href  string
	Stop  string // where one tap ends it
}

type logDay struct {
	Day    Stamp
	Things []logThing
}

// logThing is a recording on one day.
type logThing struct {
	Title string
	Lines []sightView
	id    coaching.RecordingID
}

type sightView struct {
	Sentence string
	Times    []Stamp // oldest last
}

// logFacts are what the page is made of.
type logFacts struct {
	holder coaching.Holder
	lines  []coaching.LogLine
	next   string
	shared []coaching.SharedRecording
	people cast
	titles map[coaching.RecordingID]string
}

// showLog tells the employee in plain words who did what to her recordings, and what others can see now.
func (p *pages) showLog(a *ask) error {
	hidden := a.r.URL.Query().Get("own") == "hide"
	var f logFacts
	if err := p.as(a, func(tx *postgres.Tx) error { return f.load(a, tx, hidden) }); err != nil {
		return err
	}
	view := logView{Hidden: hidden, Switch: logAddress(!hidden, ""), Shared: f.sharedViews(a), Days: f.days(a)}
	if f.next != "" {
		view.More = logAddress(hidden, f.next)
	}
	view.Frame = p.frame(a, "log", a.say.T("log.title"))
	return p.render(a, http.StatusOK, "log", view)
}

func logAddress(hidden bool, after string) string {
	query := url.Values{}
	if hidden {
		query.Set("own", "hide")
	}
	if after != "" {
		query.Set("after", after)
	}
	if len(query) == 0 {
		return "/log"
	}
	return "/log?" + query.Encode()
}

func (f *logFacts) load(a *ask, tx *postgres.Tx, hidden bool) (err error) {
	ctx, after := a.r.Context(), a.r.URL.Query().Get("after")
	if f.holder, err = tx.Holder(ctx, a.actor.At()); err != nil {
		return err
	}
	if f.lines, f.next, err = tx.OwnLog(ctx, hidden, after, logLines); err != nil {
		return err
	}
	if after == "" {
		if f.shared, err = tx.SharedNow(ctx); err != nil {
			return err
		}
	}
	var people []coaching.PersonID
	var recordings []coaching.RecordingID
	for _, line := range f.lines {
		if !strings.Contains(line.Actor, ":") && line.Actor != "operator" {
			people = append(people, coaching.PersonID(line.Actor))
		}
		if line.RecordingID != "" {
			recordings = append(recordings, line.RecordingID)
		}
	}
	for _, shared := range f.shared {
		people = append(people, shared.CoachIDs()...)
	}
	if f.people, err = castOf(ctx, tx, people...); err != nil {
		return err
	}
	f.titles, err = tx.RecordingTitles(ctx, recordings)
	return err
}

func (f *logFacts) sharedViews(a *ask) (views []sharedView) {
	w := a.words(f.holder)
	for _, shared := range f.shared {
		var names []string
		for _, id := range shared.CoachIDs() {
			if name := f.people.Full(id); name != "" {
				names = append(names, name)
			}
		}
		view := sharedView{Title: shared.Title, Href: "/recordings/" + string(shared.ID), Stop: "/recordings/" + string(shared.ID) + "/unshare"}
		if len(names) > 0 {
			view.Who = w.T("log.shared_with", "Who", strings.Join(names, ", "), "Day", w.Day(shared.SharedAt).Text)
		} else {
			view.Who = w.T("log.shared_nobody", "Day", w.Day(shared.SharedAt).Text)
		}
		views = append(views, view)
	}
	return views
}

// days groups lines, which come newest first: by day, on it by recording, and there what is the same by one sentence.
func (f *logFacts) days(a *ask) (days []logDay) {
	w := a.words(f.holder)
	for _, line := range f.lines {
		day := w.Day(line.At)
		if len(days) == 0 || days[len(days)-1].Day.ISO != day.ISO {
			days = append(days, logDay{Day: day})
		}
		days[len(days)-1].add(f.titleOf(w, line), f.sentence(a, w, line), line, w)
	}
	return days
}

func (d *logDay) add(title, sentence string, line coaching.LogLine, w words) {
	at := line.At.In(w.zone)
	stamp := Stamp{ISO: at.Format(time.RFC3339), Text: at.Format("15:04")}
	for i := range d.Things {
		if d.Things[i].id != line.RecordingID {
			continue
		}
		for j := range d.Things[i].Lines {
			if same := &d.Things[i].Lines[j]; same.Sentence == sentence {
				same.Times = append(same.Times, stamp)
				return
			}
		}
		d.Things[i].Lines = append(d.Things[i].Lines, sightView{sentence, []Stamp{stamp}})
		return
	}
	d.Things = append(d.Things, logThing{Title: title, id: line.RecordingID, Lines: []sightView{{sentence, []Stamp{stamp}}}})
}

func (f *logFacts) titleOf(w words, line coaching.LogLine) string {
	if line.RecordingID == "" {
		return w.T("log.report")
	}
	if title, ok := f.titles[line.RecordingID]; ok {
		return title
	}
	return w.T("log.what_gone")
}

func (f *logFacts) sentence(a *ask, w words, line coaching.LogLine) string {
	who := f.people.Full(coaching.PersonID(line.Actor))
	switch {
	case line.Actor == string(a.actor.ID):
		who = a.say.T("log.you")
	case strings.HasPrefix(line.Actor, "system:"):
		who = a.say.T("log.system")
	case line.Actor == "operator":
		who = a.say.T("log.operator")
	case who == "" && (line.Action == coaching.LoggedLock || line.Action == coaching.LoggedUnlock):
		who = a.say.T("log.somebody_locking") // who keeps the register, and never coached her
	case who == "":
		who = a.say.T("log.somebody")
	}
	key := "log.action." + line.Action
	if !a.say.Has(key) {
		key = "log.action.other"
	}
	return a.say.T(key, "Who", who, "What", f.titleOf(w, line), "Why", logDetail(w, line))
}

// logDetail says for a live picture that was watched from when to when.
func logDetail(w words, line coaching.LogLine) string {
	from, err := time.Parse(time.RFC3339, line.Detail)
	if line.Action == coaching.ViewingPlanned && err == nil {
		return w.Moment(from).Text
	}
	if line.Action != "watch_end" || err != nil {
		return line.Detail
	}
	return w.T("log.from_to", "From", from.In(w.zone).Format(time.TimeOnly), "To", line.At.In(w.zone).Format(time.TimeOnly))
}
