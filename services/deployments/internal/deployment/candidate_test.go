package deployment_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/agreement"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
)

// record is an agreement in force between three employers, signed on 1 March 2026.
func record(change func(*agreement.Record)) agreement.Agreement {
	r := agreement.Record{
		ID: first, Version: 4, Terms: 2, Status: agreement.InForce,
		Clauses: agreement.Clauses{
			Title: "Kent nurses", Model: "lead_employer", Lead: "RWF", Parties: agreement.PartiesOf("RPA", "RVV", "RWF"), From: at("2026-03-01 00:00"),
			Scope: agreement.Scope{
				SitesIn: []string{"RPA02"}, SitesOut: []string{"RPA03"}, StaffGroups: []string{"students"}, Bands: []string{"5"}, ExcludedActivities: []string{"epp"},
			},
			Direction: agreement.Direction{Kind: agreement.OneWay, Lenders: []string{"RVV", "RWF"}, Borrowers: []string{"RPA"}},
			Consent:   "each_version", Limits: agreement.Limits{MaxDaysIn12Months: 30, MaxSingleDeploymentDays: 5},
			Checks: agreement.Checks{Minimums: []agreement.Minimum{{Type: "dbs", Level: "enhanced", Workforce: "adult", MaxAgeMonths: 36}}},
		},
		ProposedBy: "RVV", InForceAt: ptr(at("2026-03-01 12:00")), EndsAt: ptr(at("2027-03-01 00:00")),
	}
	r.Clauses.Parties[0].AccedesAt, r.Clauses.Parties[0].ExitsAt = ptr(at("2026-03-05 00:00")), ptr(at("2026-09-01 00:00"))
	for n, e := range []string{"RPA", "RVV", "RWF"} {
		r.Signatures = append(r.Signatures, agreement.Signature{Employer: e, SignedAt: at("2026-03-01 11:00").Add(time.Duration(n) * time.Minute)})
	}
	if change != nil {
		change(&r)
	}
	return agreement.Rehydrate(r)
}

func TestAnAgreementAsItStandsForAPair(t *testing.T) {
	t.Parallel()
	got, ok := deployment.CandidateOf(record(nil), deployment.Itself("RVV"), deployment.Itself("RPA"))
	want := deployment.Candidate{
		Agreement: first, Terms: 2, Title: "Kent nurses", Model: "lead_employer", Lead: "RWF", Lends: true,
		Home: deployment.Side{Party: "RVV", SignedAt: ptr(at("2026-03-01 11:01"))},
		Host: deployment.Side{Party: "RPA", SignedAt: ptr(at("2026-03-01 11:00")), From: ptr(at("2026-03-05 00:00")), Until: ptr(at("2026-09-01 00:00"))},
		From: at("2026-03-01 00:00"), InForceAt: ptr(at("2026-03-01 12:00")), EndsAt: ptr(at("2027-03-01 00:00")),
		SitesIn: []string{"RPA02"}, SitesOut: []string{"RPA03"}, StaffGroups: []string{"students"}, Bands: []string{"5"}, Excluded: []string{"epp"},
		EachVersion: true, MaxDays: 30, MaxSingleDays: 5,
		Minimums: []deployment.Minimum{{Type: "dbs", Level: "enhanced", Workforce: "adult", MaxAgeMonths: 36}},
	}
	if !ok || !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
	if back, _ := deployment.CandidateOf(record(nil), deployment.Itself("RPA"), deployment.Itself("RVV")); back.Lends {
		t.Error("a borrower that is no lender lends")
	}
	offered, ok := deployment.CandidateOf(record(func(r *agreement.Record) {
		r.Status, r.InForceAt, r.Signatures = agreement.Offered, nil, r.Signatures[:1]
	}), deployment.Itself("RVV"), deployment.Itself("RPA"))
	if !ok || !reflect.DeepEqual(offered.Unsigned, []string{"RVV", "RWF"}) {
		t.Errorf("on offer: %+v", offered)
	}
	for name, a := range map[string]agreement.Agreement{
		"a draft":                    record(func(r *agreement.Record) { r.Status, r.InForceAt = agreement.Draft, nil }),
		"an offer that was given up": record(func(r *agreement.Record) { r.Status, r.InForceAt = agreement.Ended, nil }),
		"an agreement of others":     record(func(r *agreement.Record) { r.Clauses.Parties, r.Signatures = r.Clauses.Parties[1:], r.Signatures[1:] }),
	} {
		if _, ok := deployment.CandidateOf(a, deployment.Itself("RVV"), deployment.Itself("RPA")); ok {
			t.Errorf("%s is a candidate", name)
		}
	}
}

// From the day of a merger what a predecessor signed binds its successor, under whichever code a booking comes.
func TestASuccessorStandsWhereItsPredecessorSigned(t *testing.T) {
	t.Parallel()
	merged := deployment.Standing{Codes: []string{"R1K", "RN7", "RPA"}}
	for name, tc := range map[string]struct {
		home, host deployment.Standing
		parties    [2]string
	}{
		"the successor hosts":                      {deployment.Itself("RVV"), merged, [2]string{"RVV", "RPA"}},
		"the predecessor's code is still in use":   {deployment.Itself("RVV"), deployment.Standing{Codes: []string{"RPA", "R1K", "RN7"}}, [2]string{"RVV", "RPA"}},
		"the other predecessor has signed nothing": {deployment.Itself("RVV"), deployment.Standing{Codes: []string{"RN7", "R1K", "RPA"}}, [2]string{"RVV", "RPA"}},
		"the successor lends":                      {merged, deployment.Itself("RVV"), [2]string{"RPA", "RVV"}},
		"both parties have become one":             {deployment.Standing{Codes: []string{"RVV", "R2K", "RPA"}}, deployment.Standing{Codes: []string{"RPA", "R2K", "RVV"}}, [2]string{"RVV", "RPA"}},
	} {
		got, ok := deployment.CandidateOf(record(nil), tc.home, tc.host)
		if !ok || got.Home.Party != tc.parties[0] || got.Host.Party != tc.parties[1] {
			t.Errorf("%s: %v %+v", name, ok, got)
		}
		if got.Lends != (tc.parties[1] == "RPA") {
			t.Errorf("%s: direction is judged by the parties: %+v", name, got)
		}
	}
	if _, ok := deployment.CandidateOf(record(nil), merged, merged); ok {
		t.Error("an agreement that names an employer once is none with itself")
	}
	closes := deployment.Standing{Codes: []string{"RPA"}, Closes: ptr(at("2026-06-01 00:00"))}
	if got, _ := deployment.CandidateOf(record(nil), deployment.Itself("RVV"), closes); !got.Host.Closed || !got.Host.Until.Equal(at("2026-06-01 00:00")) {
		t.Errorf("an employer that closes and that nobody follows: %+v", got.Host)
	}
}
