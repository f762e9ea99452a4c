package postgres

import (
	"strings"
	"unicode"
)

// columnName is the column of a field: HolderID is holder_id, StartMS is start_ms.
func columnName(field string) string {
	var out strings.Builder
	runes := []rune(field)
	for i, r := range runes {
		upper := unicode.IsUpper(r)
		if i > 0 && upper && (!unicode.IsUpper(runes[i-1]) || (i+1 < len(runes) && unicode.IsLower(runes[i+1]))) {
			out.WriteByte('_')
		}
		out.WriteRune(unicode.ToLower(r))
	}
	return out.String()
}
