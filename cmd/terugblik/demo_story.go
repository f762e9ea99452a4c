package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/google/uuid"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/demo"
	"terugblik/media"
	"terugblik/web"
)

// demoStory tells the demo's coaching: one finished cycle and one open, and a colleague who has just begun. Each step
// looks whether it was done before, so that telling may be interrupted and goes on at the next start.
type demoStory struct {
	db     *postgres.DB
	intake *intake
	voice  *voiceNotes
	told   string // a file that says that the story is whole: from then on the demo belongs to who tries it
	now    time.Time

	employee, colleague, coach, admin, officer, mirjam, nest coaching.Actor
}

// The film that a parent's no reaches.
const (
	lockedTitle  = "Buiten op het plein"
	lockedLength = media.Millis(6000)
)

// tell may take a minute: its films are drawn, coded, finalised and made watchable like any other. Once told it is
// never told again.
func (s *demoStory) tell(ctx context.Context) error {
	if _, err := os.Stat(s.told); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := s.tellAll(ctx); err != nil {
		return err
	}
	return os.WriteFile(s.told, nil, 0o600)
}

func (s *demoStory) tellAll(ctx context.Context) error {
	if err := s.meet(ctx); err != nil {
		return err
	}
	if err := demo.Register(ctx, s.db, s.admin, s.officer, s.now); err != nil {
		return err
	}
	if err := s.hours(ctx); err != nil {
		return err
	}
	if err := s.places(ctx); err != nil {
		return err
	}
	if err := demo.Hire(ctx, s.db, s.nest, s.mirjam, s.now); err != nil {
		return err
	}
	if err := demo.Office(ctx, s.db, s.admin, s.officer, s.now); err != nil {
		return err
	}
	own, err := s.ask(ctx, s.employee, "Eten aan tafel",
		"Ze luisteren niet als we fruit eten.", "Hoe houd ik contact met alle kinderen aan tafel?", "Hoe maak ik contact met alle kinderen aan tafel?")
	if err != nil {
		return err
	}
	if err := s.sayAloud(ctx, own); err != nil {
		return err
	}
	if err := s.agree(ctx, own); err != nil {
		return err
	}
	other, err := s.ask(ctx, s.colleague, "Spelen in de hoek",
		"Ik wil meer meedoen zonder over te nemen.", "", "Hoe doe ik mee in het spel zonder het over te nemen?")
	if err != nil {
		return err
	}
	first, err := s.cycle(ctx, own, 1)
	if err != nil {
		return err
	}
	begun, err := s.cycle(ctx, other, 1)
	if err != nil {
		return err
	}
	fruit, err := s.film(ctx, s.employee, first, "Fruit eten", s.day(-24))
	if err != nil {
		return err
	}
	if err := s.finish(ctx, first, fruit); err != nil {
		return err
	}
	second, err := s.cycle(ctx, own, 2)
	if err != nil {
		return err
	}
	table, err := s.film(ctx, s.employee, second, "Aan tafel met drie tellen", s.day(-3))
	if err != nil {
		return err
	}
	if err := s.giveBack(ctx, second, table); err != nil {
		return err
	}
	if _, err = s.film(ctx, s.colleague, begun, "In de bouwhoek", s.day(-1)); err != nil {
		return err
	}
	yard, err := s.film(ctx, s.colleague, begun, lockedTitle, s.day(-6))
	if err != nil {
		return err
	}
	if err := s.note(ctx, yard); err != nil {
		return err
	}
	return demo.TakeBack(ctx, s.db, s.admin, s.now)
}

// note writes one mark of the coach, whose words stay when the film is locked.
func (s *demoStory) note(ctx context.Context, recording coaching.Recording) error {
	if recording.LockedAt != nil {
		return nil
	}
	return s.as(ctx, s.coach, func(tx *postgres.Tx) error {
		_, err := tx.CreateAnnotation(ctx, s.coach, coaching.Annotation{
			ID: demoID[coaching.AnnotationID](recording.ID, "yard", 1), RecordingID: recording.ID, StartMS: 2000, EndMS: 4000,
			Kind: coaching.Top, Text: "Je loopt mee en wacht tot het kind zelf iets zegt.", Subject: coaching.SubjectEmployee, CreatedAt: s.day(-5),
		})
		return err
	})
}

// meet finds the people of the demo.
func (s *demoStory) meet(ctx context.Context) error {
	for email, into := range map[string]*coaching.Actor{
		"medewerker@demo.test": &s.employee, "collega@demo.test": &s.colleague, "coach@demo.test": &s.coach, "beheer@demo.test": &s.admin,
		"fg@demo.test": &s.officer, "buiten@demo.test": &s.mirjam, "nest@demo.test": &s.nest,
	} {
		var id coaching.PersonID
		err := s.db.AsDoor(ctx, postgres.Login, func(tx *postgres.Tx) (err error) {
			id, _, err = tx.Credential(ctx, email)
			return err
		})
		if err != nil {
			return fmt.Errorf("find %s: %w", email, err)
		}
		err = s.db.AsDoor(ctx, postgres.Session, func(tx *postgres.Tx) (err error) {
			*into, err = tx.PersonActor(ctx, id, s.now)
			return err
		})
		if err != nil {
			return fmt.Errorf("find %s: %w", email, err)
		}
	}
	return nil
}

// hours tells the year for the inspectorate.
func (s *demoStory) hours(ctx context.Context) error {
	hash, err := web.HashPassword(ctx, demoPassword)
	if err != nil {
		return err
	}
	return demo.Hours(ctx, s.db, s.admin, s.coach, hash, s.now)
}

