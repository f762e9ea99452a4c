// Package pgstory tells one small story with the real store, for tests: a coaching cycle on film.
package pgstory

import (
	"crypto/sha256"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/demo"
	"terugblik/migrations/pgtest"
)

// Story is a database with people in it, and what its chapters have told so far. Each chapter tells what goes before it.
type Story struct {
	*demo.People
	DB  *postgres.DB
	PG  *pgtest.DB
	Now time.Time // all chapters lie before it

	Question   coaching.Question
	Trajectory coaching.Trajectory
	Cycle      coaching.Cycle      // open
	Recording  coaching.Recording  // ready, ten minutes
	Initiative coaching.Annotation // the coach's marks: a child,
	Top        coaching.Annotation // its reception (answers Initiative), a strength
	Answer     coaching.Annotation // the child again (answers Top)
	Growth     coaching.Annotation // a tip
	Left       coaching.Annotation // a draft that is in the choice but not released
	Proud      coaching.Annotation // the employee's own
	Release    coaching.Release    // of Top and Growth, in this order
	Work       coaching.WorkPoint
	Talk       coaching.Talk      // runs, about Recording
	Said       coaching.TalkNote  // the coach wrote down her words at a place; they wait for her
	Written    coaching.Report    // the report that came of the evaluation
	Voice      coaching.VoiceNote // what she said with her first wording

	Own       coaching.Recording // kept to herself, of which the privacy office has a request
	Request   coaching.PrivacyRequest
	Viewing   coaching.Viewing // open now
	Breach    coaching.Breach
	Emergency coaching.Emergency // granted, of a day without film
	Signal    coaching.Signal    // stands, about a day without film

	t            testing.TB
	passwordHash string
}

// New has the people only. passwordHash is everybody's; "" where nobody logs in.
func New(t testing.TB, passwordHash string) *Story {
	t.Helper()
	pg := pgtest.New(t)
	if passwordHash == "" {
		passwordHash = "$none"
	}
	s := &Story{DB: postgres.New(pg.App), PG: pg, Now: time.Now().UTC().Truncate(time.Millisecond), t: t, passwordHash: passwordHash}
	var err error
	s.People, err = demo.Seed(t.Context(), s.DB, passwordHash, s.Now)
	require.NoError(t, err)
	return s
}

// On is a story without people on a database that has its own.
func On(t testing.TB, pg *pgtest.DB, db *postgres.DB) *Story {
	return &Story{People: &demo.People{}, DB: db, PG: pg, Now: time.Now().UTC().Truncate(time.Millisecond), t: t}
}

// As does something for a person that must succeed.
func (s *Story) As(actor coaching.Actor, fn func(*postgres.Tx) error) {
	s.t.Helper()
	require.NoError(s.t, s.DB.AsActor(s.t.Context(), actor, fn))
}

// Behind does something behind a door that must succeed.
func (s *Story) Behind(door postgres.Door, fn func(*postgres.Tx) error) {
	s.t.Helper()
	require.NoError(s.t, s.DB.AsDoor(s.t.Context(), door, fn))
}

// Hash is how a token is stored.
func Hash(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

func (s *Story) day(n int) time.Time { return s.Now.AddDate(0, 0, n) }

// thisYear is a day of the year that runs, n days from now or its first: hours are counted in years.
func (s *Story) thisYear(n int) coaching.Day {
	today := coaching.DayOf(s.Now, s.Holder.Zone())
	return max(today.Plus(n), coaching.Day(s.Now.In(s.Holder.Zone()).Format("2006")+"-01-01"))
}

// Ask: the coach words it better and the employee accepts her own wording of that; cycle 1 is open.
func (s *Story) Ask() *Story {
	s.t.Helper()
	ctx := s.t.Context()
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		s.Question, err = tx.CreateQuestion(ctx, s.Employee, "Ze luisteren niet", "Eten aan tafel", s.Coach.ID, false, s.day(-20))
		return err
	})
	s.As(s.Coach, func(tx *postgres.Tx) (err error) {
		s.Question, err = tx.AddVersion(ctx, s.Coach, s.Question.ID, "Hoe houd ik contact met alle kinderen aan tafel?", "Eten aan tafel", false, s.day(-19))
		return err
	})
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		s.Question, err = tx.AddVersion(ctx, s.Employee, s.Question.ID, "Hoe maak ik contact met alle kinderen aan tafel?", "Eten aan tafel", true, s.day(-18))
		if err != nil {
			return err
		}
		s.Trajectory = s.Question.Trajectory
		s.Cycle, err = tx.Cycle(ctx, s.Trajectory.OpenCycleID)
		return err
	})
	return s
}

// Record: Recording holds one take of ten minutes with one gap and can be watched; only its owner sees it.
func (s *Story) Record() *Story {
	s.t.Helper()
	if s.Cycle.ID == "" {
		s.Ask()
	}
	s.Recording = s.Film(s.Cycle.ID, "Lunch", s.day(-10))
	return s
}

