package rosterfile

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// day is a day of the calendar, in no zone.
type day struct {
	year  int
	month time.Month
	day   int
}

func dayOf(t time.Time) day {
	y, m, d := t.Date()
	return day{y, m, d}
}

func (d day) time() time.Time { return time.Date(d.year, d.month, d.day, 0, 0, 0, 0, time.UTC) }

func (d day) next() day { return dayOf(d.time().AddDate(0, 0, 1)) }

func (d day) iso() string { return d.time().Format(time.DateOnly) }

// real tells whether the calendar has the day; a roster has nothing to do before 2000 or after 2999.
func (d day) real() bool {
	return d.year >= 2000 && d.year <= 2999 && dayOf(d.time()) == d
}

// How dates are written in rosters, the name of the weekday before them left away.
var (
	weekday = regexp.MustCompile(`^(?i:mon|tue|wed|thu|fri|sat|sun)[a-z]*[ ,.]*`)
	isoDay  = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$`)
	digits  = regexp.MustCompile(`^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})$`)
	named   = regexp.MustCompile(`^(\d{1,2})(?:st|nd|rd|th)?[-/. ]+([A-Za-z]{3,9})\.?,?[-/. ]+(\d{4}|\d{2})$`)
	compact = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
)

// readDay reads a day. ok is false for what is none, or none in this order.
func (r reader) readDay(text string) (d day, ok bool) {
	if d, ok := r.serialDay(text); ok {
		return d, true
	}
	text = strings.TrimSpace(weekday.ReplaceAllString(text, ""))
	if m := isoDay.FindStringSubmatch(text); m != nil {
		d = day{whole(m[1]), time.Month(whole(m[2])), whole(m[3])}
	} else if m := compact.FindStringSubmatch(text); m != nil {
		d = day{whole(m[1]), time.Month(whole(m[2])), whole(m[3])}
	} else if m := named.FindStringSubmatch(text); m != nil {
		d = day{year(m[3]), months[strings.ToLower(m[2][:3])], whole(m[1])}
		if full := strings.ToLower(m[2]); d.month != 0 && full != "sept" && !strings.HasPrefix(strings.ToLower(d.month.String()), full) {
			return day{}, false
		}
	} else if m := digits.FindStringSubmatch(text); m != nil {
		d = day{year(m[3]), time.Month(whole(m[2])), whole(m[1])}
		if r.mapping.DateOrder == MonthFirst {
			d.month, d.day = time.Month(d.day), int(d.month)
		}
	}
	return d, d.real()
}

// serialDay reads the whole part of a workbook's serial number.
func (r reader) serialDay(text string) (day, bool) {
	n, _, ok := r.serial(text)
	if !ok || n < 1 {
		return day{}, false
	}
	first := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
	if r.sheet.Since1904 {
		first = time.Date(1904, time.January, 1, 0, 0, 0, 0, time.UTC)
	}
	d := dayOf(first.AddDate(0, 0, n))
	return d, d.real()
}

// serial splits a workbook's number into days and minutes of the day. Only workbooks have them, and nothing from the
// year 3000 on is one: 20281130 is a date written without strokes.
func (r reader) serial(text string) (days, minutes int, ok bool) {
	if !r.sheet.Serials {
		return 0, 0, false
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || f < 0 || f >= 402_000 {
		return 0, 0, false
	}
	all := int(math.Round(f * 24 * 60))
	return all / (24 * 60), all % (24 * 60), true
}

func year(s string) int {
	if len(s) == 2 {
		return 2000 + whole(s)
	}
	return whole(s)
}

func whole(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

var months = func() map[string]time.Month {
	out := map[string]time.Month{}
	for m := time.January; m <= time.December; m++ {
		out[strings.ToLower(m.String()[:3])] = m
	}
	return out
}()
