package importfile

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
)

// dates is how the numbers of a workbook stand for days.
type dates struct{ serials, since1904 bool }

var (
	isoDay  = regexp.MustCompile(`^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})$`)
	dayName = regexp.MustCompile(`^([0-9]{1,2})[-/. ]([A-Za-z]{3,9})[-/., ]+([0-9]{4})$`)
	strokes = regexp.MustCompile(`^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})$`)
	clocked = regexp.MustCompile(`[ T]00:00(:00)?(\.0+)?Z?$`)
	serial  = regexp.MustCompile(`^[0-9]{4,6}(\.0*)?$`)
)

var months = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// Years beyond these are slips of the keyboard.
const (
	firstYear = 1920
	lastYear  = 2199
)

// Begin reads a day as its first moment in London. nil problem and zero time: the cell is empty.
func (r Row) Begin(f Field) (time.Time, *Problem) {
	cell := r.cells[f]
	if cell == "" {
		return time.Time{}, nil
	}
	y, m, d, ok := r.dates.read(cell)
	if ok {
		if at, real := midnight(y, m, d); real && y >= firstYear && y <= lastYear {
			return at, nil
		}
	}
	p := r.Problem(f, "This is not a day that can be read.", "Write it as 2028-11-30 or 30-Nov-2028, with all four digits of the year.")
	return time.Time{}, &p
}

// End reads a day as its last moment in London, which is the first of the day after. nil and nil: the cell is empty.
func (r Row) End(f Field) (*time.Time, *Problem) {
	at, p := r.Begin(f)
	if p != nil || at.IsZero() {
		return nil, p
	}
	end := dayAfter(at)
	return &end, nil
}

func dayAfter(at time.Time) time.Time {
	d := at.In(clock.London)
	return time.Date(d.Year(), d.Month(), d.Day()+1, 0, 0, 0, 0, clock.London).UTC()
}

// After is the last moment of the day so many months after a day: what was achieved on 30 November 2026 for 24 months
// holds through 30 November 2028. A day that the month does not have is its last.
func After(begin time.Time, n int) time.Time {
	d := begin.In(clock.London)
	first := time.Date(d.Year(), d.Month()+time.Month(n), 1, 0, 0, 0, 0, clock.London)
	last := first.AddDate(0, 1, -1).Day()
	return dayAfter(time.Date(first.Year(), first.Month(), min(d.Day(), last), 0, 0, 0, 0, clock.London))
}

// midnight is the day's first moment in London; false for a 30 February.
func midnight(y, m, d int) (time.Time, bool) {
	at := time.Date(y, time.Month(m), d, 0, 0, 0, 0, clock.London)
	if at.Year() != y || int(at.Month()) != m || at.Day() != d {
		return time.Time{}, false
	}
	return at.UTC(), true
}

// read takes a day apart. Strokes mean day first, as people here write it; a month's name needs no language of the machine.
func (o dates) read(cell string) (y, m, d int, ok bool) {
	if !serial.MatchString(cell) {
		cell = clocked.ReplaceAllString(cell, "")
	}
	if g := isoDay.FindStringSubmatch(cell); g != nil {
		return number4(g[1]), number4(g[2]), number4(g[3]), true
	}
	if g := dayName.FindStringSubmatch(cell); g != nil {
		m, ok := month(g[2])
		return number4(g[3]), m, number4(g[1]), ok
	}
	if g := strokes.FindStringSubmatch(cell); g != nil {
		return number4(g[3]), number4(g[2]), number4(g[1]), true
	}
	if o.serials && serial.MatchString(cell) {
		return o.day(cell)
	}
	return 0, 0, 0, false
}

// day is what the number of a workbook's cell stands for.
func (o dates) day(cell string) (y, m, d int, ok bool) {
	whole, _, _ := strings.Cut(cell, ".")
	// Day 60 of the count from 1900 is a 29 February that there was not; later days are as if it had been.
	zero := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if o.since1904 {
		zero = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	n := number4(whole)
	at := zero.AddDate(0, 0, n)
	return at.Year(), int(at.Month()), at.Day(), n > 60 || o.since1904
}

// month is a month by its name or the first three or more letters of it.
func month(name string) (int, bool) {
	name = strings.ToLower(name)
	for i, full := range months {
		if strings.HasPrefix(full, name) || (name == "sept" && i == 8) {
			return i + 1, true
		}
	}
	return 0, false
}

func number4(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}
