package deployment_test

import (
	"testing"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
)

func decided(a deployment.Answer) deployment.Deployment {
	return deployment.Decide(id.ID{7}, placement(nil), a, at("2026-03-05 10:00"))
}

var yes = deployment.Answer{Agreement: first, Terms: 1}

func TestStandDown(t *testing.T) {
	t.Parallel()
	d := decided(yes)
	if !d.StandDown(at("2026-03-06 10:00")) || d.Status() != deployment.StoodDown || d.Record().Version != 2 {
		t.Fatalf("an authorised deployment stands down: %+v", d.Record())
	}
	if d.StandDown(at("2026-03-07 10:00")) || d.Record().Version != 2 {
		t.Error("the same news twice changes nothing")
	}
	refused := decided(deployment.Authorise(facts(placement(nil))))
	if refused.StandDown(at("2026-03-06 10:00")) {
		t.Error("a refusal has nothing to stand down")
	}
}

func TestRevoke(t *testing.T) {
	t.Parallel()
	why := []reason.Reason{{Code: "AGREEMENT_ENDS", Weight: reason.Hard, Message: "It ends.", Fix: "Sign another."}}
	for name, tc := range map[string]struct {
		why  []reason.Reason
		now  string
		want bool
	}{
		"before the shift":          {why, "2026-03-06 00:00", true},
		"a minute before the shift": {why, "2026-03-10 07:29", true},
		"the shift has started":     {why, "2026-03-10 07:30", false},
		"for no reason":             {nil, "2026-03-06 00:00", false},
	} {
		d := decided(yes)
		if got := d.Revoke(tc.why, at(tc.now)); got != tc.want {
			t.Fatalf("%s: Revoke = %t", name, got)
		}
		if tc.want && (d.Status() != deployment.Revoked || len(d.Record().Reasons) != 1 || d.Record().Version != 2) {
			t.Errorf("%s: %+v", name, d.Record())
		}
		if tc.want && d.Revoke(tc.why, at(tc.now)) {
			t.Errorf("%s: a second time changes nothing", name)
		}
	}
	refused := decided(deployment.Authorise(facts(placement(nil))))
	if refused.Revoke(why, at("2026-03-06 00:00")) {
		t.Error("a refusal has nothing to revoke")
	}
}

func TestWhatLiesWithTheWorkerIsToldApart(t *testing.T) {
	t.Parallel()
	f := facts(placement(nil), candidate(func(c *deployment.Candidate) {
		c.Bands, c.Model, c.Minimums, c.Excluded = []string{"6"}, "host_pays", []deployment.Minimum{{Type: "dbs", Level: "enhanced_barred"}}, []string{"lone_working"}
	}))
	f.Passport = fitting(func(p *deployment.Passport) { p.Disclosures = &[]deployment.Disclosure{} })
	var codes []string
	for _, r := range deployment.Authorise(f).WorkersOwn() {
		codes = append(codes, r.Code)
	}
	if len(codes) != 3 || codes[0] != "CONSENT_MISSING" || codes[1] != "RTW_MODEL" || codes[2] != "CHECK_MINIMUM" {
		t.Errorf("%v", codes)
	}
}
