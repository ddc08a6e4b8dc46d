package clearance

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"github.com/muster-ics/muster/events/reason"
)

// rules are the passport's part of the eligibility decision, in the order in which reasons are told.
var rules = []func(*judgement){
	suspension,
	holds,
	professionalRegistration,
	engagement,
	rightToWork,
	identity,
	references,
	criminalRecord,
	occupationalHealth,
	exposureProneProcedures,
	competencies,
}

// Decide is the whole decision: every rule is asked, and every reason is returned, not the first.
func Decide(f Facts) Decision {
	j := &judgement{Facts: f, reasons: []reason.Reason{}}
	for _, rule := range rules {
		rule(j)
	}
	return Decision{
		Outcome: outcome(j.reasons), Reasons: j.reasons, EarliestExpiry: j.earliest,
		PassportVersion: f.Passport.Version, Digest: digest(f), At: f.At,
	}
}

// Unknown is the answer for a worker whom nobody enrolled here.
func Unknown(b Booking, at time.Time) Decision {
	j := &judgement{Facts: Facts{Booking: b, At: at}}
	j.hard("WORKER_UNKNOWN", "No passport is held for this worker.", "The home employer enrols the worker first.", nil)
	return Decision{Outcome: Ineligible, Reasons: j.reasons, Digest: digest(j.Facts), At: at}
}

func outcome(rs []reason.Reason) Outcome {
	out := Eligible
	for _, r := range rs {
		switch {
		case r.Weight == reason.Hard:
			return Ineligible
		case r.Weight == reason.Approval:
			out = NeedsApproval
		case out == Eligible:
			out = EligibleWithWarnings
		}
	}
	return out
}

// judgement is a decision being made.
type judgement struct {
	Facts
	reasons  []reason.Reason
	earliest *time.Time
}

func (j *judgement) add(w reason.Weight, code, message, fix string, from *time.Time) {
	j.reasons = append(j.reasons, reason.Reason{Code: code, Weight: w, Message: message, Fix: fix, From: from})
}

func (j *judgement) hard(code, message, fix string, from *time.Time) {
	j.add(reason.Hard, code, message, fix, from)
}

// lasts tells whether evidence holds to the end of the shift, and remembers its end as one the decision rests on. An end
// at the very moment at which the shift ends suffices.
func (j *judgement) lasts(until *time.Time) bool {
	if until == nil {
		return true
	}
	if until.Before(j.Booking.EndsAt) {
		return false
	}
	if j.earliest == nil || until.Before(*j.earliest) {
		t := *until
		j.earliest = &t
	}
	return true
}

func digest(f Facts) string {
	b, err := json.Marshal(struct {
		Engine        int
		Passport      json.RawMessage
		Booking       Booking
		RegistersRead map[string]time.Time
		At            time.Time
	}{Engine, f.Passport.Canonical(), f.Booking, f.RegistersRead, f.At})
	if err != nil {
		// Only ids, codes, numbers and times in years 0 to 9999 are inside, and those always encode.
		return ""
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
