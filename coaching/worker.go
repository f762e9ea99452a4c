package coaching

// Worker is somebody who worked with the children at any time in a year, and all that is said of her coaching: whether
// there was any.
type Worker struct {
	PersonID PersonID
	Name     Name
	Places   []string   // names of locations
	Work     []WorkKind // how she is employed, as far as it is known
	Coached  bool
}

// Flexible says whether she works by the hour, for the holder or an agency, and for nobody on a fixed contract.
func (w Worker) Flexible() bool {
	for _, kind := range w.Work {
		if kind == FixedWork {
			return false
		}
	}
	return len(w.Work) > 0
}
