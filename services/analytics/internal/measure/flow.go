package measure

import (
	"cmp"
	"slices"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

// Pair is who lends and who borrows.
type Pair struct{ Home, Host string }

// Flow is the work that people of one employer do for another, and what it comes to between the two.
type Flow struct {
	Pair
	Workers, Bookings int64
	// Minutes and Pence are approved hours and their pay; of bookings without them yet, what was booked.
	Minutes, Pence int64
	// Recharged is what the agreements' money clauses made of the work so far.
	Recharged Recharged
	// Few tells that the figures rest on too few people to be shown to anybody but the pair: they are nought then.
	Few bool
}

// Recharged is what the host owes the home employer, in pence; below nothing it is the other way.
type Recharged struct {
	// Lines are the recharges that came to anything. TotalPence is their sum, of which SettledPence has been paid and
	// DisputedPence stands in dispute.
	Lines                                   int64
	TotalPence, SettledPence, DisputedPence int64
	// Waiting are bookings with approved hours that no recharge was heard of for.
	Waiting int64
}

func (r *Recharged) add(x fact.Recharge) {
	if x.For != "nothing" || x.TotalPence != 0 {
		r.Lines++
	}
	r.TotalPence, r.SettledPence = r.TotalPence+x.TotalPence, r.SettledPence+x.SettledPence
	if x.Status == "disputed" {
		r.DisputedPence += x.TotalPence
	}
}

// flowing is a pair while it is being counted.
type flowing struct {
	Flow
	workers map[string]struct{}
}

// Flows counts by pair the bookings across employers that stand or were worked, and all recharges.
func Flows(facts []fact.Fact) []Flow {
	pairs, recharged := map[Pair]*flowing{}, map[string]bool{}
	of := func(p Pair, worker string) *Flow {
		x := pairs[p]
		if x == nil {
			x = &flowing{Flow: Flow{Pair: p}, workers: map[string]struct{}{}}
			pairs[p] = x
		}
		x.workers[worker] = struct{}{}
		x.Workers = int64(len(x.workers))
		return &x.Flow
	}
	for _, f := range facts {
		if r, ok := f.State.(fact.Recharge); ok {
			recharged[r.BookingID] = true
			of(Pair{Home: r.HomeEmployer, Host: r.HostEmployer}, r.WorkerID).Recharged.add(r)
		}
	}
	for _, f := range facts {
		b, ok := f.State.(fact.Booking)
		if !ok || b.HomeEmployer == b.HostEmployer || !stands(b) {
			continue
		}
		flow := of(Pair{Home: b.HomeEmployer, Host: b.HostEmployer}, b.WorkerID)
		flow.Bookings++
		minutes, pence := b.NetMinutes, b.PayPence
		if b.Approved() {
			minutes, pence = b.WorkedMinutes, b.WorkedPence
			if !recharged[f.ID] {
				flow.Recharged.Waiting++
			}
		}
		flow.Minutes, flow.Pence = flow.Minutes+minutes, flow.Pence+pence
	}
	out := make([]Flow, 0, len(pairs))
	for _, x := range pairs {
		out = append(out, x.Flow)
	}
	slices.SortFunc(out, func(a, b Flow) int { return cmp.Or(cmp.Compare(a.Home, b.Home), cmp.Compare(a.Host, b.Host)) })
	return out
}

// stands tells whether a booking is to be worked, or was.
func stands(b fact.Booking) bool {
	return b.Status == "confirmed" || b.Status == "started" || b.Status == "worked"
}

// FlowsFor cuts what the viewer may not see: an employer sees its own pairs whole; of others' pairs, and to the system's
// lead, those of few people say only that there are some. No viewer is the lead.
func FlowsFor(viewer Viewer, flows []Flow) []Flow {
	out := make([]Flow, len(flows))
	for i, f := range flows {
		if !viewer.Is(f.Home) && !viewer.Is(f.Host) && few(f.Workers) {
			f = Flow{Pair: f.Pair, Few: true}
		}
		out[i] = f
	}
	return out
}
