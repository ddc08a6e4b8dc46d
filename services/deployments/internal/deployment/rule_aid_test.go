package deployment_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
)

func TestMutualAidWidensScopeAndDirectionAndNothingElse(t *testing.T) {
	t.Parallel()
	aid := deployment.Aid{ID: id.ID{15: 9}, Agreement: first}
	type C = deployment.Candidate
	for name, c := range map[string]struct {
		agreement candidateChange
		passport  passportChange
		aid       *deployment.Aid
		want      []string
		aided     bool
	}{
		"a band that is left out, without it":           {agreement: func(c *C) { c.Bands = []string{"6"} }, want: []string{"AGREEMENT_SCOPE"}},
		"a band that is left out":                       {agreement: func(c *C) { c.Bands = []string{"6"} }, aid: &aid, aided: true},
		"a staff group that is left out":                {agreement: func(c *C) { c.StaffGroups = []string{"allied_health"} }, aid: &aid, aided: true},
		"a site that is left out by name":               {agreement: func(c *C) { c.SitesOut = []string{"RPA02"} }, aid: &aid, aided: true},
		"one way, the other one":                        {agreement: func(c *C) { c.Lends = false }, aid: &aid, aided: true},
		"what the agreement covers by itself":           {aid: &aid},
		"under another agreement":                       {agreement: func(c *C) { c.Lends = false }, aid: &deployment.Aid{ID: id.ID{15: 9}, Agreement: second}, want: []string{"AGREEMENT_DIRECTION"}},
		"an agreement that ends before the shift does":  {agreement: func(c *C) { c.Lends = false; c.EndsAt = ptr(at("2026-03-10 19:29")) }, aid: &aid, want: []string{"AGREEMENT_ENDS"}},
		"days that are used up":                         {agreement: func(c *C) { c.Bands = []string{"6"}; c.MaxDays = 2; c.Days = days("2026-03-01 09:00", 2) }, aid: &aid, want: []string{"AGREEMENT_DAYS"}},
		"without the worker's word":                     {agreement: func(c *C) { c.Lends = false }, passport: func(p *deployment.Passport) { p.Disclosures = &[]deployment.Disclosure{} }, aid: &aid, want: []string{"CONSENT_MISSING"}},
		"an employer that signed after the shift began": {agreement: func(c *C) { c.Lends = false; c.InForceAt = ptr(at("2026-03-10 07:31")) }, aid: &aid, want: []string{"AGREEMENT_NONE"}},
	} {
		f := facts(placement(nil), candidate(c.agreement))
		f.Passport, f.Aid = fitting(c.passport), c.aid
		got := deployment.Authorise(f)
		hard, _ := codesOf(got)
		if !slices.Equal(hard, c.want) || got.Yes() != (len(c.want) == 0) || (got.Aid == aid.ID) != c.aided {
			t.Errorf("%s: %v, aid %v", name, hard, got.Aid)
		}
		kept := f.Inputs()
		again, err := deployment.Replay(kept)
		if err != nil || !bytes.Equal(again.Canonical(kept), got.Canonical(kept)) {
			t.Errorf("%s: replayed otherwise: %v", name, err)
		}
	}
	// An agreement that covers the shift by itself answers, although another one is aided and newer.
	f := facts(placement(nil), candidate(), candidate(func(c *C) { c.Agreement, c.Lends, c.InForceAt = second, false, ptr(at("2026-03-02 12:00")) }))
	f.Passport, f.Aid = fitting(), &deployment.Aid{ID: id.ID{15: 9}, Agreement: second}
	if got := deployment.Authorise(f); got.Agreement != first || got.Aid != id.Nil {
		t.Errorf("%+v", got)
	}
}
