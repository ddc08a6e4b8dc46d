package shift

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/release"

	"github.com/muster-ics/muster/services/shifts/internal/wording"
)

// Outcome is how far an escalation has come.
type Outcome string

// The outcomes of an escalation. Ended is a rate whose time is up.
const (
	Asked    Outcome = "asked"
	Approved Outcome = "approved"
	Refused  Outcome = "declined"
	Ended    Outcome = "ended"
)

// The kinds of escalation: a higher rate for the bank, or a step of the ladder that does not open by itself.
const (
	ForRate = "rate"
	ForStep = "step"
)

// Escalation is a request to an executive about one shift, and its answer.
type Escalation struct {
	ID, ShiftID id.ID
	// Kind is ForRate or ForStep. RatePence is set for a rate; Step and Tier for a step.
	Kind      string
	RatePence int64
	Step      release.Kind
	Tier      int
	// Why is one of EscalationReasons, or StepDue when the ladder itself asks.
	Why string
	// ExpiresAt is until when an approved rate holds, and after when the request is void.
	ExpiresAt time.Time
	Outcome   Outcome
	// AskedBy and DecidedBy are opaque ids.
	AskedBy   string
	AskedAt   time.Time
	DecidedBy string
	DecidedAt *time.Time
}

// StepDue is why the ladder itself asks.
const StepDue = "step_due"

// EscalationReasons are the codes under which a higher rate is asked for.
var EscalationReasons = []string{"patient_safety", "no_bank_worker_with_skill", "service_closure_risk", "short_notice", "hard_to_fill"}

// Escalations are the requests that were made or decided since the shift was loaded, for the store to keep.
func (s *Shift) Escalations() []Escalation { return s.escalations }

// Ask is what somebody asks for: RatePence an hour until ExpiresAt.
type Ask struct {
	RatePence int64
	Why       string
	ExpiresAt time.Time
	By        string
}

// AskForRate asks an executive to pay the bank more for a time. One request waits at a time; the table says so too.
func (s *Shift) AskForRate(escalation id.ID, a Ask, now time.Time) error {
	if err := s.s.offered(now); err != nil {
		return err
	}
	var ps problems
	ceiling := s.s.RateCeiling()
	ps.unless(slices.Contains(EscalationReasons, a.Why), "why", "Choose why: %s.", strings.Join(EscalationReasons, ", "))
	ps.unless(a.RatePence > s.s.RatePence, "rate_pence", "Ask for more than the present rate of %s an hour.", wording.Pounds(s.s.RatePence))
	ps.unless(a.RatePence <= ceiling, "rate_pence", "The rate may be raised to %s an hour at most.", wording.Pounds(ceiling))
	ps.unless(a.ExpiresAt.After(now) && !a.ExpiresAt.After(s.s.StartsAt), "expires_at", "Give an end between now and the start of the shift.")
	if len(ps) > 0 {
		return &Invalid{Problems: ps}
	}
	s.ask(Escalation{ID: escalation, Kind: ForRate, RatePence: a.RatePence, Why: a.Why, ExpiresAt: a.ExpiresAt.UTC(), AskedBy: a.By}, now)
	return nil
}

// RateCeiling is the most to which the bank's rate may be raised: what the ladder's break-glass step says, else the
// national share of the base rate.
func (s State) RateCeiling() int64 {
	if i := s.Release.Find(release.BankBreakGlass, 0); i >= 0 {
		return s.Release.Steps[i].CeilingPence
	}
	base := s.RatePence
	if s.BaseRatePence > 0 {
		base = s.BaseRatePence
	}
	return min(base*release.National.EscalationPercent/100, MaxRatePence)
}

// askForStep asks for a step that has fallen due. A break-glass step is a rate, up to its ceiling until the start.
func (s *Shift) askForStep(escalation id.ID, i int, now time.Time) {
	r := s.s.Release.Steps[i]
	s.s.Release = s.s.Release.With(i, release.Asked, now)
	e := Escalation{ID: escalation, Kind: ForStep, Step: r.Kind, Tier: r.Tier, Why: StepDue, ExpiresAt: s.s.StartsAt, AskedBy: "system:shifts"}
	if r.Kind == release.BankBreakGlass && r.CeilingPence > s.s.RatePence {
		e.Kind, e.RatePence, e.Step = ForRate, r.CeilingPence, ""
	}
	s.ask(e, now)
}

