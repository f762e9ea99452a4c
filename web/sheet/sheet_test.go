package sheet_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"terugblik/web/sheet"
)

func TestATableIsReadAsSpreadsheetsWriteIt(t *testing.T) {
	t.Parallel()
	want := [][]string{{"Voornaam", "E-mail"}, nil, {"Zoë", "zoe@x.test"}}
	for name, file := range map[string]string{
		"semicolons":           "Voornaam;E-mail\r\n\r\nZoë;zoe@x.test\r\n",
		"commas":               "Voornaam,E-mail\n\nZoë,zoe@x.test",
		"tabs":                 "Voornaam\tE-mail\n\nZoë\tzoe@x.test\n",
		"quotes":               "\"Voornaam\";\"E-mail\"\n\n\" Zoë \";zoe@x.test;;\n",
		"a mark":               "\ufeffVoornaam;E-mail\n\nZoë;zoe@x.test\n",
		"Windows-1252":         "Voornaam;E-mail\n\nZo\xeb;zoe@x.test\n",
		"UTF-16 little endian": "\xff\xfeV\x00o\x00o\x00r\x00n\x00a\x00a\x00m\x00;\x00E\x00-\x00m\x00a\x00i\x00l\x00\n\x00\n\x00Z\x00o\x00\xeb\x00;\x00z\x00o\x00e\x00@\x00x\x00.\x00t\x00e\x00s\x00t\x00",
	} {
		rows, err := sheet.Read([]byte(file))
		require.NoError(t, err, name)
		require.Len(t, rows, len(want), name)
		for i := range want {
			require.Equal(t, want[i], append([]string(nil), rows[i]...), "%s, line %d", name, i+1)
		}
	}
}

func TestAnExcelTableGivesNumbersAsTheyAre(t *testing.T) {
	t.Parallel()
	rows, err := sheet.Read(workbook(t, func(book *excelize.File) {
		require.NoError(t, book.SetSheetRow("Sheet1", "A1", &[]any{"Naam", "Begin", "Fte"}))
		require.NoError(t, book.SetSheetRow("Sheet1", "A3", &[]any{" Zoë ", time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC), 0.67}))
	}))
	require.NoError(t, err)
	require.Len(t, rows, 3)
	require.Equal(t, []string{"Zoë", "46086", "0.67"}, rows[2])
}

func TestWhatIsNoTableIsRefusedByItsReason(t *testing.T) {
	t.Parallel()
	secret := workbook(t, func(book *excelize.File) { require.NoError(t, book.SetCellValue("Sheet1", "A1", "x")) }, excelize.Options{Password: "x"})
	for name, given := range map[string]struct {
		file []byte
		want error
	}{
		"an .xls":                {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"), sheet.ErrOldExcel},
		"an .xlsx with password": {secret, sheet.ErrOldExcel},
		"a zip":                  {[]byte("PK\x03\x04nothing"), sheet.ErrNoTable},
		"a picture":              {[]byte("\x89PNG\r\n\x1a\n\x00\x00\x00"), sheet.ErrNoTable},
		"too many lines":         {[]byte(strings.Repeat("a;b\n", sheet.MostRows+1)), sheet.ErrTooLong},
		"too many empty lines":   {[]byte(strings.Repeat("\n", sheet.MostRows+1) + "a;b"), sheet.ErrTooLong},
		"too many columns":       {[]byte(strings.Repeat("a;", sheet.MostColumns) + "b"), sheet.ErrTooLong},
	} {
		_, err := sheet.Read(given.file)
		require.ErrorIs(t, err, given.want, name)
	}
}

// TestASmallFileThatUnpacksToMuchIsRefused: a megabyte of Excel can say a gigabyte, also where it lies about its size.
func TestASmallFileThatUnpacksToMuchIsRefused(t *testing.T) {
	t.Parallel()
	bomb := workbook(t, func(book *excelize.File) {
		for row := range 600 {
			cell, _ := excelize.CoordinatesToCellName(1, row+1)
			require.NoError(t, book.SetCellValue("Sheet1", cell, strings.Repeat("a", excelize.TotalCellChars-4)+fmt.Sprintf("%04d", row)))
		}
	})
	require.Less(t, len(bomb), 1<<20)
	_, err := sheet.Read(bomb)
	require.ErrorIs(t, err, sheet.ErrTooLong)
	_, err = sheet.Read(shrunk(t, bomb))
	require.ErrorIs(t, err, sheet.ErrNoTable)
}

// shrunk says of each part of an archive that it unpacks to ten bytes.
func shrunk(t *testing.T, file []byte) []byte {
	t.Helper()
	whole, lying := bytes.Clone(file), []byte{10, 0, 0, 0}
	for at := 0; ; at += 4 {
		next := bytes.Index(whole[at:], []byte("PK\x01\x02")) // a line of its directory
		if next < 0 {
			require.Positive(t, at)
			return whole
		}
		at += next
		copy(whole[at+24:], lying)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("Voornaam;Achternaam;E-mail\nSamira;Oetelaar;s@x.test\n"))
	f.Add([]byte("\"a\nb\";c\r\n\r\n\"unfinished"))
	f.Add([]byte("\xff\xfea\x00;\x00"))
	f.Add(workbook(f, func(book *excelize.File) { _ = book.SetSheetRow("Sheet1", "A1", &[]any{"Naam", 1.5}) }))
	f.Fuzz(func(t *testing.T, file []byte) {
		rows, err := sheet.Read(file)
		if err != nil {
			require.Nil(t, rows)
			return
		}
		require.LessOrEqual(t, len(rows), sheet.MostRows)
		for _, row := range rows {
			require.LessOrEqual(t, len(row), sheet.MostColumns)
		}
	})
}

func workbook(t testing.TB, fill func(*excelize.File), options ...excelize.Options) []byte {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	fill(book)
	var file bytes.Buffer
	require.NoError(t, book.Write(&file, options...))
	return file.Bytes()
}
