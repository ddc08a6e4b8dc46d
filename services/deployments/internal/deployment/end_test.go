package deployment_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
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
	refused := decided(deployment.Answer{Reasons: deployment.Authorise(placement(nil), nil, nil, london).Reasons})
	if refused.StandDown(at("2026-03-06 10:00")) {
		t.Error("a refusal has nothing to stand down")
	}
}

func TestRevoke(t *testing.T) {
	t.Parallel()
	type R = agreement.Record
	for name, tc := range map[string]struct {
		change func(*R)
		now    string
		want   bool
	}{
		"the agreement ends before the shift and says revoke": {func(a *R) { a.Clauses.Notice.Booked, a.EndsAt = agreement.Revoke, ptr(at("2026-03-06 00:00")) }, "2026-03-06 00:00", true},
		"by notice: it will end before the shift does":        {func(a *R) { a.Clauses.Notice.Booked, a.EndsAt = agreement.Revoke, ptr(at("2026-03-10 12:00")) }, "2026-03-06 00:00", true},
		"it says honour":                 {func(a *R) { a.EndsAt = ptr(at("2026-03-06 00:00")) }, "2026-03-06 00:00", false},
		"it covers the shift to its end": {func(a *R) { a.Clauses.Notice.Booked, a.EndsAt = agreement.Revoke, ptr(at("2026-03-10 19:30")) }, "2026-03-06 00:00", false},
		"it has no end":                  {func(a *R) { a.Clauses.Notice.Booked = agreement.Revoke }, "2026-03-06 00:00", false},
		"the shift has started":          {func(a *R) { a.Clauses.Notice.Booked, a.EndsAt = agreement.Revoke, ptr(at("2026-03-10 08:00")) }, "2026-03-10 07:30", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := decided(yes)
			if got := d.Revoke(record(tc.change), at(tc.now)); got != tc.want {
				t.Fatalf("Revoke = %t", got)
			}
			if tc.want && (d.Status() != deployment.Revoked || len(d.Record().Reasons) != 1) {
				t.Errorf("%+v", d.Record())
			}
			if tc.want && d.Revoke(record(tc.change), at(tc.now)) {
				t.Error("a second time changes nothing")
			}
		})
	}
}
