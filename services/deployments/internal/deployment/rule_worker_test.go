package deployment_test

import (
	"testing"

	"github.com/muster-ics/muster/services/deployments/internal/deployment"
)

func TestConsentOfTheWorker(t *testing.T) {
	t.Parallel()
	said := func(words ...deployment.Disclosure) passportChange {
		return func(p *deployment.Passport) { p.Disclosures = &words }
	}
	eachVersion := func(c *deployment.Candidate) { c.EachVersion = true }
	no, since := []string{"CONSENT_MISSING"}, at("2026-03-01 12:00")
	for name, tc := range map[string]golden{
		"nothing was heard of the worker":                {agreement: eachVersion, unheard: true},
		"passports did not say":                          {agreement: eachVersion, passport: func(p *deployment.Passport) { p.Disclosures = nil }},
		"a yes to nobody":                                {passport: said(), want: no, says: "not said that Medway may see"},
		"a yes without end":                              {passport: said(deployment.Disclosure{From: since})},
		"a yes that ends with the shift":                 {passport: said(deployment.Disclosure{From: since, Until: ptr(at("2026-03-10 19:30"))})},
		"a yes that ends a minute before":                {passport: said(deployment.Disclosure{From: since, Until: ptr(at("2026-03-10 19:29"))}), want: no},
		"a yes that begins after the start":              {passport: said(deployment.Disclosure{From: at("2026-03-10 08:00")}), want: no},
		"a yes for another agreement, one host":          {passport: said(deployment.Disclosure{From: since, Agreement: second, Terms: 4})},
		"each version: a yes for this one":               {agreement: eachVersion},
		"each version: a yes for an earlier one":         {agreement: func(c *deployment.Candidate) { c.EachVersion, c.Terms = true, 2 }, want: no, says: "not said yes to Medway for version 2"},
		"each version: a yes for another agreement":      {agreement: eachVersion, passport: said(deployment.Disclosure{From: since, Agreement: second, Terms: 1}), want: no},
		"each version: a yes for none":                   {agreement: eachVersion, passport: said(deployment.Disclosure{From: since}), want: no},
		"each version: a yes for this one that runs out": {agreement: eachVersion, passport: said(deployment.Disclosure{From: since, Until: &since, Agreement: first, Terms: 1}), want: no, says: "may see your passport"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tc.check(t)
		})
	}
}

func TestTheModelDecidesRightToWorkAndVisaHours(t *testing.T) {
	t.Parallel()
	model := func(m, lead string) candidateChange {
		return func(c *deployment.Candidate) { c.Model, c.Lead = m, lead }
	}
	own := func(c deployment.Check) passportChange {
		return func(p *deployment.Passport) { p.HostChecks = []deployment.Check{c} }
	}
	sponsored := func(by string) passportChange { return func(p *deployment.Passport) { p.Sponsor = by } }
	no, counts := []string{"RTW_MODEL"}, []string{"VISA_SECOND_JOB_CAP"}
	satisfied := deployment.Check{Type: "right_to_work", Outcome: "satisfied"}
	for name, tc := range map[string]golden{
		"home pays: the home employer's check suffices":          {agreement: model("home_pays", "")},
		"a licence to attend: the home employer's check too":     {agreement: model("licence_to_attend", "")},
		"host pays: the host's own check is missing":             {agreement: model("host_pays", ""), want: no, says: "Medway becomes the worker's employer"},
		"host pays: nothing was heard of the worker":             {agreement: model("host_pays", ""), unheard: true},
		"host pays: the host has checked":                        {agreement: model("host_pays", ""), passport: own(satisfied)},
		"host pays: the host's check was not satisfied":          {agreement: model("host_pays", ""), passport: own(deployment.Check{Type: "right_to_work", Outcome: "not_satisfied"}), want: no},
		"host pays: the host's check ends before the shift does": {agreement: model("host_pays", ""), passport: own(deployment.Check{Type: "right_to_work", Outcome: "satisfied", ValidUntil: ptr(at("2026-03-10 12:00"))}), want: no, says: "holds only until 10 March 2026"},
		"sponsored by home, home pays: no other employer":        {passport: sponsored("RVV")},
		"sponsored by home, host pays: the hours count": {
			agreement: model("host_pays", ""), passport: func(p *deployment.Passport) { p.Sponsor, p.HostChecks = "RVV", []deployment.Check{satisfied} }, notes: counts, says: "Medway is the employer",
		},
		"sponsored by the lead employer":               {agreement: model("lead_employer", "RPA"), passport: sponsored("RPA")},
		"sponsored by home, the lead employer employs": {agreement: model("lead_employer", "RPA"), passport: sponsored("RVV"), notes: counts},
		"sponsored by a third employer":                {passport: sponsored("RWF"), notes: counts},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tc.check(t)
		})
	}
}

