package eligibility

import (
	"time"

	"github.com/muster-ics/muster/pkg/clock"
)

// Evidence is what one host asks of evidence beside what a shift asks for, as passports has told it.
type Evidence struct {
	// RegisterFlagDays and RegisterBlockDays are after how many days without a reading of the register a worker is flagged,
	// and blocked.
	RegisterFlagDays, RegisterBlockDays int
	// GraceDays are days after the end of a competency on which it still serves.
	GraceDays int
	// DBSMonths is after how many months a criminal record check is to be repeated; 0 means only at its own end.
	DBSMonths int
	Periods   []Period
}

// Period is how often a host wants a subject refreshed, from a level on.
type Period struct {
	Framework, Code string
	Level, Months   int
}

// MostGrace is the longest grace that a host can give.
const MostGrace = 90

// DefaultEvidence is what holds for a host that has decided nothing: 7 and 14 days, no grace, no periods of its own
// (domain.md 4.2, 4.3).
func DefaultEvidence() Evidence { return Evidence{RegisterFlagDays: 7, RegisterBlockDays: 14} }

func (f Facts) evidence(host string) Evidence {
	if e, ok := f.Evidence[host]; ok {
		return e
	}
	return DefaultEvidence()
}

// serves is up to when a competency serves a demand at a level, with the host's grace; nil for ever. byHost tells that the
// host's own period ends it, not the record. Of one whose day nobody has told the host's period cannot be judged.
func (e Evidence) serves(c Competency, level int) (until *time.Time, byHost bool) {
	until = c.ValidUntil
	months := 0
	for _, p := range e.Periods {
		if p.Framework == c.Framework && p.Code == c.Code && p.Level <= level && (months == 0 || p.Months < months) {
			months = p.Months
		}
	}
	if months > 0 && c.AchievedOn != nil {
		if t := monthsAfter(*c.AchievedOn, months); until == nil || t.Before(*until) {
			until, byHost = &t, true
		}
	}
	if until != nil && e.GraceDays > 0 {
		t := until.In(clock.London).AddDate(0, 0, e.GraceDays).UTC()
		until = &t
	}
	return until, byHost
}

// recheck is when a criminal record check is to be repeated: at its own end, or sooner by the host's interval.
func (e Evidence) recheck(c Check) *time.Time {
	if e.DBSMonths == 0 || c.CheckedOn == nil {
		return c.ValidUntil
	}
	if t := monthsAfter(*c.CheckedOn, e.DBSMonths); c.ValidUntil == nil || t.Before(*c.ValidUntil) {
		return &t
	}
	return c.ValidUntil
}

// monthsAfter is the end, in London, of the day that lies months after a day; a day that the month does not have is its
// last.
func monthsAfter(day time.Time, months int) time.Time {
	d := day.In(clock.London)
	first := time.Date(d.Year(), d.Month()+time.Month(months), 1, 0, 0, 0, 0, clock.London)
	last := first.AddDate(0, 1, -1).Day()
	return time.Date(first.Year(), first.Month(), min(d.Day(), last)+1, 0, 0, 0, 0, clock.London).UTC()
}
