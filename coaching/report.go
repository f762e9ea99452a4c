package coaching

import (
	"strings"
	"time"
)

// Report is the short text that comes of an evaluation. It holds words and names as they were when it was drafted, so
// that it can still be read when films, work points and people have gone.
type Report struct {
	ID           ReportID
	HolderID     HolderID
	EvaluationID EvaluationID
	EmployeeID   PersonID
	Version      int // what If-Match names; an approval is of one version
	ReportText
	Employee   string // full name
	Coach      string // full name of who answered as the coach
	Holder     string
	PeriodFrom string // first day, "2026-03-05" in the holder's zone
	PeriodTo   string
	Rounds     int
	UpdatedBy  PersonID
	CreatedAt  time.Time
	UpdatedAt  time.Time
	Approvals  []Yes // of this version, oldest first
}

// ReportText is what either of the two may edit until both have approved it.
type ReportText struct {
	Question   string // 1 to 500 characters
	WorkPoints string // one per line, up to 6000 characters
	Answers
}

// Check is Invalid by field.
func (r ReportText) Check() error {
	var c checked
	c.text("question", r.Question, true, 500)
	c.text("work_points", r.WorkPoints, false, 6000)
	for _, field := range r.fields() {
		c.text(field.name, field.text, false, mostAnswer)
	}
	return c.err()
}

// ApprovedAt is when she and a coach had both approved this version, or nil. Two coaches are not both.
func (r Report) ApprovedAt() *time.Time {
	var hers, coachs *time.Time
	for i := range r.Approvals {
		switch yes := &r.Approvals[i]; {
		case yes.PersonID == r.EmployeeID:
			hers = &yes.AgreedAt
		case coachs == nil:
			coachs = &yes.AgreedAt
		}
	}
	if hers == nil || coachs == nil {
		return nil
	}
	if hers.After(*coachs) {
		return hers
	}
	return coachs
}

// ApprovedBy says whether the person approved this version.
func (r Report) ApprovedBy(person PersonID) bool {
	for _, yes := range r.Approvals {
		if yes.PersonID == person {
			return true
		}
	}
	return false
}

// MayEdit says whether the actor may change the text: either of the pair, until both have approved it. A change takes
// an approval back, because that was of the version before.
func (r Report) MayEdit(actor Actor, t Trajectory) error {
	if actor.ID != t.EmployeeID && !t.IsCoach(actor.ID) {
		return ErrNotFound
	}
	if r.ApprovedAt() != nil {
		return Conflict("report_approved")
	}
	return nil
}

// MayApprove says whether the actor may approve the version that she read. Twice is once.
func (r Report) MayApprove(actor Actor, t Trajectory, version int) error {
	if r.ApprovedBy(actor.ID) && version == r.Version {
		return nil
	}
	if err := r.MayEdit(actor, t); err != nil {
		return err
	}
	if version != r.Version {
		return ErrStale
	}
	return nil
}

// Retold is what a report is drafted from.
type Retold struct {
	Question              Question
	Cycles                []Cycle
	WorkPoints            []WorkPoint // in the order of their cycles
	Evaluation            Evaluation  // with both parts
	Employee, Coach, Home string      // names of the two and of the holder
	Zone                  *time.Location
	Now                   time.Time
}

// Draft is the first text of the report, or false while one of the two has not handed in.
func (r Retold) Draft() (Report, bool) {
	hers, coachs := r.Evaluation.handedIn(r.Question.Trajectory)
	if hers == nil || coachs == nil {
		return Report{}, false
	}
	report := Report{
		HolderID: r.Evaluation.HolderID, EvaluationID: r.Evaluation.ID, Version: 1,
		EmployeeID: r.Question.EmployeeID,
		Employee:   r.Employee, Coach: r.Coach, Holder: r.Home, PeriodTo: r.Now.In(r.Zone).Format(time.DateOnly),
		CreatedAt: r.Now, UpdatedAt: r.Now,
		ReportText: ReportText{Answers: hers.with(coachs.Answers)},
	}
	report.PeriodFrom = report.PeriodTo
	if started := r.Question.Trajectory.StartedAt; started != nil {
		report.PeriodFrom = started.In(r.Zone).Format(time.DateOnly)
	}
	if ended := r.Question.Trajectory.EndedAt; ended != nil {
		report.PeriodTo = ended.In(r.Zone).Format(time.DateOnly)
	}
	if accepted := r.Question.Accepted(); accepted != nil {
		report.Question = accepted.Text
	}
	for _, cycle := range r.Cycles {
		if cycle.ClosedAt != nil {
			report.Rounds++
		}
	}
	report.WorkPoints = lines(r.WorkPoints)
	return report, true
}

// lines has each work point on a line of its own.
func lines(points []WorkPoint) string {
	var texts []string
	for _, point := range points {
		texts = append(texts, strings.Join(strings.Fields(point.Text), " "))
	}
	text := strings.Join(texts, "\n")
	if runes := []rune(text); len(runes) > 6000 {
		text = string(runes[:6000])
	}
	return text
}
