package measure

import (
	"cmp"
	"maps"
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
	// Least is the fewest people that any of its figures rests on: hours rest on those with bookings, what is owed on those
	// with recharges.
	Least int64
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
	r.Lines++
	r.TotalPence, r.SettledPence = r.TotalPence+x.TotalPence, r.SettledPence+x.SettledPence
	if x.Status == "disputed" {
		r.DisputedPence += x.TotalPence
	}
}

// flowing is a pair while it is being counted.
type flowing struct {
	Flow
	working, charged map[string]struct{}
}

func (x *flowing) flow() Flow {
	people := maps.Clone(x.working)
	maps.Copy(people, x.charged)
	f := x.Flow
	f.Workers, f.Least = int64(len(people)), int64(len(people))
	for _, some := range []int{len(x.working), len(x.charged)} {
		if some > 0 {
			f.Least = min(f.Least, int64(some))
		}
	}
	return f
}

// Flows counts by pair the bookings across employers that stand or were worked, and all recharges that came to anything.
func Flows(facts []fact.Fact) []Flow {
	pairs, recharged := map[Pair]*flowing{}, map[string]bool{}
	of := func(home, host string) *flowing {
		p := Pair{Home: home, Host: host}
		if pairs[p] == nil {
			pairs[p] = &flowing{Flow: Flow{Pair: p}, working: map[string]struct{}{}, charged: map[string]struct{}{}}
		}
		return pairs[p]
	}
	for _, f := range facts {
		r, ok := f.State.(fact.Recharge)
		if !ok {
			continue
		}
		recharged[r.BookingID] = true
		if cameTo(r) {
			pair := of(r.HomeEmployer, r.HostEmployer)
			pair.charged[r.WorkerID] = struct{}{}
			pair.Recharged.add(r)
		}
	}
	for _, f := range facts {
		b, ok := f.State.(fact.Booking)
		if !ok || b.HomeEmployer == b.HostEmployer || !stands(b) {
			continue
		}
		flow := of(b.HomeEmployer, b.HostEmployer)
		flow.working[b.WorkerID] = struct{}{}
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
		out = append(out, x.flow())
	}
	slices.SortFunc(out, func(a, b Flow) int { return cmp.Or(cmp.Compare(a.Home, b.Home), cmp.Compare(a.Host, b.Host)) })
	return out
}

// cameTo tells whether a recharge is of anything: one that came to nothing makes nobody known.
func cameTo(r fact.Recharge) bool {
	return r.For != "nothing" || r.TotalPence != 0 || r.SettledPence != 0
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
		if !viewer.Is(f.Home) && !viewer.Is(f.Host) && few(f.Least) {
			f = Flow{Pair: f.Pair, Few: true}
		}
		out[i] = f
	}
	return out
}
