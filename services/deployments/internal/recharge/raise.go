package recharge

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// Raise makes the line of a booking that came to something for the first time. It is false where the clause moves no
// money for it: then there is no line.
func Raise(recharge id.ID, c Clause, w Work, f Facts, now time.Time, london *time.Location) (Recharge, []Entry, bool) {
	x := Recharge{Record{ID: recharge, Work: w, Facts: f, Status: Settled, Month: MonthOf(w.StartsAt, london)}}
	entries := x.charge(Compute(c, w, f), FromTimesheet, c, now, london)
	return x, entries, len(entries) > 0
}

// Hear takes a newer word of the booking. What was charged is taken back whole and charged anew, so that the ledger shows
// both and nothing is written over. It is false, and changes nothing, for a word that is not newer.
func (x *Recharge) Hear(c Clause, w Work, card *HomeCard, now time.Time, london *time.Location) ([]Entry, bool) {
	if w.Version <= x.r.Work.Version {
		return nil, false
	}
	before := x.r.Work
	x.r.Work, x.r.Facts.HomeCard = w, card
	if after := Compute(c, w, x.r.Facts); sameSheet(before, w) && after.TotalPence == x.r.Charge.TotalPence {
		x.r.Version++ // Heard, so that the same word again finds it; nothing is owed otherwise.
		return nil, true
	}
	return x.charge(Compute(c, w, x.r.Facts), FromTimesheet, c, now, london), true
}

func sameSheet(a, b Work) bool {
	return a.Kind == b.Kind && a.Minutes == b.Minutes && a.PayPence == b.PayPence
}

// charge posts what the line comes to now in place of what it came to before, and opens the time for disputes again.
func (x *Recharge) charge(now Charge, cause Cause, c Clause, at time.Time, london *time.Location) []Entry {
	x.r.Version++
	var out []Entry
	if len(x.r.Charge.Components) > 0 {
		out = append(out, x.entry(Reversal, cause, at, reversed(x.r.Charge)))
	}
	if len(now.Components) > 0 {
		out = append(out, x.entry(Charged, cause, at, now))
	}
	if d, ok := x.r.Open(); ok {
		d.Outcome, d.AnsweredAt = Corrected, &at
		x.r.Disputes = append(x.Record().Disputes[:len(x.r.Disputes)-1], d)
	}
	x.r.Charge, x.r.RaisedAt, x.r.DisputeBy = now, at, disputeBy(at, c.DisputeDays, london)
	x.r.Status = Raised
	if x.r.OutstandingPence() == 0 {
		x.r.Status = Settled
	}
	return out
}

// disputeBy is the end of the last day by the clock of London.
func disputeBy(at time.Time, days int, london *time.Location) time.Time {
	y, m, d := at.In(london).Date()
	return time.Date(y, m, d+days+1, 0, 0, 0, 0, london).UTC()
}

func reversed(c Charge) Charge {
	out := Charge{Basis: c.Basis}
	for _, x := range c.Components {
		out.add(x.Part, -x.Pence)
	}
	return out
}
