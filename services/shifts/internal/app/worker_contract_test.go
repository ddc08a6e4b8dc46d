package app_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

func TestWorkersDoNotLearnWhatAnAgencyCharges(t *testing.T) {
	t.Parallel()
	asked, other := id.New(), id.New()
	s := shift.State{ID: id.New(), Employer: "RVV", Status: shift.Filled, FilledBy: shift.FrameworkAgency, Agency: "Synthetic Agency", AgencyRatePence: 4200}
	s.AgencyTier, s.CapPence, s.OverCapWhy, s.DisplacedAgency, s.DisplacedRatePence = 1, 3000, "patient_safety", "Other Agency", 4100
	s.PreferredWorker, s.OverCapRole = asked, "agency_approver"
	s.Override = &shift.Override{ID: id.New(), Role: "executive", Why: "patient_safety", GrantedAt: time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)}
	seen := app.ShiftStateFor(auth.Principal{Role: auth.Worker, WorkerID: other.String()}, s)
	if seen.AgencyRatePence != 0 || seen.CapPence != 0 || seen.OverCap || seen.OverCapWhy != "" || seen.OverCapRole != "" || seen.DisplacedAgency != "" || seen.DisplacedRatePence != 0 || seen.AgencyTier != 0 || seen.Override != nil {
		t.Errorf("a worker reads %+v", seen)
	}
	if seen.PreferredWorker != "" || seen.Agency != "Synthetic Agency" {
		t.Error("a worker learns whom else the ward asked for, or not from whom the shift can be taken")
	}
	if told := app.ShiftStateFor(auth.Principal{Role: auth.Employer, Employer: "RVV"}, s); told.OverCapRole != "agency_approver" {
		t.Errorf("the employer does not read which duty allowed the charge: %+v", told)
	}
	if app.ShiftStateFor(auth.Principal{Role: auth.Worker, WorkerID: asked.String()}, s).PreferredWorker != asked.String() {
		t.Error("who was asked first does not learn it")
	}
	if got := app.ShiftStateFor(auth.Principal{Role: auth.Employer, Employer: "RVV"}, s); got.AgencyRatePence != 4200 || got.Override == nil || got.Override.Role != "executive" || got.PreferredWorker != asked.String() {
		t.Errorf("the employer reads %+v", got)
	}
}
