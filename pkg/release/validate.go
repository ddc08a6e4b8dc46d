package release

import (
	"fmt"
	"slices"
	"time"
)

// The limits of a ladder.
const (
	MaxSteps     = 12
	MaxWindow    = 14 * 24 * time.Hour
	MaxTrigger   = 400 * 24 * time.Hour
	maxRatePence = 50_000
)

// Problem is one part of a ladder that cannot be right. Field is its place, e.g. steps[2].trigger; Message says what to
// change.
type Problem struct{ Field, Message string }

// Problems are every rule that the ladder breaks; none when it may be kept.
func (l Ladder) Problems(r Rules) []Problem {
	var ps problems
	ps.unless(l.BankShare >= r.MinBankShare && l.BankShare <= r.MaxBankShare, "bank_share",
		"Give the banks from %d to %d per cent of the time before agencies are asked.", r.MinBankShare, r.MaxBankShare)
	ps.unless(len(l.Steps) >= 1 && len(l.Steps) <= MaxSteps, "steps", "A ladder has 1 to %d steps.", MaxSteps)
	ps.unless(slices.ContainsFunc(l.Steps, func(s Step) bool { return s.Kind == OwnBank }), "steps", "A ladder needs the step own_bank.")
	tier := 0
	for i, s := range l.Steps {
		field := fmt.Sprintf("steps[%d]", i)
		s.problems(&ps, field, i, r)
		ps.unless(!s.Kind.Agency() || !slices.Contains(r.NoAgencyGroups, l.StaffGroup), field+".kind",
			"Agencies are barred for this staff group; end the ladder before agency.")
		if i > 0 {
			l.order(&ps, field, l.Steps[i-1], s)
		}
		if s.Kind == FrameworkAgency {
			tier++
			ps.unless(s.Tier == tier, field+".tier", "Number the agency tiers 1, 2, 3 without a gap; this one should be %d.", tier)
		}
	}
	return ps
}

func (l Ladder) order(ps *problems, field string, before, s Step) {
	a, b := slices.Index(Kinds, before.Kind), slices.Index(Kinds, s.Kind)
	if a < 0 || b < 0 {
		return
	}
	switch {
	case before.Kind.Agency() && !s.Kind.Agency():
		ps.unless(false, field+".kind", "Agency steps come after all bank steps; move %s up.", s.Kind)
	case b < a:
		ps.unless(false, field+".kind", "The step %s comes before %s; change their order.", s.Kind, before.Kind)
	case a == b:
		ps.unless(s.Kind == FrameworkAgency, field+".kind", "The step %s is there twice; keep one.", s.Kind)
	}
	if s.CeilingPence > 0 && before.CeilingPence > 0 && s.Kind == before.Kind {
		ps.unless(s.CeilingPence >= before.CeilingPence, field+".ceiling_pence", "The ceiling of a later tier cannot be below that of the tier before.")
	}
	if s.Kind.Agency() && before.Kind.Agency() && s.Trigger.On == LeadTime && before.Trigger.On == LeadTime {
		ps.unless(s.Trigger.After <= before.Trigger.After, field+".trigger", "This step would fall due before the step above it; give it less lead time.")
	}
}

func (s Step) problems(ps *problems, field string, at int, r Rules) {
	known := slices.Contains(Kinds, s.Kind)
	ps.unless(known, field+".kind", "Choose one of the kinds of step.")
	if !known {
		return
	}
	s.Trigger.problems(ps, field+".trigger", at)
	ps.unless((s.Kind == FrameworkAgency) == (s.Tier > 0), field+".tier", "Give a tier from 1 to framework_agency steps, and to no others.")
	if s.Kind == Preferred {
		ps.unless(s.Window >= time.Hour && s.Window <= MaxWindow, field+".window_minutes", "Give the preferred person a window of 1 hour to 14 days.")
		ps.unless(s.Trigger.On == AtPosting, field+".trigger", "The preferred person's window begins at posting.")
	} else {
		ps.unless(s.Window == 0, field+".window_minutes", "Only the preferred person has a window.")
	}
	ps.unless(s.Window == s.Window.Truncate(time.Minute), field+".window_minutes", "Give the window in whole minutes.")
	ps.unless(s.CeilingPence >= 0 && s.CeilingPence <= maxRatePence, field+".ceiling_pence", "Give the ceiling in pence an hour, from 1 to %d, or leave it out.", maxRatePence)
	ps.unless(s.CeilingPence == 0 || s.Kind == BankBreakGlass || s.Kind.Agency(), field+".ceiling_pence", "Only a break-glass rate and agencies have a ceiling; the others work at the shift's rate.")
	ps.unless(s.Kind != BankBreakGlass || s.CeilingPence > 0, field+".ceiling_pence", "Say to what rate the glass may be broken.")
	ps.unless(s.Approver == "" || s.Approver == Executive, field+".approver", "The approver is the duty executive, or nobody.")
	ps.unless(!s.Kind.NeedsApproval() || s.Approver == Executive, field+".approver", "The step %s needs the approval of an executive.", s.Kind)
	ps.unless(s.Approver == "" || s.Kind.NeedsApproval() || s.Kind == FrameworkAgency, field+".approver", "The step %s opens by itself.", s.Kind)
}

func (t Trigger) problems(ps *problems, field string, at int) {
	switch t.On {
	case AtPosting:
		ps.unless(t.After == 0, field, "A step that opens at posting has no time of its own.")
	case LeadTime, Dwell:
		ps.unless(t.After > 0 && t.After <= MaxTrigger, field, "Give a time from one minute to 400 days.")
		ps.unless(t.After == t.After.Truncate(time.Minute), field, "Give the time in whole minutes.")
		ps.unless(t.On != Dwell || at > 0, field, "The first step cannot wait for the one before it.")
	default:
		ps.unless(false, field, "Choose when the step opens: at_posting, lead_time or dwell.")
	}
}

type problems []Problem

func (ps *problems) unless(ok bool, field, format string, args ...any) {
	if !ok {
		*ps = append(*ps, Problem{Field: field, Message: fmt.Sprintf(format, args...)})
	}
}
