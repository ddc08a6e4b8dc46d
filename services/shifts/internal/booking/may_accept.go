package booking

import (
	"errors"
	"time"

	"github.com/muster-ics/muster/events/reason"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// MayAccept decides who may accept a shift: nil is yes, else a *Refusal.
//
// The shift must be open and not yet started, the worker must have a home employer and a passport that is not suspended,
// and the shift must leave eleven hours of rest on both sides of everything else in the worker's diary. These are the
// facts that this service owns or has been told for good. Fitness for the work is then asked of passports and, across
// employers, the agreement of deployments, while the place is held: settle.go decides on their answers, never on this
// service's copies, which may be a moment old.
//
// The claim statement and the constraints slot_live and worker_rest judge the same again in the database, so that two
// who are allowed here at the same moment cannot both win.
func MayAccept(s shift.State, w eligibility.Worker, diary []eligibility.Entry, now time.Time) error {
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
		d := eligibility.Judge(w, s, nil, nil)
		return &Refusal{Code: CodeRefused, Message: "You cannot take this shift.", Reasons: d.Reasons[:1]}
	}
	if rs := eligibility.RestReasons(eligibility.Entry{StartsAt: s.StartsAt, EndsAt: s.EndsAt}, diary); len(rs) > 0 {
		return restRefusal(rs)
	}
	return nil
}

// CodeRefused is the code of a refusal whose reasons say why; CodeTaken of one that came too late.
const (
	CodeRefused = "booking_refused"
	CodeTaken   = "shift_taken"
	CodeRest    = "rest_11h"
	CodeOverlap = "overlap"
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

func restRefusal(rs []reason.Reason) *Refusal {
	r := &Refusal{Code: CodeRest, Message: rs[0].Message, Reasons: rs}
	for _, why := range rs {
		if why.Code == "OVERLAP" {
			r.Code, r.Message = CodeOverlap, why.Message
		}
	}
	return r
}
