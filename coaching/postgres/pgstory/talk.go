package pgstory

import (
	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Sit: the two talk about Recording, before or after its release. The coach wrote down what she said, once at a
// place, which waits for her; she wrote down an agreement herself.
func (s *Story) Sit() *Story {
	s.t.Helper()
	ctx := s.t.Context()
	s.As(s.Coach, func(tx *postgres.Tx) (err error) {
		s.Talk, err = tx.StartTalk(ctx, s.Coach, s.Cycle.ID, s.Recording.ID, coaching.Together, s.day(-2))
		return err
	})
	said := coaching.TalkNote{TalkID: s.Talk.ID, Voice: coaching.VoiceEmployee, Kind: "word", Step: "look", Text: "Ik wacht tot ze klaar is"}
	at := said
	at.RecordingID, at.PositionMS = s.Recording.ID, 61_000
	if len(s.Release.Moments) > 0 {
		at.MomentID = s.Release.Moments[0].ID
	}
	s.Said = s.Say(s.Coach, at)
	s.Say(s.Coach, said)
	said.Kind, said.Text = "agreement", "Maandag bij het fruit"
	s.Say(s.Employee, said)
	return s
}

// Say writes one note down in Talk.
func (s *Story) Say(actor coaching.Actor, note coaching.TalkNote) (made coaching.TalkNote) {
	s.t.Helper()
	s.As(actor, func(tx *postgres.Tx) (err error) {
		made, err = tx.CreateTalkNote(s.t.Context(), actor, note, s.day(-2))
		return err
	})
	return made
}
