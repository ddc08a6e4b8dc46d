package importfile

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// Problem is one thing that keeps a row from being taken in. It never says what stands in the cell.
type Problem struct {
	Field Field `json:"field"`
	// Column is the letter of the column; empty when the file has none for the field.
	Column string `json:"column,omitempty"`
	// Class is of what kind the value is: empty, 7 digits, a date with a two-digit year.
	Class   string `json:"class"`
	Message string `json:"message"`
	// Fix says what to write instead.
	Fix string `json:"fix,omitempty"`
}

// Problem makes a problem of a field of the row.
func (r Row) Problem(f Field, message, fix string) Problem {
	return Problem{Field: f, Column: r.letters[f], Class: Class(r.cells[f]), Message: message, Fix: fix}
}

var (
	digits    = regexp.MustCompile(`^[0-9]+$`)
	shortYear = regexp.MustCompile(`^[0-9]{1,2}[-/. ]([0-9]{1,2}|[A-Za-z]{3,9})[-/. ][0-9]{2}$`)
	number    = regexp.MustCompile(`^[0-9]+\.[0-9]+$`)
)

// Class says of what kind a value is, without saying what it is.
func Class(value string) string {
	n := len([]rune(value))
	letters := strings.IndexFunc(value, unicode.IsLetter) >= 0
	switch {
	case value == "":
		return "empty"
	case shortYear.MatchString(value):
		return "a date with a two-digit year"
	case digits.MatchString(value):
		return fmt.Sprintf("%d digits", n)
	case number.MatchString(value):
		return "a number"
	case !letters:
		return fmt.Sprintf("%d digits and signs", n)
	}
	return fmt.Sprintf("text of %d characters", n)
}
