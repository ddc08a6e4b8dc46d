package app

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"
	_ "time/tzdata"

	"github.com/muster-ics/muster/events/conformance"
	contracts "github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
	"github.com/muster-ics/muster/services/deployments/internal/mutualaid"
)

// What others judge ahead by the events of agreements is what is answered here: the same cases, to the sentence. Each
// agreement is first told again from the record that it makes here, so that the cases are what this service tells.
func TestTheAnswerIsWhatOthersJudgeAheadByTheEvents(t *testing.T) {
	t.Parallel()
	cases, err := conformance.Sharing()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			p := placementOf(c)
			facts, err := FactsOf(p, evidenceOf(t, c))
			if err != nil {
				t.Fatal(err)
			}
			answer := deployment.Authorise(facts)
			if got := answer.Reasons; !reflect.DeepEqual(append([]reason.Reason{}, got...), append([]reason.Reason{}, c.Told...)) {
				t.Errorf("answered %s, want %s", asJSON(t, got), asJSON(t, c.Told))
			}
			if answer.Yes() != (c.Agreement != "") || answer.Yes() && answer.Agreement.String() != c.Agreement {
				t.Errorf("covered by %s, want %q", answer.Agreement, c.Agreement)
			}
		})
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func read(t *testing.T, s string) id.ID {
	t.Helper()
	k, err := id.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func placementOf(c conformance.SharingCase) deployment.Placement {
	s := c.Shift
	return deployment.Placement{
		Home: c.Passport.HomeEmployer, Host: s.Employer, Site: s.Site, StaffGroup: s.StaffGroup, Band: s.Band, StartsAt: s.StartsAt, EndsAt: s.EndsAt,
		EPP: s.Requirements.EPP, Children: s.Requirements.DBSWorkforce == "child" || s.Requirements.DBSWorkforce == "both",
	}
}

func evidenceOf(t *testing.T, c conformance.SharingCase) Evidence {
	t.Helper()
	e := Evidence{Home: deployment.Itself(c.Passport.HomeEmployer), Host: deployment.Itself(c.Shift.Employer), Names: c.Names}
	e.Known = &Known{Version: 7, State: []byte(asJSON(t, c.Passport)), HostChecks: []byte(asJSON(t, hostChecksOf(c)))}
	for _, a := range c.Agreements {
		kept := recordOf(t, a)
		if got, want := asJSON(t, agreementState(kept)), asJSON(t, a); got != want {
			t.Errorf("the record tells %s\nwant %s", got, want)
		}
		e.Agreements = append(e.Agreements, agreement.Rehydrate(kept))
	}
	for _, g := range c.Given {
		e.Given = append(e.Given, Given{Agreement: read(t, g.AgreementID), Host: g.Host, StartsAt: g.StartsAt})
	}
	if c.AidUnder != "" {
		aid := mutualaid.Rehydrate(mutualaid.Record{ID: id.ID{15: 1}, Agreement: read(t, c.AidUnder), Parties: []string{"RPA", "RVV"}})
		e.Aid = &aid
	}
	return e
}

// hostChecksOf are the checks that the host of the shift did, as the store gives them.
func hostChecksOf(c conformance.SharingCase) []deployment.Check {
	out := []deployment.Check{}
	for _, k := range c.HostChecks {
		superseded := slices.ContainsFunc(c.HostChecks, func(later passports.CheckState) bool { return later.Supersedes == k.CheckID })
		if k.HostEmployer == c.Shift.Employer && !superseded {
			out = append(out, deployment.Check{Type: k.Type, Outcome: k.Outcome, CheckedOn: &k.CheckedOn, ValidUntil: k.ValidUntil})
		}
	}
	return out
}

// recordOf is an agreement of which that is told.
func recordOf(t *testing.T, a contracts.AgreementState) agreement.Record {
	t.Helper()
	clauses, err := agreement.Read([]byte(asJSON(t, a.Clauses)))
	if err != nil {
		t.Fatal(err)
	}
	r := agreement.Record{ID: read(t, a.AgreementID), Version: 1, Terms: a.Version, Status: agreement.Status(a.Status), Clauses: clauses, Hash: a.TermsHash, InForceAt: a.InForceAt, EndsAt: a.Until}
	for _, p := range a.Parties {
		if p.SignedAt != nil {
			r.Signatures = append(r.Signatures, agreement.Signature{Employer: p.Employer, SignedAt: *p.SignedAt})
		}
		if p.ExitsAt != nil {
			r.Exits = append(r.Exits, agreement.Exit{Employer: p.Employer, At: *p.ExitsAt})
		}
	}
	return r
}
