package coaching

import "time"

// DossierQuestion is one question of an employee's with all that hangs under it, as it stands in her dossier.
type DossierQuestion struct {
	Question    Question
	Agreement   Agreement
	Cycles      []Cycle
	WorkPoints  []WorkPoint // at most one for each cycle
	Evaluations []Evaluation
}

// DossierWord is something that was written about her practice: by herself, or by her coach who gave it to her.
type DossierWord struct {
	ID       string
	At       time.Time
	Kind     string // of a mark ("top", "proud", ...), "look", "reply", "talk_word", "talk_insight", "talk_agreement"
	AuthorID PersonID
	Hers     bool
	Text     string
}

// DossierHours are the minutes of coaching of one kind in one year.
type DossierHours struct {
	Year    int
	Kind    string
	Minutes int
}
