package coaching

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Child is on the register of a group by a first name or a code, and by nothing else that says who it is.
type Child struct {
	ID        ChildID
	HolderID  HolderID
	GroupID   GroupID
	Name      string
	LeftOn    Day // the first day on which the child is not there any more; "" while it is
	Version   int
	CreatedAt time.Time
	Guardians []Guardian
}

// There says whether the child is in its group on a day.
func (c Child) There(on Day) bool { return c.LeftOn == "" || on < c.LeftOn }

// Guardian decides for a child. The label is "ouder 1" or a first name.
type Guardian struct {
	ID      GuardianID
	ChildID ChildID
	Label   string
	EndedAt *time.Time // decides no more
}

// MostChildName and MostGuardianLabel are how long, in characters, what they are called may be.
const (
	MostChildName     = 40
	MostGuardianLabel = 40
)

// CheckChild is Invalid with field "name": code "family_name" where it reads like a whole name and nobody said that it is
// none, and "only_numbers" for a date of birth or a citizen number.
func CheckChild(name string, sure bool) error {
	var c checked
	c.text("name", name, true, MostChildName)
	switch {
	case len(c.wrong) > 0:
	case digits(name) >= 6:
		c.fail("name", "numbers")
	case !sure && LooksLikeFamilyName(name):
		c.fail("name", "family_name")
	}
	return c.err()
}

// CheckGuardian is Invalid with field "label".
func CheckGuardian(label string) error {
	var c checked
	c.text("label", label, true, MostGuardianLabel)
	if len(c.wrong) == 0 && (strings.Contains(label, "@") || digits(label) >= 6) {
		c.fail("label", "contact")
	}
	return c.err()
}

func digits(text string) (count int) {
	for _, r := range text {
		if unicode.IsDigit(r) {
			count++
		}
	}
	return count
}

// LooksLikeFamilyName says whether a name has a second word that is more than a letter: "Noor de Vries", not "Noor B.".
func LooksLikeFamilyName(name string) bool {
	words := strings.Fields(name)
	for i, word := range words {
		if i > 0 && utf8.RuneCountInString(strings.Trim(word, ".")) > 1 && digits(word) == 0 {
			return true
		}
	}
	return false
}

// MostPastedNames is how many children can be entered at once.
const MostPastedNames = 60

// ReadNames takes a list as people paste it: a name a line, or with commas, semicolons or tabs between, perhaps numbered
// or with dashes before. A name that comes twice comes once. Invalid with field "names".
func ReadNames(list string) ([]string, error) {
	var c checked
	if !utf8.ValidString(list) || strings.ContainsRune(list, 0) {
		c.fail("names", "not_text")
		return nil, c.err()
	}
	var names []string
	seen := map[string]bool{}
	for piece := range strings.FieldsFuncSeq(list, func(r rune) bool { return strings.ContainsRune("\n\r,;\t", r) }) {
		name := strings.Join(strings.Fields(trimBullet(piece)), " ")
		if key := strings.ToLower(name); name != "" && !seen[key] {
			seen[key] = true
			names = append(names, name)
		}
	}
	switch {
	case len(names) == 0:
		c.fail("names", "required")
	case len(names) > MostPastedNames:
		c.fail("names", "too_many")
	}
	return names, c.err()
}

// trimBullet takes "1." and "-" from before a name; a code such as "12B" stays.
func trimBullet(piece string) string {
	piece = strings.TrimLeft(strings.TrimSpace(piece), "-*•– ")
	if number, rest, ok := strings.Cut(piece, "."); ok && number != "" && digits(number) == utf8.RuneCountInString(number) {
		return rest
	}
	if number, rest, ok := strings.Cut(piece, ")"); ok && number != "" && digits(number) == utf8.RuneCountInString(number) {
		return rest
	}
	return piece
}

// MayKeepChildren says whether the actor keeps the register of a location: the administrator, and its manager.
func MayKeepChildren(actor Actor, location LocationID) bool {
	return actor.Is(Administrator) || actor.Manages(location)
}
