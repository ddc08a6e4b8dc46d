package deployment_test

import (
	"testing"

	"github.com/muster-ics/muster/services/deployments/internal/deployment"
)

func TestDaysInAnyTwelveMonths(t *testing.T) {
	t.Parallel()
	limit := func(n int, worked ...[]deployment.Day) candidateChange {
		return func(c *deployment.Candidate) {
			c.MaxDays = n
			for _, w := range worked {
				c.Days = append(c.Days, w...)
			}
		}
	}
	no := []string{"AGREEMENT_DAYS"}
	for name, tc := range map[string]golden{
		"the last day of the limit":                             {agreement: limit(3, days("2026-03-02 07:30", 2))},
		"one day beyond the limit":                              {agreement: limit(3, days("2026-03-02 07:30", 3)), want: no, says: "at most 3 days"},
		"a limit of one day":                                    {agreement: limit(1, days("2026-03-02 07:30", 1)), want: no, says: "at most 1 day in"},
		"a second shift on a day already given costs no day":    {agreement: limit(3, days("2026-03-02 07:30", 2), days("2026-03-10 07:30", 1))},
		"days of more than 12 months ago are free again":        {agreement: limit(1, days("2025-03-10 07:30", 1))},
		"days within 12 months are not":                         {agreement: limit(1, days("2025-03-11 07:30", 1)), want: no},
		"days already booked after the shift count too":         {agreement: limit(1, days("2026-06-01 07:30", 1)), want: no},
		"days booked a year after the shift do not":             {agreement: limit(1, days("2027-03-10 07:30", 1))},
		"days before and after that no 12 months hold together": {agreement: limit(2, days("2025-06-10 07:30", 1), days("2026-09-10 07:30", 1))},
		"no limit": {agreement: limit(0, days("2026-01-01 07:30", 300))},
		"12 months over 29 February: the 366th day is outside":       {agreement: limit(1, days("2028-02-29 07:30", 1)), placement: on("2029-03-01 07:30")},
		"12 months over 29 February: the last day of them is not":    {agreement: limit(1, days("2028-02-29 07:30", 1)), placement: on("2029-02-28 07:30"), want: no},
		"a night counts on the day on which it starts in London":     {agreement: limit(1, days("2026-06-10 12:00", 1)), placement: on("2026-06-10 00:30")},
		"a night of the clock change counts once, where it starts":   {agreement: limit(1, days("2026-10-24 12:00", 1)), placement: on("2026-10-24 23:30")},
		"and not on the day on which it ends":                        {agreement: limit(1, days("2026-10-25 12:00", 1)), placement: on("2026-10-24 23:30"), want: no},
		"twelve months later the day of the clock change is counted": {agreement: limit(1, days("2026-03-29 01:30", 1)), placement: on("2027-03-28 23:30"), want: no},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tc.check(t)
		})
	}
}

func TestDaysInARowAtOneHost(t *testing.T) {
	t.Parallel()
	limit := func(n int, worked ...[]deployment.Day) candidateChange {
		return func(c *deployment.Candidate) {
			c.MaxSingleDays = n
			for _, w := range worked {
				c.HostDays = append(c.HostDays, w...)
			}
		}
	}
	no := []string{"AGREEMENT_SINGLE_DAYS"}
	for name, tc := range map[string]golden{
		"the last day in a row":                       {agreement: limit(5, days("2026-03-06 07:30", 4))},
		"one day more":                                {agreement: limit(5, days("2026-03-05 07:30", 5)), want: no, says: "at most 5 days in a row"},
		"a day between begins a new deployment":       {agreement: limit(5, days("2026-03-04 07:30", 5))},
		"a shift that closes a gap joins both sides":  {agreement: limit(5, days("2026-03-07 07:30", 3), days("2026-03-11 07:30", 2)), want: no},
		"a second shift on the last day":              {agreement: limit(5, days("2026-03-06 07:30", 5))},
		"days at another host are no deployment here": {agreement: func(c *deployment.Candidate) { c.MaxSingleDays, c.Days = 1, days("2026-03-09 07:30", 1) }},
		"over the clock change a day is a day":        {agreement: limit(2, days("2026-03-28 12:00", 2)), placement: on("2026-03-30 07:30"), want: no},
		"no limit":                                    {agreement: limit(0, days("2026-01-01 07:30", 300))},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tc.check(t)
		})
	}
}

func on(start string) placementChange {
	return func(p *deployment.Placement) {
		p.StartsAt, p.EndsAt = at(start), at(start).Add(p.EndsAt.Sub(p.StartsAt))
	}
}

func TestARefusalSaysWhenTheDaysAreFreeAgain(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		agreement candidateChange
		want      string
	}{
		"in 12 months": {func(c *deployment.Candidate) { c.MaxDays, c.Days = 1, days("2025-09-01 07:30", 1) }, "2026-09-01 00:00"},
		"in a row":     {func(c *deployment.Candidate) { c.MaxSingleDays, c.HostDays = 3, days("2026-03-07 07:30", 3) }, "2026-03-11 00:00"},
		"in a row, with days booked ahead": {
			func(c *deployment.Candidate) {
				c.MaxSingleDays, c.HostDays = 2, append(days("2026-03-08 07:30", 2), days("2026-03-12 07:30", 2)...)
			}, "2026-03-12 00:00", // a second shift on a day already given
		},
	} {
		got := deployment.Authorise(facts(placement(nil), candidate(tc.agreement)))
		if want := at(tc.want); len(got.Reasons) != 1 || got.Reasons[0].From == nil || !got.Reasons[0].From.Equal(want) {
			t.Errorf("%s: want free from %s, got %+v", name, want, got.Reasons)
		}
	}
}
