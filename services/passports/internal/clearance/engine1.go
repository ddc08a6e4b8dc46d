package clearance

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"github.com/muster-ics/muster/events/reason"
)

// rules1 are the passport's part of the eligibility decision, in the order in which reasons are told.
var rules1 = []func(*judgement1){
	suspension1,
	holds1,
	professionalRegistration1,
	engagement1,
	rightToWork1,
	identity1,
	references1,
	criminalRecord1,
	occupationalHealth1,
	exposureProneProcedures1,
	competencies1,
}

// Decide1 is engine 1, as it was: every rule is asked, and every reason is returned. What later engines look at beside it
// changes nothing here. It decides nothing new, and stays so that its decisions can be made again.
func Decide1(f Facts) Decision {
	j := &judgement1{Facts: f, reasons: []reason.Reason{}}
	for _, rule := range rules1 {
		rule(j)
	}
	return Decision{
		Outcome: outcome(j.reasons), Reasons: j.reasons, EarliestExpiry: j.earliest,
		PassportVersion: f.Passport.Version, Digest: digest1(f), At: f.At, Engine: 1,
	}
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

// judgement1 is a decision being made.
type judgement1 struct {
	Facts
	reasons  []reason.Reason
	earliest *time.Time
}

func (j *judgement1) add(w reason.Weight, code, message, fix string, from *time.Time) {
	j.reasons = append(j.reasons, reason.Reason{Code: code, Weight: w, Message: message, Fix: fix, From: from})
}

func (j *judgement1) hard(code, message, fix string, from *time.Time) {
	j.add(reason.Hard, code, message, fix, from)
}

// lasts tells whether evidence holds to the end of the shift, and remembers its end as one the decision rests on. An end
// at the very moment at which the shift ends suffices.
func (j *judgement1) lasts(until *time.Time) bool {
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

func digest1(f Facts) string {
	b, err := json.Marshal(struct {
		Engine        int
		Passport      json.RawMessage
		Booking       Booking
		RegistersRead map[string]time.Time
		At            time.Time
	}{1, f.Passport.Canonical(), f.Booking, f.RegistersRead, f.At})
	if err != nil {
		// Only ids, codes, numbers and times in years 0 to 9999 are inside, and those always encode.
		return ""
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
