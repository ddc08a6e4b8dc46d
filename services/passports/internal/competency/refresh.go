package competency

import (
	_ "embed" // the periods
	"strconv"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/reference"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// refreshCSV has the refresh periods of the Core Skills Training Framework (England, Skills for Health). Where trusts publish
// different ones the shorter one stands here.
//
//go:embed refresh.csv
var refreshCSV string

// RefreshColumns are those of a table of refresh periods.
var RefreshColumns = []string{"subject", "level", "months", reference.Source}

// ShippedRefreshes is the table that Muster starts with.
func ShippedRefreshes() []reference.Row { return reference.Shipped(refreshCSV) }

// Refreshes are the periods after which subjects of the framework are to be learnt again. They are reference data: a host
// that asks for a shorter one says so in its own rules, and no rule of a host makes one longer.
type Refreshes struct {
	// months are by subject, by level from 1.
	months map[string][]int
}

// longestRefresh is in months; a subject that is never to be learnt again has no period and no row.
const longestRefresh = 120

// ReadRefreshes takes the periods from a table, or returns every rule that it breaks as refusals.
func ReadRefreshes(rows []reference.Row) (Refreshes, error) {
	var no refusal.List
	out := Refreshes{months: map[string][]int{}}
	for i, r := range rows {
		code := r["subject"]
		_, known := subjects[code]
		no.Unless(known, reference.At(i, "subject"), "This is not a subject of the Core Skills Training Framework.")
		next := strconv.Itoa(len(out.months[code]) + 1)
		no.Unless(r["level"] == next, reference.At(i, "level"), "Give the levels of a subject in their order from 1, each once.")
		out.months[code] = append(out.months[code], reference.Number(&no, rows, i, "months", 1, longestRefresh))
	}
	for _, code := range Codes() {
		no.Unless(len(out.months[code]) > 0, "rows", "Give a period for every subject: there is none for %s.", code)
	}
	return out, no.Err()
}

// Months is after how many months a subject is to be learnt again; 0 when no framework says. A level above those that the
// framework names has the period of the highest.
func (p Refreshes) Months(framework, code string, level int) int {
	months := p.months[code]
	if framework != "cstf" || len(months) == 0 || level < 1 {
		return 0
	}
	return months[min(level, len(months))-1]
}

// LastsUntil is the end of a competency by its framework's period, for when no other end is given; nil when no framework
// says. A subject achieved on the last day of a month lasts to the last day of a shorter one.
func (p Refreshes) LastsUntil(framework, code string, level int, achieved time.Time, loc *time.Location) *time.Time {
	months := p.Months(framework, code, level)
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
