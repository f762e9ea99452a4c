package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// planTalk says when the two will talk.
func (p *pages) planTalk(a *ask) error {
	id := coaching.CycleID(a.r.PathValue("id"))
	err := p.as(a, func(tx *postgres.Tx) error {
		cycle, err := tx.Cycle(a.r.Context(), id)
		if err != nil {
			return err
		}
		holder, err := tx.Holder(a.r.Context(), cycle.HolderID)
		if err != nil {
			return err
		}
		at, err := time.ParseInLocation("2006-01-02 15:04", a.r.PostFormValue("date")+" "+a.r.PostFormValue("time"), zoneOf(holder))
		if err != nil {
			return coaching.Invalid{{Field: "planned_for", Code: "not_a_date"}}
		}
		_, err = tx.PlanTalk(a.r.Context(), a.actor, id, at, a.now)
		return err
	})
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderTalk(a, http.StatusUnprocessableEntity, talkForms{problem: wrong.summary, planWrong: wrong.of("planned_for")})
	}
	if err != nil {
		return err
	}
	return p.done(a, "/cycles/"+string(id)+"/talk", "talk_planned")
}

// onTalk does one thing to the newest talk of the cycle in the path.
func (p *pages) onTalk(a *ask, do func(*postgres.Tx, coaching.Talk) error) error {
	return p.as(a, func(tx *postgres.Tx) error {
		talks, err := tx.Talks(a.r.Context(), coaching.CycleID(a.r.PathValue("id")))
		if err != nil {
			return err
		}
		if len(talks) == 0 {
			return coaching.ErrNotFound
		}
		return do(tx, talks[len(talks)-1])
	})
}

// talkDone goes back to the talk, or shows the form again with what is wrong.
func (p *pages) talkDone(a *ask, err error, forms talkForms, anchor, code string) error {
	if wrong, ok := p.formErrors(a, err); ok {
		forms.problem = wrong.summary
		if forms.note != "" {
			forms.noteWrong = wrong.of("text")
		}
		if forms.minutes != nil {
			forms.minutes.DateWrong, forms.minutes.MinutesWrong = wrong.of("entry.date"), wrong.of("entry.minutes")
		}
		return p.renderTalk(a, http.StatusUnprocessableEntity, forms)
	}
	if err != nil {
		return err
	}
	return p.done(a, "/cycles/"+a.r.PathValue("id")+"/talk"+anchor, code)
}

// writeTalkNote writes down what was said, without script.
func (p *pages) writeTalkNote(a *ask) error {
	text := strings.TrimSpace(a.r.PostFormValue("text"))
	note := coaching.TalkNote{
		Voice: coaching.TalkVoice(a.r.PostFormValue("voice")), Kind: a.r.PostFormValue("kind"),
		Step: coaching.TalkStep(a.r.PostFormValue("step")), MomentID: coaching.MomentID(a.r.PostFormValue("moment")), Text: text,
	}
	err := p.onTalk(a, func(tx *postgres.Tx, talk coaching.Talk) error {
		note.TalkID = talk.ID
		_, err := tx.CreateTalkNote(a.r.Context(), a.actor, note, a.now)
		return err
	})
	return p.talkDone(a, err, talkForms{note: text}, "?step="+string(note.Step)+"#notes", "talk_note_kept")
}

// skipMoment opens the coach's mark without her words.
func (p *pages) skipMoment(a *ask) error {
	moment := coaching.MomentID(a.r.PostFormValue("moment"))
	err := p.onTalk(a, func(tx *postgres.Tx, talk coaching.Talk) error {
		_, err := tx.OpenMoment(a.r.Context(), a.actor, talk.ID, moment, a.now)
		return err
	})
	return p.talkDone(a, err, talkForms{}, "#moments", "")
}

// settleNote is what she answers to what stands there as hers, or what its author makes of it.
func (p *pages) settleNote(a *ask) error {
	ctx, id := a.r.Context(), coaching.TalkNoteID(a.r.PostFormValue("note"))
	version, _ := strconv.Atoi(a.r.PostFormValue("version"))
	text := strings.TrimSpace(a.r.PostFormValue("text"))
	code := "talk_note_approved"
	err := p.onTalk(a, func(tx *postgres.Tx, talk coaching.Talk) error {
		note, err := tx.TalkNote(ctx, id)
		if err == nil && note.TalkID != talk.ID {
			err = coaching.ErrNotFound
		}
		if err != nil {
			return err
		}
		switch a.r.PostFormValue("act") {
		case "approve":
			_, err = tx.ApproveTalkNote(ctx, a.actor, id, version, a.now)
		case "withdraw":
			code = "talk_note_withdrawn"
			err = tx.WithdrawTalkNote(ctx, a.actor, id, version, a.now)
		default:
			code = "talk_note_kept"
			note.Text = text
			_, err = tx.ChangeTalkNote(ctx, a.actor, note, version, a.now)
		}
		return err
	})
	problem := talkForms{}
	if errors.Is(err, coaching.ErrStale) && text != "" {
		problem.note = text // what she typed stands in the field for a new note
	}
	return p.talkDone(a, err, problem, "#notes", code)
}

func (p *pages) endTalk(a *ask) error {
	err := p.onTalk(a, func(tx *postgres.Tx, talk coaching.Talk) error {
		_, err := tx.EndTalk(a.r.Context(), a.actor, talk.ID, a.now)
		return err
	})
	return p.talkDone(a, err, talkForms{}, "", "talk_ended")
}

// confirmTalk keeps the minutes as the coach confirms them.
func (p *pages) confirmTalk(a *ask) error {
	form := talkMinutes{Date: a.r.PostFormValue("date"), Minutes: strings.TrimSpace(a.r.PostFormValue("minutes"))}
	err := p.onTalk(a, func(tx *postgres.Tx, talk coaching.Talk) error {
		minutes, err := strconv.Atoi(form.Minutes)
		if err != nil {
			return coaching.Invalid{{Field: "entry.minutes", Code: "not_a_number"}}
		}
		if a.r.PostFormValue("confirm") != "yes" {
			form.ConfirmWrong = a.say.T("error.field.required")
			return coaching.Invalid{{Field: "confirm", Code: "required"}}
		}
		return tx.ConfirmTalk(a.r.Context(), a.actor, talk.ID, coaching.Entry{HeldOn: form.Date, Minutes: minutes}, a.now)
	})
	return p.talkDone(a, err, talkForms{minutes: &form}, "", "talk_minutes")
}
