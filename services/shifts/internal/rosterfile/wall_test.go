package rosterfile

import (
	"testing"
	"time"
)

func TestTimesOfDayAsRostersWriteThem(t *testing.T) {
	t.Parallel()
	text := reader{mapping: Mapping{}.compile()}
	book := reader{mapping: Mapping{}.compile(), sheet: Sheet{Serials: true}}
	const no = -1
	for _, c := range []struct {
		r       reader
		text    string
		minutes int
		zone    string
		day     string
	}{
		{text, "07:30", 450, "", ""}, {text, "7:30", 450, "", ""}, {text, "0730", 450, "", ""}, {text, "730", 450, "", ""}, {text, "19.30", 1170, "", ""},
		{text, "07:30:00", 450, "", ""}, {text, "24:00", 1440, "", ""}, {text, "00:00", 0, "", ""}, {text, "7.30pm", 1170, "", ""}, {text, "7 am", 420, "", ""},
		{text, "12:00 am", 0, "", ""}, {text, "12pm", 720, "", ""}, {text, "01:30 BST", 90, "BST", ""}, {text, "01:30GMT", 90, "GMT", ""}, {text, "01:30 +01:00", 90, "+01:00", ""},
		{text, "30/11/2028 07:30", 450, "", "2028-11-30"}, {text, "30-Nov-2028 7:30 PM", 1170, "", "2028-11-30"}, {text, "2028-11-30T07:30:00Z", 450, "", "2028-11-30"},
		{text, "25:00", no, "", ""}, {text, "24:01", no, "", ""}, {text, "07:60", no, "", ""}, {text, "07:30:15", no, "", ""}, {text, "7", no, "", ""}, {text, "early", no, "", ""}, {text, "19.5", no, "", ""}, {text, "0.3125", no, "", ""}, {text, "13pm", no, "", ""},
		{book, "0.3125", 450, "", ""}, {book, "0.8125", 1170, "", ""}, {book, "0.81249999999999989", 1170, "", ""}, {book, "1", 1440, "", ""}, {book, "0", 0, "", ""},
		{book, "47087.8125", 1170, "", "2028-11-30"}, {book, "1930", 1170, "", ""}, {book, "730", 450, "", ""}, {book, "07:30", 450, "", ""},
	} {
		w, ok := c.r.readWall(c.text)
		got, day := w.minutes, ""
		if !ok {
			got = no
		} else if w.day != nil {
			day = w.day.iso()
		}
		if got != c.minutes || (ok && (w.zone != c.zone || day != c.day)) {
			t.Errorf("%q (workbook: %t) is minute %d %s %s, want %d %s %s", c.text, c.r.sheet.Serials, got, w.zone, day, c.minutes, c.zone, c.day)
		}
	}
}

// What clocks in London show, and when that is. The nights of 29 March and 25 October 2026 are those of the change.
func TestMomentsOfTheClockOnTheWall(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, day, at, zone string
		want                string // empty: refused
	}{
		{"winter", "2026-01-15", "07:30", "", "2026-01-15T07:30:00Z"},
		{"summer", "2026-07-15", "07:30", "", "2026-07-15T06:30:00Z"},
		{"midnight at the end", "2026-07-15", "24:00", "", "2026-07-15T23:00:00Z"},
		{"before clocks go forward", "2026-03-29", "00:59", "", "2026-03-29T00:59:00Z"},
		{"the hour that is not there", "2026-03-29", "01:00", "", ""},
		{"the hour that is not there, still", "2026-03-29", "01:59", "", ""},
		{"after clocks went forward", "2026-03-29", "02:00", "", "2026-03-29T01:00:00Z"},
		{"the hour that is not there, said in GMT", "2026-03-29", "01:30", "GMT", "2026-03-29T01:30:00Z"},
		{"the hour that is not there, said in BST", "2026-03-29", "01:30", "BST", "2026-03-29T00:30:00Z"},
		{"before clocks go back", "2026-10-25", "00:59", "", "2026-10-24T23:59:00Z"},
		{"the hour that comes twice", "2026-10-25", "01:00", "", ""},
		{"the hour that comes twice, still", "2026-10-25", "01:59", "", ""},
		{"the first time", "2026-10-25", "01:30", "BST", "2026-10-25T00:30:00Z"},
		{"the second time", "2026-10-25", "01:30", "GMT", "2026-10-25T01:30:00Z"},
		{"the second time by its offset", "2026-10-25", "01:30", "+00:00", "2026-10-25T01:30:00Z"},
		{"after clocks went back", "2026-10-25", "02:00", "", "2026-10-25T02:00:00Z"},
		{"the right clock named", "2026-07-15", "07:30", "bst", "2026-07-15T06:30:00Z"},
		{"the wrong clock named", "2026-07-15", "07:30", "GMT", ""},
		{"another offset is exact", "2026-07-15", "07:30", "+02:00", "2026-07-15T05:30:00Z"},
		{"no clock at all", "2026-07-15", "07:30", "CET", ""},
	} {
		r := reader{mapping: Mapping{}.compile()}
		d, _ := r.readDay(c.day)
		w, ok := r.readWall(c.at)
		if !ok {
			t.Fatal(c.name)
		}
		got, trouble, fix := w.moment(d, c.zone)
		if trouble != "" {
			if c.want != "" || fix == "" {
				t.Errorf("%s: refused: %s %s", c.name, trouble, fix)
			}
			continue
		}
		if text := got.Format(time.RFC3339); text != c.want {
			t.Errorf("%s: %s, want %q", c.name, text, c.want)
		}
	}
}
