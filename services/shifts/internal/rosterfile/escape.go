package rosterfile

import "strings"

// formulas are the signs with which a spreadsheet takes text for a formula.
const formulas = "=+-@\t\r"

// escape keeps a spreadsheet from running what somebody typed into a cell. A cell that begins with an apostrophe before
// such a sign, or before another apostrophe, gets one too, so that unescape gives back exactly what was there.
func escape(cell string) string {
	if rest := strings.TrimLeft(cell, "'"); rest != "" && strings.ContainsRune(formulas, rune(rest[0])) {
		return "'" + cell
	}
	return cell
}

// unescape takes the apostrophe of escape away again.
func unescape(cell string) string {
	if !strings.HasPrefix(cell, "'") {
		return cell
	}
	if rest := strings.TrimLeft(cell, "'"); rest != "" && strings.ContainsRune(formulas, rune(rest[0])) {
		return cell[1:]
	}
	return cell
}
