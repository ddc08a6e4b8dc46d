package deployment

import (
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
)

// Codes of the reasons why no agreement covers a shift.
const (
	AgreementNone  = "AGREEMENT_NONE"  // there is none between the two, or it was not in force when the shift starts
	AgreementScope = "AGREEMENT_SCOPE" // the site, staff group or band is outside it
	AgreementEnds  = "AGREEMENT_ENDS"  // it does not last until the shift ends
	AgreementDays  = "AGREEMENT_DAYS"  // the worker's days under it are used up
)

// Answer says which agreement, at which version of its text, covers the shift, or every reason why none does.
type Answer struct {
	Agreement id.ID
	Terms     int64
	Reasons   []reason.Reason
}

// Yes tells whether an agreement covers the shift.
func (a Answer) Yes() bool { return a.Agreement != id.Nil }

// Worked gives the days on which the worker is deployed under an agreement, other than by the booking in question.
type Worked map[id.ID][]Day

// Authorise is the rule: a worker may work for another employer only under an agreement that both employers signed before
// the shift starts, that covers site, staff group and band, lasts for the whole shift, and leaves the worker a day. It
// looks at times and signatures and not at today, so a question asked late is answered as it would have been in time. Of
// several agreements that cover, the one that came into force last answers, then the one with the smaller id.
func Authorise(p Placement, candidates []agreement.Agreement, worked Worked, zone *time.Location) Answer {
	var covering []agreement.Agreement
	var against []reason.Reason
	for _, a := range candidates {
		if !a.HasParty(p.Home) || !a.HasParty(p.Host) || neverOffered(a) {
			continue
		}
		why := whyNot(p, a, worked[a.ID()], zone)
		if len(why) == 0 {
			covering = append(covering, a)
		}
		against = append(against, why...)
	}
	if len(covering) > 0 {
		best := slices.MinFunc(covering, newestFirst)
		return Answer{Agreement: best.ID(), Terms: best.Terms()}
	}
	if len(against) == 0 {
		against = []reason.Reason{none(p)}
	}
	return Answer{Reasons: against}
}

func neverOffered(a agreement.Agreement) bool {
	return a.Status() == agreement.Draft || (a.Status() == agreement.Ended && a.InForceAt() == nil)
}

func newestFirst(a, b agreement.Agreement) int {
	if c := b.InForceAt().Compare(*a.InForceAt()); c != 0 {
		return c
	}
	x, y := a.ID(), b.ID()
	return strings.Compare(x.String(), y.String())
}

// whyNot gives every reason for which one agreement does not cover the placement; none means that it does.
func whyNot(p Placement, a agreement.Agreement, days []Day, zone *time.Location) []reason.Reason {
	var out []reason.Reason
	for _, rule := range []func() *reason.Reason{
		func() *reason.Reason { return unsigned(p, a) },
		func() *reason.Reason { return notStarted(p, a) },
		func() *reason.Reason { return outside(a, "site", p.Site, a.Clauses().Scope.SitesIn) },
		func() *reason.Reason { return outside(a, "staff group", p.StaffGroup, a.Clauses().Scope.StaffGroups) },
		func() *reason.Reason { return outside(a, "band", p.Band, a.Clauses().Scope.Bands) },
		func() *reason.Reason { return ends(p, a) },
		func() *reason.Reason { return daysUsed(p, a, days, zone) },
	} {
		if r := rule(); r != nil {
			out = append(out, *r)
		}
	}
	return out
}
