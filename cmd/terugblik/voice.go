package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/media/jobs"
	"terugblik/media/voice"
	"terugblik/web"
)

// voiceWithin is how long a browser waits for its note to be heard.
const voiceWithin = 30 * time.Second

// voiceNotes takes in what is said aloud, and erases it.
type voiceNotes struct {
	work *work
	node string
	now  func() time.Time
	busy chan struct{} // room for as many children as may listen at once
}

// Take lets a child hear the note to its end, and keeps what it wrote anew: hers alone until she sends it. Errors:
// coaching.Invalid for "sound", media.ErrDiskFull.
func (v *voiceNotes) Take(ctx context.Context, actor coaching.Actor, sound []byte) (note coaching.VoiceNote, err error) {
	ctx, cancel := context.WithTimeout(ctx, voiceWithin)
	defer cancel()
	select {
	case v.busy <- struct{}{}:
		defer func() { <-v.busy }()
	case <-ctx.Done():
		return note, coaching.ErrUnavailable
	}
	file, err := inMemory(sound)
	if err != nil {
		return note, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if err := v.work.library.Room(int64(len(sound))); err != nil {
		return note, err
	}
	name := media.RecordingID(postgres.NewID[string]()) // of the folder: the note has its own id once it is one
	order := jobs.ChildOrder{Kind: jobs.Voice{}.Kind(), Recording: name, Size: int64(len(sound)), Files: []string{"note"}}
	err = v.work.inChild(ctx, job("voice", name, 1), order, []*os.File{file}, nil, func(folder string, result json.RawMessage) error {
		var spoken voice.Spoken
		if err := json.Unmarshal(result, &spoken); err != nil {
			return fmt.Errorf("read the result of hearing: %w", err)
		}
		note, err = v.keep(ctx, actor, folder, spoken)
		return err
	})
	return note, unheard(err)
}

// keep has the record first, so that no file belongs to nothing.
func (v *voiceNotes) keep(ctx context.Context, actor coaching.Actor, folder string, spoken voice.Spoken) (note coaching.VoiceNote, err error) {
	sound, err := os.Open(filepath.Join(folder, filepath.Base(spoken.File)))
	if err != nil {
		return note, err
	}
	defer func() { err = errors.Join(err, sound.Close()) }()
	err = v.work.db.AsActor(ctx, actor, func(tx *postgres.Tx) (err error) {
		note, err = tx.CreateVoiceNote(ctx, actor, int64(spoken.Duration), v.node, v.now())
		return err
	})
	if err != nil {
		return note, err
	}
	id := media.RecordingID(note.ID)
	if err = v.work.library.Create(ctx, id); err == nil {
		err = v.work.library.Put(ctx, id, web.VoiceFile, sound)
	}
	if err != nil {
		return note, errors.Join(err, v.Erase(context.WithoutCancel(ctx), actor, note.ID))
	}
	return note, nil
}

// unheard turns what a child says of a file into what its sender understands.
func unheard(err error) error {
	switch {
	case errors.Is(err, media.ErrTooLong):
		return coaching.Invalid{{Field: "sound", Code: "too_long"}}
	case errors.Is(err, media.ErrNoMedia), errors.Is(err, media.ErrUnreadable), errors.Is(err, media.ErrUnsupported), errors.Is(err, jobs.ErrNoResult):
		return coaching.Invalid{{Field: "sound", Code: "not_sound"}}
	}
	return err
}

// Erase takes a note from everybody at once, and destroys its key and its sound. What a crash leaves Sweep ends.
func (v *voiceNotes) Erase(ctx context.Context, actor coaching.Actor, id coaching.VoiceNoteID) error {
	var note coaching.VoiceNote
	err := v.work.db.AsActor(ctx, actor, func(tx *postgres.Tx) (err error) {
		note, err = tx.HideVoiceNote(ctx, actor, id, v.now())
		return err
	})
	if err != nil || note.Node != v.node {
		return err
	}
	return v.erase(context.WithoutCancel(ctx), id)
}

func (v *voiceNotes) erase(ctx context.Context, id coaching.VoiceNoteID) error {
	if _, err := v.work.library.Erase(ctx, media.RecordingID(id)); err != nil {
		return err
	}
	return v.work.db.AsDoor(ctx, postgres.Erase, func(tx *postgres.Tx) error { return tx.ForgetVoiceNote(ctx, id) })
}

// sweep hides the notes that have had their time, and erases all that are hidden.
func (v *voiceNotes) sweep(ctx context.Context, now time.Time) error {
	if err := v.work.db.AsDoor(ctx, postgres.Retain, func(tx *postgres.Tx) error {
		_, err := tx.ExpireVoiceNotes(ctx, now)
		return err
	}); err != nil {
		return err
	}
	var hidden []coaching.VoiceNoteID
	if err := v.work.db.AsDoor(ctx, postgres.Erase, func(tx *postgres.Tx) (err error) {
		hidden, err = tx.HiddenVoiceNotes(ctx, v.node)
		return err
	}); err != nil {
		return err
	}
	for _, id := range hidden {
		if err := v.erase(ctx, id); err != nil {
			return err
		}
	}
	return nil
}
