// Package registration is one entry on a professional register: body, number, and what its status means for deployment.
package registration

import (
	"regexp"
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
}

// Registration is a recorded registration.
type Registration struct{ r Record }

// New records what a register says, or returns every rule that it breaks as refusals. The number is checked against the
// body's format and not kept.
func New(r Record, number string) (Registration, error) {
	var no refusal.List
	r.Body = Canonical(r.Body)
	format, known := formats[r.Body]
	no.Unless(known, "body", "This register is not known. Use one of: %s.", strings.Join(Bodies, ", "))
	no.Unless(!known || format.MatchString(Normalise(number)), "number", "This is not the form of a number of this register.")
	no.OneOf("status", string(r.Status), Statuses)
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

// Effect is what the status means for deployment.
func (g Registration) Effect() Effect { return EffectOf(g.r.Status) }

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

// Bodies are the registers that Muster knows.
var Bodies = []string{"NMC", "GMC", "HCPC", "GPHC", "GDC", "SWE"}

// formats are the forms of the numbers, after Normalise. A prefix never proves a profession.
var formats = map[string]*regexp.Regexp{
	"NMC":  regexp.MustCompile(`^\d{2}[A-Z]\d{4}[A-Z]$`),
	"GMC":  regexp.MustCompile(`^\d{7}$`),
	"HCPC": regexp.MustCompile(`^(AS|BS|CH|CS|DT|HAD|ODP|OR|OT|PA|PH|PO|PYL|RA|SL)\d{1,6}$`),
	"GPHC": regexp.MustCompile(`^[25]\d{6}$`),
	"GDC":  regexp.MustCompile(`^\d{4,6}$`),
	"SWE":  regexp.MustCompile(`^SW\d{1,6}$`),
}

// Canonical gives a register's name in the form in which it is kept: GPHC for GPhC.
func Canonical(body string) string { return strings.ToUpper(body) }

// Normalise gives a number in the form in which it is compared and kept: capitals, no blanks.
func Normalise(number string) string {
	return strings.ToUpper(strings.Join(strings.Fields(number), ""))
}
