package coaching

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Newcomer is one line of a list of people that somebody brings as a file. What the file does not say is "" or 0.
type Newcomer struct {
	Line     int // of the file, from 1
	Name     Name
	Email    string
	Role     Role
	Location LocationID
	Group    GroupID
	Since    Day        // of her employment, also long ago; "" where nothing is said
	FirstDay Day        // of the role; "" for today, also where Since lies behind: nobody had a role then
	Contract string     // "fixed", "flexible" or "agency"; "" where nothing is said of her employment
	FTE      Hundredths // 1 is 36 hours a week
	Standing string     // "qualified", "in_training" or "other"
}

// RowError says what is wrong with one cell of a list, or with the list where Line is 0.
type RowError struct {
	Line   int
	Column string // the heading as the file has it; "" for the whole line
	Code   string // stable
	Value  string // what stands there
}

// NewcomerList is what a file says.
type NewcomerList struct {
	Rows   []Newcomer
	Errors []RowError
	Unused []string // headings that mean nothing here
}

// newcomerHeadings are the words that a heading may be, in lower case.
func newcomerHeadings() map[string][]string {
	return map[string][]string{
		"given":    {"voornaam", "roepnaam", "given name", "first name", "given"},
		"prefix":   {"tussenvoegsel", "tussenvoegsels", "voorvoegsel", "prefix"},
		"family":   {"achternaam", "family name", "last name", "surname", "family"},
		"name":     {"naam", "name", "medewerker", "employee"},
		"email":    {"e-mail", "email", "e-mailadres", "emailadres", "mail", "e-mail address", "email address"},
		"role":     {"rol", "functie", "role"},
		"location": {"locatie", "vestiging", "location"},
		"group":    {"groep", "stamgroep", "basisgroep", "group"},
		"first":    {"begin", "eerste dag", "begindatum", "ingangsdatum", "in dienst", "in dienst per", "start", "first day", "start date"},
		"contract": {"dienstverband", "contract", "contractsoort", "employment"},
		"fte":      {"fte"},
		"hours":    {"uren", "uren per week", "contracturen", "hours", "hours per week"},
		"standing": {"bevoegdheid", "status", "standing"},
	}
}

// headingWithin is in how many lines the headings are looked for: exports begin with a title.
const headingWithin = 10

// ReadNewcomers understands the lines of a file (line i of it is lines[i-1]) by their headings, in Dutch or English and in any
// order. Needed are an e-mail address and a name. places are those of the holder, the closed ones too.
func ReadNewcomers(lines [][]string, places []Location, now time.Time, zone *time.Location) NewcomerList {
	columns, heading, unused := findHeadings(lines)
	list := NewcomerList{Unused: unused}
	if heading < 0 {
		list.Errors = []RowError{{Code: "no_headings"}}
		return list
	}
	r := newcomerReader{columns: columns, headings: lines[heading], places: places, now: now, zone: zone}
	for _, needed := range [][]string{{"email"}, {"name", "family"}} {
		if !slices.ContainsFunc(needed, func(c string) bool { _, there := columns[c]; return there }) {
			list.Errors = append(list.Errors, RowError{Line: heading + 1, Column: needed[0], Code: "column_missing"})
		}
	}
	if len(list.Errors) > 0 {
		return list
	}
	for i, cells := range lines[heading+1:] {
		if r.line, r.cells = heading+i+2, cells; len(cells) > 0 {
			list.Rows = append(list.Rows, r.newcomer())
		}
	}
	list.Errors = append(r.errors, twice(list.Rows)...)
	slices.SortStableFunc(list.Errors, func(a, b RowError) int { return a.Line - b.Line })
	if len(list.Rows) == 0 {
		list.Errors = append(list.Errors, RowError{Code: "no_rows"})
	}
	return list
}

// findHeadings gives where each column is, the line of the headings, and those that mean nothing; line -1 where there are none.
func findHeadings(lines [][]string) (columns map[string]int, at int, unused []string) {
	meaning := map[string]string{}
	for column, words := range newcomerHeadings() {
		for _, word := range words {
			meaning[word] = column
		}
	}
	for i, cells := range lines[:min(len(lines), headingWithin)] {
		columns, unused = map[string]int{}, nil
		for at, cell := range cells {
			column, known := meaning[strings.ToLower(oneSpaced(cell))]
			if _, taken := columns[column]; !known || taken {
				if cell != "" {
					unused = append(unused, cell)
				}
				continue
			}
			columns[column] = at
		}
		if len(columns) > 1 {
			return columns, i, unused
		}
	}
	return nil, -1, nil
}

// twice finds lines that say something else of the same address, or the same again. A second line of the same person is a
// second role.
func twice(rows []Newcomer) (wrong []RowError) {
	seen := map[string][]Newcomer{}
	for _, row := range rows {
		for _, other := range seen[row.Email] {
			switch {
			case row.Email == "":
			case other.Name != row.Name:
				wrong = append(wrong, RowError{Line: row.Line, Code: "other_name", Value: row.Email})
			case other.Role == row.Role && other.Location == row.Location && other.Group == row.Group:
				wrong = append(wrong, RowError{Line: row.Line, Code: "twice", Value: row.Email})
			case row.Contract != "" && other.Contract != "":
				wrong = append(wrong, RowError{Line: row.Line, Code: "contract_twice", Value: row.Email})
			}
		}
		seen[row.Email] = append(seen[row.Email], row)
	}
	return wrong
}

// Appointment is the role of a newcomer.
func (n Newcomer) Appointment() Appointment {
	return Appointment{Role: n.Role, Location: n.Location, Group: n.Group, FirstDay: string(n.FirstDay)}
}

// RowErrors is the error of a list of which lines cannot be taken over. errors.Is(err, ErrConflict) holds.
type RowErrors []RowError

func (e RowErrors) Error() string {
	return fmt.Sprintf("%d lines cannot be taken over, the first is %d: %s", len(e), e[0].Line, e[0].Code)
}

// Unwrap makes every RowErrors an ErrConflict.
func (e RowErrors) Unwrap() error { return ErrConflict }

// NewcomersKept is how long a list that was looked at waits to be taken over.
const NewcomersKept = 24 * time.Hour

// NewcomersFile is a list as it is kept between looking at it and taking it over; then its rows are gone.
type NewcomersFile struct {
	ID        NewcomersID
	HolderID  HolderID
	MadeBy    PersonID
	Name      string // of the file
	Rows      []Newcomer
	MadeAt    time.Time
	AppliedAt *time.Time
	Added     int // people
}

// MayApply is Conflict where the list was taken over already, or has waited too long.
func (f NewcomersFile) MayApply(now time.Time) error {
	switch {
	case f.AppliedAt != nil:
		return Conflict("newcomers_applied")
	case now.Sub(f.MadeAt) > NewcomersKept:
		return Conflict("newcomers_too_old")
	}
	return nil
}

// Employment is what the list says of her, from today where it says no day. False where it says nothing.
func (n Newcomer) Employment(today Day) (Employment, bool) {
	e := Employment{Kind: n.Contract, FTE: int(n.FTE), Standing: n.Standing, Location: n.Location, From: n.Since}
	if e.From == "" {
		e.From = today
	}
	return e, n.Contract != ""
}
