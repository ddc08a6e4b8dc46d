package app

import (
	"context"
	"slices"
	"time"

	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/footprint"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// Lineage keeps who has followed whom in a merger.
type Lineage interface {
	Put(ctx context.Context, version int64, e deployments.EmployerState) error
	Heirs() *footprint.Heirs
}

// KeepLineage keeps what was told of who follows whom. Bookings ahead of whom it concerns are judged again.
func (p *Passports) KeepLineage(ctx context.Context, e deployments.EmployerState, version int64) error {
	if p.Lineage == nil {
		return nil
	}
	return p.Lineage.Put(ctx, version, e)
}

func (p *Passports) heirs() *footprint.Heirs {
	if p.Lineage == nil {
		return nil
	}
	return p.Lineage.Heirs()
}

// judge decides about one booking by who stands for whom when its shift starts.
func (p *Passports) judge(w *worker.Worker, b clearance.Booking, c Circumstances, cause string, at time.Time) Judged {
	return judge(w, b, c, p.heirs(), cause, at)
}

// sameNow tells whether one employer stands for both codes now.
func (p *Passports) sameNow(a, b string) bool { return p.heirs().Same(a, b, p.Clock.Now()) }

// heirNow is who stands for an employer's code now.
func (p *Passports) heirNow(code string) string { return p.heirs().Of(code, p.Clock.Now()) }

// calledNow is a record with employers called as they are now, for what is reckoned and not written.
func (p *Passports) calledNow(r worker.Record) worker.Record {
	if p.heirs().None() {
		return r
	}
	return r.Called(p.heirNow)
}

// heirsOfAll are codes as employers are called now, each once.
func (p *Passports) heirsOfAll(codes []string) []string {
	out := make([]string, 0, len(codes))
	for _, c := range codes {
		if c = p.heirNow(c); !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// asCalled is a principal under the code by which something names the employer for which they act.
func (p *Passports) asCalled(who auth.Principal, codes ...string) auth.Principal {
	for _, code := range codes {
		if who.Employer != "" && p.sameNow(who.Employer, code) {
			who.Employer = code
			return who
		}
	}
	return who
}

// wordsFor are the hosts, as the worker said them, that are one host now.
func (p *Passports) wordsFor(w *worker.Worker, host string) []string {
	var out []string
	for _, d := range w.Record().Disclosures {
		if p.sameNow(d.Record().Host, host) {
			out = append(out, d.Record().Host)
		}
	}
	if len(out) == 0 {
		out = append(out, host)
	}
	return out
}

// binds tells whether an employer takes part in an agreement at a moment, by itself or by whom it has followed.
func (p *Passports) binds(a Agreement, employer string, at time.Time) bool {
	return slices.ContainsFunc(p.heirs().Codes(employer, at), func(code string) bool { return a.Binds(code, at) })
}

// inTermsOf is a record in the words of a booking, for what is shown of it there.
func (p *Passports) inTermsOf(b clearance.Booking, r worker.Record) worker.Record {
	heirs := p.heirs()
	if heirs.None() {
		return r
	}
	return clearance.InTermsOf(clearance.Facts{Passport: r, Booking: b}, func(x, y string) bool { return heirs.Same(x, y, b.StartsAt) }).Passport
}
