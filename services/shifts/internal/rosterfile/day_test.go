package rosterfile

import "testing"

func TestDaysAsRostersWriteThem(t *testing.T) {
	t.Parallel()
	text := reader{mapping: Mapping{}.compile()}
	american := reader{mapping: Mapping{DateOrder: MonthFirst}.compile()}
	book := reader{mapping: Mapping{}.compile(), sheet: Sheet{Serials: true}}
	old := reader{mapping: Mapping{}.compile(), sheet: Sheet{Serials: true, Since1904: true}}
	for _, c := range []struct {
		name string
		r    reader
		text string
		want string // empty: not a day
	}{
		{"ISO", text, "2028-11-30", "2028-11-30"},
		{"British strokes", text, "30/11/2028", "2028-11-30"},
		{"without noughts", text, "3/4/2028", "2028-04-03"},
		{"two digits of the year", text, "30/11/28", "2028-11-30"},
		{"points", text, "30.11.2028", "2028-11-30"},
		{"Excel's English format", text, "30-Nov-2028", "2028-11-30"},
		{"Excel's short format", text, "30-Nov-28", "2028-11-30"},
		{"in full", text, "30 November 2028", "2028-11-30"},
		{"ordinal", text, "1st September 2028", "2028-09-01"},
		{"Sept", text, "1 Sept 2028", "2028-09-01"},
		{"weekday before it", text, "Thu 30/11/2028", "2028-11-30"},
		{"weekday in full", text, "Thursday, 30 November 2028", "2028-11-30"},
		{"without strokes", text, "20281130", "2028-11-30"},
		{"a leap day", text, "29/02/2028", "2028-02-29"},
		{"no leap day", text, "29/02/2027", ""},
		{"thirtieth of February", text, "30/02/2028", ""},
		{"month first, read day first", text, "11/30/2028", ""},
		{"month first, when told so", american, "11/30/2028", "2028-11-30"},
		{"ISO whatever the order", american, "2028-11-30", "2028-11-30"},
		{"no such month", text, "30 Novembre 2028", ""},
		{"words", text, "next Tuesday", ""},
		{"a serial in text is none", text, "47087", ""},
		{"a serial of a workbook", book, "47087", "2028-11-30"},
		{"a serial with its time", book, "47087.8125", "2028-11-30"},
		{"the first of March 1900 is out of time", book, "61", ""},
		{"a serial since 1904", old, "45625", "2028-11-30"},
		{"without strokes in a workbook", book, "20281130", "2028-11-30"},
		{"before rosters", text, "30/11/1928", ""},
	} {
		d, ok := c.r.readDay(c.text)
		if got := map[bool]string{true: d.iso()}[ok]; got != c.want {
			t.Errorf("%s: %q is %q, want %q", c.name, c.text, got, c.want)
		}
	}
}
