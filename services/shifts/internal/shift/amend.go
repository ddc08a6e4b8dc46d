package shift

import (
	"reflect"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/release"
)

// Amendment is what is to be different about a shift; nil stays as it is.
type Amendment struct {
	StartsAt, EndsAt       *time.Time
	BreakMinutes           *int
	Ward, Reason, CostCode *string
	Requirements           *Requirements
	RatePence              *int64
	// FallbackBand is cleared by an empty string.
	FallbackBand *string
}

// Amend changes the shift until it starts. While nobody has it everything of an Amendment may change. Once somebody has
// taken it, what they agreed to stands: only the ward within the site, the reason and the cost code may change. by is the
// opaque id of who amends; of a shift that waits for approval they are then the one who asks for it. An amendment that
// changes nothing is no new version. The error is an *Invalid with every problem or a *Refusal.
func (s *Shift) Amend(a Amendment, by string, now time.Time) error {
	is := s.s.with(a)
	if reflect.DeepEqual(is, s.s) {
		return nil
	}
	if err := s.s.amendable(is, now); err != nil {
		return err
	}
	if problems := is.posting().Problems(now); len(problems) > 0 {
		return &Invalid{Problems: problems}
	}
	if !is.StartsAt.Equal(s.s.StartsAt) {
		is = is.movedFrom(s.s.StartsAt, now)
	}
	if is.RefillUntil != nil {
		end := is.EndsAt
		is.RefillUntil = &end
	}
	s.s = is
	if s.s.Status != AwaitingApproval {
		s.happened(EventAmended)
		return nil
	}
	approval := *s.s.Approval
	approval.SubmittedBy = by
	s.s.Approval = &approval
	s.happened(EventSubmitted)
	return nil
}

// amendable tells whether was may become is.
func (s State) amendable(is State, now time.Time) error {
	if !s.StartsAt.After(now) {
		return refuse("shift_started", "This shift has started; it can no longer be changed.")
	}
	switch s.Status {
	case AwaitingApproval, Open:
		if s.FallbackBand != is.FallbackBand && is.FallbackBand != "" && s.Release.Find(release.OwnFallbackGrade, 0) < 0 {
			return refuse("no_fallback_step", "This shift was posted without a step for a fallback band. Withdraw it and post it again with one.")
		}
		if !is.StartsAt.After(now) {
			return &Invalid{Problems: []Problem{{Field: "starts_at", Message: "The start must lie ahead."}}}
		}
		if s.EscalatedUntil != nil && s.RatePence != is.RatePence {
			return refuse("rate_escalated", "The rate of this shift is escalated at the moment. End the escalation first.")
		}
		return nil
	case Held:
		return refuse("shift_taken", "A worker is taking this shift now; look again in a few seconds.")
	case Filled:
		if s.onlyDesk(is) {
			return nil
		}
		return refuse("shift_taken", "Somebody has taken this shift as it is, so only its ward within the site, its reason and its cost code can change. Cancel the booking first, or ask for a swap.")
	}
	return refuse("shift_ended", "This shift is over or no longer needed; it can no longer be changed.")
}

// onlyDesk tells whether is differs in nothing that the worker agreed to.
func (s State) onlyDesk(is State) bool {
	s.Ward, s.Reason, s.CostCode = is.Ward, is.Reason, is.CostCode
	return reflect.DeepEqual(s, is)
}

func (s State) with(a Amendment) State {
	put(&s.BreakMinutes, a.BreakMinutes)
	put(&s.Ward, a.Ward)
	put(&s.Reason, a.Reason)
	put(&s.CostCode, a.CostCode)
	put(&s.Requirements, a.Requirements)
	put(&s.RatePence, a.RatePence)
	put(&s.FallbackBand, a.FallbackBand)
	if a.StartsAt != nil && !a.StartsAt.Equal(s.StartsAt) {
		s.StartsAt = a.StartsAt.UTC()
	}
	if a.EndsAt != nil && !a.EndsAt.Equal(s.EndsAt) {
		s.EndsAt = a.EndsAt.UTC()
	}
	return s
}

func put[T any](to, v *T) {
	if v != nil {
		*to = *v
	}
}

// movedFrom fits what hangs on the start to the one there is.
func (s State) movedFrom(was, now time.Time) State {
	opened := s.Release.AgencyOpenedAt() != nil
	s.Release = s.Release.Move(s.PostedAt, was, s.StartsAt, now)
	if !opened {
		s.BankClosesAt = later(now, release.MoveMoment(s.BankClosesAt, s.PostedAt, was, s.StartsAt))
		for _, r := range s.Release.Steps {
			if r.Kind.Agency() {
				s.BankClosesAt = r.OpensAt
				break
			}
		}
	}
	return s
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// posting is the shift as it would be asked for now, to be held against the rules of a posting. Whether its ladder has a
// step for the fallback band is judged by the shift's own ladder.
func (s State) posting() Posting {
	fallback := release.Ladder{Steps: []release.Step{{Kind: release.OwnFallbackGrade}}}
	return Posting{
		Employer: s.Employer, Site: s.Site, Ward: s.Ward, StaffGroup: s.StaffGroup, Role: s.Role, Band: s.Band, StartsAt: s.StartsAt, EndsAt: s.EndsAt,
		BreakMinutes: s.BreakMinutes, Reason: s.Reason, CostCode: s.CostCode, RatePence: s.RatePence, Requirements: s.Requirements, Places: 1,
		BookingMode: s.BookingMode, FallbackBand: s.FallbackBand, Ladder: &fallback,
	}
}

// Amended tells whether the change of a shift that was there is an amendment.
func (s *Shift) Amended() bool {
	return slices.ContainsFunc(s.events, func(e Event) bool { return e == EventAmended || e == EventSubmitted })
}

// Changed names what differs between two versions of what a ward asks for, by the names of the contract.
func (s State) Changed(is State) []string {
	out := []string{}
	for _, f := range []struct {
		name string
		same bool
	}{
		{"starts_at", s.StartsAt.Equal(is.StartsAt)}, {"ends_at", s.EndsAt.Equal(is.EndsAt)}, {"break_minutes", s.BreakMinutes == is.BreakMinutes},
		{"ward", s.Ward == is.Ward}, {"reason", s.Reason == is.Reason}, {"cost_code", s.CostCode == is.CostCode},
		{"requirements", reflect.DeepEqual(s.Requirements, is.Requirements)}, {"rate_pence", s.RatePence == is.RatePence}, {"fallback_band", s.FallbackBand == is.FallbackBand},
	} {
		if !f.same {
			out = append(out, f.name)
		}
	}
	return out
}
