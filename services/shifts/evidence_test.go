package shifts_test

import (
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
)

// whyNot are the codes that the list shows the worker for a shift; nil when the shift is not on it.
func (w *world) whyNot(who auth.Principal, shift string) []string {
	w.t.Helper()
	for _, s := range w.openTo(who, "include=ineligible&limit=100").Shifts {
		if s.Shift.ShiftID == shift {
			codes := []string{s.Outcome}
			for _, r := range s.Reasons {
				codes = append(codes, r.Code)
			}
			return codes
		}
	}
	return nil
}

func (w *world) awaitWhy(who auth.Principal, shift string, want ...string) {
	w.t.Helper()
	testkit.Await(w.t, within, "the worker hears "+want[0], func() bool { return slices.Equal(w.whyNot(who, shift), want) })
}

func (w *world) tellAt(service string, ev events.Event, aggregate string, version int64) {
	w.t.Helper()
	testkit.Publish(w.t, w.Bus, service, ev, events.Meta{AggregateID: aggregate, AggregateVersion: version})
}

// agree lets the two employers of the test share their workers.
func (w *world) agree() {
	w.t.Helper()
	from := w.Clock.Now().AddDate(0, -1, 0)
	a := deployments.AgreementState{AgreementID: id.New().String(), Version: 1, Title: "Bank", Model: "home_pays", Status: "in_force", From: from, AtEnd: "honour",
		Parties: []deployments.Party{{Employer: host, SignedAt: &from}, {Employer: other, SignedAt: &from}}, Sites: []string{}, StaffGroups: []string{}, Bands: []string{}, TermsHash: "x"}
	w.tell("deployments", deployments.AgreementInForceV1{Agreement: a}, a.AgreementID)
}

func TestWhatPassportsTellsOfEvidenceDecidesWhatAWorkerSees(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.agree()
	who := nurse(other)
	day := w.post(at(time.Date(w.Clock.Now().Year(), w.Clock.Now().Month(), w.Clock.Now().Day()+3, 9, 0, 0, 0, time.UTC), 8))
	night := w.post(at(time.Date(w.Clock.Now().Year(), w.Clock.Now().Month(), w.Clock.Now().Day()+5, 21, 0, 0, 0, time.UTC), 8))
	p, version := w.passportOf(who), int64(1)
	tell := func(change func()) {
		change()
		version++
		w.tellAt("passports", passports.PassportChangedV1{Passport: p}, who.WorkerID, version)
	}

	tell(func() { p.Disclosures = []passports.Disclosure{} })
	w.awaitWhy(who, day.ShiftID, "ineligible", "INDUCTION_MISSING", "CONSENT_MISSING")
	if l := w.openTo(who, ""); len(l.Shifts) != 0 {
		t.Errorf("%d shifts of a host that may not see the passport are shown as open", len(l.Shifts))
	}
	tell(func() { p.Disclosures = []passports.Disclosure{{Host: host, From: w.Clock.Now().Add(-time.Hour)}} })
	w.awaitWhy(who, day.ShiftID, "eligible_with_warnings", "INDUCTION_MISSING")

	tell(func() { p.NoNights = true })
	w.awaitWhy(who, night.ShiftID, "ineligible", "HEALTH_RESTRICTED", "INDUCTION_MISSING")
	// By day there is nothing that the ward would have to keep to.
	w.awaitWhy(who, day.ShiftID, "eligible_with_warnings", "INDUCTION_MISSING")
	tell(func() { p.NoNights = false })

	old := w.Clock.Now().Add(-9 * 24 * time.Hour)
	tell(func() { p.Registrations[0].LastReadAt = &old })
	w.awaitWhy(who, day.ShiftID, "eligible_with_warnings", "REG_STALE", "INDUCTION_MISSING")
	policy := passports.HostPolicyBody{RegisterFlagDays: 3, RegisterBlockDays: 8, Periods: []passports.RefreshPeriod{}, OwnChecks: []string{}}
	w.tellAt("passports", passports.HostPolicyChangedV1{Employer: host, Version: 2, Body: policy}, host, 2)
	w.awaitWhy(who, day.ShiftID, "ineligible", "REG_STALE", "INDUCTION_MISSING")
	read := passports.RegisterReadV1{ReadID: id.New().String(), Employer: other, Body: "NMC", ReadAt: w.Clock.Now().Add(-time.Hour)}
	w.tell("passports", read, read.ReadID)
	w.awaitWhy(who, day.ShiftID, "eligible_with_warnings", "INDUCTION_MISSING")

	achieved := w.Clock.Now().AddDate(-1, -1, 0)
	tell(func() { p.Competencies[0].AchievedOn = &achieved })
	policy.Periods = []passports.RefreshPeriod{{Framework: "cstf", Code: "FIRE", Level: 1, Months: 12}}
	w.tellAt("passports", passports.HostPolicyChangedV1{Employer: host, Version: 3, Body: policy}, host, 3)
	w.awaitWhy(who, day.ShiftID, "ineligible", "COMPETENCE_EXPIRES", "INDUCTION_MISSING")
	// An older version that comes late changes nothing.
	w.tellAt("passports", passports.HostPolicyChangedV1{Employer: host, Version: 1, Body: passports.HostPolicyBody{RegisterFlagDays: 7, RegisterBlockDays: 14}}, host, 1)

	now := w.Clock.Now()
	o := passports.OverrideState{OverrideID: id.New().String(), WorkerID: who.WorkerID, ShiftID: day.ShiftID, HomeEmployer: other, HostEmployer: host,
		Requirement: "competency:cstf:FIRE:1", Code: "COMPETENCE_EXPIRES", Why: "patient_safety", Eyes: "one_of_host", State: "granted",
		StartsAt: day.StartsAt, ExpiresAt: day.EndsAt, RequestedAt: now, DecidedAt: &now}
	w.tellAt("passports", passports.OverrideGrantedV1{Override: o}, o.OverrideID, 2)
	w.awaitWhy(who, day.ShiftID, "eligible_with_warnings", "COMPETENCE_EXPIRES", "INDUCTION_MISSING")
	w.awaitWhy(who, night.ShiftID, "ineligible", "COMPETENCE_EXPIRES", "INDUCTION_MISSING")
	o.State = "expired"
	w.tellAt("passports", passports.OverrideExpiredV1{Override: o}, o.OverrideID, 3)
	w.awaitWhy(who, day.ShiftID, "ineligible", "COMPETENCE_EXPIRES", "INDUCTION_MISSING")
}
