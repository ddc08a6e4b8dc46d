package clearance_test

import (
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/clearance"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// A decision on the words of its booking is the one that would be made had the merger been before everything.
func TestABookingIsJudgedByWhoStandsForWhomWhenItsShiftStarts(t *testing.T) {
	t.Parallel()
	said := func(host string) func(*clearance.Facts) {
		return func(f *clearance.Facts) {
			f.Booking.HostEmployer, f.Disclosures = "RWF", []clearance.Disclosure{{Host: host, From: now}}
		}
	}
	post := func(employer string) func(*clearance.Facts) {
		return func(f *clearance.Facts) { f.Passport.Engagements[0].Employer = employer }
	}
	home := fit().Booking.HomeEmployer
	for name, tc := range map[string]struct {
		one    []string
		day    time.Time
		change func(*clearance.Facts)
		codes  []string
	}{
		"a yes to whom the host followed":           {[]string{"RWF", "RYY"}, start, said("RYY"), nil},
		"a yes to another until that day":           {[]string{"RWF", "RYY"}, start.Add(time.Second), said("RYY"), []string{"CONSENT_MISSING"}},
		"no yes where home and host are one":        {[]string{"RWF", home}, start, said("RN7"), nil},
		"a post with the heir alone":                {[]string{home, "R1K"}, start, post("R1K"), nil},
		"a post with the heir before its day":       {[]string{home, "R1K"}, start.Add(time.Second), post("R1K"), []string{"ENGAGEMENT_NONE"}},
		"a post with somebody else, whoever merged": {[]string{home, "R1K"}, start, post("RXY"), []string{"ENGAGEMENT_NONE"}},
	} {
		f := fit()
		tc.change(&f)
		was := f.Passport.Engagements[0].Employer
		got := clearance.InTermsOf(f, func(a, b string) bool {
			return a == b || !start.Before(tc.day) && slices.Contains(tc.one, a) && slices.Contains(tc.one, b)
		})
		var codes []string
		inputs, d := clearance.Explain(got)
		for _, r := range d.Reasons {
			codes = append(codes, r.Code)
		}
		if !slices.Equal(codes, tc.codes) || f.Passport.Engagements[0].Employer != was {
			t.Errorf("%s: %v, want %v", name, codes, tc.codes)
		}
		if again, _ := clearance.Explain(got); string(again) != string(inputs) {
			t.Errorf("%s: the same facts give other bytes", name)
		}
	}
	var nobody clearance.Facts
	if got := clearance.InTermsOf(nobody, func(a, b string) bool { return a == b }); got.Disclosures != nil || got.Passport.Status != worker.Status("") {
		t.Error("facts of nobody")
	}
}
