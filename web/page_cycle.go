package web

import (
	"context"
	"net/http"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

type cycleView struct {
	Frame
	Device        *Element
	Question      string
	QuestionHref  string
	Heading       string
	Steps         StepLine
	Problem       string
	Next          *Action
	Recordings    []filmView
	NoRecordings  string
	ShareLabel    string
	DeclineLabel  string
	Receipts      []string
	Kept          []keptView
	Plan          *planForm
	RecordNow     string
	UploadNow     string
	RecordingOff  string
	Releases      []releaseView
	ReleaseHref   string
	Talk          *talkSummary
	ShowWorkPoint bool
	WorkPoint     *coaching.WorkPoint
	NoWorkPoint   string
	WorkPointForm *workPointForm
	Entries       []entryView
	Close         string
	Where         *whereView
	Practice      *practiceView
	Reminder      *reminderForm
	Forms         []string // ideas that suit how she likes to learn
	FormsWhy      string
	FormsHref     string
	Reopen        reopenView
}

// filmView is one recording in the list of a round; each address is "" when that cannot be done.
type filmView struct {
	Href, Title, State, Poster, Length                           string
	Accept, Decline, Record, Upload, Share, Unshare, Erase, Trim string
	Watch                                                        string // live
	Roster, Seats                                                string // who is there, while it is to be filmed
	UploadLabel                                                  string
	End                                                          *endingLine
}

type releaseView struct {
	By      string
	At      Stamp
	Message string
	Moments string
	Review  string
}

type entryView struct {
	What    string
	By      string
	Minutes string
}

// cycleForms is what was typed on the page and comes back to be mended.
type cycleForms struct {
	problem   string
	plan      *planForm
	workPoint *workPointForm
}

// cycleFacts is what the page of a round is made of.
type cycleFacts struct {
	holder     coaching.Holder
	cycle      coaching.Cycle
	question   coaching.Question
	recordings []coaching.Recording
	endings    map[coaching.RecordingID]postgres.Ending
	receipts   []coaching.Receipt
	kept       []coaching.KeptWord
	releases   []coaching.Release
	workPoint  *coaching.WorkPoint
	entries    []coaching.Entry
	talks      []coaching.Talk
	said       []coaching.TalkNote
	people     cast
	coming     map[coaching.RecordingID]coaching.Upload // films that are being sent
	filled     map[coaching.RecordingID]bool            // recordings into which film came
	watched    map[coaching.RecordingID]bool            // that the actor may watch live now
	tried      []coaching.Practice
	reminder   coaching.Reminder // zero for none
	likes      coaching.Preference
	reopened   []coaching.Reopening
	rosters    map[coaching.RecordingID]coaching.Roster // of what is to be filmed, where the actor says who is there
}

func (p *pages) showCycle(a *ask) error { return p.renderCycle(a, http.StatusOK, cycleForms{}) }

func (p *pages) renderCycle(a *ask, status int, forms cycleForms) error {
	var f cycleFacts
	err := p.as(a, func(tx *postgres.Tx) error { return f.load(a, tx, coaching.CycleID(a.r.PathValue("id"))) })
	if err != nil {
		return err
	}
	view := f.view(a, forms)
	if err := f.addTried(a, &view, forms); err != nil {
		return err
	}
	view.Device = a.device()
	view.Frame = p.frame(a, "cycle", a.say.T("cycle.round", "Number", f.cycle.Number), deviceBundle)
	return p.render(a, status, "cycle", view)
}

func (f *cycleFacts) load(a *ask, tx *postgres.Tx, id coaching.CycleID) error {
	if err := f.loadQuestion(a, tx, id); err != nil {
		return err
	}
	ctx := a.r.Context()
	var err error
	if f.recordings, _, err = tx.Recordings(ctx, postgres.RecordingFilter{Cycle: id}, "", 0); err != nil {
		return err
	}
	if f.endings, err = tx.Endings(ctx, idsOf(f.recordings)...); err != nil {
		return err
	}
	if err := f.loadWatched(ctx, tx); err != nil {
		return err
	}
	if err := f.loadErased(ctx, tx, id); err != nil {
		return err
	}
	if f.releases, err = tx.Releases(ctx, id); err != nil {
		return err
	}
	if f.entries, err = tx.Entries(ctx, id); err != nil {
		return err
	}
	if f.talks, err = tx.Talks(ctx, id); err != nil {
		return err
	}
	if f.said, err = tx.TalkNotesOf(ctx, id); err != nil {
		return err
	}
	if f.cycle.Facts.WorkPoints > 0 {
		point, err := tx.WorkPoint(ctx, id)
		if err != nil {
			return err
		}
		f.workPoint = &point
	}
	if err := f.loadTried(ctx, tx); err != nil {
		return err
	}
	if err := f.loadRosters(a, tx); err != nil {
		return err
	}
	f.people, err = castOf(ctx, tx, f.everybody()...)
	return err
}

// loadErased reads what remains of recordings that are gone.
func (f *cycleFacts) loadErased(ctx context.Context, tx *postgres.Tx, id coaching.CycleID) error {
	var err error
	if err = f.loadFilling(ctx, tx, recordingIDs(f.recordings)...); err != nil {
		return err
	}
	if f.receipts, err = tx.Receipts(ctx, id); err != nil {
		return err
	}
	f.kept, err = tx.KeptWords(ctx, id)
	return err
}

func idsOf(recordings []coaching.Recording) []coaching.RecordingID {
	ids := make([]coaching.RecordingID, len(recordings))
	for i, r := range recordings {
		ids[i] = r.ID
	}
	return ids
}

// loadFilling is what recordings hold already, and what is on its way into them.
func (f *cycleFacts) loadFilling(ctx context.Context, tx *postgres.Tx, ids ...coaching.RecordingID) (err error) {
	if f.coming, err = tx.UploadsInto(ctx, ids...); err != nil {
		return err
	}
	f.filled, err = tx.WithTakes(ctx, ids...)
	return err
}

func recordingIDs(recordings []coaching.Recording) []coaching.RecordingID {
	ids := make([]coaching.RecordingID, len(recordings))
	for i, r := range recordings {
		ids[i] = r.ID
	}
	return ids
}

func (f *cycleFacts) loadQuestion(a *ask, tx *postgres.Tx, id coaching.CycleID) error {
	ctx := a.r.Context()
	var err error
	if f.cycle, err = tx.Cycle(ctx, id); err != nil {
		return err
	}
	trajectory, err := tx.Trajectory(ctx, f.cycle.TrajectoryID)
	if err != nil {
		return err
	}
	if f.question, err = tx.Question(ctx, trajectory.QuestionID); err != nil {
		return err
	}
	f.holder, err = tx.Holder(ctx, f.cycle.HolderID)
	return err
}

// everybody is whose name the page may say.
func (f *cycleFacts) everybody() []coaching.PersonID {
	ids := append([]coaching.PersonID{f.question.EmployeeID}, f.question.Trajectory.Met()...)
	for _, recording := range f.recordings {
		ids = append(ids, recording.PlannedBy)
	}
	for _, roster := range f.rosters {
		ids = append(ids, roster.ConfirmedBy)
	}
	for _, release := range f.releases {
		ids = append(ids, release.CoachID)
	}
	for _, word := range f.kept {
		ids = append(ids, word.AuthorID)
	}
	for _, entry := range f.entries {
		ids = append(ids, entry.CoachID)
	}
	return ids
}

// coach is the first name of who coaches now, or "".
func (f *cycleFacts) coach() string {
	if coaches := f.question.Trajectory.CoachIDs; len(coaches) > 0 {
		return f.people.Given(coaches[0])
	}
	return ""
}
