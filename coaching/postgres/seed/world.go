package seed

import "time"

// years is how long ago the first holder began.
const years = 6

// world is what happened, in so far as rows of several tables follow from it.
type world struct {
	Inputs
	begin        time.Time
	holders      []*holder
	people       []*person
	roles        []role
	trajectories []*trajectory
	cycles       []*cycle
	recordings   []*recording
}

type holder struct {
	begin                                             time.Time
	id                                                string
	n                                                 int
	locations                                         []*location
	employees, coaches, managers, administrators, fgs []*person
}

type location struct {
	id     string
	n      int
	holder *holder
	name   string
	groups []string
}

type person struct {
	id      string
	n       int
	holder  *holder
	at      *location // where she works, or worked last; nil for the whole holder
	begin   time.Time
	left    time.Time // zero while she is there
	coach   *person   // of an employee now
	coached int       // of a coach: how many employees
	history int       // of an employee: how many trajectories
}

type role struct {
	person      *person
	holder      *holder
	name        string
	location    *location // nil: the whole holder
	from, until time.Time // until zero: now
	engaged     string    // of a coach from outside: her engagement
}

type trajectory struct {
	id, question   string
	n              int
	employee       *person
	created, ended time.Time
	parts          []coachPart
	started        time.Time
	cycles         []*cycle
}

// coachPart is one coach for a while.
type coachPart struct {
	coach       *person
	from, until time.Time // until zero: without end
}

type cycle struct {
	id             string
	n, number      int
	trajectory     *trajectory
	opened, closed time.Time // closed zero: open
	recording      *recording
}

// recording is the film of a cycle. Its marks are numbered; the first three of the coach's may be released.
type recording struct {
	id        string
	n         int
	cycle     *cycle
	created   time.Time
	planned   bool
	shared    bool
	withdrawn bool
	released  bool
	recalled  bool // a child in it may not be seen any more
	settled   bool // and what was to be done with it is done
	weight    int  // of its marks among all
	marks     int
}

// coach is who coached when the cycle opened.
func (c *cycle) coach() *person {
	parts := c.trajectory.parts
	for _, p := range parts {
		if p.until.IsZero() || p.until.After(c.opened) {
			return p.coach
		}
	}
	return parts[len(parts)-1].coach
}

func (c *cycle) holder() *holder { return c.trajectory.employee.holder }

// orNull is a time for a column that may be empty.
func orNull(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t
}

func imagine(in Inputs) *world {
	in.Now = in.Now.UTC().Truncate(24 * time.Hour)
	w := &world{Inputs: in, begin: in.Now.AddDate(-years, 0, 0)}
	for n, share := range in.shares() {
		w.addHolder(n, share)
	}
	w.lendCoaches()
	w.learn()
	return w
}
