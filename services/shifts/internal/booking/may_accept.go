package booking

import (
	"errors"
	"slices"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/release"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// MayAccept decides who may accept a shift: nil is yes, else a *Refusal.
//
// The shift must be open and not yet started, the worker must have a home employer and a passport that is not suspended,
// the shift's ladder, or a lead by mutual aid, must have opened it to them, and the employer must not have blocked them. The shift must leave eleven
// hours of rest on both sides of everything else in the worker's diary and keep the other rules of working time: a hard
// one stops everybody, one that the host leaves to approval stops who has none. These are
// the facts that this service owns or has been told for good. Fitness for the work is then asked of passports and, across
// employers, the agreement of deployments, while the place is held: settle.go decides on their answers, never on this
// service's copies, which may be a moment old.
//
// The claim statement, the version of the diary and the constraints slot_live and worker_rest judge the same again in
// the database, so that two who are allowed here at the same moment cannot both win.
func MayAccept(s shift.State, w eligibility.Worker, f eligibility.Facts, g Grant, now time.Time) error {
	if err := s.Takeable(now); err != nil {
		var r *shift.Refusal
		if errors.As(err, &r) {
			return &Refusal{Code: r.Code, Message: r.Message}
		}
		return err
	}
	if w.HomeEmployer == "" {
		return refused("WORKER_UNKNOWN", "No employer has enrolled you for the staff bank yet.", "Ask your employer's bank to enrol you; it takes effect within seconds.")
	}
	if w.Status == "suspended" || w.Status == "left" {
		d := eligibility.Judge(w, s, eligibility.Facts{})
		return &Refusal{Code: CodeRefused, Message: "You cannot take this shift.", Reasons: d.Reasons[:1]}
	}
	to := s.Audience(w.ID, w.HomeEmployer, false)
	_, to.Aided = f.Aided(w.HomeEmployer, s.ID, now)
	if r := release.Admits(s.Release, to); r != nil {
		return &Refusal{Code: CodeNotReleased, Message: r.Message, Reasons: []reason.Reason{*r}}
	}
	if rs := eligibility.BlockReasons(s, f.Blocks); len(rs) > 0 {
		return &Refusal{Code: CodeRefused, Message: rs[0].Message, Reasons: rs}
	}
	return hoursRefusal(eligibility.HoursReasons(w, s, f), g.ApprovedBy != "")
}

// CodeRefused is the code of a refusal whose reasons say why; CodeTaken of one that came too late.
const (
	CodeRefused = "booking_refused"
	CodeTaken   = "shift_taken"
	CodeRest    = "rest_11h"
	CodeOverlap = "overlap"
	// CodeNeedsApproval is of one that somebody of the host employer can turn into a yes.
	CodeNeedsApproval = "needs_approval"
	// CodeNotReleased is the code of a shift that its ladder has not opened to the worker yet.
	CodeNotReleased = "not_released"
)

// Refusal is why a worker may not take a shift.
type Refusal struct {
	// Code is stable; Message is a sentence for the worker.
	Code, Message string
	Reasons       []reason.Reason
}

// Error implements error.
func (e *Refusal) Error() string { return e.Code + ": " + e.Message }

func refused(code, message, fix string) *Refusal {
	return &Refusal{Code: CodeRefused, Message: message, Reasons: []reason.Reason{{Code: code, Weight: reason.Hard, Message: message, Fix: fix}}}
}

// hoursRefusal weighs what working time says: every reason that stops, hard ones first in what it is called.
func hoursRefusal(rs []reason.Reason, approved bool) error {
	r := &Refusal{}
	for _, why := range rs {
		if why.Weight == reason.Soft || (why.Weight == reason.Approval && approved) {
			continue
		}
		r.Reasons = append(r.Reasons, why)
		if code := codeOf(why); rank(code) > rank(r.Code) {
			r.Code, r.Message = code, why.Message
		}
	}
	if len(r.Reasons) == 0 {
		return nil
	}
	if r.Code == CodeNeedsApproval {
		r.Message += " The ward can approve it: apply for the shift instead."
	}
	return r
}

func codeOf(r reason.Reason) string {
	switch {
	case r.Weight == reason.Approval:
		return CodeNeedsApproval
	case r.Code == "OVERLAP":
		return CodeOverlap
	case r.Code == "REST_11H":
		return CodeRest
	}
	return CodeRefused
}

// rank orders the codes of one refusal: what nobody can change comes before what others can.
func rank(code string) int {
	return slices.Index([]string{CodeNeedsApproval, CodeRefused, CodeRest, CodeOverlap}, code)
}
