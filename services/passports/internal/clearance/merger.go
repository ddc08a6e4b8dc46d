package clearance

import (
	"slices"
	"strings"

	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/induction"
)

// InTermsOf gives the facts in the words of their booking: an employer that is the host when the shift starts is called as the booking
// calls it, and so is the home. same tells whether a merger has made two codes one by then. What was recorded under either code, a post, the
// worker's word, an induction, thus counts for both; where home and host have become one employer, the worker is at home. The facts are
// kept as they are judged, so that judging them again needs no register of mergers.
func InTermsOf(f Facts, same func(a, b string) bool) Facts {
	b := &f.Booking
	if b.HostEmployer != "" && same(b.HomeEmployer, b.HostEmployer) {
		b.HomeEmployer = b.HostEmployer
	}
	name := func(code string) string {
		for _, known := range []string{b.HostEmployer, b.HomeEmployer} {
			if known != "" && same(code, known) {
				return known
			}
		}
		return code
	}
	p := &f.Passport
	p.HomeEmployer = name(p.HomeEmployer)
	p.Engagements = slices.Clone(p.Engagements)
	for i, e := range p.Engagements {
		p.Engagements[i].Employer = name(e.Employer)
	}
	p.Inductions = slices.Clone(p.Inductions)
	for i, k := range p.Inductions {
		r := k.Record()
		r.Employer = name(r.Employer)
		p.Inductions[i] = induction.Rehydrate(r)
	}
	p.Competencies = slices.Clone(p.Competencies)
	for i, c := range p.Competencies {
		r := c.Record()
		if ods, local := strings.CutPrefix(r.Framework, localFramework); local {
			r.Framework = localFramework + name(ods)
			p.Competencies[i] = competency.Rehydrate(r)
		}
	}
	if p.Hours != nil {
		h := *p.Hours
		h.Sponsor = name(h.Sponsor)
		p.Hours = &h
	}
	f.Disclosures = slices.Clone(f.Disclosures) // nil stays nil: nobody knows
	for i, d := range f.Disclosures {
		f.Disclosures[i].Host = name(d.Host)
	}
	return f
}

// localFramework begins the name of what is learnt at one employer.
const localFramework = "local_"