// Film makes one more ready recording of the employee, of ten minutes, in a cycle.
func (s *Story) Film(cycle coaching.CycleID, title string, at time.Time) coaching.Recording {
	s.t.Helper()
	ctx := s.t.Context()
	var recording coaching.Recording
	var take int
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		if recording, err = tx.CreateRecording(ctx, s.Employee, cycle, title, nil, 10, at); err != nil {
			return err
		}
		return tx.CreateIngestToken(ctx, s.Employee, recording.ID, Hash("ingest "+string(recording.ID)), at, s.day(1))
	})
	require.NoError(s.t, postgres.NewVault(s.DB, coaching.ErrNotFound).PutKey(ctx, string(recording.ID), []byte("wrapped")))
	s.Behind(postgres.Ingest, func(tx *postgres.Tx) (err error) {
		if take, err = tx.BeginTake(ctx, recording.ID, "node", at); err != nil {
			return err
		}
		if err := tx.SetZero(ctx, recording.ID, at); err != nil {
			return err
		}
		return tx.EndTake(ctx, recording.ID, take, at.Add(10*time.Minute))
	})
	s.Behind(postgres.Finalise, func(tx *postgres.Tx) error {
		return tx.FinaliseTake(ctx, recording.ID, coaching.Take{
			Number: take, File: "takes/001.mp4", DurationMS: 600_000,
			Video: []byte(`{"kind": "video"}`), Audio: []byte(`{"kind": "audio"}`),
		}, []coaching.Gap{{StartMS: 1000, EndMS: 1400, Track: "video", Reason: "lost"}}, &at)
	})
	s.Behind(postgres.Transcode, func(tx *postgres.Tx) error {
		return tx.Publish(ctx, recording.ID, postgres.Watchable{Generation: 1, Takes: 1, DurationMS: 600_000, Num: 30, Den: 1})
	})
	return s.Read(recording.ID)
}

// Read is a recording as the employee sees it now.
func (s *Story) Read(id coaching.RecordingID) (recording coaching.Recording) {
	s.t.Helper()
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		recording, err = tx.Recording(s.t.Context(), id)
		return err
	})
	return recording
}

// Share: the coach sees Recording.
func (s *Story) Share() *Story {
	s.t.Helper()
	if s.Recording.ID == "" {
		s.Record()
	}
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		s.Recording, err = tx.Share(s.t.Context(), s.Employee, s.Recording.ID, s.day(-9))
		return err
	})
	return s
}

// Mark: the coach's chain of initiative, reception and answer, a tip and one more draft, and what the employee is proud of.
func (s *Story) Mark() *Story {
	s.t.Helper()
	s.Share()
	s.Initiative = s.Note(s.Coach, coaching.Annotation{StartMS: 60_000, EndMS: 60_000, Subject: coaching.SubjectChild, Codes: []string{"vib-microanalyse:kind-initiatief"}})
	s.Top = s.Note(s.Coach, coaching.Annotation{
		StartMS: 61_000, EndMS: 70_000, Kind: coaching.Top, Text: "Je wacht en benoemt", Subject: coaching.SubjectEmployee,
		Codes: []string{"vib-microanalyse:ontvangst-verbaal"}, AnswersID: s.Initiative.ID,
	})
	s.Answer = s.Note(s.Coach, coaching.Annotation{StartMS: 71_000, EndMS: 71_000, Kind: coaching.Observation, Text: "Lacht terug", Subject: coaching.SubjectChild, AnswersID: s.Top.ID})
	s.Growth = s.Note(s.Coach, coaching.Annotation{StartMS: 30_000, EndMS: 35_000, Kind: coaching.Tip, Text: "Tel tot drie"})
	s.Left = s.Note(s.Coach, coaching.Annotation{StartMS: 400_000, EndMS: 405_000, Kind: coaching.Top, Text: "Rondkijken"})
	s.Proud = s.Note(s.Employee, coaching.Annotation{StartMS: 62_000, EndMS: 62_000, Kind: coaching.Proud, Text: "Dit lukte"})
	return s
}

// Note makes one mark in Recording.
func (s *Story) Note(actor coaching.Actor, mark coaching.Annotation) (made coaching.Annotation) {
	s.t.Helper()
	mark.RecordingID = s.Recording.ID
	mark.CreatedAt = s.day(-8)
	s.As(actor, func(tx *postgres.Tx) (err error) {
		made, err = tx.CreateAnnotation(s.t.Context(), actor, mark)
		return err
	})
	return made
}

// Give: Release gives Top and Growth to the employee; she has looked at neither.
func (s *Story) Give() *Story {
	s.t.Helper()
	s.Mark()
	ctx := s.t.Context()
	s.As(s.Coach, func(tx *postgres.Tx) (err error) {
		if _, err = tx.SetChoice(ctx, s.Coach, s.Cycle.ID, []coaching.AnnotationID{s.Growth.ID, s.Top.ID}); err != nil {
			return err
		}
		entry := coaching.Entry{HeldOn: string(s.thisYear(-7)), Kind: "feedback", Minutes: 45}
		s.Release, err = tx.Release(ctx, s.Coach, s.Cycle.ID, "Kijk eens wat jij doet", entry, s.day(-7))
		return err
	})
	return s
}

// Look: the employee has looked at Top, which is open to her now, and has answered; Growth is still shut.
func (s *Story) Look() *Story {
	s.t.Helper()
	s.Give()
	ctx := s.t.Context()
	s.As(s.Employee, func(tx *postgres.Tx) (err error) {
		if _, err = tx.CreateLook(ctx, s.Employee, s.Release.Moments[0].ID, coaching.SeenSomething, "Ik wacht", s.day(-6)); err != nil {
			return err
		}
		if _, err = tx.CreateReply(ctx, s.Employee, s.Top.ID, "", "Ik wachtte dus echt", s.day(-6)); err != nil {
			return err
		}
		s.Work, err = tx.SetWorkPoint(ctx, s.Employee, s.Cycle.ID, coaching.WorkPoint{Text: "Drie tellen wachten", TryWhen: "Lunch", NoticedBy: "Ze kijken op"}, 0)
		return err
	})
	return s
}
