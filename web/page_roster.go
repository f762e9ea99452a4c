package web

import (
	"cmp"
	"errors"
	"math"
	"net/http"
	"strconv"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type rosterView struct {
	Frame
	Problem     string
	Film        string
	Save        string // what its button does
	Href        string
	Back        string
	To          string
	Version     int
	Group       string // that is chosen; "" asks for one
	Groups      []Option
	Children    []rosterRow
	Red         string // whom to keep out, in one sentence
	Adults      string
	AdultsWrong string
	Told        bool
	ToldWrong   string
	Confirm     bool // as it was ticked in a form that comes back
	Confirmed   string
	Filmed      bool
	Audiences   []audienceRow
	own         coaching.GroupID // of the shared device that she works on
}

// audienceRow says for what a recording may be used, or because of which children not.
type audienceRow struct {
	Purpose, State string
	Allowed        bool
}

// searchFrom is how many children make a list that can be searched.
const searchFrom = 10

// Long says whether the list can be searched.
func (v rosterView) Long() bool { return len(v.Children) >= searchFrom }

func audienceRows(say *speech, roster coaching.Roster) []audienceRow {
	var rows []audienceRow
	for _, purpose := range coaching.Purposes() {
		row := audienceRow{Purpose: say.T("purpose." + string(purpose)), State: say.T("children.yes"), Allowed: true}
		var refused coaching.AudienceRefused
		if errors.As(coaching.AudienceAllowed(roster, purpose), &refused) {
			row.State, row.Allowed = say.T("roster.not_because", "Names", say.list(refused.Children)), false
		}
		rows = append(rows, row)
	}
	return rows
}

type rosterRow struct {
	ID, Name            string
	Present, Out, MayBe bool
}

func (p *pages) showRoster(a *ask) error { return p.renderRoster(a, http.StatusOK, formErrors{}) }

func (p *pages) renderRoster(a *ask, status int, wrong formErrors) error {
	ctx := a.r.Context()
	view := rosterView{Problem: wrong.summary, To: a.r.FormValue("to")}
	if a.actor.Tablet != "" {
		place, err := p.tabletPlace(a.r)
		if err != nil {
			return err
		}
		view.own = place.GroupID
	}
	err := p.as(a, func(tx *postgres.Tx) error {
		recording, err := tx.Recording(ctx, coaching.RecordingID(a.r.PathValue("id")))
		if err != nil {
			return err
		}
		if err := recording.MayRoster(a.actor); err != nil {
			return coaching.ErrNotFound
		}
		view.Save = a.say.T(cmp.Or(map[string]string{"record": "roster.save_record", "upload": "roster.save_upload"}[view.To], "common.save"))
		holder, err := tx.Holder(ctx, recording.HolderID)
		if err != nil {
			return err
		}
		view.Film, view.Href, view.Back = recording.Title, "/recordings/"+string(recording.ID)+"/roster", "/cycles/"+string(recording.CycleID)
		return p.fillRoster(a, tx, &view, recording, a.words(holder))
	})
	if err != nil {
		return err
	}
	if a.r.Method == http.MethodPost {
		view.typed(a, wrong)
	}
	view.Frame = p.frame(a, "roster", a.say.T("roster.title"))
	return p.render(a, status, "roster", view)
}

func (p *pages) fillRoster(a *ask, tx *postgres.Tx, view *rosterView, recording coaching.Recording, w words) error {
	ctx := a.r.Context()
	roster, err := tx.Roster(ctx, recording.ID)
	if err != nil && !errors.Is(err, coaching.ErrNotFound) {
		return err
	}
	places, err := tx.Locations(ctx, recording.HolderID)
	if err != nil {
		return err
	}
	view.Version, view.Adults, view.Told, view.Filmed = roster.Version, strconv.Itoa(roster.Adults), roster.AdultsTold, recording.State != coaching.Planned
	chosen := cmp.Or(a.r.FormValue("group"), string(roster.GroupID))
	view.Group = chosen
	today := coaching.DayOf(w.now, w.zone)
	day := coaching.DayOf(recording.FilmedAt(w.now), w.zone)
	counts, err := tx.AttendanceCounts(ctx, recording.HolderID, today)
	if err != nil {
		return err
	}
	most := 0
	for _, place := range places {
		for _, group := range place.Groups {
			if group.ID != roster.GroupID && !coaching.IsOpen(place, group.ID, day) {
				continue
			}
			count := counts[group.ID]
			if group.ID == view.own {
				count = math.MaxInt
			}
			if chosen == "" && count > most { // the group that she most likely works in
				view.Group, most = string(group.ID), count
			}
			label := group.Name
			if len(places) > 1 {
				label += ", " + place.Name // two locations may each have a group of that name
			}
			view.Groups = append(view.Groups, Option{Value: string(group.ID), Label: label})
		}
	}
	if view.Group == "" && len(view.Groups) == 1 {
		view.Group = view.Groups[0].Value
	}
	if view.Group == "" {
		return nil
	}
	for i := range view.Groups {
		view.Groups[i].Chosen = view.Groups[i].Value == view.Group
	}
	there, err := tx.Attendance(ctx, coaching.GroupID(view.Group), today)
	if err != nil {
		return err
	}
	view.children(w, roster, there)
	if view.Filmed {
		view.Audiences = audienceRows(w.speech, roster)
	}
	if roster.ConfirmedAt != nil {
		people, err := castOf(ctx, tx, roster.ConfirmedBy)
		if err != nil {
			return err
		}
		view.Confirmed = w.T("roster.confirmed", "Name", people.Full(roster.ConfirmedBy), "Moment", w.Moment(*roster.ConfirmedAt).Text)
	}
	return nil
}

// children are those of the group as the roster has them, or all of them present while there is none.
func (v *rosterView) children(w words, roster coaching.Roster, there []coaching.RosterChild) {
	kept := map[coaching.ChildID]coaching.InView{}
	for _, child := range roster.Children {
		kept[child.ChildID] = child.Seen
	}
	var red []string
	for _, child := range there {
		row := rosterRow{ID: string(child.ChildID), Name: child.Name, MayBe: child.MayBeSeen(coaching.OwnQuestion)}
		seen, known := kept[child.ChildID]
		switch {
		case roster.ID != "" && string(roster.GroupID) == v.Group && !known:
		case known && seen == coaching.ViewKeptOut, !row.MayBe && !v.Filmed:
			row.Out = true
		default:
			row.Present = true
		}
		if !row.MayBe {
			red = append(red, child.Name)
		}
		v.Children = append(v.Children, row)
	}
	if len(red) > 0 {
		key := "roster.red"
		if v.Filmed {
			key = "roster.red_filmed"
		}
		v.Red = w.N(key, len(red), "Names", w.list(red))
	}
}

// typed keeps what was chosen in the form that comes back, with what is wrong beside it.
func (v *rosterView) typed(a *ask, wrong formErrors) {
	v.Adults, v.AdultsWrong = a.r.PostFormValue("adults"), wrong.of("adults")
	v.Told, v.ToldWrong = a.r.PostFormValue("adults_told") != "", wrong.of("adults_told")
	v.Confirm = a.r.PostFormValue("confirm") != ""
	for i, child := range v.Children {
		seen := a.r.PostFormValue("seen_" + child.ID)
		v.Children[i].Present, v.Children[i].Out = seen == string(coaching.ViewPresent), seen == string(coaching.ViewKeptOut)
	}
}

// setRoster reads who is there: child_<id> is "present", "keep_out" or "away".
func (p *pages) setRoster(a *ask) error {
	id := coaching.RecordingID(a.r.PathValue("id"))
	if err := a.r.ParseForm(); err != nil {
		return coaching.Invalid{{Field: "children", Code: "malformed"}}
	}
	next := coaching.Roster{
		RecordingID: id, GroupID: coaching.GroupID(a.r.PostFormValue("group")), Adults: wholeNumber(a.r.PostFormValue("adults")),
		AdultsTold: a.r.PostFormValue("adults_told") != "",
	}
	for _, child := range a.r.PostForm["child"] {
		if seen := a.r.PostFormValue("seen_" + child); seen == string(coaching.ViewPresent) || seen == string(coaching.ViewKeptOut) {
			next.Children = append(next.Children, coaching.RosterChild{ChildID: coaching.ChildID(child), Seen: coaching.InView(seen)})
		}
	}
	var recording coaching.Recording
	err := p.as(a, func(tx *postgres.Tx) (err error) {
		if recording, err = tx.Recording(a.r.Context(), id); err != nil {
			return err
		}
		_, err = tx.SetRoster(a.r.Context(), a.actor, next, a.r.PostFormValue("confirm") != "", wholeNumber(a.r.PostFormValue("version")), a.now)
		return err
	})
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderRoster(a, statusOf(err), wrong)
	}
	to, said := rosterThen(recording, a.r.PostFormValue("to"), a.r.PostFormValue("confirm") != "")
	return p.finish(a, err, to, said)
}

