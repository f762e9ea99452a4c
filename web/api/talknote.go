package api

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// TalkNote is one thing that was said in a talk.
type TalkNote struct {
	ID          string     `json:"id"`
	TalkID      string     `json:"talk_id"`
	Author      Person     `json:"author" doc:"Who typed it"`
	Voice       string     `json:"voice" enum:"employee,coach" doc:"Whose words it is"`
	Kind        string     `json:"kind" enum:"word,insight,agreement"`
	Step        string     `json:"step"`
	Text        string     `json:"text"`
	MomentID    *string    `json:"moment_id"`
	RecordingID *string    `json:"recording_id"`
	PositionMS  *int64     `json:"position_ms"`
	Waits       bool       `json:"waits" doc:"Stands there as hers and waits for her: was it said so"`
	ApprovedAt  *time.Time `json:"approved_at"`
	Version     int        `json:"version"`
	CreatedAt   time.Time  `json:"created_at"`
}

func (p people) talkNote(n coaching.TalkNote) TalkNote {
	shown := TalkNote{
		ID: string(n.ID), TalkID: string(n.TalkID), Author: p.of(n.AuthorID), Voice: string(n.Voice), Kind: n.Kind,
		Step: string(n.Step), Text: n.Text, MomentID: maybe(string(n.MomentID)), RecordingID: maybe(string(n.RecordingID)),
		Waits: n.Waits(), ApprovedAt: perhaps(n.ApprovedAt), Version: n.Version, CreatedAt: instant(n.CreatedAt),
	}
	if n.RecordingID != "" {
		shown.PositionMS = &n.PositionMS
	}
	return shown
}

// talkNoteFrom runs one step of the store and shows the note that it leaves.
func (a *API) talkNoteFrom(ctx context.Context, actor coaching.Actor, step func(*postgres.Tx) (coaching.TalkNote, error)) (*Tagged[TalkNote], error) {
	var shown TalkNote
	err := a.as(ctx, actor, func(tx *postgres.Tx) error {
		found, err := step(tx)
		if err != nil {
			return err
		}
		named, err := names(ctx, tx, found.AuthorID)
		shown = named.talkNote(found)
		return err
	})
	return tagged(shown, shown.Version, err)
}

// TalkNotes lists what was said.
func (a *API) TalkNotes() Operation {
	return Do(a, "talk-notes", "What was said in a talk", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[List[TalkNote]], error) {
		var shown []TalkNote
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			found, err := tx.TalkNotes(ctx, coaching.TalkID(in.ID))
			if err != nil {
				return err
			}
			var writers []coaching.PersonID
			for _, note := range found {
				writers = append(writers, note.AuthorID)
			}
			named, err := names(ctx, tx, writers...)
			shown = each(found, named.talkNote)
			return err
		})
		return of(whole(shown), err)
	})
}

type talkNoteInput struct {
	ByID
	Body struct {
		ID          string `json:"id,omitempty" doc:"A UUIDv7 of your own makes a repeated request harmless"`
		Voice       string `json:"voice" doc:"employee or coach: whose words it is"`
		Kind        string `json:"kind" doc:"word, insight or agreement"`
		Step        string `json:"step"`
		Text        string `json:"text"`
		MomentID    string `json:"moment_id,omitempty" doc:"Her words at a moment open the coach's mark"`
		RecordingID string `json:"recording_id,omitempty"`
		PositionMS  int64  `json:"position_ms,omitempty"`
	}
}

func (in *talkNoteInput) note() coaching.TalkNote {
	b := in.Body
	return coaching.TalkNote{
		ID: coaching.TalkNoteID(b.ID), TalkID: coaching.TalkID(in.ID), Voice: coaching.TalkVoice(b.Voice), Kind: b.Kind,
		Step: coaching.TalkStep(b.Step), Text: b.Text, MomentID: coaching.MomentID(b.MomentID),
		RecordingID: coaching.RecordingID(b.RecordingID), PositionMS: b.PositionMS,
	}
}

