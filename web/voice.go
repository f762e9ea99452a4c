package web

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
)

// VoiceFile is the one file of a voice note in the library: an MP4 with one track of AAC.
const VoiceFile = "voice/note.m4a"

const voicePath = "/api/v1/voice-notes"

// VoiceNotes hears what is said aloud, keeps it, and erases it.
type VoiceNotes interface {
	// Take reads all of what a browser recorded, and keeps its sound as the actor's own. Errors: Invalid with field "sound".
	Take(ctx context.Context, actor coaching.Actor, sound []byte) (coaching.VoiceNote, error)
	// Erase takes the actor's note from everybody and destroys its key and its sound.
	Erase(ctx context.Context, actor coaching.Actor, id coaching.VoiceNoteID) error
}

// takeVoiceNote answers 201 with the id that a question is sent with.
func (s *Server) takeVoiceNote(w http.ResponseWriter, r *http.Request) {
	if err := s.keepVoiceNote(w, r); err != nil {
		s.fail(w, r, err)
	}
}

func (s *Server) keepVoiceNote(w http.ResponseWriter, r *http.Request) error {
	actor, _ := actorOf(r)
	if _, err := actor.HolderAs(coaching.Employee); err != nil {
		return err
	}
	if s.Voice == nil {
		return coaching.ErrUnavailable
	}
	sound, err := io.ReadAll(r.Body)
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return coaching.Invalid{{Field: "sound", Code: "too_large"}}
	}
	if err != nil {
		return err
	}
	if len(sound) == 0 {
		return coaching.Invalid{{Field: "sound", Code: "required"}}
	}
	note, err := s.Voice.Take(r.Context(), actor, sound)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusCreated)
	return json.NewEncoder(w).Encode(map[string]any{"id": note.ID, "duration_ms": note.DurationMS})
}

// playVoiceNote serves the sound in ranges, to her and, once she sent it, to her coach.
func (s *Server) playVoiceNote(w http.ResponseWriter, r *http.Request) {
	if err := s.serveVoiceNote(w, r); err != nil {
		s.fail(w, r, err)
	}
}

func (s *Server) serveVoiceNote(w http.ResponseWriter, r *http.Request) error {
	actor, _ := actorOf(r)
	id := coaching.VoiceNoteID(r.PathValue("id"))
	err := s.DB.AsActor(r.Context(), actor, func(tx *postgres.Tx) error {
		_, err := tx.VoiceNote(r.Context(), id)
		return err
	})
	if err != nil {
		return err
	}
	content, err := s.Library.Open(r.Context(), media.RecordingID(id), VoiceFile)
	if err != nil {
		return err
	}
	defer content.Close() //nolint:errcheck // it was only read
	w.Header().Set("Content-Type", "audio/mp4")
	w.Header().Set("Cache-Control", "private, no-store")
	http.ServeContent(w, r, "", time.Time{}, content)
	return nil
}

// eraseVoiceNote throws it away at once.
func (s *Server) eraseVoiceNote(w http.ResponseWriter, r *http.Request) {
	actor, _ := actorOf(r)
	if err := s.dropVoiceNote(r.Context(), actor, coaching.VoiceNoteID(r.PathValue("id"))); err != nil {
		s.fail(w, r, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (s *Server) dropVoiceNote(ctx context.Context, actor coaching.Actor, id coaching.VoiceNoteID) error {
	err := s.DB.AsActor(ctx, actor, func(tx *postgres.Tx) error {
		note, err := tx.VoiceNote(ctx, id)
		if err != nil {
			return err
		}
		return note.MayErase(actor)
	})
	if err == nil && s.Voice == nil {
		err = coaching.ErrUnavailable
	}
	if err != nil {
		return err
	}
	return s.Voice.Erase(ctx, actor, id)
}

// takesVoice says whether the body is a voice note, which is larger than others.
func takesVoice(r *http.Request) bool { return r.Method == http.MethodPost && r.URL.Path == voicePath }

// dropVoice is the button on a page.
func (p *pages) dropVoice(a *ask) error {
	id := coaching.VoiceNoteID(a.r.PathValue("id"))
	var note coaching.VoiceNote
	err := p.as(a, func(tx *postgres.Tx) (err error) {
		note, err = tx.VoiceNote(a.r.Context(), id)
		return err
	})
	if err == nil {
		err = p.dropVoiceNote(a.r.Context(), a.actor, id)
	}
	if err != nil {
		return err
	}
	if note.QuestionID == "" {
		return p.done(a, "/questions/new", "voice_dropped")
	}
	return p.done(a, "/questions/"+string(note.QuestionID), "voice_dropped")
}

// voiceView is a note on a page.
type voiceView struct {
	Src    string
	Length string
	Erase  string // "" where it is not hers
}

func (w words) voice(a *ask, note coaching.VoiceNote) *voiceView {
	view := voiceView{Src: soundPath(note.ID), Length: w.Length(note.DurationMS)}
	if note.MayErase(a.actor) == nil {
		view.Erase = "/voice-notes/" + string(note.ID) + "/erase"
	}
	return &view
}

// voiceElement records what she says with a wording; nil for who is not the employee. unsent is a note that stands in it
// already, or nil.
func (a *ask) voiceElement(unsent *coaching.VoiceNote) *Element {
	if !a.actor.Is(coaching.Employee) {
		return nil
	}
	data := map[string]any{"me": a.actor.ID, "longest_ms": coaching.LongestVoiceNote.Milliseconds()}
	if unsent != nil {
		data["note"] = map[string]any{"id": unsent.ID, "ms": unsent.DurationMS, "src": soundPath(unsent.ID)}
	}
	element := a.element(data, "voice")
	return &element
}

func soundPath(id coaching.VoiceNoteID) string { return voicePath + "/" + string(id) + "/sound" }
