package coaching

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

// newcomerReader reads one line after the other; what it cannot understand it notes.
type newcomerReader struct {
	columns  map[string]int
	headings []string
	places   []Location
	now      time.Time
	zone     *time.Location

	line   int
	cells  []string
	errors []RowError
}

func (r *newcomerReader) cell(column string) string {
	if at, there := r.columns[column]; there && at < len(r.cells) {
		return oneSpaced(r.cells[at])
	}
	return ""
}

func (r *newcomerReader) fail(column, code string) {
	wrong := RowError{Line: r.line, Code: code, Value: r.cell(column)}
	if at, there := r.columns[column]; there {
		wrong.Column = r.headings[at]
	}
	r.errors = append(r.errors, wrong)
}

func (r *newcomerReader) newcomer() Newcomer {
	n := Newcomer{Line: r.line, Email: r.cell("email"), Since: r.since()}
	if n.Since > r.today() {
		n.FirstDay = n.Since
	}
	n.Name = Name{Given: r.cell("given"), Prefix: r.cell("prefix"), Family: r.cell("family")}
	if _, whole := r.columns["name"]; whole && n.Name.Family == "" {
		n.Name = ParseName(r.cell("name"))
	}
	tidy := Person{Name: n.Name, Email: n.Email}.Tidy()
	n.Name, n.Email = tidy.Name, tidy.Email
	var wrong Invalid
	if errors.As(CheckPerson(tidy), &wrong) {
		for _, field := range wrong {
			r.fail(r.columnOf(field.Field), field.Code)
		}
	}
	n.Role = r.role()
	n.Location, n.Group = r.place(n.Role)
	n.Contract, n.FTE, n.Standing = r.employment()
	return n
}

// columnOf is where a field of a person stands in the file.
func (r *newcomerReader) columnOf(field string) string {
	if _, there := r.columns[field]; !there {
		return "name"
	}
	return field
}

// role is employee where nothing is said. Who keeps people or watches over them is not made by a file.
func (r *newcomerReader) role() Role {
	switch strings.ToLower(r.cell("role")) {
	case "", "medewerker", "pedagogisch medewerker", "pedagogisch professional", "pm", "pm'er", "employee":
		return Employee
	case "coach", "pedagogisch coach", "pedagogisch beleidsmedewerker/coach":
		return Coach
	case "leidinggevende", "locatiemanager", "manager":
		return Manager
	case "beheer", "beheerder", "administrator", "fg", "functionaris gegevensbescherming", "data protection officer":
		r.fail("role", "not_by_file")
	default:
		r.fail("role", "unknown")
	}
	return ""
}

func (r *newcomerReader) place(role Role) (LocationID, GroupID) {
	name := r.cell("location")
	if name == "" {
		if r.cell("group") != "" {
			r.fail("group", "location_needed")
		}
		return "", ""
	}
	code := "unknown"
	for _, place := range r.places {
		if !strings.EqualFold(place.Name, name) {
			continue
		}
		if code = standing(r.places, place.ID, "", r.today()); code == "" {
			return place.ID, r.group(role, place)
		}
	}
	r.fail("location", code)
	return "", ""
}

func (r *newcomerReader) today() Day { return DayOf(r.now, r.zone) }

func (r *newcomerReader) group(role Role, place Location) GroupID {
	name := r.cell("group")
	switch {
	case name == "":
		return ""
	case role != Employee:
		r.fail("group", "not_with_this_role")
		return ""
	}
	code := "unknown"
	for _, group := range place.Groups {
		if !strings.EqualFold(group.Name, name) {
			continue
		}
		if code = standing(r.places, place.ID, group.ID, r.today()); code == "" {
			return group.ID
		}
	}
	r.fail("group", code)
	return ""
}

// since is the day that the file says she began, or begins; "" where it says none.
func (r *newcomerReader) since() Day {
	if r.cell("first") == "" {
		return ""
	}
	day, ok := readDate(r.cell("first"))
	if !ok {
		r.fail("first", "not_a_date")
		return ""
	}
	var wrong Invalid
	if _, err := readDay("first", string(day), r.now); errors.As(err, &wrong) {
		r.fail("first", wrong[0].Code)
		return ""
	}
	return day
}

// readDate reads a day as people and spreadsheets write it: 2026-03-05, 5-3-2026, 05/03/2026 and 5.3.2026 (the day first, as
// everywhere in the Netherlands), or the days since the end of 1899 that Excel keeps.
func readDate(text string) (Day, bool) {
	if day, ok := ParseDay(text); ok {
		return day, true
	}
	for _, layout := range []string{"2-1-2006", "2/1/2006", "2.1.2006"} {
		if at, err := time.Parse(layout, text); err == nil {
			return Day(at.Format(time.DateOnly)), true
		}
	}
	whole, _, _ := strings.Cut(text, ".")
	days, err := strconv.Atoi(whole)
	if err != nil || days < 1 || days > 100_000 || len(whole) != 5 {
		return "", false
	}
	return Day(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, days).Format(time.DateOnly)), true
}

// employment is "" where the file says nothing of it.
func (r *newcomerReader) employment() (contract string, fte Hundredths, standing string) {
	if r.cell("contract") == "" && r.cell("fte") == "" && r.cell("hours") == "" {
		return "", 0, ""
	}
	switch strings.ToLower(r.cell("contract")) {
	case "", "vast", "fixed":
		contract = "fixed"
	case "flex", "flexibel", "oproep", "nuluren", "min-max", "inval", "invalkracht", "flexible":
		contract = "flexible"
	case "uitzend", "uitzendkracht", "zzp", "agency":
		contract = "agency"
	default:
		r.fail("contract", "unknown")
	}
	switch strings.ToLower(r.cell("standing")) {
	case "", "gekwalificeerd", "beroepskracht", "qualified":
		standing = "qualified"
	case "in opleiding", "beroepskracht in opleiding", "bbl", "in training":
		standing = "in_training"
	case "anders", "stagiair", "other":
		standing = "other"
	default:
		r.fail("standing", "unknown")
	}
	return contract, r.fte(), standing
}

const fullWeek = 36 // hours a week that are 1 fte

// fte is what the file says as such, or as hours a week.
func (r *newcomerReader) fte() Hundredths {
	column := "fte"
	if r.cell(column) == "" {
		column = "hours"
	}
	if r.cell(column) == "" {
		return 0
	}
	fte, ok := roundedHundredths(r.cell(column))
	if !ok {
		r.fail(column, "not_a_number")
		return 0
	}
	if column == "hours" {
		fte = Hundredths(divided(int64(fte), fullWeek))
	}
	if fte > mostFTE {
		r.fail(column, "out_of_range")
		return 0
	}
	return fte
}

// roundedHundredths is ParseHundredths for what a spreadsheet holds: 24 of 36 hours stand there as 0.666666666666667.
func roundedHundredths(text string) (Hundredths, bool) {
	whole, part, marked := strings.Cut(strings.Replace(text, ",", ".", 1), ".")
	if !marked || len(part) < 3 {
		return ParseHundredths(text)
	}
	short, ok := ParseHundredths(whole + "." + part[:2])
	if !ok || !figures(part) {
		return 0, false
	}
	if part[2] >= '5' {
		short++
	}
	return short, true
}
