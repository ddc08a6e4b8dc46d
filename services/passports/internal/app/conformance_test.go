package app

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/events/conformance"
	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/disclosure"
	"github.com/muster-ics/muster/services/passports/internal/hold"
	"github.com/muster-ics/muster/services/passports/internal/hostpolicy"
	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// What others judge ahead by passport.changed is what is decided here: of each case the record tells that passport, and the
// decision over the record is the case's answer.
func TestTheDecisionIsWhatOthersJudgeAheadByTheEvents(t *testing.T) {
	t.Parallel()
	cases, err := conformance.Eligibility()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			w := recordOf(t, c.Passport, c.At)
			if got, want := asJSON(t, publicState(w, c.At)), asJSON(t, c.Passport); got != want {
				t.Fatalf("the record tells %s\nwant %s", got, want)
			}
			var got []conformance.Told
			for _, r := range judge(w, bookingOf(c), circumstancesOf(c), nil, causeRequested, c.At).Reasons {
				got = append(got, conformance.Told{Code: r.Code, Weight: r.Weight})
			}
			if !slices.Equal(got, c.Told) && len(got)+len(c.Told) > 0 {
				t.Errorf("decided %v, want %v", got, c.Told)
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

func bookingOf(c conformance.Case) clearance.Booking {
	r := c.Shift.Requirements
	b := clearance.Booking{ID: id.New(), ShiftID: id.New(), WorkerID: id.New(), HomeEmployer: c.Passport.HomeEmployer, HostEmployer: c.Shift.Employer,
		StaffGroup: c.Shift.StaffGroup, Role: c.Shift.Role, Band: c.Shift.Band, StartsAt: c.Shift.StartsAt, EndsAt: c.Shift.EndsAt,
		Requirements: clearance.Requirements{RegistrationBody: r.RegistrationBody, DBSLevel: r.DBSLevel, DBSWorkforce: r.DBSWorkforce, EPP: r.EPP}}
	for _, k := range r.Competencies {
		b.Requirements.Competencies = append(b.Requirements.Competencies, clearance.Ask{Framework: k.Framework, Code: k.Code, Level: k.Level})
	}
	return b
}

func circumstancesOf(c conformance.Case) Circumstances {
	x := Circumstances{RegistersRead: c.RegistersRead}
	if c.Host != nil {
		x.HostPolicy = hostpolicy.Record{Employer: c.Shift.Employer, Version: 1, Body: hostpolicy.Body{RegisterFlagDays: c.Host.RegisterFlagDays,
			RegisterBlockDays: c.Host.RegisterBlockDays, GraceDays: c.Host.GraceDays, DBSMonths: c.Host.DBSMonths, OwnChecks: c.Host.OwnChecks}}
		for _, p := range c.Host.Periods {
			x.HostPolicy.Periods = append(x.HostPolicy.Periods, hostpolicy.Period{Framework: p.Framework, Code: p.Code, Level: p.Level, Months: p.Months})
		}
	}
	for _, o := range c.Overrides {
		x.Overrides = append(x.Overrides, clearance.Override{ID: id.New(), Requirement: o.Requirement, Code: o.Code, Why: "patient_safety", ExpiresAt: c.Shift.EndsAt})
	}
	return x
}

// statusOf is a status of a register with the effect.
var statusOf = map[contract.Effect]registration.Status{
	contract.Allow: registration.Registered, contract.Flag: registration.Caution, contract.Approval: registration.Conditions, contract.Block: registration.Suspended,
}

// recordOf is a record that tells the passport.
func recordOf(t *testing.T, p contract.PassportState, at time.Time) *worker.Worker {
	t.Helper()
	parse := func(s string) id.ID {
		v, err := id.Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	r := worker.Record{ID: parse(p.WorkerID), HomeEmployer: p.HomeEmployer, Status: worker.Status(p.Status), Version: 7, Floor: p.RevocationFloor, EnrolledAt: at.AddDate(-1, 0, 0)}
	for _, e := range p.Engagements {
		r.Engagements = append(r.Engagements, worker.Engagement{ID: parse(e.EngagementID), Employer: e.Employer, Kind: e.Kind, StaffGroup: e.StaffGroup, Role: e.Role, Band: e.Band, From: e.From, Until: e.Until})
	}
	for _, c := range p.Checks {
		k := check.Record{ID: id.New(), Type: check.Type(c.Type), Outcome: check.Outcome(c.Outcome), Level: c.Level, Workforce: c.Workforce,
			CheckedOn: *c.CheckedOn, RecordedAt: *c.CheckedOn, ValidUntil: c.ValidUntil, EPPClearedUntil: c.EPPClearedUntil}
		if k.Type == check.OccupationalHealth {
			k.Level, k.Restrictions = healthOf(p)
		}
		r.Checks = append(r.Checks, check.Rehydrate(k))
	}
	for _, c := range p.Competencies {
		r.Competencies = append(r.Competencies, competency.Rehydrate(competency.Record{ID: id.New(), Framework: c.Framework, Code: c.Code, Level: c.Level,
			AchievedOn: *c.AchievedOn, RecordedAt: *c.AchievedOn, ValidUntil: c.ValidUntil, Provisional: c.Provisional}))
	}
	for _, g := range p.Registrations {
		r.Registrations = append(r.Registrations, registration.Rehydrate(registration.Record{ID: id.New(), Body: g.Body, Status: statusOf[g.Effect],
			CheckedAt: *g.LastReadAt, RecordedAt: *g.LastReadAt, ValidUntil: g.ValidUntil}))
	}
	for _, h := range p.Holds {
		r.Holds = append(r.Holds, hold.Rehydrate(hold.Record{ID: parse(h.HoldID), Why: "conduct", From: h.From, Until: h.Until, PlacedAt: h.From}))
	}
	if p.Disclosures != nil {
		r.Disclosures = []disclosure.Disclosure{}
	}
	for _, d := range p.Disclosures {
		r.Disclosures = append(r.Disclosures, disclosure.Rehydrate(disclosure.Record{ID: id.New(), Host: d.Host, From: d.From, Until: d.Until, Version: 1}))
	}
	return worker.Rehydrate(r)
}

func healthOf(p contract.PassportState) (level string, restrictions []string) {
	if p.NoNights {
		restrictions = append(restrictions, check.NoNights)
	}
	if p.WardAgrees {
		restrictions = append(restrictions, "no_manual_handling")
	}
	if restrictions == nil {
		return "fit", nil
	}
	return "fit_with_restrictions", restrictions
}
