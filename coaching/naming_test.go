package coaching_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

func TestAPersonHasANameAndAnAddress(t *testing.T) {
	t.Parallel()
	good := coaching.Person{Name: coaching.Name{Given: "  Samira ", Prefix: "van  den", Family: "Oetelaar-Achterberg"}, Email: " Samira@Voorbeeld.NL "}.Tidy()
	require.NoError(t, coaching.CheckPerson(good))
	require.Equal(t, "samira@voorbeeld.nl", good.Email)
	require.Equal(t, "van den", good.Name.Prefix)
	for name, c := range map[string]struct {
		change func(*coaching.Person)
		want   string
	}{
		"no first name":        {func(p *coaching.Person) { p.Name.Given = "" }, "given required"},
		"a long first name":    {func(p *coaching.Person) { p.Name.Given = strings.Repeat("é", 101) }, "given too_long"},
		"a broken line":        {func(p *coaching.Person) { p.Name.Family = "Wit\nBeheerder" }, "family not_text"},
		"text that turns":      {func(p *coaching.Person) { p.Name.Family = "Wit\u202etiW" }, "family not_text"},
		"no UTF-8":             {func(p *coaching.Person) { p.Name.Prefix = "\xff" }, "prefix not_text"},
		"no address":           {func(p *coaching.Person) { p.Email = "" }, "email required"},
		"an address and more":  {func(p *coaching.Person) { p.Email = "a@b.nl, c@d.nl" }, "email not_an_address"},
		"no host":              {func(p *coaching.Person) { p.Email = "a@b" }, "email not_an_address"},
		"a host with a hyphen": {func(p *coaching.Person) { p.Email = "a@-b.nl" }, "email not_an_address"},
		"letters that look so": {func(p *coaching.Person) { p.Email = "sаmira@voorbeeld.nl" }, "email not_an_address"}, // the second letter is Cyrillic
		"a long address":       {func(p *coaching.Person) { p.Email = "a@" + strings.Repeat("b.", 130) + "nl" }, "email too_long"},
	} {
		bad := good
		c.change(&bad)
		require.EqualError(t, coaching.CheckPerson(bad), "invalid: "+c.want, name)
	}
}

func TestANameOnACommandLineIsTakenApart(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]coaching.Name{
		"Samira van den Oetelaar": {Given: "Samira", Prefix: "van den", Family: "Oetelaar"},
		"Noor Özdemir":            {Given: "Noor", Family: "Özdemir"},
		"Els de wit":              {Given: "Els", Prefix: "de", Family: "wit"},
		"Els":                     {Given: "Els"},
		"":                        {},
	} {
		require.Equal(t, want, coaching.ParseName(text), text)
	}
}

func FuzzEveryTidyPersonThatPassesCanBeShownInOneLine(f *testing.F) {
	f.Add("Samira", "van den", "Oetelaar", "samira@voorbeeld.nl")
	f.Add(" \u00a0A", "\u202e", "\x00", "a@b.c@d.e")
	f.Add("e\u0301", "\ufeff", "\u2028", "\"a b\"@c.nl")
	f.Fuzz(func(t *testing.T, given, prefix, family, email string) {
		p := coaching.Person{Name: coaching.Name{Given: given, Prefix: prefix, Family: family}, Email: email}.Tidy()
		if coaching.CheckPerson(p) != nil {
			return
		}
		if p != p.Tidy() {
			t.Fatalf("%q is not tidy", p)
		}
		line := p.Name.Full() + p.Email
		if !utf8.ValidString(line) || strings.ContainsAny(line, "\x00\r\n\t\u2028\u202e") || strings.Count(p.Email, "@") != 1 || p.Email != strings.ToLower(p.Email) {
			t.Fatalf("%q", p)
		}
	})
}

func FuzzADayIsADateWithinReachOrAnError(f *testing.F) {
	for _, seed := range []string{"", "2026-03-05", "2026-3-5", "0000-00-00", "2026-02-30", "9999-12-31", "2026-03-05T00:00:00Z", " 2026-03-05"} {
		f.Add(seed)
	}
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		f.Fatal(err)
	}
	now := time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, text string) {
		end, err := coaching.EndOn("last_day", text, now, zone)
		if err == nil && (end.Before(now) || end.After(now) && end.Add(-time.Minute).In(zone).Format(time.DateOnly) != text) {
			t.Fatalf("%q ends at %s", text, end)
		}
	})
}

func FuzzANameOnACommandLineKeepsItsWords(f *testing.F) {
	f.Add("Samira van den Oetelaar")
	f.Add(" a  b ")
	f.Fuzz(func(t *testing.T, text string) {
		if got := coaching.ParseName(text).Full(); got != strings.Join(strings.Fields(text), " ") {
			t.Fatalf("%q became %q", text, got)
		}
	})
}
