package coaching

// DefaultPad is the pad of somebody who chose none: a child's initiative, four ways of receiving it, and turns.
// A mark of an initiative on which a reception follows, and the child's answer to that (again the first key,
// answering the reception), are what Chain counts.
func DefaultPad() []string {
	return []string{
		"vib-microanalyse:kind-initiatief",
		"vib-microanalyse:ontvangst-verbaal",
		"vib-microanalyse:ontvangst-nonverbaal",
		"vib-microanalyse:kijken",
		"vib-microanalyse:volgen",
		"vib-basiscommunicatie:benoemen",
		"vib-microanalyse:jij-beurt",
		"vib-microanalyse:beurt-rond",
		"vib-microanalyse:niet-opgemerkt",
	}
}

// UsualSubject is whom a code shows unless the coach says otherwise.
func UsualSubject(code string) Subject {
	switch code {
	case "vib-microanalyse:kind-initiatief", "vib-microanalyse:niet-opgemerkt":
		return SubjectChild
	}
	return SubjectEmployee
}

// CheckPad is Invalid with field "codes": one to nine known codes, each once.
func CheckPad(codes []string, known Codes) error {
	var c checked
	if len(codes) == 0 {
		c.fail("codes", "required")
	}
	c.codes(codes, known)
	return c.err()
}
