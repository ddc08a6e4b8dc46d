package app

import (
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
)

// The actions around decisions.
const (
	MayReadDecision     auth.Action = "decision.read"
	MayRequestReview    auth.Action = "decision.request_review"
	MayAnswerReview     auth.Action = "decision.answer_review"
	MayReadHostPolicy   auth.Action = "host_policy.read"
	MayChangeHostPolicy auth.Action = "host_policy.change"
	MayOverride         auth.Action = "override.decide"
	MayReadOverride     auth.Action = "override.read"
	MayRecordHostCheck  auth.Action = "check.record_host"
)

// decisionsPolicy: what was decided is told to those it concerns; what a host asks for is its own to change.
var decisionsPolicy = auth.Policy{
	MayReadDecision:     concerned,
	MayRequestReview:    ownPassport,
	MayAnswerReview:     verifierOfHome(ErrNoDecision),
	MayReadHostPolicy:   anybodyAtWork,
	MayChangeHostPolicy: dutyAt(wrongDuty, auth.Verify, auth.Executive),
	MayOverride:         anyEmployerOr(ErrNoOverride),
	MayReadOverride:     concerned,
	MayRecordHostCheck:  anyVerifier,
}

var wrongDuty = fault.New(fault.Forbidden, "wrong_duty", "Only people of that employer with the duty to verify or of an executive may change what it asks for.")

// anyVerifier lets people with the duty to verify ask; that the worker lets their employer see the passport is asked of the
// passport.
func anyVerifier(p auth.Principal, _ auth.Facts) error {
	if p.Role == auth.Employer && p.Employer != "" && p.Has(auth.Verify) {
		return nil
	}
	return ErrNoWorker
}

// concerned lets workers and employers ask; whether it is theirs is judged by what they ask for.
func concerned(p auth.Principal, _ auth.Facts) error {
	if (p.Role == auth.Worker && p.WorkerID != "") || (p.Role == auth.Employer && p.Employer != "") {
		return nil
	}
	return ErrNoDecision
}

// anybodyAtWork lets everybody in whom it is asked of, or who oversees it. Auditors read the history.
func anybodyAtWork(p auth.Principal, _ auth.Facts) error {
	if p.Role == auth.Auditor {
		return fault.New(fault.Forbidden, "not_at_work", "Auditors read what hosts ask for in the history.")
	}
	return nil
}

func anyEmployerOr(no error) auth.Rule {
	return func(p auth.Principal, _ auth.Facts) error {
		if p.Role == auth.Employer && p.Employer != "" {
			return nil
		}
		return no
	}
}

// dutyAt allows people of the employer who have one of some duties.
func dutyAt(no error, duties ...string) auth.Rule {
	return func(p auth.Principal, f auth.Facts) error {
		if p.Role != auth.Employer || p.Employer == "" || p.Employer != f.Employer {
			return no
		}
		for _, d := range duties {
			if p.Has(d) {
				return nil
			}
		}
		return no
	}
}
