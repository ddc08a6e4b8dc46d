package shift

import (
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/release"
)

// Approval is how a shift stands with an employer that approves shifts before they open.
type Approval struct {
	// Why is the policy's reason to ask for approval, as a sentence.
	Why         string
	SubmittedAt time.Time
	// SubmittedBy and ApprovedBy are opaque ids of two different people; ApprovedBy is empty until somebody approves.
	SubmittedBy, ApprovedBy string
	ApprovedAt              *time.Time
	// Declined is one of DeclineReasons or StartPassed once the shift is declined.
	Declined string
}

// DeclineReasons are the codes under which an approver says no to a shift.
var DeclineReasons = []string{"no_budget", "covered_by_own_staff", "wrong_details", "not_needed", "other"}

// StartPassed is why the system declines: nobody approved the shift before it was to start. It never was a request, so it
// counts in no fill rate.
const StartPassed = "start_passed"

func (s *Shift) submit(why, by string, now time.Time) {
	s.s.Status = AwaitingApproval
	s.s.Approval = &Approval{Why: why, SubmittedAt: now, SubmittedBy: by}
	s.happened(EventSubmitted)
}

// Approve opens a shift that waits. The banks' time counts from here. by must be another person than the one who
// submitted it.
func (s *Shift) Approve(by string, now time.Time) error {
	if err := s.waiting(); err != nil {
		return err
	}
	switch {
	case by == s.s.Approval.SubmittedBy:
		return refuse("own_shift", "You posted this shift yourself; somebody else must approve it.")
	case !s.s.StartsAt.After(now):
		return refuse("shift_started", "This shift should have started already; it can no longer be approved.")
	}
	a := *s.s.Approval
	a.ApprovedBy, a.ApprovedAt = by, &now
	s.s.Approval = &a
	s.open(now)
	s.happened(EventPosted)
	return nil
}

// open makes the shift a request from now on.
func (s *Shift) open(now time.Time) {
	s.s.Status, s.s.PostedAt = Open, now
	ladder := release.Default()
	if s.ladder != nil {
		ladder = *s.ladder
	}
	s.layOut(ladder, now)
}

// Decline ends a shift that waits. why is one of DeclineReasons.
func (s *Shift) Decline(why string, now time.Time) error {
	if !slices.Contains(DeclineReasons, why) {
		return &Invalid{Problems: []Problem{{Field: "why", Message: "Choose why: " + strings.Join(DeclineReasons, ", ") + "."}}}
	}
	if err := s.waiting(); err != nil {
		return err
	}
	s.decline(why, now)
	return nil
}

// DeclineUnapproved ends a shift that still waits when it should have started, whenever that is noticed.
func (s *Shift) DeclineUnapproved() error {
	if err := s.waiting(); err != nil {
		return err
	}
	s.decline(StartPassed, s.s.StartsAt)
	return nil
}

func (s *Shift) decline(why string, at time.Time) {
	a := *s.s.Approval
	a.Declined = why
	s.s.Approval, s.s.Status, s.s.EndedAt = &a, Declined, &at
	s.happened(EventDeclined)
}

func (s *Shift) waiting() error {
	switch {
	case s.s.Status == AwaitingApproval:
		return nil
	case s.s.Status == Declined:
		return refuse("shift_declined", "This shift has already been declined.")
	case s.s.Status == Withdrawn:
		return refuse("shift_ended", "This shift has been called off.")
	}
	return refuse("shift_not_waiting", "This shift does not wait for approval.")
}
