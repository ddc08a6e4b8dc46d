package app

import (
	"encoding/json"

	es "github.com/muster-ics/muster/events/shifts"

	"github.com/muster-ics/muster/services/shifts/internal/pay"
)

// RateCard tells of a change of a rate card. before is nil for its first version.
func (t Teller) RateCard(before *pay.Card, c pay.Card, by Caller) (Told, error) {
	told := Told{Action: "rate_card.changed"}
	if before != nil {
		told.Before, _ = json.Marshal(RateCardState(*before))
	}
	var err error
	told.Envelope, err = t.wrap(es.RateCardChangedV1{RateCard: RateCardState(c)}, c.Employer, c.ID, c.Version, by)
	told.After = told.Envelope.Data
	return told, err
}

// RateCardState is the public state of a rate card.
func RateCardState(c pay.Card) es.RateCardState {
	st := es.RateCardState{
		RateCardID: c.ID.String(), Employer: c.Employer, StaffGroup: c.StaffGroup, Band: c.Band, Role: c.Role, Ward: c.Ward, From: c.From.String(),
		BasicPence: c.BasicPence, Point: string(c.Point), Scheme: string(c.Scheme), UnsocialPence: c.UnsocialPence,
		HighCostBasisPoints: c.HighCost, HighCostLeastPence: c.HighCostLeast, HighCostMostPence: c.HighCostMost,
	}
	if c.Until != 0 {
		st.Until = c.Until.String()
	}
	for _, r := range c.PointRates() {
		st.PointPence = append(st.PointPence, es.DatedPence{From: r.From.String(), Pence: r.Pence})
	}
	for _, w := range c.Enhancements() {
		st.Enhancements = append(st.Enhancements, es.Enhancement{Kind: string(w.Kind), UpliftBasisPoints: w.Uplift, FlatPence: w.FlatPence})
	}
	st.Windows = windowsTold(c.Windows)
	st.Hours, st.HoursTold = windowsTold(c.Hours()), true
	return st
}

func windowsTold(all []pay.Window) (out []es.PayWindow) {
	for _, w := range all {
		out = append(out, es.PayWindow{Kind: string(w.Kind), Days: w.Days.Names(), FromMinute: w.From, ToMinute: w.To,
			UpliftBasisPoints: w.Uplift, FlatPence: w.FlatPence})
	}
	return out
}

// payBasis is by what a booking's pay was worked out, as others hear it.
func payBasis(q *pay.Quote) (totalPence int64, basis *es.PayBasis) {
	if q == nil {
		return 0, nil
	}
	b := q.Basis
	return q.TotalPence, &es.PayBasis{RateCardID: b.CardID, RateCardVersion: b.CardVersion, PolicyVersion: b.PolicyVersion, Escalated: b.Escalated}
}

// payLines are a split as others hear it.
func payLines(lines []pay.Line) []es.PaidLine {
	out := make([]es.PaidLine, len(lines))
	for i, l := range lines {
		out[i] = es.PaidLine{Kind: string(l.Kind), Minutes: l.Minutes, RatePence: l.RatePence, UpliftBasisPoints: l.Uplift, Pence: l.Pence}
	}
	return out
}
