package ingest

import "strings"

// Of an If-Match header (RFC 9110 section 13.1.1).
type match int

const (
	matchNone  match = iota // the header is missing
	matchOther              // it names other entity tags only
	matchThis
	matchAny // "*", also in quotes, as the example of RFC 9725 section 4.3.3 writes it
)

// matches compares strongly: a weak tag never matches.
func matches(header, etag string) match {
	found := matchNone
	for part := range strings.SplitSeq(header, ",") {
		switch part = strings.TrimSpace(part); part {
		case "":
		case "*", `"*"`:
			return matchAny
		case etag:
			found = matchThis
		default:
			found = max(found, matchOther)
		}
	}
	return found
}
