package coaching

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestEmail is the longest address that mail can be sent to (RFC 5321, section 4.5.3.1.3, without the brackets).
const longestEmail = 254

// Tidy takes white space around and double spaces away, and gives the address in lower case.
func (p Person) Tidy() Person {
	p.Name = Name{Given: oneSpaced(p.Name.Given), Prefix: oneSpaced(p.Name.Prefix), Family: oneSpaced(p.Name.Family)}
	p.Email = strings.ToLower(strings.TrimSpace(p.Email))
	return p
}

// oneSpaced leaves control characters where they are, for a check to refuse them.
func oneSpaced(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.Is(unicode.Zs, r) }), " ")
}

// CheckPerson is Invalid with fields "given", "prefix", "family" and "email", for a person who is Tidy.
func CheckPerson(p Person) error {
	var c checked
	c.line("given", p.Name.Given, true, 100)
	c.line("prefix", p.Name.Prefix, false, 50)
	c.line("family", p.Name.Family, true, 200)
	switch {
	case p.Email == "":
		c.fail("email", "required")
	case len(p.Email) > longestEmail:
		c.fail("email", "too_long")
	case !isEmail(p.Email):
		c.fail("email", "not_an_address")
	}
	return c.err()
}

// isEmail takes what people really have: letters, figures and signs before the at sign, a host with a dot behind it.
// It is an address for logging in; whether mail arrives nobody asks.
func isEmail(text string) bool {
	local, host, found := strings.Cut(text, "@")
	if !found || local == "" || len(local) > 64 || !strings.Contains(host, ".") {
		return false
	}
	for _, r := range local {
		if r <= ' ' || r >= utf8.RuneSelf || r == 0x7f || strings.ContainsRune(`"(),:;<>@[\]`, r) {
			return false
		}
	}
	for _, label := range strings.Split(host, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	return true
}

// line is text without anything that breaks a line or turns the direction of writing.
func (c *checked) line(field, text string, needed bool, most int) {
	if strings.ContainsFunc(text, unprintable) {
		c.fail(field, "not_text")
		return
	}
	c.text(field, text, needed, most)
}

// unprintable are control characters, separators of lines, and signs that turn the direction of what follows.
func unprintable(r rune) bool {
	return unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp, unicode.Bidi_Control) || r == utf8.RuneError || r == '\ufeff'
}

// ParseName reads "Samira van den Oetelaar": the first word is the given name, words in lower case behind it are
// the prefix, the rest is the family name. Without two words there is no family name.
func ParseName(text string) Name {
	words := strings.Fields(text)
	if len(words) == 0 {
		return Name{}
	}
	rest := words[1:]
	prefix := 0
	for prefix < len(rest)-1 && strings.ToLower(rest[prefix]) == rest[prefix] {
		prefix++
	}
	return Name{Given: words[0], Prefix: strings.Join(rest[:prefix], " "), Family: strings.Join(rest[prefix:], " ")}
}

// TidyLine takes white space around and double spaces away.
func TidyLine(text string) string { return oneSpaced(text) }
