package coaching_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

var (
	importedOn = time.Date(2026, 3, 5, 9, 42, 0, 0, time.UTC)
	uiltjes    = []coaching.Location{{ID: "noord", Name: "De Kleine Wereld Noord", Groups: []coaching.Group{{ID: "uiltjes", Name: "De Uiltjes"}}}, {ID: "haven", Name: "De Haven"}}
)

func readNewcomers(t *testing.T, text string) coaching.NewcomerList {
	var lines [][]string
	for line := range strings.Lines(text) {
		cells := strings.Split(strings.TrimRight(line, "\n"), ";")
		if strings.TrimSpace(line) == "" {
			cells = nil
		}
		lines = append(lines, cells)
	}
	return coaching.ReadNewcomers(lines, uiltjes, importedOn, amsterdam(t))
}

func TestAListOfPeopleIsUnderstoodByItsHeadings(t *testing.T) {
	t.Parallel()
	list := readNewcomers(t, `Medewerkers per 1 maart

Personeelsnr;Voornaam;Tussenvoegsel;Achternaam;E-mail;Locatie;Groep;In dienst;Uren per week;Dienstverband;Status
12;samira; van  den ;Oetelaar;Samira@X.test;de kleine wereld noord;de uiltjes;1-9-2019;24;vast;
13;Jo;;Smit;jo@x.test;De Haven;;1-4-2026;0;Oproep;bbl
13;Jo;;Smit;jo@x.test;De Kleine Wereld Noord;;;;;
`)
	require.Empty(t, list.Errors)
	require.Equal(t, []string{"Personeelsnr"}, list.Unused)
	require.Equal(t, []coaching.Newcomer{
		{Line: 4, Name: coaching.Name{Given: "samira", Prefix: "van den", Family: "Oetelaar"}, Email: "samira@x.test", Role: coaching.Employee, Location: "noord", Group: "uiltjes", Since: "2019-09-01", Contract: "fixed", FTE: 67, Standing: "qualified"},
		{Line: 5, Name: coaching.Name{Given: "Jo", Family: "Smit"}, Email: "jo@x.test", Role: coaching.Employee, Location: "haven", Since: "2026-04-01", FirstDay: "2026-04-01", Contract: "flexible", Standing: "in_training"},
		{Line: 6, Name: coaching.Name{Given: "Jo", Family: "Smit"}, Email: "jo@x.test", Role: coaching.Employee, Location: "noord"},
	}, list.Rows)
}

func TestANameInOneCellIsTakenApart(t *testing.T) {
	t.Parallel()
	list := readNewcomers(t, "Naam;Email;Functie;Start date;fte\nEls de Vries;els@x.test;Pedagogisch coach;46120;0,5\n")
	require.Empty(t, list.Errors)
	require.Equal(t, coaching.Name{Given: "Els", Prefix: "de", Family: "Vries"}, list.Rows[0].Name)
	require.Equal(t, coaching.Coach, list.Rows[0].Role)
	require.Equal(t, coaching.Day("2026-04-08"), list.Rows[0].FirstDay, "a day as Excel keeps it")
	require.Equal(t, coaching.Hundredths(50), list.Rows[0].FTE)
}