// CreateTalkNote writes down what was said.
func (a *API) CreateTalkNote() Operation {
	return Make(a, "create-talk-note", "Write down what was said", func(ctx context.Context, actor coaching.Actor, in *talkNoteInput) (*Tagged[TalkNote], error) {
		return a.talkNoteFrom(ctx, actor, func(tx *postgres.Tx) (coaching.TalkNote, error) {
			for field, id := range map[string]string{"moment_id": in.Body.MomentID, "recording_id": in.Body.RecordingID} {
				if err := checkID(field, id); err != nil {
					return coaching.TalkNote{}, visible(ctx, tx, in.ID, err)
				}
			}
			note := in.note()
			if err := note.Check(); err != nil {
				return note, visible(ctx, tx, in.ID, err)
			}
			return tx.CreateTalkNote(ctx, actor, note, a.Now())
		})
	})
}

// TalkNote reads one note.
func (a *API) TalkNote() Operation {
	return Do(a, "talk-note", "One note of a talk", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Tagged[TalkNote], error) {
		return a.talkNoteFrom(ctx, actor, func(tx *postgres.Tx) (coaching.TalkNote, error) {
			return tx.TalkNote(ctx, coaching.TalkNoteID(in.ID))
		})
	})
}

type talkNoteChange struct {
	ByID
	Change
	Body struct {
		Text  *string `json:"text,omitempty"`
		Kind  *string `json:"kind,omitempty"`
		Voice *string `json:"voice,omitempty"`
	}
}

// ChangeTalkNote rewords a note. Her own rewording is approved; the coach's waits for her.
func (a *API) ChangeTalkNote() Operation {
	return Do(a, "change-talk-note", "Reword a note", func(ctx context.Context, actor coaching.Actor, in *talkNoteChange) (*Tagged[TalkNote], error) {
		return a.talkNoteFrom(ctx, actor, func(tx *postgres.Tx) (coaching.TalkNote, error) {
			there, err := tx.TalkNote(ctx, coaching.TalkNoteID(in.ID))
			if err != nil {
				return there, err
			}
			version, err := in.version()
			if err != nil {
				return there, err
			}
			if in.Body.Text != nil {
				there.Text = *in.Body.Text
			}
			if in.Body.Kind != nil {
				there.Kind = *in.Body.Kind
			}
			if in.Body.Voice != nil {
				there.Voice = coaching.TalkVoice(*in.Body.Voice)
			}
			return tx.ChangeTalkNote(ctx, actor, there, version, a.Now())
		})
	})
}

type talkNoteStep struct {
	ByID
	Change
}

// ApproveTalkNote is her "so I said it".
func (a *API) ApproveTalkNote() Operation {
	return Do(a, "approve-talk-note", "Say that it was said so", func(ctx context.Context, actor coaching.Actor, in *talkNoteStep) (*Tagged[TalkNote], error) {
		return a.talkNoteFrom(ctx, actor, func(tx *postgres.Tx) (coaching.TalkNote, error) {
			version, err := in.of(ctx, tx)
			if err != nil {
				return coaching.TalkNote{}, err
			}
			return tx.ApproveTalkNote(ctx, actor, coaching.TalkNoteID(in.ID), version, a.Now())
		})
	})
}

// DeleteTalkNote takes a note away; its text is gone at once.
func (a *API) DeleteTalkNote() Operation {
	return Do(a, "delete-talk-note", "Take a note away", func(ctx context.Context, actor coaching.Actor, in *talkNoteStep) (*Nothing, error) {
		return nothing(a.as(ctx, actor, func(tx *postgres.Tx) error {
			version, err := in.of(ctx, tx)
			if err != nil {
				return err
			}
			return tx.WithdrawTalkNote(ctx, actor, coaching.TalkNoteID(in.ID), version, a.Now())
		}))
	})
}

// of is the version of a note that the actor can see.
func (in *talkNoteStep) of(ctx context.Context, tx *postgres.Tx) (int, error) {
	if _, err := tx.TalkNote(ctx, coaching.TalkNoteID(in.ID)); err != nil {
		return 0, err
	}
	return in.version()
}
