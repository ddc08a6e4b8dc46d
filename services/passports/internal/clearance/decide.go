package clearance

import (
	"slices"
	"time"
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
	siteInduction,
	disclosure,
}

// Decide is the whole decision: every rule is asked, and every requirement is returned, met or not. What an override
// stands in for is told as a warning and not hidden.
func Decide(f Facts) Decision {
	_, d := decide(f)
	return d
}

// Explain decides as Decide does, and gives beside the decision the bytes of its inputs, over which Replay makes
// the same decision again. A passport without an id is one that nobody knows.
func Explain(f Facts) (inputs []byte, d Decision) {
	if f.Passport.Version == 0 {
		return unknown(f)
	}
	return decide(f)
}

func decide(f Facts) ([]byte, Decision) {
	j := &judgement{Facts: f}
	for _, rule := range rules {
		from := len(j.found)
		rule(j)
		slices.SortStableFunc(j.found[from:], byName)
	}
	for i := range j.found {
		j.override(&j.found[i])
	}
	return j.decision(encodeInputs(f, true))
}

func unknown(f Facts) ([]byte, Decision) {
	j := &judgement{Facts: f}
	j.add("passport", "").fails(NotKnown, "WORKER_UNKNOWN", "No passport is held for this worker.").fix(ByHome, "The home employer enrols the worker first.")
	return j.decision(encodeInputs(f, false))
}

func byName(a, b Requirement) int {
	switch {
	case a.Rule != b.Rule:
		return 0 // the order in which the rule asks
	case a.Name < b.Name:
		return -1
	case a.Name > b.Name:
		return 1
	}
	return 0
}

// judgement is a decision being made.
type judgement struct {
	Facts
	found    []Requirement
	earliest *time.Time
}

func (j *judgement) decision(inputs []byte) ([]byte, Decision) {
	rs := reasonsOf(j.found)
	return inputs, Decision{
		Outcome: outcome(rs), Requirements: j.found, Reasons: rs, EarliestExpiry: j.earliest, PassportVersion: j.Passport.Version,
		Digest: digest(inputs), At: j.At, Engine: Engine,
	}
}

// add begins a requirement, which is met until something fails it.
func (j *judgement) add(rule, name string) *Requirement {
	j.found = append(j.found, Requirement{Rule: rule, Name: name, Result: Met})
	return &j.found[len(j.found)-1]
}

// upheld notes on which record the requirement rests and how long that holds.
func (r *Requirement) upheld(evidence string, until *time.Time) *Requirement {
	r.Evidence, r.ValidUntil = evidence, until
	return r
}

func (r *Requirement) fails(result Result, code, message string) *Requirement {
	r.Result, r.Code, r.Reason = result, code, message
	return r
}

func (r *Requirement) fix(who, action string) *Requirement {
	r.Fix = &Fix{Who: who, Action: action}
	return r
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
