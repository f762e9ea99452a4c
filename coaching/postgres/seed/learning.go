package seed

import "time"

// mostTrajectories is the history of the employee who has the most.
const mostTrajectories = 30

// learn gives everybody trajectories until there are as many cycles as asked, and every cycle a film.
func (w *world) learn() {
	var employees []*person
	for _, h := range w.holders {
		employees = append(employees, h.employees...)
	}
	lengths := w.lengths()
	at := 0
	take := func(p *person, count int) {
		for range min(count, len(lengths)-at) {
			p.history++
			w.trajectories = append(w.trajectories, &trajectory{n: at, employee: p})
			at++
		}
	}
	take(w.holders[0].employees[0], min(mostTrajectories, len(lengths)/10))
	for round := 0; at < len(lengths); round++ { // the later rounds are for those who go on longest
		for i, p := range employees {
			if p.history > 0 && i == 0 || round > 0 && aPerson.happens(20, p.n, 10) {
				continue
			}
			take(p, 1)
		}
	}
	seen := map[*person]int{}
	for _, t := range w.trajectories {
		w.run(t, seen[t.employee], lengths[t.n])
		seen[t.employee]++
	}
	w.film()
}

// lengths are how many cycles each trajectory has; they add up.
func (w *world) lengths() []int {
	var list []int
	for left := w.Cycles; left > 0; left -= list[len(list)-1] {
		list = append(list, min(left, 2+aTrajectory.upTo(7, len(list), 0)))
	}
	return list
}

// run dates a trajectory that is the i-th of its employee: one after the other through her years.
func (w *world) run(t *trajectory, i, cycles int) {
	p := t.employee
	end := p.left
	if end.IsZero() {
		end = w.Now.AddDate(0, 0, -1)
	}
	span := end.Sub(p.begin) / time.Duration(p.history)
	t.created = p.begin.Add(span * time.Duration(i))
	t.started = t.created.Add(span / 50)
	t.id, t.question = aTrajectory.id(t.created, t.n, 0), aQuestion.id(t.created, t.n, 0)
	last := i == p.history-1 && p.left.IsZero()
	if !last || aTrajectory.happens(30, t.n, 1) {
		t.ended = t.created.Add(span * 9 / 10)
	}
	w.part(t, last, span)
	open := t.ended.IsZero() && !aTrajectory.happens(10, t.n, 2)
	for c := range cycles {
		one := &cycle{n: len(w.cycles), number: c + 1, trajectory: t}
		one.opened = t.started.Add(span * 8 / 10 * time.Duration(c) / time.Duration(cycles))
		if c < cycles-1 || !open {
			one.closed = one.opened.Add(span * 7 / 10 / time.Duration(cycles))
		}
		one.id = aCycle.id(one.opened, one.n, 0)
		t.cycles = append(t.cycles, one)
		w.cycles = append(w.cycles, one)
	}
}

// part gives a trajectory its coaches: the employee's of now for her last, another one for most of the earlier ones.
func (w *world) part(t *trajectory, last bool, span time.Duration) {
	coaches := t.employee.holder.coaches
	coach := t.employee.coach
	if !last && aTrajectory.happens(60, t.n, 3) {
		coach = coaches[aTrajectory.upTo(len(coaches), t.n, 4)]
	}
	from := t.created
	if aTrajectory.happens(35, t.n, 5) {
		before := coaches[aTrajectory.upTo(len(coaches), t.n, 6)]
		if before != coach {
			from = t.created.Add(span / 4)
			t.parts = append(t.parts, coachPart{coach: before, from: t.created, until: from})
		}
	}
	now := coachPart{coach: coach, from: from}
	if !t.ended.IsZero() && aTrajectory.happens(60, t.n, 7) {
		now.until = t.ended
	}
	t.parts = append(t.parts, now)
}

// film gives each cycle a recording, and all of them together as many marks as asked.
func (w *world) film() {
	total := 0
	for _, c := range w.cycles {
		n := len(w.recordings)
		length := w.Now.Sub(c.opened)
		if !c.closed.IsZero() {
			length = c.closed.Sub(c.opened)
		}
		r := &recording{n: n, cycle: c, created: c.opened.Add(length / 4)}
		r.id = aRecording.id(r.created, n, 0)
		r.planned = c.closed.IsZero() && aRecording.happens(20, n, 1)
		if !r.planned {
			r.shared = aRecording.happens(90, n, 2)
			r.withdrawn = r.shared && aRecording.happens(4, n, 3)
			r.released = r.shared && !r.withdrawn && (!c.closed.IsZero() || aRecording.happens(50, n, 4))
			r.recalled = r.created.After(w.registerBegan()) && aTask.happens(1, n, 1)
			r.settled = r.recalled && aTask.happens(60, n, 2)
			r.weight = 1 + aRecording.upTo(19, n, 5)
		}
		c.recording = r
		w.recordings = append(w.recordings, r)
		total += r.weight
	}
	w.marked(total)
}

// marked is said of one film that was looked at more closely than any other, and of all in shares.
func (w *world) marked(total int) {
	most := w.closest()
	total += 300 - most.weight
	most.weight = 300
	sum := 0
	for _, r := range w.recordings {
		before := sum
		sum += r.weight
		r.marks = w.Annotations*sum/total - w.Annotations*before/total
	}
}

// closest is the newest film that the employee with the longest history and her coach of now talked about.
func (w *world) closest() *recording {
	found := w.recordings[0]
	for _, r := range w.recordings {
		t := r.cycle.trajectory
		if t.employee == w.holders[0].employees[0] && t.coach() == t.employee.coach && r.released && aTalk.happens(50, r.n, 0) {
			found = r
		}
	}
	return found
}
