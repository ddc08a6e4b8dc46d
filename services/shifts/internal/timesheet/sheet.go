package timesheet

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// Status is where the hours stand.
type Status string

// The statuses. Amended waits for the worker, disputed for the employer; approved is final.
const (
	Submitted Status = "submitted"
	Amended   Status = "amended"
	Disputed  Status = "disputed"
	Approved  Status = "approved"
)

// Sheet is the hours of one booking. Each change gives another Sheet.
type Sheet struct {
	Status Status `json:"status"`
	// Hours are those that stand: the worker's, or the employer's once amended or answered.
	Hours  Hours `json:"hours"`
	Booked Hours `json:"booked"`
	// Claimed are the worker's.
	Claimed     Hours       `json:"claimed"`
	Note        string      `json:"note,omitempty"`
	Exceptions  []Exception `json:"exceptions"`
	SubmittedAt time.Time   `json:"submitted_at"`
	// SubmittedBy is the opaque id of the person who sent the hours in; somebody else has to decide about them.
	SubmittedBy string     `json:"submitted_by"`
	AmendWhy    string     `json:"amend_why,omitempty"`
	ApprovedAt  *time.Time `json:"approved_at,omitempty"`
}

// MaxText is the longest note, in letters.
const MaxText = 500

// Submission is what a worker sends in.
type Submission struct {
	Hours     Hours
	Note      string
	By        string
	CheckedIn bool
}

// Submit takes the worker's hours. before is what was sent in before, or nil: it can be sent in again until somebody has
// decided about it. The error is a *shift.Invalid with every problem, or a *shift.Refusal.
func Submit(before *Sheet, booked Hours, in Submission, limits policy.Attendance, now time.Time) (Sheet, error) {
	if before != nil && before.Status != Submitted {
		return Sheet{}, &shift.Refusal{Code: "hours_" + string(before.Status), Message: "Your hours are " + string(before.Status) + " already; " + next(before.Status)}
	}
	in.Note = strings.TrimSpace(in.Note)
	ps := in.Hours.problems(booked, limits, now)
	if utf8.RuneCountInString(in.Note) > MaxText {
		ps = append(ps, shift.Problem{Field: "note", Message: fmt.Sprintf("Use at most %d letters.", MaxText)})
	}
	if len(ps) > 0 {
		return Sheet{}, &shift.Invalid{Problems: ps}
	}
	return Sheet{Status: Submitted, Hours: in.Hours, Booked: booked, Claimed: in.Hours, Note: in.Note, SubmittedAt: now, SubmittedBy: in.By,
		Exceptions: exceptions(booked, in.Hours, in.CheckedIn, in.Note)}, nil
}

func next(s Status) string {
	switch s {
	case Amended:
		return "agree to the change or dispute it."
	case Disputed:
		return "the employer's answer comes first."
	}
	return "ask your bank team to correct them with payroll."
}

func (h Hours) problems(booked Hours, limits policy.Attendance, now time.Time) []shift.Problem {
	var ps []shift.Problem
	unless := func(ok bool, field, format string, args ...any) {
		if !ok {
			ps = append(ps, shift.Problem{Field: field, Message: fmt.Sprintf(format, args...)})
		}
	}
	if h.StartsAt.IsZero() || h.EndsAt.IsZero() {
		unless(!h.StartsAt.IsZero(), "starts_at", "Give when you started.")
		unless(!h.EndsAt.IsZero(), "ends_at", "Give when you finished.")
		return ps
	}
	minutes := func(n int) time.Duration { return time.Duration(n) * time.Minute }
	unless(h.StartsAt.Equal(h.StartsAt.Truncate(time.Minute)), "starts_at", "Give the start to the minute.")
	unless(h.EndsAt.Equal(h.EndsAt.Truncate(time.Minute)), "ends_at", "Give the end to the minute.")
	unless(h.EndsAt.After(h.StartsAt), "ends_at", "The end must be after the start.")
	unless(!h.StartsAt.Before(booked.StartsAt.Add(-minutes(limits.HoursBeforeMinutes))), "starts_at",
		"Hours can begin at most %d minutes before the booked start; ask the ward to book earlier work as a shift.", limits.HoursBeforeMinutes)
	unless(h.StartsAt.Before(booked.EndsAt), "starts_at", "The start must be before the booked end.")
	unless(!h.EndsAt.After(booked.EndsAt.Add(minutes(limits.HoursAfterMinutes))), "ends_at",
		"Hours can end at most %d minutes after the booked end; ask the ward to book later work as a shift.", limits.HoursAfterMinutes)
	unless(!h.EndsAt.After(now), "ends_at", "Hours can be sent in once they are worked.")
	unless(h.BreakMinutes >= 0, "break_minutes", "The break cannot be shorter than nothing.")
	if h.EndsAt.After(h.StartsAt) && h.BreakMinutes >= 0 {
		unless(minutes(h.BreakMinutes) < h.EndsAt.Sub(h.StartsAt), "break_minutes", "The break must be shorter than the time worked.")
	}
	return ps
}

