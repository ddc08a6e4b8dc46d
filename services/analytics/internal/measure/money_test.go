package measure_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
)

// owed is a recharge of RPA to RVV.
func owed(booking, worker string, pence int64, change ...func(*fact.Recharge)) fact.Recharge {
	r := fact.Recharge{
		BookingID: booking, WorkerID: worker, HomeEmployer: "RPA", HostEmployer: "RVV", Site: "RVV01", StaffGroup: "nursing_midwifery",
		StartsAt: tuesday, Month: "2026-03", For: "worked", TotalPence: pence, Status: "raised",
	}
	for _, c := range change {
		c(&r)
	}
	return r
}

func approved(minutes, pence int64) func(*fact.Booking) {
	return func(b *fact.Booking) {
		b.Status, b.Hours, b.WorkedMinutes, b.WorkedPence = "worked", "approved", minutes, pence
	}
}

func TestFlowsTellWhatHostsOwe(t *testing.T) {
	t.Parallel()
	got := measure.Flows(facts(t,
		lent("RPA", "w1", approved(600, 18000)), // b1, recharged
		lent("RPA", "w1", approved(600, 18000)), // b2, no recharge yet
		lent("RPA", "w2", ended("cancelled", time.Hour)),
		owed("b1", "w1", 24000, func(r *fact.Recharge) { r.Status, r.SettledPence = "settled", 24000 }),
		owed("b3", "w2", 5000, func(r *fact.Recharge) { r.For, r.Status = "owed", "disputed" }),
		owed("b9", "w3", 0, func(r *fact.Recharge) { r.For = "nothing" }),
		owed("b8", "w1", -700),
	))
	want := measure.Flow{
		Pair: measure.Pair{Home: "RPA", Host: "RVV"}, Workers: 2, Least: 1, Bookings: 2, Minutes: 1200, Pence: 36000,
		Recharged: measure.Recharged{Lines: 3, TotalPence: 28300, SettledPence: 24000, DisputedPence: 5000, Waiting: 1},
	}
	if len(got) != 1 || got[0] != want {
		t.Errorf("%+v", got)
	}
	if cut := measure.FlowsFor(nil, got)[0]; cut != (measure.Flow{Pair: want.Pair, Few: true}) {
		t.Errorf("money of two workers is told: %+v", cut)
	}
}

func TestMutualAidIsJudgedByItsShifts(t *testing.T) {
	t.Parallel()
	aid := func(opened time.Duration, shifts ...string) fact.MutualAid {
		m := fact.MutualAid{Parties: []string{"RPA", "RVV"}, Why: "surge", OpenedAt: tuesday.Add(opened), ClosesAt: tuesday}
		for _, s := range shifts {
			m.Shifts = append(m.Shifts, fact.AidedShift{ShiftID: s, Host: "RVV"})
		}
		return m
	}
	got := measure.Aids(facts(t,
		shift(filled("collaborative_bank", time.Hour)), shift(filled("own_bank", time.Hour)), shift(),
		shift(func(s *fact.Shift) { s.Status = "withdrawn" }),
		aid(-48*time.Hour, "s9"), aid(-24*time.Hour, "s1", "s2", "s3", "s4", "s9"), aid(-time.Hour, "s3"),
	))
	if len(got) != 2 || got[0].ID != "m3" || got[1].ID != "m2" {
		t.Fatalf("%+v", got)
	}
	if a := got[1]; a.Shifts != 3 || a.Filled != 2 || a.Aided != 1 {
		t.Errorf("of four shifts, one of them called off: %+v", a)
	}
}
