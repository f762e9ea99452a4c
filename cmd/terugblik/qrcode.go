package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"rsc.io/qr"
)

// code is one address to point a camera at.
type code struct{ title, text string }

const (
	quietZone     = 2 // modules around a code; the terminal around it is quiet too
	terminalWidth = 80
)

// printCodes prints codes beside each other, or below each other where they do not fit. On a terminal they are black on
// white whatever its colours are; elsewhere light is drawn, which is right on a dark ground.
func printCodes(out io.Writer, codes []code, colours bool) {
	var columns [][]string
	width := 0
	for _, c := range codes {
		drawn, err := qr.Encode(c.text, qr.L)
		if err != nil {
			continue // an address that no code holds is printed in words anyway
		}
		column := append([]string{c.title}, halfBlocks(drawn)...)
		columns = append(columns, column)
		width += utf8.RuneCountInString(column[1]) + 3
	}
	if width > terminalWidth {
		for _, column := range columns {
			printColumns(out, [][]string{column}, colours)
		}
		return
	}
	printColumns(out, columns, colours)
}

func printColumns(out io.Writer, columns [][]string, colours bool) {
	rows := 0
	for _, column := range columns {
		rows = max(rows, len(column))
	}
	for row := range rows {
		var line strings.Builder
		for _, column := range columns {
			wide := utf8.RuneCountInString(column[len(column)-1])
			text := ""
			if row < len(column) {
				text = column[row]
			}
			padding := strings.Repeat(" ", max(0, wide-utf8.RuneCountInString(text)))
			if colours && row > 0 && text != "" {
				text = "\x1b[97;40m" + text + "\x1b[0m"
			}
			line.WriteString("  " + text + padding + " ")
		}
		fmt.Fprintln(out, strings.TrimRight(line.String(), " "))
	}
}

// halfBlocks draws light modules, two rows in one line.
func halfBlocks(c *qr.Code) []string {
	light := func(x, y int) bool { return !c.Black(x, y) } // outside of a code it is light
	var lines []string
	for y := -quietZone; y < c.Size+quietZone; y += 2 {
		var line strings.Builder
		for x := -quietZone; x < c.Size+quietZone; x++ {
			switch top, bottom := light(x, y), light(x, y+1) && y+1 < c.Size+quietZone; {
			case top && bottom:
				line.WriteRune('█')
			case top:
				line.WriteRune('▀')
			case bottom:
				line.WriteRune('▄')
			default:
				line.WriteRune(' ')
			}
		}
		lines = append(lines, line.String())
	}
	return lines
}
