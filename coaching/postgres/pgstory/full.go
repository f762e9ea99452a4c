package pgstory

import (
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// Whole is the story up to Look with at least one row in every table: also a pause, a plan of the coach, a recording
// that the employee keeps to herself, one into which a file is coming, an erased one, an operator's export, a choice that waits, log-in sessions, tokens, a pad,
// a second camera with a code, one-time links, an agreement, an evaluation with its report, and what goes with the helper.
func (s *Story) Whole() *Story {
	s.t.Helper()
	s.Look().link()
	s.helped()
	ctx := s.t.Context()
	s.Sit()
	own := s.Film(s.Cycle.ID, "Voor mezelf", s.day(-5))
	erased := s.Film(s.Cycle.ID, "Weg ermee", s.day(-5))
	s.As(s.Employee, func(tx *postgres.Tx) error {
		if _, err := tx.Share(ctx, s.Employee, erased.ID, s.day(-4)); err != nil {
			return err
		}
		if _, err := tx.RequestErasure(ctx, s.Employee, erased.ID, s.day(-3)); err != nil {
			return err
		}
		if _, err := tx.Pause(ctx, s.Employee, s.Trajectory.ID, s.day(-3)); err != nil {
			return err
		}
		if _, err := tx.Resume(ctx, s.Employee, s.Trajectory.ID, s.day(-2)); err != nil {
			return err
		}
		_, err := tx.CreateAccessToken(ctx, s.Employee, "script", Hash("script"), s.day(-2), nil)
		return err
	})
	s.As(s.Coach, func(tx *postgres.Tx) error {
		if _, err := tx.CreateRecording(ctx, s.Coach, s.Cycle.ID, "Buiten spelen", nil, 5, s.day(-2)); err != nil {
			return err
		}
		if _, err := tx.SetChoice(ctx, s.Coach, s.Cycle.ID, []coaching.AnnotationID{s.Left.ID}); err != nil {
			return err
		}
		return tx.SetPad(ctx, s.Coach, coaching.DefaultPad())
	})
	_, err := s.PG.Owner.ExecContext(ctx, `
		INSERT INTO server_state (key, value, at)
		VALUES ('restored', '2026-01-01T00:00:00Z', $1)`, s.day(-5))
	require.NoError(s.t, err)
	s.Agree().visited()
	s.As(s.Employee, func(tx *postgres.Tx) error {
		trajectory, err := tx.Trajectory(ctx, s.Trajectory.ID)
		if err != nil {
			return err
		}
		planned, err := tx.CreateRecording(ctx, s.Employee, trajectory.OpenCycleID, "Nog niet begonnen", nil, 0, s.day(-2))
		if err != nil {
			return err
		}
		if err := tx.CreateIngestToken(ctx, s.Employee, planned.ID, Hash("ingest"), s.day(-2), s.Now.Add(time.Hour)); err != nil {
			return err
		}
		if err := s.angle(tx, planned.ID); err != nil {
			return err
		}
		if _, err := tx.AskTrim(ctx, s.Employee, own.ID, 1000, 2000, coaching.TrimOther, s.day(-1)); err != nil {
			return err
		}
		_, err = tx.CreateUpload(ctx, s.Employee, coaching.Upload{Purpose: coaching.FilmUpload, RecordingID: planned.ID, Node: "node", Name: "kring.mov", Size: 1000}, s.day(-1))
		return err
	})
	s.Behind(postgres.Export, func(tx *postgres.Tx) error {
		return tx.Log(ctx, "system:export", "export", s.Recording.ID, s.Employee.ID, "on her request", s.day(-1))
	})
	s.Behind(postgres.Login, func(tx *postgres.Tx) error {
		return tx.CreateLoginSession(ctx, Hash("login"), s.Employee.ID, s.day(-1), s.Now.Add(time.Hour))
	})
	s.As(s.Administrator, func(tx *postgres.Tx) error {
		rows := []coaching.Newcomer{{Line: 2, Name: coaching.Name{Given: "Jo", Family: "Smit"}, Email: "jo@x.test", Role: coaching.Employee}}
		_, err := tx.KeepNewcomers(ctx, s.Administrator, "mensen.csv", rows, s.day(-1))
		return err
	})
	s.watchedLive()
	s.shared()
	_, err = s.PG.Owner.ExecContext(ctx, `
		INSERT INTO transparency_page (id, holder_id, location_id, token, contact, shown, changed_at)
		VALUES ($1, $2, $3, 'an-address-for-parents', 'De locatie', true, $4)`, postgres.NewID[string](), s.Holder.ID, s.Locations[0].ID, s.day(-1))
	require.NoError(s.t, err)
	s.organised().counted()
	_, err = s.PG.Owner.ExecContext(ctx, `
		SELECT audit.add(jsonb_populate_record(NULL::audit_entry, jsonb_build_object('holder_id', $1::uuid, 'at', $2::timestamptz,
			'actor', 'system:login', 'act', 'logged_in', 'thing_kind', '', 'source', 'login_session')))`, s.Other.ID, s.day(-1))
	require.NoError(s.t, err)
	s.undone()
	return s.retained(own).register(own).office(own).putBack()
}

// putBack: the server was put back from a backup, and nobody has looked yet.
func (s *Story) putBack() *Story {
	s.t.Helper()
	_, err := s.PG.Owner.ExecContext(s.t.Context(), `
		INSERT INTO restore (id, holder_id, backup_at, restored_at)
		VALUES ($1, $2, $3, $4)`, postgres.NewID[coaching.RestoreID](), s.Holder.ID, s.day(-5), s.day(-5))
	require.NoError(s.t, err)
	return s
}

// angle: a second camera may film for it, another one may join with a code.
func (s *Story) angle(tx *postgres.Tx, of coaching.RecordingID) error {
	ctx := s.t.Context()
	angle, err := tx.CreateAngle(ctx, s.Employee, of, "", coaching.AngleLive, s.day(-2))
	if err != nil {
		return err
	}
	if err := tx.CreateIngestToken(ctx, s.Employee, angle.ID, Hash("angle"), s.day(-2), s.Now.Add(time.Hour)); err != nil {
		return err
	}
	_, err = tx.OpenCode(ctx, s.Employee, of, angle.Number, Hash("123456"), "Sanne", s.Now.Add(-time.Minute))
	return err
}

// watchedLive: she is filming now, her coach watches, has made a mark, and was away for a moment.
func (s *Story) watchedLive() {
	s.t.Helper()
	ctx := s.t.Context()
	var live coaching.Recording
	s.As(s.Employee, func(tx *postgres.Tx) error {
		trajectory, err := tx.Trajectory(ctx, s.Trajectory.ID)
		if err != nil {
			return err
		}
		if live, err = tx.CreateRecording(ctx, s.Employee, trajectory.OpenCycleID, "Nu in de kring", nil, 0, s.day(-1)); err != nil {
			return err
		}
		_, err = tx.InviteLive(ctx, s.Employee, live.ID, s.Coach.ID, s.Now.Add(-time.Minute))
		return err
	})
	s.Behind(postgres.Ingest, func(tx *postgres.Tx) error {
		_, err := tx.BeginTake(ctx, live.ID, "node", s.Now.Add(-time.Minute))
		return err
	})
	s.As(s.Coach, func(tx *postgres.Tx) error {
		if _, err := tx.CreateAnnotation(ctx, s.Coach, coaching.Annotation{
			RecordingID: live.ID, StartMS: 1000, EndMS: 1000, Kind: coaching.Top, Text: "Je wacht", CreatedAt: s.Now,
		}); err != nil {
			return err
		}
		if err := tx.CreateWatchToken(ctx, s.Coach, live.ID, Hash("watch"), nil, s.Now, s.Now.Add(time.Hour)); err != nil {
			return err
		}
		return tx.Log(ctx, string(s.Coach.ID), "watch", live.ID, s.Employee.ID, "", s.Now)
	})
	s.Behind(postgres.Watch, func(tx *postgres.Tx) error {
		return tx.Log(ctx, string(s.Coach.ID), "watch_end", live.ID, s.Employee.ID, "", s.Now)
	})
}

// retained has what goes with how long things are kept: new terms, a later end and the question for one, words that
// were put aside, and what the server remembers of its clock and storage.
func (s *Story) retained(own coaching.Recording) *Story {
	s.t.Helper()
	ctx := s.t.Context()
	until := s.day(100).Format(time.DateOnly)
	s.As(s.Administrator, func(tx *postgres.Tx) error {
		_, err := tx.SetTerms(ctx, s.Administrator, coaching.Terms{ReviewDays: 10, CapDays: 60, HoursYears: 3}, s.day(-1))
		return err
	})
	s.As(s.Employee, func(tx *postgres.Tx) error {
		_, err := tx.Extend(ctx, s.Employee, own.ID, until, "Voor het teamoverleg", s.day(-1))
		return err
	})
	s.As(s.Coach, func(tx *postgres.Tx) error {
		_, err := tx.Extend(ctx, s.Coach, s.Recording.ID, until, "We kijken er nog eens naar", s.day(-1))
		return err
	})
	s.Behind(postgres.Retain, func(tx *postgres.Tx) error {
		if err := tx.KeepWords(ctx, s.Recording.ID); err != nil {
			return err
		}
		if err := tx.SetClock(ctx, "node", coaching.FirstClock(s.day(-1))); err != nil {
			return err
		}
		return tx.NoteFindings(ctx, "node", []coaching.Finding{{Kind: coaching.StrayFiles, Name: "unknown", Files: 1, Bytes: 10}}, s.day(-1))
	})
	return s
}

// link: the employee used a link of the administrator's and has a newer one, her colleague one of the operator's.
func (s *Story) link() {
	s.t.Helper()
	ctx := s.t.Context()
	invite := func(token string, at time.Time) {
		s.As(s.Administrator, func(tx *postgres.Tx) error {
			_, err := tx.MakeInvitation(ctx, s.Administrator, s.Employee.ID, Hash(token), at)
			return err
		})
	}
	invite("used link", s.Now.Add(-2*time.Hour))
	s.Behind(postgres.Link, func(tx *postgres.Tx) error {
		_, err := tx.UseInvitation(ctx, Hash("used link"), s.passwordHash, s.Now.Add(-time.Hour))
		return err
	})
	invite("link", s.Now.Add(-time.Minute))
	s.Behind(postgres.Invite, func(tx *postgres.Tx) error {
		_, _, err := tx.InviteByOperator(ctx, postgres.OperatorInvitation{
			Holder: s.Holder.Name, Email: s.Colleague.Email, Role: coaching.Employee, Location: s.Locations[0].Name,
		}, Hash("operator's link"), s.Now.Add(-time.Minute))
		return err
	})
}
