package agreement

import (
	"crypto/subtle"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// Sign makes the employer of by a party. capacity is the office in which the person signs; hash names the text that they
// were shown. When the last party has signed, the caller brings the agreement into force.
func (a *Agreement) Sign(by By, capacity, hash string, now time.Time) error {
	var bad rule.Check
	bad.OneOf("capacity", capacity, codes(Capacities)...)
	if err := bad.Err("signature_invalid", "The signature cannot be taken as it stands."); err != nil {
		return err
	}
	if a.r.Status != Offered {
		return rule.Conflict("agreement_not_offered", "Only an agreement on offer can be signed. This one is %s.", statusWords[a.r.Status])
	}
	if !a.HasParty(by.Employer) {
		return rule.Conflict("not_a_party", "%s is not named in this agreement and cannot sign it.", by.Employer)
	}
	if _, signed := a.SignedBy(by.Employer); signed {
		return rule.Conflict("already_signed", "%s has signed this agreement already.", by.Employer)
	}
	if subtle.ConstantTimeCompare([]byte(hash), []byte(a.r.Hash)) != 1 {
		return rule.Conflict("terms_differ", "The text that you were shown is not the text on offer. Read the agreement again and sign that.")
	}
	if err := a.refuseOver(now); err != nil {
		return err
	}
	a.r.Signatures = append(a.r.Signatures, Signature{Employer: by.Employer, SignedBy: by.Person, Capacity: capacity, SignedAt: now})
	a.r.Version++
	return nil
}
