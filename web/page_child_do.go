package web

import (
	"slices"
	"strings"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// settleChild does something about a child, or shows its page again.
func (p *pages) settleChild(a *ask, said string, do func(*postgres.Tx, coaching.ChildID) error) error {
	if err := ofChildren(a.actor); err != nil {
		return err
	}
	id := coaching.ChildID(a.r.PathValue("id"))
	err := p.as(a, func(tx *postgres.Tx) error { return do(tx, id) })
	if wrong, ok := p.formErrors(a, err); ok {
		return p.renderChild(a, statusOf(err), wrong)
	}
	return p.finish(a, err, "/children/"+string(id), said)
}

func (p *pages) changeChild(a *ask) error {
	return p.settleChild(a, "child_changed", func(tx *postgres.Tx, id coaching.ChildID) error {
		_, err := tx.ChangeChild(a.r.Context(), a.actor, coaching.Child{
			ID: id, Name: a.r.PostFormValue("name"), GroupID: coaching.GroupID(a.r.PostFormValue("group_id")),
			LeftOn: coaching.Day(a.r.PostFormValue("left_on")), Version: wholeNumber(a.r.PostFormValue("version")),
		}, a.r.PostFormValue("sure") != "", a.now)
		return err
	})
}

func (p *pages) addGuardian(a *ask) error {
	return p.settleChild(a, "guardian_added", func(tx *postgres.Tx, id coaching.ChildID) error {
		_, err := tx.AddGuardian(a.r.Context(), a.actor, id, a.r.PostFormValue("label"), a.now)
		return err
	})
}

func (p *pages) endGuardian(a *ask) error {
	return p.settleChild(a, "guardian_ended", func(tx *postgres.Tx, id coaching.ChildID) error {
		_, err := tx.EndGuardian(a.r.Context(), a.actor, id, coaching.GuardianID(a.r.PostFormValue("guardian")), a.now)
		return err
	})
}

func (p *pages) noteConsent(a *ask) error {
	act, purposes := coaching.ConsentAct(a.r.PostFormValue("act")), a.r.PostForm["purpose"]
	said := "consent_noted"
	if act != coaching.ActGiven && slices.Contains(purposes, string(coaching.OwnQuestion)) {
		said = "consent_against"
	}
	return p.settleChild(a, said, func(tx *postgres.Tx, id coaching.ChildID) error {
		ctx := a.r.Context()
		child, err := tx.Child(ctx, id)
		if err != nil {
			return err
		}
		holder, err := tx.Holder(ctx, a.actor.At())
		if err != nil {
			return err
		}
		at, err := saidOn(coaching.Day(strings.TrimSpace(a.r.PostFormValue("on"))), a.now, holder.Zone())
		if err != nil {
			return err
		}
		var lines []coaching.ChildConsent
		for _, guardian := range guardiansOf(child, a.r.PostFormValue("guardian")) {
			for _, purpose := range purposes {
				lines = append(lines, coaching.ChildConsent{
					ChildID: id, GuardianID: guardian, Purpose: coaching.Purpose(purpose), Act: act, At: at,
					How: coaching.ConsentHow(a.r.PostFormValue("how")), TextVersion: coaching.CurrentChildConsentText,
				})
			}
		}
		if len(lines) == 0 {
			return coaching.Invalid{{Field: "purpose", Code: "required"}}
		}
		_, err = tx.NoteConsent(ctx, a.actor, lines, a.now)
		return err
	})
}

// saidOn is when something was said on a day: now when that is today, else it counts from the end of the day.
func saidOn(day coaching.Day, now time.Time, zone *time.Location) (time.Time, error) {
	if day == "" || day == coaching.DayOf(now, zone) {
		return now, nil
	}
	if _, ok := coaching.ParseDay(string(day)); !ok {
		return now, coaching.Invalid{{Field: "at", Code: "not_a_date"}}
	}
	return day.Over(zone).Add(-1), nil
}

// guardiansOf are who decide for a child, or the one that is chosen.
func guardiansOf(child coaching.Child, chosen string) (ids []coaching.GuardianID) {
	if chosen != allGuardians {
		return []coaching.GuardianID{coaching.GuardianID(chosen)}
	}
	for _, guardian := range child.Guardians {
		if guardian.EndedAt == nil {
			ids = append(ids, guardian.ID)
		}
	}
	return ids
}
