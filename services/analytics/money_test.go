package analytics_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
)

type moneyReport struct {
	Flows []struct {
		Home, Host     string
		RechargedPence int64 `json:"recharged_pence"`
		SettledPence   int64 `json:"settled_pence"`
		DisputedPence  int64 `json:"disputed_pence"`
		NotRecharged   int64 `json:"not_recharged"`
	}
}

// owes makes a recharge of RPA's worker on the shift.
func (d *demand) owes(h *testkit.Harness, booking string, pence int64) deployments.RechargeState {
	s := d.state
	return deployments.RechargeState{
		RechargeID: id.New().String(), BookingID: booking, ShiftID: s.ShiftID, WorkerID: id.New().String(), HomeEmployer: "RPA",
		HostEmployer: s.Employer, Site: s.Site, StaffGroup: s.StaffGroup, Band: s.Band, StartsAt: s.StartsAt, EndsAt: s.EndsAt,
		Month: s.StartsAt.Format("2006-01"), AgreementID: id.New().String(), AgreementVersion: 1, TimesheetVersion: 1, Kind: "worked",
		Basis: "host", Components: []deployments.RechargeComponent{{Part: "pay", Pence: pence}}, TotalPence: pence, Status: "raised", DisputeBy: h.Clock.Now(),
	}
}

func TestRechargesMutualAidAndLaddersAreKept(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	tell := func(producer string, e events.Event, aggregate string, version int64) {
		testkit.Publish(t, h.Bus, producer, e, events.Meta{AggregateID: aggregate, AggregateVersion: version, ODS: "RVV", Time: h.Clock.Now()})
	}
	d := ask(h, "RVV", time.Hour).posted(t, h)
	r := d.owes(h, id.New().String(), 24000)
	tell("deployments", deployments.RechargeSettledV1{Recharge: func() deployments.RechargeState {
		paid := r
		paid.Status, paid.SettledPence = "settled", paid.TotalPence
		return paid
	}()}, r.RechargeID, 2)
	tell("deployments", deployments.RechargeRaisedV1{Recharge: r}, r.RechargeID, 1) // Late: the payment is newer.
	second := d.owes(h, id.New().String(), 1000)
	second.Status, second.DisputeReason = "disputed", "hours"
	tell("deployments", deployments.RechargeDisputedV1{Recharge: second}, second.RechargeID, 1)
	aid := id.New().String()
	tell("deployments", deployments.MutualAidActivatedV1{MutualAid: deployments.MutualAidState{
		MutualAidID: aid, AgreementID: id.New().String(), AgreementVersion: 1, Parties: []string{"RPA", "RVV"},
		Shifts: []deployments.MutualAidShift{{ShiftID: d.state.ShiftID, HostEmployer: "RVV"}}, Why: "surge",
		OpenedAt: h.Clock.Now(), ClosesAt: h.Clock.Now().Add(time.Hour), Status: "active",
	}}, aid, 1)
	ladder := id.New().String()
	tell("shifts", shifts.LadderChangedV1{Ladder: shifts.LadderState{
		LadderID: ladder, Employer: "RVV", StaffGroup: "*", BankShare: 40, Steps: []shifts.LadderStep{{Step: "own_bank", On: "at_posting"}},
	}}, ladder, 1)

	testkit.Await(t, soon, "everything is heard", func() bool { return rates(t, h, lead, "").Events == 1+2+1+1+1 })
	f, status := get[moneyReport](t, h, employer, "/api/analytics/v1/flows")
	if status != http.StatusOK || len(f.Flows) != 1 || f.Flows[0].RechargedPence != 25000 || f.Flows[0].SettledPence != 24000 || f.Flows[0].DisputedPence != 1000 {
		t.Errorf("%d %+v", status, f)
	}
	rebuilt, err := module.Rebuild(t.Context(), h.Deps, func(string, uint64, uint64) {})
	if err != nil || !rebuilt.Equal {
		t.Errorf("a rebuild gives %+v, %v", rebuilt, err)
	}
}
