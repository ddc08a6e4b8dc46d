package credential

import (
	"fmt"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// Ground is a record that stands and gives one credential.
type Ground struct {
	Type Type
	// Subject says what of the worker the credential is about, the same for a record and for what corrects it, e.g.
	// check:dbs, registration:NMC or competency:cstf:FIRE:1.
	Subject string
	// Record is what the credential rests on.
	Record id.ID
	// ValidUntil is when that runs out; nil when it does not.
	ValidUntil *time.Time
	claims     map[string]any
}

// Claims gives all claims of the ground's type for a person, with nil for what was not recorded.
func (g Ground) Claims(p Person) map[string]any {
	all := map[string]any{}
	for _, name := range ClaimNames(g.Type) {
		all[name] = g.claims[name]
	}
	all["sub"], all["given_name"], all["family_name"] = text(p.Subject), text(p.GivenName), text(p.FamilyName)
	if g.Type == Registration {
		body, _ := g.claims["regulator"].(string)
		all["number"] = text(p.Numbers[body])
	}
	return all
}

// Person is what names the holder in a credential.
type Person struct {
	// Subject is the holder's opaque name with one issuer.
	Subject               string
	GivenName, FamilyName string
	// Numbers are registration numbers, by register.
	Numbers map[string]string
}

// Issuer is the employer whose credentials a passport gives: the home employer, which warrants it.
func Issuer(w worker.Record) string { return w.HomeEmployer }

// Grounds are the records of a passport that stand at a time, in a fixed order. A passport that is not active, or whose
// worker is no longer engaged by the home employer, gives none.
func Grounds(w worker.Record, at time.Time) []Ground {
	until, engaged := engagedUntil(w, at)
	if w.Status != worker.Active || !engaged {
		return nil
	}
	var all []Ground
	for _, t := range check.Types {
		if c, ok := check.Newest(w.Checks, check.Type(t)); ok && c.Satisfied() && begun(c.Record(), at) {
			all = append(all, ofCheck(w, c.Record()))
		}
	}
	for _, body := range registration.BodiesOf(w.Registrations) {
		if g, ok := registration.Newest(w.Registrations, body); ok && g.Effect() != registration.Block {
			all = append(all, ofRegistration(w, g.Record()))
		}
	}
	for _, c := range lasting(w.Competencies) {
		all = append(all, ofCompetency(w, c))
	}
	all = slices.DeleteFunc(all, func(g Ground) bool { return g.ValidUntil != nil && !g.ValidUntil.After(at) })
	for i := range all {
		all[i].ValidUntil = earlier(all[i].ValidUntil, until)
	}
	return all
}

// begun tells whether a check holds already.
func begun(r check.Record, at time.Time) bool { return r.ValidFrom == nil || !r.ValidFrom.After(at) }

// engagedUntil gives up to when the worker is engaged by the home employer, from a time on; nil for no end.
func engagedUntil(w worker.Record, at time.Time) (until *time.Time, engaged bool) {
	for _, e := range w.Engagements {
		if e.Employer != Issuer(w) || e.From.After(at) || (e.Until != nil && !e.Until.After(at)) {
			continue
		}
		if !engaged || e.Until == nil || (until != nil && e.Until.After(*until)) {
			until = e.Until
		}
		engaged = true
		if until == nil {
			return nil, true
		}
	}
	return until, engaged
}

func earlier(a, b *time.Time) *time.Time {
	if a == nil || (b != nil && b.Before(*a)) {
		return b
	}
	return a
}

// lasting gives, of each subject and level, the record that lasts longest, in the order of subjects. One in which the worker
// is still supervised is left out: a receiver could not tell it from one that stands by itself.
func lasting(all []competency.Competency) []competency.Record {
	best := map[string]competency.Record{}
	for _, c := range all {
		r := c.Record()
		if r.Provisional {
			continue
		}
		k := competencySubject(r)
		b, seen := best[k]
		if !seen || r.ValidUntil == nil || (b.ValidUntil != nil && r.ValidUntil.After(*b.ValidUntil)) {
			best[k] = r
		}
	}
	out := make([]competency.Record, 0, len(best))
	for _, r := range best {
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b competency.Record) int {
		return compare(competencySubject(a), competencySubject(b))
	})
	return out
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func competencySubject(r competency.Record) string {
	return fmt.Sprintf("competency:%s:%s:%d", r.Framework, r.Code, r.Level)
}
