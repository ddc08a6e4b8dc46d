package sheet

import "strings"

// formulas are the signs with which a spreadsheet takes text for a formula.
const formulas = "=+-@\t\r"

// Escape keeps a spreadsheet from running what somebody typed into a cell. A cell that begins with an apostrophe before
// such a sign, or before another apostrophe, gets one too, so that Unescape gives back exactly what was there.
func Escape(cell string) string {
	if rest := strings.TrimLeft(cell, "'"); rest != "" && strings.ContainsRune(formulas, rune(rest[0])) {
		return "'" + cell
	}
	return cell
}

// Unescape takes the apostrophe of Escape away again.
func Unescape(cell string) string {
	if !strings.HasPrefix(cell, "'") {
		return cell
	}
	if rest := strings.TrimLeft(cell, "'"); rest != "" && strings.ContainsRune(formulas, rune(rest[0])) {
		return cell[1:]
	}
	return cell
}
