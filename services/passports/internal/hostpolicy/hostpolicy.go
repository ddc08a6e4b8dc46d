// Package hostpolicy is what one employer asks of everybody who works on its sites, beside what a shift asks for: how old
// evidence may be, and on whose checks it relies.
package hostpolicy

import (
	"regexp"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// Period is how often the host wants a subject refreshed. Where the record's own end comes first, that counts.
type Period struct {
	Framework string `json:"framework"`
	Code      string `json:"code"`
	// Level is the level from which on the period holds; 1 means every level.
	Level  int `json:"level"`
	Months int `json:"months"`
}

// Record is one version of a host's policy. The zero value of a figure means its default.
type Record struct {
	// Employer is the host's ODS code; Version counts from 1, and 0 is the default that nobody has changed.
	Employer string `json:"employer"`
	Version  int64  `json:"version"`
	Body
}

// Body is what the host decides.
type Body struct {
	// RegisterFlagDays and RegisterBlockDays are after how many days without a reading of the register a worker is flagged,
	// and blocked. 7 and 14 by default (passport.md section 5).
	RegisterFlagDays  int `json:"register_flag_days"`
	RegisterBlockDays int `json:"register_block_days"`
	// GraceDays are days after the end of a competency on which it still serves. 0 by default (passport.md section 3.1).
	GraceDays int `json:"grace_days"`
	// DBSMonths is after how many months a criminal record check is to be repeated; 0 means that only the record's own end
	// counts. Many trusts ask for 36.
	DBSMonths int `json:"dbs_months"`
	// Periods are refresh periods of the host's own, by framework, code and level. Never nil once validated.
	Periods []Period `json:"periods"`
	// OwnChecks are the checks that the host does itself and does not take from others: of Relied. Never nil once validated.
	OwnChecks []string `json:"own_checks"`
}

// Default is what holds where an employer has decided nothing.
func Default() Body {
	return Body{RegisterFlagDays: 7, RegisterBlockDays: 14, Periods: []Period{}, OwnChecks: []string{}}
}

// Checks are the checks that a host can do itself instead of relying on the home employer's. Identity and fitness for
// work are the home's always.
var Checks = []string{"right_to_work", "references", "dbs"}

var (
	ods       = regexp.MustCompile(`^[A-Z0-9]{1,12}$`)
	framework = regexp.MustCompile(`^(cstf|clinical|local_[A-Z0-9]{1,12})$`)
	code      = regexp.MustCompile(`^[A-Z0-9_-]{1,40}$`)
)

// The bounds of the figures. A register is never older than the blocking default: that rule is the system's.
const (
	mostBlockDays = 14
	mostGrace     = 90
	mostMonths    = 120
	mostPeriods   = 100
)

// Change makes the next version of a host's policy, or returns every rule that it breaks as refusals.
func Change(was Record, employer string, b Body) (Record, error) {
	var no refusal.List
	no.Unless(ods.MatchString(employer), "employer", "Give the ODS code of the employer: 1 to 12 capitals and digits.")
	no.Unless(b.RegisterFlagDays >= 1 && b.RegisterFlagDays <= b.RegisterBlockDays, "register_flag_days", "Give at least 1 day, and no more than the days after which a worker is blocked.")
	no.Unless(b.RegisterBlockDays >= 1 && b.RegisterBlockDays <= mostBlockDays, "register_block_days", "Give 1 to %d days: nobody may rely on an older reading.", mostBlockDays)
	no.Unless(b.GraceDays >= 0 && b.GraceDays <= mostGrace, "grace_days", "Give 0 to %d days.", mostGrace)
	no.Unless(b.DBSMonths == 0 || (b.DBSMonths >= 1 && b.DBSMonths <= mostMonths), "dbs_months", "Give 1 to %d months, or 0 for no interval of your own.", mostMonths)
	no.Unless(len(b.Periods) <= mostPeriods, "periods", "Give at most %d periods.", mostPeriods)
	for _, p := range b.Periods {
		no.Unless(framework.MatchString(p.Framework) && code.MatchString(p.Code), "periods", "Give framework and code of each subject, e.g. cstf and FIRE.")
		no.Unless(p.Level >= 1 && p.Level <= 9, "periods", "Give a level from 1 to 9; 1 means every level.")
		no.Unless(p.Months >= 1 && p.Months <= mostMonths, "periods", "Give a period of 1 to %d months.", mostMonths)
	}
	for i, p := range b.Periods {
		twice := slices.ContainsFunc(b.Periods[:i], func(q Period) bool { return q.Framework == p.Framework && q.Code == p.Code && q.Level == p.Level })
		no.Unless(!twice, "periods", "One subject and level has two periods; keep one.")
	}
	for i, c := range b.OwnChecks {
		no.OneOf("own_checks", c, Checks)
		no.Unless(!slices.Contains(b.OwnChecks[:i], c), "own_checks", "One check stands twice; keep one.")
	}
	if err := no.Err(); err != nil {
		return Record{}, err
	}
	b.Periods, b.OwnChecks = slices.Clone(b.Periods), slices.Clone(b.OwnChecks)
	return Record{Employer: employer, Version: was.Version + 1, Body: b.withLists()}, nil
}

// Rehydrate is for the store only: it trusts what was validated when it was written.
func Rehydrate(r Record) Record {
	r.Body = r.withLists()
	return r
}

func (b Body) withLists() Body {
	if b.Periods == nil {
		b.Periods = []Period{}
	}
	if b.OwnChecks == nil {
		b.OwnChecks = []string{}
	}
	return b
}

// Effective fills the figures that the zero value leaves to the default.
func (r Record) Effective() Body {
	b := r.withLists()
	if b.RegisterFlagDays == 0 {
		b.RegisterFlagDays = Default().RegisterFlagDays
	}
	if b.RegisterBlockDays == 0 {
		b.RegisterBlockDays = Default().RegisterBlockDays
	}
	return b
}

// DoesItself tells whether the host wants its own check of a type.
func (b Body) DoesItself(check string) bool { return slices.Contains(b.OwnChecks, check) }

// Refreshed is up to when something achieved at a moment serves under the host's own period; nil when the host has none
// for it. The shortest period counts that holds for the level.
func (b Body) Refreshed(framework, code string, level int, achieved time.Time) *time.Time {
	months := 0
	for _, p := range b.Periods {
		if p.Framework == framework && p.Code == code && p.Level <= level && (months == 0 || p.Months < months) {
			months = p.Months
		}
	}
	if months == 0 {
		return nil
	}
	t := After(achieved, months)
	return &t
}

// After is the end, in London, of the day that lies months after a day: what was done on 10 March holds for 12 months to
// the last midnight of 10 March of the next year. A day that the month does not have is its last.
func After(day time.Time, months int) time.Time {
	d := day.In(clock.London)
	first := time.Date(d.Year(), d.Month()+time.Month(months), 1, 0, 0, 0, 0, clock.London)
	last := first.AddDate(0, 1, -1).Day()
	return time.Date(first.Year(), first.Month(), min(d.Day(), last)+1, 0, 0, 0, 0, clock.London).UTC()
}

// Later is the end of grace: days after a moment, by the calendar of London.
func Later(t time.Time, days int) time.Time {
	if days == 0 {
		return t
	}
	return t.In(clock.London).AddDate(0, 0, days).UTC()
}
