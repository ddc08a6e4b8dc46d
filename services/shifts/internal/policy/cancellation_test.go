package policy_test

import (
	"testing"

	"github.com/muster-ics/muster/services/shifts/internal/policy"
)

func TestWhatFollowsFromEndingABookingHasLimits(t *testing.T) {
	t.Parallel()
	if err := policy.DefaultCancellation().Validate(); err != nil {
		t.Error(err)
	}
	for name, spoil := range map[string]func(*policy.Cancellation){
		"negative hours":     func(p *policy.Cancellation) { p.Worker.LateHours = -1 },
		"no strikes":         func(p *policy.Cancellation) { p.Worker.Strikes = 0 },
		"no monitoring":      func(p *policy.Cancellation) { p.Worker.AbsentMonitoringDays = 0 },
		"more than all":      func(p *policy.Cancellation) { p.Employer.Fees[0].Percent = 101 },
		"a fee for no time":  func(p *policy.Cancellation) { p.Employer.Fees[0].UnderHours = 0 },
		"a law beyond reach": func(p *policy.Cancellation) { p.Statutory.UnderHours = 28*24 + 1 },
		"too many fees":      func(p *policy.Cancellation) { p.Employer.Fees = make([]policy.Fee, 11) },
	} {
		p := policy.DefaultCancellation()
		spoil(&p)
		if p.Validate() == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

func TestAFeeLeavesNothingToTheDefaultsFee(t *testing.T) {
	t.Parallel()
	d, _ := policy.Of(policy.KindCancellation)
	s, err := d.Decode([]byte(`{"employer":{"fees":[{"under_hours":24,"hours":4}]}}`))
	if err != nil {
		t.Fatal(err)
	}
	if c := s.(policy.Cancellation); len(c.Employer.Fees) != 1 || c.Employer.Fees[0] != (policy.Fee{UnderHours: 24, Hours: 4}) || c.Worker.LateHours != 12 {
		t.Errorf("%+v", c)
	}
	if _, err := d.Decode([]byte(`{"employer":{"fees":[{"under":24}]}}`)); err == nil {
		t.Error("a misspelt fee is accepted")
	}
}
