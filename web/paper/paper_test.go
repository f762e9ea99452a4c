package paper_test

import (
	"bytes"
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"terugblik/web/paper"
)

func report() paper.Document {
	return paper.Document{
		Language: "nl", Title: "Verslag van de coaching", Author: "Chloë", Kicker: "De Uiltjes", At: time.Unix(1_770_000_000, 0),
		Facts:    []paper.Fact{{Label: "Medewerker", Text: "Samira van den Oetelaar-Achterberg"}},
		Sections: []paper.Section{{Heading: "Coachvraag", Paragraphs: []string{"Hoe?"}}},
		Foot:     "Alleen tekst", PageOf: "Bladzijde %s van %s",
	}
}

// read asks another program what stands in a PDF.
func read(t *testing.T, program string, pdf []byte, args ...string) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), program, args...)
	command.Stdin = bytes.NewReader(pdf)
	var complaints bytes.Buffer
	command.Stderr = &complaints
	out, err := command.Output()
	require.NoError(t, err, "%s (of poppler-utils): %s", program, complaints.String())
	require.Empty(t, complaints.String(), "it is a whole PDF")
	return string(out)
}

func TestAnotherProgramReadsWhatWasWritten(t *testing.T) {
	t.Parallel()
	d := report()
	d.Sections = append(d.Sections, paper.Section{
		Heading:    "Wat Chloë zag — groeien",
		Paragraphs: []string{"Vrĳ én écht: ‘ik wacht’ • €5", "Cafe\u0301 \u200bin stilte", "Lach \U0001F469\U0001F3FD\u200d\U0001F466 en \U0001F389\U0001F389 door"},
		Items:      []string{"Drie tellen wachten", "Op ooghoogte"},
	})
	pdf, err := paper.PDF(d)
	require.NoError(t, err)
	text := read(t, "pdftotext", pdf, "-layout", "-", "-")
	for _, words := range []string{
		"Samira van den Oetelaar-Achterberg", "Wat Chloë zag — groeien", "Vrĳ én écht: ‘ik wacht’ • €5", "Café in stilte",
		"Lach □ en □ door", "Drie tellen wachten", "Bladzijde 1 van 1", "Alleen tekst",
	} {
		require.Contains(t, text, words)
	}
	require.NotContains(t, text, "Concept")
	about := read(t, "pdfinfo", pdf, "-")
	require.Contains(t, about, "Verslag van de coaching")
	require.Contains(t, about, "Chloë")
	require.Contains(t, about, "A4")
	require.Contains(t, string(pdf), "/Lang (nl)")
	for _, line := range strings.Split(strings.TrimSpace(read(t, "pdffonts", pdf, "-")), "\n")[2:] {
		require.Regexp(t, `TrueType\s+Identity-H\s+yes`, line, "each typeface is embedded")
	}
}

func TestALongTextGoesOnOnNumberedPages(t *testing.T) {
	t.Parallel()
	d := report()
	d.Concept = "Concept"
	long := strings.Repeat("Een zin die steeds terugkomt. ", 65)
	for range 9 {
		d.Sections = append(d.Sections, paper.Section{Heading: "Wat ik zag", Paragraphs: []string{long, strings.Repeat("x", 2000)}})
	}
	pdf, err := paper.PDF(d)
	require.NoError(t, err)
	text := read(t, "pdftotext", pdf, "-layout", "-", "-")
	require.Contains(t, text, "Concept")
	pages := strings.Split(strings.TrimSuffix(text, "\f"), "\f")
	require.Greater(t, len(pages), 5)
	for i, page := range pages {
		require.Contains(t, page, "Bladzijde "+string(rune('1'+i))+" van "+string(rune('0'+len(pages))))
		lines := strings.Split(strings.TrimSpace(page), "\n")
		require.NotEqual(t, "Wat ik zag", strings.TrimSpace(lines[len(lines)-3]), "no heading stands alone at the bottom")
	}
	require.Equal(t, 18000, strings.Count(text, "x"), "a word that is too long for a line is not cut off")
}

// TestATableGoesOnUnderItsHead: long names are wrapped and nothing of a row is lost, however many pages it takes.
func TestATableGoesOnUnderItsHead(t *testing.T) {
	t.Parallel()
	d := report()
	d.Running = "Verslag van de coaching · De Uiltjes"
	table := &paper.Table{
		Columns: []paper.Column{{Head: "Kindercentrum", Share: 3}, {Head: "Uren gepland", Share: 1, Number: true}},
		Total:   []string{"Alle centra", "4.950"},
	}
	for n := range 100 {
		table.Rows = append(table.Rows, []string{fmt.Sprintf("Centrum %03d %s", n, strings.Repeat("aan het water ", n%9)), fmt.Sprintf("%d uur", n)})
	}
	table.Rows = append(table.Rows, []string{strings.Repeat("y", 9000), "een rij van meer dan een bladzijde"})
	d.Sections = []paper.Section{{Heading: "Uren", Table: table}}
	pdf, err := paper.PDF(d)
	require.NoError(t, err)
	text := read(t, "pdftotext", pdf, "-layout", "-", "-")
	pages := strings.Split(strings.TrimSuffix(text, "\f"), "\f")
	require.Greater(t, len(pages), 5)
	for i, page := range pages {
		require.Contains(t, page, "Kindercentrum", "the head stands on page %d", i+1)
		require.Equal(t, i > 0, strings.Contains(page, d.Running), "page %d", i+1)
		require.Contains(t, page, fmt.Sprintf("Bladzijde %d van %d", i+1, len(pages)))
	}
	for n := range 100 {
		require.Regexp(t, fmt.Sprintf(`(?m)^\s*Centrum %03d\b.*\s{2,}%d uur$`, n, n), text)
		require.Equal(t, n%9, strings.Count(rowOf(text, n), "water"), "the name of row %d is whole", n)
	}
	require.Equal(t, 9000, strings.Count(strings.ReplaceAll(text, "Bladzijde", ""), "y"), "a row that is too tall for a page is not cut off")
	require.Regexp(t, `(?m)^\s*Alle centra\s+4\.950$`, text)
}

// rowOf is what stands from a row up to the next.
func rowOf(text string, n int) string {
	_, from, _ := strings.Cut(text, fmt.Sprintf("Centrum %03d", n))
	row, _, _ := strings.Cut(from, fmt.Sprintf("Centrum %03d", n+1))
	return strings.SplitN(row, "yyy", 2)[0]
}

func FuzzPaperTakesEveryText(f *testing.F) {
	for _, text := range []string{"", "\n\n", "\u0301", "\uFFFF\u200d", "\U0001F1F3\U0001F1F1", "a\tb\x00c", "سلام", "%s {nb}", "\\()"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || len(text) > 4000 {
			t.Skip("the rules refuse it before")
		}
		d := report()
		d.Title, d.Foot, d.Running = text, text, text
		d.Facts = append(d.Facts, paper.Fact{Label: text, Text: text})
		d.Sections = append(d.Sections, paper.Section{Heading: text, Paragraphs: []string{text}, Items: []string{text}, Table: &paper.Table{
			Columns: []paper.Column{{Head: text, Share: 9}, {Head: text, Share: 1, Number: true}}, Rows: [][]string{{text, text}, {}}, Total: []string{text},
		}})
		pdf, err := paper.PDF(d)
		require.NoError(t, err)
		require.True(t, bytes.HasPrefix(pdf, []byte("%PDF-")))
	})
}
