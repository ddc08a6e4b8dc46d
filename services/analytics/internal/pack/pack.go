// Package pack lays out a month's figures for a board: each table from the same measures as everywhere else.
package pack

import (
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/document"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
)

// Form is the board pack's code among forms; Version counts its editions.
const (
	Form    = "board_pack"
	Version = 1
	Title   = "Board pack: the staff bank"
)

// Input is the figures of a month, already cut to what its reader may see.
type Input struct {
	Month document.Month
	// Before is the total of the month before.
	Before     measure.Measures
	Employers  measure.Table
	Groups     measure.Table
	Periods    measure.Table
	Flows      []measure.Flow
	Insiders   []measure.Insiders
	Fatigue    []measure.Fatigue
	Compliance []measure.Compliance
	Words      Words
}

// Words names what has codes.
type Words struct{ Employer, StaffGroup, Period func(code string) string }

// Tables lays the figures out. Tables without rows are left out, all but the first.
func Tables(in Input) []document.Table {
	all := []document.Table{
		headline(in),
		splits("employers", "Fill by employer", "Employer", in.Employers, func(c measure.Cell) (string, string) { return c.Employer, in.Words.Employer(c.Employer) }),
		splits("groups", "Fill by staff group", "Staff group", in.Groups, func(c measure.Cell) (string, string) { return c.StaffGroup, in.Words.StaffGroup(c.StaffGroup) }),
		splits("periods", "Fill by day, night and weekend", "When", in.Periods, func(c measure.Cell) (string, string) { return c.Period, in.Words.Period(c.Period) }),
		worked(in), waiting(in), ends(in), agency(in), flows(in), fairness(in), fatigue(in), compliance(in),
	}
	out := all[:1]
	for _, t := range all[1:] {
		if len(t.Rows) > 0 {
			out = append(out, t)
		}
	}
	return out
}

func headline(in Input) document.Table {
	now, before := in.Employers.Total, in.Before
	t := document.Table{
		ID: "headline", Title: "The month at a glance", Heads: []string{"Figure", in.Month.Name(), in.Month.Plus(-1).Name()},
		Note: "Booked: work counts as filled while somebody is booked for it. Worked: approved hours of bank workers. Rates are hours over hours requested and not withdrawn, unless they say shifts.",
	}
	add := func(key, name string, of func(measure.Measures) document.Value) {
		t.Rows = append(t.Rows, document.Row{Key: key, Name: name, Values: []document.Value{of(now), of(before)}})
	}
	rate := func(key, name string, of func(measure.Measures) fillrate.Rate) {
		add(key, name, func(m measure.Measures) document.Value { return document.OfRate(of(m)) })
	}
	add("requested_hours", "Hours requested", func(m measure.Measures) document.Value { return document.OfHours(m.Fill.Minutes.NetRequested()) })
	rate("fill_rate", "Fill rate, booked", func(m measure.Measures) fillrate.Rate { return m.Fill.Minutes.FillRate() })
	rate("fill_rate_shifts", "Fill rate, booked, in shifts", func(m measure.Measures) fillrate.Rate { return m.Fill.Shifts.FillRate() })
	rate("bank_fill", "Bank fill, booked", func(m measure.Measures) fillrate.Rate { return m.Fill.Minutes.BankFill() })
	rate("worked_bank_fill", "Bank fill, worked", func(m measure.Measures) fillrate.Rate { return m.Fill.WorkedBankFill() })
	rate("bank_share_of_filled", "Bank share of what was filled", func(m measure.Measures) fillrate.Rate { return m.Fill.Minutes.BankShareOfFilled() })
	add("unfilled_shifts", "Shifts unfilled", func(m measure.Measures) document.Value { return document.OfCount(m.Fill.Shifts.Unfilled) })
	add("agency_shifts", "Shifts filled by agencies", func(m measure.Measures) document.Value { return document.OfCount(m.Fill.Shifts.Agency()) })
	add("off_framework_shifts", "Of those, off framework", func(m measure.Measures) document.Value { return document.OfCount(m.Fill.Shifts.OffFrameworkAgency) })
	rate("bank_first", "Agency shifts for which the bank had its time", measure.Measures.BankFirst)
	rate("six_weeks_ahead", "Asked for six weeks ahead or more", measure.Measures.SixWeeksAhead)
	add("did_not_attend", "Bookings to which nobody came", func(m measure.Measures) document.Value { return document.OfCount(m.Ends.DidNotAttend) })
	return t
}