// rosterThen is where saving it leads: to what she came for, once somebody answers for the seat plan. Until then she is
// told that this is left to do.
func rosterThen(r coaching.Recording, to string, confirmed bool) (path, said string) {
	path, said = "/recordings/"+string(r.ID), "roster_set"
	towards := to == "record" || to == "upload"
	switch {
	case towards && confirmed:
		return path + "/" + to, ""
	case towards:
		return path + "/roster?to=" + to, "roster_unconfirmed"
	}
	if r.State == coaching.Planned {
		path = "/cycles/" + string(r.CycleID) + "#recordings"
	}
	if !confirmed {
		said = "roster_unconfirmed"
	}
	return path, said
}

// keptOut names the children that stay out of view of a recording; none where nobody said who is there.
func keptOut(a *ask, tx *postgres.Tx, id coaching.RecordingID) (names []string, err error) {
	roster, err := tx.Roster(a.r.Context(), id)
	if err != nil && !errors.Is(err, coaching.ErrNotFound) {
		return nil, err
	}
	for _, child := range roster.Children {
		if child.Seen == coaching.ViewKeptOut {
			names = append(names, child.Name)
		}
	}
	return names, nil
}

// needsRoster says whether who is there must be said before film comes in.
func needsRoster(ctx *ask, tx *postgres.Tx, recording coaching.Recording) (bool, error) {
	b, err := tx.Beginning(ctx.r.Context(), recording)
	if err != nil {
		return false, err
	}
	err = coaching.MayBegin(b)
	for _, code := range []coaching.Conflict{"roster_needed", "roster_not_confirmed", "child_not_to_be_filmed"} {
		if errors.Is(err, code) {
			return true, nil
		}
	}
	return false, nil
}

