package api

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// HoursLine is one line of minutes that were worked. Nothing says what they were about.
type HoursLine struct {
	ID          string     `json:"id"`
	CycleID     *string    `json:"cycle_id" doc:"null: written down by hand"`
	Coach       *Person    `json:"coach" doc:"null: somebody without an account"`
	With        []Person   `json:"with" doc:"Who was coached, as far as the asker may know"`
	Date        string     `json:"date" doc:"In the holder's time zone"`
	Kind        string     `json:"kind"`
	Minutes     int        `json:"minutes"`
	InRatio     bool       `json:"in_ratio" doc:"While the coach stood in the ratio of staff to children"`
	CentreID    *string    `json:"centre_id" doc:"The only centre; null for several, or for all together"`
	ConfirmedAt *time.Time `json:"confirmed_at" doc:"null: its coach has not confirmed it, and it counts nowhere"`
	ReplacedAt  *time.Time `json:"replaced_at" doc:"Struck through: another line says it better"`
	ReplacesID  *string    `json:"replaces_id"`
	Reason      string     `json:"reason" doc:"Why it replaces another"`
}

func (p people) hoursLine(l coaching.HoursLine) HoursLine {
	line := HoursLine{
		ID: string(l.ID), CycleID: maybe(string(l.CycleID)), With: []Person{}, Date: string(l.HeldOn), Kind: string(l.Kind), Minutes: l.Minutes,
		InRatio: l.InRatio, CentreID: maybe(string(l.CentreID)), ConfirmedAt: l.ConfirmedAt, ReplacedAt: l.ReplacedAt,
		ReplacesID: maybe(string(l.ReplacesID)), Reason: l.Reason,
	}
	if l.CoachID != "" {
		coach := p.of(l.CoachID)
		line.Coach = &coach
	}
	for _, id := range withWhom(l) {
		line.With = append(line.With, p.of(id))
	}
	return line
}

func withWhom(l coaching.HoursLine) []coaching.PersonID {
	if l.EmployeeID != "" {
		return []coaching.PersonID{l.EmployeeID}
	}
	return l.Attended
}

func hoursPeople(lines []coaching.HoursLine) (ids []coaching.PersonID) {
	for _, line := range lines {
		if ids = append(ids, withWhom(line)...); line.CoachID != "" {
			ids = append(ids, line.CoachID)
		}
	}
	return ids
}

type hoursInput struct {
	Page
	Year     int    `query:"year" minimum:"2018" maximum:"2200" doc:"This year unless given"`
	Month    int    `query:"month" minimum:"1" maximum:"12" doc:"Of the year; the whole year unless given"`
	PersonID string `query:"person_id" format:"uuid" doc:"Whose minutes, or with whom"`
	CentreID string `query:"centre_id" format:"uuid" doc:"Where the minutes count"`
}

func (in hoursInput) query(year int) postgres.HoursQuery {
	q := postgres.HoursQuery{
		Filter: postgres.SeenHours, Span: coaching.YearSpan(year), Person: coaching.PersonID(in.PersonID), Centre: coaching.CentreID(in.CentreID),
	}
	if in.Month > 0 {
		q.Span = coaching.MonthSpan(year, in.Month)
	}
	return q
}

// year is the one that is asked for, else this one in the holder's zone.
func (a *API) year(ctx context.Context, tx *postgres.Tx, actor coaching.Actor, asked int) (coaching.HolderID, int, error) {
	id, err := actor.HoursHolder()
	if err != nil {
		return "", 0, err
	}
	holder, err := tx.Holder(ctx, id)
	this := a.Now().In(holder.Zone()).Year()
	if asked == 0 {
		return id, this, err
	}
	if err == nil && coaching.CheckHoursYear(asked, this) != nil {
		err = coaching.ErrNotFound
	}
	return id, asked, err
}

// Hours lists the lines of a year that the asker may see: her own minutes, those with her, and for the administrator
// all that was written down by hand.
func (a *API) Hours() Operation {
	return Do(a, "hours", "Lines of minutes of a year", func(ctx context.Context, actor coaching.Actor, in *hoursInput) (*Of[List[HoursLine]], error) {
		var shown List[HoursLine]
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			holder, year, err := a.year(ctx, tx, actor, in.Year)
			if err != nil {
				return err
			}
			lines, next, err := tx.HoursLines(ctx, actor, holder, in.query(year), in.Cursor, in.Limit)
			if err != nil {
				return err
			}
			named, err := names(ctx, tx, hoursPeople(lines)...)
			shown = List[HoursLine]{Items: each(lines, named.hoursLine), Next: maybe(next)}
			return err
		})
		return of(shown, err)
	})
}

