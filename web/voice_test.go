package web_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/web"
)

// storeVoice puts the sound of a note where it is served from.
func (s *site) storeVoice(id coaching.VoiceNoteID) {
	s.t.Helper()
	ctx := s.t.Context()
	require.NoError(s.t, s.library.Create(ctx, media.RecordingID(id)))
	require.NoError(s.t, s.library.Put(ctx, media.RecordingID(id), web.VoiceFile, strings.NewReader("0123456789")))
}

func TestAVoiceNoteIsHeardInRangesByHerAndOnceSentByHerCoach(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Ask()
	var draft coaching.VoiceNote
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		draft, err = tx.CreateVoiceNote(t.Context(), s.Employee, 4000, "node", s.Now)
		return err
	})
	s.storeVoice(draft.ID)
	path := "/api/v1/voice-notes/" + string(draft.ID) + "/sound"
	got := s.as(s.Employee).with("Range", "bytes=2-4").get(path)
	require.Equal(t, http.StatusPartialContent, got.StatusCode)
	require.Equal(t, "234", got.body)
	require.Equal(t, "audio/mp4", got.Header.Get("Content-Type"))
	require.Equal(t, "private, no-store", got.Header.Get("Cache-Control"))
	require.Equal(t, http.StatusNotFound, s.as(s.Coach).get(path).StatusCode, "not before she sends it")
	s.As(s.Employee, func(tx *postgres.Tx) error {
		return tx.SendVoiceNote(t.Context(), s.Employee, draft.ID, s.Question, 1, s.Now)
	})
	require.Equal(t, "0123456789", s.as(s.Coach).get(path).body)
	require.Contains(t, s.as(s.Coach).get("/questions/"+string(s.Question.ID)).body, path)
	require.Equal(t, http.StatusForbidden, s.as(s.Coach).do("DELETE", "/api/v1/voice-notes/"+string(draft.ID), "").StatusCode)
	require.Equal(t, http.StatusNotFound, s.as(s.Employee).get("/api/v1/voice-notes/nonsense/sound").StatusCode)
	_, err := s.library.Erase(t.Context(), media.RecordingID(draft.ID))
	require.NoError(t, err)
	require.GreaterOrEqual(t, s.as(s.Coach).get(path).StatusCode, 400, "without its key there is nothing")
}

func TestAVoiceNoteIsTakenFromEmployeesAndHasALimit(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	require.Equal(t, http.StatusForbidden, s.as(s.Coach).do("POST", "/api/v1/voice-notes", "x").StatusCode)
	require.Equal(t, http.StatusServiceUnavailable, s.as(s.Employee).do("POST", "/api/v1/voice-notes", "x").StatusCode, "this server hears nothing")
}

func TestWhoOnlySpeaksNeedNotWrite(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	var note coaching.VoiceNote
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		note, err = tx.CreateVoiceNote(t.Context(), s.Employee, 4000, "node", s.Now)
		return err
	})
	form := s.as(s.Employee).with("Content-Type", "application/x-www-form-urlencoded")
	got := form.do("POST", "/questions", "text=&voice_note_id="+string(note.ID)+"&accept=&coach_id="+string(s.Coach.ID))
	require.Equal(t, http.StatusSeeOther, got.StatusCode, got.body)
	path := got.Header.Get("Location")
	require.Contains(t, s.as(s.Coach).get(path).body, "/api/v1/voice-notes/"+string(note.ID)+"/sound")
	require.NotContains(t, s.as(s.Employee).get(path).body, "/versions/1/accept", "that she spoke is no question")
	require.Contains(t, s.as(s.Employee).get(path).body, path+"/end", "she can stop before there is a question")
	require.Equal(t, http.StatusSeeOther, s.as(s.Employee).post(path+"/end").StatusCode)
	got = form.do("POST", "/questions", "text=&accept=yes")
	require.Equal(t, http.StatusUnprocessableEntity, got.StatusCode, "a question that is hers at once has words")
}

func TestTheHelperOffersMomentsAndExamples(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	page := s.as(s.Employee).get("/questions/new?moment=table").body
	for _, want := range []string{"trots", "Eten aan tafel", "Ze luisteren niet", "tb-voice", "Kring"} {
		require.Contains(t, strings.ToLower(page), strings.ToLower(want))
	}
}

func TestWhereTheyStandAndWhatSheTriedIsOnThePages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Look()
	cycle := "/cycles/" + string(s.Cycle.ID)
	form := s.as(s.Employee).with("Content-Type", "application/x-www-form-urlencoded")
	require.Contains(t, s.as(s.Employee).get(cycle).body, "Jij bent aan zet")
	require.NotContains(t, s.as(s.Coach).get(cycle).body, "Jij bent aan zet")
	require.Equal(t, 303, form.do("POST", cycle+"/practice", "text=Ze+keken+op").StatusCode)
	require.Contains(t, s.as(s.Coach).get(cycle).body, "Ze keken op")
	require.Equal(t, 303, form.do("POST", cycle+"/reminder", "kind=working").StatusCode)
	require.Contains(t, s.as(s.Employee).get("/").body, "Vandaag proberen")
	require.Equal(t, 303, form.do("POST", cycle+"/reminder/seen", "from=home").StatusCode)
	require.NotContains(t, s.as(s.Employee).get("/").body, "Vandaag proberen")
	require.Equal(t, 422, form.do("POST", cycle+"/reminder", "kind=days&time=25:00").StatusCode)
	require.Equal(t, 303, form.do("POST", "/account/preference", "preference=practising").StatusCode)
	require.Contains(t, s.as(s.Coach).get(cycle).body, "Oefenen")
	require.NotContains(t, s.as(s.Manager).get("/manager").body, "Oefenen")
}

// TestWhatSheSaidIsKeptWhenTheFormIsRefused: it was sent before the form; a form that came back without it lost it.
func TestWhatSheSaidIsKeptWhenTheFormIsRefused(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Ask()
	note := func() string {
		var made coaching.VoiceNote
		s.As(s.Employee, func(tx *postgres.Tx) (err error) {
			made, err = tx.CreateVoiceNote(t.Context(), s.Employee, 4000, "node", s.Now)
			return err
		})
		return string(made.ID)
	}
	form := s.as(s.Employee).with("Content-Type", "application/x-www-form-urlencoded")
	for _, path := range []string{"/questions", "/questions/" + string(s.Question.ID) + "/versions"} {
		said := note()
		got := form.do("POST", path, "text=&accept=yes&voice_note_id="+said)
		require.Equal(t, http.StatusUnprocessableEntity, got.StatusCode, path)
		require.Contains(t, got.body, `"src":"/api/v1/voice-notes/`+said+`/sound"`, path)
		require.Equal(t, http.StatusNotFound, s.as(s.Coach).get("/api/v1/voice-notes/"+said+"/sound").StatusCode)
	}
	require.NotContains(t, form.get("/questions/new").body, `"src":`)
}