// places tells who belongs where, once there are centres.
func (s *demoStory) places(ctx context.Context) error {
	hash, err := web.HashPassword(ctx, demo.PIN)
	if err != nil {
		return err
	}
	return demo.Places(ctx, s.db, s.admin, []coaching.Actor{s.employee, s.colleague}, hash, s.now)
}

// ask words a question: first the employee, then perhaps a proposal of the coach, then the wording she accepts.
func (s *demoStory) ask(ctx context.Context, who coaching.Actor, situation, first, proposal, accepted string) (question coaching.Question, err error) {
	err = s.as(ctx, who, func(tx *postgres.Tx) error {
		asked, _, err := tx.Questions(ctx, "", 1)
		if err == nil && len(asked) == 1 {
			question = asked[0]
			return nil
		}
		if err == nil {
			question, err = tx.CreateQuestion(ctx, who, first, situation, s.coach.ID, false, s.day(-30))
		}
		return err
	})
	if err == nil && proposal != "" && len(question.Versions) == 1 {
		err = s.as(ctx, s.coach, func(tx *postgres.Tx) (err error) {
			question, err = tx.AddVersion(ctx, s.coach, question.ID, proposal, situation, false, s.day(-29))
			return err
		})
	}
	if err == nil && question.Trajectory.StartedAt == nil {
		err = s.as(ctx, who, func(tx *postgres.Tx) (err error) {
			question, err = tx.AddVersion(ctx, who, question.ID, accepted, situation, true, s.day(-28))
			return err
		})
	}
	return question, err
}

func (s *demoStory) cycle(ctx context.Context, question coaching.Question, number int) (cycle coaching.Cycle, err error) {
	err = s.as(ctx, s.coach, func(tx *postgres.Tx) error {
		cycles, err := tx.Cycles(ctx, question.Trajectory.ID)
		for _, c := range cycles {
			if c.Number == number {
				cycle = c
				return nil
			}
		}
		return errors.Join(err, coaching.ErrNotFound)
	})
	return cycle, err
}

// film makes a recording of a cycle, has it filmed, and shares it when it can be watched.
func (s *demoStory) film(ctx context.Context, who coaching.Actor, cycle coaching.Cycle, title string, at time.Time) (coaching.Recording, error) {
	recording, err := s.recording(ctx, who, cycle, title, at)
	if err != nil {
		return recording, err
	}
	if recording.State == coaching.Planned {
		length := demoLength
		if title == lockedTitle { // nobody will watch it
			length = lockedLength
		}
		if err := s.shoot(ctx, recording, at, length); err != nil {
			return recording, fmt.Errorf("film %q: %w", title, err)
		}
	}
	if recording, err = s.ready(ctx, who, recording.ID); err != nil || recording.SharedAt != nil || cycle.ClosedAt != nil {
		return recording, err
	}
	err = s.as(ctx, who, func(tx *postgres.Tx) error {
		_, err := tx.Share(ctx, who, recording.ID, at.Add(time.Hour))
		return err
	})
	return recording, err
}

func (s *demoStory) recording(ctx context.Context, who coaching.Actor, cycle coaching.Cycle, title string, at time.Time) (recording coaching.Recording, err error) {
	err = s.as(ctx, who, func(tx *postgres.Tx) error {
		there, _, err := tx.Recordings(ctx, postgres.RecordingFilter{Cycle: cycle.ID}, "", 0)
		if err != nil {
			return err
		}
		for _, r := range there {
			if r.Title == title { // others were made by who tries the demo meanwhile
				recording = r
				return nil
			}
		}
		if recording, err = tx.CreateRecording(ctx, who, cycle.ID, title, nil, 5, at); err != nil {
			return err
		}
		group := demo.Owls
		if who.ID == s.colleague.ID {
			group = demo.Hedgehogs
		}
		if err := demo.Present(ctx, tx, who, recording, group, title == lockedTitle, at); err != nil {
			return err
		}
		_, err = tx.GiveConsent(ctx, who, coaching.Consent{
			RecordingID: recording.ID, Purpose: coaching.OwnQuestion, TextVersion: coaching.CurrentConsentText, Language: who.Language,
			Way: coaching.ConsentRequest,
		}, at)
		return err
	})
	return recording, err
}

// ready waits until a recording can be watched.
func (s *demoStory) ready(ctx context.Context, who coaching.Actor, id coaching.RecordingID) (recording coaching.Recording, err error) {
	tick := time.NewTicker(300 * time.Millisecond)
	defer tick.Stop()
	for {
		err = s.as(ctx, who, func(tx *postgres.Tx) (err error) {
			recording, err = tx.Recording(ctx, id)
			return err
		})
		switch {
		case err != nil || recording.State == coaching.Ready:
			return recording, err
		case recording.State == coaching.Failed:
			return recording, fmt.Errorf("recording %s failed: %s", id, recording.Reason)
		}
		select {
		case <-ctx.Done():
			return recording, ctx.Err()
		case <-tick.C:
		}
	}
}

func (s *demoStory) as(ctx context.Context, who coaching.Actor, fn func(*postgres.Tx) error) error {
	return s.db.AsActor(ctx, who, fn)
}

func (s *demoStory) day(n int) time.Time { return s.now.AddDate(0, 0, n) }

// demoID is the same for the same words, so that a step that is told twice is told once.
func demoID[T ~string](recording coaching.RecordingID, what string, number int) T {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %s %d", recording, what, number))
	id := uuid.UUID(sum[:16])
	id[6] = id[6]&0x0f | 0x80 // version 8, of our own making (RFC 9562 section 5.8)
	id[8] = id[8]&0x3f | 0x80
	return T(id.String())
}