type newHoursInput struct {
	Body struct {
		CoachID  string   `json:"coach_id,omitempty" doc:"Whose minutes; a coach writes her own, the administrator anybody's, who then confirms them"`
		Date     string   `json:"date"`
		Kind     string   `json:"kind" enum:"intake,observation,preparation,feedback,review,team,other,policy,ve"`
		Minutes  int      `json:"minutes" minimum:"0" maximum:"6000"`
		InRatio  bool     `json:"in_ratio,omitempty"`
		CentreID string   `json:"centre_id,omitempty" doc:"Empty: where who was coached works, or all centres together"`
		With     []string `json:"with,omitempty" maxItems:"100" doc:"Who was coached; the minutes count once"`
	}
}

// NoteHours writes a line down by hand.
func (a *API) NoteHours() Operation {
	return Make(a, "note-hours", "Write minutes down by hand", func(ctx context.Context, actor coaching.Actor, in *newHoursInput) (*Of[HoursLine], error) {
		if err := must(actor, coaching.Coach, coaching.Administrator); err != nil {
			return nil, err
		}
		line := coaching.HoursLine{
			CoachID: coaching.PersonID(in.Body.CoachID), HeldOn: coaching.Day(in.Body.Date), Kind: coaching.HoursKind(in.Body.Kind),
			Minutes: in.Body.Minutes, InRatio: in.Body.InRatio, CentreID: coaching.CentreID(in.Body.CentreID),
		}
		for _, id := range in.Body.With {
			line.Attended = append(line.Attended, coaching.PersonID(id))
		}
		return a.hoursStep(ctx, actor, func(tx *postgres.Tx) (coaching.HoursLine, error) {
			return tx.NoteHours(ctx, actor, line, a.Now())
		})
	})
}

// hoursStep runs one step of the store and shows the line that it leaves.
func (a *API) hoursStep(ctx context.Context, actor coaching.Actor, step func(*postgres.Tx) (coaching.HoursLine, error)) (*Of[HoursLine], error) {
	var shown HoursLine
	err := a.as(ctx, actor, func(tx *postgres.Tx) error {
		line, err := step(tx)
		if err != nil {
			return err
		}
		named, err := names(ctx, tx, hoursPeople([]coaching.HoursLine{line})...)
		shown = named.hoursLine(line)
		return err
	})
	return of(shown, err)
}

// HoursLine reads one.
func (a *API) HoursLine() Operation {
	return Do(a, "hours-line", "One line of minutes", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[HoursLine], error) {
		return a.hoursStep(ctx, actor, func(tx *postgres.Tx) (coaching.HoursLine, error) {
			return tx.HoursLine(ctx, coaching.EntryID(in.ID))
		})
	})
}

type hoursCorrection struct {
	ByID
	Body struct {
		Date     string `json:"date"`
		Kind     string `json:"kind,omitempty" doc:"Of a line by hand only"`
		Minutes  int    `json:"minutes" minimum:"0" maximum:"6000" doc:"0: it never took place"`
		InRatio  bool   `json:"in_ratio,omitempty"`
		CentreID string `json:"centre_id,omitempty"`
		Reason   string `json:"reason" doc:"Needed; not what the coaching was about"`
	}
}

// CorrectHours strikes a line through and answers with the one that replaces it.
func (a *API) CorrectHours() Operation {
	return Do(a, "correct-hours", "Replace a line; the old one stays, struck through", func(ctx context.Context, actor coaching.Actor, in *hoursCorrection) (*Of[HoursLine], error) {
		return a.hoursStep(ctx, actor, func(tx *postgres.Tx) (coaching.HoursLine, error) {
			return tx.CorrectHours(ctx, actor, coaching.EntryID(in.ID), coaching.Correction{
				HeldOn: coaching.Day(in.Body.Date), Kind: coaching.HoursKind(in.Body.Kind), Minutes: in.Body.Minutes,
				InRatio: in.Body.InRatio, CentreID: coaching.CentreID(in.Body.CentreID), Reason: in.Body.Reason,
			}, a.Now())
		})
	})
}

// ConfirmHours says that minutes which somebody wrote down for the asker are right.
func (a *API) ConfirmHours() Operation {
	return Do(a, "confirm-hours", "Confirm minutes that were written down for you", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[HoursLine], error) {
		return a.hoursStep(ctx, actor, func(tx *postgres.Tx) (coaching.HoursLine, error) {
			return tx.ConfirmHours(ctx, actor, coaching.EntryID(in.ID), a.Now())
		})
	})
}
