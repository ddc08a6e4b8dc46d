// Package sheet reads a CSV or an XLSX file into rows of cells, within limits: whatever the bytes are, the answer is rows or
// a sentence that says what to do with the file. What the rows mean is for others.
package sheet

import (
	"bytes"
	"fmt"
)

// The limits of a file. What is beyond them is refused with a sentence and never cut off.
const (
	MaxBytes   = 10 << 20
	MaxRows    = 10_000
	MaxColumns = 100
	MaxCell    = 500 // runes kept of one cell
	// MaxTitles is how many lines may stand above the rows themselves: titles and headings.
	MaxTitles = 40
	// maxUnzipped bounds what a workbook may unfold to: ten thousand rows of a roster are some 5 MB.
	maxUnzipped = 32 << 20
	// maxPart bounds every part but the sheets: the shared texts and the list of sheets are held whole and unfold again.
	maxPart    = 8 << 20
	maxEntries = 2000
	maxSheets  = 100
)

// Options say what is in the file, for its sentences, and which of several sheets is meant. The zero value does for any
// table.
type Options struct {
	// What the rows make up, e.g. roster; By what a file that is too long is best split, e.g. week.
	What, By string
	// Meant tells whether a sheet is what was to be sent; of several sheets the first that is meant is read, else the first.
	Meant func(Sheet) bool
}

func (o Options) what() string {
	if o.What == "" {
		return "table"
	}
	return o.What
}

// Refused is a file that cannot be read as a whole. Message says what to do with it.
type Refused struct{ Code, Message string }

// Error implements error.
func (e *Refused) Error() string { return e.Code + ": " + e.Message }

func refuse(code, format string, args ...any) error {
	return &Refused{Code: code, Message: fmt.Sprintf(format, args...)}
}

// Line is one row of cells with the number that a spreadsheet shows beside it.
type Line struct {
	Number int
	Cells  []string
}

// Sheet is the cells of a file. Cells is trimmed text; dates and times of a workbook are serial numbers.
type Sheet struct {
	Lines []Line
	// Serials tells that numbers may stand for dates and times; Since1904 which of the two day counts they follow.
	Serials, Since1904 bool
	// Notes say what was left unread, for example a second sheet.
	Notes []string
}

// Read takes a file apart. What it is follows from its bytes: names and media types of uploads are often wrong. The error
// is a *Refused.
func Read(file []byte, o Options) (Sheet, error) {
	switch {
	case len(file) > MaxBytes:
		return Sheet{}, refuse("file_too_large", "The file is larger than 10 MB. Send fewer columns, or a part of the %s at a time.", o.what())
	case len(bytes.TrimSpace(file)) == 0:
		return Sheet{}, refuse("file_empty", "The file is empty. Choose the %s and send it again.", o.what())
	}
	if err := foreign(file, o); err != nil {
		return Sheet{}, err
	}
	var s Sheet
	var err error
	if bytes.HasPrefix(file, zipMagic) {
		s, err = readWorkbook(file, o)
	} else {
		s, err = readText(file, o)
	}
	if err != nil {
		return Sheet{}, err
	}
	if len(s.Lines) == 0 {
		return Sheet{}, refuse("file_empty", "There is nothing in the file. Choose the %s and send it again.", o.what())
	}
	return s, nil
}

var (
	zipMagic = []byte("PK\x03\x04")
	oleMagic = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}
	// encrypted is how an OLE file names the part that holds a workbook with a password: UTF-16.
	encrypted = []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")
)

// foreign refuses what is known to be neither text nor a workbook that can be read.
func foreign(file []byte, o Options) error {
	switch {
	case bytes.HasPrefix(file, oleMagic) && bytes.Contains(file, encrypted):
		return refuse("file_encrypted", "The workbook is protected by a password. Take the password off (File, Info, Protect Workbook) and send it again.")
	case bytes.HasPrefix(file, oleMagic):
		return refuse("file_legacy", "This is a workbook of the old kind (.xls). Open it, save it as Excel Workbook (.xlsx) or CSV UTF-8, and send that.")
	case bytes.HasPrefix(file, []byte("%PDF")):
		return refuse("file_kind", "This is a PDF. Export the %s as .xlsx or .csv and send that.", o.what())
	case bytes.HasPrefix(bytes.TrimSpace(file), []byte("<")):
		return refuse("file_kind", "This is a web page or XML under another name. Open it in a spreadsheet, save it as .xlsx or CSV UTF-8, and send that.")
	case bytes.HasPrefix(file, []byte("PK\x05\x06")):
		return refuse("file_empty", "The file is an empty archive. Choose the %s and send it again.", o.what())
	}
	return nil
}

// TooMany is the refusal of a file with more rows than are read.
func (o Options) TooMany() error {
	how := ""
	if o.By != "" {
		how = ", for example by " + o.By + ","
	}
	return refuse("too_many_rows", "The file has more than %d rows. Split it%s and send the parts one after the other.", MaxRows, how)
}

func (o Options) tooWide(n int) error {
	return refuse("too_many_columns", "Row %d has more than %d columns. Keep the columns of the %s only.", n, MaxColumns, o.what())
}
