package app

import (
	"github.com/muster-ics/muster/events"
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/release"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// releaseEvent is the contract of a step that opened or of an escalation, with the code for the audit row; nil for any
// other change.
func releaseEvent(e shift.Event, s *shift.Shift) (events.Event, string) {
	st := ShiftState(s.State())
	switch e {
	case shift.EventReleased:
		r := s.Released()
		return es.ShiftReleasedV1{Shift: st, Step: string(r.Rung.Kind), Tier: r.Rung.Tier, ByHand: r.ByHand}, string(r.Rung.Kind)
	case shift.EventEscalated:
		last := s.Escalations()[len(s.Escalations())-1]
		ev := es.ShiftEscalatedV1{Shift: st, Outcome: string(last.Outcome), Step: string(last.Step), Tier: last.Tier, RatePence: last.RatePence, Why: last.Why}
		if last.ID != id.Nil {
			ev.EscalationID = last.ID.String()
		}
		return ev, string(last.Outcome)
	}
	return nil, ""
}

// offering adds to whom a shift is offered and on which terms an agency has it.
func offering(st *es.ShiftState, s shift.State) {
	if s.Release.LadderID != id.Nil {
		st.LadderID, st.LadderVersion = s.Release.LadderID.String(), s.Release.LadderVersion
	}
	for _, o := range s.Release.Opened() {
		st.Opened = append(st.Opened, es.OpenedStep{Step: string(o.Kind), Tier: o.Tier, At: o.At})
	}
	st.Step, st.NextStepAt = string(s.Release.Last().Kind), s.Release.NextAt()
	if s.PreferredWorker != id.Nil {
		st.PreferredWorker = s.PreferredWorker.String()
	}
	st.FallbackBand, st.BaseRatePence, st.EscalatedUntil = s.FallbackBand, s.BaseRatePence, s.EscalatedUntil
	st.Agency, st.AgencyFramework, st.AgencyTier, st.AgencyRatePence = s.Agency, s.AgencyFramework, s.AgencyTier, s.AgencyRatePence
	st.CapPence, st.OverCap, st.AgencyLocksAt = s.CapPence, s.OverCap(), s.AgencyLocksAt
	st.OverCapWhy, st.OverCapRole = s.OverCapWhy, s.OverCapRole
	if s.FilledBy == shift.OffFrameworkAgency {
		st.OffFrameworkWhy = s.OffFrameworkWhy
	}
	if o := s.Override; o != nil {
		st.Override = &es.AgencyOverride{Role: o.Role, Why: o.Why, At: o.GrantedAt}
	}
	st.DisplacedAgency, st.DisplacedRatePence = s.DisplacedAgency, s.DisplacedRatePence
}

// LadderState is the public state of a ladder.
func LadderState(l release.Ladder) es.LadderState {
	st := es.LadderState{LadderID: l.ID.String(), Employer: l.Employer, StaffGroup: l.StaffGroup, BankShare: l.BankShare, Steps: []es.LadderStep{}}
	for _, s := range l.Steps {
		st.Steps = append(st.Steps, es.LadderStep{Step: string(s.Kind), Tier: s.Tier, On: string(s.Trigger.On), AfterMinutes: int(s.Trigger.After.Minutes()),
			WindowMinutes: int(s.Window.Minutes()), CeilingPence: s.CeilingPence, Approver: s.Approver})
	}
	return st
}

// Ladder tells of a change of a ladder. before is nil for the first.
func (t Teller) Ladder(before []byte, l release.Ladder, by Caller) (Told, error) {
	told := Told{Action: "ladder.changed", Reason: l.StaffGroup, Before: before}
	var err error
	told.Envelope, err = t.wrap(es.LadderChangedV1{Ladder: LadderState(l)}, l.Employer, l.ID, l.Version, by)
	told.After = told.Envelope.Data
	return told, err
}
