package agreement

import (
	"slices"
	"strings"
	"time"
)

// HasParty tells whether an employer is named in the agreement, signed or not, or has joined it by signing.
func (a *Agreement) HasParty(ods string) bool {
	_, is := a.Party(ods)
	return is
}

// Concerns tells whether an employer may know of the agreement: as a party of this version or of one that is proposed,
// or because it is invited. A proposal concerns new parties from its offer on.
func (a *Agreement) Concerns(ods string) bool {
	next := a.Next()
	return a.HasParty(ods) || slices.Contains(a.r.Invited, ods) ||
		(next != nil && next.OfferedAt != nil && slices.Contains(next.Clauses.Employers(), ods))
}

// Party is when an employer takes part: from its accession, by the clause or by joining later, to its exit, by the clause
// or by its own notice. Nil ends are those of the agreement.
func (a *Agreement) Party(ods string) (Party, bool) {
	p, is := a.named(ods)
	if !is {
		return Party{}, false
	}
	for _, e := range a.r.Exits {
		if e.Employer == ods && (p.ExitsAt == nil || e.At.Before(*p.ExitsAt)) {
			p.ExitsAt = ref(e.At)
		}
	}
	return p, true
}

func (a *Agreement) named(ods string) (Party, bool) {
	for _, p := range a.r.Clauses.Parties {
		if p.Employer == ods {
			return p, true
		}
	}
	sig, joined := a.SignedBy(ods)
	if !joined {
		return Party{}, false
	}
	p := Party{Employer: ods}
	if sig.SignedAt.After(a.r.Clauses.From) {
		p.AccedesAt = ref(sig.SignedAt)
	}
	return p, true
}

// Joined tells whether an employer became a party by signing a text that does not name it.
func (a *Agreement) Joined(ods string) bool {
	_, signed := a.SignedBy(ods)
	return signed && !slices.Contains(a.r.Clauses.Employers(), ods)
}

// Parties are all that take part or are to sign, in order of their codes.
func (a *Agreement) Parties() []Party {
	employers := a.r.Clauses.Employers()
	for _, s := range a.r.Signatures {
		employers = append(employers, s.Employer)
	}
	slices.Sort(employers)
	var out []Party
	for _, e := range slices.Compact(employers) {
		p, _ := a.Party(e)
		out = append(out, p)
	}
	return out
}

// SignedBy gives an employer's signature.
func (a *Agreement) SignedBy(ods string) (Signature, bool) { return signedBy(a.r.Signatures, ods) }

func signedBy(all []Signature, ods string) (Signature, bool) {
	for _, s := range all {
		if s.Employer == ods {
			return s, true
		}
	}
	return Signature{}, false
}

// Unsigned lists the parties that the text names and that have not signed, in order of their codes.
func (a *Agreement) Unsigned() []string { return unsigned(a.r.Clauses, a.r.Signatures) }

func unsigned(c Clauses, signatures []Signature) []string {
	var out []string
	for _, p := range c.Employers() {
		if _, ok := signedBy(signatures, p); !ok {
			out = append(out, p)
		}
	}
	return out
}

// DecidesFrom is the start of the first shift that the version in force decides. An earlier version decides up to then.
func (a *Agreement) DecidesFrom() time.Time { return latest(a.r.Clauses.From, a.r.InForceAt) }

// Claim is one direction between two parties, and when it is decided: the database lets one agreement in force have it
// at a time for one scope.
type Claim struct {
	Lender, Borrower string
	From             time.Time
	Until            *time.Time
}

// Claims are all that an agreement in force decides. A pair that never takes part at the same time has none.
func (a *Agreement) Claims() []Claim {
	var out []Claim
	if a.r.Status != InForce {
		return nil
	}
	parties := a.Parties()
	for _, lender := range parties {
		for _, borrower := range parties {
			if lender.Employer == borrower.Employer || !a.r.Clauses.Direction.Lends(lender.Employer, borrower.Employer) {
				continue
			}
			c := Claim{
				Lender: lender.Employer, Borrower: borrower.Employer,
				From:  latest(a.DecidesFrom(), lender.AccedesAt, borrower.AccedesAt),
				Until: earliest(a.r.EndsAt, lender.ExitsAt, borrower.ExitsAt),
			}
			if c.Until == nil || c.Until.After(c.From) {
				out = append(out, c)
			}
		}
	}
	slices.SortFunc(out, func(x, y Claim) int {
		return strings.Compare(x.Lender+" "+x.Borrower, y.Lender+" "+y.Borrower)
	})
	return out
}

func latest(t time.Time, others ...*time.Time) time.Time {
	for _, o := range others {
		if o != nil && o.After(t) {
			t = *o
		}
	}
	return t
}

func earliest(all ...*time.Time) *time.Time {
	var out *time.Time
	for _, t := range all {
		if t != nil && (out == nil || t.Before(*out)) {
			out = t
		}
	}
	return out
}