// splits is the five-way split of each row.
func splits(id, title, head string, from measure.Table, name func(measure.Cell) (key, name string)) document.Table {
	t := document.Table{
		ID: id, Title: title, Note: "Shares of the hours requested, as booked. The five parts add up to all; each is rounded by itself.",
		Heads: []string{head, "Hours requested", "Fill rate", "Own bank", "Collaborative bank", "Agency on framework", "Agency off framework", "Unfilled", "Shifts unfilled", "Called off"},
	}
	for _, r := range from.Rows {
		f := r.Measures.Fill
		m := f.Minutes
		share := func(n int64) document.Value { return document.OfRate(fillrate.Rate{Of: n, Over: m.NetRequested()}) }
		key, words := name(r.Cell)
		t.Rows = append(t.Rows, document.Row{Key: key, Name: words, Values: []document.Value{
			document.OfHours(m.NetRequested()), document.OfRate(m.FillRate()), share(m.OwnBank), share(m.CollaborativeBank), share(m.FrameworkAgency),
			share(m.OffFrameworkAgency), share(m.Unfilled), document.OfCount(f.Shifts.Unfilled), document.OfCount(f.WithdrawnShifts),
		}})
	}
	return t
}

// byEmployer makes a row of each employer.
func byEmployer(in Input, t document.Table, of func(measure.Measures) []document.Value) document.Table {
	for _, r := range in.Employers.Rows {
		t.Rows = append(t.Rows, document.Row{Key: r.Cell.Employer, Name: in.Words.Employer(r.Cell.Employer), Values: of(r.Measures)})
	}
	return t
}

func worked(in Input) document.Table {
	return byEmployer(in, document.Table{
		ID: "worked", Title: "Booked and worked", Note: "Hours of agencies' workers are on the agencies' own timesheets. Hours that are not approved yet are missing.",
		Heads: []string{"Employer", "Bank hours booked", "Bank hours worked", "Bank fill, booked", "Bank fill, worked"},
	}, func(m measure.Measures) []document.Value {
		return []document.Value{
			document.OfHours(m.Fill.Minutes.Bank()), document.OfHours(m.Fill.Worked.Bank()), document.OfRate(m.Fill.Minutes.BankFill()), document.OfRate(m.Fill.WorkedBankFill()),
		}
	})
}

func waiting(in Input) document.Table {
	return byEmployer(in, document.Table{
		ID: "waiting", Title: "How early shifts were asked for, and how long they waited",
		Heads: []string{"Employer", "Asked for six weeks ahead", "Half were filled within", "Nine of ten within", "Ever filled", "Opened again", "Offers to one person"},
	}, func(m measure.Measures) []document.Value {
		wait := func(d time.Duration) document.Value {
			return document.Value{Unit: document.Waiting, N: int64(d / time.Minute), None: m.TimeToFill.N == 0}
		}
		return []document.Value{
			document.OfRate(m.SixWeeksAhead()), wait(m.TimeToFill.Median), wait(m.TimeToFill.P90), document.OfCount(m.EverFilled), document.OfCount(m.Reopened), document.OfCount(m.Offers),
		}
	})
}

func ends(in Input) document.Table {
	short := func(b measure.Bands) int64 { return b.Of("after_start") + b.Of("0_4h") + b.Of("4_24h") }
	return byEmployer(in, document.Table{
		ID: "ends", Title: "Cancelled by either side", Note: "Of bookings that had been confirmed. Late is less than 24 hours before the start.",
		Heads: []string{"Employer", "Confirmed", "Given back by workers", "Of those, late", "Called off by employers", "Of those, late", "Ended by a passport or agreement", "Nobody came", "Owed to workers"},
	}, func(m measure.Measures) []document.Value {
		e := m.Ends
		return []document.Value{
			document.OfCount(e.Confirmed), document.OfCount(e.ByWorker.Sum()), document.OfCount(short(e.ByWorker)), document.OfCount(e.ByEmployer.Sum()),
			document.OfCount(short(e.ByEmployer)), document.OfCount(e.BySystem), document.OfCount(e.DidNotAttend), document.OfPounds(e.OwedPence),
		}
	})
}

func agency(in Input) document.Table {
	t := document.Table{
		ID: "agency", Title: "Agencies, and whether the bank came first", Note: "The charge is the agency's rate for the hours booked. Unproven must be 0.",
		Heads: []string{"Employer", "On framework", "Off framework", "Over the price cap", "Charge", "Bank had its time", "By a named override", "Unproven", "Taken back by the bank", "Saved by that"},
	}
	for _, r := range in.Employers.Rows {
		a := r.Measures.Agency
		if a == (measure.Agency{}) {
			continue
		}
		t.Rows = append(t.Rows, document.Row{Key: r.Cell.Employer, Name: in.Words.Employer(r.Cell.Employer), Values: []document.Value{
			document.OfCount(a.Framework), document.OfCount(a.OffFramework), document.OfCount(a.OverCap), document.OfPounds(a.ChargePence), document.OfCount(a.BankHadTime),
			document.OfCount(a.ByOverride), document.OfCount(a.Unproven), document.OfCount(a.TakenBack), document.OfPounds(a.SavedPence),
		}})
	}
	return t
}