func (s *Shift) ask(e Escalation, now time.Time) {
	e.ShiftID, e.AskedAt, e.Outcome = s.s.ID, now, Asked
	s.tell(e)
}

func (s *Shift) tell(e Escalation) {
	s.escalations = append(s.escalations, e)
	s.happened(EventEscalated)
}

// Decision is an executive's answer. Statement is needed to go off-framework, and Why then one of OverrideReasons.
type Decision struct {
	By, Why, Statement string
}

// ApproveEscalation says yes: the rate is raised, or the step opens.
func (s *Shift) ApproveEscalation(e Escalation, d Decision, newID func() id.ID, now time.Time) error {
	if err := s.mayDecide(e, now); err != nil {
		return err
	}
	e.Outcome, e.DecidedBy, e.DecidedAt = Approved, d.By, &now
	if e.Kind == ForRate {
		return s.raise(e, now)
	}
	i := s.s.Release.Find(e.Step, e.Tier)
	if i < 0 || s.s.Release.Steps[i].Progress != release.Asked {
		return refuse("escalation_decided", "This step does not wait for approval any more.")
	}
	if e.Step.Agency() && s.bankHasTime(now) {
		return refuse(CodeBankHasTime, fmt.Sprintf("The banks have this shift until %s.", release.Moment(s.s.BankClosesAt)))
	}
	if e.Step == release.OffFrameworkAgency {
		if err := s.approveOffFramework(OffFramework{ID: newID(), Why: d.Why, Statement: d.Statement, By: d.By}, now); err != nil {
			return err
		}
	}
	s.escalations = append(s.escalations, e)
	s.openStep(i, true, now)
	return nil
}

func (s *Shift) raise(e Escalation, now time.Time) error {
	if e.RatePence <= s.s.RatePence {
		return refuse("rate_not_higher", "The shift already pays "+wording.Pounds(s.s.RatePence)+" an hour.")
	}
	if s.s.BaseRatePence == 0 {
		s.s.BaseRatePence = s.s.RatePence
	}
	until := e.ExpiresAt
	s.s.RatePence, s.s.EscalatedUntil = e.RatePence, &until
	if i := s.s.Release.Find(release.BankBreakGlass, 0); i >= 0 {
		s.s.Release = s.s.Release.With(i, release.Opened, now)
	}
	s.tell(e)
	return nil
}

// DeclineEscalation says no; the shift goes on as it is.
func (s *Shift) DeclineEscalation(e Escalation, by string, now time.Time) error {
	if err := s.mayDecide(e, now); err != nil {
		return err
	}
	k, tier := e.Step, e.Tier
	if e.Kind == ForRate {
		k, tier = release.BankBreakGlass, 0
	}
	if i := s.s.Release.Find(k, tier); i >= 0 && s.s.Release.Steps[i].Progress == release.Asked {
		s.s.Release = s.s.Release.With(i, release.Declined, now)
	}
	e.Outcome, e.DecidedBy, e.DecidedAt = Refused, by, &now
	s.tell(e)
	return nil
}

func (s *Shift) mayDecide(e Escalation, now time.Time) error {
	if e.Outcome != Asked {
		return refuse("escalation_decided", "This request has been "+string(e.Outcome)+" already.")
	}
	if err := s.s.offered(now); err != nil {
		return err
	}
	if !e.ExpiresAt.After(now) {
		return refuse("escalation_expired", "The time that was asked for is over; ask again.")
	}
	return nil
}

// endEscalation puts the base rate back. Bookings keep what they were promised.
func (s *Shift) endEscalation() {
	s.s.RatePence, s.s.BaseRatePence, s.s.EscalatedUntil = s.s.BaseRatePence, 0, nil
	s.tell(Escalation{ShiftID: s.s.ID, Kind: ForRate, Outcome: Ended})
}

// Words makes words of a code.
func Words(code string) string { return strings.ReplaceAll(code, "_", " ") }
