package clearance

import (
	"time"

	"github.com/muster-ics/muster/events/reason"
)

// Result is what became of one requirement.
type Result string

// The results of a requirement. Unknown is not fit: nobody may rely on what nobody has looked at.
const (
	Met      Result = "met"
	Flag     Result = "flag"     // met, and shown to whoever decides
	Approval Result = "approval" // named people have to say yes
	Unmet    Result = "unmet"
	NotKnown Result = "unknown"
)

// Who can put a requirement right.
const (
	ByWorker   = "worker"
	ByHome     = "home_employer"
	ByHost     = "host_employer"
	ByHealth   = "occupational_health"
	ByRegister = "regulator"
)

// Fix is what would make the answer yes, and who can do it.
type Fix struct {
	Who    string `json:"who"`
	Action string `json:"action"`
}

// Requirement is one thing that was asked for this shift, and what was found.
type Requirement struct {
	// Rule is the rule that asked; Name what exactly, e.g. cstf:FIRE:1, and empty when the rule asks one thing.
	Rule   string `json:"rule_id"`
	Name   string `json:"requirement,omitempty"`
	Result Result `json:"result"`
	// Evidence is the id of the record on which the result rests; ValidUntil how long that record holds.
	Evidence   string     `json:"evidence,omitempty"`
	ValidUntil *time.Time `json:"valid_until,omitempty"`
	// Code, Reason and Fix are empty when the requirement is met. From is when the answer would be yes, if that is known.
	Code   string     `json:"reason_code,omitempty"`
	Reason string     `json:"reason,omitempty"`
	Fix    *Fix       `json:"fix,omitempty"`
	From   *time.Time `json:"from,omitempty"`
	// Override is the id of the override that stands in for the requirement.
	Override string `json:"override,omitempty"`
}

// Key names the requirement among all of a decision: the rule, and after a colon its name.
func (r Requirement) Key() string {
	if r.Name == "" {
		return r.Rule
	}
	return r.Rule + ":" + r.Name
}

// Public leaves out what only the worker, the home employer and the ward may know: which restrictions of health there
// are is not said anywhere, and that there are some is not said to others while the worker is fit for the shift.
func Public(rs []Requirement) []Requirement {
	out := []Requirement{}
	for _, r := range rs {
		if r.Rule == restrictions && r.Result != Unmet {
			continue // the rule is asked of those with restrictions only, so its name alone would tell
		}
		r.Evidence = ""
		out = append(out, r)
	}
	return out
}

// HealthRestricted is, as a warning, a reason for the worker, the home employer and the ward on which the worker is
// booked. That one never goes into an event.
const HealthRestricted = "HEALTH_RESTRICTED"

// restrictions is the rule that judges restrictions of health.
const restrictions = "health_restrictions"

// weights are what a result does to the decision. What is met weighs nothing.
var weights = map[Result]reason.Weight{Flag: reason.Soft, Approval: reason.Approval, Unmet: reason.Hard, NotKnown: reason.Hard}

func reasonsOf(all []Requirement) []reason.Reason {
	out := []reason.Reason{}
	for _, r := range all {
		weight, told := weights[r.Result]
		if !told {
			continue
		}
		one := reason.Reason{Code: r.Code, Weight: weight, Message: r.Reason, From: r.From}
		if r.Fix != nil {
			one.Fix = r.Fix.Action
		}
		out = append(out, one)
	}
	return out
}
