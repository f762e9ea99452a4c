package web

import (
	"encoding/json"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/web/api"
)

// Element is what a custom element gets beside it: data, and only its own sentences.
type Element struct {
	Data    any                        `json:"data"`
	Strings map[string]json.RawMessage `json:"strings"`
}

// element gives data to an element that speaks the sentences under the prefixes and the common ones.
func (a *ask) element(data any, prefixes ...string) Element {
	return Element{Data: data, Strings: a.say.Strings(append(prefixes, "common")...)}
}

// filmBlock is what the elements around one recording begin with.
type filmBlock struct {
	Recording api.Recording `json:"recording"`
	Question  string        `json:"question"`
	Me        string        `json:"me"`
	CycleID   string        `json:"cycle_id"`
	Round     int           `json:"round"`
	Employee  string        `json:"employee"`
	Coach     string        `json:"coach"`
	Mode      string        `json:"mode"`
	StartMS   int64         `json:"start_ms"`

	// For the recorder alone.
	Readiness *api.Readiness `json:"readiness,omitempty"`
	KeptOut   string         `json:"kept_out,omitempty"` // which children stay out of view, in a sentence
}

// filmFacts is what the pages of one recording are made of.
type filmFacts struct {
	cycleFacts
	recording coaching.Recording
	ending    postgres.Ending
	shown     api.Recording
}

func (f *filmFacts) loadFilm(a *ask, tx *postgres.Tx, id coaching.RecordingID) error {
	ctx := a.r.Context()
	var err error
	if f.recording, err = tx.Recording(ctx, id); err != nil {
		return err
	}
	if err := f.loadQuestion(a, tx, f.recording.CycleID); err != nil {
		return err
	}
	if f.ending, err = tx.Ending(ctx, id); err != nil {
		return err
	}
	if err := f.loadFilling(ctx, tx, id); err != nil {
		return err
	}
	f.endings = map[coaching.RecordingID]postgres.Ending{id: f.ending}
	ids := append([]coaching.PersonID{f.recording.OwnerID, f.recording.PlannedBy}, f.question.Trajectory.CoachIDs...)
	if f.people, err = castOf(ctx, tx, ids...); err != nil {
		return err
	}
	f.shown, err = api.ShowRecording(ctx, tx, a.actor, f.recording)
	return err
}

func (f *filmFacts) block(a *ask, mode string) filmBlock {
	return filmBlock{
		Recording: f.shown, Question: wordingOf(f.question), Me: string(a.actor.ID), CycleID: string(f.cycle.ID),
		Round: f.cycle.Number, Employee: f.people.Given(f.recording.OwnerID), Coach: f.coach(), Mode: mode,
	}
}
