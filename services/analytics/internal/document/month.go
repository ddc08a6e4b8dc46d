package document

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
)

// Month is a calendar month in London, such as 2026-03.
type Month string

var monthForm = regexp.MustCompile(`^20[0-9]{2}-(0[1-9]|1[0-2])$`)

// ParseMonth reads a month; ok is false for anything else.
func ParseMonth(text string) (m Month, ok bool) {
	return Month(text), monthForm.MatchString(text)
}

// MonthOf is the month of a moment.
func MonthOf(t time.Time) Month { return Month(t.In(clock.London).Format("2006-01")) }

// Span is its first moment, and the first that is not in it any more.
func (m Month) Span() (from, until time.Time) {
	from, err := time.ParseInLocation("2006-01", string(m), clock.London)
	if err != nil {
		panic(fmt.Sprintf("document: %q is no month", m)) // ParseMonth lets none pass.
	}
	return from, time.Date(from.Year(), from.Month()+1, 1, 0, 0, 0, 0, clock.London)
}

// Plus is so many months later, or earlier.
func (m Month) Plus(n int) Month {
	from, _ := m.Span()
	return MonthOf(time.Date(from.Year(), from.Month()+time.Month(n), 1, 12, 0, 0, 0, clock.London))
}

// Name is how people say it: March 2026.
func (m Month) Name() string {
	from, _ := m.Span()
	return from.Format("January 2006")
}

// Days is how many days it has.
func (m Month) Days() int {
	from, _ := m.Span()
	return time.Date(from.Year(), from.Month()+1, 0, 12, 0, 0, 0, clock.London).Day()
}

// Over tells that nothing of it is to come.
func (m Month) Over(now time.Time) bool {
	_, until := m.Span()
	return !now.Before(until)
}

// DaysText is Days as a return writes it.
func (m Month) DaysText() string { return strconv.Itoa(m.Days()) }
