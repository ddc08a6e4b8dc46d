package app

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/events/conformance"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// What a worker is shown ahead is what passports will answer at the claim: both services answer the same cases.
func TestTheListAnswersAsPassportsWill(t *testing.T) {
	t.Parallel()
	cases, err := conformance.Eligibility()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			w, err := workerTold(c.Passport, 0)
			if err != nil {
				t.Fatal(err)
			}
			s, facts := questionOf(t, c, w)
			var got []conformance.Told
			for _, r := range eligibility.Judge(w, s, facts).Reasons {
				if r.Code == "INDUCTION_MISSING" || strings.HasPrefix(r.Code, "AGREEMENT_") {
					continue // not asked here
				}
				got = append(got, conformance.Told{Code: r.Code, Weight: r.Weight})
			}
			if !slices.Equal(got, c.Told) && len(got)+len(c.Told) > 0 {
				t.Errorf("answered %v, want %v", got, c.Told)
			}
		})
	}
}

func questionOf(t *testing.T, c conformance.Case, w eligibility.Worker) (shift.State, eligibility.Facts) {
	t.Helper()
	r := c.Shift.Requirements
	s := shift.State{ID: id.New(), Employer: c.Shift.Employer, StaffGroup: c.Shift.StaffGroup, Role: c.Shift.Role, Band: c.Shift.Band,
		StartsAt: c.Shift.StartsAt, EndsAt: c.Shift.EndsAt, BreakMinutes: 60,
		Requirements: shift.Requirements{RegistrationBody: r.RegistrationBody, DBSLevel: r.DBSLevel, DBSWorkforce: r.DBSWorkforce, EPP: r.EPP}}
	for _, k := range r.Competencies {
		s.Requirements.Competencies = append(s.Requirements.Competencies, shift.Competency{Framework: k.Framework, Code: k.Code, Level: k.Level})
	}
	told := EvidenceFacts{Hosts: map[string]eligibility.Evidence{}, Readings: map[string]map[string]time.Time{w.HomeEmployer: c.RegistersRead}}
	if c.Host != nil {
		body, err := json.Marshal(c.Host)
		if err != nil {
			t.Fatal(err)
		}
		if told.Hosts[s.Employer], err = EvidenceOf(body); err != nil {
			t.Fatal(err)
		}
	}
	var f eligibility.Facts
	told.add(&f, w, c.At)
	for _, o := range c.Overrides {
		f.Overrides = append(f.Overrides, eligibility.Override{Shift: s.ID, Requirement: o.Requirement, Code: o.Code, ExpiresAt: s.EndsAt})
	}
	return s, f
}
