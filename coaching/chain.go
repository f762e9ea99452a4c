package coaching

import "slices"

// ChainCount counts how contact goes: a child's initiative, the adult's reception, the child's answer.
type ChainCount struct {
	Initiatives int // marks of a child that answer nothing
	Received    int // of these, answered by at least one mark of the employee
	Verbal      int // of the received, with words or sound
	Answered    int // of the received, where a child's mark answers the reception
}

// Chain counts over the marks of one recording, as far as the reader may see them.
//
// An initiative is a mark with subject "child" that answers nothing. It is received when a mark with
// subject "employee" answers it, and answered when a mark with subject "child" answers one of those.
// A child's mark that answers something is never an initiative, so a long exchange counts once. A mark whose answered mark is
// gone answers nothing again. Marks without a subject and marks of others do not count; a mark that says that the
// initiative was missed is no reception.
func Chain(marks []Annotation) ChainCount {
	answers := make(map[AnnotationID][]Annotation)
	for _, m := range marks {
		if m.AnswersID != "" {
			answers[m.AnswersID] = append(answers[m.AnswersID], m)
		}
	}
	var n ChainCount
	for _, m := range marks {
		if m.Subject != SubjectChild || m.AnswersID != "" {
			continue
		}
		n.Initiatives++
		received, verbal, answered := follow(m.ID, answers)
		n.Received += count(received)
		n.Verbal += count(verbal)
		n.Answered += count(answered)
	}
	return n
}

const missed = "vib-microanalyse:niet-opgemerkt"

func follow(initiative AnnotationID, answers map[AnnotationID][]Annotation) (received, verbal, answered bool) {
	for _, reception := range answers[initiative] {
		if reception.Subject != SubjectEmployee || slices.Contains(reception.Codes, missed) {
			continue
		}
		received = true
		verbal = verbal || anyVerbal(reception.Codes)
		for _, answer := range answers[reception.ID] {
			answered = answered || answer.Subject == SubjectChild
		}
	}
	return received, verbal, answered
}

// anyVerbal says whether a code stands for reception with words or sound.
func anyVerbal(codes []string) bool {
	for _, code := range codes {
		switch code {
		case "vib-microanalyse:ontvangst-verbaal", "vib-basiscommunicatie:ja-zeggen", "vib-basiscommunicatie:benoemen":
			return true
		}
	}
	return false
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}