func TestWhatIsWrongIsSaidByLineAndHeading(t *testing.T) {
	t.Parallel()
	head := "Voornaam;Achternaam;E-mail;Rol;Locatie;Groep;Begin;Fte;Dienstverband\n"
	for row, want := range map[string]coaching.RowError{
		"Jo;Smit;jo.x.test;;;;;;":                                 {Line: 2, Column: "E-mail", Code: "not_an_address", Value: "jo.x.test"},
		"Jo;;jo@x.test;;;;;;":                                     {Line: 2, Column: "Achternaam", Code: "required"},
		"Jo;Smit;;;;;;;":                                          {Line: 2, Column: "E-mail", Code: "required"},
		"Jo;Smit;jo@x.test;beheerder;;;;;":                        {Line: 2, Column: "Rol", Code: "not_by_file", Value: "beheerder"},
		"Jo;Smit;jo@x.test;kok;;;;;":                              {Line: 2, Column: "Rol", Code: "unknown", Value: "kok"},
		"Jo;Smit;jo@x.test;;Zuid;;;;":                             {Line: 2, Column: "Locatie", Code: "unknown", Value: "Zuid"},
		"Jo;Smit;jo@x.test;;De Haven;Uiltjes;;;":                  {Line: 2, Column: "Groep", Code: "unknown", Value: "Uiltjes"},
		"Jo;Smit;jo@x.test;;;De Uiltjes;;;":                       {Line: 2, Column: "Groep", Code: "location_needed", Value: "De Uiltjes"},
		"Jo;Smit;jo@x.test;coach;De Haven;De Kade;;;":             {Line: 2, Column: "Groep", Code: "not_with_this_role", Value: "De Kade"},
		"Jo;Smit;jo@x.test;;;;30-2-2026;;":                        {Line: 2, Column: "Begin", Code: "not_a_date", Value: "30-2-2026"},
		"Jo;Smit;jo@x.test;;;;1-1-2099;;":                         {Line: 2, Column: "Begin", Code: "out_of_range", Value: "1-1-2099"},
		"Jo;Smit;jo@x.test;;;;;veel;":                             {Line: 2, Column: "Fte", Code: "not_a_number", Value: "veel"},
		"Jo;Smit;jo@x.test;;;;;-1;":                               {Line: 2, Column: "Fte", Code: "not_a_number", Value: "-1"},
		"Jo;Smit;jo@x.test;;;;;24;":                               {Line: 2, Column: "Fte", Code: "out_of_range", Value: "24"},
		"Jo;Smit;jo@x.test;;;;;1;altijd":                          {Line: 2, Column: "Dienstverband", Code: "unknown", Value: "altijd"},
		"J\u202eo;Smit;jo@x.test;;;;;;":                           {Line: 2, Column: "Voornaam", Code: "not_text", Value: "J\u202eo"},
		"Jo;Smit;jo@x.test;;;;;;\nJo;Smit;jo@x.test":              {Line: 3, Code: "twice", Value: "jo@x.test"},
		"Jo;Smit;jo@x.test;;;;;;\nJan;Smit;JO@x.test":             {Line: 3, Code: "other_name", Value: "jo@x.test"},
		"Jo;Smit;jo@x.test;;;;;1;\nJo;Smit;jo@x.test;coach;;;;1;": {Line: 3, Code: "contract_twice", Value: "jo@x.test"},
	} {
		require.Equal(t, []coaching.RowError{want}, readNewcomers(t, head+row+"\n").Errors, row)
	}
	require.Equal(t, []coaching.RowError{{Code: "no_headings"}}, readNewcomers(t, "Jo;Smit;jo@x.test\n").Errors)
	require.Equal(t, []coaching.RowError{{Code: "no_headings"}}, readNewcomers(t, "").Errors)
	require.Equal(t, []coaching.RowError{{Line: 1, Column: "email", Code: "column_missing"}}, readNewcomers(t, "Voornaam;Achternaam\nJo;Smit\n").Errors)
	require.Equal(t, []coaching.RowError{{Code: "no_rows"}}, readNewcomers(t, head).Errors)
}

func TestADayOfTheFileIsADayAtTheHolder(t *testing.T) {
	t.Parallel()
	read := func(now time.Time, day string) coaching.Day {
		lines := [][]string{{"Naam", "Email", "Begin"}, {"Jo Smit", "jo@x.test", day}}
		return coaching.ReadNewcomers(lines, nil, now, amsterdam(t)).Rows[0].FirstDay
	}
	newYear := time.Date(2026, 12, 31, 23, 30, 0, 0, time.UTC) // half past midnight there
	require.Empty(t, read(newYear, "1-1-2027"), "today: at once")
	require.Equal(t, coaching.Day("2027-01-02"), read(newYear, "2-1-2027"))
	clocksBack := time.Date(2026, 10, 24, 22, 30, 0, 0, time.UTC) // half past midnight there
	require.Empty(t, read(clocksBack, "25-10-2026"))
	require.Equal(t, coaching.Day("2026-10-26"), read(clocksBack, "26-10-2026"))
}

func FuzzNewcomers(f *testing.F) {
	f.Add("Voornaam;Achternaam;E-mail;Begin;Fte\nJo;Smit;jo@x.test;5-3-2026;0,67\n")
	f.Add("Naam;Mail\n\n;;;\nJo;x@y\n")
	f.Fuzz(func(t *testing.T, text string) {
		list := readNewcomers(t, text)
		for _, row := range list.Rows {
			require.True(t, row.FTE >= 0 && row.FTE <= 200)
			require.True(t, row.Line > 1)
		}
	})
}
