package web

import (
	"terugblik/coaching"
)

// view turns the facts of a round into words, for the employee or for her coach.
func (f *cycleFacts) view(a *ask, forms cycleForms) cycleView {
	w := a.words(f.holder)
	owner, open := f.question.EmployeeID == a.actor.ID, f.cycle.ClosedAt == nil
	view := cycleView{
		Question: wordingOf(f.question), QuestionHref: "/questions/" + string(f.question.ID),
		Heading: w.T("cycle.round", "Number", f.cycle.Number), Steps: stepLine(w.speech, f.cycle), Problem: forms.problem,
		NoRecordings: w.T("cycle.no_recordings_coach"), NoWorkPoint: w.T("work_point.none_coach"),
		ShowWorkPoint: f.workPoint != nil || f.cycle.Facts.Released > 0,
		WorkPoint:     f.workPoint, ShareLabel: w.T("recording.share", "Name", f.coach()), DeclineLabel: w.T("plan.decline"),
	}
	if !owner {
		view.DeclineLabel = w.T("plan.withdraw")
		view.Heading = w.T("cycle.round_of", "Number", f.cycle.Number, "Name", f.people.Given(f.question.EmployeeID))
	}
	for _, recording := range f.recordings {
		view.Recordings = append(view.Recordings, f.film(a, w, recording))
	}
	for _, receipt := range f.receipts {
		view.Receipts = append(view.Receipts, receiptText(w, receipt))
	}
	view.Kept = f.keptWords(w)
	for _, release := range f.releases {
		view.Releases = append(view.Releases, f.release(w, release, owner))
	}
	view.Talk = f.talkSummary(a, w)
	for _, entry := range f.entries {
		view.Entries = append(view.Entries, f.entry(w, entry))
	}
	if owner {
		f.addOwner(w, &view, forms)
	}
	if open {
		f.addOpen(w, &view, owner, forms)
	}
	return view
}

// addOwner is what only the employee is asked for.
func (f *cycleFacts) addOwner(w words, view *cycleView, forms cycleForms) {
	view.NoRecordings, view.NoWorkPoint = w.T("cycle.no_recordings"), w.T("work_point.none")
	if view.ShowWorkPoint {
		view.WorkPointForm = forms.workPoint
		if view.WorkPointForm == nil {
			view.WorkPointForm = workPointFormOf(f.workPoint)
		}
		view.WorkPointForm.Href = "/cycles/" + string(f.cycle.ID) + "/work-point"
		view.WorkPointForm.Label = w.T("work_point.write")
		if f.workPoint != nil {
			view.WorkPointForm.Label = w.T("work_point.change")
		}
		view.WorkPointForm.Open = view.WorkPointForm.Open || f.workPoint == nil && f.cycle.ClosedAt == nil
	}
	if f.question.Trajectory.State() == coaching.Running || f.cycle.ClosedAt != nil {
		now := f.situation()
		now.lost = w.lost(f.question.Trajectory, f.people)
		next := nextForEmployee(w.speech, now)
		if next.Href != "/cycles/"+string(f.cycle.ID) {
			view.Next = &next
		}
	}
	if f.cycle.ClosedAt != nil {
		view.Next = nil
	}
}

func (f *cycleFacts) situation() situation {
	s := situation{question: f.question, cycle: &f.cycle, coach: f.coach(), workPoint: f.workPoint != nil, mayRecord: f.holder.MayRecord()}
	for i, recording := range f.recordings {
		if recording.State == coaching.Ready {
			s.film = &f.recordings[i]
		}
	}
	for _, release := range f.releases {
		s.unwatched += unwatched(release)
	}
	return s
}

// addOpen is what can be done while the round is open.
func (f *cycleFacts) addOpen(w words, view *cycleView, owner bool, forms cycleForms) {
	base := "/cycles/" + string(f.cycle.ID)
	if !owner {
		next, _ := nextForCoach(w.speech, f.question, &f.cycle)
		view.Next = &Action{Why: next}
		if f.cycle.Facts.Shared > 0 {
			view.ReleaseHref = base + "/release"
		}
	} else if f.cycle.Facts.Recorded > 0 || f.cycle.Facts.WorkPoints > 0 {
		view.Close = base + "/close"
	}
	if f.question.Trajectory.State() != coaching.Running {
		return
	}
	if !f.holder.MayRecord() {
		view.RecordingOff = w.T("record.off")
	} else if owner {
		view.RecordNow, view.UploadNow = base+"/record", base+"/upload"
	}
	view.Plan = forms.plan
	if view.Plan == nil {
		view.Plan = &planForm{}
	}
	view.Plan.fill(w, base+"/recordings", owner, f.people.Given(f.question.EmployeeID))
}

