package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/hold"
	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

var now = time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)

func TestTheDomainsCodesAreThoseOfTheContracts(t *testing.T) {
	t.Parallel()
	for name, pair := range map[string][2][]string{
		"staff groups": {worker.StaffGroups, shifts.StaffGroups},
		"bands":        {worker.Bands, shifts.Bands},
		"check types":  {check.Types, contract.CheckTypes},
	} {
		if !slices.Equal(pair[0], pair[1]) {
			t.Errorf("%s: %v is not %v", name, pair[0], pair[1])
		}
	}
}

// full is a worker with something of everything, twice.
func full(t *testing.T) *worker.Worker {
	t.Helper()
	day := func(n int) *time.Time { d := now.AddDate(0, 0, n); return &d }
	return worker.Rehydrate(worker.Record{
		ID: id.New(), HomeEmployer: "RVV", Status: worker.Active, Version: 4, Floor: 2, EnrolledAt: now,
		Engagements: []worker.Engagement{{ID: id.New(), Employer: "RVV", Kind: "bank", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5", From: now}},
		Checks: []check.Check{
			check.Rehydrate(check.Record{ID: id.New(), Type: check.OccupationalHealth, Outcome: check.Satisfied, Level: "fit_with_restrictions", Method: "questionnaire", CheckedOn: now, RecordedAt: now, EPPClearedUntil: day(9)}),
			check.Rehydrate(check.Record{ID: id.New(), Type: check.DBS, Outcome: check.Satisfied, Level: "basic", Workforce: "adult", CheckedOn: now, RecordedAt: now}),
			check.Rehydrate(check.Record{ID: id.New(), Type: check.DBS, Outcome: check.Satisfied, Level: "enhanced", Workforce: "both", CheckedOn: now, RecordedAt: now.Add(time.Second)}),
		},
		Competencies: []competency.Competency{
			competency.Rehydrate(competency.Record{Framework: "cstf", Code: "FIRE", Level: 1, ValidUntil: day(5)}),
			competency.Rehydrate(competency.Record{Framework: "cstf", Code: "FIRE", Level: 1, ValidUntil: day(50)}),
			competency.Rehydrate(competency.Record{Framework: "cstf", Code: "RES", Level: 2}),
		},
		Registrations: []registration.Registration{registration.Rehydrate(registration.Record{ID: id.New(), Body: "NMC", Status: registration.Conditions, CheckedAt: now, RecordedAt: now})},
		Holds: []hold.Hold{
			hold.Rehydrate(hold.Record{ID: id.New(), Why: "sickness", From: now, PlacedAt: now}),
			hold.Rehydrate(hold.Record{ID: id.New(), Why: "conduct", From: now, PlacedAt: now, LiftedAt: &now}),
		},
	})
}

func TestThePublicStateHasWhatCountsAndNothingThatStaysAtHome(t *testing.T) {
	t.Parallel()
	s := publicState(full(t), now)
	if err := s.Validate(); err != nil {
		t.Fatal(err)
	}
	if len(s.Checks) != 2 || s.Checks[0].Level != "enhanced" || len(s.Competencies) != 2 || s.Competencies[0].ValidUntil.Day() != now.AddDate(0, 0, 50).Day() || len(s.Holds) != 1 || s.Registrations[0].Effect != contract.Approval {
		t.Errorf("got %+v", s)
	}
	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"sickness", "conduct", "conditions", "restrictions", "questionnaire", "null"} {
		if strings.Contains(string(raw), secret) {
			t.Errorf("%s is told: %s", secret, raw)
		}
	}
}

func TestARestrictionIsNeverToldInAnEvent(t *testing.T) {
	t.Parallel()
	p := &Passports{Clock: clock.At(now), ICS: "QKS"}
	b := clearance.Booking{ID: id.New(), ShiftID: id.New(), WorkerID: id.New(), HomeEmployer: "RVV", HostEmployer: "RWF", StartsAt: now, EndsAt: now.Add(time.Hour)}
	d := clearance.Decision{Outcome: clearance.EligibleWithWarnings, PassportVersion: 1, At: now, Reasons: []reason.Reason{
		{Code: clearance.HealthRestricted, Weight: reason.Soft, Message: "m"}, {Code: "REG_STALE", Weight: reason.Soft, Message: "m"},
	}}
	f, err := p.answered(context.Background(), b, Judged{Decision: d}, By{Actor: "system:clearance"})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(f.Event.Data), clearance.HealthRestricted) || !strings.Contains(string(f.Event.Data), "REG_STALE") {
		t.Errorf("got %s", f.Event.Data)
	}
}

func TestPersonalFieldsPrintAsNothing(t *testing.T) {
	t.Parallel()
	p := Personal{GivenName: "Zebedee", FamilyName: "Q", Email: "z@example.org", Numbers: map[string]string{"NMC": "1"}}
	for _, s := range []string{fmt.Sprintf("%v", p), fmt.Sprintf("%+v", p), fmt.Sprintf("%#v", p), fmt.Sprintf("%s", &p), p.LogValue().String()} {
		if strings.Contains(s, "Zebedee") || strings.Contains(s, "example") {
			t.Errorf("printed %q", s)
		}
	}
}

func TestANoIsKeptUnderTheFirstReasonThatBars(t *testing.T) {
	t.Parallel()
	soft, ask, hard := reason.Reason{Code: "INDUCTION_MISSING", Weight: reason.Soft}, reason.Reason{Code: "REG_CONDITIONS", Weight: reason.Approval}, reason.Reason{Code: "RTW_EXPIRES", Weight: reason.Hard}
	for want, rs := range map[string][]reason.Reason{
		"RTW_EXPIRES": {soft, ask, hard, {Code: "HOLD", Weight: reason.Hard}}, "REG_CONDITIONS": {soft, ask}, "INDUCTION_MISSING": {soft}, "": nil,
	} {
		if got := chief(rs); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
