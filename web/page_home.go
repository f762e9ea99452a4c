package web

import (
	"net/http"
	"strings"
	"unicode/utf8"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// tabs lead to the home of each role that the person has. On a phone those that do not fit stand under one more.
func tabs(a *ask) []Tab {
	var list []Tab
	for _, home := range homes {
		if a.actor.Is(home.role) && !hasTab(list, home.path) {
			list = append(list, Tab{
				Label: a.say.T(home.label), Href: home.path, Current: a.r.URL.Path == home.path, Inside: inside(a.r.URL.Path, home.path),
			})
		}
	}
	if len(list) > 0 && a.r.URL.Path == "/" {
		list[0].Current = true
	}
	fit(list, utf8.RuneCountInString(a.say.T("tab.more")))
	return list
}

// inside says whether a page lies below a tab.
func inside(path, home string) bool {
	for _, beside := range map[string][]string{"/people": {"/engagements", "/devices"}, "/places": {"/tablets"}}[home] {
		if path == beside || strings.HasPrefix(path, beside+"/") {
			return true
		}
	}
	return strings.HasPrefix(path, home+"/")
}

// The tabs of a phone of 360 px: a letter takes 9 px at most on the average, a tab 24 px more, the mark of the one more 28.
const (
	tabLetter = 9
	tabEdge   = 24
	tabMark   = 28
	tabsWide  = 344
)

// fit keeps on a phone as many tabs as fit beside one that holds the others.
func fit(list []Tab, more int) {
	all, room := 0, tabsWide-more*tabLetter-tabEdge-tabMark
	for _, tab := range list {
		all += utf8.RuneCountInString(tab.Label)*tabLetter + tabEdge
	}
	for i := range list {
		room -= utf8.RuneCountInString(list[i].Label)*tabLetter + tabEdge
		list[i].Later = all > tabsWide && room < 0
	}
}

// homes are the first pages of the roles, the most personal first, then by how often they are needed.
var homes = []struct {
	role  coaching.Role
	label string
	path  string
}{
	{coaching.Employee, "tab.employee", "/learning"},
	{coaching.Coach, "tab.coach", "/coaching"},
	{coaching.Manager, "tab.manager", "/manager"},
	{coaching.DataProtectionOfficer, "tab.privacy", "/privacy"},
	{coaching.Administrator, "tab.people", "/people"},
	{coaching.DataProtectionOfficer, "tab.tasks", "/consent-tasks"},
	{coaching.Manager, "tab.children", "/children"},
	{coaching.Administrator, "tab.children", "/children"},
	{coaching.DataProtectionOfficer, "tab.children", "/children"},
	{coaching.Manager, "tab.hours", "/hours"},
	{coaching.Administrator, "tab.hours", "/hours"},
	{coaching.DataProtectionOfficer, "tab.people", "/people"},
	{coaching.Administrator, "tab.places", "/places"},
	{coaching.DataProtectionOfficer, "tab.places", "/places"},
	{coaching.Administrator, "tab.settings", "/settings"},
	{coaching.DataProtectionOfficer, "tab.settings", "/settings"},
}

func hasTab(list []Tab, path string) bool {
	for _, tab := range list {
		if tab.Href == path {
			return true
		}
	}
	return false
}

// showHome shows the home of the person's first role.
func (p *pages) showHome(a *ask) error {
	switch actor := a.actor; {
	case actor.Is(coaching.Employee):
		return p.showLearning(a)
	case actor.Is(coaching.Coach):
		return p.showCoaching(a)
	case actor.Is(coaching.Manager):
		return p.showManager(a)
	case actor.Is(coaching.Administrator):
		return p.showPeople(a)
	case actor.Is(coaching.DataProtectionOfficer):
		return p.showPrivacy(a)
	default:
		view := errorView{What: a.say.T("home.no_role")}
		view.Frame = p.frame(a, "error", a.say.T("home.no_role_title"))
		return p.render(a, http.StatusOK, "error", view)
	}
}

type homeView struct {
	Frame
	Given    string
	Question *homeQuestion
	Asks     []Action // what waits for her beside the next step: the agreement, looking back
	Next     Action
	Plans    []planView
	Ending   []endingView
	Tasks    []taskReminder // of film that is locked because of a child
	Try      *tryView
	News     []newsView
	Started  bool // something has begun: rows are shown, empty or not
	ForYou   []Card
	Watching []Card
	Proud    []Card
	Others   []homeQuestion
	Receipts []string
	Record   *Action // the round button
	Device   *Element
}

type homeQuestion struct {
	Href  string
	Text  string
	State string
	Steps *StepLine
}

// Card is one film or moment in a row.
type Card struct {
	Href   string
	Title  string
	Why    string
	Badge  string
	Length string
	Poster string
	Film   string // the recording that is watched from its beginning, whose position this device remembers
}

// tryView is the card with what she tries out.
type tryView struct {
	Text string
	When string
	Sign string
	Href string
	// Today is where she answers the reminder that is due; "" for none.
	Today string
}

// newsView is one line of what is new.
type newsView struct {
	Sentence string
	Text     string
	Day      Stamp
	Href     string
}

// endingView is a recording of whose end she should think now.
type endingView struct {
	Title, Sentence, Href, Button string
	Asked                         bool // by her coach
}

// planView is a recording that her coach has planned and that she can accept or decline.
type planView struct {
	Sentence string
	Title    string
	Detail   string
	Accept   string
	Decline  string
}

func (p *pages) showLearning(a *ask) error {
	var view homeView
	err := p.as(a, func(tx *postgres.Tx) error {
		found, err := loadHome(a, tx)
		if err != nil {
			return err
		}
		view = found.view(a)
		return nil
	})
	if err != nil {
		return err
	}
	view.Device = a.device()
	view.Frame = p.firstFrame(a, "home", a.say.T("home.title"), deviceBundle)
	if w := view.Frame.Waits; w != nil && w.Shut {
		view.Record = nil
	}
	return p.render(a, http.StatusOK, "home", view)
}
