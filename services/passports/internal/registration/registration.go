// Package registration is one entry on a professional register: body, number, and what its status means for deployment.
package registration

import (
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// Record is what a registration is made of. The number is not here: it is personal and lies in the vault.
type Record struct {
	ID id.ID
	// Body is the register, e.g. NMC. Status is one of Statuses.
	Body   string
	Status Status
	// CheckedAt is when the register was read for this entry; RecordedAt when that was written down here.
	CheckedAt, RecordedAt time.Time
	// ValidUntil is the end that the register states; nil when it states none.
	ValidUntil *time.Time
	// Parts are the parts of the register on which the entry stands, as codes of the register.
	Parts []string `json:",omitempty"`
	// Licence tells whether the entry carries a licence to practise; nil for registers that give none.
	Licence *bool `json:",omitempty"`
	// NumberDigest is the number's digest under the worker's own key: it tells whether the number changed, not what it is.
	NumberDigest string `json:"-"`
}

// Registration is a recorded registration.
type Registration struct{ r Record }

// New records what a register says, or returns every rule that it breaks as refusals. The number is checked against the
// register's form and not kept.
func New(r Record, number string, registers Registers) (Registration, error) {
	var no refusal.List
	r.Body = Canonical(r.Body)
	register, known := registers.Find(r.Body)
	no.Unless(known, "body", "This register is not known. Use one of: %s.", strings.Join(registers.Bodies(), ", "))
	no.Unless(!known || register.Matches(number), "number", "This is not the form of a number of this register.")
	no.OneOf("status", string(r.Status), Statuses)
	if known {
		register.check(&no, r)
	}
	no.Unless(!r.CheckedAt.IsZero() && !r.CheckedAt.After(r.RecordedAt), "checked_on", "The register cannot have been read in the future.")
	if err := no.Err(); err != nil {
		return Registration{}, err
	}
	return Registration{r: r}, nil
}

// Rehydrate is for the store only: it trusts what was validated when it was recorded.
func Rehydrate(r Record) Registration { return Registration{r: r} }

// Record gives the parts of the registration.
func (g Registration) Record() Record { return g.r }

// Body is the register.
func (g Registration) Body() string { return g.r.Body }

// Effect is what the status means for deployment. Without a licence to practise, where the register gives one, nobody
// practises, whatever the status.
func (g Registration) Effect() Effect {
	if g.r.Licence != nil && !*g.r.Licence {
		return Block
	}
	return EffectOf(g.r.Status)
}

// HasPart tells whether the entry stands on a part of the register.
func (g Registration) HasPart(part string) bool { return slices.Contains(g.r.Parts, part) }

// Newest gives the registration with a body that counts: the one recorded last.
func Newest(all []Registration, body string) (Registration, bool) {
	var best Registration
	found := false
	for _, g := range all {
		if !strings.EqualFold(g.r.Body, body) {
			continue
		}
		if !found || !g.r.RecordedAt.Before(best.r.RecordedAt) {
			best, found = g, true
		}
	}
	return best, found
}

// Canonical gives a register's name in the form in which it is kept: GPHC for GPhC.
func Canonical(body string) string { return strings.ToUpper(body) }

// Normalise gives a number in the form in which it is compared and kept: capitals, no blanks.
func Normalise(number string) string {
	return strings.ToUpper(strings.Join(strings.Fields(number), ""))
}
