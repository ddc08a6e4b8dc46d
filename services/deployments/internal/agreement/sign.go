package agreement

import (
	"crypto/subtle"
	"slices"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// Sign makes the employer of by a party of what is on offer to it: the agreement, a new version of it, or, when it is
// invited, the version in force. capacity is the office in which the person signs; hash names the text that they were
// shown. When the last party has signed, the caller brings the text into force.
func (a *Agreement) Sign(by By, capacity, hash string, now time.Time) error {
	var bad rule.Check
	bad.OneOf("capacity", capacity, codes(Capacities)...)
	if err := bad.Err("signature_invalid", "The signature cannot be taken as it stands."); err != nil {
		return err
	}
	sig := Signature{Employer: by.Employer, SignedBy: by.Person, Capacity: capacity, SignedAt: now}
	next := a.Next()
	if a.r.Status == InForce && next != nil && next.OfferedAt != nil && slices.Contains(next.Clauses.Employers(), by.Employer) {
		return a.signNext(sig, hash, now)
	}
	if a.r.Status == InForce && slices.Contains(a.r.Invited, by.Employer) {
		return a.join(sig, hash, now)
	}
	return a.signFirst(sig, hash, now)
}

func (a *Agreement) signFirst(sig Signature, hash string, now time.Time) error {
	if a.r.Status != Offered {
		return rule.Conflict("agreement_not_offered", "Only an agreement on offer can be signed. This one is %s.", statusWords[a.r.Status])
	}
	if !slices.Contains(a.r.Clauses.Employers(), sig.Employer) {
		return rule.Conflict("not_a_party", "%s is not named in this agreement and cannot sign it.", sig.Employer)
	}
	if err := refuseAgain(a.r.Signatures, sig.Employer, hash, a.r.Hash); err != nil {
		return err
	}
	if err := a.refuseOver(now); err != nil {
		return err
	}
	a.r.Signatures = append(a.r.Signatures, sig)
	a.r.Version++
	return nil
}

func (a *Agreement) signNext(sig Signature, hash string, now time.Time) error {
	next := a.r.Next
	if err := refuseAgain(next.Signatures, sig.Employer, hash, next.Hash); err != nil {
		return err
	}
	if until := next.Clauses.Until; until != nil && !now.Before(*until) {
		return rule.Conflict("agreement_over", "The end of the new version has passed. Propose one with a later end.")
	}
	next.Signatures = append(next.Signatures, sig)
	a.r.Version++
	return nil
}

// join makes an invited employer a party of the version in force.
func (a *Agreement) join(sig Signature, hash string, now time.Time) error {
	if err := refuseAgain(a.r.Signatures, sig.Employer, hash, a.r.Hash); err != nil {
		return err
	}
	if err := a.refuseOver(now); err != nil {
		return err
	}
	a.r.Invited = slices.DeleteFunc(a.r.Invited, func(e string) bool { return e == sig.Employer })
	a.r.Signatures = append(a.r.Signatures, sig)
	a.r.Version++
	return nil
}

func refuseAgain(signed []Signature, employer, hash, want string) error {
	if _, is := signedBy(signed, employer); is {
		return rule.Conflict("already_signed", "%s has signed this agreement already.", employer)
	}
	if subtle.ConstantTimeCompare([]byte(hash), []byte(want)) != 1 {
		return rule.Conflict("terms_differ", "The text that you were shown is not the text on offer. Read the agreement again and sign that.")
	}
	return nil
}

// AwaitsSignatureOf tells which version waits for an employer's signature.
func (a *Agreement) AwaitsSignatureOf(ods string) (terms int64, waits bool) {
	next := a.Next()
	switch {
	case a.r.Status == Offered && slices.Contains(a.Unsigned(), ods),
		a.r.Status == InForce && slices.Contains(a.r.Invited, ods):
		return a.r.Terms, true
	case a.r.Status == InForce && next != nil && next.OfferedAt != nil && slices.Contains(next.Unsigned(), ods):
		return next.Terms, true
	}
	return 0, false
}

// Invite lets a further employer join the version in force by signing it, when the parties have agreed to that.
func (a *Agreement) Invite(by By, employer string, now time.Time) error {
	var bad rule.Check
	bad.ODS("employer", employer)
	if err := bad.Err("invitation_invalid", "The employer cannot be invited as it stands."); err != nil {
		return err
	}
	switch {
	case a.r.Status != InForce:
		return rule.Conflict("agreement_not_in_force", "Employers can be invited to an agreement in force. This one is %s.", statusWords[a.r.Status])
	case a.r.Clauses.Accession != "open":
		return rule.Conflict("accession_closed", "This agreement takes further parties only by a new version that all sign. Amend it.")
	case !a.takesPart(by.Employer, now):
		return rule.Conflict("not_a_party", "%s is not a party of this agreement and cannot invite.", by.Employer)
	case a.HasParty(employer):
		return rule.Conflict("party_already", "%s is a party of this agreement, or was one. Amend the agreement to have it again.", employer)
	case slices.Contains(a.r.Invited, employer):
		return rule.Conflict("invited_already", "%s has been invited already.", employer)
	}
	a.r.Invited = append(a.r.Invited, employer)
	slices.Sort(a.r.Invited)
	a.r.Version++
	return nil
}
