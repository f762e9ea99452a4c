package paper

// Table is rows under a head, which stands again on every page that the rows reach.
type Table struct {
	Columns []Column
	Rows    [][]string // as many cells as there are columns
	Total   []string   // the last row, which stands out; nil for none
}

// Column is what its cells are.
type Column struct {
	Head   string
	Share  float64 // of the width, against the other columns
	Number bool    // stands at the right
}

// The measures of a table, in points and mm.
const (
	cellSize    = 9.5
	cellLeading = 4.4
	cellGap     = 0.8 // above and below the words of a row
	mostOfHead  = 4   // lines
)

// rowStyle is how a row looks.
type rowStyle struct {
	font  string
	shade bool
	rule  float64 // mm, beneath it
}

var (
	plainRow = rowStyle{rule: 0.1}
	headRow  = rowStyle{font: "B", shade: true, rule: 0.3}
	totalRow = rowStyle{font: "B", rule: 0.3}
)

func (s sheet) table(t Table) {
	s.SetDrawColor(0x8d, 0x85, 0x78)
	s.SetFillColor(0xf5, 0xf1, 0xea)
	s.tableHead(t)
	for _, row := range t.Rows {
		s.tableRow(t, row, plainRow)
	}
	if t.Total != nil {
		s.tableRow(t, t.Total, totalRow)
	}
	s.Ln(2)
}

func (s sheet) tableHead(t Table) {
	heads := make([]string, len(t.Columns))
	for i, column := range t.Columns {
		heads[i] = column.Head
	}
	lines := s.wrapped(t, heads, headRow)
	for i := range lines {
		lines[i] = lines[i][:min(len(lines[i]), mostOfHead)]
	}
	s.draw(t, lines, 0, tallest(lines), headRow)
}

// tableRow keeps a row together where a page can hold it, and else goes on with it on the next.
func (s sheet) tableRow(t Table, cells []string, style rowStyle) {
	lines := s.wrapped(t, cells, style)
	for from, tall := 0, tallest(lines); from < tall; {
		room := s.linesLeft()
		if room < min(tall-from, s.linesOfPage()) {
			s.AddPage()
			s.tableHead(t)
			room = s.linesLeft()
		}
		count := min(tall-from, max(room, 1))
		s.draw(t, lines, from, count, style)
		from += count
	}
}

// wrapped are the lines of each cell.
func (s sheet) wrapped(t Table, cells []string, style rowStyle) [][]string {
	s.SetFont(family, style.font, cellSize)
	lines := make([][]string, len(t.Columns))
	for i, cell := range cells[:min(len(cells), len(t.Columns))] {
		lines[i] = s.SplitText(s.glyphs.only(cell), s.wide(t, i))
	}
	return lines
}

// draw writes count lines of a row, from one of them on.
func (s sheet) draw(t Table, lines [][]string, from, count int, style rowStyle) {
	s.ink(false)
	s.SetFont(family, style.font, cellSize)
	left, top := s.GetX(), s.GetY()
	high := float64(count)*cellLeading + 2*cellGap
	if style.shade {
		s.Rect(left, top, s.textWidth(), high, "F")
	}
	x := left
	for i, column := range t.Columns {
		align := "L"
		if column.Number {
			align = "R"
		}
		for n := from; n < min(from+count, len(lines[i])); n++ {
			s.SetXY(x, top+cellGap+float64(n-from)*cellLeading)
			s.CellFormat(s.wide(t, i), cellLeading, lines[i][n], "", 0, align, false, 0, "")
		}
		x += s.wide(t, i)
	}
	s.SetLineWidth(style.rule)
	s.Line(left, top+high, left+s.textWidth(), top+high)
	s.SetXY(left, top+high)
}

// wide is the width of a column, in mm.
func (s sheet) wide(t Table, column int) float64 {
	sum := 0.0
	for _, c := range t.Columns {
		sum += c.Share
	}
	return s.textWidth() * t.Columns[column].Share / sum
}

func (s sheet) textWidth() float64 {
	width, _ := s.GetPageSize()
	return width - 2*margin
}

// linesLeft is how many lines a row can have on this page.
func (s sheet) linesLeft() int {
	_, height := s.GetPageSize()
	return int((height - foot - s.GetY() - 2*cellGap) / cellLeading)
}

// linesOfPage is how many it can have on a page of its own, under a head.
func (s sheet) linesOfPage() int {
	_, height := s.GetPageSize()
	return int((height-foot-margin-6*cellGap)/cellLeading) - mostOfHead - 2
}

func tallest(lines [][]string) int {
	most := 0
	for _, cell := range lines {
		most = max(most, len(cell))
	}
	return most
}
