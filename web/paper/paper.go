// Package paper sets a short text with tables as a PDF: A4, our typeface embedded, in a language, with numbered pages.
package paper

import (
	"bytes"
	_ "embed" // the typeface
	"fmt"
	"strings"
	"time"

	"github.com/go-pdf/fpdf"
)

// The typeface of the screens, Source Sans 3 of the npm package source-sans 3.52.0, under the SIL Open Font License 1.1
// (fonts/LICENSE.md).
var (
	//go:embed fonts/SourceSans3-Regular.ttf
	regular []byte
	//go:embed fonts/SourceSans3-Semibold.ttf
	semibold []byte
)

// Document is what stands on the paper; the print view of the screens shows the same.
type Document struct {
	Language string // BCP 47, for example "nl"
	Title    string
	Author   string
	Kicker   string // above the title
	Running  string // at the head of every page but the first, which has the title; "" for none
	Concept  string // "" once it is final
	Facts    []Fact
	Sections []Section
	Foot     string
	PageOf   string // "Bladzijde %s van %s"
	At       time.Time
}

// Fact is one line of the head: what it is, and how it is here.
type Fact struct{ Label, Text string }

// Section is a heading with paragraphs, a list or a table.
type Section struct {
	Heading    string // "" before the first one
	Large      bool   // opens a part; its paragraphs may be none
	Paragraphs []string
	Items      []string
	Table      *Table
}

// The measures of the page, in mm and points.
const (
	margin   = 22.0
	foot     = 24.0
	textSize = 11.0
	leading  = 5.4
	family   = "source"
)

type sheet struct {
	*fpdf.Fpdf
	glyphs glyphs
}

// PDF sets the document. Characters that the typeface does not have become a square, of which one stands for a whole emoji.
func PDF(d Document) ([]byte, error) {
	known, err := readGlyphs(regular)
	if err != nil {
		return nil, err
	}
	s := sheet{Fpdf: fpdf.New("P", "mm", "A4", ""), glyphs: known}
	s.AddUTF8FontFromBytes(family, "", regular)
	s.AddUTF8FontFromBytes(family, "B", semibold)
	s.describe(d)
	s.SetMargins(margin, margin, margin)
	s.SetAutoPageBreak(true, foot)
	s.running(d.Running)
	s.footer(d)
	s.AddPage()
	s.head(d)
	for _, section := range d.Sections {
		s.section(section)
	}
	var out bytes.Buffer
	if err := s.Output(&out); err != nil {
		return nil, fmt.Errorf("set %q on paper: %w", d.Title, err)
	}
	return out.Bytes(), nil
}

// describe says what the file is to whoever reads it with a program: title, language, author, dates.
func (s sheet) describe(d Document) {
	s.SetTitle(d.Title, true)
	s.SetAuthor(d.Author, true)
	s.SetCreator("Terugblik", true)
	s.SetProducer("Terugblik", true)
	s.SetLang(d.Language)
	s.SetCreationDate(d.At)
	s.SetModificationDate(d.At)
	s.SetDisplayMode("fullwidth", "continuous")
	s.AliasNbPages("{nb}")
}

// running says on each page what the paper is, on one line: pages come apart.
func (s sheet) running(text string) {
	if text = s.glyphs.only(text); text == "" {
		return
	}
	s.SetHeaderFunc(func() {
		if s.PageNo() == 1 {
			return
		}
		s.ink(true)
		s.SetFont(family, "", 9)
		line := text
		if lines := s.SplitText(text, s.textWidth()-5); len(lines) > 1 {
			line = lines[0] + "…"
		}
		s.SetY(margin - 10)
		s.CellFormat(0, 5, line, "", 0, "L", false, 0, "")
		s.SetXY(margin, margin)
	})
}

func (s sheet) footer(d Document) {
	s.SetFooterFunc(func() {
		s.SetY(-foot + 8)
		s.ink(true)
		s.SetFont(family, "", 9)
		s.CellFormat(120, 5, s.glyphs.only(d.Foot), "", 0, "L", false, 0, "")
		s.CellFormat(0, 5, fmt.Sprintf(d.PageOf, fmt.Sprint(s.PageNo()), "{nb}"), "", 0, "R", false, 0, "")
	})
}

func (s sheet) head(d Document) {
	s.words(d.Kicker, "", 10, 5, true)
	s.words(d.Title, "B", 20, 9, false)
	if d.Concept != "" {
		s.Ln(1)
		s.words(d.Concept, "B", 12, 6, true)
	}
	s.Ln(3)
	for _, fact := range d.Facts {
		s.ink(true)
		s.SetFont(family, "", textSize)
		s.CellFormat(38, leading, s.glyphs.only(fact.Label), "", 0, "L", false, 0, "")
		s.words(fact.Text, "", textSize, leading, false)
	}
	s.Ln(2)
}

func (s sheet) section(section Section) {
	size, gap := 12.0, 3.0
	if section.Large {
		size, gap = 14.0, 6.0
	}
	s.keepWithNext(section)
	s.Ln(gap)
	if section.Heading != "" {
		s.words(section.Heading, "B", size, size/2, false)
		s.Ln(0.8)
	}
	for _, paragraph := range section.Paragraphs {
		s.words(paragraph, "", textSize, leading, false)
		s.Ln(1.4)
	}
	for _, item := range section.Items {
		s.ink(false)
		s.SetFont(family, "", textSize)
		s.CellFormat(5, leading, "•", "", 0, "L", false, 0, "")
		s.SetLeftMargin(margin + 5)
		s.words(item, "", textSize, leading, false)
		s.SetLeftMargin(margin)
		s.SetX(margin)
		s.Ln(0.6)
	}
	if section.Table != nil {
		s.table(*section.Table)
	}
}

// keepWithNext begins a new page rather than leave a heading, or the head of a table, at the bottom of one.
func (s sheet) keepWithNext(section Section) {
	need := 22.0
	if section.Table != nil {
		need = 45
	}
	if _, height := s.GetPageSize(); s.GetY() > height-foot-need {
		s.AddPage()
	}
}

func (s sheet) words(text, style string, size, height float64, quiet bool) {
	if strings.TrimSpace(text) == "" {
		return
	}
	s.ink(quiet)
	s.SetFont(family, style, size)
	s.MultiCell(0, height, s.glyphs.only(text), "", "L", false)
}

// ink is the colour of the screens' text, or of what stands back.
func (s sheet) ink(quiet bool) {
	if quiet {
		s.SetTextColor(0x5b, 0x60, 0x68)
		return
	}
	s.SetTextColor(0x22, 0x26, 0x2b)
}
