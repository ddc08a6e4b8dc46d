package releasepart

import (
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/release"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// Samples are the part's states: an open shift with a raised rate and a request, one that an agency has, and one that the
// bank took from an agency.
func Samples() (open, agency, displaced View) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	starts := now.Add(10 * 24 * time.Hour)
	ladder := release.Default()
	ladder.Steps = append(ladder.Steps, release.Step{Kind: release.OffFrameworkAgency, Trigger: release.Trigger{On: release.LeadTime, After: 12 * time.Hour}, Approver: release.Executive})
	plan := release.Plan(ladder, release.For{PostedAt: now, StartsAt: starts, Band: "5", StaffGroup: "nursing_midwifery"}, release.National).OpenAtPosting(now)
	s := shift.State{ID: id.ID{15: 1}, Employer: "RVV", Status: shift.Open, Band: "5", RatePence: 2400, StartsAt: starts, EndsAt: starts.Add(12 * time.Hour), BreakMinutes: 60}
	s.Release, s.BaseRatePence, s.EscalatedUntil = plan.With(plan.Find(release.OffFrameworkAgency, 0), release.Asked, now), 1845, &starts
	who := auth.Principal{Role: auth.Employer, Employer: "RVV", Duties: []string{auth.Post, auth.Approve, auth.Executive}}
	open = Of(s, []shift.Escalation{
		{ID: id.ID{15: 2}, Kind: shift.ForRate, RatePence: 2400, Why: "hard_to_fill", Outcome: shift.Approved, AskedAt: now, ExpiresAt: starts},
		{ID: id.ID{15: 3}, Kind: shift.ForStep, Step: release.OffFrameworkAgency, Why: shift.StepDue, Outcome: shift.Asked, AskedAt: now, ExpiresAt: starts}}, who, now)
	by := s
	locks := starts.Add(-72 * time.Hour)
	by.Status, by.FilledBy, by.Agency, by.AgencyRatePence, by.CapPence, by.OverCapWhy, by.AgencyLocksAt = shift.Filled, shift.FrameworkAgency, "Synthetic Agency", 3200, 2996, "patient_safety", &locks
	by.BaseRatePence, by.EscalatedUntil = 0, nil
	agency = Of(by, nil, who, now)
	bank := by
	bank.FilledBy, bank.Agency, bank.RatePence, bank.DisplacedAgency, bank.DisplacedRatePence = shift.OwnBank, "", 1845, "Synthetic Agency", 3200
	return open, agency, Of(bank, nil, who, now)
}
