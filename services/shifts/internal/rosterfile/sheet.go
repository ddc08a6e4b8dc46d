// Package rosterfile reads the release of a roster from a CSV or an XLSX file: which column is what, what each row asks
// for, and what keeps a row from being read, said so that the person at the spreadsheet can put it right.
package rosterfile

import (
	"fmt"

	"github.com/muster-ics/muster/pkg/sheet"
)

// The limits of a file. What is beyond them is refused with a sentence and never cut off.
const (
	MaxBytes   = sheet.MaxBytes
	MaxRows    = sheet.MaxRows
	MaxShifts  = 10_000 // the places of all rows together
	maxColumns = sheet.MaxColumns
	maxCell    = sheet.MaxCell
	maxTitles  = sheet.MaxTitles
)

type (
	// Refused is a file that cannot be read as a whole. Message says what to do with it.
	Refused = sheet.Refused
	// Line is one row of cells with the number that a spreadsheet shows beside it.
	Line = sheet.Line
	// Sheet is the cells of a file. Dates and times of a workbook are serial numbers.
	Sheet = sheet.Sheet
)

// reading is how sentences about a file call it, and which of several sheets is read.
var reading = sheet.Options{What: "roster", By: "week", Meant: looksLikeARoster}

// Read takes a file apart. The error is a *Refused.
func Read(file []byte) (Sheet, error) { return sheet.Read(file, reading) }

func refuse(code, format string, args ...any) error {
	return &Refused{Code: code, Message: fmt.Sprintf(format, args...)}
}
