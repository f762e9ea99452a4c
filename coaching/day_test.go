package coaching_test

import (
	"strings"
	"testing"

	"terugblik/coaching"
)

func FuzzDays(f *testing.F) {
	for _, seed := range []string{"", "2026-02-28", "2024-02-29", "2026-02-29", "2026-1-1", "2026-01-01 ", "0000-01-01", "9999-12-31", "+026-01-01", "2026-01-01T00:00:00Z"} {
		f.Add(seed, 1)
	}
	f.Fuzz(func(t *testing.T, text string, days int) {
		day, ok := coaching.ParseDay(text)
		if !ok {
			return
		}
		if len(text) != len("2026-01-01") || strings.Trim(text, "0123456789-") != "" {
			t.Fatalf("%q is a day", text)
		}
		days %= 400
		if there := day.Plus(days); text >= "0002" && text < "9998" && there.Plus(-days) != day {
			t.Fatalf("%s and %d days is %s, and back is %s", day, days, there, there.Plus(-days))
		}
		if later := day.PlusMonths(1); text >= "0002" && text < "9998" && (later <= day || later > day.Plus(31)) {
			t.Fatalf("a month after %s is %s", day, later)
		}
	})
}

func FuzzCentres(f *testing.F) {
	f.Add("De Uiltjes", "123456789", "2026-01-01", "")
	f.Add("=1+1", "12345678901234", "0000-00-00", "2026-01-01")
	f.Add("x\x00", "\u0661\u0662\u0663", "2026-12-31", "2026-01-01")
	f.Fuzz(func(t *testing.T, name, lrk, from, until string) {
		c := coaching.Centre{Name: name, Kind: coaching.Daycare, LRK: lrk, From: coaching.Day(from), Until: coaching.Day(until)}
		if coaching.CheckCentre(c) != nil {
			return
		}
		figures := strings.Trim(lrk, "0123456789") == "" && (lrk == "" || len(lrk) >= 9 && len(lrk) <= 12)
		if !figures || from == "" || until != "" && until < from || strings.ContainsAny(name, "\x00\n") {
			t.Fatalf("%+v passes", c)
		}
	})
}
