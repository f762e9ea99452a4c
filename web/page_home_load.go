package web

import (
	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// homeQuestions and homeFilms bound what one home shows.
const (
	homeQuestions = 50
	homeFilms     = 24
	homeNews      = 5
)

// homeFacts is what an employee's home is made of.
type homeFacts struct {
	holder    coaching.Holder
	questions []coaching.Question // newest first
	cycle     *coaching.Cycle
	films     []coaching.Recording
	endings   map[coaching.RecordingID]postgres.Ending
	asked     map[coaching.RecordingID]coaching.Extension // what her coach asks to keep longer
	plans     []coaching.Recording                        // of her coach, waiting for her yes or no
	unwatched []coaching.Release                          // with moments that she has not looked at
	proud     []coaching.ProudMark
	keptProud []coaching.KeptWord
	receipts  []coaching.Receipt
	news      []coaching.News
	workPoint bool                // the open round has one
	point     *coaching.WorkPoint // the newest there is
	due       *coaching.Reminder  // that she asked for, today; nil for none
	tasks     []taskReminder
	together  together
	people    cast
}

func loadHome(a *ask, tx *postgres.Tx) (homeFacts, error) {
	var f homeFacts
	for _, load := range []func(*ask, *postgres.Tx) error{f.loadQuestions, f.loadCycle, f.loadFilms, f.loadPeople} {
		if err := load(a, tx); err != nil {
			return homeFacts{}, err
		}
	}
	return f, nil
}

// loadQuestions keeps her own: as a coach she may see others.
func (f *homeFacts) loadQuestions(a *ask, tx *postgres.Tx) error {
	var err error
	if f.holder, err = tx.Holder(a.r.Context(), a.actor.At()); err != nil {
		return err
	}
	all, _, err := tx.Questions(a.r.Context(), "", homeQuestions)
	for _, question := range all {
		if question.EmployeeID == a.actor.ID {
			f.questions = append(f.questions, question)
		}
	}
	return err
}

// current is the question on top: the newest that has not ended, else the newest.
func (f *homeFacts) current() coaching.Question {
	for _, question := range f.questions {
		if question.Trajectory.EndedAt == nil {
			return question
		}
	}
	if len(f.questions) > 0 {
		return f.questions[0]
	}
	return coaching.Question{}
}

func (f *homeFacts) loadCycle(a *ask, tx *postgres.Tx) error {
	ctx, question := a.r.Context(), f.current()
	if question.ID == "" {
		return nil
	}
	found, err := togetherOf(ctx, tx, question.Trajectory)
	if err != nil {
		return err
	}
	f.together = found[question.Trajectory.ID]
	cycles, err := tx.Cycles(ctx, question.Trajectory.ID)
	if err != nil {
		return err
	}
	for i, cycle := range cycles {
		if cycle.ClosedAt == nil {
			f.cycle = &cycles[i]
		}
		if err := f.loadCycleParts(a, tx, cycle); err != nil {
			return err
		}
	}
	return f.loadWorkPoint(a, tx, cycles)
}

// loadCycleParts reads only what the facts of the cycle promise.
func (f *homeFacts) loadCycleParts(a *ask, tx *postgres.Tx, cycle coaching.Cycle) error {
	ctx := a.r.Context()
	receipts, err := tx.Receipts(ctx, cycle.ID)
	if err != nil {
		return err
	}
	f.receipts = append(f.receipts, receipts...)
	if cycle.Facts.Moments <= cycle.Facts.Looked {
		return nil
	}
	releases, err := tx.Releases(ctx, cycle.ID)
	for _, release := range releases {
		if unwatched(release) > 0 {
			f.unwatched = append(f.unwatched, release)
		}
	}
	return err
}

// loadWorkPoint reads that of the latest round that has one: she tries it out while the next round begins.
func (f *homeFacts) loadWorkPoint(a *ask, tx *postgres.Tx, cycles []coaching.Cycle) error {
	var latest coaching.Cycle
	for _, cycle := range cycles {
		if cycle.Facts.WorkPoints > 0 && cycle.Number > latest.Number {
			latest = cycle
		}
	}
	if latest.ID == "" {
		return nil
	}
	f.workPoint = latest.ClosedAt == nil
	point, err := tx.WorkPoint(a.r.Context(), latest.ID)
	if err != nil {
		return err
	}
	f.point = &point
	if latest.ClosedAt != nil {
		return nil
	}
	holder, err := tx.Holder(a.r.Context(), latest.HolderID)
	if err != nil {
		return err
	}
	f.due, err = tx.DueReminder(a.r.Context(), latest.ID, zoneOf(holder), a.now)
	return err
}

// unwatched counts the moments of a release that she has not looked at.
func unwatched(release coaching.Release) int {
	count := 0
	for _, moment := range release.Moments {
		if !moment.Opened {
			count++
		}
	}
	return count
}

func (f *homeFacts) loadFilms(a *ask, tx *postgres.Tx) error {
	ctx := a.r.Context()
	all, _, err := tx.Recordings(ctx, postgres.RecordingFilter{}, "", homeFilms)
	if err != nil {
		return err
	}
	for _, film := range all {
		if film.OwnerID == a.actor.ID && film.DeletedAt == nil {
			f.films = append(f.films, film)
		}
	}
	if f.endings, err = tx.Endings(ctx, idsOf(f.films)...); err != nil {
		return err
	}
	if f.asked, err = tx.WaitingExtensions(ctx); err != nil {
		return err
	}
	if f.news, err = tx.News(ctx, a.now.Add(-coaching.NewsFor), homeNews); err != nil {
		return err
	}
	if f.keptProud, err = tx.KeptProud(ctx); err != nil {
		return err
	}
	if f.proud, err = tx.ProudMarks(ctx); err != nil || f.cycle == nil {
		return err
	}
	inCycle, _, err := tx.Recordings(ctx, postgres.RecordingFilter{Cycle: f.cycle.ID}, "", 500)
	for _, film := range inCycle {
		if film.OwnerID == a.actor.ID && film.IsPlan() {
			f.plans = append(f.plans, film)
		}
	}
	return err
}

func (f *homeFacts) loadPeople(a *ask, tx *postgres.Tx) error {
	ids := append([]coaching.PersonID{}, f.current().Trajectory.Met()...)
	for _, plan := range f.plans {
		ids = append(ids, plan.PlannedBy)
	}
	for _, extension := range f.asked {
		ids = append(ids, extension.AskedBy)
	}
	for _, release := range f.unwatched {
		ids = append(ids, release.CoachID)
	}
	for _, news := range f.news {
		ids = append(ids, news.Reply.AuthorID)
	}
	var err error
	if f.people, err = castOf(a.r.Context(), tx, ids...); err != nil {
		return err
	}
	f.tasks, err = taskReminders(a.r.Context(), tx, a.words(f.holder), a.actor, true)
	return err
}