func TestMinimumsOfChecks(t *testing.T) {
	t.Parallel()
	asks := func(m deployment.Minimum) candidateChange {
		return func(c *deployment.Candidate) { c.Minimums = []deployment.Minimum{m} }
	}
	no := []string{"CHECK_MINIMUM"}
	for name, tc := range map[string]golden{
		"nothing was heard of the worker":             {agreement: asks(deployment.Minimum{Type: "dbs", Level: "enhanced_barred"}), unheard: true},
		"the same level":                              {agreement: asks(deployment.Minimum{Type: "dbs", Level: "enhanced"})},
		"a lower level is asked":                      {agreement: asks(deployment.Minimum{Type: "dbs", Level: "basic"})},
		"a higher level is asked":                     {agreement: asks(deployment.Minimum{Type: "dbs", Level: "enhanced_barred"}), want: no, says: "the DBS check must be enhanced with barred lists"},
		"the same workforce":                          {agreement: asks(deployment.Minimum{Type: "dbs", Workforce: "adult"})},
		"another workforce":                           {agreement: asks(deployment.Minimum{Type: "dbs", Workforce: "child"}), want: no, says: "for the child workforce"},
		"both workforces where one is there":          {agreement: asks(deployment.Minimum{Type: "dbs", Workforce: "both"}), want: no, says: "adult and child"},
		"one workforce where both are there":          {agreement: asks(deployment.Minimum{Type: "dbs", Workforce: "child"}), passport: func(p *deployment.Passport) { p.Checks[4].Workforce = "both" }},
		"a check that is not there":                   {agreement: asks(deployment.Minimum{Type: "references"}), passport: func(p *deployment.Passport) { p.Checks = nil }, want: no, says: "references check is not in place"},
		"a check that failed":                         {agreement: asks(deployment.Minimum{Type: "references"}), passport: func(p *deployment.Passport) { p.Checks[2].Outcome = "inconclusive" }, want: no},
		"young enough":                                {agreement: asks(deployment.Minimum{Type: "references", MaxAgeMonths: 12})},
		"young enough to the last day":                {agreement: asks(deployment.Minimum{Type: "references", MaxAgeMonths: 12}), placement: on("2026-06-01 23:00")},
		"a day too old":                               {agreement: asks(deployment.Minimum{Type: "references", MaxAgeMonths: 12}), placement: on("2026-06-02 07:30"), want: no, says: "at most 12 months old"},
		"its day was not told":                        {agreement: asks(deployment.Minimum{Type: "references", MaxAgeMonths: 12}), passport: func(p *deployment.Passport) { p.Checks[2].CheckedOn = nil }, want: no},
		"a month from 31 October ends on 30 November": {agreement: asks(deployment.Minimum{Type: "references", MaxAgeMonths: 1}), passport: func(p *deployment.Passport) { p.Checks[2].CheckedOn = ptr(at("2026-10-31 09:00")) }, placement: on("2026-11-30 12:00")},
		"and not on 1 December":                       {agreement: asks(deployment.Minimum{Type: "references", MaxAgeMonths: 1}), passport: func(p *deployment.Passport) { p.Checks[2].CheckedOn = ptr(at("2026-10-31 09:00")) }, placement: on("2026-12-01 07:30"), want: no},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tc.check(t)
		})
	}
}
