package seed

import (
	"fmt"
	"time"
)

// perCoach is how many employees a coach has: the first of a holder the most.
var perCoach = []int{60, 20, 45, 30, 55, 25, 40, 35}

// perManager is how many locations a manager has.
var perManager = []int{20, 1, 3, 2, 1, 1, 2, 5}

func (w *world) addHolder(n int, s share) {
	h := &holder{n: n, id: aHolder.id(w.begin, n, 0), begin: w.begin}
	w.holders = append(w.holders, h)
	for i := range s.locations {
		number := n*10_000 + i
		l := &location{n: number, holder: h, id: aLocation.id(w.begin, number, 0), name: fmt.Sprintf("%s %d", placeNames[aLocation.upTo(len(placeNames), number, 0)], number)}
		for g := range 2 + aLocation.upTo(4, number, 1) {
			l.groups = append(l.groups, aGroup.id(w.begin, number, g))
		}
		h.locations = append(h.locations, l)
	}
	coaches, managers := needed(perCoach, s.people), needed(perManager, s.locations)
	for i := range s.people {
		switch p := w.addPerson(h); {
		case i < max(1, s.people/2000):
			w.keep(&h.administrators, p, "administrator")
		case i < max(1, s.people/2000)*2:
			w.keep(&h.fgs, p, "data_protection_officer")
		case len(h.managers) < managers:
			w.manage(h, p)
		case len(h.coaches) < coaches:
			w.keep(&h.coaches, p, "coach")
		default:
			w.employ(h, p)
		}
	}
}

// needed is how many people with such shares cover a whole.
func needed(shares []int, whole int) int {
	count := 0
	for whole > 0 {
		whole -= shares[count%len(shares)]
		count++
	}
	return count
}

func (w *world) addPerson(h *holder) *person {
	n := len(w.people)
	p := &person{n: n, holder: h, begin: w.begin.AddDate(0, 0, aPerson.upTo(years*365-60, n, 1))}
	p.id = aPerson.id(p.begin, n, 0)
	w.people = append(w.people, p)
	return p
}

// keep gives a role at the whole holder, without end.
func (w *world) keep(list *[]*person, p *person, name string) {
	*list = append(*list, p)
	w.roles = append(w.roles, role{person: p, holder: p.holder, name: name, from: p.begin})
}

// manage gives a manager the locations after those of the one before her; at some she managed earlier.
func (w *world) manage(h *holder, p *person) {
	first := 0
	for i := range h.managers {
		first += perManager[i%len(perManager)]
	}
	h.managers = append(h.managers, p)
	for i := range perManager[(len(h.managers)-1)%len(perManager)] {
		at := h.locations[(first+i)%len(h.locations)]
		if i < len(h.locations) {
			w.roles = append(w.roles, role{person: p, holder: h, name: "manager", location: at, from: p.begin})
		}
		earlier := h.locations[(first+i+7)%len(h.locations)]
		w.roles = append(w.roles, role{person: p, holder: h, name: "manager", location: earlier, from: p.begin.AddDate(-1, 0, 0), until: p.begin})
	}
}

// employ gives an employee the locations of her years: all but the last have ended, and where she left that too.
func (w *world) employ(h *holder, p *person) {
	h.employees = append(h.employees, p)
	end := w.Now
	if len(h.employees) > 1 && aPerson.happens(22, p.n, 2) {
		p.left = p.begin.Add(w.Now.Sub(p.begin) * 2 / 3)
		end = p.left
	}
	if len(h.employees) == 1 { // with the longest history
		p.begin = w.begin
	}
	moves := 1 + aPerson.upTo(4, p.n, 3)
	for i := range moves {
		from := p.begin.Add(end.Sub(p.begin) * time.Duration(i) / time.Duration(moves))
		until := p.begin.Add(end.Sub(p.begin) * time.Duration(i+1) / time.Duration(moves))
		last := i == moves-1
		if last && p.left.IsZero() {
			until = time.Time{}
		}
		at := h.locations[(len(h.employees)+i*5)%len(h.locations)]
		if last && aPerson.happens(2, p.n, 4) { // where she is needed
			at = nil
		}
		p.at = at
		w.roles = append(w.roles, role{person: p, holder: h, name: "employee", location: at, from: from, until: until})
	}
}

// lendCoaches lets some coaches of the largest holder work for others too, and gives each employee of now her coach.
func (w *world) lendCoaches() {
	lenders := w.holders[0].coaches
	for i, h := range w.holders[1:] {
		guest := lenders[len(lenders)-1-i%min(4, len(lenders)-1)]
		h.coaches = append(h.coaches, guest)
		w.roles = append(w.roles, role{person: guest, holder: h, name: "coach", from: guest.begin, engaged: anEngagement.id(guest.begin, guest.n, h.n*2)})
	}
	for _, h := range w.holders {
		next, room := 0, perCoach[0]
		for _, p := range h.employees {
			if room == 0 {
				next++
				room = perCoach[next%len(perCoach)]
			}
			p.coach = h.coaches[next%len(h.coaches)]
			if p.left.IsZero() {
				p.coach.coached++
				room--
			}
		}
	}
}
