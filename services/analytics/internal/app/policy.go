package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
)

// The actions of analytics. None but those on alerts changes anything.
const (
	ViewFillRates auth.Action = "fill_rate.view"
	ViewTrend     auth.Action = "fill_rate.trend"
	ViewGaps      auth.Action = "fill_rate.gaps"
	ViewAsOf      auth.Action = "fill_rate.as_of"
	ViewForecast  auth.Action = "fill_rate.forecast"
	// SimulateLadder is a look too: it changes no ladder.
	SimulateLadder auth.Action = "fill_rate.simulate"
	ViewWatermark  auth.Action = "fill_rate.watermark"
	ViewHistory    auth.Action = "history.read"

	ViewReturns  auth.Action = "returns.view"
	TakeSnapshot auth.Action = "returns.freeze"
	SignFigures  auth.Action = "returns.sign"

	ViewCriticalAreas   auth.Action = "critical_areas.view"
	ChangeCriticalAreas auth.Action = "critical_areas.change"

	ViewAlerts       auth.Action = "alerts.view"
	ChangeAlertRules auth.Action = "alerts.change_rules"
	AcknowledgeAlert auth.Action = "alerts.acknowledge"

	ViewMeasures   auth.Action = "measures.view"
	ViewFlows      auth.Action = "measures.flows"
	ViewRates      auth.Action = "measures.rates"
	ViewFairness   auth.Action = "measures.fairness"
	ViewCompliance auth.Action = "measures.compliance"
	ViewShifts     auth.Action = "measures.shifts"
	ViewFatigue    auth.Action = "measures.fatigue"
)

// Policy says who may see figures: the system's lead and auditor all of them, an employer its own, a worker none.
func Policy() auth.Policy {
	return alertPolicy(auth.Policy{
		ViewFillRates:  ownOrSystem,
		ViewTrend:      ownOrSystem,
		ViewGaps:       ownOrSystem,
		ViewAsOf:       ownOrSystem,
		ViewForecast:   ownOrSystem,
		SimulateLadder: ownOrSystem,
		ViewWatermark:  systemOnly,
		ViewHistory:    auth.OnlyAuditors,

		ViewMeasures: ownOrSystem, ViewFlows: ownOrSystem, ViewRates: ownOrSystem, ViewFairness: ownOrSystem,
		ViewCompliance: ownOrSystem, ViewFatigue: ownOrSystem, ViewShifts: ownOrSystem,

		ViewReturns: ownOrSystem, TakeSnapshot: answerable, SignFigures: answerable,

		ViewCriticalAreas: ownOrSystem, ChangeCriticalAreas: leadsOnly,

		ViewAlerts: ownOrSystem, ChangeAlertRules: ownOrLead, AcknowledgeAlert: ownOrLead,
	})
}

func ownOrSystem(p auth.Principal, f auth.Facts) error {
	if p.Role == auth.Employer && p.Employer != "" && (f.Employer == "" || f.Employer == p.Employer) && sameICS(p, f) {
		return nil
	}
	return systemOnly(p, f)
}

// ownOrLead is for what is changed: auditors look only.
func ownOrLead(p auth.Principal, f auth.Facts) error {
	if p.Role == auth.Auditor {
		return fault.New(fault.Forbidden, "auditors_look", "Auditors look and change nothing. Ask the system's lead.")
	}
	return ownOrSystem(p, f)
}

// answerable is for figures that leave the house: at an employer its finance team and its executives.
func answerable(p auth.Principal, f auth.Facts) error {
	if p.Role == auth.Employer && !p.Has(auth.Finance) && !p.Has(auth.Executive) {
		return fault.New(fault.Forbidden, "not_answerable", "Your finance team and your executives freeze and sign figures. Ask one of them.")
	}
	return ownOrLead(p, f)
}

// leadsOnly is for what holds for all employers of the system.
func leadsOnly(p auth.Principal, f auth.Facts) error {
	if err := ownOrLead(p, f); err != nil {
		return err
	}
	if p.Role != auth.Lead {
		return fault.New(fault.Forbidden, "lead_only", "This holds for all employers, so the system's lead decides it. Ask the lead.")
	}
	return nil
}

func systemOnly(p auth.Principal, f auth.Facts) error {
	if (p.Role == auth.Lead || p.Role == auth.Auditor) && sameICS(p, f) {
		return nil
	}
	return unknown()
}

func sameICS(p auth.Principal, f auth.Facts) bool { return f.ICS == "" || p.ICS == f.ICS }

func unknown() *fault.Error {
	return fault.New(fault.NotFound, "not_found", "There is nothing here that you may see. Check the address, or sign in as somebody with another role.")
}

// scope narrows a question to what the principal may see, or refuses it.
func (f *FillRates) scope(ctx context.Context, a auth.Action, s Scope) (Scope, error) {
	p, err := f.policy.Check(ctx, a, auth.Facts{Employer: s.Employer, ICS: f.ics})
	if err != nil {
		return s, err
	}
	if p.Role == auth.Employer && s.Employer == "" {
		s.Employer = p.Employer // What it asked for else is one of those for whom it stands.
	}
	if s.Employer != "" && p.Role != auth.Employer && !f.live.knows(s.Employer) {
		return s, fault.New(fault.NotFound, "employer_unknown", "No employer with this code takes part here. Check the ODS code.")
	}
	s.Codes = f.live.stoodFor(s.Employer, f.clock.Now())
	return s, nil
}

// May tells whether the principal may still see the figures in scope: streams ask again and again.
func (f *FillRates) May(ctx context.Context, s Scope) error {
	_, err := f.scope(ctx, ViewFillRates, s)
	return err
}
