package seed

import "time"

// mark is the k-th of a recording: every tenth her own, the three after it chosen, where the coach gave back.
type mark struct {
	id         string
	author     *person
	startMS    int
	kind       any
	codes      string
	visibility string
	at         time.Time
}

// chosen is how many marks the coach gave back.
const chosen = 3

var markKinds = []string{"top", "tip", "question", "observation"}

func (r *recording) mark(k int) mark {
	m := mark{startMS: (k * 600_000 / max(1, r.marks)) % 600_000, at: r.created.Add(time.Duration(k) * time.Second), codes: "{}"}
	m.id = aMark.id(m.at, r.n, k)
	if r.owns(k) {
		m.author, m.visibility, m.kind = r.owner(), "own", "observation"
		if aMark.happens(50, r.n, 1000+k) {
			m.kind = "proud"
		}
		return m
	}
	m.author, m.visibility = r.cycle.coach(), "draft"
	if r.released && k <= chosen {
		m.visibility = "released"
	}
	m.kind = markKinds[aMark.upTo(len(markKinds), r.n, 2000+k)]
	if aMark.happens(60, r.n, 3000+k) {
		m.codes = "{vib-microanalyse:ontvangst-verbaal}"
		if m.visibility == "draft" {
			m.kind = nil
		}
	}
	return m
}

// owns says whether a mark is the employee's: all are, in a film that she keeps to herself.
func (r *recording) owns(k int) bool { return !r.shared || k%10 == 0 }

// given is how many marks were released: her coach's first ones.
func (r *recording) given() int {
	if !r.released {
		return 0
	}
	return max(0, min(chosen, r.marks-1))
}

func (w *world) markRows(put func(...any)) {
	w.filmed(func(r *recording) {
		for k := range r.marks {
			m := r.mark(k)
			put(m.id, r.cycle.holder().id, r.id, m.author.id, m.startMS, m.startMS+4000, m.kind, said[(r.n+k)%len(said)], m.codes, "employee", m.visibility, 1, m.at, m.at)
		}
	})
}

func (w *world) replyRows(put func(...any)) {
	w.filmed(func(r *recording) {
		for k := 1; k <= r.given(); k++ {
			if !aReply.happens(25, r.n, k) {
				continue
			}
			m := r.mark(k)
			for i, author := range []*person{r.owner(), m.author} {
				at := m.at.AddDate(0, 0, 3+i)
				if at.After(w.Now) {
					at = w.Now.Add(-time.Hour)
				}
				put(aReply.id(at, r.n, k*2+i), r.cycle.holder().id, m.id, author.id, "Dat had ik zelf niet gezien.", at)
			}
		}
	})
}
