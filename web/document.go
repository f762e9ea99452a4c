package web

import (
	"fmt"
	"html/template"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"terugblik/coaching"
	"terugblik/docs/privacy"
	"terugblik/web/paper"
)

// documentFacts are what a document on privacy reads from the settings.
type documentFacts struct {
	holder coaching.Holder
	terms  coaching.Terms
	basis  string
}

var (
	commentInDocument = regexp.MustCompile(`\s*<!--.*?-->`)
	fieldInDocument   = regexp.MustCompile(`\{\{([a-z_]+)\}\}`)
)

// filled is the text of a document with everything in it that the settings know. The documents are Dutch, whatever the
// language of the screens.
func (f documentFacts) filled(dutch words, source string) string {
	value := map[string]string{
		"versie": strconv.Itoa(privacy.Version), "vandaag": dutch.fullDate(dutch.now), "houder": plainInMarkdown(f.holder.Name),
		"grondslag":          dutch.T("documents.basis_" + f.basis),
		"dagen_na_bespreken": dutch.N("retention.days", f.terms.ReviewDays),
		"dagen_hooguit":      dutch.N("retention.days", f.terms.CapDays),
		"jaren_uren":         dutch.N("retention.years", f.terms.HoursYears),
		"dagen_vertrek":      dutch.N("retention.days", coaching.LeavingDays),
	}
	source = commentInDocument.ReplaceAllString(source, "")
	return fieldInDocument.ReplaceAllStringFunc(source, func(field string) string { return value[strings.Trim(field, "{}")] })
}

// plainInMarkdown keeps a name from being read as Markdown.
func plainInMarkdown(name string) string {
	return strings.NewReplacer("\\", "\\\\", "*", "\\*", "_", "\\_", "[", "\\[", "]", "\\]", "<", "&lt;", "|", "\\|", "`", "\\`", "#", "\\#").Replace(name)
}

func markdown() goldmark.Markdown {
	return goldmark.New(goldmark.WithExtensions(extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignNone))))
}

// documentHTML shows a document; raw HTML in it is left out.
func documentHTML(source string) (template.HTML, error) {
	var out strings.Builder
	content, md := []byte(source), markdown()
	document := md.Parser().Parse(text.NewReader(content))
	labelCells(document, content)
	if err := md.Renderer().Render(&out, content, document); err != nil {
		return "", fmt.Errorf("reading a document: %w", err)
	}
	page := strings.ReplaceAll(out.String(), "<table>", `<div class="table-scroll" tabindex="0"><table class="table table-stack">`)
	page = strings.ReplaceAll(page, "</table>", "</table></div>")
	return template.HTML(page), nil //nolint:gosec // our own documents, of which goldmark leaves out what is not Markdown
}

// labelCells has every cell of a table carry its heading, for a phone, where a row stands as a block.
func labelCells(document ast.Node, source []byte) {
	for node := document.FirstChild(); node != nil; node = node.NextSibling() {
		if node.Kind() != extast.KindTable {
			continue
		}
		for row := node.FirstChild().NextSibling(); row != nil; row = row.NextSibling() {
			head := node.FirstChild().FirstChild()
			for cell := row.FirstChild(); cell != nil && head != nil; cell, head = cell.NextSibling(), head.NextSibling() {
				cell.SetAttributeString("data-label", plainText(head, source))
			}
		}
	}
}

// documentPaper is a document as paper: headings with paragraphs, lists, and each row of a table as one item.
func documentPaper(source, foot, pageOf string, dutch words) paper.Document {
	d := paper.Document{Language: "nl", Author: "Terugblik", At: dutch.now, Foot: foot, PageOf: pageOf}
	content := []byte(source)
	section := func() *paper.Section {
		if len(d.Sections) == 0 {
			d.Sections = append(d.Sections, paper.Section{})
		}
		return &d.Sections[len(d.Sections)-1]
	}
	for node := markdown().Parser().Parse(text.NewReader(content)).FirstChild(); node != nil; node = node.NextSibling() {
		switch n := node.(type) {
		case *ast.Heading:
			if n.Level == 1 {
				d.Title = plainText(n, content)
				continue
			}
			d.Sections = append(d.Sections, paper.Section{Heading: plainText(n, content), Large: n.Level == 2})
		case *ast.List:
			for item, number := n.FirstChild(), n.Start; item != nil; item, number = item.NextSibling(), number+1 {
				line := plainText(item, content)
				if n.IsOrdered() {
					line = strconv.Itoa(number) + ". " + line
				}
				section().Items = append(section().Items, line)
			}
		case *extast.Table:
			section().Items = append(section().Items, tableItems(n, content)...)
		default:
			section().Paragraphs = append(section().Paragraphs, plainText(n, content))
		}
	}
	return d
}

// tableItems says each row as one line: "first: second; third".
func tableItems(table *extast.Table, source []byte) (items []string) {
	for row := table.FirstChild(); row != nil; row = row.NextSibling() {
		if row.Kind() == extast.KindTableHeader {
			continue
		}
		var cells []string
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			cells = append(cells, plainText(cell, source))
		}
		if len(cells) > 0 {
			items = append(items, cells[0]+": "+strings.Join(cells[1:], "; "))
		}
	}
	return items
}

func plainText(node ast.Node, source []byte) string {
	var out strings.Builder
	_ = ast.Walk(node, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if words, ok := n.(*ast.Text); ok && entering {
			out.Write(words.Segment.Value(source))
			if words.SoftLineBreak() || words.HardLineBreak() {
				out.WriteByte(' ')
			}
		}
		return ast.WalkContinue, nil
	})
	return strings.NewReplacer("\\", "", "&lt;", "<").Replace(out.String())
}
