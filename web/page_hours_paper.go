package web

import (
	"fmt"
	"strconv"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/web/paper"
)

// inspection is what an inspector asks for: the hours, how they are distributed, and of every worker whether she was
// coached. Nothing of what the coaching was about can be in it: it is made of coaching.HoursYear and coaching.Worker only.
type inspection struct {
	coaching.HoursYear
	words
	workers []coaching.Worker
	more    bool // there are more workers
	whole   bool // of the whole holder, not of a manager's locations
}

// inspection reads so many workers at most; 0 for all, for a file.
func (p *pages) inspection(a *ask, most int) (inspection, error) {
	found := inspection{whole: a.actor.Is(coaching.Administrator)}
	if err := mayAnswer(a.actor); err != nil {
		return found, err
	}
	err := p.as(a, func(tx *postgres.Tx) (err error) {
		if found.HoursYear, err = p.readHours(a, tx); err != nil {
			return err
		}
		found.words = a.words(found.Holder)
		if most == 0 {
			found.workers, err = tx.AllWorkers(a.r.Context(), found.Holder.ID, found.Year)
			return err
		}
		var next string
		found.workers, next, err = tx.Workers(a.r.Context(), found.Holder.ID, found.Year, false, "", "", most)
		found.more = next != ""
		return err
	})
	return found, err
}

// attach sends a file to keep.
func attach(a *ask, kind, name string, file []byte) error {
	a.w.Header().Set("Content-Type", kind)
	a.w.Header().Set("Content-Length", strconv.Itoa(len(file)))
	a.w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	a.w.Header().Set("Cache-Control", "private, no-store")
	if _, err := a.w.Write(file); err != nil {
		return fmt.Errorf("sending %s: %w", name, err)
	}
	return nil
}

func (p *pages) inspectionPDF(a *ask) error {
	in, err := p.inspection(a, 0)
	if err != nil {
		return err
	}
	file, err := paper.PDF(in.paper())
	if err != nil {
		return err
	}
	return attach(a, "application/pdf", fmt.Sprintf("%s-%d.pdf", in.T("hours.file"), in.Year), file)
}

// showInspection shows the same on the screen, as it comes out of the printer. Of many workers it shows the first.
func (p *pages) showInspection(a *ask) error {
	in, err := p.inspection(a, workerRows)
	if err != nil {
		return err
	}
	return p.print(a, in.paper(), yearPath(hoursPath, in.Year))
}

func (in inspection) yesNo(yes bool) string {
	if yes {
		return in.T("hours.yes")
	}
	return in.T("hours.no")
}
