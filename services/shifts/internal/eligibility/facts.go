package eligibility

import (
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/clock"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

// Facts is what decides besides the passport and the shift. The zero value is a worker with an empty diary, no agreement
// and hosts that have set no policy.
type Facts struct {
	// Agreements are those that name the worker's home employer, in the order of NewestFirst.
	Agreements []Agreement
	// Given are the worker's shifts under agreements, from 13 months back on; they are there when an agreement limits days.
	Given []Given
	// HostChecks are checks of the worker that hosts did themselves, the newest first.
	HostChecks []HostCheck
	// Names are what employers are called, by ODS code.
	Names map[string]string
	// Aliases are the codes by which agreements may name the shift's employer and the worker's home, by the code that each has here; one
	// that is not there is named by its own alone.
	Aliases map[string][]string
	Diary   workingtime.Diary
	// Hosts are the policies of host employers by ODS code; the defaults hold for one that is not there.
	Hosts map[string]Host
	// Blocks are those of this worker that stand. Unavailable is when they have said not to be available.
	Blocks      []Block
	Unavailable []workingtime.Span
	// Evidence is what host employers ask of evidence, by ODS code; the defaults hold for one that is not there.
	Evidence map[string]Evidence
	// RegistersRead is when each register was last read for all staff of the worker's home employer.
	RegistersRead map[string]time.Time
	// Overrides are those granted to the worker that may still stand.
	Overrides []Override
	// Aids are the mutual aids that may be open.
	Aids []Aid
	// Now is the moment at which the age of readings is judged; the zero time judges none.
	Now time.Time
}

// Host is what one host employer has decided about who works on its shifts.
type Host struct {
	Hours workingtime.Policy
}

// DefaultHost is what holds for an employer that has decided nothing.
func DefaultHost() Host { return Host{Hours: workingtime.DefaultPolicy()} }

func (f Facts) host(employer string) Host {
	if h, ok := f.Hosts[employer]; ok {
		return h
	}
	return DefaultHost()
}

// Entry is one line of a worker's diary.
type Entry = workingtime.Entry

// Rest is the least time between two shifts of one worker.
const Rest = workingtime.Rest

// Wanted is a shift as a line of the worker's diary, under the employer that would employ them for it.
func Wanted(w Worker, s shift.State, f Facts) Entry {
	e := Entry{Kind: workingtime.Booking, Host: s.Employer, Employer: s.Employer, StartsAt: s.StartsAt, EndsAt: s.EndsAt, NetMinutes: s.NetMinutes()}
	if w.Hours.Sponsored() {
		e.Employer = employerFor(&w, &s, &f) // Of nobody else does a rule ask.
	}
	return e
}

// HoursReasons are the rules of working time that the shift would break.
func HoursReasons(w Worker, s shift.State, f Facts) []reason.Reason {
	return workingtime.Judge(Wanted(w, s, f), w.Hours, f.Diary.Entries, f.host(s.Employer).Hours)
}

// lastDay is the last day in London on which something that ends at until still holds: an end at midnight belongs to the
// day before.
func lastDay(until time.Time) string { return londonDay(until.Add(-time.Nanosecond)) }

func londonDay(t time.Time) string { return t.In(clock.London).Format("2 January 2006") }
