package web

// dateField is what a form asks for a day; the template "date" writes it. A template makes it with date, and says with the
// methods what is not as usual.
type dateField struct {
	ID, Name, Label string
	Value           string // "2026-03-05", or as it was typed
	Wrong           string // what is wrong with it
	Note            string
	First, Last     string // the days between which it lies, as the holder counts them; "" without a limit
	Free            bool   // it can stay empty
}

func newDateField(id, name, label, value, wrong string) dateField {
	return dateField{ID: id, Name: name, Label: label, Value: value, Wrong: wrong}
}

// Optional can stay empty.
func (d dateField) Optional() dateField {
	d.Free = true
	return d
}

// Between lies between two days, "" without a limit.
func (d dateField) Between(first, last string) dateField {
	d.First, d.Last = first, last
	return d
}

// Noted has a line of explanation.
func (d dateField) Noted(note string) dateField {
	d.Note = note
	return d
}

// Describes is what tells more of the field: the ids of its note and its error.
func (d dateField) Describes() string {
	ids := ""
	if d.Note != "" {
		ids = d.ID + "-hint"
	}
	if d.Wrong != "" {
		if ids != "" {
			ids += " "
		}
		ids += d.ID + "-wrong"
	}
	return ids
}
