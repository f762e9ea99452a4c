package coaching

import "time"

// The limits of a voice note.
const (
	LongestVoiceNote = 2 * time.Minute
	LargestVoiceNote = 6 << 20 // bytes as a browser sends it: two minutes at 400 kbit/s
	DraftVoiceNote   = 24 * time.Hour
	KeepVoiceNote    = 30 // days after its trajectory ended
)

// VoiceNote is what the employee said aloud of her question. It is hers alone until she sends it with a wording.
type VoiceNote struct {
	ID         VoiceNoteID
	HolderID   HolderID
	EmployeeID PersonID
	QuestionID QuestionID // "" until it is sent
	Number     int        // of the wording that it was sent with; 0 until then
	DurationMS int64
	Node       string // that keeps it
	MadeAt     time.Time
	SentAt     *time.Time
}

// MaySend says whether the actor may send the note with a wording of the question: her own note, once.
func (v VoiceNote) MaySend(actor Actor, q Question) error {
	if v.EmployeeID != actor.ID || q.EmployeeID != actor.ID {
		return ErrNotFound
	}
	if v.SentAt != nil {
		return Conflict("voice_note_sent")
	}
	return nil
}

// MayErase says whether the actor may throw the note away: it is always hers to do.
func (v VoiceNote) MayErase(actor Actor) error {
	if v.EmployeeID != actor.ID {
		return Forbidden("only_the_owner")
	}
	return nil
}

// VoiceNotesUntil are the instants before which a note must have been made, if it was never sent, and its trajectory must
// have ended, for the note to go now.
func VoiceNotesUntil(now time.Time) (draft, ended time.Time) {
	return now.Add(-DraftVoiceNote), now.AddDate(0, 0, -KeepVoiceNote)
}