func (f *cycleFacts) film(a *ask, w words, r coaching.Recording) filmView {
	base := "/recordings/" + string(r.ID)
	film := filmView{Href: base, Title: r.Title, State: filmState(w, r), Length: w.Length(r.DurationMS)}
	if film.Title == "" {
		film.Title = w.T("recording.untitled")
	}
	if r.State == coaching.Ready && r.LockedAt == nil {
		film.Poster = posterOf(r.ID)
	}
	film.End = w.end(f.endings[r.ID])
	if r.State == coaching.Planned {
		film.Href = ""
		if detail := planDetail(w, r); detail != "" {
			film.State += " · " + detail
		}
	}
	if roster, ok := f.rosters[r.ID]; ok {
		film.Roster, film.Seats = base+"/roster", f.seats(w, roster)
	}
	owner := r.OwnerID == a.actor.ID
	if f.watched[r.ID] {
		film.Href, film.Watch, film.Poster = "", watchHref(r.ID), ""
		return film
	}
	if r.IsPlan() {
		if owner {
			film.Accept = base + "/accept"
		}
		if r.MayDecline(a.actor) == nil {
			film.Decline = base + "/decline"
		}
		return film
	}
	film.addActs(a, f.holder, f.coach(), r)
	f.addUpload(a, w, &film, r)
	return film
}

// addActs fills in what the actor can do to a recording that is not a plan.
func (film *filmView) addActs(a *ask, holder coaching.Holder, coach string, r coaching.Recording) {
	base := "/recordings/" + string(r.ID)
	if r.OwnerID != a.actor.ID {
		return
	}
	if r.State == coaching.Planned && r.MayPublish(holder) == nil {
		film.Record = base + "/record"
	}
	switch {
	case r.SharedAt != nil:
		film.Unshare = base + "/unshare"
	case r.MayShare(a.actor) == nil && coach != "":
		film.Share = base + "/share"
	}
	if r.State == coaching.Ready && r.FrozenAt == nil {
		film.Trim = base + "/trim"
	}
	if r.MayErase(a.actor) == nil {
		film.Erase = base + "/erase"
	}
}

// addUpload leads to where a film is chosen, or goes on being sent.
func (f *cycleFacts) addUpload(a *ask, w words, film *filmView, r coaching.Recording) {
	if f.filled[r.ID] || r.MayUpload(a.actor, f.holder, 0) != nil {
		return
	}
	film.Upload, film.UploadLabel = "/recordings/"+string(r.ID)+"/upload", w.T("upload.choose")
	if r.State == coaching.Failed {
		film.UploadLabel = w.T("upload.another")
	}
	if u, ok := f.coming[r.ID]; ok {
		film.Record, film.UploadLabel = "", w.T("upload.go_on")
		film.State = w.T("film.coming", "Percent", u.Received*100/u.Size)
	}
}

func (f *cycleFacts) release(w words, release coaching.Release, owner bool) releaseView {
	left := unwatched(release)
	view := releaseView{
		By: f.people.Full(release.CoachID), At: w.Day(release.ReleasedAt), Message: release.Message,
		Moments: w.N("cycle.moments", len(release.Moments)),
	}
	if owner && len(release.Moments) > 0 {
		view.Review = "/cycles/" + string(release.CycleID) + "/review"
	}
	if left > 0 && left < len(release.Moments) {
		view.Moments = w.N("cycle.moments_left", left)
	}
	return view
}

func (f *cycleFacts) entry(w words, entry coaching.Entry) entryView {
	return entryView{
		What: w.T("cycle.entry", "Kind", w.T("entry.kind."+entry.Kind), "Day", w.Date(entry.HeldOn)),
		By:   w.T("cycle.entry_by", "Name", f.people.Full(entry.CoachID)), Minutes: w.N("common.minutes", entry.Minutes),
	}
}
