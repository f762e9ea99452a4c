package coaching

import (
	"strconv"
	"strings"
)

// Hundredths is a number of hours or of full-time jobs, counted in hundredths: 818.4 hours are 81840. Nothing about
// hours is ever a floating-point number, so that a sum on paper is the sum on the screen.
type Hundredths int64

// Whole is so many of them.
func Whole(n int) Hundredths { return Hundredths(n) * 100 }

// mostHundredths is a limit for what is typed: ten million hours, or full-time jobs.
const mostHundredths = Hundredths(1_000_000_000)

// ParseHundredths reads "818,4" and "818.40": figures, then at most two after a comma or a point. It is false for a
// sign, a thousands mark, a third decimal, or more than ten million: a number is never rounded while it is read.
func ParseHundredths(text string) (Hundredths, bool) {
	whole, part, marked := strings.Cut(strings.Replace(strings.TrimSpace(text), ",", ".", 1), ".")
	if whole == "" || len(whole) > 8 || len(part) > 2 || (marked && part == "") || !figures(whole+part) {
		return 0, false
	}
	number, err := strconv.ParseInt(whole+(part + "00")[:2], 10, 64)
	if err != nil || Hundredths(number) > mostHundredths {
		return 0, false
	}
	return Hundredths(number), true
}

func figures(text string) bool {
	return strings.Trim(text, "0123456789") == ""
}

// String writes it with a point and no more decimals than it has: "305", "818.4", "-0.25".
func (h Hundredths) String() string { return decimals(int64(h), 2) }

// decimals writes a number of units of 10 to the power of minus places.
func decimals(units int64, places int) string {
	sign := ""
	if units < 0 {
		sign, units = "-", -units
	}
	text := strconv.FormatInt(units, 10)
	if short := places + 1 - len(text); short > 0 {
		text = strings.Repeat("0", short) + text
	}
	cut := len(text) - places
	return sign + strings.TrimSuffix(strings.TrimRight(text[:cut]+"."+text[cut:], "0"), ".")
}

// divided is the quotient of two numbers that are not negative, rounded half up.
func divided(over, by int64) int64 {
	if by <= 0 {
		return 0
	}
	return (2*over + by) / (2 * by)
}

// HoursOf is a number of minutes in hours, rounded half up: 75 minutes are 1.25, 50 are 0.83. Add up minutes first.
func HoursOf(minutes int) Hundredths {
	if minutes < 0 {
		return -HoursOf(-minutes)
	}
	return Hundredths(divided(int64(minutes)*100, 60))
}

// Product is what two numbers of hundredths make, exactly, in ten-thousandths.
type Product int64

// Times multiplies without rounding.
func (h Hundredths) Times(by Hundredths) Product { return Product(int64(h) * int64(by)) }

// Rounded is the product in hundredths, half up.
func (p Product) Rounded() Hundredths { return Hundredths(divided(int64(p), 100)) }

// Exact says whether nothing was lost by Rounded.
func (p Product) Exact() bool { return p%100 == 0 }

// String writes all its decimals: "105.8825".
func (p Product) String() string { return decimals(int64(p), 4) }
