package app

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"github.com/muster-ics/muster/events/conformance"
	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// What a worker is shown ahead of a shift at another employer is what deployments will answer at the claim: both services
// answer the same cases, to the sentence.
func TestTheListAnswersAsDeploymentsWill(t *testing.T) {
	t.Parallel()
	cases, err := conformance.Sharing()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			w, s, f := sharedQuestion(t, c)
			got := eligibility.AcrossEmployers(w, s, f)
			if !reflect.DeepEqual(append([]reason.Reason{}, got.Reasons...), append([]reason.Reason{}, c.Told...)) {
				a, _ := json.Marshal(got.Reasons)
				b, _ := json.Marshal(c.Told)
				t.Errorf("answered %s, want %s", a, b)
			}
			if (got.Agreement != id.Nil) != (c.Agreement != "") || c.Agreement != "" && got.Agreement.String() != c.Agreement {
				t.Errorf("covered by %s, want %q", got.Agreement, c.Agreement)
			}
			// And the whole decision says the same, once: hard where they are, none left out.
			for _, r := range c.Told {
				same := func(o reason.Reason) bool { return o.Code == r.Code }
				if !slices.ContainsFunc(eligibility.Judge(w, s, f).Reasons, same) {
					t.Errorf("the decision leaves out %s", r.Code)
				}
			}
		})
	}
}

func sharedQuestion(t *testing.T, c conformance.SharingCase) (eligibility.Worker, shift.State, eligibility.Facts) {
	t.Helper()
	w, err := workerTold(c.Passport, 0)
	if err != nil {
		t.Fatal(err)
	}
	r := c.Shift.Requirements
	s := shift.State{ID: id.New(), Employer: c.Shift.Employer, Site: c.Shift.Site, StaffGroup: c.Shift.StaffGroup, Role: c.Shift.Role, Band: c.Shift.Band,
		StartsAt: c.Shift.StartsAt, EndsAt: c.Shift.EndsAt, Requirements: shift.Requirements{DBSLevel: r.DBSLevel, DBSWorkforce: r.DBSWorkforce, EPP: r.EPP}}
	f := eligibility.Facts{Names: c.Names}
	for _, a := range c.Agreements {
		told, err := agreementToldOf(a)
		if err != nil {
			t.Fatal(err)
		}
		f.Agreements = append(f.Agreements, told)
	}
	slices.SortFunc(f.Agreements, eligibility.NewestFirst)
	for _, g := range c.Given {
		agreement, err := id.Parse(g.AgreementID)
		if err != nil {
			t.Fatal(err)
		}
		f.Given = append(f.Given, eligibility.Given{Agreement: agreement, Host: g.Host, StartsAt: g.StartsAt})
	}
	for _, k := range c.HostChecks {
		superseded := slices.ContainsFunc(c.HostChecks, func(later passports.CheckState) bool { return later.Supersedes == k.CheckID })
		if !superseded {
			f.HostChecks = append(f.HostChecks, eligibility.HostCheck{Host: k.HostEmployer, Type: k.Type, Outcome: k.Outcome, ValidUntil: k.ValidUntil})
		}
	}
	if c.AidUnder != "" {
		under, err := id.Parse(c.AidUnder)
		if err != nil {
			t.Fatal(err)
		}
		f.Aids = []eligibility.Aid{{Agreement: under, Parties: []string{"RPA", "RVV"}, Shifts: []id.ID{s.ID}, Until: s.EndsAt}}
	}
	return w, s, f
}
