// Package retention says how long the service keeps what is personal and has an end.
package retention

import (
	_ "embed" // the periods
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/reference"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// periodsCSV is the schedule that Muster starts with; the operator's records manager confirms it.
//
//go:embed periods.csv
var periodsCSV string

// What is kept for a time.
const (
	// WorkerNames are those of who has left, from leaving.
	WorkerNames = "worker_names"
	// DBSReferences say where detail of a criminal record check lies, from recording it.
	DBSReferences = "dbs_references"
	// ShownCredentials are what a worker showed to a receiver, from the answer.
	ShownCredentials = "shown_credentials"
	// AppliedFiles are rows of files that wait for a word, from sending the file; PreviewedFiles those of files that nobody
	// applied.
	AppliedFiles   = "applied_files"
	PreviewedFiles = "previewed_files"
)

// whats are all of them, with the longest that may be said: no operator may keep detail of a criminal record check longer
// than the DBS code of practice allows, and the others are held against slips of the keyboard.
var whats = []struct {
	what    string
	longest Period
}{
	{WorkerNames, Period{Years: 80}}, {DBSReferences, Period{Months: 6}}, {ShownCredentials, Period{Years: 6}}, {AppliedFiles, Period{Months: 12}}, {PreviewedFiles, Period{Days: 30}},
}

// Columns are those of a table of periods.
var Columns = []string{"what", "length", "unit", reference.Source}

// Shipped is the table that Muster starts with.
func Shipped() []reference.Row { return reference.Shipped(periodsCSV) }

// Period is a length of time by the calendar; one of its parts is set.
type Period struct{ Years, Months, Days int }

// After is the end of a period that begins at a moment; Before the beginning of one that ends then.
func (p Period) After(t time.Time) time.Time { return t.AddDate(p.Years, p.Months, p.Days) }

// Before is the beginning of a period that ends at a moment.
func (p Period) Before(t time.Time) time.Time { return t.AddDate(-p.Years, -p.Months, -p.Days) }

// Schedule is how long everything is kept.
type Schedule struct{ periods map[string]Period }

const mostUnits = 400

// Read takes the schedule from a table, or returns every rule that it breaks as refusals.
func Read(rows []reference.Row) (Schedule, error) {
	var no refusal.List
	out := Schedule{periods: map[string]Period{}}
	var names []string
	for _, w := range whats {
		names = append(names, w.what)
	}
	// Any day serves to compare lengths of the calendar with; from a January all months have their longest way.
	from := time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)
	for i, r := range rows {
		_, twice := out.periods[r["what"]]
		no.Unless(!twice, reference.At(i, "what"), "Give each once.")
		no.OneOf(reference.At(i, "what"), r["what"], names)
		n := reference.Number(&no, rows, i, "length", 1, mostUnits)
		p, ok := period(n, r["unit"])
		no.Unless(ok, reference.At(i, "unit"), "Use days, months or years.")
		out.periods[r["what"]] = p
		if k := slices.Index(names, r["what"]); k >= 0 && ok {
			no.Unless(!p.After(from).After(whats[k].longest.After(from)), reference.At(i, "length"), "This is longer than may be: at most %s.", whats[k].longest)
		}
	}
	for _, w := range whats {
		_, there := out.periods[w.what]
		no.Unless(there, "rows", "Say how long everything is kept: %s is missing.", w.what)
		if !there {
			out.periods[w.what] = w.longest // a table of an earlier release must not let anything go too early
		}
	}
	return out, no.Err()
}

func period(n int, unit string) (Period, bool) {
	switch unit {
	case "years":
		return Period{Years: n}, true
	case "months":
		return Period{Months: n}, true
	case "days":
		return Period{Days: n}, true
	}
	return Period{}, false
}

// Of is how long something is kept.
func (s Schedule) Of(what string) Period { return s.periods[what] }

// String says the length in words, e.g. 6 months.
func (p Period) String() string {
	var parts []string
	for _, u := range []struct {
		n    int
		name string
	}{{p.Years, "year"}, {p.Months, "month"}, {p.Days, "day"}} {
		if u.n > 0 {
			parts = append(parts, counted(u.n, u.name))
		}
	}
	return strings.Join(parts, " ")
}

func counted(n int, name string) string {
	if n == 1 {
		return "1 " + name
	}
	return strconv.Itoa(n) + " " + name + "s"
}
