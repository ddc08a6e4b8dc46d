package cancellation

import (
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"

	"github.com/muster-ics/muster/services/shifts/internal/policy"
)

func london(month time.Month, day, hour, minute int) time.Time {
	return time.Date(2026, month, day, hour, minute, 0, 0, clock.London).UTC()
}

// worker and employer are cancellations of a shift at 19:30 that pays £250.00 for eleven hours.
func worker(notice time.Duration, why string, before int) Facts {
	start := london(6, 10, 19, 30)
	return Facts{Side: ByWorker, Why: why, Confirmed: true, Now: start.Add(-notice), StartsAt: start, LockedPence: 25_000, NetMinutes: 660, Before: before}
}

func employer(notice time.Duration, redeploy bool) Facts {
	f := worker(notice, "no_longer_needed", 0)
	f.Side, f.Redeploy = ByEmployer, redeploy
	return f
}

func TestWhatFollowsFromACancellation(t *testing.T) {
	t.Parallel()
	florence := policy.DefaultCancellation()
	florence.Employer.Fees = []policy.Fee{{UnderHours: 4, Hours: 4}}
	stepped := policy.DefaultCancellation()
	stepped.Employer.Fees = []policy.Fee{{UnderHours: 24, Percent: 25}, {UnderHours: 4, Percent: 100}}
	law := policy.DefaultCancellation()
	law.Statutory.On = true
	heldOnly := worker(time.Hour, "other", 0)
	heldOnly.Confirmed = false
	spring := Facts{Side: ByWorker, Why: "travel", Confirmed: true, Now: london(3, 28, 19, 30), StartsAt: london(3, 29, 7, 30), LockedPence: 25_000, NetMinutes: 660}
	autumn := spring
	autumn.Now, autumn.StartsAt = london(10, 24, 20, 30), london(10, 25, 7, 30)
	for name, c := range map[string]struct {
		policy policy.Cancellation
		facts  Facts
		code   Code
		owed   int64
		strike bool
		says   string
	}{
		"worker, exactly the notice":                 {policy.DefaultCancellation(), worker(12*time.Hour, "travel", 0), None, 0, false, "nothing follows"},
		"worker, a second less":                      {policy.DefaultCancellation(), worker(12*time.Hour-time.Second, "travel", 0), Late, 0, true, "1st late cancellation"},
		"worker, for the third time":                 {policy.DefaultCancellation(), worker(time.Hour, "travel", 2), Late, 0, true, "bank team talks with you"},
		"worker who cannot work, at the last moment": {policy.DefaultCancellation(), worker(time.Minute, CannotWork, 2), NotCounted, 0, false, "never counted"},
		"worker whose place was only held":           {policy.DefaultCancellation(), heldOnly, None, 0, false, "not confirmed"},
		"worker, the night the clocks go forward":    {policy.DefaultCancellation(), spring, Late, 0, true, "12 hours"},
		"worker, the night the clocks go back":       {policy.DefaultCancellation(), autumn, None, 0, false, "nothing follows"},
		"employer, exactly four hours":               {policy.DefaultCancellation(), employer(4*time.Hour, false), None, 0, false, "Nothing is owed"},
		"employer, a second less":                    {policy.DefaultCancellation(), employer(4*time.Hour-time.Second, false), Paid, 25_000, false, "£250.00"},
		"employer, after the start":                  {policy.DefaultCancellation(), employer(-2*time.Hour, false), Paid, 25_000, false, "£250.00"},
		"employer who offers another shift":          {policy.DefaultCancellation(), employer(time.Hour, true), Redeployed, 25_000, false, "unless they take"},
		"another shift where nothing is owed":        {policy.DefaultCancellation(), employer(48*time.Hour, true), None, 0, false, "Nothing is owed"},
		"four hours' pay":                            {florence, employer(time.Hour, false), Paid, 9_091, false, "£90.91"},
		"a quarter under a day":                      {stepped, employer(23*time.Hour, false), Paid, 6_250, false, "24 hours"},
		"the greater of two steps":                   {stepped, employer(3*time.Hour, false), Paid, 25_000, false, "4 hours"},
		"the law's half within a week":               {law, employer(100*time.Hour, false), PaidStatutory, 12_500, false, "7 days"},
		"exactly the law's week":                     {law, employer(7*24*time.Hour, false), None, 0, false, "Nothing is owed"},
		"the employer's own fee is more":             {law, employer(time.Hour, false), Paid, 25_000, false, "4 hours"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := Of(c.policy, c.facts)
			if got.Code != c.code || got.OwedPence != c.owed || got.Strike != c.strike || !strings.Contains(strings.Join(got.Sentences, " "), c.says) {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestAnAbsenceCountsAndSaysWhatToDoAboutIt(t *testing.T) {
	t.Parallel()
	first, third := OfAbsence(policy.DefaultCancellation(), 0), OfAbsence(policy.DefaultCancellation(), 2)
	if !first.Strike || first.Code != Absent || strings.Contains(first.Sentences[1], "bank team") || !strings.Contains(third.Sentences[1], "3rd absence") || !strings.Contains(third.Sentences[1], "bank team") {
		t.Errorf("%+v %+v", first, third)
	}
}