// reopen opens a recording whose child may be in view again.
func (p *pages) reopen(a *ask) error {
	id := a.r.PathValue("id")
	err := p.as(a, func(tx *postgres.Tx) error {
		if _, err := tx.Recording(a.r.Context(), coaching.RecordingID(id)); err != nil {
			return err
		}
		task, err := tx.ConsentTask(a.r.Context(), coaching.TaskID(a.r.PostFormValue("task")))
		if err == nil && string(task.RecordingID) != id {
			err = coaching.ErrNotFound
		}
		if err == nil {
			_, err = tx.Reopen(a.r.Context(), task.ID, a.now)
		}
		return err
	})
	return p.finish(a, err, "/recordings/"+id, "reopened")
}

// lockView is what a locked recording says instead of its film.
type lockView struct {
	Since   Stamp
	Reasons []string
	Tasks   []taskView
	Erase   string
	Trim    string
	Reopen  string
	Marks   []markLine
}

// markLine is a mark by its words alone: where in the film it was, and whose it is.
type markLine struct {
	At, Text, Who string
	Cut           bool // what it is about was cut out for good
}

// markLines are the marks of a recording that have words, as the actor sees them.
func markLines(a *ask, tx *postgres.Tx, id coaching.RecordingID) ([]markLine, error) {
	ctx := a.r.Context()
	marks, _, err := tx.Annotations(ctx, id, "", 200)
	if err != nil {
		return nil, err
	}
	trims, err := tx.Trims(ctx, id)
	if err != nil {
		return nil, err
	}
	var authors []coaching.PersonID
	for _, mark := range marks {
		authors = append(authors, mark.AuthorID)
	}
	people, err := castOf(ctx, tx, authors...)
	var lines []markLine
	for _, mark := range marks {
		if mark.Text == "" {
			continue
		}
		line := markLine{At: momentOf(mark.StartMS), Text: mark.Text, Cut: coaching.CutOut(trims, mark.StartMS)}
		if mark.AuthorID != a.actor.ID {
			line.Who = people.Given(mark.AuthorID)
		}
		lines = append(lines, line)
	}
	return lines, err
}

type taskView struct {
	ID, Sentence string
	Again        bool
}

func lockOf(a *ask, tx *postgres.Tx, w words, recording coaching.Recording) (*lockView, error) {
	if recording.LockedAt == nil {
		return nil, nil
	}
	ctx := a.r.Context()
	view := &lockView{Since: w.Day(*recording.LockedAt)}
	locks, err := tx.Locks(ctx, recording.Main())
	if err != nil {
		return nil, err
	}
	told := map[coaching.LockReason]bool{}
	for _, lock := range locks {
		if !told[lock.Reason] {
			told[lock.Reason] = true
			view.Reasons = append(view.Reasons, w.T("lock."+string(lock.Reason)))
		}
	}
	tasks, err := tx.OpenTasks(ctx, recording.Main())
	if err != nil {
		return nil, err
	}
	people, err := ownersOf(ctx, tx, tasks)
	if err != nil {
		return nil, err
	}
	for _, task := range tasks {
		key := "lock.task"
		if task.OwnerID != a.actor.ID {
			key = "lock.task_of"
		}
		view.Tasks = append(view.Tasks, taskView{
			ID: string(task.ID), Again: task.Allowed,
			Sentence: w.T(key, "Child", task.ChildName, "Day", w.Date(string(task.DueOn)), "Name", people.Given(task.OwnerID)),
		})
	}
	href := "/recordings/" + string(recording.ID)
	if recording.OwnerID == a.actor.ID && recording.FrozenAt == nil {
		view.Erase = href + "/erase"
		if len(tasks) > 0 {
			view.Trim = href + "/trim"
		}
	}
	view.Reopen = href + "/reopen"
	view.Marks, err = markLines(a, tx, recording.Main())
	return view, err
}
