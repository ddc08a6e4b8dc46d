package shifts_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
)

// TestMutualAidOpensNamedShiftsToTheWorkersOfAllPartiesUntilItEnds: the ladder keeps other employers out, and the agreement
// covers another staff group; a lead opens one of two shifts all the same.
func TestMutualAidOpensNamedShiftsToTheWorkersOfAllPartiesUntilItEnds(t *testing.T) {
	t.Parallel()
	w := start(t)
	now := w.Clock.Now().Truncate(time.Minute)
	agreement := id.New().String()
	from := now.AddDate(0, -1, 0)
	w.tell("deployments", deployments.AgreementInForceV1{Agreement: deployments.AgreementState{
		AgreementID: agreement, Version: 1, Title: "Bank", Model: "home_pays", Status: "in_force", From: from, AtEnd: "honour",
		Parties: []deployments.Party{{Employer: host, SignedAt: &from}, {Employer: other, SignedAt: &from}},
		Sites:   []string{}, StaffGroups: []string{"allied_health"}, Bands: []string{}, TermsHash: "x",
	}}, agreement)
	ownOnly := map[string]any{"bank_share": 25, "steps": []map[string]any{{"step": "own_bank", "on": "at_posting"}}}
	want(t, w.call(staff(host, "executive"), "PUT", base+"/ladders/nursing_midwifery", ownOnly, header("Content-Type", "application/json")), 200)
	stranger, second := nurse(other), nurse(other)
	for _, who := range []auth.Principal{stranger, second} {
		w.tell("passports", passports.PassportChangedV1{Passport: w.passportOf(who)}, who.WorkerID)
	}
	named := w.post(at(now.Add(48*time.Hour), 8))
	third := w.post(at(now.Add(72*time.Hour), 8))
	unnamed := w.post(at(now.Add(96*time.Hour), 8))
	w.awaitWhy(stranger, named.ShiftID, "ineligible", "NOT_RELEASED", "INDUCTION_MISSING", "AGREEMENT_SCOPE")
	want(t, <-w.accept(stranger, named.ShiftID), 409)

	aid := deployments.MutualAidState{
		MutualAidID: id.New().String(), AgreementID: agreement, AgreementVersion: 1, Parties: []string{host, other}, Why: "surge", Status: "active",
		Shifts:   []deployments.MutualAidShift{{ShiftID: named.ShiftID, HostEmployer: host}, {ShiftID: third.ShiftID, HostEmployer: host}},
		OpenedAt: now, ClosesAt: now.Add(6 * time.Hour),
	}
	w.tellAt("deployments", deployments.MutualAidActivatedV1{MutualAid: aid}, aid.MutualAidID, 1)
	w.awaitWhy(stranger, named.ShiftID, "eligible_with_warnings", "INDUCTION_MISSING")
	w.awaitWhy(stranger, unnamed.ShiftID, "ineligible", "NOT_RELEASED", "INDUCTION_MISSING", "AGREEMENT_SCOPE")
	want(t, <-w.accept(stranger, unnamed.ShiftID), 409)
	w.confirmed(stranger, named.ShiftID)

	ended := now.Add(time.Minute)
	w.Clock.Advance(2 * time.Minute)
	aid.Status, aid.EndedAt, aid.EndedBy = "ended", &ended, "lead"
	w.tellAt("deployments", deployments.MutualAidEndedV1{MutualAid: aid}, aid.MutualAidID, 2)
	w.awaitWhy(second, third.ShiftID, "ineligible", "NOT_RELEASED", "INDUCTION_MISSING", "AGREEMENT_SCOPE")
	aid.Status, aid.EndedAt, aid.EndedBy = "active", nil, ""
	w.tellAt("deployments", deployments.MutualAidActivatedV1{MutualAid: aid}, aid.MutualAidID, 1) // heard again, late
	marker := id.New().String()
	w.tellAt("deployments", deployments.MutualAidActivatedV1{MutualAid: markerAid(aid, marker, unnamed.ShiftID)}, marker, 1)
	w.awaitWhy(second, unnamed.ShiftID, "eligible_with_warnings", "INDUCTION_MISSING")
	if p := want(t, <-w.accept(second, third.ShiftID), 409).problem(t); p.Code != "not_released" {
		t.Errorf("after the end: %s", p.Code)
	}
	got := w.must(200, staff(host), "GET", "/shifts/"+named.ShiftID, nil).shift(t)
	if got.Status != "filled" || got.HomeEmployer != other {
		t.Errorf("what was booked meanwhile stays: %s by %s", got.Status, got.HomeEmployer)
	}

	// It closes at its moment also when nobody says so.
	w.Clock.Advance(6 * time.Hour)
	if got := w.whyNot(second, unnamed.ShiftID); len(got) != 4 {
		t.Errorf("%v", got)
	}
	want(t, <-w.accept(second, unnamed.ShiftID), 409)
}

func markerAid(aid deployments.MutualAidState, aidID, shiftID string) deployments.MutualAidState {
	aid.MutualAidID = aidID
	aid.Shifts = []deployments.MutualAidShift{{ShiftID: shiftID, HostEmployer: host}}
	return aid
}
