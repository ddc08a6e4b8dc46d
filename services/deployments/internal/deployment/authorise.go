package deployment

import (
	"bytes"
	"cmp"
	"reflect"
	"slices"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"
)

// Engine is the version of the rules. Facts that were kept name the engine that judged them.
const Engine = 1

// Codes of the reasons of an answer.
const (
	AgreementNone       = "AGREEMENT_NONE"        // there is none between the two, or it was not in force when the shift starts
	AgreementDirection  = "AGREEMENT_DIRECTION"   // it lets the two lend the other way only
	AgreementScope      = "AGREEMENT_SCOPE"       // the site, staff group or band is outside it
	AgreementActivity   = "AGREEMENT_ACTIVITY"    // it leaves out work that the shift asks for
	AgreementEnds       = "AGREEMENT_ENDS"        // it, or one employer's part in it, does not last until the shift ends
	AgreementDays       = "AGREEMENT_DAYS"        // the worker's days under it are used up
	AgreementSingleDays = "AGREEMENT_SINGLE_DAYS" // the worker would be too many days in a row at the host
	ConsentMissing      = "CONSENT_MISSING"       // the worker has not said yes to this host, or not to this version
	RTWModel            = "RTW_MODEL"             // the model makes the host the employer, whose own right to work check is missing
	CheckMinimum        = "CHECK_MINIMUM"         // a check is below what the agreement asks for
	TopUpMissing        = "TOP_UP_MISSING"        // the passport does not show what the host adds to a worker's training; a no when it is due before the first shift
	VisaSecondJob       = "VISA_SECOND_JOB_CAP"   // the model makes the hours count against a sponsored worker's cap; never a no
)

// Answer says which agreement, at which version of its text, covers the shift, or every reason why none does.
type Answer struct {
	Agreement id.ID
	Terms     int64
	// Aid is the mutual aid without which the agreement would not cover the shift; Nil when it does by itself.
	Aid id.ID
	// Reasons are why not when it is no, and what to watch for, with the weight soft, when it is yes.
	Reasons []reason.Reason
}

// Yes tells whether an agreement covers the shift.
func (a Answer) Yes() bool { return a.Agreement != id.Nil }

// Authorise is the rule: a worker may work for another employer only under a version of an agreement that both employers
// signed before the shift starts, that is in force then and lasts for the whole shift, that lets the one lend to the
// other for this work, and whose conditions the worker meets. It looks at times and signatures and not at today, so a
// question asked late is answered as it would have been in time. Of several agreements that cover, the one that came into
// force last answers, then the one with the smaller id.
//
// Mutual aid is looked at only when no agreement covers the shift by itself.
func Authorise(f Facts) Answer {
	f = f.tidy()
	aid := f.Aid
	f.Aid = nil
	answer := f.authorise()
	if answer.Yes() || aid == nil {
		return answer
	}
	f.Aid = aid
	if answer = f.authorise(); answer.Yes() {
		answer.Aid = aid.ID
	}
	return answer
}

func (f Facts) authorise() Answer {
	var against []reason.Reason
	for _, c := range f.Candidates {
		if superseded(f, c) {
			continue
		}
		j := judgement{Facts: f, c: c}
		j.judge()
		if !reason.AnyHard(j.reasons) {
			return Answer{Agreement: c.Agreement, Terms: c.Terms, Reasons: j.reasons}
		}
		for _, r := range j.reasons {
			if r.Weight == reason.Hard && !slices.ContainsFunc(against, func(s reason.Reason) bool { return reflect.DeepEqual(r, s) }) {
				against = append(against, r)
			}
		}
	}
	if len(against) == 0 {
		against = []reason.Reason{none(f)}
	}
	return Answer{Reasons: against}
}

// superseded tells that a later version of the same agreement decides from before the shift's start on.
func superseded(f Facts, c Candidate) bool {
	return slices.ContainsFunc(f.Candidates, func(later Candidate) bool {
		return later.Agreement == c.Agreement && later.Terms > c.Terms && later.InForceAt != nil &&
			!later.InForceAt.After(f.Placement.StartsAt) && !later.From.After(f.Placement.StartsAt)
	})
}

// newestFirst orders by when they came into force, those on offer last, and then by id and version.
func newestFirst(a, b Candidate) int {
	switch {
	case a.InForceAt != nil && b.InForceAt != nil:
		if c := b.InForceAt.Compare(*a.InForceAt); c != 0 {
			return c
		}
	case a.InForceAt != nil:
		return -1
	case b.InForceAt != nil:
		return 1
	}
	return cmp.Or(bytes.Compare(a.Agreement[:], b.Agreement[:]), cmp.Compare(b.Terms, a.Terms))
}

// judgement is of one candidate. Rules add reasons; without a hard one the candidate covers.
type judgement struct {
	Facts
	c       Candidate
	reasons []reason.Reason
}

func (j *judgement) judge() {
	for _, rule := range []func(*judgement){
		signed, started, parties, direction,
		sites, staffGroup, band, activities,
		lasts, daysInYear, daysInARow,
		consent, rightToWork, sponsor, minimums, topUps,
	} {
		rule(j)
	}
}
