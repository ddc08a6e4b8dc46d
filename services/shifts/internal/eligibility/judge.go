package eligibility

import (
	"slices"

	"github.com/muster-ics/muster/events/reason"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// Outcome is what a decision comes to.
type Outcome string

// The four outcomes, by the heaviest reason.
const (
	Eligible             Outcome = "eligible"
	EligibleWithWarnings Outcome = "eligible_with_warnings"
	NeedsApproval        Outcome = "needs_approval"
	Ineligible           Outcome = "ineligible"
)

// Decision is an outcome with all its reasons. Reasons is never nil.
type Decision struct {
	Outcome Outcome
	Reasons []reason.Reason
}

// Judge decides in one order and gives every reason, not the first: blocks, hold, registration, staff group and grade, release,
// right to work and the other checks at the end of the shift, DBS, health, competences, induction, agreement and the worker's
// word that the host may see the passport, then overlap, rest and the other rules of working time, weighed by the host's policy, and what the worker has said of their time. What has
// to be valid has to be so at the end of the shift, by the host's own periods too. What nobody has told is not judged.
func Judge(w Worker, s shift.State, f Facts) Decision {
	var rs []reason.Reason
	rs = append(rs, BlockReasons(s, f.Blocks)...)
	rs = append(rs, passportReasons(w, s)...)
	rs = append(rs, f.grantedAll(s, registrationReasons(w, s, f))...)
	rs = append(rs, engagementReasons(w, s)...)
	rs = append(rs, releaseReasons(w, s, f)...)
	rs = append(rs, f.grantedAll(s, checkReasons(w, s, f.evidence(s.Employer)))...)
	rs = append(rs, competenceReasons(w, s, f)...)
	rs = append(rs, inductionReasons(w, s, f.Diary.Entries)...)
	across := agreementReasons(&w, &s, &f)
	if !slices.ContainsFunc(across, func(r reason.Reason) bool { return r.Code == consentMissing }) {
		across = append(across, f.disclosureReasons(w, s)...)
	}
	hours := HoursReasons(w, s, f)
	rs = append(rs, withoutNotesOf(across, hours)...)
	rs = append(rs, hours...)
	rs = append(rs, unavailableReasons(s, f.Unavailable)...)
	return decide(rs)
}

// withoutNotesOf leaves out the notes whose code stands among reasons that weigh more: the hours that count against a visa's
// cap are no news where the cap is reached.
func withoutNotesOf(notes, heavier []reason.Reason) []reason.Reason {
	return slices.DeleteFunc(slices.Clone(notes), func(n reason.Reason) bool {
		return n.Weight == reason.Soft && slices.ContainsFunc(heavier, func(h reason.Reason) bool { return h.Code == n.Code })
	})
}

func decide(rs []reason.Reason) Decision {
	d := Decision{Outcome: Eligible, Reasons: []reason.Reason{}}
	for _, r := range rs {
		d.Reasons = append(d.Reasons, r)
		switch {
		case r.Weight == reason.Hard:
			d.Outcome = Ineligible
		case r.Weight == reason.Approval && d.Outcome != Ineligible:
			d.Outcome = NeedsApproval
		case r.Weight == reason.Soft && d.Outcome == Eligible:
			d.Outcome = EligibleWithWarnings
		}
	}
	return d
}

func hard(code, message, fix string) reason.Reason {
	return reason.Reason{Code: code, Weight: reason.Hard, Message: message, Fix: fix}
}