// Unchanged tells whether the hours are as booked, so that they are suggested for approval in bulk.
func (s Sheet) Unchanged() bool { return s.Status == Submitted && len(s.Exceptions) == 0 }

// decidedBy refuses a person who decides about their own hours, in whatever role they are signed in.
func (s Sheet) decidedBy(by string) error {
	if by != "" && by == s.SubmittedBy {
		return &shift.Refusal{Code: "own_hours", Message: "These are your own hours. Ask somebody else at the ward to approve them."}
	}
	return nil
}

// Approve accepts the hours as the worker sent them in. by is the opaque id of who does.
func (s Sheet) Approve(by string, now time.Time) (Sheet, error) {
	if err := s.decidedBy(by); err != nil {
		return s, err
	}
	if s.Status != Submitted {
		return s, s.refuse("Only hours that wait for approval can be approved")
	}
	return s.approved(now), nil
}

// Amend changes the hours; the worker then agrees or disputes. why is a sentence for the worker, by the opaque id of who changes them.
func (s Sheet) Amend(h Hours, why, by string, limits policy.Attendance, now time.Time) (Sheet, error) {
	if err := s.decidedBy(by); err != nil {
		return s, err
	}
	if s.Status != Submitted && s.Status != Amended {
		return s, s.refuse("Only hours that are not decided yet can be amended")
	}
	ps := append(h.problems(s.Booked, limits, now), sentence("why", why, "Say why you change the hours")...)
	if h.Equal(s.Claimed) {
		ps = append(ps, shift.Problem{Field: "ends_at", Message: "These are the worker's own hours; approve them instead."})
	}
	if len(ps) > 0 {
		return s, &shift.Invalid{Problems: ps}
	}
	s.Status, s.Hours, s.AmendWhy = Amended, h, strings.TrimSpace(why)
	return s, nil
}

// Agree is the worker's yes to amended hours, which approves them.
func (s Sheet) Agree(now time.Time) (Sheet, error) {
	if s.Status != Amended {
		return s, s.refuse("Only amended hours wait for your agreement")
	}
	return s.approved(now), nil
}

// Dispute is the worker's no to amended hours.
func (s Sheet) Dispute() (Sheet, error) {
	if s.Status != Amended {
		return s, s.refuse("Only hours that the employer amended can be disputed")
	}
	s.Status = Disputed
	return s, nil
}

// Resolve is the employer's answer to a dispute: the hours that stand, which are approved.
func (s Sheet) Resolve(h Hours, limits policy.Attendance, now time.Time) (Sheet, error) {
	if s.Status != Disputed {
		return s, s.refuse("Only disputed hours wait for an answer")
	}
	if ps := h.problems(s.Booked, limits, now); len(ps) > 0 {
		return s, &shift.Invalid{Problems: ps}
	}
	s.Hours = h
	return s.approved(now), nil
}

func (s Sheet) approved(now time.Time) Sheet {
	s.Status, s.ApprovedAt = Approved, &now
	s.Exceptions = slices.Clone(s.Exceptions)
	return s
}

func (s Sheet) refuse(message string) error {
	return &shift.Refusal{Code: "hours_" + string(s.Status), Message: message + "; these are " + string(s.Status) + "."}
}

func sentence(field, text, ask string) []shift.Problem {
	n := utf8.RuneCountInString(strings.TrimSpace(text))
	if n > 0 && n <= MaxText {
		return nil
	}
	return []shift.Problem{{Field: field, Message: fmt.Sprintf("%s, in at most %d letters.", ask, MaxText)}}
}
