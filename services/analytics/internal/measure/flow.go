package measure

import (
	"maps"
	"slices"
	"strings"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

// Pair is who lends and who borrows.
type Pair struct{ Home, Host string }

// Flow is the work that people of one employer do for another.
type Flow struct {
	Pair
	Workers, Bookings int64
	// Minutes and Pence are approved hours and their pay; of bookings without them yet, what was booked.
	Minutes, Pence int64
	// Few tells that the figures rest on too few people to be shown to anybody but the pair: they are nought then.
	Few bool
}

// Flows counts the bookings across employers that stand or were worked, by pair.
func Flows(facts []fact.Fact) []Flow {
	pairs, workers := map[Pair]Flow{}, map[Pair]map[string]struct{}{}
	for _, f := range facts {
		b, ok := f.State.(fact.Booking)
		if !ok || b.HomeEmployer == b.HostEmployer || !stands(b) {
			continue
		}
		pair := Pair{Home: b.HomeEmployer, Host: b.HostEmployer}
		flow := pairs[pair]
		flow.Pair = pair
		flow.Bookings++
		minutes, pence := b.NetMinutes, b.PayPence
		if b.Approved() {
			minutes, pence = b.WorkedMinutes, b.WorkedPence
		}
		flow.Minutes, flow.Pence = flow.Minutes+minutes, flow.Pence+pence
		if workers[pair] == nil {
			workers[pair] = map[string]struct{}{}
		}
		workers[pair][b.WorkerID] = struct{}{}
		flow.Workers = int64(len(workers[pair]))
		pairs[pair] = flow
	}
	return slices.SortedFunc(maps.Values(pairs), func(a, b Flow) int {
		if d := strings.Compare(a.Home, b.Home); d != 0 {
			return d
		}
		return strings.Compare(a.Host, b.Host)
	})
}

// stands tells whether a booking is to be worked, or was.
func stands(b fact.Booking) bool {
	return b.Status == "confirmed" || b.Status == "started" || b.Status == "worked"
}

// FlowsFor cuts what the viewer may not see: an employer sees its own pairs whole; of others' pairs, and to the system's
// lead, those of few people say only that there are some. An empty viewer is the lead.
func FlowsFor(viewer string, flows []Flow) []Flow {
	out := make([]Flow, len(flows))
	for i, f := range flows {
		if f.Home != viewer && f.Host != viewer && few(f.Workers) {
			f = Flow{Pair: f.Pair, Few: true}
		}
		out[i] = f
	}
	return out
}
