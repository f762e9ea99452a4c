package main

import (
	"bytes"
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/media/film"
)

// aloud is how long she speaks.
const aloud = media.Millis(9000)

// sayAloud has her say the first wording of her question, unless she did: the sound of the film, as a browser sends it.
func (s *demoStory) sayAloud(ctx context.Context, question coaching.Question) error {
	var there []coaching.VoiceNote
	if err := s.as(ctx, s.employee, func(tx *postgres.Tx) (err error) {
		there, err = tx.VoiceNotes(ctx, question.ID)
		return err
	}); err != nil || len(there) > 0 {
		return err
	}
	var sound bytes.Buffer
	recorder, err := film.NewRecorder(&sound, 0, 0)
	if err != nil {
		return err
	}
	if err := s.units(ctx, aloud, func(u film.Unit) error {
		if u.Kind != media.Audio {
			return nil
		}
		return recorder.Write(u, u.At)
	}); err != nil {
		return err
	}
	note, err := s.voice.Take(ctx, s.employee, sound.Bytes())
	if err != nil {
		return err
	}
	return s.as(ctx, s.employee, func(tx *postgres.Tx) error {
		return tx.SendVoiceNote(ctx, s.employee, note.ID, question, 1, s.day(-30))
	})
}

// agree has the two settle what stays between them, unless they did.
func (s *demoStory) agree(ctx context.Context, question coaching.Question) error {
	var said coaching.Agreement
	err := s.as(ctx, s.coach, func(tx *postgres.Tx) (err error) {
		if said, err = tx.Agreement(ctx, question.Trajectory); err != nil || said.Newest() != nil {
			return err
		}
		said, err = tx.ProposeAgreement(ctx, s.coach, question.Trajectory.ID, []coaching.Sharing{coaching.ShareReport}, "", s.day(-27))
		return err
	})
	if err != nil || said.Settled() {
		return err
	}
	return s.as(ctx, s.employee, func(tx *postgres.Tx) error {
		_, err := tx.Agree(ctx, s.employee, question.Trajectory.ID, said.Newest().Number, s.day(-27).Add(time.Hour))
		return err
	})
}
