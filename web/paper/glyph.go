package paper

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"
)

// glyphs knows which characters the typeface can show.
type glyphs struct{ font *sfnt.Font }

func readGlyphs(ttf []byte) (glyphs, error) {
	font, err := sfnt.Parse(ttf)
	if err != nil {
		return glyphs{}, fmt.Errorf("read the typeface: %w", err)
	}
	return glyphs{font}, nil
}

// The square that stands for what cannot be shown.
const square = '\u25A1'

// only keeps what can be shown. A run of anything else, such as an emoji with its joiners and skin tone, is one square.
func (g glyphs) only(text string) string {
	var out strings.Builder
	hidden := false
	for _, r := range norm.NFC.String(text) {
		switch {
		case r == '\n':
			out.WriteRune(r)
			hidden = false
		case unicode.IsSpace(r):
			out.WriteRune(' ')
			hidden = false
		case g.shows(r):
			out.WriteRune(r)
			hidden = false
		case unicode.In(r, unicode.Cf, unicode.Cc, unicode.Mn, unicode.Me):
			// it only changes what stands before it
		case !hidden:
			out.WriteRune(square)
			hidden = true
		}
	}
	return out.String()
}

func (g glyphs) shows(r rune) bool {
	if r > 0xFFFF || unicode.In(r, unicode.Cf, unicode.Cc, unicode.Variation_Selector) { // the library writes two bytes
		return false
	}
	index, err := g.font.GlyphIndex(nil, r)
	return err == nil && index != 0
}
