package seed

// Cast is who can be asked to look, and at what: the people for whom lists are longest.
type Cast struct {
	Employee      string // with the longest history
	Coach         string // with sixty employees
	Guest         string // coach for several holders
	Manager       string // of twenty locations
	Administrator string // of the largest holder
	Officer       string // for data protection, of the largest holder
	Small         string // administrator of a small holder

	Question   string // of the employee, with the coach
	Trajectory string
	Cycle      string
	Recording  string // of the employee, with the most marks
	Annotation string // in that recording, the coach's
	Talk       string // of that cycle, where there was one
	Note       string // the coach's, of that talk
	Location   string // of the largest holder
	Group      string

	Child     string // of that group
	Session   string // of the coach, written down by hand
	Request   string // of the largest holder, as what follows
	Viewing   string
	Emergency string
	Signal    string
	Breach    string
}

// CastOf is that of a database that was filled with the same.
func CastOf(in Inputs) Cast { return imagine(in).cast() }

func (w *world) cast() Cast {
	large, small := w.holders[0], w.holders[len(w.holders)-1]
	film := w.closest()
	t := film.cycle.trajectory
	c := Cast{
		Employee: large.employees[0].id, Coach: large.coaches[0].id, Guest: large.coaches[len(large.coaches)-1].id,
		Manager: large.managers[0].id, Administrator: large.administrators[0].id, Officer: large.fgs[0].id,
		Small:    small.administrators[0].id,
		Question: t.question, Trajectory: t.id, Cycle: film.cycle.id, Recording: film.id, Annotation: film.mark(1).id, Talk: film.talk(), Note: film.note(0),
		Location: large.locations[0].id, Group: large.locations[0].groups[0], Child: w.child(large.locations[0], 0, 0).id,
	}
	w.sessions(func(e entry) {
		if c.Session == "" && e.coach == large.coaches[0] {
			c.Session = e.id
		}
	})
	first := func(into *string, id func(affair) string) func(affair) {
		return func(a affair) {
			if *into == "" {
				*into = id(a)
			}
		}
	}
	w.requests(first(&c.Request, affair.request))
	w.requests(first(&c.Viewing, affair.viewing))
	w.emergencies(first(&c.Emergency, affair.emergency))
	w.signals(first(&c.Signal, affair.signal))
	w.affairs(aBreach, 2, first(&c.Breach, affair.breach))
	return c
}
