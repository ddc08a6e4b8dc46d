package competency

import (
	_ "embed" // the periods
	"strconv"
	"strings"
	"time"
)

// refreshCSV has the refresh periods of the Core Skills Training Framework (England, Skills for Health): subject, level and
// months. Where trusts publish different ones the shorter one stands here. They are reference data that the employers of a
// system confirm; a host that asks for a shorter one says so in its own rules, and no rule of a host makes one longer.
//
//go:embed refresh.csv
var refreshCSV string

// refreshes are the periods in months by subject, by level from 1.
var refreshes = func() map[string][]int {
	out := map[string][]int{}
	for _, line := range strings.Split(strings.TrimSpace(refreshCSV), "\n")[1:] {
		f := strings.Split(strings.TrimSpace(line), ",")
		months, err := strconv.Atoi(f[len(f)-1])
		if err == nil {
			out[f[0]] = append(out[f[0]], months)
		}
	}
	return out
}()

// RefreshMonths is after how many months a subject is to be learnt again; 0 when no framework says. A level above those
// that the framework names has the period of the highest.
func RefreshMonths(framework, code string, level int) int {
	months := refreshes[code]
	if framework != "cstf" || len(months) == 0 || level < 1 {
		return 0
	}
	return months[min(level, len(months))-1]
}

// LastsUntil is the end of a competency by its framework's period, for when no other end is given; nil when no framework
// says. A subject achieved on the last day of a month lasts to the last day of a shorter one.
func LastsUntil(framework, code string, level int, achieved time.Time, loc *time.Location) *time.Time {
	months := RefreshMonths(framework, code, level)
	if months == 0 || achieved.IsZero() {
		return nil
	}
	d := achieved.In(loc)
	first := time.Date(d.Year(), d.Month(), 1, 0, 0, 0, 0, loc).AddDate(0, months, 0)
	last := time.Date(first.Year(), first.Month()+1, 0, 0, 0, 0, 0, loc).Day()
	// The day itself is still covered, so the end is the midnight after it.
	end := time.Date(first.Year(), first.Month(), min(d.Day(), last)+1, 0, 0, 0, 0, loc).UTC()
	return &end
}
