// Package sheet reads a table of words from a file that a person made: CSV as spreadsheets write it, or Excel (.xlsx).
package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// What is read at most.
const (
	MostRows    = 2000
	MostColumns = 50
	longestCell = 500      // runes; the rest is left out
	unpacked    = 12 << 20 // bytes that an .xlsx may unpack to; it is all in memory several times over
)

// Why a file is not read.
var (
	ErrNoTable  = errors.New("neither CSV nor .xlsx")
	ErrOldExcel = errors.New("an .xls, or an .xlsx with a password") // both are OLE2 containers
	ErrTooLong  = errors.New("more rows, columns or text than is read")
)

// Read gives the rows of a table as they stand in the file, cells trimmed, empty rows included, so that row i is line i+1. Of a
// workbook it is the sheet that was open when it was saved. A date in Excel is a number of days: see Day.
func Read(file []byte) ([][]string, error) {
	switch {
	case bytes.HasPrefix(file, []byte("PK\x03\x04")):
		return readExcel(file)
	case bytes.HasPrefix(file, []byte{0xD0, 0xCF, 0x11, 0xE0}):
		return nil, ErrOldExcel
	}
	return readCSV(file)
}

func readExcel(file []byte) (rows [][]string, err error) {
	defer func() {
		// The reader of a foreign format, on a file from outside: it may fall, the server not.
		if cause := recover(); cause != nil {
			rows, err = nil, fmt.Errorf("%w: %v", ErrNoTable, cause)
		}
	}()
	if unpacks(file) > unpacked {
		return nil, ErrTooLong
	}
	book, err := excelize.OpenReader(bytes.NewReader(file), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: unpacked, UnzipXMLSizeLimit: unpacked, // equal: nothing is unpacked to disk
	})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoTable, err)
	}
	defer book.Close()
	lines, err := book.Rows(book.GetSheetName(book.GetActiveSheetIndex()))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoTable, err)
	}
	defer lines.Close()
	for lines.Next() {
		cells, err := lines.Columns()
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrNoTable, err)
		}
		if rows, err = add(rows, cells); err != nil {
			return nil, err
		}
	}
	return rows, lines.Error()
}

// unpacks is how many bytes an archive says that it holds; 0 where it is none. What lies about it, excelize stops.
func unpacks(file []byte) (sum uint64) {
	archive, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return 0
	}
	for _, part := range archive.File {
		sum += min(part.UncompressedSize64, 2*unpacked) // so that no sum goes round
	}
	return sum
}

func readCSV(file []byte) ([][]string, error) {
	text, err := decoded(file)
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = separator(text), -1, true
	var rows [][]string
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrNoTable, err)
		}
		// Empty lines are skipped by the reader, and one record can take several lines: keep to the line of the file.
		line, _ := r.FieldPos(0)
		for len(rows) < line-1 {
			if rows, err = add(rows, nil); err != nil {
				return nil, err
			}
		}
		if rows, err = add(rows, cells); err != nil {
			return nil, err
		}
	}
}

// decoded is the text of a CSV: UTF-8 or UTF-16 by its mark, else UTF-8 if it is that, else Windows-1252 as Excel writes it.
func decoded(file []byte) (string, error) {
	text, _, err := transform.Bytes(unicode.BOMOverride(transform.Nop), file)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrNoTable, err)
	}
	if !utf8.Valid(text) {
		if text, err = charmap.Windows1252.NewDecoder().Bytes(text); err != nil {
			return "", fmt.Errorf("%w: %w", ErrNoTable, err)
		}
	}
	if bytes.ContainsRune(text, 0) {
		return "", ErrNoTable
	}
	return string(text), nil
}

// separator is what stands most often between the words of the first line that has one.
func separator(text string) rune {
	for line := range strings.Lines(text) {
		best, most := ',', 0
		for _, mark := range []rune{';', '\t', ','} {
			if n := strings.Count(line, string(mark)); n > most {
				best, most = mark, n
			}
		}
		if most > 0 {
			return best
		}
	}
	return ';'
}

func add(rows [][]string, cells []string) ([][]string, error) {
	kept := make([]string, 0, len(cells))
	for _, cell := range cells {
		cell = strings.TrimSpace(strings.ToValidUTF8(cell, ""))
		if runes := []rune(cell); len(runes) > longestCell {
			cell = string(runes[:longestCell])
		}
		kept = append(kept, cell)
	}
	for len(kept) > 0 && kept[len(kept)-1] == "" {
		kept = kept[:len(kept)-1]
	}
	if len(rows) >= MostRows || len(kept) > MostColumns {
		return nil, ErrTooLong
	}
	return append(rows, kept), nil
}
